// @module-tag race
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newSecret } from "../../src/access/tokens/token-format.js";
import { Actor } from "../support/actor.js";
import { actorFor, inDays, openWorld, redeem, type World } from "../support/world.js";

const GUESSES = 1_500;
const LIMIT = 30;

let world: World;
let ana: Actor;
beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: String(LIMIT) } });
  ana = await world.user("ana");
});
afterAll(() => world?.close());

/** Look-ups that a spent address has in a second. */
const RESERVE = 5;

const as = (token: string | null): Actor => new Actor(world.url, token, "guesser");

/** Statements that the service has sent, as `/metrics` counts them. */
const statements = async (): Promise<number> => {
  const response = await fetch(`${world.url}/metrics`, { headers: world.admin.headers() });
  const text = await response.text();
  expect(response.status, text.slice(0, 500)).toBe(200);
  return Number(/^countersign_sql_statements_total (\d+)/m.exec(text)?.[1]);
};

/** Guesses at once by three doors, twenty-five at a time. */
const guess = async (times: number): Promise<Map<number, number>> => {
  const statuses = new Map<number, number>();
  let left = times;
  const worker = async (): Promise<void> => {
    for (; left-- > 0; ) {
      const status = await guessed(left % 3);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 25 }, worker));
  return statuses;
};

const guessed = async (door: number): Promise<number> => {
  if (door === 0) return (await as(newSecret("csp_")).send("{ viewer { principal { handle } } }")).status;
  const wanted = { name: "guessed", scopes: ["READ"], expiresAt: inDays(1) };
  if (door === 1) return (await redeem(world.url, { code: newSecret("csi_"), ...wanted })).status;
  const response = await fetch(`${world.url}/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: newSecret("csi_") }),
  });
  await response.arrayBuffer();
  return response.status;
};

it("guesses reach the database a few times only, by whichever door; who is known goes on, who is new gets in", async () => {
  const bo = await actorFor(world.admin, (await world.user("bo")).id, "bo");
  await ana.ask("{ viewer { principal { handle } } }");
  const before = await statements();
  const began = performance.now();
  const guessing = guess(GUESSES);
  const meanwhile = { known: 0, fresh: 0, tries: 0 };
  for (let asked = 0; asked < 20; asked++) {
    const known = await ana.send("{ viewer { principal { handle } } }");
    if (known.status === 200) meanwhile.known++;
  }
  for (; meanwhile.fresh === 0 && meanwhile.tries < 60; meanwhile.tries++) {
    const fresh = await bo.send("{ viewer { principal { handle } } }");
    if (fresh.status === 200) meanwhile.fresh++;
    else expect(fresh.status).toBe(429);
    if (fresh.status !== 200) await sleep(1_000 * Number(fresh.headers.get("retry-after") ?? 1));
  }
  const statuses = await guessing;
  expect(meanwhile).toMatchObject({ known: 20, fresh: 1 });
  const seconds = (performance.now() - began) / 1_000;
  const unknown = LIMIT + 1 + (seconds * LIMIT) / 60;
  expect((statuses.get(401) ?? 0) + (statuses.get(404) ?? 0)).toBeLessThanOrEqual(unknown);
  expect(statuses.get(429)).toBeGreaterThanOrEqual(GUESSES - unknown);
  // Each look-up is a statement or two; the known caller's and the service's own stand beside them.
  const sent = (await statements()) - before;
  expect(sent).toBeLessThan(2 * (unknown + RESERVE * (seconds + 2)) + 200);
  expect(sent).toBeLessThan(GUESSES / 2);
});
