import { z } from "zod";
import { command } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { lockOrganization } from "../access.store.js";
import { lockDispensable, requireManager } from "../requirements.js";
import { deactivatePrincipal } from "./deactivate-principal.step.js";

/** Ends a service account's access, for good. */
export const deactivateServiceAccount = command(
  "deactivateServiceAccount",
  { scope: "ADMIN", input: z.object({ principalId: id, reason: reason.nullish() }) },
  async (ctx, tx, input) => {
    await lockOrganization(tx);
    const account = await lockDispensable(tx, input.principalId, "SERVICE_ACCOUNT", (found) =>
      requireManager(ctx, found),
    );
    return deactivatePrincipal(tx, account, input.reason);
  },
);
