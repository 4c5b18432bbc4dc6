import { sql } from "../db/sql.js";
const named = sql("registry.named", `select (select id from team where slug = $1) as "teamId", (select id from team where slug = $2) as "ownerTeamId",
     (select id from principal where handle = $3) as "principalId"`);
const nobody = { teamId: null, ownerTeamId: null, principalId: null };
/** The ids of the teams and the principal; undefined when one of the names is nobody's: nothing can match. */
export const idsOfNames = async (db, { team, ownerTeam, principal }) => {
    if (team == null && ownerTeam == null && principal == null)
        return nobody;
    const ids = (await db.row(named, [team, ownerTeam, principal])) ?? nobody;
    const unknown = [
        team != null && ids.teamId === null,
        ownerTeam != null && ids.ownerTeamId === null,
        principal != null && ids.principalId === null,
    ];
    return unknown.includes(true) ? undefined : ids;
};
//# sourceMappingURL=named.queries.js.map