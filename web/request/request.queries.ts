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
      phase
      signing
      emergency { reason incidentUrl }
      waivers { key reason policy { id } }
      modelVersion {
        registeredModel {
          riskTier
          team { slug }
          documents(first: 20) { nodes { ...DocumentRow } }
        }
        documents(first: 20) { nodes { ...DocumentRow } }
      }
      review {
        id
        state
        dueAt
        decidedAt
        rollback { id state }
      }
      gates {
        key
        title
        verdict
        required
        observed
        cause
        attempts
        policy { id name }
        waiver { by { displayName } reason at }
        inputs { what label id hidden }
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
        by { id }
        printedName
        verdict
        meaning
        role
        at
        comment
        gateKey
        authMethod
        contentDigest
        signature { kind keyFingerprint userVerified }
        viewerRepeats
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

const waivableDocument = graphql(`
  query Waivable($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on ApprovalPolicy {
        id
        gates(first: 20) { key waivableBy { role count team { slug name } } }
      }
    }
  }
`);

/** Who may waive the gates of these policies: asked for only where a gate has not passed. */
export const waivableQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ["request", "waivable", ...ids],
    queryFn: async () => {
      const { nodes } = await ask(waivableDocument, { ids: [...ids] });
      return nodes.flatMap((node) => (node !== null && "gates" in node ? [node] : []));
    },
    enabled: ids.length > 0,
  });

export const reevaluateDocument = graphql(`
  mutation Reevaluate($input: ReevaluateGatesInput!) {
    reevaluateGates(input: $input) {
      transitionRequest { id state gates { verdict } }
      userErrors { code message path }
    }
  }
`);

const mayReviewDocument = graphql(`
  query MayReview($model: String!) {
    reviews(filter: { awaitingMyDecision: true, model: $model }, first: 100) { nodes { id } }
  }
`);

/** The reviews of the model's emergencies that wait for the viewer. */
export const mayReviewQuery = (model: string) =>
  queryOptions({
    queryKey: ["requests", "reviews", model],
    queryFn: async () => (await ask(mayReviewDocument, { model })).reviews.nodes.map(({ id }) => id),
  });

export const decideReviewDocument = graphql(`
  mutation DecideReview($input: DecideReviewInput!) {
    decideReview(input: $input) {
      review { id state }
      entry { stream seq hash }
      transitionRequest { id }
      userErrors { code message path }
    }
  }
`);
