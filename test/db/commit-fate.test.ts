// @module-tag crash

import pg from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byEntries, type Committing, settled } from "../../src/acts/commit-fate.store.js";
import { append } from "../../src/audit/append.store.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { CommitUnknown, NotCommitted } from "../../src/db/faults.js";
import { joined } from "../../src/kinds.js";
import { entry } from "../audit/entries.js";
import { type TestDatabase, testDatabase } from "../support/database.js";

/** What became of a transaction whose COMMIT was never answered. */

let database: TestDatabase;
let db: Database;
let other: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  other = new pg.Client(database.runtimeUrl);
  await other.connect();
  db = await openDatabase({
    url: database.runtimeUrl,
    kinds: joined().ids,
    entities: [],
    readPoolSize: 2,
    writePoolSize: 2,
    timeouts: { statement: 10_000, wait: 10_000 },
    log: pino({ level: "silent" }),
    changeFeed: false,
  });
});
afterAll(async () => {
  await db?.close();
  await other?.end();
  await database?.drop();
});

const written = (op: string) => db.transaction((tx) => append(tx, op, [entry({ stream: "team_x", opId: op })]));

/** What is answered when nothing came back from the COMMIT of such a transaction. */
const lost = async (committing: Committing<string>): Promise<unknown> => {
  const unanswered = Promise.reject<string>(new CommitUnknown(new Error("Connection terminated unexpectedly")));
  return settled(db.single, unanswered, () => committing).catch((error: unknown) => error);
};

describe("a COMMIT that was never answered", () => {
  it("is done when what it wrote is there, whichever server tells", async () => {
    const appended = await written("op_done");
    expect(await lost(byEntries(appended, "done"))).toBe("done");
    expect(await lost(byEntries({ ...appended, server: "1/00000009" }, "done"))).toBe("done");
  });

  it("is not done when its number and its entry's number are now somebody else's", async () => {
    const others = await written("op_somebody_else");
    expect(await lost(byEntries({ ...others, op: "op_lost" }, "done"))).toBeInstanceOf(NotCommitted);
  });

  it("is not done when its server has not given its number yet: a crash took both", async () => {
    const { xid, ...rest } = await written("op_before");
    const coming = { ...rest, xid: String(BigInt(xid) + 1_000_000n), entry: "1000000", op: "op_lost" };
    expect(await lost(byEntries(coming, "done"))).toBeInstanceOf(NotCommitted);
  });

  it("is waited for while it is open on its own server, and not on another timeline", async () => {
    await other.query("begin");
    const { rows } = await other.query<{ xid: string; entry: string }>(
      "select pg_current_xact_id()::text as xid, min(entry_id)::text as entry from audit.append($1)",
      [JSON.stringify([entry({ stream: "team_y", opId: "op_open" })])],
    );
    const { server } = await written("op_here");
    const open = { xid: rows[0]?.xid ?? "", entry: rows[0]?.entry ?? "", op: "op_open", server };
    expect(server).toMatch(/^\d+\/[0-9A-F]{8}$/);
    const elsewhere = { ...open, server: server?.replace(/.{8}$/, "000000FF") ?? null };
    expect(await lost(byEntries(elsewhere, "done"))).toBeInstanceOf(NotCommitted);
    const here = lost(byEntries(open, "done"));
    expect(await Promise.race([here, new Promise((wait) => setTimeout(wait, 600, "waits"))])).toBe("waits");
    await other.query("commit");
    expect(await here).toBe("done");
  });

  it("is not done once it was rolled back", async () => {
    await other.query("begin");
    const { rows } = await other.query<{ xid: string }>("select pg_current_xact_id()::text as xid");
    const { server } = await written("op_there");
    const open = lost(byEntries({ xid: rows[0]?.xid ?? "", entry: "1000000", op: "op_gone", server }, "done"));
    await other.query("rollback");
    expect(await open).toBeInstanceOf(NotCommitted);
  });
});

it("a transaction that failed is not taken for committed, though its COMMIT is answered without an error", async () => {
  const failed = db.transaction(async (tx) => {
    await tx.rows({ text: "select 1 / $1::int" }, [0]).catch(() => undefined);
    return "done";
  });
  await expect(failed).rejects.toThrow("answered with ROLLBACK");
});
