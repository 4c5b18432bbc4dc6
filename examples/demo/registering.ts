import type { Client } from "./client.js";
import * as operations from "./operations.js";
import type { People } from "./people.js";
import { chapter, check, done, fact, prefix, refused } from "./screen.js";
import type { TrainedModel } from "./training.js";

/** A version as the registry answered it, with the model behind it. */
export interface Registered {
  readonly id: string;
  readonly modelId: string;
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly model: TrainedModel;
}

/** Makes a registered model in a team. */
const registerModel = async (author: Client, input: Readonly<Record<string, unknown>>): Promise<string> => {
  type Made = { createRegisteredModel: { registeredModel: { id: string } } };
  return (await author.ask<Made>(operations.createRegisteredModel, { input })).createRegisteredModel.registeredModel.id;
};

const keyed = <Value>(record: Readonly<Record<string, Value>>): { key: string; value: Value }[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));

/** Registers a trained model as the next version, with its file's digest in the manifest. */
export const registerVersion = async (
  author: Client,
  modelId: string,
  name: string,
  model: TrainedModel,
): Promise<Registered> => {
  type Made = { createModelVersion: { modelVersion: { id: string; version: number; digest: string } } };
  const input = {
    registeredModelId: modelId,
    source: model.source,
    params: keyed(model.params),
    metrics: keyed(model.metrics),
    datasets: [{ name: model.data.name, digest: `sha256:${model.data.sha256}`, source: model.data.origin }],
    artifacts: [model.file],
    description: model.title,
    idempotencyKey: `demo-${model.file.sha256}`,
  };
  const create = async () =>
    (await author.ask<Made>(operations.createModelVersion, { input })).createModelVersion.modelVersion;
  const made = await create();
  done(author.handle, `registered ${name}/${made.version} (${model.title}), digest ${prefix(made.digest)}…`);
  if (name === "churn" && made.version === 1) {
    const again = await create();
    check("a repeated call with the same idempotency key made no second version", again.id === made.id, {
      made,
      again,
    });
  }
  return { ...made, modelId, name, model };
};

/** Both teams register: one for everybody to see, one for itself. */
export const registerModels = async (
  people: People,
  { weak, strong, forecast }: { weak: TrainedModel; strong: TrainedModel; forecast: TrainedModel },
): Promise<{ weak: Registered; strong: Registered; forecast: Registered }> => {
  const { admin, scientist, forecaster, teams } = people;
  chapter("Each team registers its model, with the digests of its files");
  const churn = await registerModel(scientist, {
    name: "churn",
    teamId: teams["customer-analytics"],
    description: `Story name; really ${weak.data.name}.`,
  });
  done(scientist.handle, 'registered the model "churn" of customer-analytics; everybody may read it');
  await admin.ask(operations.setOwnershipTag, {
    input: { registeredModelId: churn, key: "VALIDATOR", teamId: teams["model-risk"] },
  });
  done("admin", "named model-risk the VALIDATOR of churn");
  const registered = {
    weak: await registerVersion(scientist, churn, "churn", weak),
    strong: await registerVersion(scientist, churn, "churn", strong),
  };
  const demand = await registerModel(forecaster, {
    name: "demand-forecast",
    teamId: teams["supply-planning"],
    visibility: "TEAM",
    description: `Story name; really ${forecast.data.name}.`,
  });
  done(forecaster.handle, 'registered the model "demand-forecast" of supply-planning; only that team may read it');
  const version = await registerVersion(forecaster, demand, "demand-forecast", forecast);
  await keepApart(people, version, registered.strong);
  return { ...registered, forecast: version };
};

/** What one team may not do with the other's model. */
const keepApart = async ({ scientist, forecaster }: People, forecast: Registered, churn: Registered): Promise<void> => {
  const seen = await scientist.ask<{ registeredModel: unknown }>(operations.readModel, { name: forecast.name });
  check(`to ${scientist.handle} demand-forecast does not exist`, seen.registeredModel === null, seen);
  const hidden = { modelVersionId: forecast.id, to: "Staging", reason: "Not mine" };
  const absent = await scientist.expectRefusal(operations.requestTransition, { input: hidden }, "NOT_FOUND");
  refused(scientist.handle, "asks to move demand-forecast/1, by its id", absent);
  const foreign = { modelVersionId: churn.id, to: "Production", reason: "Not mine" };
  const forbidden = await forecaster.expectRefusal(operations.requestTransition, { input: foreign }, "FORBIDDEN");
  refused(forecaster.handle, `asks for Production for churn/${churn.version}`, forbidden);
  type Moved = { requestTransition: { transitionRequest: { state: string } } };
  const input = { modelVersionId: forecast.id, to: "Staging", reason: "No policy guards Staging" };
  const { requestTransition } = await forecaster.ask<Moved>(operations.requestTransition, { input });
  fact("Staging", "no policy guards it: its maintainer moves demand-forecast/1 there at once");
  check(
    "demand-forecast/1 entered Staging without a signature",
    requestTransition.transitionRequest.state === "APPLIED",
    requestTransition,
  );
};
