import { loadedBy } from "../graphql/node.js";
import { defineKind } from "../kind.js";
import { principalLoader } from "./access.loaders.js";
import { isRestricted } from "./access.queries.js";
import { PrincipalResolver, ViewerResolver } from "./principals.resolver.js";
import { UsersResolver } from "./users.resolver.js";
/** Users, service accounts and the service itself. Everybody may know of them; their streams are their own. */
export const principalKind = defineKind({
    prefixes: ["usr", "sa", "sys"],
    subject: "principal",
    reader: "everybody",
    opensStream: (ctx, id) => id === ctx.principal.id && !isRestricted(ctx),
    namedInOpenEntries: "only",
    node: loadedBy("Principal", principalLoader),
    resolvers: [PrincipalResolver, ViewerResolver, UsersResolver],
});
//# sourceMappingURL=principal.kind.js.map