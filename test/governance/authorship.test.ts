import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { approvalRefused, approve, request } from "../support/registry.js";
import { finish, register } from "../support/snapshot.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** Whoever wrote what a version froze is its author, and cannot sign it where a policy separates authors. */

let world: World;
let ana: Mlflow;
let experiment: string;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { fraud: ["MAINTAINER"] }));
  await ana.post("registered-models/create", { name: "churn" });
  experiment = await ana.experiment("training");
  await world.team("risk");
  const { registeredModel } = await ana.actor.ask(`{ registeredModel(name: "churn") { id } }`);
  await world.admin.do("createApprovalPolicy", {
    name: "not the author",
    scope: { registeredModelId: registeredModel.id },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    separationOfDuties: ["AUTHOR"],
  });
});
afterAll(() => world?.close());

/** Somebody who may write to runs of team fraud, and sign for team risk. */
const writer = async (): Promise<Mlflow> =>
  new Mlflow(await world.user(`writer-${++made}`, { fraud: ["CONTRIBUTOR"], risk: ["REVIEWER"] }));

interface Place {
  readonly run: string;
  /** Where files of the run are put. */
  readonly place: string;
  readonly source: string;
  readonly model: string;
}

/** A run of ana's with a logged model of hers that it made. */
const opened = async (): Promise<Place> => {
  const { run } = await ana.post("runs/create", { experiment_id: experiment, start_time: 1 });
  const { run_id, artifact_uri } = run.info;
  const model = await ana.loggedModel(experiment, { source_run_id: run_id });
  return { run: run_id, place: placeIn(artifact_uri), source: artifact_uri, model };
};

/** Ana's request to promote what is registered of a run, or of a logged model. */
const askFor = async (message: Answer): Promise<Answer> => {
  const { version } = await register(ana, "churn", message);
  return askForVersion(Number(version));
};

const askForVersion = async (version: number): Promise<Answer> => {
  const { modelVersion } = await ana.actor.ask(`query ($v: Int!) { modelVersion(name: "churn", version: $v) { id } }`, {
    v: version,
  });
  return request(ana.actor, modelVersion.id, "Production");
};

const at = { timestamp: 1, step: 0 };
const dataset = { name: "customers", digest: "a1", source_type: "local", source: "{}" };

const toRuns: Record<string, (who: Mlflow, to: Place) => Promise<unknown>> = {
  "a file": (who, { place }) => who.upload(`${place}/model/weights`, "weights"),
  "a param": (who, { run: run_id }) => who.post("runs/log-parameter", { run_id, key: "depth", value: "6" }),
  "a param in a batch": (who, { run: run_id }) =>
    who.post("runs/log-batch", { run_id, params: [{ key: "depth", value: "6" }] }),
  "a metric, the short way": (who, { run: run_id }) =>
    who.post("runs/log-metric", { run_id, key: "auc", value: 1, ...at }),
  "a metric in a batch with tags": (who, { run: run_id }) =>
    who.post("runs/log-batch", {
      run_id,
      metrics: [{ key: "auc", value: 1, ...at }],
      tags: [{ key: "k", value: "v" }],
    }),
  "an input": (who, { run: run_id }) => who.post("runs/log-inputs", { run_id, datasets: [{ dataset }] }),
  "a logged model as input": async (who, { run: run_id }) =>
    who.post("runs/log-inputs", { run_id, models: [{ model_id: await ana.loggedModel(experiment) }] }),
  "an output": async (who, { run: run_id, model }) =>
    who.post("runs/outputs", { run_id, models: [{ model_id: model, step: 0 }] }),
};

