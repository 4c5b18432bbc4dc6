import type { Ctx } from "../../context.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { codeFrom } from "../runs/run-code-rules.js";
import { noRunData, runData } from "../runs/run-data.queries.js";
import { runLoader } from "../tracking.loaders.js";
import { runIdFrom } from "../tracking-ids.js";
import { checkCount } from "../tracking-input.js";
import type { RunComparison } from "./compare.types.js";

const MAX_RUNS = 50;

/** The runs of these ids that the caller reads, with all that they hold. */
export const compareRuns = async (ctx: Ctx, ids: readonly string[]): Promise<RunComparison> => {
  checkCount("runIds", ids, MAX_RUNS);
  const runs = await loadFound(loader(ctx, runLoader), [...new Set(ids.map(runIdFrom))]);
  const uuids = runs.map(({ uuid }) => uuid);
  const held = await runData(ctx.db, uuids);
  const data = runs.map(({ uuid }) => held.get(uuid) ?? noRunData);
  return { runs, data, code: data.map(({ tags }) => codeFrom(tags)) };
};
