import { type Reader, sql } from "../../db/sql.js";
import type { Signer } from "../approval-rules.js";
import type { Vote } from "../requests.store.js";

/** A decision as read. */
export interface DecisionRead {
  readonly id: string;
  readonly requestId: string;
  readonly principalId: string;
  readonly verdict: Vote;
  readonly printedName: string;
  readonly role: string;
  readonly meaning: string;
  readonly comment: string | null;
  readonly at: string;
  readonly contentDigest: string;
  readonly authMethod: string;
  readonly authAgeSeconds: bigint | null;
  readonly credentialId: string | null;
  readonly mintedBy: readonly string[];
  readonly invitedById: string | null;
  /** The gate that it waives. */
  readonly gateKey: string | null;
  readonly signatureRequestId: string | null;
}

const decisions = sql(
  "decision.of_requests",
  `select id, request_id as "requestId", principal_id as "principalId", verdict, printed_name as "printedName", role,
     meaning, comment, at, content_digest as "contentDigest", auth_method as "authMethod",
     auth_age_seconds as "authAgeSeconds", credential_id as "credentialId", minted_by as "mintedBy",
     invited_by as "invitedById", gate_key as "gateKey", signature_request_id as "signatureRequestId"
   from decision where request_id = any($1::text[]) order by request_id, id`,
);

/** Every decision on each of the requests, oldest first; the requests must be readable. */
export const decisionsOf = async (db: Reader, requestIds: readonly string[]): Promise<DecisionRead[]> =>
  db.rows<DecisionRead>(decisions, [requestIds]);

const approvers = sql(
  "request.approvers_of_many",
  `select d.request_id as "requestId", d.principal_id as id, p.kind, d.minted_by as "mintedBy",
     case when p.deactivated_at is null then (
       select coalesce(json_agg(json_build_object('teamId', h.team_id, 'role', h.role, 'grantedBy', h.granted_by)), '[]')
       from held_role h where h.principal_id = d.principal_id) else '[]' end as roles
   from (select distinct on (request_id, principal_id) * from decision where request_id = any($1::text[]) and verdict in ('APPROVE', 'REJECT')
         order by request_id, principal_id, id desc) d
   join principal p on p.id = d.principal_id where d.verdict = 'APPROVE' order by d.id`,
);

/** Whoever's latest decision approves, with their roles now, for each of the requests. */
export const approversOfMany = async (
  db: Reader,
  requestIds: readonly string[],
): Promise<(Signer & { requestId: string })[]> => db.rows(approvers, [requestIds]);

/** Those whose latest decision on the request approves, with the roles they hold now. */
export const approversOf = async (db: Reader, requestId: string): Promise<Signer[]> => approversOfMany(db, [requestId]);

/** The entry that records a decision. */
export interface DecisionEntry {
  readonly requestId: string;
  readonly decisionId: string;
  readonly stream: string;
  readonly seq: bigint;
  readonly hash: string;
}

const decisionEntries = sql(
  "request.decision_entries",
  `select s.subject_id as "requestId", e.body::json #>> '{after,decision}' as "decisionId",
     e.stream_kind || ':' || e.stream_id as stream, e.stream_seq as seq, encode(e.leaf_hash, 'hex') as hash
   from audit.subject s join audit.entry e on e.id = s.entry_id
   where s.kind = 'transition_request' and s.subject_id = any($1::text[]) and s.action in ('approveTransition', 'rejectTransition', 'waiveGate', 'decideReview')
     and e.outcome = 'ALLOWED'`,
);

/** The entries of every decision on each of the requests; the requests must be readable. */
export const decisionEntriesOf = async (db: Reader, requestIds: readonly string[]): Promise<DecisionEntry[]> =>
  db.rows(decisionEntries, [requestIds]);
