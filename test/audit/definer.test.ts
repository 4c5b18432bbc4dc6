import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { entry } from "./entries.js";

let database: TestDatabase;
let runtime: pg.Client;
let superuser: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  [runtime, superuser] = [database.runtimeUrl, database.superuserUrl].map((url) => new pg.Client(url)) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([runtime.connect(), superuser.connect()]);
});
afterEach(() => runtime.query("rollback"));
afterAll(async () => {
  await Promise.all([runtime?.end(), superuser?.end()]);
  await database?.drop();
});

const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await superuser.query<Row>(text, values)).rows;

describe("what runs with the rights of the log's owner", () => {
  it("finds types and functions in pg_catalog before anything that a session made itself", async () => {
    const functions = await ask(
      "select proname, proconfig, pg_get_userbyid(proowner) as owner from pg_proc where pronamespace = 'audit'::regnamespace",
    );
    expect(functions.length).toBeGreaterThanOrEqual(5);
    for (const { proname, proconfig, owner } of functions)
      expect({ proname, path: proconfig.filter((each: string) => each.startsWith("search_path")), owner }).toEqual({
        proname,
        path: ["search_path=pg_catalog, pg_temp"],
        owner: database.auditRole,
      });
  });

  it("lends its rights to no type of the session's own", async () => {
    await runtime.query("begin");
    await runtime.query(`create function pg_temp.take_over(value pg_catalog.text) returns boolean language plpgsql as $$
      begin
        if current_user <> session_user then
          execute 'create or replace function audit.refuse_change() returns trigger language plpgsql as $f$ begin return new; end $f$';
        end if;
        return true;
      end $$`);
    for (const type of ["text", "bytea", "json", "timestamptz"])
      await runtime.query(
        `create domain pg_temp.${type} as pg_catalog.${type} check (pg_temp.take_over(value::pg_catalog.text))`,
      );
    await runtime.query("select audit.append($1)", [JSON.stringify([entry({ stream: "team_x" })])]);
    await runtime.query("select audit.ensure_partitions()");
    await runtime.query("commit");
    const [guard] = await ask("select prosrc from pg_proc where proname = 'refuse_change'");
    expect(guard?.prosrc).toContain("append-only");
  });
});

describe("the service's login", () => {
  const rights = "insert, update, delete, truncate, references, trigger";

  it("may read the log and execute three of its functions, and no more", async () => {
    const relations = await ask(
      `select relname, has_table_privilege($1, oid, '${rights}') as change, has_table_privilege($1, oid, 'select') as read
       from pg_class where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p')`,
      [database.appRole],
    );
    // It may ask that the index be entered into the log at a size.
    expect(relations.filter(({ change }) => change).map(({ relname }) => relname)).toEqual(["index_order"]);
    const [orders] = await ask(
      "select has_table_privilege($1, 'audit.index_order', 'update, delete, truncate, references, trigger') as more",
      [database.appRole],
    );
    expect(orders).toEqual({ more: false });
    expect(relations.flatMap(({ relname, read }) => (read ? [relname] : [])).sort()).toEqual([
      "anchor",
      "checkpoint",
      "cosignature",
      "disclosure",
      "entry",
      "hardening",
      "index_chunk",
      "index_head",
      "index_order",
      "keeper",
      "leaf",
      "log_key",
      "pending",
      "row_change",
      "row_seal",
      "stream",
      "subject",
      "tree",
    ]);
    const functions = await ask(
      `select proname, has_function_privilege($1, oid, 'execute') as mine, has_function_privilege('public', oid, 'execute') as everybodys
       from pg_proc where pronamespace = 'audit'::regnamespace`,
      [database.appRole],
    );
    expect(functions.filter(({ everybodys }) => everybodys)).toEqual([]);
    expect(functions.flatMap(({ proname, mine }) => (mine ? [proname] : [])).sort()).toEqual([
      "append",
      "ensure_partitions",
      "erase",
    ]);
    const sequences = await ask(
      `select relname from pg_class where relnamespace = 'audit'::regnamespace
         and case when relkind = 'S' then has_sequence_privilege($1, oid, 'usage, select, update') end`,
      [database.appRole],
    );
    expect(sequences).toEqual([]);
  });

  it("owns nothing, makes nothing outside its own session, is no member of the owners", async () => {
    const [facts] = await ask(
      `select not exists (select from pg_class where relowner = r.oid) as "ownsNothing",
         has_schema_privilege(r.oid, 'audit', 'create') or has_schema_privilege(r.oid, 'public', 'create')
           or has_database_privilege(r.oid, current_database(), 'create') as creates,
         rolsuper or rolcreaterole or rolbypassrls or rolreplication as mighty,
         (select count(*)::int from pg_auth_members where member = r.oid) as memberships
       from pg_roles r where rolname = $1`,
      [database.appRole],
    );
    expect(facts).toEqual({ ownsNothing: true, creates: false, mighty: false, memberships: 0 });
    const [keeper] = await ask("select rolcanlogin, rolsuper, rolcreaterole from pg_roles where rolname = $1", [
      database.auditRole,
    ]);
    expect(keeper).toEqual({ rolcanlogin: false, rolsuper: false, rolcreaterole: false });
  });

  it("cannot truncate a table, hang a trigger on it or reference it", async () => {
    const tables = await ask(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and has_table_privilege($1, oid, 'truncate, references, trigger')`,
      [database.appRole],
    );
    expect(tables).toEqual([]);
  });

  it.each([
    "decision.verdict",
    "decision.printed_name",
    "transition_request.policies",
    "approval_policy_revision.requirements",
    "request_place.excludes",
    "model_version.version",
    "model_version.authors",
    "slot_interval.valid_from",
    "lifecycle_revision.stages",
    "registered_model.id",
  ])("cannot rewrite %s", async (name) => {
    const [table, column] = name.split(".");
    const [right] = await ask("select has_column_privilege($1, $2, $3, 'update') as may", [
      database.appRole,
      table,
      column,
    ]);
    expect(right?.may).toBe(false);
  });
});
