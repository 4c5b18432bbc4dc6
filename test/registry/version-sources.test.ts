import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { approvalRefused, approve, registerModel, request } from "../support/registry.js";
import { digestOf, finish, frozenOf, hideExperiment, register, train } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Mlflow, carl: Mlflow, mia: Mlflow, eve: Mlflow;
let olga: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["CONTRIBUTOR"] }));
  carl = new Mlflow(await world.user("carl", { risk: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["CONTRIBUTOR"] }));
  olga = await world.user("olga", { risk: ["OWNER"] });
});
afterAll(() => world?.close());

let made = 0;
const model = async (by = ana): Promise<string> => {
  const name = `model-${++made}`;
  await by.post("registered-models/create", { name });
  return name;
};
/** An ended run with a logged model of one file. */
const logged = async (
  experiment?: string,
): Promise<{ run: string; source: string; model_id: string; experiment: string }> => {
  const run = await train(ana, experiment);
  const model_id = await ana.loggedModel(run.experiment, { source_run_id: run.run });
  const { info } = (await ana.get(`logged-models/${model_id}`)).model;
  await ana.upload(`${placeIn(info.artifact_uri)}/MLmodel`, "logged");
  await finish(ana, run.run);
  return { ...run, model_id };
};
const uriOf = async (by: Mlflow, name: string, version = "1"): Promise<string> =>
  (await by.get("model-versions/get-download-uri", { name, version })).artifact_uri;
const nothing = { snapshot: "NONE", params: [], metrics: [], datasets: [], artifacts: [], runSnapshot: null };

describe("a run or logged model that the caller cannot read", () => {
  it("is treated as an absent one: its id is kept as text, nothing is frozen, no byte served", async () => {
    const { run, source, model_id, experiment } = await logged();
    await hideExperiment(olga, experiment);
    const [absentRun, absentModel] = ["f".repeat(32), `m-${"f".repeat(32)}`];
    const sources: [Answer, Answer][] = [
      [
        { source, run_id: run },
        { source: source.replace(run, absentRun), run_id: absentRun },
      ],
      [{ source: `runs:/${run}/model` }, { source: `runs:/${absentRun}/model` }],
      [
        { source: `models:/${model_id}`, model_id },
        { source: `models:/${absentModel}`, model_id: absentModel },
      ],
      [
        { source: `models:/${model_id}`, run_id: run },
        { source: `models:/${absentModel}`, run_id: absentRun },
      ],
      [
        { source: "s3://b/m", run_id: run, model_id },
        { source: "s3://b/m", run_id: absentRun, model_id: absentModel },
      ],
    ];
    for (const pair of sources) {
      const shapes: string[] = [];
      for (const message of pair) {
        const name = await model(eve);
        const version = await register(eve, name, message);
        expect(version.run_id).toBe(
          message.run_id ?? (message.source.startsWith("runs:") ? message.source.slice(6, 38) : ""),
        );
        expect(await frozenOf(world.admin, name)).toMatchObject({ ...nothing, run: null, loggedModel: null });
        expect(await uriOf(eve, name)).toBe(message.source);
        const { status, text } = await eve.raw(
          "GET",
          `/model-versions/get-artifact?name=${name}&version=1&path=MLmodel`,
        );
        expect([status, text.includes("logged"), text.includes("flavors")]).toEqual([404, false, false]);
        shapes.push(
          JSON.stringify({ ...version, creation_timestamp: 0, last_updated_timestamp: 0 })
            .replaceAll(name, "<name>")
            .replaceAll(/[0-9a-f]{32}/g, "<id>"),
        );
      }
      expect(shapes[0]).toBe(shapes[1]);
    }
  });
});

describe("a source of another run or logged model than claimed", () => {
  it("is refused with SOURCE_MISMATCH, and nothing is made", async () => {
    const [one, other] = [await logged(), await logged()];
    const name = await model();
    const wrong: Answer[] = [
      { source: one.source, run_id: other.run },
      { source: `runs:/${one.run}/model`, run_id: other.run },
      { source: `runs:/${one.run}/model`, run_id: "f".repeat(32) },
      { source: `runs:/${one.run}/model`, run_id: one.run, model_id: one.model_id },
      { source: one.source, run_id: one.run, model_id: one.model_id },
      { source: `models:/${one.model_id}`, model_id: other.model_id },
      { source: `models:/${one.model_id}`, model_id: "m-nonsense" },
      { source: `models:/${one.model_id}`, run_id: other.run },
      { source: "s3://bucket/m", run_id: other.run, model_id: one.model_id },
    ];
    for (const message of wrong) {
      const { error, body } = await ana.refused("POST", "model-versions/create", { name, ...message });
      expect([message, error, body.code]).toEqual([message, "400 INVALID_PARAMETER_VALUE", "SOURCE_MISMATCH"]);
    }
    expect(await ana.get("registered-models/get-latest-versions", { name })).toEqual({});
  });
});

