import { membersOfTeams, slugsOfTeams } from "../../access/teams/team-members.queries.js";
import type { Reader } from "../../db/sql.js";
import { fillable, type HeldPolicy, type Parties, type Requirement } from "../approval-rules.js";
import { fillPlaces } from "../hands-rules.js";
import { isHidden } from "./hidden-policies.js";

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
export const fillersOf = async (db: Reader, policies: readonly HeldPolicy[], parties: Parties): Promise<Fillers[]> => {
  const teams = [...new Set(policies.flatMap(({ requirements }) => requirements.map(({ teamId }) => teamId)))];
  const all = teams.length === 0 ? [] : await membersOfTeams(db, teams);
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

/**
 * What should worry whoever sets a policy or asks under it: one line for each requirement of a policy whose places cannot
 * all be filled now. Of policies that are hidden no team is named.
 */
export const warningsOf = async (
  db: Reader,
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
