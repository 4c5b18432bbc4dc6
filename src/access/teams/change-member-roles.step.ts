import { In } from "typeorm";
import { type Tx, Unchanged } from "../../acts/command.js";
import { nameOf } from "../../audit/personal.js";
import type { Ctx } from "../../context.js";
import { type LockedPrincipal, type LockedTeam, memberRoles } from "../access.store.js";
import { peopleBehind } from "../caller.js";
import { keepAnOwner } from "../requirements.js";
import type { TeamRole } from "../roles.js";
import { TeamMemberEntity } from "./team.entity.js";

/** Names a membership: its team and its principal. */
export interface MembershipKey {
  readonly teamId: string;
  readonly principalId: string;
}

/** What the change does to the roles held so far. */
type Change = (held: readonly TeamRole[]) => readonly TeamRole[];

/**
 * Makes a principal's roles in a team what `change` says; a role that stays keeps those who gave it. Call it with the
 * team locked.
 */
export const changeMemberRoles = async (
  ctx: Ctx,
  tx: Tx,
  team: LockedTeam,
  principal: LockedPrincipal,
  change: Change,
): Promise<MembershipKey | Unchanged<MembershipKey>> => {
  const key = { teamId: team.id, principalId: principal.id };
  const before = await memberRoles(tx, team.id, principal.id);
  const after = [...change(before)].sort();
  const gone = before.filter((role) => !after.includes(role));
  const come = after.filter((role) => !before.includes(role));
  if (gone.length === 0 && come.length === 0) return new Unchanged(key);
  if (gone.includes("OWNER")) await keepAnOwner(tx, team, principal);
  if (gone.length > 0) await tx.manager.delete(TeamMemberEntity, { ...key, role: In(gone) });
  if (come.length > 0)
    await tx.manager.insert(
      TeamMemberEntity,
      come.map((role) => ({ ...key, role, grantedBy: peopleBehind(ctx) })),
    );
  const member = nameOf(principal.id, principal.handle);
  tx.audit({
    stream: team.id,
    label: team.slug,
    subjects: [{ id: principal.id, role: "principal", label: principal.handle }],
    before: { member, roles: before },
    after: { member, roles: after },
  });
  return key;
};
