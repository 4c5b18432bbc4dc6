import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { Mlflow } from "../support/mlflow.js";
import { clockTick } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Mlflow, vera: Mlflow, eve: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  mia = new Mlflow(await world.user("mia", { risk: ["MAINTAINER"] }));
  vera = new Mlflow(await world.user("vera", { risk: ["VIEWER"] }));
  eve = new Mlflow(await world.user("eve", { fraud: ["OWNER"] }));
});
afterAll(() => world?.close());

const MLFLOW = ["None", "Staging", "Production", "Archived"];
const lifecycle = async (exclusive: readonly string[], more: Answer = {}): Promise<void> => {
  const stages = [...MLFLOW, ...(more.further ?? [])].map((name) => ({ name, exclusive: exclusive.includes(name) }));
  await world.admin.do("setLifecycle", { stages, edges: more.edges ?? null });
};

let made = 0;
/** A model with versions, each brought to the stage that is listed. */
const modelWith = async (...stages: string[]): Promise<string> => {
  const name = `model-${++made}`;
  await mia.post("registered-models/create", { name });
  for (const [index, stage] of stages.entries()) {
    await mia.post("model-versions/create", { name, source: "s3://b/m" });
    if (stage !== "None") await move(name, index + 1, stage);
  }
  return name;
};
const move = async (name: string, version: number, stage: string, more: Answer = {}): Promise<Answer> =>
  (await mia.post("model-versions/transition-stage", { name, version: String(version), stage, ...more })).model_version;
const refuse = async (name: string, version: number, stage: string, more: Answer = {}) =>
  mia.refused("POST", "model-versions/transition-stage", { name, version: String(version), stage, ...more });
const get = async (name: string, version: number): Promise<Answer> =>
  (await mia.get("model-versions/get", { name, version: String(version) })).model_version;
/** The stages of the model's versions, by number. */
const stagesOf = async (name: string): Promise<string[]> => {
  const { model_versions } = await mia.get("model-versions/search", {
    filter: `name = '${name}'`,
    order_by: ["version_number ASC"],
  });
  return model_versions.map(({ current_stage }: Answer) => current_stage);
};
const idOf = async (name: string, version: number): Promise<string> =>
  (await mia.actor.ask(`{ modelVersion(name: "${name}", version: ${version}) { id } }`)).modelVersion.id;

