import { placeOf } from "../access/roles.js";
import { type Reader, type Sql, sql } from "../db/sql.js";
import { excludedFrom, type HeldPolicy, type Parties } from "./approval-rules.js";
import type { Cause } from "./cause.js";
import type { GateResult } from "./gates/gate-rules.js";
import { type Kept, readHeldPolicies, readKept, type Statement } from "./statement.js";
import { type AskedWaiver, type GivenWaiver, isOf, waiverRule } from "./waivers/waiver-rules.js";

/** What a pending request waits for. */
export type RequestPhase = "GATES" | "SIGNATURES";

export type RequestState = "PENDING" | "APPLIED" | "REJECTED" | "WITHDRAWN" | "EXPIRED" | "VOIDED";

/** A transition request as locked. */
export interface RequestRow extends Kept {
  readonly id: string;
  readonly modelId: string;
  readonly versionId: string;
  readonly slot: string;
  readonly state: RequestState;
  readonly expired: boolean;
  readonly requestedBy: string;
  readonly requestedFor: readonly string[];
  readonly reason: string;
  readonly ticketUrl: string | null;
  /** The holder that whoever asked believed in; null: they did not say. */
  readonly expectedHolder: number | null;
  readonly contentDigest: string;
  readonly phase: RequestPhase;
  /** What the gates said when its statement was sealed, in the order of policies and keys. */
  readonly gates: readonly GateResult[];
  /** The waivers asked for, in the order of policies and keys. */
  readonly waivers: readonly AskedWaiver[];
  /** The emergency that it was asked for in; null: in none. */
  readonly emergency: Emergency | null;
}

/** Why a move cannot wait, and where the incident is told of. */
export interface Emergency {
  readonly reason: string;
  readonly incidentUrl: string | null;
}

type Stored = Omit<RequestRow, keyof Kept> & { readonly statement: string; readonly policies: unknown };

const read = (row: Stored): RequestRow => ({ ...row, ...readKept(row) });

const readOne = (row: Stored | undefined): RequestRow | undefined => row && read(row);

const columns = `q.id, q.registered_model_id as "modelId", q.model_version_id as "versionId", q.slot, q.state,
  q.expires_at <= clock_timestamp() as expired, q.requested_by as "requestedBy", q.requested_for as "requestedFor",
  q.reason, q.ticket_url as "ticketUrl", q.expected_holder as "expectedHolder", q.policies, q.statement, q.content_digest as "contentDigest",
  q.phase, coalesce(q.gates, '[]') as gates, coalesce(q.waivers, '[]') as waivers, q.emergency`;