describe("a source elsewhere", () => {
  it("is also one that looks like ours but names what can be no run or logged model", async () => {
    const name = await model();
    const hex = "0".repeat(32);
    for (const source of [
      "mlflow-artifacts:/0/models//artifacts/x",
      "mlflow-artifacts:/0/models/artifacts/x",
      "mlflow-artifacts:/0/nonsense/artifacts",
      `mlflow-artifacts:/0/${hex.slice(1)}/artifacts`,
      `mlflow-artifacts:/0/models/${hex}/artifacts`,
    ]) {
      const version = await register(ana, name, { source });
      expect([source, version.run_id, version.model_id]).toEqual([source, "", undefined]);
      expect(await frozenOf(mia.actor, name, Number(version.version))).toMatchObject(nothing);
      expect(await uriOf(ana, name, version.version)).toBe(source);
    }
    const { run, source } = await logged();
    const nobody = { name, source: "runs:/nonsense/model" };
    expect((await register(ana, name, nobody)).run_id).toBe("nonsense");
    expect((await ana.refused("POST", "model-versions/create", { ...nobody, run_id: run })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    for (const given of [source, `${source}/`, source.replace("/artifacts/", "/artifacts//"), `runs:/${run}//model/`])
      expect((await register(ana, name, { source: given })).run_id, given).toBe(run);
  });

  it("with a run or logged model that is known freezes the record and no files", async () => {
    const { run, model_id } = await logged();
    const name = await model();
    await register(ana, name, { source: "s3://bucket/m", run_id: run });
    await register(ana, name, { source: "gs://bucket/m", model_id });
    for (const version of [1, 2]) {
      const frozen = await frozenOf(mia.actor, name, version);
      expect(frozen).toMatchObject({
        snapshot: "FINAL",
        artifacts: [],
        params: [{ key: "depth", value: "6" }],
        runId: run,
      });
      expect(digestOf(frozen)).toBe(frozen.digest);
      expect(await uriOf(mia, name, String(version))).toBe(frozen.source);
    }
  });
});

describe("a copy of a version", () => {
  it("holds what that one froze, under its number, whatever became of run and version", async () => {
    const { run, source, model_id } = await logged();
    const from = await model();
    await register(ana, from, { source, run_id: run });
    await register(ana, from, { source: `models:/${model_id}` });
    await mia.post("registered-models/alias", { name: from, alias: "best", version: "2" });
    await mia.post("model-versions/transition-stage", { name: from, version: "1", stage: "Production" });
    const originals = [await frozenOf(mia.actor, from, 1), await frozenOf(mia.actor, from, 2)];
    await ana.post("runs/log-parameter", { run_id: run, key: "late", value: "1" });
    const name = await model();
    const cases: [Answer, number, string][] = [
      [{ source: `models:/${from}/1`, run_id: run }, 0, `models:/${from}/1`],
      [{ source: `models:/${from}/production`, run_id: "" }, 0, `models:/${from}/1`],
      [{ source: `models:/${from}@best`, model_id }, 1, `models:/${from}/2`],
      [{ source: `models:/${from}/latest` }, 1, `models:/${from}/2`],
      [{ source: await uriOf(ana, from, "1") }, 0, await uriOf(ana, from, "1")],
    ];
    for (const [index, [message, original, kept]] of cases.entries()) {
      const version = await register(ana, name, message);
      expect(version).toMatchObject({ source: kept, run_id: run, ...(original === 1 && { model_id }) });
      const copy = await frozenOf(mia.actor, name, index + 1);
      for (const part of ["params", "metrics", "datasets", "artifacts", "runSnapshot", "snapshot"])
        expect([part, copy[part]]).toEqual([part, originals[original]?.[part]]);
      expect(digestOf(copy)).toBe(copy.digest);
      expect(copy.digest).not.toBe(originals[original]?.digest);
      const text = original === 0 ? "flavors: {}" : "logged";
      expect((await mia.download(`${placeIn(await uriOf(mia, name, String(index + 1)))}/MLmodel`)).text).toBe(text);
    }
  });

  it("of a provisional one becomes final with it, each under its own digest", async () => {
    const { run, source } = await train(ana);
    const [from, name] = [await model(), await model()];
    await register(ana, from, { source, run_id: run });
    await register(ana, name, { source: `models:/${from}/1` });
    await ana.post("runs/log-parameter", { run_id: run, key: "late", value: "1" });
    await finish(ana, run);
    const [original, copy] = [await frozenOf(mia.actor, from), await frozenOf(mia.actor, name)];
    expect([original.snapshot, copy.snapshot]).toEqual(["FINAL", "FINAL"]);
    expect(copy.params).toEqual(original.params);
    expect(copy.params).toHaveLength(2);
    for (const each of [original, copy]) expect(digestOf(each)).toBe(each.digest);
  });

  it("of files that are kept elsewhere is downloaded from there, whatever became of the version and of its name", async () => {
    const [from, name] = [await model(), await model()];
    const source = "s3://bucket/approved";
    await register(ana, from, { source });
    await register(ana, name, { source: `models:/${from}/1` });
    await register(ana, name, { source: `models:/${name}/1` });
    const told = "query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence { nodes { action after } } } } }";
    const { id } = await frozenOf(mia.actor, name, 1);
    const { nodes } = (await mia.actor.ask(told, { id })).node.evidence;
    expect(nodes.find(({ action }) => action === "createModelVersion")?.after).toMatchObject({
      source,
      copyOf: `models:/${from}/1`,
    });
    await mia.call("DELETE", "registered-models/delete", { name: from });
    await ana.post("registered-models/create", { name: from });
    await register(ana, from, { source: "s3://bucket/another" });
    for (const version of ["1", "2"]) {
      expect((await ana.get("model-versions/get", { name, version })).model_version.source).toBe(source);
      expect(await uriOf(ana, name, version)).toBe(source);
    }
  });

  it("is refused of what is hidden, absent, a prompt, a part, or another run's than claimed", async () => {
    const { run, source } = await logged();
    const from = await model();
    await register(ana, from, { source, run_id: run });
    await registerModel(olga, world.teamId("risk"), "hidden", { visibility: "TEAM" });
    await register(ana, "hidden", { source, run_id: run });
    const prompt = { tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }] };
    await ana.post("registered-models/create", { name: "a-prompt", ...prompt });
    await register(ana, "a-prompt", { source: "dummy-source", ...prompt });
    const name = await model(eve);
    const root = await uriOf(ana, from);
    for (const [message, error] of [
      [{ source: "models:/hidden/1" }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: "models:/absent/1" }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: "models:/hidden/Production" }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: "models:/hidden@none" }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: root.replace("versions/mv_", "versions/mv_0") }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: `models:/${from}/2` }, "404 RESOURCE_DOES_NOT_EXIST"],
      [{ source: "models:/a-prompt/1" }, "400 INVALID_PARAMETER_VALUE"],
      [{ source: `${root}/data` }, "400 INVALID_PARAMETER_VALUE"],
      [{ source: `models:/${from}/1`, run_id: "f".repeat(32) }, "400 INVALID_PARAMETER_VALUE"],
      [{ source: `models:/${from}/1`, model_id: `m-${"f".repeat(32)}` }, "400 INVALID_PARAMETER_VALUE"],
    ] as [Answer, string][])
      expect([message, (await eve.refused("POST", "model-versions/create", { name, ...message })).error]).toEqual([
        message,
        error,
      ]);
    expect(await eve.get("registered-models/get-latest-versions", { name })).toEqual({});
  });
});

