import type { Ability, Access } from "../access/ability.js";
import { slugsOfTeams } from "../access/team-members.queries.js";
import { visible } from "../access/visible.js";
import { type Facets, facetSql } from "../db/facets.js";
import { idPrefix } from "../db/ids.js";
import { comesAfter, type SortKey, sorted } from "../db/keyset.js";
import { storedName } from "../db/names.js";
import { dynamicSql, type Reader, searchSql, sql, Values } from "../db/sql.js";
import { isVersionCalled } from "../registry/text-filter.js";
import { countSignatures, type HeldPolicy, type Signer } from "./approval-rules.js";
import type { GateResult } from "./gates/gate-rules.js";
import { requestColumns } from "./open-requests.queries.js";
import { fillersOf } from "./policies/fillers.js";
import { isHidden } from "./policies/hidden-policies.js";
import type { Emergency, RequestPhase, RequestState, Vote } from "./requests.store.js";
import { readKept } from "./statement.js";
import type { AskedWaiver } from "./waivers/waiver-rules.js";
import { waiversOf } from "./waivers/waivers.queries.js";

/** A transition request as read; `state` says EXPIRED from the instant on, sweeper or not. */
export interface RequestRead {
  readonly id: string;
  readonly registeredModelId: string;
  readonly modelVersionId: string;
  readonly modelName: string;
  readonly version: number;
  readonly to: string;
  readonly from: string | null;
  readonly state: RequestState;
  readonly cause: string | null;
  /** The policy that the cause names. */
  readonly causePolicyId: string | null;
  readonly reason: string;
  readonly ticketUrl: string | null;
  readonly requestedById: string;
  readonly requestedFor: readonly string[];
  readonly authors: readonly string[];
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly closedAt: string | null;
  readonly contentDigest: string;
  readonly statement: string;
  readonly displacesId: string | null;
  readonly displacesVersion: number | null;
  readonly policies: readonly HeldPolicy[];
  readonly phase: RequestPhase;
  /** What the gates said when its statement was sealed. */
  readonly gates: readonly GateResult[];
  /** The waivers asked for. */
  readonly waivers: readonly AskedWaiver[];
  readonly emergency: Emergency | null;
}

type StoredRead = Omit<RequestRead, "policies"> & { readonly policies: unknown };

const read = (row: StoredRead): RequestRead => ({ ...row, policies: readKept(row).policies });

/** The state of request q: EXPIRED from the instant on. */
const stateNow = "case when q.state = 'PENDING' and q.expires_at <= clock_timestamp() then 'EXPIRED' else q.state end";

const tables = `transition_request q
  join registered_model m on m.id = q.registered_model_id
  join model_version v on v.id = q.model_version_id`;

const select = `select q.id, q.registered_model_id as "registeredModelId", q.model_version_id as "modelVersionId",
    m.name as "modelName", v.version, q.slot as "to", q.from_slot as "from",
    ${stateNow} as state,
    q.cause, q.cause_policy as "causePolicyId", q.reason, q.ticket_url as "ticketUrl", q.requested_by as "requestedById",
    q.requested_for as "requestedFor", v.authors, q.requested_at as "requestedAt", q.expires_at as "expiresAt",
    q.closed_at as "closedAt", q.content_digest as "contentDigest", q.statement, q.displaces_id as "displacesId",
    q.displaces_version as "displacesVersion", q.policies,
    q.phase, coalesce(q.gates, '[]') as gates, coalesce(q.waivers, '[]') as waivers, q.emergency
  from ${tables}`;

const readable = (ability: Ability, values: Values): string =>
  visible(ability, "read", "TransitionRequest", requestColumns("m", "q"), values);

/** Ids of the requests that the caller may read, of one model or team if it is named: to be asked within a statement. */
export const readableRequests = (
  ability: Ability,
  { model, team }: Pick<RequestFilter, "model" | "team">,
  values: Values,
): string => {
  const conditions = [readable(ability, values)];
  if (model != null) conditions.push(`m.name = ${values.add(storedName(model))} and m.deleted_at is null`);
  if (team != null) conditions.push(`m.team_id = (select id from team where slug = ${values.add(team)})`);
  return `select q.id from transition_request q join registered_model m on m.id = q.registered_model_id
    where ${conditions.join(" and ")}`;
};

