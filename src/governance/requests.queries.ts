import type { Ability, Access } from "../access/ability.js";
import { storedName } from "../db/names.js";
import { dynamicSql, type Reader, searchSql, Values } from "../db/sql.js";
import type { HeldPolicy } from "./approval-rules.js";
import type { GateResult } from "./gates/gate-rules.js";
import {
  type RequestFilter,
  type RequestOrder,
  readable,
  type Slice,
  sliceOf,
  stateNow,
} from "./requests/request-filter.queries.js";
import type { Emergency, RequestPhase, RequestState } from "./requests.store.js";
import { readKept } from "./statement.js";
import type { AskedWaiver } from "./waivers/waiver-rules.js";

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

/** The newest requests of a version that the caller may read, each with its kind as a subject: a part of a statement. */
export const readableRequestsOf = (ability: Ability, version: string, limit: number, values: Values): string =>
  `select 'transition_request' as kind, q.id from transition_request q
    join registered_model m on m.id = q.registered_model_id
    where q.model_version_id = ${version} and ${readable(ability, values)} order by q.id desc limit ${limit}`;

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
  const where = `${values.among("q.id", ids)} and ${readable(ability, values)}`;
  return (await db.rows<StoredRead>(dynamicSql(`${select} where ${where}`), values.list)).map(read);
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
