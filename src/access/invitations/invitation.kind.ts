import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { invitationLoader } from "./invitations.loaders.js";
import { InvitationsResolver } from "./invitations.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    inv: true;
  }
}

/** Invitations: entries name none. */
export const invitationKind = defineKind({
  prefixes: ["inv"],
  subject: "invitation",
  reader: "nobody",
  node: loadedBy("Invitation", invitationLoader),
  resolvers: [InvitationsResolver],
});
