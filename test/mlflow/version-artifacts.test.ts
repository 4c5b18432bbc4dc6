import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { query } from "../support/database.js";
import { exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn, teamExperiment } from "../support/mlflow.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
/** Of the team whose run and model these are; she may do anything there. */
let ana: Mlflow;
/** Of another team: reads a model by a grant, never a run. */
let ben: Mlflow;
/** Of a third team: reads nothing of this. */
let eve: Mlflow;
let experiment: string;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { fraud: ["OWNER"] }));
  ben = new Mlflow(await world.user("ben", { partner: ["MAINTAINER"] }));
  eve = new Mlflow(await world.user("eve", { other: ["OWNER"] }));
  experiment = await teamExperiment(ana, "secret");
});
afterAll(() => world?.close());

interface Story {
  readonly name: string;
  readonly modelId: string;
  readonly run: string;
  /** What stands after `mlflow-artifacts:/` for the run's files. */
  readonly root: string;
}

/** A TEAM model, shared with ben, and a run with files below model/. */
const begin = async (): Promise<Story> => {
  const name = `frozen-${++made}`;
  const input = { name, teamId: world.teamId("fraud"), visibility: "TEAM" };
  const created = await ana.actor.do("createRegisteredModel", input, "registeredModel { id }");
  const modelId: string = created.createRegisteredModel.registeredModel.id;
  await ana.actor.do("grantAccess", { registeredModelId: modelId, teamId: world.teamId("partner"), role: "VIEWER" });
  const run = await ana.run(experiment);
  const root = placeIn((await ana.get("runs/get", { run_id: run })).run.info.artifact_uri);
  for (const path of ["model/MLmodel", "model/data/weights.bin", "other.txt"])
    await ana.upload(`${root}/${path}`, `${path} of ${name}`);
  return { name, modelId, run, root };
};

const register = async (by: Mlflow, name: string, source: string, more: object = {}): Promise<string> =>
  (await by.post("model-versions/create", { name, source, ...more })).model_version.version;

const placeOf = async (by: Mlflow, name: string, version: string): Promise<string> =>
  placeIn((await by.get("model-versions/get-download-uri", { name, version })).artifact_uri);

const finish = (run: string) => ana.post("runs/update", { run_id: run, status: "FINISHED" });
const children = async (by: Mlflow, path: string) =>
  (await by.get("/api/2.0/mlflow-artifacts/artifacts", { path })).files;

