import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const teamsDocument = graphql(`
  query AdminTeams($after: String) {
    teams(first: 50, after: $after) {
      nodes { id slug name createdAt groups(first: 50) { group roles } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const teamsQuery = paged(["teams"], async (after) => (await ask(teamsDocument, { after })).teams);

export const createTeamDocument = graphql(`
  mutation CreateTeam($input: CreateTeamInput!) {
    createTeam(input: $input) {
      team { slug }
      userErrors { code message path }
    }
  }
`);

export const linkGroupDocument = graphql(`
  mutation LinkGroup($input: LinkTeamGroupInput!) {
    linkTeamGroup(input: $input) {
      team { id }
      userErrors { code message path }
    }
  }
`);

export const unlinkGroupDocument = graphql(`
  mutation UnlinkGroup($input: UnlinkTeamGroupInput!) {
    unlinkTeamGroup(input: $input) {
      team { id }
      userErrors { code message path }
    }
  }
`);
