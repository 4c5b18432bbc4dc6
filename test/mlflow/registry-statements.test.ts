import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { finish, register, train } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Mlflow;
let run: string, source: string;

beforeAll(async () => {
  world = await openWorld();
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  await mia.post("registered-models/create", { name: "churn" });
  ({ run, source } = await train(mia));
  await finish(mia, run);
  for (let count = 0; count < 3; count++) await register(mia, "churn", { source, run_id: run });
});
afterAll(() => world?.close());

const statements = async (): Promise<number> => {
  const text = await (await world.admin.get("/metrics")).text();
  return Number(/^countersign_sql_statements_total (\d+)/m.exec(text)?.[1]);
};

/** Statements of one call, past the cache, by a caller whose rights are known; the feed's and jobs' are not counted. */
const costOf = async ([method, path, message]: [string, string, Answer]): Promise<number> => {
  await sleep(100);
  await mia.get("model-versions/get", { name: "churn", version: "1" });
  const before = await statements();
  const headers = { "content-type": "application/json", "cache-control": "no-cache" };
  const reply =
    method === "GET"
      ? await mia.raw("GET", `${path}?${new URLSearchParams(message)}`, { headers })
      : await mia.raw(method, path, { headers, body: JSON.stringify(message) });
  expect([path, reply.status, reply.text]).toEqual([path, 200, expect.anything()]);
  return (await statements()) - before;
};

const churn = { name: "churn" };
const v = (version: number): Answer => ({ ...churn, version: String(version) });

describe("statements sent to the database, without what begins and ends transactions", () => {
  it.each<[string, string, Answer, number]>([
    ["GET", "registered-models/get", churn, 4],
    ["POST", "registered-models/get-latest-versions", { ...churn, stages: ["Production"] }, 4],
    ["GET", "model-versions/get", v(1), 1],
    ["GET", "model-versions/get-download-uri", v(1), 1],
    ["GET", "model-versions/search", { filter: "name = 'churn'" }, 2],
    ["GET", "registered-models/search", { filter: "name = 'churn'" }, 4],
    ["POST", "model-versions/create", { ...churn, source: "s3://bucket/m" }, 5],
    ["POST", "model-versions/set-tag", { ...v(1), key: "k", value: "v" }, 9],
    ["POST", "registered-models/alias", { ...v(1), alias: "best" }, 10],
    ["POST", "registered-models/alias", { ...v(1), alias: "best" }, 7],
    ["GET", "registered-models/alias", { ...churn, alias: "best" }, 3],
    ["POST", "model-versions/transition-stage", { ...v(1), stage: "Production" }, 18],
    ["POST", "model-versions/transition-stage", { ...v(2), stage: "Production" }, 18],
    ["POST", "model-versions/transition-stage", { ...v(2), stage: "Production" }, 10],
  ])("%s %s %j: at most %i", async (method, path, message, most) => {
    const cost = await costOf([method, path, message]);
    expect(cost).toBeLessThanOrEqual(most);
  });

  it("POST model-versions/create of a run's files: as many whatever the run holds", async () => {
    const cost = await costOf(["POST", "model-versions/create", { ...churn, source, run_id: run }]);
    expect(cost).toBeLessThanOrEqual(9);
  });
});
