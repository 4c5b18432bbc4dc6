import { type Reader, sql } from "../../db/sql.js";
import type { GateResult } from "../gates/gate-rules.js";

/** A move of a version into a slot that had been applied by an instant, with what its gates said. */
export interface AppliedMove {
  readonly id: string;
  readonly slot: string;
  readonly appliedAt: string;
  readonly digest: string;
  readonly gates: readonly GateResult[];
  /** Whoever asked, and everyone behind them. */
  readonly requesters: readonly string[];
}

const applied = sql(
  "pack.moves_as_of",
  `select id, slot, closed_at as "appliedAt", content_digest as digest, coalesce(gates, '[]') as gates,
     requested_for || requested_by as requesters
   from transition_request where model_version_id = $1 and state = 'APPLIED' and closed_at <= $2::timestamptz
   order by closed_at desc, id desc limit 100`,
);

/** Moves of the version that had been applied by the instant, the newest first; the caller must be allowed to read it. */
export const movesAsOf = (db: Reader, versionId: string, at: string): Promise<AppliedMove[]> =>
  db.rows(applied, [versionId, at]);

/** The review of an emergency as it stood at an instant. */
export interface ReviewThen {
  readonly id: string;
  readonly requestId: string;
  readonly openedAt: string;
  /** Null: it was not decided yet. */
  readonly decidedAt: string | null;
  readonly wasOverdue: boolean;
}

const reviews = sql(
  "pack.reviews_as_of",
  `select id, transition_request_id as "requestId", opened_at as "openedAt",
     case when decided_at <= $2::timestamptz then decided_at end as "decidedAt", due_at <= least($2::timestamptz, clock_timestamp()) as "wasOverdue"
   from review where model_version_id = $1 and opened_at <= $2::timestamptz order by opened_at`,
);

/** Reviews that emergencies of the version had opened by the instant, the oldest first. */
export const reviewsAsOf = (db: Reader, versionId: string, at: string): Promise<ReviewThen[]> =>
  db.rows(reviews, [versionId, at]);
