import { roleHolders } from "../../access/teams/team-members.queries.js";
import { type Reader, sql } from "../../db/sql.js";
import type { GateResult } from "../gates/gate-rules.js";
import type { GivenWaiver } from "./waiver-rules.js";

const given = sql(
  "request.waivers_given",
  `select request_id as "requestId", id as decision, gate_policy as policy, gate_key as key, gate_observed as observed, role,
     at, comment as reason, content_digest as "contentDigest", principal_id as id, minted_by as "mintedBy"
   from decision where request_id = any($1::text[]) and verdict = 'WAIVE' order by id`,
);

type Given = Omit<GivenWaiver, "kind" | "roles"> & { readonly requestId: string };

/** The waivers given in each of the requests, with the roles that whoever gave them holds now. People alone give them. */
export const waiversOfMany = async (
  db: Reader,
  requestIds: readonly string[],
): Promise<(GivenWaiver & { requestId: string })[]> => {
  const rows = await db.rows<Given>(given, [requestIds]);
  const people = [...new Set(rows.map(({ id }) => id))];
  const holders = people.length === 0 ? [] : await roleHolders(db, people);
  return rows.map((row) => ({ ...row, kind: "USER", roles: holders.find(({ id }) => id === row.id)?.roles ?? [] }));
};

/** The waivers given in a request. */
export const waiversOf = async (db: Reader, requestId: string): Promise<GivenWaiver[]> =>
  waiversOfMany(db, [requestId]);

/** As `waiversOf`, asking nothing of the database where no gate may be waived. */
export const waiversIn = async (
  db: Reader,
  { id, gates }: { readonly id: string; readonly gates: readonly GateResult[] },
): Promise<GivenWaiver[]> => (gates.some(({ gate }) => gate.waivableBy !== undefined) ? waiversOf(db, id) : []);
