import { z } from "zod";
import { command } from "../../acts/command.js";
import { newId } from "../../db/ids.js";
import { displayName, handle, id } from "../../input.js";
import { insertIfFree, type LockedPrincipal } from "../access.store.js";
import { optionalTeamRoles } from "../access-input.js";
import { handleTaken, lockManagedTeam } from "../requirements.js";
import { changeMemberRoles } from "../teams/change-member-roles.step.js";
import { made } from "./made-principal.js";
import { PrincipalEntity } from "./principal.entity.js";

/** Makes an account for a program, owned by a team; with roles there, if they are named. It never signs. */
export const createServiceAccount = command(
  "createServiceAccount",
  { scope: "ADMIN", input: z.object({ teamId: id, handle, displayName, roles: optionalTeamRoles }) },
  async (ctx, tx, input) => {
    const team = await lockManagedTeam(ctx, tx, input.teamId);
    const account: LockedPrincipal = {
      id: newId("sa"),
      kind: "SERVICE_ACCOUNT",
      handle: input.handle,
      teamId: team.id,
      active: true,
    };
    const { active, ...rest } = account;
    const row = { ...rest, displayName: input.displayName };
    if (!(await insertIfFree(tx, PrincipalEntity, row))) throw handleTaken(input.handle);
    tx.audit({
      stream: account.id,
      label: account.handle,
      subjects: [{ id: team.id, role: "team", label: team.slug }],
      after: { ...made(row), team: team.slug },
    });
    await changeMemberRoles(ctx, tx, team, account, () => input.roles);
    return { principalId: account.id };
  },
);
