import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../src/db/database.js";
import { dynamicSql, sql } from "../../src/db/sql.js";
import type { OpenTransaction } from "../../src/db/transact.js";
import { joined } from "../../src/kinds.js";
import { type TestDatabase, testDatabase } from "../support/database.js";

/** From a connection's second transaction on, BEGIN is sent with the first statement, whoever sends that. */

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await testDatabase();
  db = await openDatabase({
    url: database.runtimeUrl,
    kinds: joined().ids,
    entities: [],
    readPoolSize: 1,
    writePoolSize: 1,
    timeouts: { statement: 10_000, wait: 10_000 },
    log: pino({ level: "silent" }),
    changeFeed: false,
  });
  await db.transaction((tx) => tx.rows(dynamicSql("select 1")));
});
afterAll(async () => {
  await db?.close();
  await database?.drop();
});

const text = "insert into idempotency_key (principal_id, command, key, input_hash) values ('usr_1', 'open', $1, '')";
const insert = sql("test.insert_key", text);

const firsts: Record<string, (tx: OpenTransaction, key: string) => Promise<unknown>> = {
  "a named statement": (tx, key) => tx.rows(insert, [key]),
  "a text": (tx, key) => tx.rows(dynamicSql(text), [key]),
  "a text without values": (tx, key) => tx.rows(dynamicSql(text.replace("$1", `'${key}'`))),
  "one of TypeORM's": (tx, key) => tx.manager.query(text, [key]),
  "two at once": (tx, key) => Promise.all([tx.rows(insert, [key]), tx.rows(dynamicSql("select 1"))]),
};

const stored = async (key: string): Promise<boolean> =>
  (await db.single.rows(dynamicSql("select from idempotency_key where key = $1"), [key])).length === 1;

const failing = (work: (tx: OpenTransaction) => Promise<unknown>): Promise<unknown> =>
  db.transaction(work).then(
    () => "done",
    (error: unknown) => error,
  );

describe.each(Object.entries(firsts))("a transaction that begins with %s", (name, first) => {
  it("is stored when it commits", async () => {
    const answer = await db.transaction(async (tx) => {
      await first(tx, `${name} 1`);
      expect(await stored(`${name} 1`)).toBe(false);
      return tx.row<{ n: number }>(dynamicSql("select 7 as n"));
    });
    expect(answer).toEqual({ n: 7 });
    expect(await stored(`${name} 1`)).toBe(true);
  });

  it("is undone, with that statement, when it fails", async () => {
    const failure = new Error("no");
    const told = await failing(async (tx) => {
      await first(tx, `${name} 2`);
      throw failure;
    });
    expect(told).toBe(failure);
    expect(await stored(`${name} 2`)).toBe(false);
  });
});

describe("the connection", () => {
  it("goes on after a first statement that is refused, in words, values or what it does", async () => {
    for (const [wrong, values] of [
      ["selec 1", []],
      ["select $1::integer", ["x"]],
      ["select 1 / $1::integer", [0]],
    ] as const)
      expect(await failing((tx) => tx.rows(sql("test.wrong", wrong), values))).toBeInstanceOf(Error);
    expect(await db.transaction((tx) => tx.row(dynamicSql("select 8 as n")))).toEqual({ n: 8 });
  });

  it("learns no statement that could not be parsed", async () => {
    const later = sql("test.later", "select n from later");
    expect(await failing((tx) => tx.rows(later))).toBeInstanceOf(Error);
    const found = await db.transaction(async (tx) => {
      await tx.rows(dynamicSql("create temporary table later as select 9 as n"));
      return tx.row(later);
    });
    expect(found).toEqual({ n: 9 });
  });

  it("begins nothing where nothing is sent, neither then nor later", async () => {
    expect(await db.transaction(async () => "nothing")).toBe("nothing");
    const failure = new Error("before anything was sent");
    expect(await failing(() => Promise.reject(failure))).toBe(failure);
    await db.transaction((tx) => tx.rows(insert, ["after nothing"]));
    expect(await stored("after nothing")).toBe(true);
  });
});
