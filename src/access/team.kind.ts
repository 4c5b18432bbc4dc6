import { loadedBy } from "../graphql/node.js";
import { defineKind } from "../kind.js";
import { teamLoader } from "./access.loaders.js";
import { MembershipResolver } from "./principals.resolver.js";
import { TeamResolver } from "./teams.resolver.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    team: true;
  }
}

declare module "../audit/entry.js" {
  interface SubjectRoles {
    /** The team that owned what was touched. */
    owner: true;
    /** A team that the act gave something, or took it from. */
    team: true;
  }
}

/** Teams. Everybody may know of them; their streams are read by their owners. */
export const teamKind = defineKind({
  prefixes: ["team"],
  subject: "team",
  reader: "everybody",
  opensStream: (ctx, id) => ctx.access.ability.can("administer", { type: "Team", id }),
  node: loadedBy("Team", teamLoader),
  resolvers: [TeamResolver, MembershipResolver],
});