describe("who wrote to a run that somebody else opened", () => {
  it.each(Object.entries(toRuns))("%s: cannot sign a version of it", async (_, write) => {
    const [who, other, to] = [await writer(), await writer(), await opened()];
    await write(who, to);
    await finish(ana, to.run);
    const open = await askFor({ source: to.source, run_id: to.run });
    expect(await approvalRefused(who.actor, open)).toBe("SELF_APPROVAL");
    expect(await approve(other.actor, open)).toMatchObject({ state: "APPLIED" });
  });

  it.each(Object.entries(toRuns))("%s, after the version was registered, before it was final", async (_, write) => {
    const [who, other] = [await writer(), await writer()];
    // Its content is final when the run ends, or when the version is asked for while the run goes on.
    for (const ends of [true, false]) {
      const to = await opened();
      const { version } = await register(ana, "churn", { source: to.source, run_id: to.run });
      await write(who, to);
      if (ends) await finish(ana, to.run);
      const open = await askForVersion(Number(version));
      expect(await approvalRefused(who.actor, open), `ends: ${ends}`).toBe("SELF_APPROVAL");
      expect(await approve(other.actor, open)).toMatchObject({ state: "APPLIED" });
    }
  });

  it("nor can whoever minted the credential that wrote", async () => {
    const [boss, to] = [await writer(), await opened()];
    await world.admin.do("grantOrganizationRole", { principalId: boss.actor.id, role: "ADMIN" });
    const account = { teamId: world.teamId("fraud"), handle: `robot-${++made}`, displayName: "Robot" };
    const { createServiceAccount } = await world.admin.do(
      "createServiceAccount",
      { ...account, roles: ["CONTRIBUTOR"] },
      "serviceAccount { id }",
    );
    const robot = new Mlflow(await actorFor(boss.actor, createServiceAccount.serviceAccount.id, account.handle));
    await robot.post("runs/log-metric", { run_id: to.run, key: "auc", value: 1, ...at });
    await finish(ana, to.run);
    const open = await askFor({ source: to.source, run_id: to.run });
    expect(await approvalRefused(boss.actor, open)).toBe("SELF_APPROVAL");
  });

  it("nor a copy of it; but what is written afterwards counts for what is frozen afterwards alone", async () => {
    const [who, late, to] = [await writer(), await writer(), await opened()];
    await who.upload(`${to.place}/weights`, "weights");
    await finish(ana, to.run);
    const first = await askFor({ source: to.source, run_id: to.run });
    await late.post("runs/log-metric", { run_id: to.run, key: "late", value: 1, ...at });
    const second = await askFor({ source: to.source, run_id: to.run });
    const { transitionRequest } = await ana.actor.ask(
      "query ($id: ID!) { transitionRequest(id: $id) { modelVersion { version } } }",
      { id: first.id },
    );
    const copy = await askFor({ source: `models:/churn/${transitionRequest.modelVersion.version}` });
    for (const open of [first, second, copy]) expect(await approvalRefused(who.actor, open)).toBe("SELF_APPROVAL");
    expect(await approvalRefused(late.actor, second)).toBe("SELF_APPROVAL");
    expect(await approve(late.actor, copy)).toMatchObject({ state: "APPLIED" });
  });

  it("but tags make no author, nor does what was refused or was nothing", async () => {
    const [who, to] = [await writer(), await opened()];
    const run_id = to.run;
    await ana.post("runs/log-parameter", { run_id, key: "depth", value: "6" });
    await who.post("runs/set-tag", { run_id, key: "reviewed", value: "yes" });
    await who.post("runs/log-batch", { run_id, tags: [{ key: "reviewed", value: "again" }] });
    await who.post("runs/log-batch", { run_id });
    await who.post("runs/log-inputs", { run_id });
    const clash = { run_id, metrics: [{ key: "auc", value: 1, ...at }], params: [{ key: "depth", value: "7" }] };
    await who.refused("POST", "runs/log-batch", clash);
    await finish(who, run_id);
    const open = await askFor({ source: to.source, run_id });
    expect(await approve(who.actor, open)).toMatchObject({ state: "APPLIED" });
  });

  it("and a first write that was undone is not remembered as done", async () => {
    const [who, to] = [await writer(), await opened()];
    const run_id = to.run;
    await ana.post("runs/log-parameter", { run_id, key: "depth", value: "6" });
    const batch = { run_id, params: [{ key: "width", value: "1" }] };
    await who.refused("POST", "runs/log-batch", { run_id, params: [...batch.params, { key: "depth", value: "7" }] });
    await who.post("runs/log-batch", batch);
    await finish(ana, run_id);
    expect(await approvalRefused(who.actor, await askFor({ source: to.source, run_id }))).toBe("SELF_APPROVAL");
  });

  it("the process remembers: one row for each, and no further statement", async () => {
    const [who, to] = [await writer(), await opened()];
    const statements = async (): Promise<number> => {
      const text = await (await world.admin.get("/metrics")).text();
      return Number(/^countersign_sql_statements_total (\d+)/m.exec(text)?.[1]);
    };
    const cost = async (message: Answer): Promise<number> => {
      const before = await statements();
      await who.post("runs/log-batch", { run_id: to.run, ...message });
      return (await statements()) - before;
    };
    const params = (value: string): Answer => ({ params: [{ key: "depth", value }], tags: [{ key: "t", value }] });
    await ana.post("runs/log-batch", { run_id: to.run, ...params("6") });
    const least = (costs: number[]): number => Math.min(...costs);
    const first = await cost(params("6"));
    const later = [await cost(params("6")), await cost(params("6")), await cost(params("6"))];
    expect(first - least(later)).toBeGreaterThanOrEqual(1);
    const points = [await cost({ metrics: [{ key: "auc", value: 1, ...at }] })];
    for (let step = 1; step < 4; step++)
      points.push(await cost({ metrics: [{ key: "auc", value: 1, timestamp: 1, step }] }));
    expect(least(points)).toBeLessThanOrEqual(2);
    const rows = await query(
      world.database.superuserUrl,
      `select principal_id from tracked_author where subject = '${to.run}'::uuid and principal_id = '${who.actor.id}'`,
    );
    expect(rows).toHaveLength(1);
  });
});

