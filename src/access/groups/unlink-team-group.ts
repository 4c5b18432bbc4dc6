import { z } from "zod";
import { command } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { groupRoles } from "../access.store.js";
import { groupName } from "../access-input.js";
import { lockManagedTeam } from "../requirements.js";
import { changeGroupRoles } from "./change-group-roles.step.js";

/** Takes the roles in a team from whoever held them by a group. */
export const unlinkTeamGroup = command(
  "unlinkTeamGroup",
  { scope: "ADMIN", input: z.object({ teamId: id, group: groupName }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    if ((await groupRoles(tx, team.id, input.group)).length === 0) throw notFound("linked group", ["input", "group"]);
    return changeGroupRoles(ctx, tx, team, input.group, []);
  },
);
