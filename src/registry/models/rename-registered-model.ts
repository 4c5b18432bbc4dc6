import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { violates } from "../../db/faults.js";
import { id, modelName } from "../../input.js";
import { isNameTaken, nameTaken, storeModelName } from "../models.store.js";
import { lockReadableModel, ownerLink, requireRight } from "../rights.js";

/** Gives a model another name; ids, grants and history stay. */
export const renameRegisteredModel = command(
  "renameRegisteredModel",
  { scope: "WRITE", input: z.object({ registeredModelId: id, name: modelName }) },
  async (ctx, tx, input) => {
    const model = await lockReadableModel(ctx, tx, input.registeredModelId);
    requireRight(ctx, model, "maintain");
    const result = { registeredModelId: model.id };
    if (input.name === model.name) return new Unchanged(result);
    if (await isNameTaken(tx, input.name)) throw nameTaken(input.name);
    try {
      await storeModelName(tx, model.id, input.name);
    } catch (error) {
      throw violates(error, "registered_model_name") ? nameTaken(input.name) : error;
    }
    tx.audit({
      stream: model.id,
      label: input.name,
      subjects: [ownerLink(model)],
      before: { name: model.name },
      after: { name: input.name },
    });
    return result;
  },
);
