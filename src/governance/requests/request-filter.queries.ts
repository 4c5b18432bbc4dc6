import type { Ability, Access } from "../../access/ability.js";
import { visible } from "../../access/visible.js";
import { idPrefix } from "../../db/ids.js";
import { comesAfter, type SortKey, sorted } from "../../db/keyset.js";
import { storedName } from "../../db/names.js";
import type { Values } from "../../db/sql.js";
import { isVersionCalled } from "../../registry/text-filter.js";
import { requestColumns } from "../open-requests.queries.js";
import type { RequestState } from "../requests.store.js";

/** The state of request q: EXPIRED from the instant on. */
export const stateNow =
  "case when q.state = 'PENDING' and q.expires_at <= clock_timestamp() then 'EXPIRED' else q.state end";

/** Whether the caller may read request q of model m. */
export const readable = (ability: Ability, values: Values): string =>
  visible(ability, "read", "TransitionRequest", requestColumns("m", "q"), values);

/** Which requests a list has. */
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

/** By what a list is ordered. */
export interface RequestOrder {
  readonly field: "REQUESTED_AT" | "EXPIRES_AT";
  readonly direction: "ASC" | "DESC";
}

/** As lists of requests are ordered unless told otherwise. */
export const newestFirst: RequestOrder = { field: "REQUESTED_AT", direction: "DESC" };

/** A part of a list. */
export interface Slice {
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

/** The conditions, order and limit of a list of requests q of models m. */
export const sliceOf = (
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
