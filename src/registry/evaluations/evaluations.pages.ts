import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { recordedEvaluation } from "../../tracking/evaluations/evaluations.queries.js";
import { versionLoader } from "../registry.loaders.js";
import { type Evaluated, newestOfEach } from "./evaluation-rules.js";
import { type Asked, bookLoader } from "./evaluations.loaders.js";
import type { Evaluation, EvaluationFilter } from "./evaluations.types.js";

const askedOf = (given: EvaluationFilter | null): Asked => ({
  metric: given?.metric ?? null,
  dataset: given?.dataset == null ? null : { name: given.dataset.name ?? null, digest: given.dataset.digest ?? null },
  teamId: given?.teamId ?? null,
});

/** One page of the newest evaluations of a version that the caller reads, one of each metric and data set, the newest first. */
export const listEvaluations = async (
  ctx: Ctx,
  versionId: string,
  given: EvaluationFilter | null,
  { first, after }: PageArgs,
): Promise<Page<Evaluation>> => {
  const asked = askedOf(given);
  const keys = keyset("evaluations", [versionId, asked]);
  const place = keys.decode(after);
  const book = await loader(ctx, bookLoader).load({ id: versionId, args: asked });
  const all = newestOfEach(book)
    .map(shapeOf)
    .sort((a, b) => compare(placeOf(a), placeOf(b)));
  const begin = place === null ? 0 : all.findIndex((each) => compare(placeOf(each), place.map(String)) > 0);
  const rows = begin < 0 ? [] : all.slice(begin, begin + first + 1);
  return page(rows, first, (row) => keys.encode(...placeOf(row)), after);
};

const placeOf = ({ at, metric, dataset }: Evaluation): string[] => [at, metric, dataset.name, dataset.digest ?? ""];

/** The newest first, then by metric and data. */
const compare = (a: readonly string[], b: readonly string[]): number => {
  const index = a.findIndex((part, at) => part !== b[at]);
  if (index < 0) return 0;
  const isLess = (a[index] ?? "") < (b[index] ?? "");
  return (index === 0) === isLess ? 1 : -1;
};

/** Of what a book shows: every run in it is one that the caller reads. */
const shapeOf = ({ metric, value, dataset, source, attempts, at, runId, by }: Evaluated): Evaluation => ({
  metric,
  value,
  dataset: { name: dataset.name, digest: dataset.digest },
  source,
  attempts,
  at,
  runId,
  readsRun: true,
  byId: by,
});

/** After a record: what was recorded, for those who read the version. */
export const rereadEvaluation =
  (ctx: Ctx) =>
  async ({
    evaluationId,
  }: {
    evaluationId: string;
  }): Promise<{ evaluation: Evaluation | null; evaluations: Evaluation[] | null }> => {
    ctx.loaders.clear();
    const record = await recordedEvaluation(ctx.db.reader, evaluationId);
    const version = record && (await loader(ctx, versionLoader).load(record.modelVersionId));
    if (!record || !version) return { evaluation: null, evaluations: null };
    const { name, digest, keys, values, runId, at, by: byId } = record;
    const asked = { metric: null, dataset: { name, digest }, teamId: null };
    const book = await loader(ctx, bookLoader).load({ id: version.id, args: asked });
    const attempts = new Map(newestOfEach(book).map((each) => [each.metric, each.attempts]));
    const evaluations = keys.map(
      (metric, index): Evaluation => ({
        metric,
        value: values[index] ?? Number.NaN,
        dataset: { name, digest },
        source: "RECORDED",
        attempts: attempts.get(metric) ?? 1,
        at,
        runId,
        readsRun: false,
        byId,
      }),
    );
    return { evaluation: evaluations[0] ?? null, evaluations };
  };
