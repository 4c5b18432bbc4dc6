import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { migrations } from "../../migrations/index.js";
import { changedInSilence, narrowed } from "../../scripts/narrowed.js";
import { schemaSql } from "../../scripts/schema-sql.js";
import { readLogin } from "../../src/db/connection-url.js";
import { livingFunctions } from "../../src/db/living-functions.js";
import { readRights, rightsSql } from "../../src/db/rights.js";
import { type TestDatabase, testDatabase } from "../support/database.js";

const committed = (): string => readFileSync("schema.sql", "utf8");
const released = (): string => readFileSync("migrations/released.sql", "utf8");

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.superuserUrl);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe("the database to look at", () => {
  it("is the schema.sql that is committed (npm run schema)", async () => {
    const { logins } = inject("testServer");
    const roles = {
      app: logins.appRole,
      audit: logins.auditRole,
      owner: readLogin(logins.ownerUrl).user ?? "",
      sequencer: readLogin(logins.sequencerUrl ?? "").user ?? "",
    };
    expect(await schemaSql(client, roles)).toBe(committed());
  });

  it("gives the runtime login what migrations/rights.sql says, which is committed too", async () => {
    const rights = await readRights(client, inject("testServer").logins.appRole);
    expect(rights.length).toBeGreaterThan(50);
    expect(rightsSql(rights)).toBe(readFileSync("migrations/rights.sql", "utf8"));
  });

  it("has its functions' texts in migrations/functions, each and no other", async () => {
    const { rows } = await client.query<{ name: string; body: string }>(
      `select case n.nspname when 'public' then '' else n.nspname || '.' end || p.proname as name, p.prosrc as body
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'audit') order by 1`,
    );
    const functions = livingFunctions();
    expect(functions.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort());
    for (const { name, text } of functions) {
      const body = rows.find((row) => row.name === name)?.body ?? "";
      expect(text.includes(`$$${body}$$`), `${name} in the database is not the text of its file`).toBe(true);
    }
  });

  it("takes nothing from the last release but what a migration says that it takes", () => {
    const said = migrations.flatMap((Migration) => Object.keys(new Migration().narrows ?? {}));
    const found = narrowed(released(), committed());
    expect(found.filter((line) => !said.some((place) => line.startsWith(`${place}: `)))).toEqual([]);
    expect(said.filter((place) => !found.some((line) => line.startsWith(`${place}: `)))).toEqual([]);
    expect(changedInSilence(released(), committed())).toEqual([]);
  });
});

describe("what the last release would miss", () => {
  const schema = `-- Migrations: A1

create table run (
  id uuid not null,
  name text,
  constraint run_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX run_name ON public.run USING btree (name);
grant insert, select, update (id, name) to app;

-- place(text): owner owner; grant execute to public
CREATE OR REPLACE FUNCTION public.place(a text)
AS $function$ one $function$;
`;
  const cases: [string, string, string, string[]][] = [
    ["nothing", "", "", []],
    ["a column that may be left out", "  name text,\n", "  name text,\n  note text,\n", []],
    ["a column with a default", "  name text,\n", "  name text,\n  n integer default 0 not null,\n", []],
    [
      "a column that must be given",
      "  name text,\n",
      "  name text,\n  n integer not null,\n",
      ["run.n: new (integer not null)"],
    ],
    ["a column that is gone", "  name text,\n", "", ["run.name: gone (text)"]],
    ["a column of another type", "name text", "name bigint", ["run.name: was text, is bigint"]],
    ["a column that is needed now", "name text", "name text not null", ["run.name: was text, is text not null"]],
    [
      "a table that is gone",
      "create table run",
      "create table course",
      [
        "run.id: gone (uuid not null)",
        "run.name: gone (text)",
        "run: gone",
        "run: insert by app: gone (insert)",
        "run: select by app: gone (select)",
        "run: update by app: gone (update (id, name))",
      ],
    ],
    [
      "a new constraint",
      "  constraint run_pkey",
      "  constraint run_check CHECK (true),\n  constraint run_pkey",
      ["run: constraint run_check: new (CHECK (true))"],
    ],
    ["a constraint that is gone", "CREATE UNIQUE INDEX run_name ON public.run USING btree (name);\n", "", []],
    ["a right that is gone", "insert, select", "select", ["run: insert by app: gone (insert)"]],
    [
      "a right on fewer columns",
      "update (id, name)",
      "update (id)",
      ["run: update by app: was update (id, name), is update (id)"],
    ],
    ["a right on more columns", "update (id, name)", "update", []],
    ["a function with other arguments", "-- place(text)", "-- place(text, text)", ["place(text): gone"]],
  ];
  it.each(cases)("tells %s", (_, before, after, expected) => {
    expect(narrowed(schema, schema.replace(before, after))).toEqual(expected);
  });

  it("tells a function that changed without a migration", () => {
    const changed = schema.replace(" one ", " two ");
    expect(changedInSilence(schema, changed)).toEqual(["place(text)"]);
    expect(changedInSilence(schema, changed.replace("A1", "A1, B2"))).toEqual([]);
  });
});
