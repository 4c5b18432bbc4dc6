import { z } from "zod";
import { command } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { lockOrganization } from "../access.store.js";
import { lockDispensable, requireAdmin } from "../requirements.js";
import { deactivatePrincipal } from "./deactivate-principal.step.js";

/** Ends a user's access. The last administrator, and the last owner of a team, cannot go. */
export const deactivateUser = command(
  "deactivateUser",
  { scope: "ADMIN", input: z.object({ principalId: id, reason: reason.nullish() }) },
  async (ctx, tx, input) => {
    await lockOrganization(tx);
    const user = await lockDispensable(tx, input.principalId, "USER", () => requireAdmin(ctx));
    return deactivatePrincipal(tx, user, input.reason);
  },
);
