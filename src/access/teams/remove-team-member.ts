import { z } from "zod";
import { command } from "../../acts/command.js";
import { notFound } from "../../errors.js";
import { id } from "../../input.js";
import { memberRoles } from "../access.store.js";
import { lockKnownPrincipal, lockManagedTeam } from "../requirements.js";
import { changeMemberRoles } from "./change-member-roles.step.js";

/** Takes all of a member's roles in a team. The last owner cannot go. */
export const removeTeamMember = command(
  "removeTeamMember",
  { scope: "ADMIN", input: z.object({ teamId: id, principalId: id }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    const principal = await lockKnownPrincipal(tx, input.principalId);
    const held = await memberRoles(tx, team.id, principal.id);
    if (held.length === 0) throw notFound("member", ["input", "principalId"]);
    return changeMemberRoles(ctx, tx, team, principal, () => []);
  },
);
