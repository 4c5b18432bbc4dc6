import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const tokensDocument = graphql(`
  query AdminTokens($filter: ApiTokenFilter, $after: String) {
    apiTokens(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        name
        hint
        scopes
        modelIds
        createdAt
        lastUsedAt
        expiresAt
        principal { handle displayName }
        invitedBy { displayName }
        mintedBy { displayName }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Every token that is good now and that the viewer may see; of one bearer where a handle is given. */
export const allTokensQuery = (handle: string) =>
  paged(["tokens", "all", handle], async (after) => {
    const filter = { active: true, ...(handle !== "" && { principal: handle }) };
    return (await ask(tokensDocument, { filter, after })).apiTokens;
  });
