import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accessEntities } from "../../src/access/access.entities.js";
import { systemCtx } from "../../src/access/system.js";
import { command } from "../../src/acts/command.js";
import type { BaseCtx } from "../../src/context.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { dynamicSql } from "../../src/db/sql.js";
import { joined } from "../../src/kinds.js";
import type { Actor } from "../support/actor.js";
import { registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor;
let db: Database;
let ctx: BaseCtx;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const log = pino({ level: "silent" });
  db = await openDatabase({
    url: world.database.runtimeUrl,
    kinds: joined().ids,
    entities: accessEntities,
    readPoolSize: 2,
    writePoolSize: 4,
    timeouts: { statement: 10_000, wait: 10_000 },
    log,
  });
  ctx = systemCtx(db, log, "job");
});
afterAll(async () => {
  await db?.close();
  await world?.close();
});

const nameOf = async (id: string): Promise<string | undefined> =>
  (await db.single.row<{ name: string }>(dynamicSql("select name from team where id = $1"), [id]))?.name;

describe("a command", () => {
  it("is done once for one idempotency key, however often it is sent at once", { tags: "race" }, async () => {
    const input = { name: "once", teamId: world.teamId("fraud"), idempotencyKey: "key-1" };
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => mia.attempt("createRegisteredModel", input, "registeredModel { id name }")),
    );
    const ids = new Set(replies.map(({ data }) => data?.createRegisteredModel.registeredModel?.id));
    expect(ids.size).toBe(1);
    expect([...ids][0]).toMatch(/^mod_/);
    expect(await mia.refused("createRegisteredModel", { ...input, name: "other" })).toBe("IDEMPOTENCY_KEY_REUSED");
    const { registeredModel } = await mia.ask(`{ registeredModel(name: "other") { id } }`);
    expect(registeredModel).toBeNull();
  });

  it("keeps keys apart by caller and by mutation", async () => {
    const max = await world.user("max", { fraud: ["MAINTAINER"] });
    const key = { idempotencyKey: "shared" };
    const first = await registerModel(mia, world.teamId("fraud"), "of-mia", key);
    const second = await registerModel(max, world.teamId("fraud"), "of-max", key);
    expect(first).not.toBe(second);
    await mia.do("setTag", { subjectId: first, key: "k", value: "v", ...key });
  });

  it("never shows a secret again on a replay", async () => {
    const input = {
      name: "mine",
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      scopes: ["READ"],
      idempotencyKey: "token",
    };
    const first = (await mia.do("createApiToken", input, "secret apiToken { id }")).createApiToken;
    const again = (await mia.do("createApiToken", input, "secret apiToken { id }")).createApiToken;
    expect(first.secret).toMatch(/^csp_/);
    expect(again).toEqual({ secret: null, apiToken: first.apiToken, userErrors: [] });
  });

  it("tries a fresh transaction after a deadlock made on purpose, and both succeed", { tags: "race" }, async () => {
    const ids = [await world.team("left"), await world.team("right")];
    let attempts = 0;
    let holding = 0;
    const met = Promise.withResolvers<void>();
    const bothHold = (): Promise<void> => {
      holding += 1;
      if (holding === 2) met.resolve();
      return met.promise;
    };
    const renameBoth = command(
      "renameBoth",
      { scope: "ADMIN", input: z.object({ order: z.array(z.string()), name: z.string() }) },
      async (_: BaseCtx, tx, input) => {
        attempts++;
        for (const id of input.order) {
          await tx.rows(dynamicSql("update team set name = $2 where id = $1"), [id, input.name]);
          await bothHold();
        }
        for (const id of input.order) tx.audit({ stream: id, after: { name: input.name } });
        return {};
      },
    );
    await Promise.all([
      renameBoth(ctx, { order: ids, name: "one" }),
      renameBoth(ctx, { order: [...ids].reverse(), name: "two" }),
    ]);
    expect(attempts).toBeGreaterThan(2);
    expect(await nameOf(ids[0]!)).toBe(await nameOf(ids[1]!));
  });

  it("commits nothing without an entry", async () => {
    const team = await world.team("silent");
    const quiet = command("quiet", { scope: "ADMIN", input: z.object({}) }, async (_: BaseCtx, tx) => {
      await tx.rows(dynamicSql("update team set name = 'changed' where id = $1"), [team]);
      return {};
    });
    await expect(quiet(ctx, {})).rejects.toThrow(/without an audit entry/);
    expect(await nameOf(team)).toBe("Team silent");
  });

  it("commits nothing when its entry is about something else", async () => {
    const [team, other] = [await world.team("here"), await world.team("there")];
    const astray = command("astray", { scope: "ADMIN", input: z.object({}) }, async (_: BaseCtx, tx) => {
      await tx.rows(dynamicSql("update team set name = 'changed' where id = $1"), [team]);
      tx.audit({ stream: other, after: { name: "changed" } });
      return {};
    });
    await expect(astray(ctx, {})).rejects.toMatchObject({ code: "CS001" });
    expect(await nameOf(team)).toBe("Team here");
  });
});
