import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { principalLoader } from "../access.loaders.js";
import { isRestricted } from "../access.queries.js";
import { erasePrincipal } from "../erasure/erase-principal.store.js";
import { PreferencesResolver } from "../preferences/preferences.resolver.js";
import { PrincipalResolver, ViewerResolver } from "./principals.resolver.js";
import { UsersResolver } from "./users.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    usr: true;
    sa: true;
    sys: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** Somebody whom the act gave something, or took it from. */
    principal: true;
  }
}

/** Users, service accounts and the service itself. Everybody may know of them; their streams are their own. */
export const principalKind = defineKind({
  prefixes: ["usr", "sa", "sys"],
  subject: "principal",
  reader: "everybody",
  opensStream: (ctx, id) => id === ctx.principal.id && !isRestricted(ctx),
  namedInOpenEntries: "only",
  erase: erasePrincipal,
  node: loadedBy("Principal", principalLoader),
  resolvers: [PrincipalResolver, ViewerResolver, UsersResolver, PreferencesResolver],
});
