import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { digestOf, finish, frozenOf, hideExperiment, register } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

/** A final snapshot is taken for whoever made the version, with what he may read by then. */

let world: World;
let ana: Mlflow, eve: Mlflow;
let made = 0;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["OWNER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["CONTRIBUTOR"] }));
});
afterAll(() => world?.close());

const modelOf = async (by: Mlflow): Promise<string> => {
  const name = `model-${++made}`;
  await by.post("registered-models/create", { name });
  return name;
};

interface Going {
  readonly run: string;
  readonly experiment: string;
  readonly source: string;
}

/** A run of ana's that goes on, with one param and one file, which everybody reads. */
const going = async (experiment?: string): Promise<Going> => {
  const of = experiment ?? (await ana.experiment(`open ${++made}`));
  const run = await ana.run(of);
  await ana.post("runs/log-parameter", { run_id: run, key: "depth", value: "6" });
  await ana.upload(`${of}/${run}/artifacts/model/MLmodel`, "open");
  return { run, experiment: of, source: `mlflow-artifacts:/${of}/${run}/artifacts/model` };
};

/** What ana adds once she believes herself alone. */
const addSecrets = async ({ run, source }: Going): Promise<void> => {
  await ana.post("runs/log-parameter", { run_id: run, key: "salary", value: "later secret" });
  await ana.upload(`${placeIn(source)}/secret`, "later secret");
};

const fileOf = async (by: Mlflow, name: string, path: string, version = "1"): Promise<string> => {
  const { artifact_uri } = await by.get("model-versions/get-download-uri", { name, version });
  const { status, text } = await by.download(`${placeIn(artifact_uri)}/${path}`);
  return status === 200 ? text : String(status);
};

const freezingsOf = async (subjectId: string): Promise<Answer[]> =>
  (await entriesOf(world.admin, { subjectId })).filter(({ action }) => action === "freezeModelVersion");

const keptBecause = (what: string): string => `whoever made the version does not read the ${what} now`;

/** The version is final, as it was when it was made, and its entry says why. */
const expectKept = async (by: Mlflow, name: string, before: Answer, what = "run"): Promise<void> => {
  const after = await frozenOf(by.actor, name);
  const kept = ["digest", "params", "artifacts", "runSnapshot"].map((part) => [part, before[part]]);
  expect(after).toMatchObject({ snapshot: "FINAL", ...Object.fromEntries(kept) });
  expect(JSON.stringify(after)).not.toContain("secret");
  expect([await fileOf(by, name, "MLmodel"), await fileOf(by, name, "secret")]).toEqual(["open", "404"]);
  expect(await freezingsOf(before.id)).toMatchObject([
    {
      before: { digest: before.digest, snapshot: "PROVISIONAL" },
      after: { digest: before.digest, snapshot: "FINAL", runStatus: null, keptProvisional: keptBecause(what) },
    },
  ]);
};

const removed = async (by: Mlflow, slug: string): Promise<void> =>
  void (await world.admin.do("removeTeamMember", { teamId: world.teamId(slug), principalId: by.actor.id }));