const toModels: Record<string, (who: Mlflow, to: Place) => Promise<unknown>> = {
  "a file": async (who, { model }) => {
    const { artifact_uri } = (await who.get(`logged-models/${model}`)).model.info;
    await who.upload(`${placeIn(artifact_uri)}/weights`, "weights");
  },
  "a param": (who, { model }) => who.post(`logged-models/${model}/params`, { params: [{ key: "depth", value: "6" }] }),
  "a metric of its own run": (who, { model, run: run_id }) =>
    who.post("runs/log-metric", { run_id, model_id: model, key: "auc", value: 1, ...at }),
};

describe("who wrote to a logged model that somebody else announced", () => {
  it.each(Object.entries(toModels))("%s: cannot sign a version of it", async (_, write) => {
    const [who, evaluator, to] = [await writer(), await writer(), await opened()];
    await write(who, to);
    const evaluation = await evaluator.run(experiment);
    await evaluator.post("runs/log-metric", { run_id: evaluation, model_id: to.model, key: "auc", value: 1, ...at });
    await evaluator.call("PATCH", `logged-models/${to.model}/tags`, { tags: [{ key: "reviewed", value: "yes" }] });
    await finish(ana, to.run);
    const open = await askFor({ source: `models:/${to.model}`, model_id: to.model });
    expect(await approvalRefused(who.actor, open)).toBe("SELF_APPROVAL");
    expect(await approve(evaluator.actor, open)).toMatchObject({ state: "APPLIED" });
  });
});

it("what the runtime login may not do: take an author away, or add one to a version", async () => {
  const may = async (right: string): Promise<unknown> =>
    (await query(world.database.superuserUrl, `select ${right} as may`))[0]?.may;
  const role = world.database.appRole;
  expect(await may(`has_table_privilege('${role}', 'tracked_author', 'delete, update, truncate')`)).toBe(false);
  expect(await may(`has_column_privilege('${role}', 'model_version', 'authors', 'update')`)).toBe(false);
});
