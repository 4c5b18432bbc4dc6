import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { driftOf, leftOut } from "../../src/audit/check/rows.js";
import { lookThrough, verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { checkContent } from "../../src/registry/frozen/check-content.queries.js";
import { fillEveryTable } from "../support/every-table.js";
import { openWorld, type World } from "../support/world.js";

/** Whoever owns the database switches its triggers off and changes rows: the log is found to say something else. */

let world: World;
let superuser: pg.Client;
let tables: { name: string; columns: string[]; without: string[] }[];

beforeAll(async () => {
  world = await openWorld();
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  await fillEveryTable(world, superuser);
  tables = (
    await superuser.query(`
      select c.relname as name, args[1]::text[] as columns, args[2]::text[] as without
      from pg_trigger t join pg_class c on c.oid = t.tgrelid,
        regexp_match(pg_get_triggerdef(t.oid), 'note_row\\(''(.*?)'', ''(.*?)''\\)') args
      where t.tgname = c.relname || '_is_noted' order by 1`)
  ).rows;
});
afterEach(() => superuser.query("rollback"));
afterAll(async () => {
  await superuser?.end();
  await world?.close();
});

const found = async (): Promise<string[]> =>
  (await lookThrough(superuser, { state: [checkContent] })).map(({ code, detail }) => `${code} ${detail}`);

/** What is found after statements that no trigger saw, which are rolled back. */
const foundAfter = (table: string, ...statements: string[]): Promise<string[]> => behind(table, statements, found);

const behind = async <Result>(
  table: string,
  statements: readonly string[],
  look: () => Promise<Result>,
): Promise<Result> => {
  await superuser.query("begin");
  try {
    await superuser.query(`alter table ${table} disable trigger all`);
    for (const statement of statements) await superuser.query(statement);
    const { rows } = await superuser.query<{ name: string }>(
      "select tgname as name from pg_trigger where tgrelid = $1::regclass and not tgisinternal",
      [table],
    );
    for (const { name } of rows) await superuser.query(`alter table ${table} enable always trigger ${name}`);
    return await look();
  } finally {
    await superuser.query("rollback");
  }
};

/** Another value of a column, whatever it holds. */
const other = (column: string, type: string): string | undefined =>
  ({
    text: `coalesce(${column}, '') || 'x'`,
    "text[]": `coalesce(${column}, '{}') || 'x'::text`,
    "timestamp with time zone": `coalesce(${column}, now()) + interval '1 microsecond'`,
    integer: `coalesce(${column}, 0) + 1`,
    bigint: `coalesce(${column}, 0) + 1`,
    boolean: `not coalesce(${column}, false)`,
    bytea: `sha256(${column})`,
  })[type];

describe("a database that nobody has touched", () => {
  it("holds, and each governed table but the files of versions has notes of its rows", async () => {
    expect(await verifyLog(world.database.runtimeUrl, { state: [checkContent] })).toEqual([]);
    const { rows } = await superuser.query<{ name: string }>(
      `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where t.tgname = c.relname || '_is_audited' and c.relname <> 'version_artifact' order by 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual(rows.map(({ name }) => name));
    expect(
      Object.fromEntries(tables.filter(({ without }) => without.length > 0).map((t) => [t.name, t.without])),
    ).toEqual(leftOut);
    for (const { name } of tables) {
      const { rowCount } = await superuser.query("select from audit.row_change where tbl = $1 limit 1", [name]);
      expect({ name, rowCount }).toEqual({ name, rowCount: 1 });
    }
  });
});

describe("behind the triggers' back", () => {
  it("each column of a row of every governed table that is edited is found", async () => {
    for (const { name, columns, without } of tables) {
      const { rows } = await superuser.query<{ column: string; type: string }>(
        `select attname as column, format_type(atttypid, null) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`,
        [name],
      );
      const edited: string[] = [];
      for (const { column, type } of rows) {
        const value = other(`"${column}"`, type);
        if (columns.includes(column) || without.includes(column) || value === undefined) continue;
        const edit = `update ${name} set "${column}" = ${value} where ctid = (select ctid from ${name} limit 1)`;
        const drift = await behind(name, [edit], () => driftOf(superuser, { name, columns })).catch(
          (error: { code: string }) => {
            // A constraint of the table's own refuses the value.
            if (["23514", "23505"].includes(error.code)) return null;
            throw error;
          },
        );
        if (drift !== null) expect({ name, column, found: drift.length }).toEqual({ name, column, found: 1 });
        if (drift !== null) edited.push(column);
      }
      const hasOnlyKeys = rows.every(({ column }) => columns.includes(column) || without.includes(column));
      expect({ name, edited: edited.length > 0 }).toEqual({ name, edited: !hasOnlyKeys });
    }
  });

  it("a row of every governed table that is taken away is found", async () => {
    for (const { name } of tables) {
      const [first, ...more] = await foundAfter(
        name,
        `delete from ${name} where ctid = (select ctid from ${name} limit 1)`,
      );
      expect({ name, first, more }).toEqual({
        name,
        first: expect.stringMatching(`^STATE_DRIFT ${name} .* is gone`),
        more: [],
      });
    }
  });

  it("a row that is put in is found, and one that comes back after it was deleted", async () => {
    expect(
      await foundAfter(
        "team_member",
        `insert into team_member (team_id, principal_id, role, granted_by)
      select team_id, principal_id, 'OWNER', granted_by from team_member where role = 'MAINTAINER'`,
      ),
    ).toEqual([expect.stringMatching(/^STATE_DRIFT team_member .*OWNER.* is there/)]);
    const note =
      "insert into audit.row_change (tbl, key) select 'tag', key from audit.row_change where tbl = 'tag' limit 1";
    expect(await foundAfter("tag", note)).toEqual([
      expect.stringMatching(/^STATE_DRIFT tag .* is there/),
      expect.stringMatching(/^UNSEALED_ROW a note of tag/),
    ]);
  });

  it("a display name is found that nobody changed by the service", async () => {
    expect(
      await foundAfter("principal", "update principal set display_name = 'Somebody Else' where handle = 'rob'"),
    ).toEqual([expect.stringMatching(/^STATE_DRIFT principal \["usr_.*"\] is not what/)]);
  });

  it.each([
    [
      "the frozen content of a version",
      "model_version",
      'update model_version set params = \'[{"key":"depth","value":"7"}]\'',
      /^CONTENT_MISMATCH/,
    ],
    [
      "a note of a row",
      "audit.row_change",
      "update audit.row_change set hash = sha256(hash) where tbl = 'decision'",
      /^ROWS_MISMATCH/,
    ],
    [
      "the salt of a note",
      "audit.row_change",
      "update audit.row_change set salt = sha256(salt) where tbl = 'decision'",
      /^STATE_DRIFT decision/,
    ],
    ["a note, deleted,", "audit.row_change", "delete from audit.row_change where tbl = 'decision'", /^ROWS_MISMATCH/],
    [
      "a seal, deleted,",
      "audit.row_seal",
      "delete from audit.row_seal where entry_id = (select max(entry_id) from audit.row_seal)",
      /^ROWS_MISMATCH/,
    ],
    ["a seal of fewer notes", "audit.row_seal", "update audit.row_seal set changes = changes[1:1]", /^ROWS_MISMATCH/],
    ["a link", "audit.subject", "delete from audit.subject where role = 'request'", /^LINKS_MISMATCH/],
    [
      "an entry's outcome",
      "audit.entry",
      "update audit.entry set outcome = 'DENIED' where action = 'setLifecycle'",
      /^COLUMN_ENVELOPE_MISMATCH/,
    ],
    [
      "a body",
      "audit.entry",
      "update audit.entry set body = body || ' ' where action = 'setLifecycle'",
      /^BODY_HASH_MISMATCH/,
    ],
    ["a stream's end", "audit.stream", "update audit.stream set seq = seq - 1 where kind = 'team'", /^HEAD_MISMATCH/],
  ])("%s that is changed is found", async (_, table, statement, expected) => {
    expect(await foundAfter(table, statement)).toContainEqual(expect.stringMatching(expected));
  });

  it("a trigger that stays off is found", async () => {
    await superuser.query("begin");
    await superuser.query("alter table tag disable trigger tag_is_noted");
    expect(await found()).toEqual(["HARDENING_REGRESSION tag_is_noted is not enabled always"]);
  });
});
