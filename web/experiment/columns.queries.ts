import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import type { Column } from "./run-filter.ts";

const columnsDocument = graphql(`
  query ExperimentColumns($ids: [ID!]!, $prefix: String, $differing: Boolean, $first: Int!) {
    columns(experimentIds: $ids, prefix: $prefix, differing: $differing, first: $first) {
      kind
      key
      runs
      distinct
      min
      max
      sampled
    }
  }
`);

/** Columns that the picker shows at once. */
export const MOST_FOUND = 100;

export interface FoundColumn {
  readonly column: Column;
  readonly runs: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sampled: number;
}

const numberOf = (value: number | string | null | undefined): number | null => (value == null ? null : Number(value));

/** The columns that an experiment's runs can show. */
export const columnsQuery = (experimentId: string, prefix: string, differing: boolean) =>
  queryOptions({
    queryKey: ["columns", experimentId, prefix, differing],
    queryFn: async (): Promise<readonly FoundColumn[]> =>
      (await ask(columnsDocument, { ids: [experimentId], prefix, differing, first: MOST_FOUND })).columns.map(
        ({ kind, key, min, max, ...figures }) => ({
          column: { kind: kind === "METRIC" ? "metric" : "param", key },
          min: numberOf(min),
          max: numberOf(max),
          ...figures,
        }),
      ),
    placeholderData: (before) => before,
  });
