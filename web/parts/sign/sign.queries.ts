import { queryOptions } from "@tanstack/react-query";
import { ask } from "../../ask.ts";
import type { PrepareSignatureMutation, UsableKeysQuery } from "../../gql/graphql.ts";
import { graphql } from "../../gql/index.ts";

const usableKeysDocument = graphql(`
  query UsableKeys($owner: ID!) {
    signingKeys(filter: { ownerId: $owner, confirmed: true, revoked: false }, first: 50) {
      nodes { id kind name fingerprint publicKey }
    }
  }
`);

export type UsableKey = UsableKeysQuery["signingKeys"]["nodes"][number];

/** The keys that the viewer signs with: confirmed, and not revoked. */
export const usableKeysQuery = (owner: string) =>
  queryOptions({
    queryKey: ["signing-keys", "usable", owner],
    queryFn: async () => (await ask(usableKeysDocument, { owner })).signingKeys.nodes,
  });

export const prepareDocument = graphql(`
  mutation PrepareSignature($input: PrepareSignatureInput!) {
    prepareSignature(input: $input) {
      signatureRequest { id statement digest words command webauthn expiresAt }
      userErrors { code message path }
    }
  }
`);

/** A statement that waits for its signature. */
export type Prepared = NonNullable<PrepareSignatureMutation["prepareSignature"]["signatureRequest"]>;

export const revokeKeyDocument = graphql(`
  mutation RevokeKey($input: RevokeSigningKeyInput!) {
    revokeSigningKey(input: $input) {
      signingKey { id }
      userErrors { code message path }
    }
  }
`);
