import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { DomainError } from "../../errors.js";
import { loader, loadFound } from "../../graphql/loader.js";
import type { RunRead } from "../runs/runs.queries.js";
import { runLoader } from "../tracking.loaders.js";
import { runIdFrom } from "../tracking-ids.js";
import { checkCount } from "../tracking-input.js";
import { type SampledHistory, type SeriesAxis, sampledHistories } from "./metric-samples.queries.js";
import { rangeOf } from "./sampling-rules.js";

/** Courses that one question draws. */
export const MAX_SERIES = 200;
const MAX_KEYS = 20;

export interface SeriesAsked {
  readonly runIds: readonly string[];
  readonly keys: readonly string[];
  readonly axis: SeriesAxis;
  readonly from: bigint | null;
  readonly to: bigint | null;
  readonly points: number;
}

/** The courses of metrics in runs that the caller reads, run by run as asked. */
export const metricSeries = async (ctx: Ctx, { runIds, keys, axis, from, to, points }: SeriesAsked) => {
  checkCount("runIds", runIds, MAX_SERIES);
  checkCount("keys", keys, MAX_KEYS);
  const series = new Set(runIds).size * new Set(keys).size;
  if (series > MAX_SERIES)
    throw new DomainError(
      "INVALID_INPUT",
      `keys: runIds times keys make ${series} series; ${MAX_SERIES} are allowed.`,
      {
        path: ["keys"],
      },
    );
  const runs = await loadFound(loader(ctx, runLoader), [...new Set(runIds.map(runIdFrom))]);
  const range = rangeOf(from, to);
  const byKey = new Map<string, SampledHistory[]>();
  for (const metric of new Set(keys)) {
    const asked = { runs: runs.map(({ uuid }) => uuid), metric, range, most: points, axis };
    byKey.set(metric, await sampledHistories(ctx.db, asked));
  }
  return runs.flatMap((run, at) => [...byKey].map(([key, histories]) => seriesOf(run, key, histories[at], axis)));
};

const seriesOf = (run: RunRead, key: string, history: SampledHistory | undefined, axis: SeriesAxis) => {
  const { points, total } = history ?? { points: [], total: 0n };
  const begin = axis === "RELATIVE" ? run.startTime : 0n;
  const numbers = points.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  return {
    runId: hexOfUuid(run.uuid),
    key,
    steps: points.map(({ step }) => step),
    times: points.map(({ timestamp }) => timestamp - begin),
    values: points.map(({ value }) => value),
    // No minimum or maximum is lost where points are left out.
    min: numbers.length === 0 ? null : Math.min(...numbers),
    max: numbers.length === 0 ? null : Math.max(...numbers),
    total,
  };
};
