import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { Column } from "../experiment/run-filter.ts";
import { graphql } from "../gql/index.ts";
import type { Matrix } from "./selection.ts";

const columnsDocument = graphql(`
  query ComparedColumns($runIds: [ID!]!) {
    columns(runIds: $runIds, first: 100) { kind key runs distinct sampled }
  }
`);

const matrixDocument = graphql(`
  query ComparedRuns($runIds: [ID!]!, $columns: [ColumnInput!]!, $aggregate: Aggregate!) {
    runMatrix(runIds: $runIds, columns: $columns, aggregate: $aggregate, limit: 2000) {
      runs
      names
      columns { kind key values }
      total
    }
  }
`);

export interface FoundColumn {
  readonly column: Column;
  readonly differs: boolean;
}

/** The columns that these runs have, by key. */
export const columnsQuery = (runIds: readonly string[]) =>
  queryOptions({
    queryKey: ["compare", "columns", runIds],
    queryFn: async (): Promise<readonly FoundColumn[]> =>
      (await ask(columnsDocument, { runIds: [...runIds] })).columns.map(({ kind, key, runs, distinct, sampled }) => ({
        column: { kind: kind === "METRIC" ? "metric" : "param", key },
        differs: distinct > 1 || runs < sampled,
      })),
    enabled: runIds.length > 0,
  });

export type Aggregate = "LAST" | "MIN" | "MAX" | "BEST";

/** Columns that are read at once. */
export const MOST_COLUMNS = 50;

/** The runs with their values; those that one may not read are left out. */
export const matrixQuery = (runIds: readonly string[], columns: readonly Column[], aggregate: Aggregate) =>
  queryOptions({
    queryKey: ["compare", "matrix", runIds, columns, aggregate],
    queryFn: async (): Promise<Matrix> => {
      const asked = columns.map(({ kind, key }) => ({
        kind: kind === "metric" ? ("METRIC" as const) : ("PARAM" as const),
        key,
      }));
      const {
        runs,
        names,
        columns: found,
      } = (await ask(matrixDocument, { runIds: [...runIds], columns: asked, aggregate })).runMatrix;
      return {
        runs,
        names,
        columns: columns.map((column, at) => ({
          column,
          values: (found[at]?.values ?? []) as (string | number | null)[],
        })),
      };
    },
    placeholderData: (before) => before,
  });

const seriesDocument = graphql(`
  query ComparedCourses($runIds: [ID!]!, $keys: [String!]!, $axis: SeriesAxis!) {
    metricSeries(runIds: $runIds, keys: $keys, axis: $axis) { runId steps times values total }
  }
`);

export interface Course {
  readonly runId: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly total: number;
}

export type CourseAxis = "STEP" | "RELATIVE";

/** How one metric went in several runs, along their steps, or the seconds since each began. */
export const coursesQuery = (runIds: readonly string[], key: string, axis: CourseAxis) =>
  queryOptions({
    queryKey: ["compare", "courses", runIds, key, axis],
    queryFn: async (): Promise<readonly Course[]> =>
      (await ask(seriesDocument, { runIds: [...runIds], keys: [key], axis })).metricSeries.map((series) => ({
        runId: series.runId,
        x: axis === "STEP" ? series.steps.map(Number) : series.times.map((time) => Number(time) / 1_000),
        y: series.values.map(Number).map((value) => (Number.isFinite(value) ? value : null)),
        total: Number(series.total),
      })),
    enabled: runIds.length > 0 && key !== "",
    placeholderData: (before) => before,
  });
