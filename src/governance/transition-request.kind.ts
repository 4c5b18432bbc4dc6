import { loadedBy } from "../graphql/node.js";
import { defineKind } from "../kind.js";
import { requestLoader } from "./governance.loaders.js";
import { requestsById } from "./requests.queries.js";
import {
  TransitionRequestResolver,
  TransitionRequirementResolver,
  VersionRequestsResolver,
} from "./requests.resolver.js";

declare module "../db/ids.js" {
  interface IdPrefixes {
    req: true;
  }
}

declare module "../audit/entry.js" {
  interface SubjectRoles {
    /** The request that the act was about. */
    request: true;
  }
}

/** Transition requests. */
export const transitionRequestKind = defineKind({
  prefixes: ["req"],
  subject: "transition_request",
  reader: (ctx, ids) => requestsById(ctx.db.read, ctx.access.ability, ids),
  node: loadedBy("TransitionRequest", requestLoader),
  resolvers: [TransitionRequestResolver, TransitionRequirementResolver, VersionRequestsResolver],
});
