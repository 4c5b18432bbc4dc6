import { ask } from "../ask.ts";
import { graphql } from "../gql/index.ts";
import { paged } from "../parts/list/paged.ts";

const signingKeysDocument = graphql(`
  query SigningKeys($filter: SigningKeyFilter, $after: String) {
    signingKeys(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        kind
        name
        fingerprint
        registeredAt
        confirmedAt
        revokedAt
        owner { id handle displayName }
        confirmedBy { displayName }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Keys that the viewer may see: those that wait to be confirmed, or all. */
export const signingKeysQuery = (all: boolean) =>
  paged(["signing-keys", all], async (after) => {
    const filter = all ? {} : { confirmed: false, revoked: false };
    return (await ask(signingKeysDocument, { filter, after })).signingKeys;
  });

export const confirmKeyDocument = graphql(`
  mutation ConfirmKey($input: ConfirmSigningKeyInput!) {
    confirmSigningKey(input: $input) {
      signingKey { id }
      userErrors { code message path }
    }
  }
`);