describe("a version's files", () => {
  it("are those of its source when it was made, whatever the run does later", async () => {
    const { name, run, root } = await begin();
    await finish(run);
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const place = await placeOf(ana, name, version);
    expect(place).toMatch(/^versions\/mv_[0-9a-z]{26}\/artifacts$/);
    await ana.upload(`${root}/model/MLmodel`, "another");
    await ana.upload(`${root}/model/later`, "later");
    await exactly(ana.actor, "DELETE", proxied(`${root}/model/data`));
    expect(await children(ana, place)).toEqual([
      { path: "MLmodel", is_dir: false, file_size: `model/MLmodel of ${name}`.length },
      { path: "data", is_dir: true },
    ]);
    expect((await ana.download(`${place}/MLmodel`)).text).toBe(`model/MLmodel of ${name}`);
    expect((await ana.download(`${place}/data/weights.bin`)).text).toBe(`model/data/weights.bin of ${name}`);
    for (const path of ["later", "other.txt", "model/MLmodel"])
      expect((await ana.download(`${place}/${path}`)).status, path).toBe(404);
    await exactly(ana.actor, "DELETE", proxied(root));
    await ana.post("runs/delete", { run_id: run });
    expect((await ana.download(`${place}/data/weights.bin`)).text).toBe(`model/data/weights.bin of ${name}`);
  });

  it("are asked for by name and number too, with all the ways of a file", async () => {
    const { name, run } = await begin();
    await finish(run);
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const bytes = `model/data/weights.bin of ${name}`;
    for (const mount of ["", "/teams/fraud", "/"])
      for (const number of [version, `0${version}`]) {
        const asked = new URLSearchParams({ name, version: number, path: "data/weights.bin" });
        const answer = await exactly(ana.actor, "GET", `${mount}/model-versions/get-artifact?${asked}`);
        expect(`${answer.status} ${answer.text}`).toBe(`200 ${bytes}`);
        expect(answer.headers.etag).toBe(`"${sha256(bytes)}"`);
      }
    const target = (path: string, given = version) =>
      `/model-versions/get-artifact?${new URLSearchParams({ name, version: given, path })}`;
    expect((await exactly(ana.actor, "GET", target("MLmodel"), { headers: { range: "bytes=0-4" } })).text).toBe(
      "model",
    );
    expect((await exactly(ana.actor, "HEAD", target("MLmodel"))).status).toBe(200);
    expect((await exactly(ana.actor, "GET", target("data"))).status).toBe(400);
    expect((await exactly(ana.actor, "GET", target("none"))).status).toBe(404);
    expect((await exactly(ana.actor, "GET", target("MLmodel", "2"))).status).toBe(404);
    expect((await exactly(ana.actor, "GET", target("MLmodel", "x"))).status).toBe(400);
    expect((await exactly(ana.actor, "GET", target("../MLmodel"))).status).toBe(400);
  });

  it("of a running run are taken again at its end, and then no more", async () => {
    const { name, run, root } = await begin();
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const place = await placeOf(ana, name, version);
    await ana.upload(`${root}/model/later`, "later");
    await ana.upload(`${root}/model/MLmodel`, "second");
    expect((await ana.download(`${place}/later`)).status).toBe(404);
    expect((await ana.download(`${place}/MLmodel`)).text).toBe(`model/MLmodel of ${name}`);
    await finish(run);
    expect((await ana.download(`${place}/later`)).text).toBe("later");
    expect((await ana.download(`${place}/MLmodel`)).text).toBe("second");
    await ana.upload(`${root}/model/MLmodel`, "third");
    await ana.post("runs/update", { run_id: run, status: "RUNNING" });
    await finish(run);
    expect((await ana.download(`${place}/MLmodel`)).text).toBe("second");
  });

  it("come from a logged model, from an artifact URI and from another version alike", async () => {
    const { name, run, root } = await begin();
    const model = await ana.loggedModel(experiment, { source_run_id: run });
    await ana.upload(`${experiment}/models/${model}/artifacts/MLmodel`, "of the logged model");
    await finish(run);
    const versions = {
      logged: await register(ana, name, `models:/${model}`, { run_id: run, model_id: model }),
      loggedUri: await register(ana, name, `mlflow-artifacts:/${experiment}/models/${model}/artifacts`),
      runUri: await register(ana, name, `mlflow-artifacts:/${root}/model`),
      copy: await register(ana, name, `models:/${name}/1`),
      copyOfPlace: await register(ana, name, `mlflow-artifacts:/${await placeOf(ana, name, "3")}`),
    };
    const contents: Record<string, string> = {};
    for (const [kind, version] of Object.entries(versions))
      contents[kind] = (await ana.download(`${await placeOf(ana, name, version)}/MLmodel`)).text;
    expect(contents).toEqual({
      logged: "of the logged model",
      loggedUri: "of the logged model",
      runUri: `model/MLmodel of ${name}`,
      copy: "of the logged model",
      copyOfPlace: `model/MLmodel of ${name}`,
    });
  });

  it("of folders with blanks, signs and other scripts", async () => {
    const { name, run, root } = await begin();
    for (const folder of ["my model", "模型 v1", "a@b", "model;v=1", "ünï/çödé"]) {
      await ana.upload(`${root}/${folder}/MLmodel`, folder);
      for (const source of [`runs:/${run}/${folder}`, `mlflow-artifacts:/${root}/${folder}`]) {
        const version = await register(ana, name, source, { run_id: run });
        expect((await ana.download(`${await placeOf(ana, name, version)}/MLmodel`)).text, source).toBe(folder);
      }
    }
  });

  it("of a model with a blank in its name are copied", async () => {
    const { run } = await begin();
    const name = "two words";
    await ana.post("registered-models/create", { name });
    await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const copy = await register(ana, name, `models:/${name}/1`, { run_id: run });
    expect((await ana.download(`${await placeOf(ana, name, copy)}/MLmodel`)).status).toBe(200);
    const { modelVersion } = await ana.actor.ask(
      "query ($name: String!) { modelVersion(name: $name, version: 2) { artifacts { path downloadPath } } }",
      { name },
    );
    expect(modelVersion.artifacts.length).toBeGreaterThan(0);
    for (const { path, downloadPath } of modelVersion.artifacts)
      expect((await exactly(ana.actor, "GET", downloadPath)).status, path).toBe(200);
  });

  it("are none where the source holds none, or is elsewhere", async () => {
    const { name, run } = await begin();
    for (const source of [`runs:/${run}/nothing`, "s3://bucket/model", "mlflow-artifacts:/elsewhere/x"]) {
      const version = await register(ana, name, source, { run_id: run });
      expect((await ana.get("model-versions/get-download-uri", { name, version })).artifact_uri).toBe(source);
      const asked = `/model-versions/get-artifact?${new URLSearchParams({ name, version, path: "MLmodel" })}`;
      expect((await exactly(ana.actor, "GET", asked)).status).toBe(404);
    }
  });

  it("are never changed", async () => {
    const { name, run } = await begin();
    await finish(run);
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const place = await placeOf(ana, name, version);
    const absent = `versions/mv_${"0".repeat(26)}/artifacts`;
    for (const by of [ana, eve, new Mlflow(world.admin)])
      for (const where of [place, absent])
        for (const [method, path] of [
          ["PUT", `${where}/MLmodel`],
          ["PUT", `${where}/new`],
          ["DELETE", `${where}/MLmodel`],
          ["DELETE", where],
        ] as const) {
          const answer = await exactly(by.actor, method, proxied(path), { body: "x" });
          expect(`${answer.status} ${answer.json?.error_code}`, answer.story).toBe("403 PERMISSION_DENIED");
          expect(answer.json?.message).toContain("read only");
        }
    expect((await ana.download(`${place}/MLmodel`)).text).toBe(`model/MLmodel of ${name}`);
    expect((await ana.download(`${place}/new`)).status).toBe(404);
    const denied = await query<{ n: number }>(
      world.database.superuserUrl,
      `select count(*)::int as n from audit.entry where outcome = 'DENIED' and action in ('logArtifact', 'deleteArtifacts')`,
    );
    expect(denied[0]?.n).toBe(24);
  });

  it("go out of sight with the version", async () => {
    const { name, run } = await begin();
    await finish(run);
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const place = await placeOf(ana, name, version);
    await ana.call("DELETE", "model-versions/delete", { name, version });
    expect((await ana.download(`${place}/MLmodel`)).status).toBe(404);
    expect(await children(ana, place)).toBeUndefined();
  });
});

