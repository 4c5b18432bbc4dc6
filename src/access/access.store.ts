import type { EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from "typeorm";
import { type Sql, sql } from "../db/sql.js";
import type { OpenTransaction } from "../db/transact.js";
import type { PrincipalKind } from "./principal.js";
import type { OrganizationRole, TeamRole } from "./roles.js";

export interface LockedTeam {
  readonly id: string;
  readonly slug: string;
}

export interface LockedPrincipal {
  readonly id: string;
  readonly kind: PrincipalKind;
  readonly handle: string;
  /** The team that owns a service account. */
  readonly teamId: string | null;
  readonly active: boolean;
}

/** Inserts a row; false if a unique key holds it back. */
export const insertIfFree = async <Row extends ObjectLiteral>(
  tx: OpenTransaction,
  entity: EntityTarget<Row>,
  row: QueryDeepPartialEntity<Row>,
): Promise<boolean> => {
  const insert = tx.manager.createQueryBuilder().insert().into(entity).values(row);
  const { raw } = await insert.orIgnore().updateEntity(false).returning("true as inserted").execute();
  return (raw as unknown[]).length > 0;
};

const lockWord = sql("access.lock_word", "select pg_advisory_xact_lock(hashtextextended('countersign ' || $1, 0))");

/** One transaction at a time goes on from here under the same word. */
export const takeTurn = async (tx: Sql, word: string): Promise<void> => {
  await tx.rows(lockWord, [word]);
};

/** The word under which whatever links an identity takes its turn. */
export const identityWord = ({ issuer, subject }: { issuer: string; subject: string }): string =>
  `identity ${issuer} ${subject}`;

/** Held by whatever could take away the organisation's last administrator; taken before any team and principal. */
export const lockOrganization = (tx: Sql): Promise<void> => takeTurn(tx, "organization roles");

const lockOneTeam = sql("access.lock_team", "select id, slug from team where id = $1 for no key update");

/** Held by whatever changes a team's members; models and their versions do not wait for it. */
export const lockTeam = (tx: Sql, id: string): Promise<LockedTeam | undefined> => tx.row<LockedTeam>(lockOneTeam, [id]);

const team = sql("access.team", "select id, slug from team where id = $1");

/** The team, which is never removed; undefined when there is none. */
export const readTeam = async (tx: Sql, id: string): Promise<{ id: string; slug: string } | undefined> =>
  tx.row<{ id: string; slug: string }>(team, [id]);

const lockPrincipalRow = sql(
  "access.lock_principal",
  `select id, kind, handle, team_id as "teamId", deactivated_at is null as active
   from principal where id = $1 and kind <> 'SYSTEM' for no key update`,
);

/** Nobody can log in as the service itself: its principal is not found here. */
export const lockPrincipal = (tx: Sql, id: string): Promise<LockedPrincipal | undefined> =>
  tx.row<LockedPrincipal>(lockPrincipalRow, [id]);

const lockTeamsOwned = sql(
  "access.lock_owned_teams",
  `select t.id, t.slug from team t
   where t.id in (select m.team_id from team_member m where m.principal_id = $1 and m.role = 'OWNER')
   order by t.id for no key update`,
);

/** Locks the teams that a principal owns, in the order of their ids. */
export const lockOwnedTeams = (tx: Sql, principalId: string): Promise<LockedTeam[]> =>
  tx.rows<LockedTeam>(lockTeamsOwned, [principalId]);

const otherOwner = sql(
  "access.other_owner",
  `select exists (select from team_member m join principal p on p.id = m.principal_id
     where m.team_id = $1 and m.role = 'OWNER' and p.deactivated_at is null and p.id <> $2) as yes`,
);

/** Whether somebody active besides this principal owns the team. Call it with the team locked. */
export const hasOtherOwner = async (tx: Sql, teamId: string, principalId: string): Promise<boolean> =>
  (await tx.row<{ yes: boolean }>(otherOwner, [teamId, principalId]))?.yes === true;

const otherAdmin = sql(
  "access.other_admin",
  `select exists (select from organization_role o join principal p on p.id = o.principal_id
     where o.role = 'ADMIN' and p.deactivated_at is null and p.id <> $1) as yes`,
);

/** Whether somebody active besides this principal is an administrator. Call it with the organisation locked. */
export const hasOtherAdmin = async (tx: Sql, principalId: string): Promise<boolean> =>
  (await tx.row<{ yes: boolean }>(otherAdmin, [principalId]))?.yes === true;

const rolesOfMember = sql(
  "access.roles_of_member",
  "select role from team_member where team_id = $1 and principal_id = $2 order by role",
);

/** The roles that a principal holds in a team directly, sorted. */
export const memberRoles = async (tx: Sql, teamId: string, principalId: string): Promise<TeamRole[]> =>
  (await tx.rows<{ role: TeamRole }>(rolesOfMember, [teamId, principalId])).map(({ role }) => role);

const rolesOfOrganization = sql(
  "access.organization_roles",
  "select role from organization_role where principal_id = $1 order by role",
);

/** The organisation roles of a principal, sorted. */
export const organizationRolesOf = async (tx: Sql, principalId: string): Promise<OrganizationRole[]> =>
  (await tx.rows<{ role: OrganizationRole }>(rolesOfOrganization, [principalId])).map(({ role }) => role);

const rolesOfGroup = sql(
  "access.roles_of_group",
  "select role from team_group where team_id = $1 and group_name = $2 order by role",
);

/** The roles that a group gives in a team, sorted. */
export const groupRoles = async (tx: Sql, teamId: string, group: string): Promise<TeamRole[]> =>
  (await tx.rows<{ role: TeamRole }>(rolesOfGroup, [teamId, group])).map(({ role }) => role);

const ownersByGroup = sql(
  "access.owned_by_group_alone",
  `with owner as (
     select m.principal_id, null as group_name from team_member m where m.team_id = $1 and m.role = 'OWNER'
     union all
     select s.principal_id, s.group_name from team_group g join principal_group s on s.group_name = g.group_name
     where g.team_id = $1 and g.role = 'OWNER')
   select count(*) > 0 and bool_and(o.group_name is not distinct from $2) as yes
   from owner o join principal p on p.id = o.principal_id where p.deactivated_at is null`,
);

/** Whether all active owners of the team, and at least one, are so by this group. Call it with the team locked. */
export const isOwnedByGroupAlone = async (tx: Sql, teamId: string, group: string): Promise<boolean> =>
  (await tx.row<{ yes: boolean | null }>(ownersByGroup, [teamId, group]))?.yes === true;

const findIdentity = sql(
  "access.find_identity",
  `select principal_id as "principalId" from user_identity where issuer = $1 and subject = $2`,
);

/** The user that an identity is linked to. */
export const linkedUser = async (db: Sql, issuer: string, subject: string): Promise<string | undefined> =>
  (await db.row<{ principalId: string }>(findIdentity, [issuer, subject]))?.principalId;

const firstAdmin = sql(
  "access.first_admin",
  `select p.id, p.handle from organization_role o join principal p on p.id = o.principal_id
   where o.role = 'ADMIN' and p.kind = 'USER' and p.deactivated_at is null order by o.granted_at, p.id limit 1`,
);

/** The active administrator who has been one for longest. */
export const firstAdministrator = (tx: Sql): Promise<{ id: string; handle: string } | undefined> =>
  tx.row<{ id: string; handle: string }>(firstAdmin);
