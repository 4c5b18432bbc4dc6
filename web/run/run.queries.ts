import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { RunQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { unlessTold } from "../live/live.ts";

const runDocument = graphql(`
  query Run($id: ID!) {
    run(id: $id) {
      id
      runId
      name
      status
      startTime
      endTime
      user
      artifactUri
      deleted
      createdAt
      createdBy { displayName handle }
      childCount
      parent { runId name }
      experiment { id experimentId name team { name } }
      code { repository commit branch entryPoint sourceName sourceType }
      metrics(first: 200) { key value step at }
      params(first: 200) { key value }
      tags(first: 100) { key value }
      datasets(first: 20) { name digest context sourceType }
      loggedModels(first: 20) { role step loggedModel { modelId name } }
      modelVersions(first: 20) { nodes { id modelName version stage { name } createdAt } }
    }
  }
`);

export type RunFacts = NonNullable<RunQuery["run"]>;

const ALIVE_MS = 5_000;
/** Whether more can come. */
export const isAlive = (status: string | undefined): boolean => status === "RUNNING" || status === "SCHEDULED";

/** A run with all that it logged last; while it goes on it is read again when points are told, or else again and again; never afterwards. */
export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["run", id],
    queryFn: async () => (await ask(runDocument, { id })).run ?? null,
    refetchInterval: ({ state }) => isAlive(state.data?.status) && unlessTold(ALIVE_MS),
  });

const coursesDocument = graphql(`
  query Courses(
    $id: ID!
    $a: String!
    $b: String!
    $c: String!
    $d: String!
    $hasB: Boolean!
    $hasC: Boolean!
    $hasD: Boolean!
    $from: Long
    $to: Long
  ) {
    run(id: $id) {
      id
      a: metricHistory(key: $a, points: 500, fromStep: $from, toStep: $to) { total points { step value at } }
      b: metricHistory(key: $b, points: 500, fromStep: $from, toStep: $to) @include(if: $hasB) { total points { step value at } }
      c: metricHistory(key: $c, points: 500, fromStep: $from, toStep: $to) @include(if: $hasC) { total points { step value at } }
      d: metricHistory(key: $d, points: 500, fromStep: $from, toStep: $to) @include(if: $hasD) { total points { step value at } }
    }
  }
`);

/** Curves that show at once; one request reads them. */
export const MOST_CURVES = 4;

export interface Course {
  readonly key: string;
  /** Points that the run logged in the range. */
  readonly total: number;
  readonly points: readonly { readonly step: number; readonly value: number; readonly at: string | null }[];
}

export interface Steps {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const readCourses = async (id: string, keys: readonly string[], { from, to }: Steps): Promise<readonly Course[]> => {
  const [a = "", b = "", c = "", d = ""] = keys;
  const has = { hasB: keys.length > 1, hasC: keys.length > 2, hasD: keys.length > 3 };
  const { run } = await ask(coursesDocument, { id, a, b, c, d, ...has, from: from ?? null, to: to ?? null });
  return keys.map((key, index) => {
    const course = run && [run.a, run.b, run.c, run.d][index];
    const points = (course?.points ?? []).map(({ step, value, at }) => ({
      step: Number(step),
      value: Number(value),
      at: at ?? null,
    }));
    return { key, total: Number(course?.total ?? 0), points };
  });
};

/** How these metrics went, in at most 500 points each; `alive`: the run goes on, and more come. */
export const coursesQuery = (id: string, keys: readonly string[], steps: Steps, status: string) =>
  queryOptions({
    queryKey: ["run", id, "courses", keys, steps],
    queryFn: () => readCourses(id, keys, steps),
    enabled: keys.length > 0,
    refetchInterval: () => isAlive(status) && unlessTold(ALIVE_MS),
    placeholderData: (before) => before,
  });

const filesDocument = graphql(`
  query RunFiles($id: ID!, $path: String, $after: String) {
    run(id: $id) {
      id
      artifacts(path: $path, first: 100, after: $after) {
        nodes { path isFolder size sha256 }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** One folder of the run's files; the root is the empty path. */
export const filesQuery = (id: string, path: string) =>
  infiniteQueryOptions({
    queryKey: ["run", id, "files", path],
    queryFn: async ({ pageParam }) => {
      const { run } = await ask(filesDocument, { id, path: path || null, after: pageParam });
      return run?.artifacts ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
  });