describe("with the lifecycle as delivered", () => {
  it("moves from any stage to any, names in any case; timestamps of version and model move", async () => {
    const name = await modelWith("None");
    const before = await get(name, 1);
    const of = (await mia.get("registered-models/get", { name })).registered_model.last_updated_timestamp;
    await clockTick();
    for (const [given, stage] of [
      ["sTAGING", "Staging"],
      ["archived", "Archived"],
      ["PRODUCTION", "Production"],
      ["none", "None"],
      ["Production", "Production"],
    ] as const)
      expect(await move(name, 1, given)).toMatchObject({ current_stage: stage, version: "1" });
    expect((await get(name, 1)).last_updated_timestamp).toBeGreaterThan(before.last_updated_timestamp);
    const { registered_model } = await mia.get("registered-models/get", { name });
    expect(registered_model.last_updated_timestamp).toBeGreaterThan(of);
  });

  it("has one holder of Production, whatever archive_existing_versions says; Staging is shared", async () => {
    const name = await modelWith("Production", "Staging", "Staging");
    await move(name, 2, "Production", { archive_existing_versions: false });
    expect(await stagesOf(name)).toEqual(["Archived", "Production", "Staging"]);
    await move(name, 3, "Production", { archive_existing_versions: true });
    expect(await stagesOf(name)).toEqual(["Archived", "Archived", "Production"]);
    await move(name, 1, "Staging");
    await move(name, 2, "Staging");
    expect(await stagesOf(name)).toEqual(["Staging", "Staging", "Production"]);
    await move(name, 1, "Production");
    await move(name, 3, "Staging", { archive_existing_versions: "true" });
    expect(await stagesOf(name)).toEqual(["Production", "Archived", "Staging"]);
  });

  it("leaves a version where it is already: 200, no entry, no timestamp", async () => {
    const name = await modelWith("Production");
    const before = await get(name, 1);
    const entries = (await entriesOf(world.admin, { subjectId: await idOf(name, 1) })).length;
    for (const archive_existing_versions of [true, false])
      expect(await move(name, 1, "production", { archive_existing_versions })).toEqual(before);
    expect((await entriesOf(world.admin, { subjectId: await idOf(name, 1) })).length).toBe(entries);
  });

  it("says why it was done, and by which client", async () => {
    const name = await modelWith("Production", "None");
    await new Mlflow(mia.actor, { agent: "mlflow-python-client/2.22.5" }).post("model-versions/transition-stage", {
      name,
      version: "2",
      stage: "Production",
    });
    const entries = await entriesOf(world.admin, { subjectId: await idOf(name, 2) });
    const told = { channel: "mlflow-rest", client: "mlflow-python-client/2.22.5" };
    expect(entries.slice(-3)).toMatchObject([
      { ...told, action: "requestTransition", reason: "via MLflow client 2.22.5" },
      { ...told, action: "applyTransition", before: { holder: 1, stage: null } },
      { ...told, action: "applyTransition", before: { slot: "Production", holder: 1 }, after: { displacedBy: 2 } },
    ]);
  });

  it("refuses what is no stage, and archiving for a stage that is none of the active ones", async () => {
    const name = await modelWith("None");
    for (const stage of ["Prod", "latest", "@champion", "x".repeat(300)]) {
      const { error, message } = await refuse(name, 1, stage);
      expect(error).toBe("400 INVALID_PARAMETER_VALUE");
      expect(message).toMatch(
        /^Invalid Model Version stage: .*Value must be one of None, Staging, Production, Archived\.$/,
      );
    }
    for (const stage of ["None", "Archived"]) {
      const { error, message } = await refuse(name, 1, stage, { archive_existing_versions: true });
      expect([error, message]).toEqual([
        "400 INVALID_PARAMETER_VALUE",
        expect.stringContaining(`because '${stage}' is not an Active stage`),
      ]);
    }
    expect((await refuse(name, 1, "Staging", { archive_existing_versions: "maybe" })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    expect((await refuse(name, 1, "")).message).toContain("Missing value for required parameter 'stage'");
    expect(await stagesOf(name)).toEqual(["None"]);
  });

  it("refuses viewers and strangers, also where there would be nothing to do", async () => {
    const name = await modelWith("Staging");
    for (const who of [vera, eve])
      for (const stage of ["Staging", "Production"])
        expect(
          (await who.refused("POST", "model-versions/transition-stage", { name, version: "1", stage })).error,
        ).toBe("403 PERMISSION_DENIED");
    const denied = await entriesOf(world.admin, { actor: "eve", outcome: "DENIED" });
    expect(denied.at(-1)).toMatchObject({ action: "requestTransition", decision: { code: "FORBIDDEN" } });
  });

  it("has one Production after 16 versions were promoted at once, and every call was answered 200", {
    tags: "race",
  }, async () => {
    const name = await modelWith(...Array(16).fill("None"));
    const replies = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        mia.send("POST", "model-versions/transition-stage", { name, version: String(index + 1), stage: "Production" }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(16).fill(200));
    const stages = await stagesOf(name);
    expect(stages.filter((stage) => stage === "Production")).toHaveLength(1);
    expect(stages.filter((stage) => stage === "Archived")).toHaveLength(15);
  });
});

describe("with exclusive: false everywhere", () => {
  beforeAll(() => lifecycle([]));
  afterAll(async () => {
    for (const name of await shared()) await move(name, 1, "Production", { archive_existing_versions: true });
    await lifecycle(["Production"]);
  });
  const shared = async (): Promise<string[]> => {
    const { registered_models } = await mia.get("registered-models/search", {});
    const names: string[] = registered_models.map(({ name }: Answer) => name);
    const stages = await Promise.all(names.map(stagesOf));
    return names.filter((_, index) => (stages[index] ?? []).filter((stage) => stage === "Production").length > 1);
  };

  it("several versions hold Production; the newest is the latest", async () => {
    const name = await modelWith("Production", "Production", "Production");
    expect(await stagesOf(name)).toEqual(["Production", "Production", "Production"]);
    const latest = await mia.post("registered-models/get-latest-versions", { name, stages: ["Production"] });
    expect(latest.model_versions.map(({ version }: Answer) => version)).toEqual(["3"]);
  });

  it("archive_existing_versions moves the others and their timestamps, in one transaction with its entries", async () => {
    const name = await modelWith("Production", "Production", "Staging", "None");
    const before = await Promise.all([1, 2, 3].map((version) => get(name, version)));
    await clockTick();
    await move(name, 4, "Production", { archive_existing_versions: true });
    expect(await stagesOf(name)).toEqual(["Archived", "Archived", "Staging", "Production"]);
    const after = await Promise.all([1, 2, 3].map((version) => get(name, version)));
    expect(after.map((each, index) => each.last_updated_timestamp > before[index]?.last_updated_timestamp)).toEqual([
      true,
      true,
      false,
    ]);
    const entries = await entriesOf(world.admin, { subjectId: await idOf(name, 1) });
    expect(entries.slice(-2)).toMatchObject([
      { action: "applyTransition", after: { slot: "Production", holder: 4 }, decision: { archives: [1, 2] } },
      {
        action: "applyTransition",
        before: { slot: "Production", holder: 1 },
        after: { slot: "Archived", displacedBy: 4 },
      },
    ]);
  });

  it("archives the others also for a version that is in the stage already", async () => {
    const name = await modelWith("Staging", "Staging", "Production");
    await move(name, 2, "staging", { archive_existing_versions: true });
    expect(await stagesOf(name)).toEqual(["Archived", "Staging", "Production"]);
  });

  it("deletes a version or a model in Production, as upstream does", async () => {
    const name = await modelWith("Production", "Production");
    await mia.call("DELETE", "model-versions/delete", { name, version: "1" });
    await mia.call("DELETE", "registered-models/delete", { name });
  });
});

describe("with a lifecycle of its own", () => {
  afterEach(() => lifecycle(["Production"]));

  it("goes along its edges, and says what is allowed where there is none", async () => {
    const name = await modelWith("None", "Production");
    const edges = [
      ["None", "Staging"],
      ["Staging", "Review"],
      ["Review", "Production"],
      ["Review", "Archived"],
      ["Staging", "None"],
    ].map(([from, to]) => ({ from, to }));
    await lifecycle(["Production", "Review"], { further: ["Review"], edges });
    await move(name, 1, "staging");
    const { error, message } = await refuse(name, 1, "Production");
    expect(error).toBe("400 INVALID_PARAMETER_VALUE");
    expect(message).toContain("no edge from Staging to Production. From Staging a version may go to None, Review.");
    expect((await refuse(name, 2, "None")).message).toContain("From Production a version may go to no other stage.");
    await move(name, 1, "REVIEW");
    const latest = await mia.get("registered-models/get-latest-versions", { name, stages: ["review"] });
    expect(latest.model_versions).toMatchObject([{ version: "1", current_stage: "Review" }]);
    expect((await refuse(name, 1, "Prod")).message).toContain(
      "Value must be one of None, Staging, Production, Archived, Review.",
    );
    expect((await refuse(name, 1, "Review", { archive_existing_versions: true })).message).toContain(
      "not an Active stage",
    );
    await move(name, 1, "Production");
    expect(await stagesOf(name)).toEqual(["Production", "Archived"]);
    await lifecycle(["Production"], { further: ["Review"] });
    await move(name, 1, "None");
  });
});
