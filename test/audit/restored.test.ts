import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followChanges } from "../../src/db/change-feed.js";
import type { Changes } from "../../src/db/changes.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { until } from "../support/until.js";
import { entry } from "./entries.js";

/** A log that came with a dump of another server bears its transactions' numbers: here they are still to come. */

const team = "team_restored";
const change = `update team set name = name || '.' where id = '${team}'`;

let database: TestDatabase;
let superuser: pg.Client;
let runtime: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  [superuser, runtime] = [database.superuserUrl, database.runtimeUrl].map((url) => new pg.Client(url)) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([superuser.connect(), runtime.connect()]);
  await superuser.query("create sequence restored_seq");
  expect(
    await attempt(
      superuser,
      `insert into team (id, slug, name) values ('${team}', 'restored', 'Restored')`,
      append(entry({ stream: team })),
    ),
  ).toBe("committed");
});
afterAll(async () => {
  await Promise.all([superuser?.end(), runtime?.end()]);
  await database?.drop();
});

const attempt = async (client: pg.Client, ...statements: string[]): Promise<string> => {
  try {
    await client.query("begin");
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
    return "committed";
  } catch (error) {
    await client.query("rollback");
    return (error as { code: string }).code;
  }
};

const append = (...entries: object[]): string =>
  `select audit.append(${pg.escapeLiteral(JSON.stringify(entries))}::json)`;

/** Entries about the team, and their links, as a restore writes them: with these numbers of transactions. */
const restore = (numbers: string): string => `
  with written as (
    insert into audit.entry (xid, at, stream_kind, stream_id, stream_seq, action, outcome, actor_id, request_id, op_id,
      prev_hash, leaf_hash, envelope, body)
    select n::text::xid8, now(), 'team', '${team}', 1000000 + nextval('restored_seq'), 'renameTeam', 'ALLOWED', 'usr_x', 'r', 'o', '', '', '', ''
    from (${numbers}) as numbers(n)
    returning id, at)
  insert into audit.subject (kind, subject_id, entry_id, role, action, at)
  select 'team', '${team}', id, 'target', 'renameTeam', at from written`;

const coming = "select pg_current_xact_id()::text::bigint + g from generate_series(1, 40) g";

it("a log restored from a dump of an older server's is no news, though its transactions' numbers are still to come", async () => {
  await superuser.query(`insert into audit.entry (xid, at, stream_kind, stream_id, stream_seq, action, outcome, actor_id,
      request_id, op_id, prev_hash, leaf_hash, envelope, body)
    select (pg_current_xact_id()::text::bigint + 1000000 + n)::text::xid8, now(), 'team', 'team_old', n, 'old', 'ALLOWED',
      'usr_x', 'r', 'o', '', '', '', '' from generate_series(1, 100) n`);
  const heard: Changes[] = [];
  const feed = followChanges({
    url: database.runtimeUrl,
    timeouts: { statement: 5_000, wait: 5_000 },
    log: pino({ level: "silent" }),
    announce: (changes) => heard.push(changes),
  });
  await until("the feed has begun", () => heard.length >= 1);
  for (const [count, stream] of ["team_new", "team_last"].entries()) {
    await superuser.query("select audit.append($1)", [JSON.stringify([entry({ stream })])]);
    await until(`${stream} is heard`, () => heard.length >= count + 2);
  }
  await feed.stop();
  expect(heard).toEqual([
    "everything",
    [{ stream: "team_new", subjects: ["team_new"] }],
    [{ stream: "team_last", subjects: ["team_last"] }],
  ]);
});

describe("a restored entry", () => {
  it("with the number of a transaction to come lets nothing change without its own entry", async () => {
    await superuser.query(restore(coming));
    for (let at = 0; at < 40; at++)
      expect({ at, outcome: await attempt(runtime, change) }).toEqual({ at, outcome: "CS001" });
    await superuser.query(restore(coming));
    for (let at = 0; at < 40; at++)
      expect({ at, outcome: await attempt(runtime, change, append(entry({ stream: team }))) }).toEqual({
        at,
        outcome: "committed",
      });
  });

  it("counts for nothing in a transaction with savepoints, whose numbers it may bear too", async () => {
    await superuser.query(restore(coming));
    for (let at = 0; at < 10; at++)
      expect(await attempt(runtime, "savepoint a", change, "savepoint b", change, "release a")).toBe("CS001");
  });

  it("that comes while the transaction is open, with its very number, counts for nothing", async () => {
    await runtime.query("begin");
    await runtime.query(change);
    const { rows } = await runtime.query<{ n: string }>("select pg_current_xact_id()::text as n");
    await superuser.query(restore(`values (${rows[0]?.n})`));
    await expect(runtime.query("commit")).rejects.toMatchObject({ code: "CS001" });
  });

  it("leaves no links that the entry of another thing could use", async () => {
    await superuser.query(`insert into audit.subject (kind, subject_id, entry_id, role, action, at)
      select 'team', '${team}', last_value + 1, 'target', 'renameTeam', now() from audit.entry_id_seq`);
    expect(await attempt(runtime, change, append(entry({ stream: "team_other" })))).toBe("CS001");
  });
});

describe("an entry of this very transaction", () => {
  const own = append(entry({ stream: team }));
  const caught = `do $$ begin
    begin perform audit.append('${JSON.stringify([entry({ stream: team })])}'::json); exception when division_by_zero then null; end;
  end $$`;

  it.each([
    ["written in a savepoint that was released", [change, "savepoint a", own, "release a"]],
    ["written in savepoints in one another", [change, "savepoint a", "savepoint b", own, "release b", "release a"]],
    [
      "written after one was rolled back",
      [change, "savepoint a", own, "rollback to a", "savepoint b", own, "release b"],
    ],
    ["written in a block that catches its own faults", [change, caught]],
    ["written after changes in several savepoints", ["savepoint a", change, "savepoint b", change, "release a", own]],
  ])("lets the change pass when it was %s", async (_, statements) => {
    expect(await attempt(runtime, ...statements)).toBe("committed");
  });

  it("counts also when others have written between its savepoints", async () => {
    await runtime.query("begin");
    await runtime.query(change);
    for (let at = 0; at < 20; at++) await superuser.query("select pg_current_xact_id()");
    await runtime.query("savepoint a");
    await runtime.query(own);
    await runtime.query("release a");
    for (let at = 0; at < 20; at++) await superuser.query("select pg_current_xact_id()");
    await runtime.query("commit");
  });

  it("written first of all, does not: the row's commitment would be in none", async () => {
    const late = ["savepoint a", own, "release a", "savepoint b", change, "release b"];
    expect(await attempt(runtime, ...late)).toBe("CS001");
  });

  it("rolled back with its savepoint, does not", async () => {
    expect(await attempt(runtime, change, "savepoint a", own, "rollback to a")).toBe("CS001");
  });
});
