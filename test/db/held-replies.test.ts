import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accessEntities } from "../../src/access/access.entities.js";
import { systemCtx } from "../../src/access/system.js";
import { command } from "../../src/acts/command.js";
import type { BaseCtx } from "../../src/context.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { dynamicSql } from "../../src/db/sql.js";
import { DomainError } from "../../src/errors.js";
import { joined } from "../../src/kinds.js";
import { type CuttingProxy, cuttingProxy } from "../support/cutting-proxy.js";
import { query } from "../support/database.js";
import { openWorld, type World } from "../support/world.js";

/** Two callers share one connection, and an answer of the server's comes late: neither gets the other's change. */

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

interface Input {
  team: string;
  name: string;
  /** How it ends: done, refused by a rule, or by the database. */
  ends: "DONE" | "REFUSED" | "BROKEN";
}

const rename = command(
  "rename",
  {
    scope: "ADMIN",
    input: z.object({ team: z.string(), name: z.string(), ends: z.enum(["DONE", "REFUSED", "BROKEN"]) }),
  },
  async (_: BaseCtx, tx, { team, name, ends }) => {
    await tx.rows(dynamicSql("update team set name = $2 where id = $1"), [team, name]);
    if (ends === "REFUSED") throw new DomainError("FORBIDDEN", "no");
    if (ends === "BROKEN") await tx.rows(dynamicSql("select 1 / $1::int"), [0]);
    tx.audit({ stream: team, after: { name } });
    return {};
  },
);

interface Pair {
  db: Database;
  proxy: CuttingProxy;
  run(input: Input): Promise<boolean>;
  close(): Promise<void>;
}

/** A service's database with one connection to write by, behind a proxy. */
const pair = async (): Promise<Pair> => {
  const proxy = await cuttingProxy(world.database.runtimeUrl);
  const log = pino({ level: "silent" });
  const db = await openDatabase({
    url: proxy.through(world.database.runtimeUrl),
    kinds: joined().ids,
    entities: accessEntities,
    readPoolSize: 2,
    writePoolSize: 1,
    timeouts: { statement: 1_000, wait: 12_000 },
    log,
    changeFeed: false,
  });
  const ctx = systemCtx(db, log, "job");
  return {
    db,
    proxy,
    run: (input) =>
      rename(ctx, input).then(
        () => true,
        () => false,
      ),
    close: async () => {
      await db.close();
      await proxy.close();
    },
  };
};

const named = async (name: string): Promise<number> => {
  const text = `select count(*)::int as n from audit.entry where action = 'rename' and outcome = 'ALLOWED' and body like '%"${name}"%'`;
  return (await query<{ n: number }>(world.database.superuserUrl, text))[0]?.n ?? 0;
};

/** What A and B were told, and what is there of each once all is quiet; null when there were fewer than k answers. */
const withHeld = async (k: number, ends: Input["ends"]): Promise<object | null> => {
  const { db, proxy, run, close } = await pair();
  try {
    // Teams of their own: what an earlier pair has locked holds up nobody else.
    const teams = [
      await world.team(`one-${ends}-${k}`.toLowerCase()),
      await world.team(`two-${ends}-${k}`.toLowerCase()),
    ];
    const [a, b] = [`a ${ends} ${k}`, `b ${ends} ${k}`];
    const told: Record<string, boolean> = {};
    const telling = (who: string, input: Input): Promise<void> =>
      run(input).then((done) => {
        told[who] = done;
      });
    const holding = proxy.hold(k);
    const callers = [
      telling("a", { team: teams[0] ?? "", name: a, ends }),
      telling("b", { team: teams[1] ?? "", name: b, ends: "DONE" }),
    ];
    const bothTold = Promise.all(callers).then(() => false);
    const held = await Promise.race([bothTold, holding.then(() => true)]);
    if (!held) return null;
    // The late answers come once somebody has been told without them, and the other has begun.
    await Promise.race(told.a === undefined ? callers : callers.slice(1));
    await sleep(50);
    proxy.release();
    await bothTold;
    const again = `c ${ends} ${k}`;
    told.c = await run({ team: teams[1] ?? "", name: again, ends: "DONE" });
    await db.close().catch(() => undefined);
    const there = { a: (await named(a)) === 1, b: (await named(b)) === 1, c: (await named(again)) === 1 };
    return { k, told, there };
  } finally {
    await close().catch(() => undefined);
  }
};

describe.each(["DONE", "REFUSED", "BROKEN"] as const)("an answer that comes late, of a change that is %s", (ends) => {
  it("leaves each of two callers what they were told, for every answer", async () => {
    const outcomes: object[] = [];
    for (let from = 1, more = true; more; from += 6) {
      const some = await Promise.all(Array.from({ length: 6 }, (_, at) => withHeld(from + at, ends)));
      for (const each of some) if (each !== null) outcomes.push(each);
      more = some.every((each) => each !== null);
      expect(from).toBeLessThan(120);
    }
    // Only the connection's first BEGIN has an answer of its own.
    expect(outcomes.length).toBeGreaterThanOrEqual(7);
    for (const outcome of outcomes as { told: object; there: object }[])
      expect(outcome).toEqual({ ...outcome, told: { ...outcome.there, c: true } });
  });
});