describe("the run of a provisional version, hidden from whoever made the version", () => {
  const ends: [string, (name: string, run: string) => Promise<unknown>][] = [
    [
      "its maker asks for a stage",
      (name) => eve.refused("POST", "model-versions/transition-stage", { name, version: "1", stage: "Staging" }),
    ],
    ["the run ends", (_, run) => finish(ana, run)],
  ];
  it.each(ends)("gives it nothing more when %s", async (_, end) => {
    const run = await going();
    const name = await modelOf(eve);
    await register(eve, name, { source: run.source, run_id: run.run });
    const before = await frozenOf(eve.actor, name);
    expect(before).toMatchObject({ snapshot: "PROVISIONAL", params: [{ key: "depth", value: "6" }] });
    await hideExperiment(ana.actor, run.experiment);
    await addSecrets(run);
    expect((await eve.refused("GET", "runs/get", { run_id: run.run })).error).toBe("404 RESOURCE_DOES_NOT_EXIST");
    await end(name, run.run);
    await expectKept(eve, name, before);
  });

  it("gives it nothing more when an alias is set, by however mighty a caller", async () => {
    const run = await going();
    const name = await modelOf(eve);
    await register(eve, name, { source: run.source, run_id: run.run });
    const before = await frozenOf(eve.actor, name);
    await hideExperiment(ana.actor, run.experiment);
    await addSecrets(run);
    const max = new Mlflow(await world.user("max", { fraud: ["MAINTAINER"], risk: ["OWNER"] }));
    await max.post("registered-models/alias", { name, version: "1", alias: "champion" });
    await expectKept(eve, name, before);
  });

  const losses: [string, (by: Mlflow) => Promise<unknown>][] = [
    ["whose role was taken away", (by) => removed(by, "risk")],
    ["who was deactivated", (by) => world.admin.do("deactivateUser", { principalId: by.actor.id })],
  ];
  it.each(losses)("gives nothing more to the version of one %s", async (_, lose) => {
    const handle = `vic${++made}`;
    const vic = new Mlflow(await world.user(handle, { risk: ["VIEWER"], fraud: ["CONTRIBUTOR"] }));
    const [run, name] = [await going(), await modelOf(eve)];
    await hideExperiment(ana.actor, run.experiment);
    await register(vic, name, { source: run.source, run_id: run.run });
    const before = await frozenOf(eve.actor, name);
    expect(before.snapshot).toBe("PROVISIONAL");
    await lose(vic);
    await addSecrets(run);
    await finish(ana, run.run);
    await expectKept(eve, name, before);
  });

  it("gives each of many versions what its own maker may read, as it is at the end", async () => {
    const run = await going();
    const guest = new Mlflow(await world.user("guest", { guests: ["CONTRIBUTOR"] }));
    const makers = [ana, eve, guest, eve, ana];
    const names = await Promise.all(makers.map((by) => modelOf(by)));
    for (const [index, by] of makers.entries())
      await register(by, names[index] ?? "", { source: run.source, run_id: run.run });
    await hideExperiment(ana.actor, run.experiment);
    await addSecrets(run);
    await world.admin.do("addTeamMember", {
      teamId: world.teamId("risk"),
      principalId: guest.actor.id,
      roles: ["VIEWER"],
    });
    await finish(ana, run.run);
    for (const [index, by] of makers.entries()) {
      const frozen = await frozenOf(by.actor, names[index] ?? "");
      expect([frozen.snapshot, digestOf(frozen)]).toEqual(["FINAL", frozen.digest]);
      expect(frozen.params).toHaveLength(by === eve ? 1 : 2);
      expect(await fileOf(by, names[index] ?? "", "secret")).toBe(by === eve ? "404" : "later secret");
      const [{ after }] = (await freezingsOf(frozen.id)) as [Answer];
      expect(after).toMatchObject(
        by === eve ? { runStatus: null, keptProvisional: keptBecause("run") } : { runStatus: "FINISHED" },
      );
      expect("keptProvisional" in after).toBe(by === eve);
    }
  });
});

describe("the logged model of a provisional version", () => {
  /** A logged model in an experiment of its own, made by a run that everybody reads and that goes on. */
  const logged = async (): Promise<{ model_id: string; experiment: string; place: string; run: string }> => {
    const { run } = await going("0");
    const experiment = await ana.experiment(`models ${++made}`);
    const model_id = await ana.loggedModel(experiment, { source_run_id: run });
    const place = `${experiment}/models/${model_id}/artifacts`;
    await ana.upload(`${place}/MLmodel`, "open");
    return { model_id, experiment, place, run };
  };

  it("hidden since, gives it nothing more", async () => {
    const { model_id, experiment, place, run } = await logged();
    const name = await modelOf(eve);
    await register(eve, name, { source: `models:/${model_id}` });
    const before = await frozenOf(eve.actor, name);
    await hideExperiment(ana.actor, experiment);
    await ana.upload(`${place}/secret`, "later secret");
    await finish(ana, run);
    await expectKept(eve, name, before, "logged model");
  });

  it("deleted since, as a deleted run would, gives it what its maker still reads", async () => {
    const { model_id, run } = await logged();
    const name = await modelOf(eve);
    await register(eve, name, { source: `models:/${model_id}` });
    await ana.post("runs/log-parameter", { run_id: run, key: "later", value: "1" });
    await ana.call("DELETE", `logged-models/${model_id}`);
    await finish(ana, run);
    expect(await frozenOf(eve.actor, name)).toMatchObject({ snapshot: "FINAL", params: [{}, { key: "later" }] });
    expect(await fileOf(eve, name, "MLmodel")).toBe("open");
  });

  it("hidden all along, gives a copy of an open version what that one holds, for good", async () => {
    const { model_id, experiment, place, run } = await logged();
    await hideExperiment(ana.actor, experiment);
    const [from, name] = [await modelOf(ana), await modelOf(eve)];
    await register(ana, from, { source: `models:/${model_id}` });
    await register(eve, name, { source: `models:/${from}/1` });
    const copy = await frozenOf(eve.actor, name);
    expect(copy).toMatchObject({ snapshot: "FINAL", artifacts: [{ path: "MLmodel" }] });
    expect((await frozenOf(ana.actor, from)).snapshot).toBe("PROVISIONAL");
    await ana.call("DELETE", "model-versions/delete", { name: from, version: "1" });
    await ana.upload(`${place}/secret`, "later secret");
    await finish(ana, run);
    expect([await fileOf(eve, name, "MLmodel"), await fileOf(eve, name, "secret")]).toEqual(["open", "404"]);
    expect({ ...(await frozenOf(eve.actor, name)), drift: null }).toEqual({ ...copy, drift: null });
    expect(await freezingsOf(copy.id)).toEqual([]);
  });
});
