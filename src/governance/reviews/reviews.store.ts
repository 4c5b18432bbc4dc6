import { type Reader, type Sql, sql } from "../../db/sql.js";
import type { HeldPolicy } from "../approval-rules.js";
import { held, placesOf } from "../requests.store.js";
import { readHeldPolicies } from "../statement.js";

/** OVERDUE: still to be decided, too late. */
export type ReviewState = "OPEN" | "OVERDUE" | "CONFIRMED" | "OVERTURNED";

/** The review of an emergency, its row locked. */
export interface ReviewRow {
  readonly id: string;
  readonly state: ReviewState;
  /** Whether its time has passed. */
  readonly isLate: boolean;
  /** The ordinary policies, whose places decide it. */
  readonly policies: readonly HeldPolicy[];
}

const insert = sql(
  "review.insert",
  `insert into review (id, transition_request_id, registered_model_id, model_version_id, state, opened_at, due_at, policies,
     places, excludes)
   select $1, $2, $3, $4, 'OPEN', t.now, t.now + make_interval(hours => $5), $6, $7, $8
   from (select clock_timestamp() as now) t returning due_at as "dueAt"`,
);
const lock = sql(
  "review.lock",
  `select id, state, due_at <= clock_timestamp() as "isLate", policies from review where id = $1 for update`,
);
const placeOf = sql(
  "review.place_of",
  `select transition_request_id as "requestId", model_version_id as "versionId" from review where id = $1`,
);
const decide = sql(
  "review.decide",
  `update review set state = $2, decided_at = clock_timestamp(), rollback_request_id = $3
   where id = $1 and decided_at is null`,
);
const lapse = sql("review.lapse", "update review set state = 'OVERDUE' where id = $1 and state = 'OPEN'");
const late = sql(
  "review.late",
  "select id from review where state = 'OPEN' and due_at <= clock_timestamp() order by due_at limit 100",
);
const overdue = sql(
  "review.overdue_of_model",
  `select id from review where registered_model_id = $1 and decided_at is null
     and (state = 'OVERDUE' or due_at <= clock_timestamp()) limit 1`,
);

export interface NewReview {
  readonly id: string;
  readonly requestId: string;
  readonly modelId: string;
  readonly versionId: string;
  readonly withinHours: number;
  readonly policies: readonly HeldPolicy[];
  /** Whoever signed the emergency. */
  readonly excludes: readonly string[];
}

/** Stores a review that is owed; answers until when. */
export const storeReview = async (tx: Sql, review: NewReview): Promise<string> => {
  const { policies } = review;
  const row = await tx.row<{ dueAt: string }>(insert, [
    review.id,
    review.requestId,
    review.modelId,
    review.versionId,
    review.withinHours,
    JSON.stringify(policies.map(held)),
    placesOf(policies),
    review.excludes,
  ]);
  return row?.dueAt ?? "";
};

/** Locks the review's row; those of its model, version and request are locked already. */
export const lockReview = async (tx: Sql, id: string): Promise<ReviewRow | undefined> => {
  const row = await tx.row<Omit<ReviewRow, "policies"> & { readonly policies: unknown }>(lock, [id]);
  return row && { ...row, policies: readHeldPolicies(row.policies) };
};

/** Of which request, and version, the review is. */
export const findReview = async (tx: Sql, id: string): Promise<{ requestId: string; versionId: string } | undefined> =>
  tx.row(placeOf, [id]);

/** Ends a review; `rollbackId`: the request by which the slot is to be given back. */
export const storeVerdict = async (
  tx: Sql,
  id: string,
  state: "CONFIRMED" | "OVERTURNED",
  rollbackId: string | null,
): Promise<void> => {
  await tx.rows(decide, [id, state, rollbackId]);
};

/** Says that the review's time has passed. */
export const storeLapse = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(lapse, [id]);
};

/** Ids of open reviews whose time has passed, at most 100. */
export const lateReviews = async (db: Sql): Promise<string[]> =>
  (await db.rows<{ id: string }>(late)).map(({ id }) => id);

/** A review of the model that is overdue; undefined where there is none. */
export const overdueReviewOf = async (db: Reader, modelId: string): Promise<string | undefined> =>
  (await db.row<{ id: string }>(overdue, [modelId]))?.id;