describe("what is frozen", () => {
  it("is changed by no statement of the service's login; what is provisional becomes final only", async () => {
    const [ended, going] = [await train(ana), await train(ana)];
    await finish(ana, ended.run);
    const name = await model();
    await register(ana, name, { source: ended.source, run_id: ended.run });
    await register(ana, name, { source: going.source, run_id: going.run });
    const [final, provisional] = [await frozenOf(mia.actor, name, 1), await frozenOf(mia.actor, name, 2)];
    const digest = "0".repeat(64);
    for (const statement of [
      `update model_version set digest = '${digest}' where id = '${final.id}'`,
      `update model_version set params = '[]' where id = '${final.id}'`,
      `update model_version set snapshot = 'PROVISIONAL' where id = '${final.id}'`,
      `update model_version set run_snapshot = null where id = '${final.id}'`,
      `update model_version set holds_artifacts = false where id = '${final.id}'`,
      `update model_version set artifacts = '[]' where id = '${provisional.id}'`,
      `update model_version set snapshot = 'NONE' where id = '${provisional.id}'`,
      `update model_version set source = 's3://other' where id = '${final.id}'`,
      `delete from model_version where id = '${final.id}'`,
      `delete from version_artifact where model_version_id = '${final.id}'`,
      `update version_artifact set size = 1 where model_version_id = '${final.id}'`,
      `insert into version_artifact select '${final.id}', 'more', sha256, size from blob limit 1`,
      `insert into version_artifact select '${provisional.id}', 'more', sha256, size from blob limit 1`,
      `truncate version_artifact`,
    ])
      await expect(query(world.database.runtimeUrl, statement), statement).rejects.toMatchObject({ code: "42501" });
    for (const each of [final, provisional])
      expect((await frozenOf(mia.actor, name, each.version)).digest).toBe(each.digest);
    await finish(ana, going.run);
  });

  it("is no more than 10,000 of each; a run that grows beyond can end all the same", async () => {
    const { run, source } = await train(ana);
    const name = await model();
    const logMetrics = async (from: number, to: number): Promise<void> => {
      for (let first = from; first < to; first += 1_000) {
        const metrics = Array.from({ length: Math.min(1_000, to - first) }, (_, i) => ({
          key: `m${first + i}`,
          value: 1,
          timestamp: 1,
        }));
        await ana.post("runs/log-batch", { run_id: run, metrics });
      }
    };
    const { metrics } = (await ana.get("runs/get", { run_id: run })).run.data;
    await logMetrics(metrics.length, 10_000);
    await register(ana, name, { source, run_id: run });
    const provisional = await frozenOf(mia.actor, name);
    await logMetrics(10_000, 10_001);
    const { error, message } = await ana.refused("POST", "model-versions/create", { name, source, run_id: run });
    expect([error, message]).toEqual([
      "400 INVALID_PARAMETER_VALUE",
      expect.stringContaining("holds more than 10,000 metrics, which no version can freeze"),
    ]);
    await finish(ana, run);
    const final = await frozenOf(mia.actor, name);
    expect(final).toMatchObject({ snapshot: "FINAL", digest: provisional.digest, artifacts: provisional.artifacts });
    const { auditEntries } = await world.admin.ask(
      `{ auditEntries(filter: { subjectId: "${final.id}", action: "freezeModelVersion" }) { nodes { after } } }`,
    );
    expect(auditEntries.nodes).toMatchObject([
      { after: { keptProvisional: "the run holds more than 10,000 metrics" } },
    ]);
  });
});

