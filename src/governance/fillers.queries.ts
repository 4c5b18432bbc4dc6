import { type Sql, sql } from "../db/sql.js";
import { fillable, type HeldPolicy, type Parties, type Requirement, type Signer } from "./approval-rules.js";
import { fillPlaces } from "./hands-rules.js";
import { isHidden } from "./hidden-policies.js";

const people = sql(
  "policy.people_with_roles",
  `select p.id, p.kind, '{}'::text[] as "mintedBy",
     json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)) as roles
   from held_role h join principal p on p.id = h.principal_id
   where h.team_id = any($1::text[]) and p.kind = 'USER' and p.deactivated_at is null group by p.id`,
);
const slugs = sql("policy.slugs_of_teams", "select id, slug from team where id = any($1::text[])");

/** A requirement, and how many people could fill a place of it now, each by a credential of their own. */
export interface Filling extends Requirement {
  readonly people: number;
}

/** Of one policy: how many people could fill each requirement, and whether there are enough for all places at once. */
export interface Fillers {
  readonly requirements: readonly Filling[];
  readonly enough: boolean;
}

/** Counts, by roles and separation of duties, who could sign now, policy by policy. */
export const fillersOf = async (db: Sql, policies: readonly HeldPolicy[], parties: Parties): Promise<Fillers[]> => {
  const teams = [...new Set(policies.flatMap(({ requirements }) => requirements.map(({ teamId }) => teamId)))];
  const all = teams.length === 0 ? [] : await db.rows<Signer>(people, [teams]);
  return policies.map((policy) => {
    const able = all.map((person) => fillable(policy, parties, person));
    const counts = policy.requirements.map(({ count }) => count);
    const given = fillPlaces(counts, able, all);
    return {
      requirements: policy.requirements.map((requirement, index) => ({
        ...requirement,
        people: able.filter((places) => places.includes(index)).length,
      })),
      enough: counts.every((count, index) => given[index] === count),
    };
  });
};

/** The slugs of teams by their ids. */
export const slugsOfTeams = async (db: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.rows<{ id: string; slug: string }>(slugs, [ids]);
  return new Map(rows.map(({ id, slug }) => [id, slug]));
};

/**
 * What should worry whoever sets a policy or asks under it: one line for each requirement of a policy whose places cannot
 * all be filled now. Of policies that are hidden no team is named.
 */
export const warningsOf = async (
  db: Sql,
  hidden: ReadonlySet<string>,
  policies: readonly HeldPolicy[],
  parties: Parties,
): Promise<string[]> => {
  const fillers = await fillersOf(db, policies, parties);
  const short = policies.flatMap((policy, index) => {
    const { enough = true, requirements = [] } = fillers[index] ?? {};
    return enough ? [] : requirements.map((filling) => ({ filling, policy }));
  });
  if (short.length === 0) return [];
  const slugOf = await slugsOfTeams(
    db,
    short.map(({ filling }) => filling.teamId),
  );
  return short.map(({ filling: { role, teamId, count, people: able }, policy }) => {
    const of = isHidden(hidden, policy) ? "a team that a policy you may not read names" : `team ${slugOf.get(teamId)}`;
    return `${count} × ${role} of ${of}: ${able} ${able === 1 ? "person" : "people"} could sign now, by role and separation of duties.`;
  });
};
