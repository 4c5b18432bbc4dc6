import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn, teamExperiment } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Advisories on rights (security-reliability.md, section 1): what one may not read, nobody reads for one. */

const SECRET = "secret-weights";
const PARAM = "secret-param";
let world: World;
let ana: Mlflow;
let eve: Mlflow;
let eves: string;
let made = 0;

/** A run, a logged model and a registered model's version, all of ana's team alone. */
interface Hidden {
  readonly experiment: string;
  readonly run: string;
  readonly model: string;
  readonly name: string;
  readonly modelId: string;
  readonly versionId: string;
}
let hidden: Hidden;

const registeredModel = async (by: Mlflow, team: string, visibility: string): Promise<{ name: string; id: string }> => {
  const name = `model-${++made}`;
  const input = { name, teamId: world.teamId(team), visibility };
  const { createRegisteredModel } = await by.actor.do("createRegisteredModel", input, "registeredModel { id }");
  return { name, id: createRegisteredModel.registeredModel.id };
};

const secretRun = async (experiment: string): Promise<string> => {
  const run = await ana.run(experiment);
  await ana.post("runs/log-batch", { run_id: run, params: [{ key: PARAM, value: SECRET }] });
  await ana.upload(`${experiment}/${run}/artifacts/model/weights`, SECRET);
  return run;
};

const versionIdOf = async (by: Mlflow, name: string, version: string): Promise<string> =>
  (
    await by.actor.ask("query ($n: String!, $v: Int!) { modelVersion(name: $n, version: $v) { id } }", {
      n: name,
      v: Number(version),
    })
  ).modelVersion.id;

const register = async (by: Mlflow, name: string, source: string, more: Answer = {}): Promise<string> =>
  (await by.post("model-versions/create", { name, source, ...more })).model_version.version;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { fraud: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { other: ["OWNER"] }));
  const experiment = await teamExperiment(ana, "hidden");
  const run = await secretRun(experiment);
  const model = await ana.loggedModel(experiment, { source_run_id: run, params: [{ key: PARAM, value: SECRET }] });
  await ana.upload(`${experiment}/models/${model}/artifacts/weights`, SECRET);
  await ana.post("runs/update", { run_id: run, status: "FINISHED" });
  const { name, id } = await registeredModel(ana, "fraud", "TEAM");
  const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
  const versionId = await versionIdOf(ana, name, version);
  hidden = { experiment, run, model, name, modelId: id, versionId };
  eves = (await registeredModel(eve, "other", "ORGANIZATION")).name;
});
afterAll(() => world?.close());

/** Everything that a version tells of what it is made of, by both doors, without what tells one version from another. */
const told = async (by: Mlflow, name: string, version: string): Promise<unknown> => {
  const wire = await by.get("model-versions/get", { name, version });
  const fields = `source runId snapshot params { key value } metrics { key } datasets { name } artifacts { path sha256 size }
    runSnapshot { tags { key } } run { id } loggedModel { id } drift { artifacts { path } }`;
  const { modelVersion } = await by.actor.ask(
    `query ($n: String!, $v: Int!) { modelVersion(name: $n, version: $v) { ${fields} } }`,
    { n: name, v: Number(version) },
  );
  const uri = await by.get("model-versions/get-download-uri", { name, version });
  const files: string[] = [];
  for (const path of ["weights", "model/weights", "model"]) {
    const asked = new URLSearchParams({ name, version, path });
    const answer = await exactly(by.actor, "GET", `/model-versions/get-artifact?${asked}`);
    files.push(`${answer.status} ${answer.json?.error_code}`);
  }
  const { creation_timestamp: _, last_updated_timestamp: __, version: ___, ...model_version } = wire.model_version;
  return { model_version, modelVersion, uri, files };
};

const renamed = (value: unknown, names: Record<string, string>): unknown => {
  let text = JSON.stringify(value);
  for (const [from, to] of Object.entries(names)) text = text.replaceAll(from, to);
  return JSON.parse(text);
};

