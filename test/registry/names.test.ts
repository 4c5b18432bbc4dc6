import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request, resolves } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** Names are stored in NFC; whoever asks by one may write it in either form, at every door. */

const composed = "Café Ångström";
const forms = [composed, composed.normalize("NFD")];
const aliases = forms.map((form) => form.replace(" ", "-"));
const [alias = ""] = aliases;

let world: World;
let mia: Actor;
let wire: Mlflow;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { risk: ["MAINTAINER", "OWNER"] });
  wire = new Mlflow(mia);
  await wire.experiment(composed);
  const model = await registerModel(mia, world.teamId("risk"), composed);
  const version = await addVersion(mia, model);
  await mia.do("setAlias", { modelVersionId: version, alias });
  await mia.do("createApprovalPolicy", {
    ...{ name: "guard", scope: { registeredModelId: model }, slots: [`@${alias}`] },
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  await request(mia, await addVersion(mia, model), `@${alias}`);
  for (const other of ["Cafe Angstrom", "CAFÉ"]) {
    await wire.experiment(other);
    await wire.post("registered-models/create", { name: other });
  }
});
afterAll(() => world?.close());

const names = (list: Answer[] = []): string[] => list.map(({ name }) => name).sort();
const nodes = (answer: Answer): Answer[] => answer.edges.map(({ node }: Answer) => node);

