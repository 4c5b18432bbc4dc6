import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { POLL_MS, unlessTold } from "../live/live.ts";

const requestDocument = graphql(`
  query Request($id: ID!) {
    transitionRequest(id: $id) {
      id
      modelName
      version
      from
      to
      state
      cause
      reason
      ticketUrl
      requestedAt
      expiresAt
      closedAt
      contentDigest
      statement
      requestedBy { displayName handle id }
      displaces { version }
      gates {
        key
        title
        verdict
        required
        observed
        cause
        attempts
        policy { id name }
        inputs { what label hidden }
      }
      viewerDecision { canApprove canReject code message }
      requirements {
        role
        needed
        given
        policyId
        policyName
        policyRevision
        team { name slug }
        candidates(first: 5) { displayName handle }
      }
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
        entry { stream seq }
      }
    }
  }
`);

/** What must be signed, by whom, and whether the viewer can: all that a decision needs. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ["request", id],
    queryFn: async () => (await ask(requestDocument, { id })).transitionRequest ?? null,
    refetchInterval: () => unlessTold(POLL_MS),
  });

const comparisonDocument = graphql(`
  query Comparison($name: String!, $version: Int!, $against: Int!, $compared: Boolean!) {
    modelVersion(name: $name, version: $version) {
      ...Compared
    }
    against: modelVersion(name: $name, version: $against) @include(if: $compared) {
      ...Compared
    }
  }

  fragment Compared on ModelVersion {
    version
    metrics { key value direction }
    params { key value }
    datasets { name digest }
    artifacts { path size sha256 }
  }
`);

/** The version beside the one that it would displace: asked for apart, since a decision never waits for it. */
export const comparisonQuery = (name: string, version: number, against: number | null) =>
  queryOptions({
    queryKey: ["comparison", name, version, against],
    queryFn: async () => {
      const variables = { name, version, against: against ?? version, compared: against !== null };
      const answer = await ask(comparisonDocument, variables);
      return { version: answer.modelVersion ?? null, against: answer.against ?? null };
    },
  });

export const approveDocument = graphql(`
  mutation Approve($input: ApproveTransitionInput!) {
    approveTransition(input: $input) {
      transitionRequest { id state }
      entry { stream seq hash }
      userErrors { code message path }
    }
  }
`);

export const rejectDocument = graphql(`
  mutation Reject($input: RejectTransitionInput!) {
    rejectTransition(input: $input) {
      transitionRequest { id state }
      entry { stream seq hash }
      userErrors { code message path }
    }
  }
`);

export const withdrawDocument = graphql(`
  mutation Withdraw($input: WithdrawTransitionInput!) {
    withdrawTransition(input: $input) {
      transitionRequest { id state }
      userErrors { code message path }
    }
  }
`);