describe("M-16: a version of one's own is no way to what one cannot read", () => {
  const absent = { run: "0".repeat(32), model: `m-${"0".repeat(32)}`, experiment: "123456789012345678" };
  const claims: [string, (of: { run: string; model: string; experiment: string }) => [string, Answer]][] = [
    ["runs:/ and run_id", ({ run }) => [`runs:/${run}/model`, { run_id: run }]],
    ["runs:/ alone", ({ run }) => [`runs:/${run}/model`, {}]],
    ["the run's root", ({ run }) => [`runs:/${run}/`, { run_id: run }]],
    ["run_id beside a store", ({ run }) => ["s3://bucket/model", { run_id: run }]],
    ["the artifact URI", ({ run, experiment }) => [`mlflow-artifacts:/${experiment}/${run}/artifacts/model`, {}]],
    ["the logged model", ({ model }) => [`models:/${model}`, { model_id: model }]],
    ["the logged model alone", ({ model }) => [`models:/${model}`, {}]],
    ["model_id beside a store", ({ model }) => ["s3://bucket/model", { model_id: model }]],
    [
      "the logged model's URI",
      ({ model, experiment }) => [`mlflow-artifacts:/${experiment}/models/${model}/artifacts`, {}],
    ],
  ];

  it.each(claims)("%s: as if it were not there", async (_, claim) => {
    const [of, none] = [await register(eve, eves, ...claim(hidden)), await register(eve, eves, ...claim(absent))];
    const names = { [hidden.run]: absent.run, [hidden.model]: absent.model, [hidden.experiment]: absent.experiment };
    const ofHidden = renamed(await told(eve, eves, of), names);
    expect(ofHidden).toEqual(await told(eve, eves, none));
    expect(JSON.stringify(ofHidden)).not.toContain("secret");
    expect(ofHidden).toMatchObject({
      modelVersion: { snapshot: "NONE", artifacts: [], params: [], run: null, loggedModel: null, runSnapshot: null },
      files: ["404 RESOURCE_DOES_NOT_EXIST", "404 RESOURCE_DOES_NOT_EXIST", "404 RESOURCE_DOES_NOT_EXIST"],
    });
  });

  it("nor is a copy of a version that one cannot read", async () => {
    for (const [source, none] of [
      [`models:/${hidden.name}/1`, "models:/none/1"],
      [`models:/${hidden.name}/latest`, "models:/none/latest"],
      [`models:/${hidden.name}@champion`, "models:/none@champion"],
      [
        `mlflow-artifacts:/versions/${hidden.versionId}/artifacts`,
        `mlflow-artifacts:/versions/mv_${"0".repeat(26)}/artifacts`,
      ],
    ]) {
      const [of, absentOne] = [
        await eve.refused("POST", "model-versions/create", { name: eves, source }),
        await eve.refused("POST", "model-versions/create", { name: eves, source: none }),
      ];
      expect({ ...of.body, request_id: "" }, source).toEqual({ ...absentOne.body, request_id: "" });
      expect(of.error).toBe("404 RESOURCE_DOES_NOT_EXIST");
    }
  });

  it("nor is a manifest that names the digests of bytes one does not have", async () => {
    const { registeredModel: own } = await eve.actor.ask(`query ($n: String!) { registeredModel(name: $n) { id } }`, {
      n: eves,
    });
    const artifacts = [{ path: "weights", sha256: sha256(SECRET), size: SECRET.length }];
    for (const more of [{}, { runId: hidden.run }, { source: `runs:/${hidden.run}/model` }]) {
      const input = { registeredModelId: own.id, source: "s3://bucket/model", artifacts, ...more };
      const { createModelVersion } = await eve.actor.do("createModelVersion", input, "modelVersion { id version }");
      const { id, version } = createModelVersion.modelVersion;
      expect((await eve.download(`versions/${id}/artifacts/weights`)).status).toBe(404);
      const asked = new URLSearchParams({ name: eves, version: String(version), path: "weights" });
      expect((await exactly(eve.actor, "GET", `/model-versions/get-artifact?${asked}`)).status).toBe(404);
      expect((await eve.get("/api/2.0/mlflow-artifacts/artifacts", { path: `versions/${id}/artifacts` })).files).toBe(
        undefined,
      );
    }
    const rows = await query<{ n: number }>(
      world.database.superuserUrl,
      `select count(*)::int as n from version_artifact va join model_version v on v.id = va.model_version_id
       join registered_model m on m.id = v.registered_model_id where m.name = '${eves}'`,
    );
    expect(rows[0]?.n).toBe(0);
  });

  it("nor is an upload of the same digest, which takes the bytes themselves", async () => {
    const run = await eve.run("0");
    const answer = await exactly(eve.actor, "PUT", proxied(`0/${run}/artifacts/weights`), {
      headers: { "repr-digest": `sha-256=:${Buffer.from(sha256(SECRET), "hex").toString("base64")}:` },
      body: "not them",
    });
    expect(answer.status).toBe(400);
    expect((await eve.download(`0/${run}/artifacts/weights`)).status).toBe(404);
  });

  it("a copy does not follow a run that its maker cannot read", async () => {
    const run = await secretRun(hidden.experiment);
    const shared = await registeredModel(ana, "fraud", "TEAM");
    const grant = { registeredModelId: shared.id, teamId: world.teamId("other") };
    await ana.actor.do("grantAccess", { ...grant, role: "VIEWER" });
    await register(ana, shared.name, `runs:/${run}/model`, { run_id: run });
    const copy = await register(eve, eves, `models:/${shared.name}/1`);
    const place = placeIn(
      (await eve.get("model-versions/get-download-uri", { name: eves, version: copy })).artifact_uri,
    );
    expect((await eve.download(`${place}/weights`)).text).toBe(SECRET);
    await ana.actor.do("revokeAccess", grant);
    await ana.upload(`${hidden.experiment}/${run}/artifacts/model/weights`, "later secret");
    await ana.upload(`${hidden.experiment}/${run}/artifacts/model/more`, "later secret");
    await ana.post("runs/update", { run_id: run, status: "FINISHED" });
    expect((await eve.download(`${place}/weights`)).text).toBe(SECRET);
    expect((await eve.download(`${place}/more`)).status).toBe(404);
    const original = (await ana.get("model-versions/get-download-uri", { name: shared.name, version: "1" }))
      .artifact_uri;
    expect((await ana.download(`${placeIn(original)}/more`)).text).toBe("later secret");
  });
});

