import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { PolicyQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const policiesDocument = graphql(`
  query AdminPolicies($filter: ApprovalPolicyFilter, $after: String) {
    approvalPolicies(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        name
        revision
        scope
        modelName
        slots
        tiers
        retiredAt
        team { slug name }
        requirements { role count team { name } }
        gates(first: 20) { key }
        emergency { reviewWithinHours }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const policiesQuery = (includeRetired: boolean) =>
  paged(["policies", includeRetired], async (after) => {
    return (await ask(policiesDocument, { filter: { includeRetired }, after })).approvalPolicies;
  });

const policyDocument = graphql(`
  query Policy($id: ID!) {
    approvalPolicy(id: $id) {
      id
      name
      revision
      digest
      scope
      modelName
      team { slug name }
      slots
      requirements { role count team { id slug name } }
      separationOfDuties
      signing
      boundTags
      expiresAfterHours
      rollbackWithinHours
      tiers
      createdAt
      retiredAt
      pack { id version }
      emergency { reviewWithinHours requirements { role count team { id slug name } } }
      gates(first: 20) {
        key
        title
        waivableBy { role count team { id slug name } }
        metric { key min max evaluator { teamId independent } dataset { name digest } }
        champion { metric direction margin relative paired { table row score confidence } against without evaluator { teamId independent } dataset { name digest } }
        groups {
          metric attribute minRatio maxDifference minEach maxEach minGroupSize
          evaluator { teamId independent } dataset { name digest }
        }
        tag { key values subject independent setBy { role teamId } }
        check { name reportedBy maxAgeHours }
        document { kind fields subject independent maxAgeHours publishedBy { role teamId } }
        signature { mode }
        files { require forbid maxBytes }
        provenance { commit trainingData environment }
      }
    }
  }
`);

export type PolicyFacts = NonNullable<PolicyQuery["approvalPolicy"]>;

export const policyQuery = (id: string) =>
  queryOptions({
    queryKey: ["policies", "one", id],
    queryFn: async () => (await ask(policyDocument, { id })).approvalPolicy ?? null,
  });

export const createPolicyDocument = graphql(`
  mutation CreatePolicy($input: CreateApprovalPolicyInput!) {
    createApprovalPolicy(input: $input) {
      approvalPolicy { id revision }
      warnings
      userErrors { code message path }
    }
  }
`);

export const updatePolicyDocument = graphql(`
  mutation UpdatePolicy($input: UpdateApprovalPolicyInput!) {
    updateApprovalPolicy(input: $input) {
      approvalPolicy { id revision }
      warnings
      userErrors { code message path }
    }
  }
`);

export const retirePolicyDocument = graphql(`
  mutation RetirePolicy($input: RetireApprovalPolicyInput!) {
    retireApprovalPolicy(input: $input) {
      approvalPolicy { id }
      userErrors { code message path }
    }
  }
`);

export const coveredDocument = graphql(`
  query Covered($model: String!, $team: String!, $forModel: Boolean!, $forTeam: Boolean!) {
    registeredModel(name: $model) @include(if: $forModel) { id }
    team(slug: $team) @include(if: $forTeam) { id }
  }
`);

const teamSlugsDocument = graphql(`
  query TeamSlugs {
    teams(first: 200) { nodes { id slug name } }
  }
`);

/** Every team, to choose one. */
export const teamSlugsQuery = queryOptions({
  queryKey: ["teams", "slugs"],
  queryFn: async () => (await ask(teamSlugsDocument)).teams.nodes,
});

interface Covering {
  readonly scope: string;
  readonly modelName?: string | null;
  readonly team?: { readonly name: string } | null;
}

/** What a policy covers, in words. */
export const covered = ({ scope, modelName, team }: Covering): string =>
  scope === "MODEL" ? `the model ${modelName}` : scope === "TEAM" ? `the models of ${team?.name}` : "every model";

export const tryDocument = graphql(`
  query TryMove($id: ID!, $to: String!, $principal: String) {
    checkTransition(modelVersionId: $id, to: $to, principal: $principal) {
      canRequest
      canApprove
      appliesAtOnce
      places { role needed team { name } policyName }
      refusals { act code message who }
      gates(first: 50) { key title verdict required observed cause policy { id } }
    }
  }
`);

export const tryVersionDocument = graphql(`
  query TryVersion($name: String!, $version: Int!) {
    modelVersion(name: $name, version: $version) { id }
  }
`);
