import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id, reason } from "../../input.js";
import { lockKnownPrincipal, requireAdmin } from "../requirements.js";
import { storeReactivation } from "./principals.store.js";

/** Lets a deactivated user in again, with the roles, unexpired tokens and identities they still have. */
export const reactivateUser = command(
  "reactivateUser",
  { scope: "ADMIN", input: z.object({ principalId: id, reason: reason.nullish() }) },
  async (ctx, tx, input) => {
    const user = await lockKnownPrincipal(tx, input.principalId, "USER");
    requireAdmin(ctx);
    if (user.active) return new Unchanged({ principalId: user.id });
    await storeReactivation(tx, user.id);
    tx.audit({
      stream: user.id,
      label: user.handle,
      before: { active: false },
      after: { active: true },
      reason: input.reason,
    });
    return { principalId: user.id };
  },
);
