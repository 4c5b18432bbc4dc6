import type { Ability, Access } from "../../access/ability.js";
import { roleHolders } from "../../access/teams/team-members.queries.js";
import { dynamicSql, type Reader, searchSql, sql, Values } from "../../db/sql.js";
import type { HeldPolicy, Signer } from "../approval-rules.js";
import { readableRequests } from "../requests.queries.js";
import { readHeldPolicies } from "../statement.js";
import type { ReviewState } from "./reviews.store.js";

/** A review as read; `state` says OVERDUE from the instant on, sweeper or not. */
export interface ReviewRead {
  readonly id: string;
  readonly requestId: string;
  readonly state: ReviewState;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly decidedAt: string | null;
  readonly rollbackRequestId: string | null;
  readonly policies: readonly HeldPolicy[];
}

type StoredReview = Omit<ReviewRead, "policies"> & { readonly policies: unknown };

const isLate = "r.state = 'OPEN' and r.due_at <= clock_timestamp()";

const select = `select r.id, r.transition_request_id as "requestId",
    case when ${isLate} then 'OVERDUE' else r.state end as state, r.opened_at as "openedAt", r.due_at as "dueAt",
    r.decided_at as "decidedAt", r.rollback_request_id as "rollbackRequestId", r.policies
  from review r`;

const read = (row: StoredReview): ReviewRead => ({ ...row, policies: readHeldPolicies(row.policies) });

/** Of which request the review is, if the caller reads it: whoever reads the request does. */
export const readableReview = async (db: Reader, ability: Ability, id: string): Promise<string | undefined> => {
  const values = new Values();
  const text = `${select} where r.id = ${values.add(id)} and r.transition_request_id in (${readableRequests(ability, {}, values)})`;
  return (await db.row<StoredReview>(dynamicSql(text), values.list))?.requestId;
};

/** Reviews by their ids, or by those of their requests, in no order; those that the caller may not read are left out. */
export const reviewsBy = async (
  db: Reader,
  ability: Ability,
  column: "id" | "transition_request_id",
  ids: readonly string[],
): Promise<ReviewRead[]> => {
  const values = new Values();
  const text = `${select} where r.${column} = any(${values.add(ids)}::text[])
    and r.transition_request_id in (${readableRequests(ability, {}, values)})`;
  return (await db.rows<StoredReview>(dynamicSql(text), values.list)).map(read);
};

export interface ReviewFilter {
  readonly state?: ReviewState | null | undefined;
  readonly model?: string | null | undefined;
  readonly team?: string | null | undefined;
  readonly awaitingMyDecision?: boolean | null | undefined;
}

/** A page of reviews, newest first, before the id `after`. */
export const reviewsPage = async (
  db: Reader,
  access: Access,
  me: string,
  { filter, after, limit }: { filter: ReviewFilter; after: string | null; limit: number },
): Promise<ReviewRead[]> => {
  const values = new Values();
  const conditions = [`r.transition_request_id in (${readableRequests(access.ability, filter, values)})`];
  if (after !== null) conditions.push(`r.id < ${values.add(after)}`);
  if (filter.state != null) conditions.push(stateIs(filter.state, values));
  if (filter.awaitingMyDecision != null) {
    const awaiting = awaitingDecisionOf(access, me, values);
    conditions.push(filter.awaitingMyDecision ? awaiting : `(${awaiting}) is not true`);
  }
  const text = `${select} where ${conditions.join(" and ")} order by r.id desc limit ${values.add(limit)}`;
  return (await db.rows<StoredReview>(searchSql(text), values.list)).map(read);
};

const stateIs = (state: ReviewState, values: Values): string => {
  if (state === "OPEN") return "(r.state = 'OPEN' and r.due_at > clock_timestamp())";
  return state === "OVERDUE" ? `(r.state = 'OVERDUE' or ${isLate})` : `r.state = ${values.add(state)}`;
};

/** To be decided, has a place that the caller could fill, and the caller neither signed the emergency nor has decided. */
const awaitingDecisionOf = ({ places }: Access, me: string, values: Values): string => {
  const id = values.add(me);
  return `r.decided_at is null and r.places && ${values.add([...places])}::text[] and not ${id} = any(r.excludes)
    and not exists (select from decision d where d.request_id = r.transition_request_id and d.principal_id = ${id}
      and d.verdict in ('CONFIRM', 'OVERTURN'))`;
};

const verdicts = sql(
  "review.verdicts",
  `select request_id as of, id as decision, principal_id as id, verdict, comment, minted_by as "mintedBy" from decision
   where request_id = any($1::text[]) and verdict in ('CONFIRM', 'OVERTURN') order by id`,
);

/** A decision on a review. */
export interface ReviewVerdict extends Pick<Signer, "id" | "mintedBy"> {
  /** The decision's id. */
  readonly decision: string;
  readonly verdict: "CONFIRM" | "OVERTURN";
  readonly comment: string | null;
}

/** Every decision on the review of a request, the oldest first. */
export const verdictsOf = async (db: Reader, requestId: string): Promise<ReviewVerdict[]> =>
  db.rows<ReviewVerdict>(verdicts, [[requestId]]);

/** Those whose latest decision on the review of a request confirms it, with the roles they hold now. People alone decide. */
export const confirmersOf = async (db: Reader, requestId: string): Promise<Signer[]> =>
  (await confirmersOfMany(db, [requestId])).get(requestId) ?? [];

/** As `confirmersOf`, of each of the requests. */
export const confirmersOfMany = async (
  db: Reader,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, Signer[]>> => {
  const rows = await db.rows<ReviewVerdict & { of: string }>(verdicts, [requestIds]);
  const holders = rows.length === 0 ? [] : await roleHolders(db, [...new Set(rows.map(({ id }) => id))]);
  const signer = ({ id, mintedBy }: ReviewVerdict): Signer => {
    const roles = holders.find((each) => each.id === id)?.roles ?? [];
    return { id, mintedBy, kind: "USER", roles };
  };
  const byRequest = [...Map.groupBy(rows, ({ of }) => of)].map(([of, all]): [string, Signer[]] => {
    const latest = new Map(all.map((each) => [each.id, each]));
    return [of, [...latest.values()].filter(({ verdict }) => verdict === "CONFIRM").map(signer)];
  });
  return new Map(byRequest);
};
