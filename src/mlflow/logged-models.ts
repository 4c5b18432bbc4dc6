import type { Ctx } from "../context.js";
import { idOfHex } from "../db/ids.js";
import { type LoggedModelRead, loggedModelsById } from "../tracking/logged-models/logged-models.queries.js";
import { foundOr } from "./wire/absent.js";
import { cutShort } from "./wire/message.js";

/** MLflow's words for a logged model that is not there. */
export const absentLoggedModel = (modelId: string): string => `Logged model with ID '${cutShort(modelId)}' not found.`;

/** `m-` and 32 hexadecimal digits → the logged model's id here; what cannot be one is nobody's. */
export const loggedModelIdOf = (modelId: string): string =>
  modelId.startsWith("m-") ? idOfHex("lm", modelId.slice(2)) : "";

/** The logged model of MLflow's id, if the caller reads it and it is not deleted, or deleted ones are wanted. */
export const findLoggedModel = async (ctx: Ctx, modelId: string, deleted = false): Promise<LoggedModelRead> => {
  const [model] = await loggedModelsById(ctx.db.reader, ctx.access.ability, [loggedModelIdOf(modelId)]);
  return foundOr(absentLoggedModel(modelId), model?.deletedAt === null || deleted ? model : undefined);
};
