import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";

const versionDocument = graphql(`
  query Version($name: String!, $version: Int!) {
    auditLog { ...LogKept }
    modelVersion(name: $name, version: $version) {
      id
      version
      modelName
      description
      digest
      createdAt
      createdBy { displayName handle }
      source
      snapshot
      stage { name }
      aliases
      nextStages { name }
      viewerCanRequestTransition
      run { name runId }
      runId
      runSnapshot { runId sourceCommit startTime endTime status user }
      metrics { key value direction }
      params { key value }
      datasets { name digest source }
      artifacts { path size sha256 downloadPath }
      tags { key value }
      slotHistory(first: 200) { nodes { slot from to } }
      evaluations(first: 50) {
        nodes { metric value dataset { name digest } source attempts at by { displayName } run { runId name } }
        pageInfo { hasNextPage }
      }
      checks(first: 50) {
        nodes { id name status conclusion summary detailsUrl versionDigest reportedAt reportedBy { displayName } }
        pageInfo { hasNextPage }
      }
      documents(first: 20) { nodes { ...DocumentRow } }
      registeredModel {
        riskTier
        team { name slug }
        latestVersion { version }
        slots { slot version }
        guards { slot }
        ownershipTags { key team { name } principal { displayName handle } }
      }
      transitionRequests(first: 50) {
        nodes {
          id
          state
          cause
          from
          to
          reason
          ticketUrl
          requestedAt
          closedAt
          requestedBy { displayName handle }
          displaces { version }
          requirements { policyName policyId policyRevision }
          decisions {
            id
            printedName
            verdict
            meaning
            role
            at
            comment
            authMethod
            contentDigest
            signature { kind keyFingerprint userVerified }
          }
        }
      }
    }
  }
`);

export const versionQuery = (name: string, version: number) =>
  queryOptions({
    queryKey: ["version", name, version],
    queryFn: async () => {
      const { modelVersion, auditLog } = await ask(versionDocument, { name, version });
      return modelVersion ? { ...modelVersion, log: auditLog } : null;
    },
  });

const championDocument = graphql(`
  query Champion($name: String!, $version: Int!) {
    modelVersion(name: $name, version: $version) {
      version
      metrics { key value direction }
    }
  }
`);

/** The metrics of the version that this one is compared with. */
export const championQuery = (name: string, version: number | null) =>
  queryOptions({
    queryKey: ["version", name, version, "metrics"],
    queryFn: async () => (await ask(championDocument, { name, version: version ?? 0 })).modelVersion ?? null,
    enabled: version !== null,
  });

const driftDocument = graphql(`
  query Drift($name: String!, $version: Int!) {
    modelVersion(name: $name, version: $version) {
      drift {
        hasDrifted
        metrics { key frozen now }
        params { key frozen now }
        tags { key frozen now }
        facts { key frozen now }
        artifacts { path frozenSha256 nowSha256 }
      }
    }
  }
`);

/** How the run differs now from what the version froze of it. Asked when somebody looks. */
export const driftQuery = (name: string, version: number, enabled: boolean) =>
  queryOptions({
    queryKey: ["version", name, version, "drift"],
    queryFn: async () => (await ask(driftDocument, { name, version })).modelVersion?.drift ?? null,
    enabled,
  });

const entriesDocument = graphql(`
  query VersionEntries($name: String!, $version: Int!, $after: String) {
    modelVersion(name: $name, version: $version) {
      evidence(first: 100, after: $after) {
        nodes {
          id
          action
          outcome
          at
          actor { displayName handle kind roles }
          channel
          reason
          stream
          seq
          hash
          before
          after
          subjects { role type id label hidden }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Everything that touched the version, oldest first: every page of it, since an auditor reads all or nothing. */
export const entriesQuery = (name: string, version: number) => ({
  queryKey: ["version", name, version, "entries"],
  queryFn: async ({ pageParam }: { pageParam: string | null }) => {
    const answer = await ask(entriesDocument, { name, version, after: pageParam });
    return answer.modelVersion?.evidence ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
  },
  initialPageParam: null as string | null,
  getNextPageParam: (last: { pageInfo: { hasNextPage: boolean; endCursor?: string | null } }) =>
    last.pageInfo.hasNextPage ? (last.pageInfo.endCursor ?? null) : null,
});
