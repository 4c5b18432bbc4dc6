import { In } from "typeorm";
import { Unchanged } from "../acts/command.js";
import { memberRoles } from "./access.store.js";
import { peopleBehind } from "./caller.js";
import { keepAnOwner } from "./requirements.js";
import { TeamMemberEntity } from "./team.entity.js";
/**
 * Makes a principal's roles in a team what `change` says; a role that stays keeps those who gave it. Call it with the
 * team locked.
 */
export const changeMemberRoles = async (ctx, tx, team, principal, change) => {
    const key = { teamId: team.id, principalId: principal.id };
    const before = await memberRoles(tx, team.id, principal.id);
    const after = [...change(before)].sort();
    const gone = before.filter((role) => !after.includes(role));
    const come = after.filter((role) => !before.includes(role));
    if (gone.length === 0 && come.length === 0)
        return new Unchanged(key);
    if (gone.includes("OWNER"))
        await keepAnOwner(tx, team, principal);
    if (gone.length > 0)
        await tx.manager.delete(TeamMemberEntity, { ...key, role: In(gone) });
    if (come.length > 0)
        await tx.manager.insert(TeamMemberEntity, come.map((role) => ({ ...key, role, grantedBy: peopleBehind(ctx) })));
    tx.audit({
        stream: team.id,
        label: team.slug,
        subjects: [{ id: principal.id, role: "principal", label: principal.handle }],
        before: { member: principal.handle, roles: before },
        after: { member: principal.handle, roles: after },
    });
    return key;
};
//# sourceMappingURL=change-member-roles.step.js.map