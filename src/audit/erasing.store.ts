import { type Sql, sql } from "../db/sql.js";
import type { Category } from "./personal.js";

const erase = sql("audit.erase", "select audit.erase($1, $2)::int as count");

/**
 * Deletes what opens the commitments of entries to a person's values, and the salts of what notes said of rows that this
 * transaction has cleared; call it after that. How many values went.
 */
export const eraseDisclosures = async (
  tx: Sql,
  principalId: string,
  categories: readonly Category[],
): Promise<number> => (await tx.row<{ count: number }>(erase, [principalId, categories]))?.count ?? 0;

const former = sql(
  "audit.former_bodies",
  `select count(*)::int as count from (
     select e.id from audit.entry e where e.actor_id = $1
     union select s.entry_id from audit.subject s where s.kind = 'principal' and s.subject_id = $1) named
   join audit.entry e on e.id = named.id where right(e.body, 6) = '"v":1}'`,
);

/** Entries that name a person in bodies of form 1, where handles and reasons stand in clear. */
export const countFormerBodies = async (db: Sql, principalId: string): Promise<number> =>
  (await db.row<{ count: number }>(former, [principalId]))?.count ?? 0;
