import { z } from "zod";
import { peopleBehind } from "../../access/caller.js";
import { command } from "../../acts/command.js";
import { newId, uuidOfId } from "../../db/ids.js";
import { id } from "../../input.js";
import { newAuthors, rememberAuthors } from "../authors.store.js";
import {
  findReadableExperiment,
  ownerLinks,
  requireExperimentRight,
  requireLiveExperiment,
} from "../experiments/experiment-rights.js";
import { randomName } from "../run-names.js";
import { loggedModelPairs, value } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";
import { storeLoggedModel, storeLoggedModelParams, storeLoggedModelTags } from "./logged-models.store.js";

const nameRule = "Invalid model name: a logged model's name is not empty and has none of / : . % \" '";

/** A logged model's name (mlflow/utils/validation.py, `_validate_logged_model_name`). */
const loggedModelName = value(limits.loggedModelName).refine((name) => name !== "" && !/[/:.%"'\p{Cc}]/u.test(name), {
  error: nameRule,
});

/** Announces a model that a run is about to upload: PENDING until it is finalized. */
export const createLoggedModel = command(
  "createLoggedModel",
  {
    scope: "WRITE",
    input: z.object({
      experimentId: id,
      name: loggedModelName.nullish(),
      modelType: value(limits.loggedModelName).nullish(),
      sourceRun: value(limits.key).nullish(),
      params: loggedModelPairs(limits.paramValue),
      tags: loggedModelPairs(limits.tagValue),
    }),
  },
  async (ctx, tx, input) => {
    const experiment = await findReadableExperiment(ctx, tx, input.experimentId);
    requireExperimentRight(ctx, experiment, "contribute");
    requireLiveExperiment(experiment);
    const loggedModelId = newId("lm");
    const uuid = uuidOfId(loggedModelId);
    const facts = {
      name: input.name || randomName(),
      modelType: input.modelType ?? "",
      sourceRun: input.sourceRun || null,
    };
    await storeLoggedModel(tx, {
      uuid,
      id: loggedModelId,
      experiment: experiment.number,
      by: ctx.principal.id,
      authors: peopleBehind(ctx),
      ...facts,
    });
    tx.afterCommit(() => rememberAuthors(ctx.db, newAuthors(ctx, [uuid])));
    await storeLoggedModelParams(tx, uuid, input.params);
    await storeLoggedModelTags(tx, uuid, input.tags);
    tx.audit({
      stream: loggedModelId,
      label: facts.name,
      subjects: [
        { id: experiment.id, role: "experiment", label: experiment.name },
        ...ownerLinks(experiment.ownerId, experiment.ownerSlug),
      ],
      after: { ...facts, experiment: experiment.number.toString() },
    });
    return { loggedModelId };
  },
);
