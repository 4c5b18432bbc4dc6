import { DomainError, forbidden, notFound } from "../errors.js";
import { hasOtherAdmin, hasOtherOwner, lockOwnedTeams, lockPrincipal, lockTeam, organizationRolesOf, } from "./access.store.js";
/** Refuses whoever is no administrator. */
export const requireAdmin = (ctx) => {
    if (!ctx.access.ability.can("administer", { type: "Organization" }))
        throw forbidden("This needs the organisation role ADMIN; an administrator can give it.");
};
/** Whether the caller manages a team's members, service accounts and groups. */
export const managesTeam = (ctx, teamId) => ctx.access.ability.can("administer", { type: "Team", id: teamId });
const refuseTeam = ({ slug }) => forbidden(`This needs the role OWNER in the team "${slug}"; an owner of that team or an administrator can give it.`);
/** Locks a team that the caller manages. Every active principal may know that a team exists. */
export const lockManagedTeam = async (ctx, tx, id) => {
    const team = await lockTeam(tx, id);
    if (team === undefined)
        throw notFound("team", ["input", "teamId"]);
    tx.target({ id: team.id, role: "target", label: team.slug });
    if (!managesTeam(ctx, team.id))
        throw refuseTeam(team);
    return team;
};
/** Refuses whoever does not manage the team that owns a service account. */
export const requireManager = (ctx, account) => {
    if (account.teamId === null || !managesTeam(ctx, account.teamId))
        throw forbidden(`This needs the role OWNER in the team that owns "${account.handle}", or the organisation role ADMIN.`);
};
const nouns = { USER: "user", SERVICE_ACCOUNT: "service account", SYSTEM: "principal" };
/** Locks a principal; of one kind, if that is asked for. Every active principal may know that another exists. */
export const lockKnownPrincipal = async (tx, id, kind) => {
    const principal = await lockPrincipal(tx, id);
    if (principal === undefined || (kind !== undefined && principal.kind !== kind))
        throw notFound(kind === undefined ? "principal" : nouns[kind], ["input", "principalId"]);
    tx.target({ id: principal.id, role: "principal", label: principal.handle });
    return principal;
};
/** Refuses to give anything to somebody who has been deactivated. */
export const requireActive = ({ active, handle }) => {
    if (!active)
        throw new DomainError("CONFLICT", `"${handle}" is deactivated; reactivate the account first.`, {
            path: ["input", "principalId"],
        });
};
/** Refuses to leave a team, which has an owner now, without an active one. Call it with the team locked. */
export const keepAnOwner = async (tx, team, without) => {
    if (!without.active || (await hasOtherOwner(tx, team.id, without.id)))
        return;
    throw new DomainError("LAST_OWNER", `"${without.handle}" is the last owner of the team "${team.slug}"; make another owner first.`);
};
/** Refuses to leave the organisation without an active administrator. Call it with the organisation locked. */
export const keepAnAdmin = async (tx, without) => {
    if (!without.active || (await hasOtherAdmin(tx, without.id)))
        return;
    throw new DomainError("LAST_ADMIN", `"${without.handle}" is the last administrator; make another one first.`);
};
/**
 * Locks a principal that the caller may remove (`allow` throws if not) with the teams it owns, and refuses if it is the
 * last one of anything. The organisation is locked already. Teams come before principals; a team that was given in
 * between is locked afterwards, at worst a deadlock to retry.
 */
export const lockDispensable = async (tx, id, kind, allow) => {
    await lockOwnedTeams(tx, id);
    const principal = await lockKnownPrincipal(tx, id, kind);
    allow(principal);
    if (!principal.active)
        return principal;
    if ((await organizationRolesOf(tx, id)).includes("ADMIN"))
        await keepAnAdmin(tx, principal);
    for (const team of await lockOwnedTeams(tx, id))
        await keepAnOwner(tx, team, principal);
    return principal;
};
/** Users and service accounts share their handles, so that a handle in a filter means one principal. */
export const handleTaken = (taken) => new DomainError("NAME_TAKEN", `The handle "${taken}" is taken; handles of deactivated accounts stay theirs.`, {
    path: ["input", "handle"],
});
/** An identity stands for one user. */
export const identityTaken = () => new DomainError("IDENTITY_TAKEN", "This issuer's subject is linked to another user; it is freed when that user is deactivated.", {
    path: ["input", "identity"],
});
//# sourceMappingURL=requirements.js.map