import { sql } from "../db/sql.js";
const members = sql("team.members_with_roles", `select p.id, p.kind, '{}'::text[] as "mintedBy",
     json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)) as roles
   from held_role h join principal p on p.id = h.principal_id
   where h.team_id = any($1::text[]) and p.kind = 'USER' and p.deactivated_at is null group by p.id`);
const slugs = sql("team.slugs", "select id, slug from team where id = any($1::text[])");
/** The active people who hold a role in one of the teams, with their roles in these. */
export const membersOfTeams = (db, teamIds) => db.rows(members, [teamIds]);
/** The slugs of teams by their ids. */
export const slugsOfTeams = async (db, ids) => {
    const rows = await db.rows(slugs, [ids]);
    return new Map(rows.map(({ id, slug }) => [id, slug]));
};
//# sourceMappingURL=team-members.queries.js.map