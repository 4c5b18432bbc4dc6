import type { Client } from "./client.js";
import * as operations from "./operations.js";
import type { People } from "./people.js";
import { chapter, check, done, fact, prefix, refused } from "./screen.js";
import type { ModelFile, TrainedModel, Workbench } from "./workbench.js";

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

/** Logs a run of a trained model and registers it; the registry freezes what the run recorded, with its files' digests. */
export const registerVersion = async (
  { logAndRegister }: Workbench,
  author: Client,
  modelId: string,
  name: string,
  model: TrainedModel,
): Promise<Registered> => {
  const number = await logAndRegister(author, name, model);
  type Frozen = { id: string; version: number; digest: string; artifacts: readonly ModelFile[] };
  const read = await author.ask<{ modelVersion: Frozen }>(operations.readVersion, { name, version: number });
  const { artifacts, ...made } = read.modelVersion;
  done(author.handle, `logged a run and registered ${name}/${made.version} (${model.title}), ${prefix(made.digest)}…`);
  const same = JSON.stringify(artifacts) === JSON.stringify(model.files);
  check(`its record names ${count(artifacts)} with the SHA-256 they had on disk`, same, { artifacts, model });
  return { ...made, modelId, name, model };
};

const count = ({ length }: readonly unknown[]): string => (length === 1 ? "1 file" : `${length} files`);

/** Both teams register: one for everybody to see, one for itself. */
export const registerModels = async (
  workbench: Workbench,
  people: People,
  { weak, strong, forecast }: { weak: TrainedModel; strong: TrainedModel; forecast: TrainedModel },
): Promise<{ weak: Registered; strong: Registered; forecast: Registered }> => {
  const { admin, scientist, forecaster, teams } = people;
  chapter("Each team logs its runs and registers its model");
  fact("with", workbench.tools);
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
    weak: await registerVersion(workbench, scientist, churn, "churn", weak),
    strong: await registerVersion(workbench, scientist, churn, "churn", strong),
  };
  const demand = await registerModel(forecaster, {
    name: "demand-forecast",
    teamId: teams["supply-planning"],
    visibility: "TEAM",
    description: `Story name; really ${forecast.data.name}.`,
  });
  done(forecaster.handle, 'registered the model "demand-forecast" of supply-planning; only that team may read it');
  const version = await registerVersion(workbench, forecaster, demand, "demand-forecast", forecast);
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
