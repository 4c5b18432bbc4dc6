import { z } from "zod";
import { command } from "../../acts/command.js";
import { id } from "../../input.js";
import { groupName, teamRoleSet } from "../access-input.js";
import { lockManagedTeam } from "../requirements.js";
import { changeGroupRoles } from "./change-group-roles.step.js";

/** Gives roles in a team to whoever shows a group of the identity provider; called again, exactly the new ones. */
export const linkTeamGroup = command(
  "linkTeamGroup",
  { scope: "ADMIN", input: z.object({ teamId: id, group: groupName, roles: teamRoleSet }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    return changeGroupRoles(ctx, tx, team, input.group, input.roles);
  },
);
