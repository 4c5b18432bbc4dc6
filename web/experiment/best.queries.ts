import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { BestChildrenQuery, MetricDirection } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { better, type ListedRun, type Listing } from "./experiment.queries.ts";

const keysDocument = graphql(`
  query MetricsOfChildren($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Run {
        id
        children(first: 3) { nodes { metrics(first: 20) { key } } }
      }
    }
  }
`);

const bestDocument = graphql(`
  query BestChildren($ids: [ID!]!, $metric: String!, $direction: MetricDirection) {
    nodes(ids: $ids) {
      ... on Run {
        id
        bestChild(metric: $metric, direction: $direction) {
          runId
          name
          metrics(keys: [$metric], first: 1) { key value }
        }
      }
    }
  }
`);

export type Best = NonNullable<Extract<BestChildrenQuery["nodes"][number], { bestChild?: unknown }>["bestChild"]>;

/** By which metric each search tells its best: the first column that its newest trials have, else their first metric. */
const metricsOf = async (ids: readonly string[], shown: readonly string[]): Promise<Map<string, string[]>> => {
  const { nodes } = await ask(keysDocument, { ids: [...ids] });
  const searches = new Map<string, string[]>();
  for (const node of nodes) {
    if (node === null || !("children" in node)) continue;
    const keys = node.children.nodes.flatMap(({ metrics }) => metrics.map(({ key }) => key));
    const metric = shown.find((key) => keys.includes(key)) ?? keys[0];
    if (metric !== undefined) searches.set(metric, [...(searches.get(metric) ?? []), node.id]);
  }
  return searches;
};

const bestBy = async (ids: readonly string[], metric: string, direction: MetricDirection | null) => {
  const { nodes } = await ask(bestDocument, { ids: [...ids], metric, direction });
  return nodes.flatMap((node): [string, Best][] =>
    node !== null && "bestChild" in node && node.bestChild ? [[node.id, node.bestChild]] : [],
  );
};

/**
 * The best of the runs nested in each of these, by id: by the metric that the list is sorted by and from its better end; else
 * by a metric that shows, whose name tells which end is better, the higher where it tells nothing.
 */
export const bestQuery = (runs: readonly ListedRun[], { columns, sort }: Listing) => {
  const ids = runs.filter(({ childCount }) => childCount > 0).map(({ id }) => id);
  const sorted = typeof sort.column === "object" && sort.column.kind === "metric" ? sort.column.key : null;
  const shown = columns.filter(({ kind }) => kind === "metric").map(({ key }) => key);
  const direction = sorted === null ? null : better(sort.descending);
  return queryOptions({
    queryKey: ["runs", "best", ids, sorted, direction, shown],
    queryFn: async () => {
      const searches = sorted === null ? await metricsOf(ids, shown) : new Map([[sorted, ids]]);
      const bests = await Promise.all([...searches].map(([metric, of]) => bestBy(of, metric, direction)));
      return new Map(bests.flat());
    },
    enabled: ids.length > 0,
    structuralSharing: false,
  });
};
