import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { invitationLoader } from "./invitations.loaders.js";
import { InvitationsResolver } from "./invitations.resolver.js";
/** Invitations: named to auditors, and to whoever may read the stream that names them. */
export const invitationKind = defineKind({
    prefixes: ["inv"],
    subject: "invitation",
    reader: "auditors",
    namedInOpenEntries: "also",
    streamless: true,
    node: loadedBy("Invitation", invitationLoader),
    resolvers: [InvitationsResolver],
});
//# sourceMappingURL=invitation.kind.js.map