import { hexOfUuid, idOfHex } from "../../db/ids.js";
import type { Reader } from "../../db/sql.js";
import { type FrozenVersion, frozenVersion } from "../../registry/frozen/frozen-versions.queries.js";
import { datasetContexts } from "../../tracking/runs/dataset-contexts.queries.js";
import type { Measured } from "./measured.js";

/** An evaluation that is asked for. */
export interface EvaluationAsk {
  readonly versionId: string;
  readonly metric: string;
  /** A name alone: on any digest of that name; null: on any data. */
  readonly dataset: { readonly name: string | null; readonly digest: string | null } | null;
  /** Who must have evaluated; null: whoever may contribute. */
  readonly evaluator: { readonly teamId: string | null; readonly independent: boolean } | null;
}

export type Evaluated = Measured & { readonly dataset: { readonly name: string; readonly digest: string | null } };

/** What a data set was to a run that measured on it. */
const EVALUATING = ["evaluation", "test", "validation", "holdout"];

/**
 * The newest evaluation for each ask, in their order; null where none counts. A version's frozen metrics count for its one
 * data set with such a context, or, of a version that no run of this service made, for its only data set. Those who made
 * the version are no evaluator whom a gate could name.
 */
export const newestEvaluations = async (tx: Reader, asks: readonly EvaluationAsk[]): Promise<(Evaluated | null)[]> => {
  const records = new Map<string, Recorded>();
  for (const versionId of new Set(asks.map((ask) => ask.versionId))) {
    const frozen = await frozenVersion(tx, versionId);
    if (frozen !== undefined) records.set(versionId, { frozen, data: await evaluatedOn(tx, frozen) });
  }
  return asks.map((ask) => evaluationIn(records.get(ask.versionId), ask));
};

interface Recorded {
  readonly frozen: FrozenVersion;
  readonly data: Evaluated["dataset"] | null;
}

const evaluatedOn = async (tx: Reader, { runUuid, content }: FrozenVersion): Promise<Recorded["data"]> => {
  const { datasets } = content;
  const contexts = runUuid === null ? [] : await datasetContexts(tx, runUuid);
  const candidates =
    runUuid === null
      ? datasets
      : datasets.filter(({ name, digest }) =>
          contexts.some(
            (each) =>
              each.name === name && each.digest === digest && EVALUATING.includes(each.context?.toLowerCase() ?? ""),
          ),
        );
  const [only] = candidates;
  return only === undefined || candidates.length > 1 ? null : { name: only.name, digest: only.digest };
};

const evaluationIn = (
  record: Recorded | undefined,
  { metric, dataset, evaluator }: EvaluationAsk,
): Evaluated | null => {
  if (record === undefined || record.data === null || evaluator !== null) return null;
  const { frozen, data } = record;
  if (dataset !== null && dataset.name !== null && dataset.name !== data.name) return null;
  if (dataset !== null && dataset.digest !== null && dataset.digest !== data.digest) return null;
  const found = frozen.content.metrics.find(({ key }) => key === metric);
  if (found === undefined) return null;
  const run = frozen.runUuid === null ? null : idOfHex("run", hexOfUuid(frozen.runUuid));
  return { value: found.value, dataset: data, run, source: "FROZEN", attempts: 1, at: null };
};

/** Whether two evaluations were made on the same data: equal digests. What has none is the same as nothing. */
export const isSameData = (one: Evaluated["dataset"], other: Evaluated["dataset"]): boolean =>
  one.digest !== null && one.digest === other.digest;
