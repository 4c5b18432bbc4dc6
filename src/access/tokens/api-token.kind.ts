import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { tokenLoader } from "../access.loaders.js";
import { TokensResolver } from "./tokens.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    tok: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The token that was made or revoked. */
    token: true;
  }
}

/** API tokens: named to auditors, and to whoever may read the stream that names them. */
export const apiTokenKind = defineKind({
  prefixes: ["tok"],
  subject: "api_token",
  reader: "auditors",
  namedInOpenEntries: "also",
  streamless: true,
  node: loadedBy("ApiToken", tokenLoader),
  resolvers: [TokensResolver],
});
