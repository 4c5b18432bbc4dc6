import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { ModelFacetsQuery, ModelVersionFilter, RegisteredModelFilter } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const modelFacetsDocument = graphql(`
  query ModelFacets($filter: RegisteredModelFilter) {
    registeredModels(filter: $filter, first: 1) {
      facets(keys: ["team", "owner", "slot", "riskTier"], first: 8) { key values { value label count capped } }
    }
  }
`);

const versionFacetsDocument = graphql(`
  query VersionFacets($filter: ModelVersionFilter) {
    modelVersions(filter: $filter, first: 1) {
      facets(keys: ["team", "stage", "alias", "tag"], first: 8) { key values { value label count capped } }
    }
  }
`);

/** Which values the items of a list have, and how many have each. */
export type Facets = ModelFacetsQuery["registeredModels"];

export const modelFacetsQuery = (filter: RegisteredModelFilter) =>
  queryOptions({
    queryKey: ["models", "facets", filter],
    queryFn: async (): Promise<Facets> => (await ask(modelFacetsDocument, { filter })).registeredModels,
    placeholderData: keepPreviousData,
  });

export const versionFacetsQuery = (filter: ModelVersionFilter) =>
  queryOptions({
    queryKey: ["versions", "facets", filter],
    queryFn: async (): Promise<Facets> => (await ask(versionFacetsDocument, { filter })).modelVersions,
    placeholderData: keepPreviousData,
  });
