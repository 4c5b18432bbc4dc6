import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { DomainError, notFound } from "../../errors.js";
import { id } from "../../input.js";
import { isOverseer } from "../access.queries.js";
import { requireAdmin } from "../requirements.js";
import { lockInvitation, markInvitationRevoked } from "./invitations.store.js";
/** Takes an invitation back that nobody has redeemed. Scope: ADMIN; right: the organisation role ADMIN. */
export const revokeInvitation = command("revokeInvitation", { scope: "ADMIN", input: z.object({ invitationId: id }) }, async (ctx, tx, { invitationId }) => {
    const invitation = isOverseer(ctx) ? await lockInvitation(tx, invitationId) : undefined;
    if (invitation === undefined)
        throw notFound("invitation", ["input", "invitationId"]);
    tx.target({ id: invitation.id, role: "target" });
    requireAdmin(ctx);
    if (invitation.revoked)
        return new Unchanged({ invitationId });
    if (invitation.redeemed)
        throw new DomainError("CONFLICT", "The invitation was redeemed: revoke the token that was made by it.", {
            path: ["input", "invitationId"],
        });
    await markInvitationRevoked(tx, invitation.id);
    tx.audit({
        stream: invitation.principalId,
        label: invitation.handle,
        subjects: [
            { id: invitation.id, role: "subject" },
            { id: invitation.createdBy, role: "principal", label: invitation.createdByHandle },
        ],
        before: { invitation: invitation.id, revoked: false },
        after: { invitation: invitation.id, revoked: true },
    });
    return { invitationId };
});
//# sourceMappingURL=revoke-invitation.js.map