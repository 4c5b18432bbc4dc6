import type { Ctx } from "../context.js";
import { dynamicSql, type Statement, sql, Values } from "../db/sql.js";
import type { PrincipalKind } from "./principal.js";
import type { OrganizationRole, TeamRole } from "./roles.js";

export interface PrincipalRead {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly kind: PrincipalKind;
  readonly email: string | null;
  readonly organizationRoles: OrganizationRole[] | null;
  readonly createdAt: string;
  readonly deactivatedAt: string | null;
  readonly teamId: string | null;
}

export interface TeamRead {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: string;
}

export interface MembershipRead {
  readonly teamId: string;
  readonly principalId: string;
  readonly roles: TeamRole[];
  /** Handle or slug: the place in its list. */
  readonly place: string;
}

/** Whether the caller manages users and settings. */
export const isAdmin = (ctx: Ctx): boolean => ctx.access.ability.can("administer", { type: "Organization" });

/** Whether the caller reads everything about access: administrators and auditors. */
export const isOverseer = (ctx: Ctx): boolean => ctx.access.ability.can("audit", { type: "Organization" });

/**
 * Whether the credential is good for some models only. It then finds nobody but its bearer and no team but those models':
 * whoever is named by what it reads is told as to everybody.
 */
export const isRestricted = ({ credential }: Pick<Ctx, "credential">): boolean => credential.modelIds !== null;

/** Handles and display names are everybody's to read; e-mail and roles are not. */
const principalColumns = (ctx: Ctx, values: Values): string => {
  const self = values.add(ctx.principal.id);
  return `p.id, p.handle, p.display_name as "displayName", p.kind, p.team_id as "teamId", p.created_at as "createdAt",
    p.deactivated_at as "deactivatedAt", case when p.id = ${self} or ${values.add(isAdmin(ctx))} then p.email end as email,
    case when p.id = ${self} or ${values.add(isOverseer(ctx))}
      then array(select o.role from organization_role o where o.principal_id = p.id order by o.role)
    end as "organizationRoles"`;
};

const selectPrincipals = (ctx: Ctx, rest: (values: Values) => string): Promise<PrincipalRead[]> => {
  const values = new Values();
  const columns = principalColumns(ctx, values);
  return ctx.db.reader.rows<PrincipalRead>(
    dynamicSql(`select ${columns} from principal p ${rest(values)}`),
    values.list,
  );
};

/** Principals by their ids, in any order. */
export const principalsById = (ctx: Ctx, ids: readonly string[]): Promise<PrincipalRead[]> =>
  selectPrincipals(ctx, (values) => `where p.id = any(${values.add(ids)})`);

/** The principal of a handle, if the credential finds them. */
export const principalByHandle = async (ctx: Ctx, handle: string): Promise<PrincipalRead | undefined> =>
  (await selectPrincipals(ctx, (values) => `where p.handle = ${values.add(handle)} and ${found(ctx, values)}`))[0];

const found = (ctx: Ctx, values: Values): string =>
  isRestricted(ctx) ? `p.id = ${values.add(ctx.principal.id)}` : "true";

export interface PrincipalFilter {
  readonly kind: PrincipalKind;
  readonly handleContains: string | null;
  readonly active: boolean | null;
  /** Service accounts of this team. */
  readonly teamId?: string;
}

/** Principals by handle, beginning after one. */
export const principalsPage = (
  ctx: Ctx,
  filter: PrincipalFilter,
  after: string | null,
  limit: number,
): Promise<PrincipalRead[]> =>
  selectPrincipals(ctx, (values) => {
    const { kind, handleContains, active, teamId } = filter;
    const conditions = [`p.kind = ${values.add(kind)}`, found(ctx, values)];
    if (handleContains !== null)
      conditions.push(`position(${values.add(handleContains.toLowerCase())} in p.handle) > 0`);
    if (active !== null) conditions.push(`p.deactivated_at is ${active ? "" : "not "}null`);
    if (teamId !== undefined) conditions.push(`p.team_id = ${values.add(teamId)}`);
    if (after !== null) conditions.push(`p.handle > ${values.add(after)}`);
    return `where ${conditions.join(" and ")} order by p.handle limit ${values.add(limit)}`;
  });

const teamColumns = `select id, slug, name, created_at as "createdAt" from team`;
const teamsWithIds = sql("access.teams_by_id", `${teamColumns} where id = any($1)`);
/** All teams, or for a credential that is good for some models only those that own them. */
const foundTeam = "($2::text[] is null or id in (select m.team_id from registered_model m where m.id = any($2)))";
const teamOfSlug = sql("access.team_by_slug", `${teamColumns} where slug = $1 and ${foundTeam}`);
const teamsFrom = sql("access.teams_page", `${teamColumns} where slug > $1 and ${foundTeam} order by slug limit $3`);

/** Teams by their ids, in any order. */
export const teamsById = (ctx: Ctx, ids: readonly string[]): Promise<TeamRead[]> =>
  ctx.db.reader.rows<TeamRead>(teamsWithIds, [ids]);

