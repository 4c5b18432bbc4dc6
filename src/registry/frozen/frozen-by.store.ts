import type { Erased, Erasing } from "../../audit/erasing.js";
import { type Sql, sql } from "../../db/sql.js";

const count = sql(
  "version.frozen_by",
  "select count(*)::int as count from model_version where created_by = $1 or $1 = any(authors)",
);

/** Frozen content does not change: versions of a person's making may name them as their clients wrote it. */
export const countFrozen = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  if (!categories.has("NAME")) return { rows: 0, links: [], remains: [] };
  const row = await tx.row<{ count: number }>(count, [principalId]);
  const where = "frozen content of versions that they made or wrote for, in the words of their clients";
  return { rows: 0, links: [], remains: [{ where, count: row?.count ?? 0 }] };
};
