import { z } from "zod";
import { command } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { memberRoles } from "../access.store.js";
import { teamRoleSet } from "../access-input.js";
import { lockKnownPrincipal, lockManagedTeam } from "../requirements.js";
import { changeMemberRoles } from "./change-member-roles.step.js";

/** Makes a member's roles exactly these. The last owner cannot stop being one. */
export const changeTeamMemberRoles = command(
  "changeTeamMemberRoles",
  { scope: "ADMIN", input: z.object({ teamId: id, principalId: id, roles: teamRoleSet }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    const principal = await lockKnownPrincipal(tx, input.principalId);
    const held = await memberRoles(tx, team.id, principal.id);
    if (held.length === 0) throw notFound("member", ["input", "principalId"]);
    return changeMemberRoles(ctx, tx, team, principal, () => input.roles);
  },
);
