import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { ExperimentRunsQuery, MetricDirection, RunFilter, RunOrder } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { type Clause, readMetric, readTag } from "../parts/list/clauses.ts";
import { type Column, readColumns, readStatus } from "./run-filter.ts";

const experimentDocument = graphql(`
  query Experiment($id: ID!) {
    experiment(id: $id) {
      id
      experimentId
      name
      deletedAt
      artifactLocation
      team { name }
      tags(first: 50) { key value }
    }
  }
`);

export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: ["experiment", id],
    queryFn: async () => (await ask(experimentDocument, { id })).experiment ?? null,
  });

const runsDocument = graphql(`
  query ExperimentRuns(
    $filter: RunFilter
    $orderBy: [RunOrder!]
    $after: String
    $first: Int!
    $metricKeys: [String!]
    $metrics: Int!
    $paramKeys: [String!]
    $params: Int!
    $sorted: String!
    $hasSorted: Boolean!
    $best: String
    $among: [String!]
    $direction: MetricDirection
  ) {
    runs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes {
        id
        runId
        name
        status
        startTime
        endTime
        childCount
        metrics(keys: $metricKeys, first: $metrics) { key value }
        params(keys: $paramKeys, first: $params) { key value }
        sorted: metrics(keys: [$sorted], first: 1) @include(if: $hasSorted) { key value }
        bestChild(metric: $best, among: $among, direction: $direction) { metric value run { runId name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type ListedRun = ExperimentRunsQuery["runs"]["nodes"][number];

/** Columns that show when nobody chose any: so many metrics and params of each run. */
const UNASKED = { metrics: 5, params: 3 };

/** Which values to ask of each run. */
const valuesFor = (columns: readonly Column[]) => {
  const keysOf = (wanted: Column["kind"]): string[] =>
    columns.filter(({ kind }) => kind === wanted).map(({ key }) => key);
  if (columns.length === 0)
    return { metricKeys: null, metrics: UNASKED.metrics, paramKeys: null, params: UNASKED.params };
  const [metricKeys, paramKeys] = [keysOf("metric"), keysOf("param")];
  return {
    metricKeys: metricKeys.length > 0 ? metricKeys : null,
    metrics: Math.max(1, metricKeys.length),
    paramKeys: paramKeys.length > 0 ? paramKeys : null,
    params: Math.max(1, paramKeys.length),
  };
};

export interface RunSort {
  readonly column: Column | "name" | "started";
  readonly descending: boolean;
}

/** `-auc`, `param:depth`, `name`; by default what began last comes first. */
export const readRunSort = (sort = "-started"): RunSort => {
  const descending = sort.startsWith("-");
  const text = sort.replace(/^-/, "");
  if (text === "name" || text === "started") return { column: text, descending };
  return { column: readColumns(text)[0] ?? "started", descending };
};

const orderOf = ({ column, descending }: RunSort): RunOrder[] => {
  const direction = descending ? ("DESC" as const) : ("ASC" as const);
  if (column === "name") return [{ field: "NAME", direction }];
  if (column === "started") return [{ field: "START_TIME", direction }];
  if (column.kind === "param") return [{ param: column.key, direction }];
  return [{ bestChild: { metric: column.key, direction: better(descending) } }];
};

/** A metric that is read from above is one whose higher values are better. */
const better = (descending: boolean): MetricDirection => (descending ? "HIGHER_IS_BETTER" : "LOWER_IS_BETTER");

type Given<Filter> = { -readonly [Key in keyof Filter]: Filter[Key] };

/** What the clauses mean. Runs that are nested in no other: a search is one row, also where its trials match. */
export const runFilter = (experimentId: string, clauses: readonly Clause[]): RunFilter => {
  const filter: Given<RunFilter> = { experimentIds: [experimentId], rootsOnly: true };
  if (clauses.length > 0) filter.matchChildren = true;
  const words = clauses.filter(({ key }) => key === null).map(({ value }) => value);
  if (words.length > 0) filter.name = { operator: "ILIKE", value: `%${words.join(" ")}%` };
  const valuesOf = (wanted: string) => clauses.filter(({ key }) => key === wanted).map(({ value }) => value);
  const keyed = (value: string) => {
    const given = readTag(value);
    return given.value === undefined ? { key: given.key, operator: "EXISTS" as const } : given;
  };
  const metrics = valuesOf("metric")
    .map(readMetric)
    .map((each) => (each.value === undefined ? { key: each.key, operator: "EXISTS" as const } : each));
  const [params, tags] = [valuesOf("param").map(keyed), valuesOf("tag").map(keyed)];
  const status = valuesOf("status")
    .map(readStatus)
    .filter((each) => each !== undefined);
  const [[user], [dataset]] = [valuesOf("user"), valuesOf("dataset")] as [readonly string[], readonly string[]];
  if (metrics.length > 0) filter.metrics = metrics;
  if (params.length > 0) filter.params = params;
  if (tags.length > 0) filter.tags = tags;
  if (status.length > 0) filter.status = status;
  if (user !== undefined) filter.user = { value: user };
  if (dataset !== undefined) filter.datasets = [{ field: "NAME", value: dataset }];
  return filter;
};

const paged = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ pageInfo }: { pageInfo: { hasNextPage: boolean; endCursor?: string | null } }) =>
    pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
};

/** The metric that the list is sorted by, which shows, asked for or not. */
const sortedBy = ({ column }: RunSort): { sorted: string; hasSorted: boolean } =>
  typeof column === "object" && column.kind === "metric"
    ? { sorted: column.key, hasSorted: true }
    : { sorted: "", hasSorted: false };

/**
 * By which metric each search tells its best: by the one that the list is sorted by, from its better end; else by one that
 * was chosen to show, or that its trials have, whose name tells which end is better.
 */
const bestBy = ({ sort, columns }: Listing) => {
  const { sorted, hasSorted } = sortedBy(sort);
  return {
    best: hasSorted ? sorted : null,
    among: columns.filter(({ kind }) => kind === "metric").map(({ key }) => key),
    direction: hasSorted ? better(sort.descending) : null,
  };
};

/** What is listed, in which order, with which values. */
export interface Listing {
  readonly filter: RunFilter;
  readonly sort: RunSort;
  readonly columns: readonly Column[];
}

/** Runs of a page, and of what a run opens to. */
const PAGE = 50;
const NESTED = 100;

const variablesOf = (listing: Listing) => ({
  filter: listing.filter,
  orderBy: orderOf(listing.sort),
  first: PAGE,
  ...valuesFor(listing.columns),
  ...sortedBy(listing.sort),
  ...bestBy(listing),
});

export const runsQuery = (listing: Listing, enabled: boolean) =>
  infiniteQueryOptions({
    queryKey: ["runs", listing],
    queryFn: async ({ pageParam }) => (await ask(runsDocument, { ...variablesOf(listing), after: pageParam })).runs,
    enabled,
    ...paged,
  });

/** Runs of the list that are nested directly in a run, by the list's filter and in its order. */
export const nestedQuery = (id: string, { filter, sort, columns }: Listing) =>
  queryOptions({
    queryKey: ["runs", "nested", id, filter, sort, columns],
    queryFn: async () => {
      const { rootsOnly, ...rest } = filter;
      const variables = variablesOf({ filter: { ...rest, parent: id }, sort, columns });
      return (await ask(runsDocument, { ...variables, first: NESTED })).runs;
    },
  });
