import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { SlotHistoryQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const modelDocument = graphql(`
  query Model($name: String!) {
    registeredModel(name: $name) {
      id
      name
      description
      visibility
      riskTier
      documents(first: 20) { nodes { ...DocumentRow } }
      createdAt
      createdBy { displayName handle }
      team { name slug }
      tags { key value }
      slots { slot version since }
      openRequestCount
      latestVersion { version }
      ownershipTags { key team { name } principal { displayName handle } }
      guards {
        slot
        policies { id name revision requirements { role count team { name } } gates(first: 20) { key title } }
      }
      grants { role slots team { name } }
    }
    lifecycle { stages { name exclusive } }
    requests: transitionRequests(filter: { model: $name, state: PENDING }, first: 20) {
      nodes { id version to requestedAt requestedBy { displayName } }
    }
  }
`);

export const modelQuery = (name: string) =>
  queryOptions({
    queryKey: ["model", name],
    queryFn: async () => {
      const { registeredModel, lifecycle, requests } = await ask(modelDocument, { name });
      return registeredModel ? { ...registeredModel, stages: lifecycle.stages, requests: requests.nodes } : null;
    },
  });

const versionsDocument = graphql(`
  query ModelVersions($name: String!, $after: String) {
    modelVersions(filter: { model: $name }, orderBy: { field: VERSION, direction: DESC }, first: 50, after: $after) {
      nodes {
        id
        version
        description
        createdAt
        createdBy { displayName }
        stage { name }
        aliases
        metrics(first: 50) { key value direction }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const modelVersionsQuery = (name: string) =>
  infiniteQueryOptions({
    queryKey: ["model", name, "versions"],
    queryFn: async ({ pageParam }) => (await ask(versionsDocument, { name, after: pageParam })).modelVersions,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
  });

const historyDocument = graphql(`
  query SlotHistory($name: String!, $slot: String!, $after: String, $holder: Int!, $withSigners: Boolean!) {
    registeredModel(name: $name) {
      slotHistory(slot: $slot, first: 200, after: $after) {
        nodes { version from to }
        pageInfo { hasNextPage endCursor }
      }
    }
    holder: modelVersion(name: $name, version: $holder) @include(if: $withSigners) { ...Signers }
  }
`);

const signersDocument = graphql(`
  query SignersOf($name: String!, $version: Int!) {
    modelVersion(name: $name, version: $version) { ...Signers }
  }

  fragment Signers on ModelVersion {
    transitionRequests(first: 50) {
      nodes {
        id
        state
        to
        closedAt
        decisions { id printedName verdict meaning role at comment authMethod contentDigest signature { kind keyFingerprint userVerified } }
      }
    }
  }
`);

/** The requests of a version: who signed that it may hold what it held. */
export const signersQuery = (name: string, version: number) =>
  queryOptions({
    queryKey: ["version", name, version, "signers"],
    queryFn: async () => (await ask(signersDocument, { name, version })).modelVersion?.transitionRequests.nodes ?? [],
  });

/**
 * Every interval of a slot, oldest first: all pages, since the strip is drawn whole. `holder`: who has the slot now; the page
 * shows first who signed for that, so it is read along.
 */
export const historyQuery = (name: string, slot: string, holder: number | undefined) =>
  queryOptions({
    queryKey: ["model", name, "history", slot],
    queryFn: async ({ client }) => {
      const intervals: { version: number; from: string; to?: string | null }[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const withSigners = holder !== undefined && after === null;
        const found: SlotHistoryQuery = await ask(historyDocument, {
          name,
          slot,
          after,
          holder: holder ?? 1,
          withSigners,
        });
        if (holder !== undefined && found.holder)
          client.setQueryData(signersQuery(name, holder).queryKey, found.holder.transitionRequests.nodes);
        const page = found.registeredModel?.slotHistory;
        intervals.push(...(page?.nodes ?? []));
        more = page?.pageInfo.hasNextPage === true;
        after = page?.pageInfo.endCursor ?? null;
      }
      return intervals;
    },
  });
