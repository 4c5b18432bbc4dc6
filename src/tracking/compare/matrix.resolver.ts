import { Args, ArgsType, Ctx as Context, Field, ID, Int, Query, Resolver } from "type-graphql";
import type { Ctx } from "../../context.js";
import { ListArgs } from "../../graphql/connection.js";
import { Policy } from "../../graphql/policy.js";
import { Long } from "../../graphql/scalars.js";
import { type ArgumentOf, Counts } from "../../graphql/weight.js";
import { MAX_SERIES, metricSeries } from "../metrics/metric-series.pages.js";
import { checkPoints, MAX_POINTS, MIN_POINTS } from "../metrics/sampling-rules.js";
import { RunFilter } from "../search/filters.types.js";
import { listColumns } from "./columns.pages.js";
import { MAX_MATRIX, runMatrix } from "./matrix.pages.js";
import { Aggregate, Column, ColumnInput, MetricSeries, RunMatrix, SeriesAxis } from "./matrix.types.js";

const DEFAULT = 500;

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : list == null ? 0 : 1);
const partsOf = (number: unknown): number =>
  Math.max(1, Math.ceil((typeof number === "number" ? number : 0) / DEFAULT));

/** One for each column of as many values as are read by default. */
const matrixCost = (argument: ArgumentOf): number => 1 + lengthOf(argument("columns")) * partsOf(argument("limit"));
/** One for each series of as many points as are read by default. */
const seriesCost = (argument: ArgumentOf): number =>
  lengthOf(argument("runIds")) * lengthOf(argument("keys")) * partsOf(argument("points"));

@ArgsType()
class ColumnsArgs extends ListArgs {
  @Field(() => [ID], {
    nullable: true,
    description: "1–100 experiments, by their ids here or MLflow's; or else `runIds`.",
  })
  experimentIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: "1–2,000 runs, by their ids here or MLflow's: the columns that they have, with figures of them alone.",
  })
  runIds?: string[] | null;

  @Field(() => String, { nullable: true, description: "Return only keys that begin so." })
  prefix?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Return only columns whose values differ among the runs looked at; a missing value differs from a present one.",
  })
  differing?: boolean | null;
}

@ArgsType()
class MatrixArgs {
  @Field(() => RunFilter, { nullable: true, description: "The runs that match, the newest first; or else `runIds`." })
  filter?: RunFilter | null;

  @Field(() => [ID], {
    nullable: true,
    description: "1–2,000 runs, by their ids here or MLflow's. Those that you may not read are left out.",
  })
  runIds?: string[] | null;

  @Field(() => [ColumnInput], { description: `The columns: at most ${MAX_MATRIX.columns}.` })
  columns: ColumnInput[];

  @Field(() => Aggregate, {
    nullable: true,
    defaultValue: "LAST",
    description: "Which point of a metric stands for a run.",
  })
  aggregate: keyof typeof Aggregate;

  @Field(() => Int, { nullable: true, defaultValue: DEFAULT, description: "How many runs at most: 1–2,000." })
  limit: number;
}

@ArgsType()
class SeriesArgs {
  @Field(() => [ID], { description: `Runs, by their ids here or MLflow's: at most ${MAX_SERIES} runs times keys.` })
  runIds: string[];

  @Field(() => [String], { description: "Keys of metrics: 1–20." })
  keys: string[];

  @Field(() => SeriesAxis, {
    nullable: true,
    defaultValue: "STEP",
    description: "What they are cut and thinned along.",
  })
  axis: keyof typeof SeriesAxis;

  @Field(() => Long, { nullable: true, description: "The first step or millisecond of the axis, which is included." })
  from?: bigint | null;

  @Field(() => Long, { nullable: true, description: "The last step or millisecond of the axis, which is included." })
  to?: bigint | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: DEFAULT,
    description: `How many points each at most: ${MIN_POINTS}–${MAX_POINTS.toLocaleString("en-US")}.`,
  })
  points: number;
}

@Resolver()
export class RunMatrixResolver {
  @Query(() => [Column], {
    description:
      "The metrics and params that runs of experiments have, by key; figures are of the newest 2,000 live runs.",
  })
  @Policy({ scope: "READ" })
  columns(@Context() ctx: Ctx, @Args(() => ColumnsArgs) args: ColumnsArgs) {
    const { experimentIds = null, runIds = null, prefix, differing, first } = args;
    return listColumns(ctx, { experimentIds, runIds, prefix: prefix ?? "", differing: differing === true, first });
  }

  @Query(() => RunMatrix, { description: "A table of runs, column by column: for charts over many." })
  @Policy({ scope: "READ" })
  @Counts(matrixCost, `one, and one for each column of ${DEFAULT} runs`)
  runMatrix(@Context() ctx: Ctx, @Args(() => MatrixArgs) { filter, runIds, columns, aggregate, limit }: MatrixArgs) {
    const asked = { filter: filter ?? null, runIds: runIds ?? null, columns };
    return runMatrix(ctx, { ...asked, aggregate: aggregate ?? "LAST", limit: limit ?? DEFAULT });
  }

  @Query(() => [MetricSeries], {
    description:
      "The course of metrics in runs, in few points: no minimum or maximum is lost. Run by run as asked, key by key.",
  })
  @Policy({ scope: "READ" })
  @Counts(seriesCost, `one for each series of ${DEFAULT} points`)
  metricSeries(@Context() ctx: Ctx, @Args(() => SeriesArgs) { from, to, points, axis, ...asked }: SeriesArgs) {
    const range = { from: from ?? null, to: to ?? null, points: checkPoints(points ?? DEFAULT) };
    return metricSeries(ctx, { ...asked, ...range, axis: axis ?? "STEP" });
  }
}
