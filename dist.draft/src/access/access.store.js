import { sql } from "../db/sql.js";
/** Inserts a row; false if a unique key holds it back. */
export const insertIfFree = async (tx, entity, row) => {
    const insert = tx.manager.createQueryBuilder().insert().into(entity).values(row);
    const { raw } = await insert.orIgnore().updateEntity(false).returning("true as inserted").execute();
    return raw.length > 0;
};
const lockWord = sql("access.lock_word", "select pg_advisory_xact_lock(hashtextextended('countersign ' || $1, 0))");
/** One transaction at a time goes on from here under the same word. */
export const takeTurn = async (tx, word) => {
    await tx.rows(lockWord, [word]);
};
/** The word under which whatever links an identity takes its turn. */
export const identityWord = ({ issuer, subject }) => `identity ${issuer} ${subject}`;
/** Held by whatever could take away the organisation's last administrator; taken before any team and principal. */
export const lockOrganization = (tx) => takeTurn(tx, "organization roles");
const lockOneTeam = sql("access.lock_team", "select id, slug from team where id = $1 for no key update");
/** Held by whatever changes a team's members; models and their versions do not wait for it. */
export const lockTeam = (tx, id) => tx.row(lockOneTeam, [id]);
const team = sql("access.team", "select id, slug from team where id = $1");
/** The team, which is never removed; undefined when there is none. */
export const readTeam = async (tx, id) => tx.row(team, [id]);
const lockPrincipalRow = sql("access.lock_principal", `select id, kind, handle, team_id as "teamId", deactivated_at is null as active
   from principal where id = $1 and kind <> 'SYSTEM' for no key update`);
/** Nobody can log in as the service itself: its principal is not found here. */
export const lockPrincipal = (tx, id) => tx.row(lockPrincipalRow, [id]);
const lockTeamsOwned = sql("access.lock_owned_teams", `select t.id, t.slug from team t
   where t.id in (select m.team_id from team_member m where m.principal_id = $1 and m.role = 'OWNER')
   order by t.id for no key update`);
/** Locks the teams that a principal owns, in the order of their ids. */
export const lockOwnedTeams = (tx, principalId) => tx.rows(lockTeamsOwned, [principalId]);
const otherOwner = sql("access.other_owner", `select exists (select from team_member m join principal p on p.id = m.principal_id
     where m.team_id = $1 and m.role = 'OWNER' and p.deactivated_at is null and p.id <> $2) as yes`);
/** Whether somebody active besides this principal owns the team. Call it with the team locked. */
export const hasOtherOwner = async (tx, teamId, principalId) => (await tx.row(otherOwner, [teamId, principalId]))?.yes === true;
const otherAdmin = sql("access.other_admin", `select exists (select from organization_role o join principal p on p.id = o.principal_id
     where o.role = 'ADMIN' and p.deactivated_at is null and p.id <> $1) as yes`);
/** Whether somebody active besides this principal is an administrator. Call it with the organisation locked. */
export const hasOtherAdmin = async (tx, principalId) => (await tx.row(otherAdmin, [principalId]))?.yes === true;
const rolesOfMember = sql("access.roles_of_member", "select role from team_member where team_id = $1 and principal_id = $2 order by role");
/** The roles that a principal holds in a team directly, sorted. */
export const memberRoles = async (tx, teamId, principalId) => (await tx.rows(rolesOfMember, [teamId, principalId])).map(({ role }) => role);
const rolesOfOrganization = sql("access.organization_roles", "select role from organization_role where principal_id = $1 order by role");
/** The organisation roles of a principal, sorted. */
export const organizationRolesOf = async (tx, principalId) => (await tx.rows(rolesOfOrganization, [principalId])).map(({ role }) => role);
const rolesOfGroup = sql("access.roles_of_group", "select role from team_group where team_id = $1 and group_name = $2 order by role");
/** The roles that a group gives in a team, sorted. */
export const groupRoles = async (tx, teamId, group) => (await tx.rows(rolesOfGroup, [teamId, group])).map(({ role }) => role);
const ownersByGroup = sql("access.owned_by_group_alone", `with owner as (
     select m.principal_id, null as group_name from team_member m where m.team_id = $1 and m.role = 'OWNER'
     union all
     select s.principal_id, s.group_name from team_group g join principal_group s on s.group_name = g.group_name
     where g.team_id = $1 and g.role = 'OWNER')
   select count(*) > 0 and bool_and(o.group_name is not distinct from $2) as yes
   from owner o join principal p on p.id = o.principal_id where p.deactivated_at is null`);
/** Whether all active owners of the team, and at least one, are so by this group. Call it with the team locked. */
export const isOwnedByGroupAlone = async (tx, teamId, group) => (await tx.row(ownersByGroup, [teamId, group]))?.yes === true;
const findIdentity = sql("access.find_identity", `select principal_id as "principalId" from user_identity where issuer = $1 and subject = $2`);
/** The user that an identity is linked to. */
export const linkedUser = async (db, issuer, subject) => (await db.row(findIdentity, [issuer, subject]))?.principalId;
const firstAdmin = sql("access.first_admin", `select p.id, p.handle from organization_role o join principal p on p.id = o.principal_id
   where o.role = 'ADMIN' and p.kind = 'USER' and p.deactivated_at is null order by o.granted_at, p.id limit 1`);
/** The active administrator who has been one for longest. */
export const firstAdministrator = (tx) => tx.row(firstAdmin);
//# sourceMappingURL=access.store.js.map