/** Whether the caller may read the request, and which version it is about. */
export const readableRequest = async (
  db: Reader,
  ability: Ability,
  id: string,
): Promise<{ versionId: string } | undefined> => {
  const values = new Values();
  const text = `select q.model_version_id as "versionId" from transition_request q
    join registered_model m on m.id = q.registered_model_id where q.id = ${values.add(id)} and ${readable(ability, values)}`;
  return db.row(dynamicSql(text), values.list);
};

/** Requests by id, in no order; those that the caller may not read are left out. */
export const requestsById = async (db: Reader, ability: Ability, ids: readonly string[]): Promise<RequestRead[]> => {
  const values = new Values();
  const where = `q.id = any(${values.add(ids)}::text[]) and ${readable(ability, values)}`;
  return (await db.rows<StoredRead>(dynamicSql(`${select} where ${where}`), values.list)).map(read);
};

export interface RequestFilter {
  readonly text?: string | null | undefined;
  readonly state?: RequestState | null | undefined;
  readonly model?: string | null | undefined;
  readonly team?: string | null | undefined;
  readonly awaitingMyDecision?: boolean | null | undefined;
  readonly requestedBy?: string | null | undefined;
  readonly decidedBy?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** Requests of one version. */
  readonly modelVersionId?: string;
}

export interface RequestOrder {
  readonly field: "REQUESTED_AT" | "EXPIRES_AT";
  readonly direction: "ASC" | "DESC";
}

/** As lists of requests are ordered unless told otherwise. */
export const newestFirst: RequestOrder = { field: "REQUESTED_AT", direction: "DESC" };

