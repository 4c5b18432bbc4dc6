import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { teamLoader } from "../access.loaders.js";
import { MembershipResolver } from "../principals/principals.resolver.js";
import { defineRules } from "../subject-rules.js";
import { TeamResolver } from "./teams.resolver.js";

declare module "../subject-rules.js" {
  interface Subjects {
    Team: { readonly id: string };
  }
}

declare module "../../db/ids.js" {
  interface IdPrefixes {
    team: true;
  }
}

declare module "../../audit/entry.js" {
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
  rules: [
    defineRules({
      subject: "Team",
      actions: ["administer"],
      allow: (allow, standing) => {
        if (standing.is("ADMIN")) allow("administer");
        allow("administer", { id: { $in: standing.teamsWith("OWNER") } });
      },
    }),
  ],
  reader: "everybody",
  opensStream: (ctx, id) => ctx.access.ability.can("administer", { type: "Team", id }),
  node: loadedBy("Team", teamLoader),
  resolvers: [TeamResolver, MembershipResolver],
});