describe("who reads a version reads its files, and needs no right to the run", () => {
  it("by a grant, by a token that only resolves, by the resolver's role; not otherwise", async () => {
    const { name, modelId, run, root } = await begin();
    await finish(run);
    const version = await register(ana, name, `runs:/${run}/model`, { run_id: run });
    const place = await placeOf(ana, name, version);
    const bytes = `model/MLmodel of ${name}`;
    const resolver = await world.user(`resolver-${made}`);
    await world.admin.do("grantOrganizationRole", { principalId: resolver.id, role: "RESOLVER" });
    const narrow = { scopes: ["RESOLVE"], modelIds: [modelId] };
    const readers: Record<string, Actor> = {
      grantee: ben.actor,
      resolver,
      resolveOnly: await actorFor(ana.actor, ana.actor.id, "ana", { scopes: ["RESOLVE"] }),
      thisModelOnly: await actorFor(ana.actor, ana.actor.id, "ana", narrow),
    };
    const asked = `/model-versions/get-artifact?${new URLSearchParams({ name, version, path: "MLmodel" })}`;
    for (const [kind, actor] of Object.entries(readers)) {
      const by = new Mlflow(actor);
      expect(await placeOf(by, name, version), kind).toBe(place);
      expect((await by.download(`${place}/MLmodel`)).text, kind).toBe(bytes);
      expect(await children(by, place), kind).toHaveLength(2);
      expect((await exactly(actor, "GET", asked)).text, kind).toBe(bytes);
      for (const target of [proxied(`${root}/model/MLmodel`), `/get-artifact?run_id=${run}&path=model/MLmodel`]) {
        const answer = await exactly(actor, "GET", target);
        expect([403, 404], `${kind}: ${answer.story}`).toContain(answer.status);
        expect(answer.text).not.toContain(bytes);
      }
    }
    const { modelId: elsewhere } = await begin();
    const otherModel = await actorFor(ana.actor, ana.actor.id, "ana", { modelIds: [elsewhere] });
    for (const actor of [eve.actor, otherModel]) {
      const id = /mv_\w+/.exec(place)?.[0] ?? "";
      const same = async (hidden: string, absent: string): Promise<void> => {
        const [one, other] = [await exactly(actor, "GET", hidden), await exactly(actor, "GET", absent)];
        const bare = (text: string): string => text.replace(/"request_id":"[^"]+"/, "").replace(/name=[^,]+/, "");
        expect(`${one.status} ${bare(one.text)}`).toBe(`${other.status} ${bare(other.text)}`);
        expect(one.text).not.toContain(bytes);
      };
      await same(proxied(`${place}/MLmodel`), proxied(`${place.replace(id, `mv_${"0".repeat(26)}`)}/MLmodel`));
      await same(asked, asked.replace(name, "no-such-model"));
      const list = (path: string) => `/api/2.0/mlflow-artifacts/artifacts?path=${encodeURIComponent(path)}`;
      await same(list(place), list(place.replace(id, `mv_${"0".repeat(26)}`)));
    }
    await ana.actor.do("revokeAccess", { registeredModelId: modelId, teamId: world.teamId("partner") });
    expect((await ben.download(`${place}/MLmodel`)).status).toBe(404);
  });
});
