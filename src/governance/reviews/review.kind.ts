import { loadedBy } from "../../graphql/node.js";
import { defineKind } from "../../kind.js";
import { reviewLoader } from "./reviews.loaders.js";
import { reviewsBy } from "./reviews.queries.js";
import { RequestReviewResolver, ReviewResolver } from "./reviews.resolver.js";

declare module "../../db/ids.js" {
  interface IdPrefixes {
    rev: true;
  }
}

declare module "../../audit/entry.js" {
  interface SubjectRoles {
    /** The review that the act was about. */
    review: true;
  }
}

/** Reviews of emergencies: read by whoever reads the request; what happens to them is told on the version's stream. */
export const reviewKind = defineKind({
  prefixes: ["rev"],
  subject: "review",
  reader: (ctx, ids) => reviewsBy(ctx.db.reader, ctx.access.ability, "id", ids),
  streamless: true,
  node: loadedBy("Review", reviewLoader),
  resolvers: [ReviewResolver, RequestReviewResolver],
});