describe.each(
  forms.map((form, index) => ({ as: index === 0 ? "composed" : "decomposed", form, alias: aliases[index]! })),
)("a name written $as", ({ form, alias: slot }) => {
  const quoted = form;

  it.each([
    [`name = '${quoted}'`, [composed]],
    [`name IN ('${quoted}', 'nobody')`, [composed]],
    [`name LIKE '%${quoted.slice(0, -1)}%'`, [composed]],
    [`name ILIKE '${quoted.toUpperCase()}'`, [composed]],
    [`name LIKE '${form.slice(0, form.indexOf(" "))}%'`, [composed]],
    [`name != '${quoted}' AND name LIKE 'C%'`, ["CAFÉ", "Cafe Angstrom"]],
    [`name NOT IN ('${quoted}') AND name LIKE 'C%'`, ["CAFÉ", "Cafe Angstrom"]],
  ])("is found by MLflow's filter %s", async (filter, found) => {
    const { experiments } = await wire.post("experiments/search", { max_results: 10, filter });
    if (!filter.includes("NOT IN") && !filter.includes(" IN ")) {
      const { registered_models } = await wire.get("registered-models/search", { filter });
      expect(names(registered_models), "models").toEqual(found);
    }
    expect(names(experiments), "experiments").toEqual(found);
  });

  it.each([
    [`alias = '${slot}'`, ["1"]],
    [`alias IN ('${slot}', 'nobody')`, ["1"]],
    [`alias LIKE '${slot.slice(0, -1)}%'`, ["1"]],
    [`alias != '${slot}'`, []],
    [`name = '${form}' AND alias = '${slot}'`, ["1"]],
  ])("is found by MLflow's filter of versions %s", async (filter, found) => {
    const { model_versions = [] } = await wire.get("model-versions/search", { filter });
    expect(model_versions.map(({ version }: Answer) => version)).toEqual(found);
  });

  it("is found by MLflow's calls that take a name or an alias", async () => {
    const name = form;
    expect((await wire.get("experiments/get-by-name", { experiment_name: name })).experiment.name).toBe(composed);
    expect((await wire.get("registered-models/get", { name })).registered_model.name).toBe(composed);
    const { model_versions } = await wire.get("model-versions/search", { filter: `name = '${name}'` });
    expect(model_versions).toHaveLength(2);
    for (const [call, more] of [
      ["model-versions/get", { version: "1" }],
      ["registered-models/alias", { alias: slot }],
    ] as const)
      expect((await wire.get(call, { name, ...more })).model_version).toMatchObject({ name: composed, version: "1" });
    expect((await wire.get("registered-models/get-latest-versions", { name })).model_versions).toHaveLength(1);
    await wire.get("model-versions/get-download-uri", { name, version: "1" });
    await wire.post("registered-models/set-tag", { name, key: "k", value: "v" });
    expect((await wire.refused("POST", "registered-models/create", { name })).error).toContain("ALREADY_EXISTS");
    expect((await wire.refused("POST", "experiments/create", { name })).error).toContain("ALREADY_EXISTS");
    expect(await resolves(mia, `models:/${name}@${slot}`)).toBe(1);
    expect(await resolves(mia, `models:/${name}/1`)).toBe(1);
  });

  it.each(["EQUAL", "LIKE", "ILIKE"])("is found by GraphQL's filter of experiments, %s", async (operator) => {
    const { experiments } = await mia.ask(
      "query ($name: TextCondition!) { experiments(filter: { name: $name }) { edges { node { name } } } }",
      { name: { operator, value: form } },
    );
    expect(names(nodes(experiments))).toEqual([composed]);
  });

  it("is found by GraphQL's other fields and filters", async () => {
    const answer = await mia.ask<Answer>(
      `query ($name: String!, $alias: String!, $slot: String!, $uri: String!) {
          registeredModel(name: $name) { name slotHistory(slot: $slot) { edges { node { version } } } }
          modelVersion(name: $name, version: 1) { version viewerCanRequestTransition(to: $slot) }
          registeredModels(filter: { nameContains: $name }) { edges { node { name } } }
          byModel: modelVersions(filter: { model: $name }) { edges { node { version } } }
          byAlias: modelVersions(filter: { alias: $alias }) { edges { node { version } } }
          byPolicyModel: approvalPolicies(filter: { model: $name }) { edges { node { name } } }
          byPolicySlot: approvalPolicies(filter: { slot: $slot }) { edges { node { name } } }
          byRequestModel: transitionRequests(filter: { model: $name }) { edges { node { to } } }
          byRequestSlot: transitionRequests(filter: { to: $slot }) { edges { node { to } } }
          resolve(uri: $uri) { version }
        }`,
      { name: form, alias: slot, slot: `@${slot}`, uri: `models:/${form}@${slot}` },
    );
    expect(answer.registeredModel.name).toBe(composed);
    expect(nodes(answer.registeredModel.slotHistory)).toHaveLength(1);
    expect(answer.modelVersion).toEqual({ version: 1, viewerCanRequestTransition: true });
    expect(names(nodes(answer.registeredModels))).toEqual([composed]);
    expect(nodes(answer.byModel)).toHaveLength(2);
    expect(nodes(answer.byAlias)).toEqual([{ version: 1 }]);
    for (const list of [answer.byPolicyModel, answer.byPolicySlot]) expect(nodes(list)).toEqual([{ name: "guard" }]);
    for (const list of [answer.byRequestModel, answer.byRequestSlot])
      expect(nodes(list)).toEqual([{ to: `@${alias}` }]);
    expect(answer.resolve).toEqual({ version: 1 });
  });

  it("names one alias, which is moved and removed by either form", async () => {
    const model = `model ${slot.length}`;
    await wire.post("registered-models/create", { name: model });
    for (let count = 0; count < 2; count++)
      await wire.post("model-versions/create", { name: model, source: "s3://b/m" });
    for (const [at, written] of [...aliases, slot].entries())
      await wire.post("registered-models/alias", { name: model, alias: written, version: String((at % 2) + 1) });
    const { registered_model } = await wire.get("registered-models/get", { name: model });
    expect(registered_model.aliases).toEqual([{ alias, version: "1" }]);
    await wire.call("DELETE", "registered-models/alias", { name: model, alias: slot });
    expect((await wire.get("registered-models/get", { name: model })).registered_model).not.toHaveProperty("aliases");
  });
});
