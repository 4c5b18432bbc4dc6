import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { lockOrganization, organizationRolesOf } from "../access.store.js";
import { organizationRole } from "../access-input.js";
import { endInvitationsBy } from "../invitations/invitations.store.js";
import { OrganizationRoleEntity } from "../principals/principal.entity.js";
import { keepAnAdmin, lockKnownPrincipal, requireAdmin } from "../requirements.js";

/**
 * Takes a role over the whole organisation. The last administrator cannot go. Who is none any more vouches for nobody: the
 * open invitations end that they, or tokens which they minted, made.
 */
export const revokeOrganizationRole = command(
  "revokeOrganizationRole",
  { scope: "ADMIN", input: z.object({ principalId: id, role: organizationRole }) },
  async (ctx, tx, { principalId, role }) => {
    await lockOrganization(tx);
    const principal = await lockKnownPrincipal(tx, principalId);
    requireAdmin(ctx);
    const before = await organizationRolesOf(tx, principalId);
    if (!before.includes(role)) return new Unchanged({ principalId });
    if (role === "ADMIN") await keepAnAdmin(tx, principal);
    await tx.manager.delete(OrganizationRoleEntity, { principalId, role });
    const ended = role === "ADMIN" ? await endInvitationsBy(tx, principalId) : [];
    tx.audit({
      stream: principalId,
      label: principal.handle,
      subjects: ended.map((invitation) => ({ id: invitation, role: "subject" })),
      before: { organizationRoles: before },
      after: {
        organizationRoles: before.filter((held) => held !== role),
        ...(ended.length > 0 && { endedInvitations: ended }),
      },
    });
    return { principalId };
  },
);
