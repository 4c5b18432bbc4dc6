import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { namesOfRuns } from "../runs/run-details.queries.js";
import { findRunUuids, type GivenRunFilter } from "../runs/runs.pages.js";
import { checkCount } from "../tracking-input.js";
import type { ColumnKind } from "./columns.queries.js";
import { readableRuns } from "./compared-runs.pages.js";
import { type Aggregate, cellsOf } from "./matrix.queries.js";
import type { RunMatrix } from "./matrix.types.js";

export const MAX_MATRIX = { rows: 2_000, columns: 50 } as const;

/** Matching runs are counted so far. */
const COUNTED = 10_000;

export interface MatrixAsked {
  readonly filter: GivenRunFilter | null;
  readonly runIds: readonly string[] | null;
  readonly columns: readonly { readonly kind: ColumnKind; readonly key: string }[];
  readonly aggregate: Aggregate;
  readonly limit: number;
}

/** Which runs the table is of: those named, as far as the caller reads them; or those that match, the newest first. */
const rowsOf = async (ctx: Ctx, { filter, runIds }: MatrixAsked): Promise<string[]> => {
  if ((filter === null) === (runIds === null))
    throw new DomainError("INVALID_INPUT", "runIds: give either runIds or filter.", { path: ["runIds"] });
  if (runIds === null) return findRunUuids(ctx, filter, COUNTED);
  checkCount("runIds", runIds, MAX_MATRIX.rows);
  return readableRuns(ctx, runIds);
};

/** A table of runs, column by column. */
export const runMatrix = async (ctx: Ctx, asked: MatrixAsked): Promise<RunMatrix> => {
  const { columns, aggregate, limit } = asked;
  if (columns.length > 0) checkCount("columns", columns, MAX_MATRIX.columns);
  if (!(limit >= 1 && limit <= MAX_MATRIX.rows))
    throw new DomainError("INVALID_INPUT", `limit: 1–${MAX_MATRIX.rows.toLocaleString("en-US")}, not ${limit}.`, {
      path: ["limit"],
    });
  const all = await rowsOf(ctx, asked);
  const runs = all.slice(0, limit);
  const cell = await cellsOf(ctx.db, runs, columns, aggregate);
  const names = new Map((await namesOfRuns(ctx.db, runs)).map(({ of, name }) => [of, name]));
  return {
    runs: runs.map(hexOfUuid),
    names: runs.map((run) => names.get(run) ?? ""),
    columns: columns.map(({ kind, key }, at) => ({ kind, key, values: runs.map((run) => written(cell(run, at))) })),
    total: all.length,
    sampled: all.length > limit,
  };
};

/** JSON has no NaN and no infinity: they go as text, as every double does. */
const written = (value: string | number | null): string | number | null =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
