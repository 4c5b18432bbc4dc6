import { In } from "typeorm";
import { type Tx, Unchanged } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { DomainError } from "../../errors.js";
import { groupRoles, isOwnedByGroupAlone, type LockedTeam } from "../access.store.js";
import { peopleBehind } from "../caller.js";
import type { TeamRole } from "../roles.js";
import { TeamGroupEntity } from "../teams/team.entity.js";

/** Makes the roles that a group gives in a team exactly these; a role that stays keeps those who gave it. */
export const changeGroupRoles = async (
  ctx: Ctx,
  tx: Tx,
  team: LockedTeam,
  group: string,
  roles: readonly TeamRole[],
): Promise<{ teamId: string } | Unchanged<{ teamId: string }>> => {
  const key = { teamId: team.id, groupName: group };
  const before = await groupRoles(tx, team.id, group);
  const after = [...roles].sort();
  const gone = before.filter((role) => !after.includes(role));
  const come = after.filter((role) => !before.includes(role));
  if (gone.length === 0 && come.length === 0) return new Unchanged({ teamId: team.id });
  if (gone.includes("OWNER") && (await isOwnedByGroupAlone(tx, team.id, group)))
    throw new DomainError(
      "LAST_OWNER",
      `The team "${team.slug}" has its owners by this group only; make another owner first.`,
    );
  if (gone.length > 0) await tx.manager.delete(TeamGroupEntity, { ...key, role: In(gone) });
  if (come.length > 0)
    await tx.manager.insert(
      TeamGroupEntity,
      come.map((role) => ({ ...key, role, grantedBy: peopleBehind(ctx) })),
    );
  tx.audit({ stream: team.id, label: team.slug, before: { group, roles: before }, after: { group, roles: after } });
  return { teamId: team.id };
};
