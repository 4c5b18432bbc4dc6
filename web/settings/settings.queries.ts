import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "../ask.ts";
import type { TokensQuery } from "../gql/graphql.ts";
import { graphql } from "../gql/index.ts";

const tokensDocument = graphql(`
  query Tokens($principal: String!, $after: String) {
    apiTokens(filter: { principal: $principal, active: true }, first: 50, after: $after) {
      nodes { id name hint scopes modelIds createdAt lastUsedAt expiresAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type Token = TokensQuery["apiTokens"]["nodes"][number];

/** One's own tokens that are good now. */
export const tokensQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: ["tokens", handle],
    queryFn: async ({ pageParam }) => (await ask(tokensDocument, { principal: handle, after: pageParam })).apiTokens,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null),
  });

export const createTokenDocument = graphql(`
  mutation CreateToken($input: CreateApiTokenInput!) {
    createApiToken(input: $input) {
      secret
      apiToken { id name }
      userErrors { code message path }
    }
  }
`);

export const revokeTokenDocument = graphql(`
  mutation RevokeToken($input: RevokeApiTokenInput!) {
    revokeApiToken(input: $input) {
      apiToken { id }
      userErrors { code message path }
    }
  }
`);

const sessionsDocument = graphql(`
  query Sessions {
    viewer { sessions(first: 100) { id openedAt seenAt expiresAt isCurrent tokenName } }
  }
`);

/** Where one is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await ask(sessionsDocument)).viewer.sessions,
});