export const teamBySlug = (ctx: Ctx, slug: string): Promise<TeamRead | undefined> =>
  ctx.db.reader.row<TeamRead>(teamOfSlug, [slug, ctx.credential.modelIds]);

/** Teams by slug, beginning after one. */
export const teamsPage = (ctx: Ctx, after: string | null, limit: number): Promise<TeamRead[]> =>
  ctx.db.reader.rows<TeamRead>(teamsFrom, [after ?? "", ctx.credential.modelIds, limit]);

const memberships = (of: string, place: string, order: string): string => `
  select r.team_id as "teamId", r.principal_id as "principalId", array_agg(distinct r.role) as roles, ${place} as place
  from held_role r join principal p on p.id = r.principal_id join team t on t.id = r.team_id
  where ${of} and ${place} > $2 group by r.team_id, r.principal_id, p.handle, t.slug order by ${order} limit $3`;

const membersOfTeam = sql("access.members_of_team", memberships("r.team_id = $1", "p.handle", "p.handle"));
const teamsOfPrincipal = sql(
  "access.teams_of_principal",
  memberships("r.principal_id = $1 and ($4 or r.team_id = any($5))", "t.slug", "t.slug"),
);
const oneMembership = sql(
  "access.membership",
  memberships("r.team_id = $1 and r.principal_id = $4", "p.handle", "p.handle"),
);

/** Teams that the caller is a member of. */
const ownTeams = (ctx: Ctx): string[] => [...new Set(ctx.access.roles.map(({ teamId }) => teamId))];

const readsMembers = (ctx: Ctx, teamId: string): boolean =>
  isOverseer(ctx) || (!isRestricted(ctx) && ownTeams(ctx).includes(teamId));

/** Members of a team by handle; for its members, administrators and auditors, nobody for anyone else. */
export const membersPage = async (
  ctx: Ctx,
  teamId: string,
  after: string | null,
  limit: number,
): Promise<MembershipRead[]> =>
  readsMembers(ctx, teamId) ? ctx.db.reader.rows<MembershipRead>(membersOfTeam, [teamId, after ?? "", limit]) : [];

/** Active users who hold one of the roles in the team by somebody else's gift, but for some; read as its members are. */
export const signersInTeam = async (
  ctx: Ctx,
  teamId: string,
  { roles, without, limit }: { roles: readonly TeamRole[]; without: readonly string[]; limit: number },
): Promise<PrincipalRead[]> => {
  if (!readsMembers(ctx, teamId)) return [];
  return selectPrincipals(
    ctx,
    (values) => `where p.kind = 'USER' and p.deactivated_at is null and not p.id = any(${values.add(without)}::text[])
      and exists (select from held_role h where h.principal_id = p.id and h.team_id = ${values.add(teamId)}
        and h.role = any(${values.add(roles)}::text[]) and not p.id = any(h.granted_by))
      order by p.handle limit ${values.add(limit)}`,
  );
};

/** A principal's memberships by slug: all for themself, administrators and auditors; those of shared teams for others. */
export const membershipsOf = (ctx: Ctx, principalId: string, limit: number): Promise<MembershipRead[]> => {
  const all = principalId === ctx.principal.id || isOverseer(ctx);
  return ctx.db.reader.rows<MembershipRead>(teamsOfPrincipal, [principalId, "", limit, all, ownTeams(ctx)]);
};

/** One membership, if it exists and the caller reads it. */
export const membership = async (ctx: Ctx, teamId: string, principalId: string): Promise<MembershipRead | null> => {
  if (!readsMembers(ctx, teamId) && principalId !== ctx.principal.id) return null;
  return (await ctx.db.reader.row<MembershipRead>(oneMembership, [teamId, "", 1, principalId])) ?? null;
};

export interface TeamGroupRead {
  readonly group: string;
  readonly roles: TeamRole[];
}

const groupsOfTeam = sql(
  "access.groups_of_team",
  `select group_name as "group", array_agg(role order by role) as roles from team_group
   where team_id = $1 group by group_name order by group_name limit $2`,
);

/** Groups that give roles in a team: for those who manage it and for auditors. */
export const teamGroups = async (ctx: Ctx, teamId: string, limit: number): Promise<TeamGroupRead[]> => {
  const reads = isOverseer(ctx) || ctx.access.ability.can("administer", { type: "Team", id: teamId });
  return reads ? ctx.db.reader.rows<TeamGroupRead>(groupsOfTeam, [teamId, limit]) : [];
};

export interface IdentityRead {
  readonly issuer: string;
  readonly subject: string;
  readonly linkedAt: string;
}

const identities: Statement = sql(
  "access.identities",
  `select issuer, subject, linked_at as "linkedAt" from user_identity where principal_id = $1 order by linked_at limit $2`,
);

/** Identities of a user: for themself and administrators. */
export const identitiesOf = async (ctx: Ctx, principalId: string, limit: number): Promise<IdentityRead[]> =>
  principalId === ctx.principal.id || isAdmin(ctx)
    ? ctx.db.reader.rows<IdentityRead>(identities, [principalId, limit])
    : [];
