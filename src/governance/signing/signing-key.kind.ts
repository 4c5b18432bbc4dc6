import { defineKind } from "../../kind.js";
import {
  DecisionSignatureResolver,
  RequestSigningResolver,
  SigningKeyResolver,
  SigningResolver,
} from "./signing.resolver.js";
import { signingKeysById } from "./signing-keys.queries.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    skey: true;
    /** A statement that was given out to be signed; no entry names it as a subject. */
    sigr: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The key that was begun, registered, confirmed or revoked. */
    signingKey: true;
    /** The key that something was signed with, or is to be. */
    signedWith: true;
  }
}

/** Keys that sign decisions; what happens to one is told on its owner's stream, what it signed is a list below it. */
export const signingKeyKind = defineKind({
  prefixes: ["skey"],
  subject: "signing_key",
  below: {
    signedWith: { list: "signing_key.signature", means: true },
  },
  reader: (ctx, ids) => signingKeysById(ctx, ctx.db.reader, ids),
  namedInOpenEntries: "also",
  streamless: true,
  resolvers: [SigningKeyResolver, DecisionSignatureResolver, RequestSigningResolver, SigningResolver],
});
