import { type Reader, type Sql, sql } from "../../../db/sql.js";
import type { Comparing, Comparison } from "./compare-tables.js";

/** Two tables by the SHA-256 of their bytes, and how they are compared. */
export interface ComparisonKey extends Comparing {
  readonly candidate: string;
  readonly champion: string;
}

const place = `from paired_comparison c
   where c.candidate = decode($1, 'hex') and c.champion = decode($2, 'hex') and c.row_column = $3 and c.score_column = $4
     and c.confidence = $5`;
const find = sql("comparison.find", `select c.result ${place}`);
const keep = sql(
  "comparison.keep",
  `insert into paired_comparison (candidate, champion, row_column, score_column, confidence, result)
   values (decode($1, 'hex'), decode($2, 'hex'), $3, $4, $5, $6) on conflict do nothing`,
);

const valuesOf = ({ candidate, champion, row, score, confidence }: ComparisonKey): unknown[] => [
  candidate,
  champion,
  row,
  score,
  confidence,
];

/** What these tables say beside each other, if somebody has compared them. */
export const findComparison = async (db: Reader, key: ComparisonKey): Promise<Comparison | undefined> =>
  (await db.row<{ result: Comparison }>(find, valuesOf(key)))?.result;

/** Keeps what was computed; of the same tables it is always the same. */
export const keepComparison = async (db: Sql, key: ComparisonKey, result: Comparison): Promise<void> => {
  await db.rows(keep, [...valuesOf(key), JSON.stringify(result)]);
};
