import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { TeamQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const teamDocument = graphql(`
  query Team($slug: String!) {
    team(slug: $slug) {
      id
      slug
      name
      members(first: 200) {
        nodes { roles principal { id handle displayName kind deactivatedAt } }
        pageInfo { hasNextPage }
      }
      serviceAccounts(first: 100) { nodes { id handle displayName deactivatedAt } }
      groups { group roles }
    }
    registeredModels(filter: { team: $slug }, first: 50) {
      nodes { id name riskTier openRequestCount slots { slot version } latestVersion { version } }
      pageInfo { hasNextPage }
    }
    experiments(filter: { team: $slug }, first: 50) {
      nodes { id experimentId name updatedAt }
      pageInfo { hasNextPage }
    }
    approvalPolicies(filter: { team: $slug }, first: 50) {
      nodes { id name scope modelName slots revision }
      pageInfo { hasNextPage }
    }
  }
`);

/** A team as the viewer may see it: with its members for its own, administrators and auditors. */
export const teamQuery = (slug: string) =>
  queryOptions({
    queryKey: ["teams", slug],
    queryFn: async () => {
      const { team, ...lists } = await ask(teamDocument, { slug });
      return team ? { ...team, ...lists } : null;
    },
  });

export type TeamFacts = NonNullable<TeamQuery["team"]> & Omit<TeamQuery, "team">;
export type Member = TeamFacts["members"]["nodes"][number];

export const addMemberDocument = graphql(`
  mutation AddMember($input: AddTeamMemberInput!) {
    addTeamMember(input: $input) {
      membership { roles }
      userErrors { code message path }
    }
  }
`);

export const changeRolesDocument = graphql(`
  mutation ChangeRoles($input: ChangeTeamMemberRolesInput!) {
    changeTeamMemberRoles(input: $input) {
      membership { roles }
      userErrors { code message path }
    }
  }
`);

export const removeMemberDocument = graphql(`
  mutation RemoveMember($input: RemoveTeamMemberInput!) {
    removeTeamMember(input: $input) {
      team { id }
      userErrors { code message path }
    }
  }
`);