describe("M-17: what hangs below something readable is looked at again", () => {
  it("searches without a filter, and edges of a readable run, leave out what is hidden", async () => {
    const open = await ana.experiment("open");
    const run = await secretRun(open);
    await ana.post("runs/update", { run_id: run, status: "FINISHED" });
    const [secret, shown] = [
      await registeredModel(ana, "fraud", "TEAM"),
      await registeredModel(ana, "fraud", "ORGANIZATION"),
    ];
    for (const { name } of [secret, shown]) await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const names = (answer: Answer, key: string): string[] => answer[key].map(({ name }: { name: string }) => name);
    const versions = names(await eve.get("model-versions/search"), "model_versions");
    expect(versions).toContain(shown.name);
    expect(versions).not.toContain(secret.name);
    expect(versions).not.toContain(hidden.name);
    const filtered = await eve.get("model-versions/search", { filter: `run_id = '${run}'` });
    expect(names(filtered, "model_versions")).toEqual([shown.name]);
    expect(
      await eve.get("model-versions/search", { filter: `run_id = '${hidden.run}' and name = '${hidden.name}'` }),
    ).toEqual({});
    const models = names(await eve.get("registered-models/search"), "registered_models");
    expect(models).toContain(shown.name);
    for (const { name } of [secret, hidden]) expect(models).not.toContain(name);
    const edges = await eve.actor.ask("query ($id: ID!) { run(id: $id) { modelVersions { nodes { modelName } } } }", {
      id: run,
    });
    expect(edges.run.modelVersions.nodes).toEqual([{ modelName: shown.name }]);
    for (const [call, message] of [
      ["runs/search", { experiment_ids: [hidden.experiment, open] }],
      ["logged-models/search", { experiment_ids: [hidden.experiment] }],
      ["experiments/search", { max_results: 100 }],
      ["experiments/search-datasets", { experiment_ids: [hidden.experiment] }],
    ] as const)
      for (const secretText of [hidden.run, hidden.model, hidden.experiment])
        expect(JSON.stringify(await eve.post(call, message)), call).not.toContain(secretText);
  });

  it("a readable version of a hidden run shows what it froze, and not the run", async () => {
    const run = await secretRun(hidden.experiment);
    await ana.post("runs/update", { run_id: run, status: "FINISHED" });
    const { name } = await registeredModel(ana, "fraud", "ORGANIZATION");
    await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const { modelVersion } = await eve.actor.ask(
      `query ($n: String!) { modelVersion(name: $n, version: 1) {
         params { value } artifacts { path } run { id } loggedModel { id } drift { artifacts { path } } } }`,
      { n: name },
    );
    expect(modelVersion).toEqual({
      params: [{ value: SECRET }],
      artifacts: [{ path: "weights" }],
      run: null,
      loggedModel: null,
      drift: null,
    });
    expect((await eve.refused("GET", "runs/get", { run_id: run })).error).toBe("404 RESOURCE_DOES_NOT_EXIST");
  });
});