interface Slice {
  readonly filter: RequestFilter;
  /** The newest first unless told otherwise. */
  readonly order?: RequestOrder;
  /** Where the page before ended. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/** Ids are in the order of their making. */
const sortKeys = ({ field, direction }: RequestOrder): SortKey[] => {
  const ascending = direction === "ASC";
  const byId: SortKey = { sql: "q.id", type: "text", ascending };
  return field === "REQUESTED_AT" ? [byId] : [{ sql: "q.expires_at", type: "timestamptz", ascending }, byId];
};

/** Where a request stands in the order, for cursors. */
export const requestPlace = ({ id, expiresAt }: RequestRead, { field }: RequestOrder): string[] =>
  field === "REQUESTED_AT" ? [id] : [expiresAt, id];

/** A page of requests, after the place `after`. */
export const requestsPage = async (db: Reader, access: Access, me: string, slice: Slice): Promise<RequestRead[]> => {
  const values = new Values();
  const text = `${select} ${sliceOf(access, me, slice, values)}`;
  return (await db.rows<StoredRead>(searchSql(text), values.list)).map(read);
};

/** Ids of the newest requests that the filter finds. */
export const requestIds = async (
  db: Reader,
  access: Access,
  me: string,
  slice: Pick<Slice, "filter" | "limit">,
): Promise<string[]> => {
  const values = new Values();
  const text = `select q.id from ${tables} ${sliceOf(access, me, { ...slice, after: null }, values)}`;
  return (await db.rows<{ id: string }>(searchSql(text), values.list)).map(({ id }) => id);
};

const sliceOf = (
  access: Access,
  me: string,
  { filter, order = newestFirst, after, limit }: Slice,
  values: Values,
): string => {
  const keys = sortKeys(order);
  const conditions = [readable(access.ability, values)];
  if (after !== null) conditions.push(comesAfter(keys, after, values));
  if (filter.text != null) conditions.push(...isCalled(filter.text, values));
  if (filter.modelVersionId !== undefined) conditions.push(`q.model_version_id = ${values.add(filter.modelVersionId)}`);
  if (filter.model != null)
    conditions.push(`m.name = ${values.add(storedName(filter.model))} and m.deleted_at is null`);
  if (filter.team != null) conditions.push(`m.team_id = (select id from team where slug = ${values.add(filter.team)})`);
  if (filter.state != null) conditions.push(stateIs(filter.state, values));
  if (filter.to != null) conditions.push(`q.slot = ${values.add(storedName(filter.to))}`);
  if (filter.requestedBy != null) conditions.push(`q.requested_by = ${principalOf(filter.requestedBy, values)}`);
  if (filter.decidedBy != null)
    conditions.push(
      `q.id in (select d.request_id from decision d where d.principal_id = ${principalOf(filter.decidedBy, values)})`,
    );
  if (filter.awaitingMyDecision != null) {
    const awaiting = awaitingDecisionOf(access, me, values);
    conditions.push(filter.awaitingMyDecision ? awaiting : `(${awaiting}) is not true`);
  }
  return `where ${conditions.join(" and ")} ${sorted(keys)} limit ${values.add(limit)}`;
};

const isCalled = (text: string, values: Values): readonly string[] => {
  if (idPrefix(text.trim()) === "req") return [`q.id = ${values.add(text.trim())}`];
  const { models, versions } = isVersionCalled(text, values);
  return [...models, ...versions];
};

const principalOf = (handle: string, values: Values): string =>
  `(select id from principal where handle = ${values.add(handle)})`;

const stateIs = (state: RequestState, values: Values): string => {
  if (state === "PENDING") return "(q.state = 'PENDING' and q.expires_at > clock_timestamp())";
  const stored = `q.state = ${values.add(state)}`;
  return state === "EXPIRED"
    ? `(${stored} or (q.state = 'PENDING' and q.expires_at <= clock_timestamp()))`
    : `(${stored})`;
};

/**
 * Pending, its gates passed, has a place that the caller could fill, and the caller has not decided yet, nor waived a gate
 * of the same policy; or it waits for a waiver that the caller could give and has not given.
 */
const awaitingDecisionOf = (access: Access, me: string, values: Values): string => {
  const [places, id] = [values.add([...access.places]), values.add(me)];
  const openPlace = (that: string, waived: string): string =>
    `exists (select from request_place p where p.request_id = q.id and p.team_id || ':' || p.role = any(${places}::text[])
       and not ${id} = any(p.excludes) and ${that} and not exists (select from decision w where w.request_id = q.id
         and w.principal_id = ${id} and w.gate_policy = (q.policies -> p.policy_index ->> 'id')${waived}))`;
  return `q.state = 'PENDING' and q.expires_at > clock_timestamp() and case when q.phase = 'SIGNATURES'
    then ${openPlace("p.gate is null", "")} and not exists (
      select from decision d where d.request_id = q.id and d.principal_id = ${id} and d.verdict <> 'WAIVE')
    else ${openPlace("p.gate is not null", " and w.gate_key = p.gate")} end`;
};

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

const openCounts = sql(
  "request.open_of_models",
  `select registered_model_id as of, count(*)::int as open from transition_request
   where registered_model_id = any($1::text[]) and state = 'PENDING' and expires_at > clock_timestamp()
   group by registered_model_id`,
);

/** How many requests of each model are pending; the models must be readable, and with them their requests. */
export const openRequestsOf = async (
  db: Reader,
  modelIds: readonly string[],
): Promise<{ of: string; open: number }[]> => db.rows(openCounts, [modelIds]);

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

const pendingNow = sql(
  "requests.pending_now",
  `select count(*)::int as count, coalesce(extract(epoch from clock_timestamp() - min(requested_at)), 0)::float8 as "oldestSeconds"
   from transition_request where state = 'PENDING'`,
);

/** How many requests wait for signatures in the whole organisation, and since how many seconds the oldest. */
export const pendingRequests = async (db: Reader): Promise<{ count: number; oldestSeconds: number }> =>
  (await db.row<{ count: number; oldestSeconds: number }>(pendingNow)) ?? { count: 0, oldestSeconds: 0 };

const counted = "transition_request q where q.id = any($1::text[])";

/** What transition requests are counted by. */
export const requestFacets: Facets = {
  plain: {
    state: facetSql("request_state", `select ${stateNow} as value, ${stateNow} as label from ${counted}`),
    to: facetSql("request_to", `select q.slot as value, q.slot as label from ${counted}`),
    model: facetSql(
      "request_model",
      `select m.name as value, m.name as label from registered_model m
       join (select q.registered_model_id as id from ${counted}) q on q.id = m.id`,
    ),
    requestedBy: facetSql(
      "request_requester",
      `select p.handle as value, p.display_name as label from principal p
       join (select q.requested_by as id from ${counted}) q on q.id = p.id`,
    ),
  },
  keyed: {},
};
