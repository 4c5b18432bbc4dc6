import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { finish, register, train } from "../support/snapshot.js";
import { until } from "../support/until.js";
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

/**
 * The feed tells a process of its own changes once more, within 100 ms, and the caller's rights are read again: waits
 * until several calls over that time need no statement.
 */
const untilKnown = (): Promise<void> =>
  until("the caller is known", async () => {
    const before = await statements();
    for (let again = 0; again < 6; again++) {
      await mia.get("model-versions/get-download-uri", { name: "churn", version: "1" });
      await sleep(20);
    }
    return (await statements()) === before;
  });

/** Statements of one call, past the cache, by a caller whose rights are known; the feed's and jobs' are not counted. */
const costOf = async ([method, path, message]: [string, string, Answer]): Promise<number> => {
  await untilKnown();
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
    ["GET", "registered-models/search", { filter: "name = 'churn'" }, 5],
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

  it("POST model-versions/transition-stage under five gates: at most six more than without", async () => {
    const going = await train(mia);
    const dataset = { name: "recent", digest: "499ce42d", source_type: "local", source: "{}" };
    const tags = [{ key: "mlflow.data.context", value: "test" }];
    await mia.post("runs/log-inputs", { run_id: going.run, datasets: [{ dataset, tags }] });
    await finish(mia, going.run);
    const made = { source: going.source, run_id: going.run };
    const [champion, candidate] = [await register(mia, "churn", made), await register(mia, "churn", made)];
    await mia.post("model-versions/transition-stage", { ...churn, version: champion.version, stage: "Production" });
    const { registeredModel } = await world.admin.ask(`{ registeredModel(name: "churn") { id } }`);
    const auc = { metric: "auc", direction: "HIGHER" };
    await world.admin.do("createApprovalPolicy", {
      name: "five gates",
      scope: { registeredModelId: registeredModel.id },
      slots: ["Production"],
      requirements: [],
      gates: [
        { key: "good", metric: { key: "auc", min: 0 } },
        { key: "no-wonder", metric: { key: "auc", max: 1 } },
        { key: "no-worse", champion: { ...auc, margin: -1, relative: true, dataset: { name: "recent" } } },
        { key: "tagged", tag: { key: "audited", values: ["yes"], setBy: { role: "MAINTAINER" }, independent: false } },
        { key: "files", files: { require: ["**/MLmodel"] } },
      ],
    });
    const next = { ...churn, version: candidate.version };
    await mia.post("model-versions/set-tag", { ...next, key: "audited", value: "yes" });
    const cost = await costOf(["POST", "model-versions/transition-stage", { ...next, stage: "Production" }]);
    expect(cost).toBeLessThanOrEqual(18 + 6);
  });

  it("POST model-versions/create of a run's files: as many whatever the run holds", async () => {
    const cost = await costOf(["POST", "model-versions/create", { ...churn, source, run_id: run }]);
    expect(cost).toBeLessThanOrEqual(9);
  });

  it("POST runs/update that ends a run: few for each version made while it went on, and the rest once", async () => {
    const makers = [mia];
    for (const handle of ["ana", "bea", "carl"])
      makers.push(new Mlflow(await world.user(handle, { risk: ["CONTRIBUTOR"] })));
    const costOfEnd = async (versions: number): Promise<number> => {
      const going = await train(mia);
      for (let count = 0; count < versions; count++)
        await register(makers[count % makers.length] ?? mia, "churn", { source: going.source, run_id: going.run });
      return costOf(["POST", "runs/update", { run_id: going.run, status: "FINISHED" }]);
    };
    const [none, four, twelve] = [await costOfEnd(0), await costOfEnd(4), await costOfEnd(12)];
    expect((twelve - four) / 8).toBeLessThanOrEqual(7);
    expect(four - none).toBeLessThanOrEqual(4 * 7 + 10);
  });
});
