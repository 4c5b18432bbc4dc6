import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const ownKeysDocument = graphql(`
  query OwnKeys($owner: ID!, $after: String) {
    signingKeys(filter: { ownerId: $owner }, first: 50, after: $after) {
      nodes { id kind name fingerprint registeredAt confirmedAt revokedAt confirmedBy { displayName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** One's own keys, revoked ones too, the newest first. */
export const ownKeysQuery = (owner: string) =>
  paged(["signing-keys", "own", owner], async (after) => (await ask(ownKeysDocument, { owner, after })).signingKeys);

export const beginKeyDocument = graphql(`
  mutation BeginKey($input: BeginSigningKeyInput!) {
    beginSigningKey(input: $input) {
      challenge { id command webauthn }
      userErrors { code message path }
    }
  }
`);

export const registerKeyDocument = graphql(`
  mutation RegisterKey($input: RegisterSigningKeyInput!) {
    registerSigningKey(input: $input) {
      signingKey { id fingerprint }
      userErrors { code message path }
    }
  }
`);
