import { type Reader, sql } from "../../db/sql.js";
import type { GateResult } from "../gates/gate-rules.js";
import type { GivenWaiver } from "./waiver-rules.js";

const given = sql(
  "request.waivers_given",
  `select d.request_id as "requestId", d.id as decision, d.gate_policy as policy, d.gate_key as key,
     d.gate_observed as observed, d.role, d.at, d.comment as reason, d.content_digest as "contentDigest",
     d.principal_id as id, p.kind, d.minted_by as "mintedBy",
     case when p.deactivated_at is null then (
       select coalesce(json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)), '[]')
       from held_role h where h.principal_id = d.principal_id) else '[]' end as roles
   from decision d join principal p on p.id = d.principal_id
   where d.request_id = any($1::text[]) and d.verdict = 'WAIVE' order by d.id`,
);

/** The waivers given in each of the requests, with the roles that whoever gave them holds now. */
export const waiversOfMany = async (
  db: Reader,
  requestIds: readonly string[],
): Promise<(GivenWaiver & { requestId: string })[]> => db.rows(given, [requestIds]);

/** The waivers given in a request. */
export const waiversOf = async (db: Reader, requestId: string): Promise<GivenWaiver[]> =>
  waiversOfMany(db, [requestId]);

/** As `waiversOf`, asking nothing of the database where no gate may be waived. */
export const waiversIn = async (
  db: Reader,
  { id, gates }: { readonly id: string; readonly gates: readonly GateResult[] },
): Promise<GivenWaiver[]> => (gates.some(({ gate }) => gate.waivableBy !== undefined) ? waiversOf(db, id) : []);
