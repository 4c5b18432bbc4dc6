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
    /** The key that was registered, confirmed, revoked, or signed with. */
    signingKey: true;
  }
}

/** Keys that sign decisions; what happens to one is told on its owner's stream. */
export const signingKeyKind = defineKind({
  prefixes: ["skey"],
  subject: "signing_key",
  reader: (ctx, ids) => signingKeysById(ctx, ctx.db.reader, ids),
  namedInOpenEntries: "also",
  streamless: true,
  resolvers: [SigningKeyResolver, DecisionSignatureResolver, RequestSigningResolver, SigningResolver],
});
