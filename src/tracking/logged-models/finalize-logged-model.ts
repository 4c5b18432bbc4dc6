import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { loggedModelStatuses } from "../statuses.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { lockLoggedModel, storeLoggedModelStatus } from "./logged-models.store.js";

/** Says that a logged model's upload has succeeded or failed. */
export const finalizeLoggedModel = command(
  "finalizeLoggedModel",
  { scope: "WRITE", input: z.object({ loggedModelId: id, status: z.enum(loggedModelStatuses) }) },
  async (ctx, tx, { loggedModelId, status }) => {
    const model = requireReadableLoggedModel(ctx, tx, await lockLoggedModel(tx, loggedModelId));
    requireTrackedRight(ctx, "LoggedModel", model, "contribute");
    const result = { loggedModelId: model.id };
    if (model.status === status) return new Unchanged(result);
    await storeLoggedModelStatus(tx, model.id, status);
    tx.audit({
      stream: model.id,
      label: model.name,
      subjects: trackedLinks(model),
      before: { status: model.status },
      after: { status },
    });
    return result;
  },
);
