import {
  countsFor,
  type EvaluatedOn,
  type EvaluationAsk,
  type EvaluationBook,
  type KnownEvaluation,
  newestFirst,
  selects,
} from "./evaluation-rules.js";

/** What is looked for: the metrics `<metric>/<attribute>:<group>`. */
export interface GroupedAsk extends EvaluationAsk {
  readonly attribute: string;
}

/** What one evaluation run says of a metric, group by group. */
export interface GroupedEvaluation {
  readonly dataset: EvaluatedOn;
  readonly runId: string | null;
  readonly source: string;
  readonly at: string;
  readonly attempts: number;
  /** In the order of their names; `size`: the metric `count/<attribute>:<group>` of the same run, null where it has none. */
  readonly groups: readonly { readonly group: string; readonly value: number; readonly size: number | null }[];
}

const startOf = (metric: string, attribute: string): string => `${metric}/${attribute}:`;

/** What the keys of the metrics that are looked at start with. */
export const startsOf = ({ metric, attribute }: Pick<GroupedAsk, "metric" | "attribute">): string[] => [
  startOf(metric, attribute),
  startOf("count", attribute),
];

/** Of each group, by its name, the value under the keys that start so. */
const byGroup = (found: readonly KnownEvaluation[], start: string): Map<string, number> =>
  new Map(
    found.flatMap(({ metric, value }): [string, number][] =>
      metric.startsWith(start) && metric.length > start.length ? [[metric.slice(start.length), value]] : [],
    ),
  );

const isOfOneRun = (one: KnownEvaluation, other: KnownEvaluation): boolean =>
  one.recordId === other.recordId &&
  one.runId === other.runId &&
  one.dataset.name === other.dataset.name &&
  one.dataset.digest === other.dataset.digest;

/** The groups of the newest evaluation that counts and has any; null when none has. They are never put together of several. */
export const newestByGroup = (book: EvaluationBook, ask: GroupedAsk): GroupedEvaluation | null => {
  const { versionId, metric, attribute, dataset, evaluator } = ask;
  const start = startOf(metric, attribute);
  const counting = book
    .filter((known) => known.versionId === versionId && selects(dataset, known.dataset) && countsFor(known, evaluator))
    .toSorted(newestFirst);
  const newest = counting.find((known) => known.metric.startsWith(start) && known.metric.length > start.length);
  if (newest === undefined) return null;
  const found = counting.filter((known) => isOfOneRun(known, newest));
  const sizes = byGroup(found, startOf("count", attribute));
  const groups = [...byGroup(found, start)]
    .map(([group, value]) => ({ group, value, size: sizes.get(group) ?? null }))
    .sort((one, other) => (one.group < other.group ? -1 : 1));
  return {
    dataset: newest.dataset,
    runId: newest.runId,
    source: newest.source,
    at: newest.at,
    attempts: Math.max(...found.filter((known) => known.metric.startsWith(start)).map(({ attempts }) => attempts)),
    groups,
  };
};