const find = sql("request.find", `select ${columns} from transition_request q where q.id = $1`);
const lock = sql("request.lock", `select ${columns} from transition_request q where q.id = $1 for update`);
const openOf = sql(
  "request.open_of_version",
  `select ${columns} from transition_request q
   where q.model_version_id = $1 and q.slot = $2 and q.state = 'PENDING' for update`,
);
const latestOfSlot = sql(
  "request.latest_of_slot",
  "select id, state, cause from transition_request where model_version_id = $1 and slot = $2 order by id desc limit 1",
);
const openIn = sql(
  "request.open_in_model",
  `select ${columns} from transition_request q
   where q.registered_model_id = $1 and q.state = 'PENDING' order by q.id for update`,
);
const insert = sql(
  "request.insert",
  `with request as (
     insert into transition_request (id, registered_model_id, model_version_id, slot, from_slot, displaces_id,
       displaces_version, state, reason, ticket_url, requested_by, requested_for, requested_at, expires_at, closed_at,
       statement, content_digest, policies, expected_holder, phase, gates, waivers, emergency)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, t.now, t.now + make_interval(hours => $13),
       case when $8 = 'APPLIED' then t.now end, $14, $15, $16, $17, $19, $20, $21, $22
     from (select clock_timestamp() as now) t returning id, expires_at
   ), places as (
     insert into request_place (request_id, policy_index, requirement_index, role, team_id, needed, excludes, gate)
     select q.id, p.policy, p.requirement, p.role, p.team, p.needed, p.excludes, p.gate from request q
     cross join json_to_recordset($18) as p(policy integer, requirement integer, role text, team text, needed integer,
       excludes text[], gate text)
   )
   select expires_at as "expiresAt" from request`,
);
const close = sql(
  "request.close",
  `update transition_request set state = $2, cause = $3, cause_policy = $4, closed_at = clock_timestamp()
   where id = $1 and state = 'PENDING' returning id`,
);
const reseal = sql(
  "request.reseal",
  `update transition_request q set statement = s.text, content_digest = s.digest, gates = s.gates, phase = s.phase
   from json_to_recordset($1) as s(id text, text text, digest text, gates json, phase text)
   where q.id = s.id and q.state = 'PENDING' and q.phase = 'GATES' returning q.id`,
);
/** Requests that one statement seals anew: of each it takes all that its gates looked at. */
const RESEALED = 100;
const appliedLast = sql(
  "request.applied_last",
  `select id, coalesce(gates, '[]') as gates, policies from transition_request
   where model_version_id = $1 and slot = $2 and state = 'APPLIED' order by id desc limit 1`,
);
const withGates = sql(
  "request.with_gates",
  `select id from transition_request
   where state = 'PENDING' and gates is not null and gates::text <> '[]' and id > $1 order by id limit 200`,
);
const insertDecision = sql(
  "decision.insert",
  `insert into decision (id, request_id, principal_id, verdict, printed_name, role, meaning, comment, at, content_digest,
     auth_method, auth_age_seconds, credential_id, minted_by, invited_by, gate_policy, gate_key, gate_observed,
     signature_request_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
);
const latestOf = sql(
  "decision.latest_of",
  `select id, verdict, meaning, comment, minted_by as "mintedBy", invited_by as "invitedBy",
     signature_request_id as "signatureRequestId"
   from decision where request_id = $1 and principal_id = $2 and verdict in ('APPROVE', 'REJECT') order by id desc limit 1`,
);
const expired = sql(
  "request.expired",
  "select id from transition_request where state = 'PENDING' and expires_at <= clock_timestamp() order by expires_at limit 100",
);

export const findRequest = async (tx: Sql, id: string): Promise<RequestRow | undefined> =>
  readOne(await tx.row<Stored>(find, [id]));

/** Locks the request's row; the model's and the version's rows must be locked already. */
export const lockRequest = async (tx: Sql, id: string): Promise<RequestRow | undefined> =>
  readOne(await tx.row<Stored>(lock, [id]));

/** The open request of a version for a slot, locked. */
export const openRequestFor = async (tx: Sql, versionId: string, slot: string): Promise<RequestRow | undefined> =>
  readOne(await tx.row<Stored>(openOf, [versionId, slot]));

/** The request of a version for a slot that was made last. */
export const latestRequestFor = async (
  tx: Sql,
  versionId: string,
  slot: string,
): Promise<{ id: string; state: RequestState; cause: string | null } | undefined> =>
  tx.row(latestOfSlot, [versionId, slot]);

/** Every open request of a model, locked. */
export const openRequestsIn = async (tx: Sql, modelId: string): Promise<RequestRow[]> =>
  (await tx.rows<Stored>(openIn, [modelId])).map(read);

export interface NewRequest {
  readonly id: string;
  /** APPLIED: what it asks for is done in this transaction. */
  readonly state: "PENDING" | "APPLIED";
  readonly statement: Statement;
  readonly text: string;
  readonly digest: string;
  readonly reason: string;
  readonly ticketUrl: string | null;
  readonly expectedHolder: number | null;
  readonly requestedBy: string;
  readonly parties: Parties;
  readonly policies: readonly HeldPolicy[];
  readonly expiresAfterHours: number;
  readonly phase: RequestPhase;
  readonly gates: readonly GateResult[];
  readonly waivers: readonly AskedWaiver[];
  readonly emergency: Emergency | null;
}

/** A policy as a request keeps it. */
export const held = ({
  id,
  name,
  revision,
  digest,
  requirements,
  separationOfDuties,
  boundTags,
  signing = "NONE",
}: HeldPolicy): HeldPolicy => ({
  id,
  name,
  revision,
  digest,
  requirements,
  separationOfDuties,
  boundTags,
  ...(signing !== "NONE" && { signing }),
});

/** Requirements of a request are numbered from 0; the places of its waivers from here. */
const FIRST_WAIVER_PLACE = 1_000;

/** The places of the waivers asked for: whoever could fill one reads the request. */
const waiverPlaces = ({ policies, parties, gates, waivers, statement }: NewRequest) =>
  gates
    .filter((result) => waivers.some((waiver) => isOf(result, waiver)))
    .flatMap(({ policy: id, key, gate }) => {
      const index = policies.findIndex((policy) => policy.id === id);
      const policy = policies[index];
      if (policy === undefined) return [];
      const { requirements } = waiverRule(policy, gate, statement.teamId);
      return requirements.map(({ role, teamId, count }) => ({
        policy: index,
        role,
        team: teamId,
        needed: count,
        excludes: excludedFrom(policy, parties),
        gate: key,
      }));
    })
    .map((place, index) => ({ ...place, requirement: FIRST_WAIVER_PLACE + index }));

/** Stores a request with its places; returns when it expires. */
export const storeRequest = async (tx: Sql, request: NewRequest): Promise<string> => {
  const { statement, policies, parties } = request;
  const signing = policies.flatMap((policy, index) =>
    policy.requirements.map(({ role, teamId, count }, requirement) => ({
      policy: index,
      requirement,
      role,
      team: teamId,
      needed: count,
      excludes: excludedFrom(policy, parties),
      gate: null,
    })),
  );
  const places = [...signing, ...waiverPlaces(request)];
  const row = await tx.row<{ expiresAt: string }>(insert, [
    request.id,
    statement.modelId,
    statement.modelVersionId,
    statement.to,
    statement.from,
    statement.displaces?.id ?? null,
    statement.displaces?.version ?? null,
    request.state,
    request.reason,
    request.ticketUrl,
    request.requestedBy,
    parties.requesters,
    request.expiresAfterHours,
    request.text,
    request.digest,
    JSON.stringify(policies.map(held)),
    request.expectedHolder,
    JSON.stringify(places),
    request.phase,
    JSON.stringify(request.gates),
    request.waivers.length > 0 ? JSON.stringify(request.waivers) : null,
    request.emergency === null ? null : JSON.stringify(request.emergency),
  ]);
  return row?.expiresAt ?? "";
};

/** What a request that waits for its gates says from now on. */
export interface Resealed extends Pick<RequestRow, "id" | "gates" | "phase"> {
  /** The statement's canonical text, and its digest. */
  readonly text: string;
  readonly digest: string;
}

/** Seals requests anew; answers the ids of those that still waited for their gates. */
export const resealRequests = async (tx: Sql, requests: readonly Resealed[]): Promise<ReadonlySet<string>> => {
  const done = new Set<string>();
  for (let from = 0; from < requests.length; from += RESEALED) {
    const some = JSON.stringify(requests.slice(from, from + RESEALED));
    for (const { id } of await tx.rows<{ id: string }>(reseal, [some])) done.add(id);
  }
  return done;
};

/** What the gates had said when the version was brought into the slot last. */
export const lastApplied = async (
  db: Reader,
  versionId: string,
  slot: string,
): Promise<Pick<RequestRow, "id" | "gates" | "policies"> | undefined> => {
  const found = await db.row<Pick<Stored, "id" | "gates" | "policies">>(appliedLast, [versionId, slot]);
  return found && { ...found, policies: readHeldPolicies(found.policies) };
};

/** Ids of pending requests that have gates, by id, at most 200 after one. */
export const requestsWithGates = async (db: Reader, after: string): Promise<string[]> =>
  (await db.rows<{ id: string }>(withGates, [after])).map(({ id }) => id);

/** Ends a pending request; false when it was not pending. */
export const closeRequest = async (tx: Sql, id: string, state: RequestState, cause: Cause | null): Promise<boolean> =>
  (await tx.row(close, [id, state, cause?.text ?? null, cause?.policy?.id ?? null])) !== undefined;

/** What a decision says: of a request, of one of its gates, or of an emergency that was applied. */
export type Vote = "APPROVE" | "REJECT" | "WAIVE" | "CONFIRM" | "OVERTURN";

export interface NewDecision {
  readonly id: string;
  readonly requestId: string;
  readonly principalId: string;
  readonly verdict: Vote;
  readonly printedName: string;
  readonly role: string;
  readonly meaning: string;
  readonly comment: string | null;
  readonly contentDigest: string;
  readonly authMethod: string;
  readonly authAgeSeconds: number | null;
  readonly credentialId: string | null;
  readonly mintedBy: readonly string[];
  readonly invitedBy: string | null;
  /** The gate that it waives, and what that had found. */
  readonly gate?: Pick<GivenWaiver, "policy" | "key" | "observed"> | undefined;
  /** The statement that its signer signed with a key of their own; null: none. */
  readonly signatureRequestId: string | null;
}

/** Stores a decision; it is never edited. */
export const storeDecision = async (tx: Sql, decision: NewDecision): Promise<void> => {
  await tx.rows(insertDecision, [
    decision.id,
    decision.requestId,
    decision.principalId,
    decision.verdict,
    decision.printedName,
    decision.role,
    decision.meaning,
    decision.comment,
    decision.contentDigest,
    decision.authMethod,
    decision.authAgeSeconds,
    decision.credentialId,
    decision.mintedBy,
    decision.invitedBy,
    decision.gate?.policy ?? null,
    decision.gate?.key ?? null,
    decision.gate?.observed ?? null,
    decision.signatureRequestId,
  ]);
};

export type LatestDecision = Pick<
  NewDecision,
  "id" | "verdict" | "meaning" | "comment" | "mintedBy" | "invitedBy" | "signatureRequestId"
>;

/** The last decision of a principal on a request. */
export const latestDecisionOf = async (
  tx: Sql,
  requestId: string,
  principalId: string,
): Promise<LatestDecision | undefined> => tx.row<LatestDecision>(latestOf, [requestId, principalId]);

/** Ids of pending requests whose time has passed, at most 100. */
export const expiredRequests = async (db: Reader): Promise<string[]> =>
  (await db.rows<{ id: string }>(expired)).map(({ id }) => id);

/** Names of the places of a request, as `placeOf` writes them. */
export const placesOf = (policies: readonly HeldPolicy[]): string[] =>
  policies.flatMap((policy) => policy.requirements.map(({ role, teamId }) => placeOf(teamId, role)));
