// @module-tag crash
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Actor, type Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { killGroup, startService, temporaryHome } from "../support/service.js";
import { until } from "../support/until.js";
import { actorFor } from "../support/world.js";

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** A contributor of a new team, on a service in a process of its own. */
const contributor = async (url: string, home: string): Promise<Mlflow> => {
  const admin = new Actor(url, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
  const { createTeam } = await admin.do("createTeam", { slug: "risk", name: "Risk" }, "team { id }");
  const { createUser } = await admin.do("createUser", { handle: "ana", displayName: "Ana" }, "user { id }");
  const [teamId, principalId] = [createTeam.team.id, createUser.user.id];
  await admin.do("addTeamMember", { teamId, principalId, roles: ["CONTRIBUTOR"] }, "membership { roles }");
  return new Mlflow(await actorFor(admin, principalId, "ana"));
};

const METRICS = range(30).map((n) => `m${n}`);
const PAIRS = range(5);

/** Batch `n`: all that it logs has its number. Every other one is of points alone, which are written with others'. */
const messageOf = (n: number): Answer => ({
  metrics: METRICS.map((key) => ({ key, value: n, timestamp: n, step: n })),
  ...(n % 2 === 0 && pairsOf(n)),
});
const pairsOf = (n: number): Answer => ({
  params: PAIRS.map((k) => ({ key: `${n}-${k}`, value: "v" })),
  tags: PAIRS.map((k) => ({ key: `${n}-${k}`, value: "v" })),
});

interface Storm {
  readonly sent: Set<number>;
  readonly answered: Set<number>;
  readonly over: Promise<unknown>;
}

/** Eight clients that log batch after batch until the service is gone. */
const storm = (by: Mlflow, run_id: string): Storm => {
  const [sent, answered] = [new Set<number>(), new Set<number>()];
  let next = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      const n = next++;
      sent.add(n);
      const reply = await by.send("POST", "runs/log-batch", { run_id, ...messageOf(n) }).catch(() => null);
      if (reply === null) return;
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
      answered.add(n);
    }
  };
  return { sent, answered, over: Promise.all(range(8).map(client)) };
};

/** What is kept of each batch: its points, params and tags. */
const kept = async (
  by: Mlflow,
  run_id: string,
): Promise<Map<number, { points: number; params: number; tags: number }>> => {
  const found = new Map<number, { points: number; params: number; tags: number }>();
  const count = (n: number, what: "points" | "params" | "tags"): void => {
    const each = found.get(n) ?? { points: 0, params: 0, tags: 0 };
    each[what]++;
    found.set(n, each);
  };
  const { data } = (await by.get("runs/get", { run_id })).run;
  for (const what of ["params", "tags"] as const)
    for (const { key } of data[what] ?? []) if (/^\d+-/.test(key)) count(Number.parseInt(key, 10), what);
  for (const metric_key of METRICS)
    for (const { step } of (await by.get("metrics/get-history", { run_id, metric_key })).metrics ?? [])
      count(step, "points");
  return found;
};

const hasAll = (n: number): { points: number; params: number; tags: number } => {
  const pairs = n % 2 === 0 ? PAIRS.length : 0;
  return { points: METRICS.length, params: pairs, tags: pairs };
};

test("kill -9 in a storm of batches: each is there wholly or not at all, and every one that was answered is there", async () => {
  const home = temporaryHome();
  const first = startService({ home });
  const ana = await contributor(await first.url(), home);
  const run_id = await ana.run("0");
  const { answered, sent, over } = storm(ana, run_id);
  await until("a hundred batches", () => answered.size >= 100);
  killGroup(first.process, "SIGKILL");
  await over;
  expect(sent.size).toBeGreaterThan(answered.size);

  const again = new Mlflow(new Actor(await startService({ home }).url(), ana.actor.token, "ana"));
  const found = await kept(again, run_id);
  for (const [n, has] of found) expect({ n, ...has }).toEqual({ n, ...hasAll(n) });
  expect([...answered].filter((n) => !found.has(n))).toEqual([]);
  const latest = Math.max(...found.keys());
  const { metrics } = (await again.get("runs/get", { run_id })).run.data;
  expect(metrics.map((each: Answer) => each.step)).toEqual(METRICS.map(() => latest));

  // The clients send again whatever was not answered, and some that was: all of it counts once.
  for (const n of [...sent].filter((each) => !answered.has(each) || each < 5))
    await again.post("runs/log-batch", { run_id, ...messageOf(n) });
  const whole = await kept(again, run_id);
  expect([...whole.keys()].sort((a, b) => a - b)).toEqual([...sent].sort((a, b) => a - b));
  for (const [n, has] of whole) expect({ n, ...has }).toEqual({ n, ...hasAll(n) });
});