describe("M-34: rights hang on what a thing is, not on what it is called", () => {
  it("a renamed model keeps its grants; one made anew under its name has none, in no cache either", async () => {
    const { name, id } = await registeredModel(ana, "fraud", "TEAM");
    const run = await secretRun(hidden.experiment);
    await ana.post("runs/update", { run_id: run, status: "FINISHED" });
    await register(ana, name, `runs:/${run}/model`, { run_id: run });
    await ana.actor.do("grantAccess", { registeredModelId: id, teamId: world.teamId("other"), role: "VIEWER" });
    const reads = async (asked: string): Promise<number[]> => {
      const answers = [
        await eve.send("GET", "registered-models/get", { name: asked }),
        await eve.send("GET", "registered-models/get-latest-versions", { name: asked }),
        await eve.send("GET", "model-versions/get", { name: asked, version: "1" }),
        await eve.send("GET", "model-versions/get-download-uri", { name: asked, version: "1" }),
        await eve.raw(
          "GET",
          `/model-versions/get-artifact?${new URLSearchParams({ name: asked, version: "1", path: "weights" })}`,
        ),
      ];
      return answers.map(({ status }) => status);
    };
    const [all, none] = [
      [200, 200, 200, 200, 200],
      [404, 404, 404, 404, 404],
    ];
    expect(await reads(name)).toEqual(all);
    await ana.post("registered-models/rename", { name, new_name: `${name}-renamed` });
    expect(await reads(name)).toEqual(none);
    expect(await reads(`${name}-renamed`)).toEqual(all);
    await ana.call("DELETE", "registered-models/delete", { name: `${name}-renamed` });
    expect(await reads(`${name}-renamed`)).toEqual(none);
    const input = { name: `${name}-renamed`, teamId: world.teamId("fraud"), visibility: "TEAM" };
    await ana.actor.do("createRegisteredModel", input);
    await register(ana, `${name}-renamed`, `runs:/${run}/model`, { run_id: run });
    expect(await reads(`${name}-renamed`)).toEqual(none);
    expect((await ana.send("GET", "registered-models/get", { name: `${name}-renamed` })).status).toBe(200);
  });
});
