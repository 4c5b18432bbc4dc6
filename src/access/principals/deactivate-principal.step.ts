import { type Tx, Unchanged } from "../../acts/command.js";
import type { LockedPrincipal } from "../access.store.js";
import { endInvitationsOf } from "../invitations/invitations.store.js";
import { storeDeactivation } from "./principals.store.js";

/**
 * Ends a principal's rights at once, tokens and identities included, and every open invitation that it got or made.
 * What it did stays its doing; nothing is deleted.
 * Call it with the principal locked and found dispensable.
 */
export const deactivatePrincipal = async (
  tx: Tx,
  principal: LockedPrincipal,
  reason: string | null | undefined,
): Promise<{ principalId: string } | Unchanged<{ principalId: string }>> => {
  if (!principal.active) return new Unchanged({ principalId: principal.id });
  await storeDeactivation(tx, principal.id);
  const invitations = await endInvitationsOf(tx, principal.id);
  tx.audit({
    stream: principal.id,
    label: principal.handle,
    subjects: [
      ...(principal.teamId === null ? [] : [{ id: principal.teamId, role: "team" } as const]),
      ...invitations.map((id) => ({ id, role: "subject" }) as const),
    ],
    before: { active: true },
    after: { active: false, ...(invitations.length > 0 && { endedInvitations: invitations }) },
    reason,
  });
  return { principalId: principal.id };
};
