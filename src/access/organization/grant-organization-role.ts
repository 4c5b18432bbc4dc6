import { z } from "zod";
import { command, Unchanged } from "../../acts/command.js";
import { id } from "../../input.js";
import { insertIfFree, lockOrganization, organizationRolesOf } from "../access.store.js";
import { organizationRole } from "../access-input.js";
import { peopleBehind } from "../caller.js";
import { OrganizationRoleEntity } from "../principals/principal.entity.js";
import { lockKnownPrincipal, requireActive, requireAdmin } from "../requirements.js";

/** Gives a principal a role over the whole organisation. */
export const grantOrganizationRole = command(
  "grantOrganizationRole",
  { scope: "ADMIN", input: z.object({ principalId: id, role: organizationRole }) },
  async (ctx, tx, { principalId, role }) => {
    await lockOrganization(tx);
    const principal = await lockKnownPrincipal(tx, principalId);
    requireAdmin(ctx);
    requireActive(principal);
    const before = await organizationRolesOf(tx, principalId);
    const row = { principalId, role, grantedBy: peopleBehind(ctx) };
    if (!(await insertIfFree(tx, OrganizationRoleEntity, row))) return new Unchanged({ principalId });
    tx.audit({
      stream: principalId,
      label: principal.handle,
      before: { organizationRoles: before },
      after: { organizationRoles: [...before, role].sort() },
    });
    return { principalId };
  },
);
