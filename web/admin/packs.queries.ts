import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { AdminPacksQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const packsDocument = graphql(`
  query AdminPacks {
    policyPacks(first: 100) {
      id
      version
      title
      regime
      status
      effectiveFrom
      teams
      policies(first: 100)
      documents(first: 100) { kind }
      controls(first: 500) { id }
    }
    approvalPolicies(first: 200) {
      nodes { id name scope modelName team { name } pack { id version } }
      pageInfo { hasNextPage }
    }
  }
`);

export type PackFacts = AdminPacksQuery["policyPacks"][number];

/** The packs of this service, and the policies in force that came with one. */
export const packsQuery = queryOptions({
  queryKey: ["policies", "packs"],
  queryFn: async () => {
    const { policyPacks: packs, approvalPolicies } = await ask(packsDocument);
    const installed = approvalPolicies.nodes.filter(({ pack }) => pack !== null);
    return { packs, installed, more: approvalPolicies.pageInfo.hasNextPage };
  },
});

export const installPackDocument = graphql(`
  mutation InstallPack($input: InstallPolicyPackInput!) {
    installPolicyPack(input: $input) {
      approvalPolicies { id }
      userErrors { code message path }
    }
  }
`);
