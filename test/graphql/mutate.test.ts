import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemCtx } from "../../src/access/system.js";
import type { BaseCtx } from "../../src/context.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { newId } from "../../src/db/ids.js";
import { DomainError } from "../../src/errors.js";
import { mutate } from "../../src/graphql/mutate.js";
import { joined } from "../../src/kinds.js";
import { query } from "../support/database.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let db: Database;
let ctx: BaseCtx;
beforeAll(async () => {
  world = await openWorld();
  const log = pino({ level: "silent" });
  const timeouts = { statement: 10_000, wait: 10_000 };
  db = await openDatabase({
    url: world.database.runtimeUrl,
    kinds: joined().ids,
    entities: [],
    readPoolSize: 1,
    writePoolSize: 1,
    timeouts,
    log,
    changeFeed: false,
  });
  ctx = systemCtx(db, log, "job");
});
afterAll(async () => {
  await db?.close();
  await world?.close();
});

const unseen = async () => ({ team: null });

it("answers null of what is there and hidden, and faults at what was never there", async () => {
  const teamId = await world.team("hidden");
  expect(await mutate(ctx, async () => ({ teamId }), unseen)).toEqual({ team: null, userErrors: [] });
  const lost = mutate(ctx, async () => ({ teamId: newId("team") }), unseen);
  await expect(lost).rejects.toThrow("of which the log knows nothing");
  await expect(lost).rejects.not.toBeInstanceOf(DomainError);
});

it("is a fault of the service to whoever sends again what was kept with the id of something that never was", async () => {
  const input = { slug: "kept", name: "Kept", idempotencyKey: "k-1" };
  const { createTeam } = await world.admin.do("createTeam", input, "team { id }");
  const again = () => world.admin.attempt("createTeam", input, "team { id }");
  expect((await again()).data?.createTeam).toEqual({ team: createTeam.team, userErrors: [] });
  const kept = JSON.stringify({ teamId: newId("team") });
  await query(world.database.ownerUrl, `update idempotency_key set result = '${kept}' where key = 'k-1'`);
  expect((await again()).errors).toMatchObject([{ extensions: { code: "INTERNAL" } }]);
});
