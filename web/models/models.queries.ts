import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { ModelVersionFilter, RegisteredModelFilter } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { type Clause, readMetric, readTag } from "../parts/list/clauses.ts";
import { openWords, tiers } from "./filter.ts";

const modelsDocument = graphql(`
  query Models($filter: RegisteredModelFilter, $orderBy: RegisteredModelOrder, $after: String) {
    registeredModels(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      nodes {
        id
        name
        description
        team { slug name }
        slots { slot version since }
        guards { slot }
        openRequestCount
        lastActivityAt
        latestVersion { version createdAt }
        ownershipTags(first: 6) { key team { name } principal { displayName } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const versionsDocument = graphql(`
  query Versions($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $after: String) {
    modelVersions(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
      nodes {
        id
        modelName
        version
        stage { name }
        aliases
        createdAt
        createdBy { displayName }
        tags(first: 20) { key value }
        registeredModel { team { name } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const teamsDocument = graphql(`
  query Teams {
    teams(first: 50) {
      nodes { slug name }
    }
  }
`);

type Given<Filter> = { -readonly [Key in keyof Filter]: Filter[Key] };

/** What the clauses mean to the list of models. */
export const modelFilter = (clauses: readonly Clause[]): RegisteredModelFilter => {
  const filter: Given<RegisteredModelFilter> = {};
  const words = clauses.filter(({ key }) => key === null).map(({ value }) => value);
  if (words.length > 0) filter.text = words.join(" ");
  for (const { key, value } of clauses) {
    if (key === "team") filter.team = value;
    if (key === "owner") filter.ownedBy = value;
    if (key === "holds") filter.holds = value;
    if (key === "open" && Object.hasOwn(openWords, value)) filter.hasOpenRequests = openWords[value as "yes" | "no"];
    if (key === "tier") filter.riskTier = tiers.find((tier) => tier === value.toUpperCase());
  }
  return filter;
};

/** What the clauses mean to the list of versions. Free words begin words of the model's name; `churn 7` is version 7. */
export const versionFilter = (clauses: readonly Clause[]): ModelVersionFilter => {
  const filter: Given<ModelVersionFilter> = {};
  const words = clauses.filter(({ key }) => key === null).map(({ value }) => value);
  if (words.length > 0) filter.text = words.join(" ");
  const valuesOf = (wanted: string) => clauses.filter(({ key }) => key === wanted).map(({ value }) => value);
  const [tags, params, metrics] = [valuesOf("tag"), valuesOf("param"), valuesOf("metric")];
  if (tags.length > 0) filter.tags = tags.map(readTag);
  if (params.length > 0) filter.params = params.map(readTag);
  if (metrics.length > 0) filter.metrics = metrics.map(readMetric);
  for (const { key, value } of clauses) {
    if (key === "team") filter.team = value;
    if (key === "version" && /^\d{1,9}$/.test(value)) filter.version = Number(value);
    if (key === "stage") filter.stage = value;
    if (key === "alias") filter.alias = value;
  }
  return filter;
};

const orderFields = { name: "NAME", activity: "LAST_ACTIVITY", updated: "UPDATED_AT", created: "CREATED_AT" } as const;
export type SortKey = keyof typeof orderFields;
const isSortKey = (text: string): text is SortKey => text in orderFields;

/** `-activity`: what something was done to last comes first. */
export const readSort = (sort = "name") => {
  const key = sort.replace(/^-/, "");
  const field = isSortKey(key) ? key : "name";
  return { field: orderFields[field], direction: sort.startsWith("-") ? ("DESC" as const) : ("ASC" as const) };
};

const paged = { initialPageParam: null as string | null };
const nextOf = ({ pageInfo }: { pageInfo: { hasNextPage: boolean; endCursor?: string | null } }) =>
  pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;

export const modelsQuery = (filter: RegisteredModelFilter, sort: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["models", "list", filter, sort],
    queryFn: async ({ pageParam }) =>
      (await ask(modelsDocument, { filter, orderBy: readSort(sort), after: pageParam })).registeredModels,
    ...paged,
    getNextPageParam: nextOf,
  });

export const versionsQuery = (filter: ModelVersionFilter) =>
  infiniteQueryOptions({
    queryKey: ["versions", "list", filter],
    queryFn: async ({ pageParam }) =>
      (await ask(versionsDocument, { filter, orderBy: { field: "CREATED_AT", direction: "DESC" }, after: pageParam }))
        .modelVersions,
    ...paged,
    getNextPageParam: nextOf,
  });

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: async () => (await ask(teamsDocument)).teams.nodes,
  staleTime: 60_000,
});