describe("separation of duties", () => {
  it("counts whoever made the run, the logged model or the copied version as an author", async () => {
    const reviewers = { risk: ["REVIEWER" as const, "CONTRIBUTOR" as const] };
    const ron = await world.user("ron", reviewers);
    const rita = await world.user("rita", { risk: ["REVIEWER"] });
    const runs = new Mlflow(ron);
    const { run, source, experiment } = await train(runs);
    const model_id = await runs.loggedModel(experiment, { source_run_id: run });
    const alone = await runs.loggedModel(experiment);
    await finish(runs, run);
    const name = await model();
    const input = {
      name: "one other person",
      scope: { teamId: world.teamId("risk") },
      slots: ["Staging"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
      separationOfDuties: ["AUTHOR"],
    };
    await olga.do("createApprovalPolicy", input);
    const sources = [
      { source, run_id: run },
      { source: `models:/${model_id}` },
      { source: `models:/${alone}` },
      { source: "s3://bucket/m", run_id: run },
      { source: `models:/${name}/1` },
    ];
    for (const [index, message] of sources.entries()) {
      await register(carl, name, message);
      const { id } = await frozenOf(mia.actor, name, index + 1);
      const open = await request(mia.actor, id, "Staging");
      expect([message, await approvalRefused(ron, open)]).toEqual([message, "SELF_APPROVAL"]);
      expect(await approve(rita, open)).toMatchObject({ state: "APPLIED" });
    }
  });
});
