import { slugsOfTeams } from "../../access/teams/team-members.queries.js";
import type { Reader } from "../../db/sql.js";
import { countSignatures } from "../approval-rules.js";
import { fillersOf } from "../policies/fillers.js";
import { isHidden } from "../policies/hidden-policies.js";
import type { RequestRead } from "../requests.queries.js";
import { waiversOf } from "../waivers/waivers.queries.js";
import { approversOf } from "./decisions.queries.js";

/**
 * Who must sign a request, how many have, and how many could: `2 × REVIEWER of team risk (1 signed, 3 people could)`; of
 * policies that are hidden no team is named.
 */
export const signersInWords = async (
  db: Reader,
  hidden: ReadonlySet<string>,
  { id, policies, requestedFor, authors }: Pick<RequestRead, "id" | "policies" | "requestedFor" | "authors">,
): Promise<string> => {
  const parties = { requesters: requestedFor, authors, waivers: await waiversOf(db, id) };
  const { given } = countSignatures(policies, parties, await approversOf(db, id));
  const fillers = await fillersOf(db, policies, parties);
  const requirements = policies.flatMap((policy, index) =>
    (fillers[index]?.requirements ?? []).map((filling, place) => ({
      ...filling,
      isHidden: isHidden(hidden, policy),
      signed: given[index]?.[place] ?? 0,
    })),
  );
  const slugOf = await slugsOfTeams(
    db,
    requirements.map(({ teamId }) => teamId),
  );
  return requirements
    .map((place) => {
      const of = place.isHidden ? "a team that a policy you may not read names" : `team ${slugOf.get(place.teamId)}`;
      const could = `${place.people} ${place.people === 1 ? "person" : "people"} could`;
      return `${place.count} × ${place.role} of ${of} (${place.signed} signed, ${could})`;
    })
    .join(" and ");
};
