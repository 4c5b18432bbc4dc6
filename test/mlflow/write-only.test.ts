import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** A token with the scope WRITE alone is for jobs that only log: it changes things, and is told nothing of them. */

let world: World;
let mia: Mlflow, job: Mlflow, serving: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  const token = async (...scopes: string[]): Promise<Mlflow> =>
    new Mlflow(await actorFor(mia.actor, mia.actor.id, "mia", { scopes }));
  job = await token("WRITE");
  serving = await token("WRITE", "RESOLVE");
  experiment = await mia.experiment("write only");
});
afterAll(() => world?.close());

const SECRET = "secret";
/** What stands in an answer beside what the call said, if anything does. */
const told = async (by: Mlflow, method: string, path: string, message: Answer): Promise<Answer> => {
  const answer = await by.call(method, path, message);
  if (by === job) expect(JSON.stringify(answer)).not.toContain(SECRET);
  return answer;
};

describe("a change that changes nothing tells such a token no more than it said itself", () => {
  it("of a run", async () => {
    const run_id = await mia.run(experiment, { user_id: SECRET, run_name: SECRET, start_time: 1 });
    expect(await told(job, "POST", "runs/update", { run_id })).toEqual({ run_info: { run_id, run_uuid: run_id } });
    const end = { run_id, status: "FINISHED", end_time: 5 };
    expect(await told(job, "POST", "runs/update", end)).toEqual({
      run_info: { run_id, run_uuid: run_id, status: "FINISHED", end_time: 5 },
    });
    expect((await mia.post("runs/update", end)).run_info).toMatchObject({ user_id: SECRET, run_name: SECRET });
  });

  it("of a logged model", async () => {
    const params = [{ key: "p", value: SECRET }];
    const model_id = await mia.loggedModel(experiment, { name: SECRET, params });
    const same = { status: "LOGGED_MODEL_PENDING" };
    expect(await told(job, "PATCH", `logged-models/${model_id}`, same)).toEqual({
      model: { info: { model_id, ...same }, data: {} },
    });
    expect((await mia.call("PATCH", `logged-models/${model_id}`, same)).model.data.params).toEqual(params);
  });

  it("of a registered model and its versions", async () => {
    const name = "guarded-words";
    const tags = [{ key: "t", value: SECRET }];
    await mia.post("registered-models/create", { name, tags });
    await mia.post("model-versions/create", { name, source: `s3://${SECRET}/m`, tags });
    const calls: [string, string, Answer, string][] = [
      ["PATCH", "registered-models/update", { name, description: "" }, "registered_model"],
      ["PATCH", "model-versions/update", { name, version: "1", description: "" }, "model_version"],
    ];
    for (const [method, path, message, field] of calls) {
      expect(await told(job, method, path, message)).toEqual({ [field]: message });
      expect((await serving.call(method, path, message))[field].tags).toEqual(tags);
    }
    const none = { name, version: "1", stage: "None" };
    expect(await told(job, "POST", "model-versions/transition-stage", none)).toEqual({
      model_version: { name, version: "1", current_stage: "None" },
    });
    expect(await told(job, "POST", "registered-models/rename", { name, new_name: name })).toEqual({
      registered_model: { name },
    });
    expect((await serving.post("registered-models/rename", { name, new_name: name })).registered_model.tags).toEqual(
      tags,
    );
  });

  it("of a param that has another value", async () => {
    const run_id = await mia.run(experiment);
    await mia.post("runs/log-parameter", { run_id, key: "p", value: SECRET });
    const other = { run_id, key: "p", value: "guess" };
    const refused = async (by: Mlflow): Promise<string> =>
      (await by.refused("POST", "runs/log-parameter", other)).message;
    expect(await refused(job)).toContain("Param with key='p' was already logged with another value");
    expect(await refused(job)).not.toContain(SECRET);
    expect(await refused(mia)).toContain(`value='${SECRET}'`);
  });
});

describe("what such a token makes it is told", () => {
  it("as it said it: a copy's source is not looked up for it", async () => {
    const name = "origin";
    const run_id = await mia.run(experiment);
    await mia.post("registered-models/create", { name });
    await mia.post("model-versions/create", { name, source: "s3://bucket/m", run_id });
    await mia.post("registered-models/alias", { name, alias: "best", version: "1" });
    const { registered_model } = await job.post("registered-models/create", { name: "copy", description: "mine" });
    expect(registered_model).toMatchObject({ name: "copy", description: "mine", user_id: "mia" });
    const copy = { name: "copy", source: `models:/${name}@best`, tags: [{ key: "k", value: "v" }] };
    expect((await told(job, "POST", "model-versions/create", copy)).model_version).toMatchObject({
      ...copy,
      version: "1",
      run_id: "",
      status: "READY",
    });
    expect((await serving.post("model-versions/create", copy)).model_version).toMatchObject({
      version: "2",
      source: "s3://bucket/m",
      run_id,
    });
  });

  it("and a run and a logged model that it can log to", async () => {
    const run_id = await job.run(experiment, { run_name: "mine" });
    await job.post("runs/log-parameter", { run_id, key: "p", value: "1" });
    const model_id = await job.loggedModel(experiment);
    await job.call("PATCH", `logged-models/${model_id}`, { status: "LOGGED_MODEL_READY" });
    expect((await mia.get("runs/get", { run_id })).run.data.params).toEqual([{ key: "p", value: "1" }]);
    expect((await mia.get(`logged-models/${model_id}`)).model.info.status).toBe("LOGGED_MODEL_READY");
  });
});
