import { z } from "zod";
import { command } from "../../acts/command.js";
import { id } from "../../input.js";
import { teamRoleSet } from "../access-input.js";
import { lockKnownPrincipal, lockManagedTeam, requireActive } from "../requirements.js";
import { changeMemberRoles } from "./change-member-roles.step.js";

/** Gives a principal roles in a team, beside those it holds there. */
export const addTeamMember = command(
  "addTeamMember",
  { scope: "ADMIN", input: z.object({ teamId: id, principalId: id, roles: teamRoleSet }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    const principal = await lockKnownPrincipal(tx, input.principalId);
    requireActive(principal);
    return changeMemberRoles(ctx, tx, team, principal, (held) => [...new Set([...held, ...input.roles])]);
  },
);
