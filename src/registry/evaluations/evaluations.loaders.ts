import type { Ctx } from "../../context.js";
import { edgeLoader } from "../../graphql/loader.js";
import { readsExperiment } from "../../tracking/experiments/experiment-rights.js";
import { evaluationBook } from "./evaluation-book.js";
import {
  countsFor,
  type DatasetSelector,
  type EvaluationBook,
  type KnownEvaluation,
  selects,
} from "./evaluation-rules.js";

/** What is asked of each version. */
export interface Asked {
  readonly metric: string | null;
  readonly dataset: DatasetSelector | null;
  readonly teamId: string | null;
}

const isVisible = (ctx: Ctx, { experiment }: KnownEvaluation): boolean =>
  experiment === null || readsExperiment(ctx, experiment);

/** What the caller may see of what counts, by version. */
export const bookLoader = (ctx: Ctx) =>
  edgeLoader<Asked, EvaluationBook>(async (versionIds, { metric, dataset, teamId }) => {
    const metrics = metric === null ? null : [metric];
    const book = await evaluationBook(ctx.keptRights, ctx.db.reader, {
      versionIds,
      metrics,
    });
    const evaluator = teamId === null ? null : { teamId, independent: false };
    const shown = book.filter(
      (known) => countsFor(known, evaluator) && selects(dataset, known.dataset) && isVisible(ctx, known),
    );
    const byVersion = Map.groupBy(shown, ({ versionId }) => versionId);
    return versionIds.map((id) => byVersion.get(id) ?? []);
  });
