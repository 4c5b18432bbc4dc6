import { type Reader, sql } from "../../db/sql.js";
import type { TeamRole } from "../roles.js";

/** A person with the roles that they hold, as one who might sign. */
export interface TeamMember {
  readonly id: string;
  readonly kind: "USER";
  /** Nobody: whoever signs will do it by a credential of their own. */
  readonly mintedBy: readonly string[];
  readonly roles: readonly {
    readonly teamId: string;
    readonly role: TeamRole;
    readonly grantedBy: readonly string[];
  }[];
}

const members = sql(
  "team.members_with_roles",
  `select p.id, p.kind, '{}'::text[] as "mintedBy",
     json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)) as roles
   from held_role h join principal p on p.id = h.principal_id
   where h.team_id = any($1::text[]) and p.kind = 'USER' and p.deactivated_at is null group by p.id`,
);
const slugs = sql("team.slugs", "select id, slug from team where id = any($1::text[])");

/** The active people who hold a role in one of the teams, with their roles in these. */
export const membersOfTeams = (db: Reader, teamIds: readonly string[]): Promise<TeamMember[]> =>
  db.rows<TeamMember>(members, [teamIds]);

/** The slugs of teams by their ids. */
export const slugsOfTeams = async (db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.rows<{ id: string; slug: string }>(slugs, [ids]);
  return new Map(rows.map(({ id, slug }) => [id, slug]));
};

const bySlug = sql("access.team_named", "select id, slug from team where slug = $1");

/** The team of this slug, for whoever names it: that a team exists is no secret. */
export const teamNamed = (db: Reader, slug: string): Promise<{ id: string; slug: string } | undefined> =>
  db.row(bySlug, [slug]);

/** A principal with the roles that they hold now; one who is deactivated holds none. */
export interface RoleHolder {
  readonly id: string;
  readonly roles: TeamMember["roles"];
}

const holders = sql(
  "access.role_holders",
  `select p.id, json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)) as roles
   from held_role h join principal p on p.id = h.principal_id
   where p.id = any($1::text[]) and p.deactivated_at is null group by p.id`,
);

/** Those of the principals who hold roles now, with them. */
export const roleHolders = (db: Reader, ids: readonly string[]): Promise<RoleHolder[]> =>
  db.rows<RoleHolder>(holders, [ids]);

const known = sql("access.known_principals", "select id from principal where id = any($1::text[])");

/** Those of the ids that are principals'. */
export const knownPrincipals = async (db: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await db.rows<{ id: string }>(known, [ids])).map(({ id }) => id));
