import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { ListArgs, PageArgs, page } from "../../graphql/connection.js";
import { loader } from "../../graphql/loader.js";
import { mutate } from "../../graphql/mutate.js";
import { plain } from "../../graphql/plain.js";
import { Policy } from "../../graphql/policy.js";
import { idAsked, parseFilter } from "../../input.js";
import { decisionEntriesLoader, decisionsLoader, requestLoader } from "../governance.loaders.js";
import { reviewFilter } from "../list-filters.js";
import { Decision, TransitionRequest, TransitionRequirement, ViewerDecision } from "../requests.types.js";
import { decideReview } from "./decide-review.js";
import { reviewLoader, reviewOfRequestLoader } from "./reviews.loaders.js";
import { decisionOnReview, requirementsOfReview } from "./reviews.pages.js";
import { type ReviewRead, reviewsPage } from "./reviews.queries.js";
import { DecideReviewInput, DecideReviewPayload, Review, ReviewConnection, ReviewFilter } from "./reviews.types.js";

const readDecided =
  (ctx: Ctx) =>
  async ({ reviewId, requestId, decisionId }: { reviewId: string; requestId: string; decisionId: string }) => {
    ctx.loaders.clear();
    const review = await loader(ctx, reviewLoader).load(reviewId);
    const rollback = review?.rollbackRequestId ?? null;
    const entries = await loader(ctx, decisionEntriesLoader).load(requestId);
    return {
      review,
      entry: entries.find((entry) => entry.decisionId === decisionId) ?? null,
      transitionRequest: rollback === null ? null : await loader(ctx, requestLoader).load(rollback),
    };
  };

@Resolver(() => Review)
export class ReviewResolver {
  @Query(() => Review, {
    nullable: true,
    description: "The review of an emergency; null when absent or not visible.",
  })
  @Policy({ scope: "READ" })
  review(@Context() ctx: Ctx, @Arg("id", () => ID, { description: "Its id." }) id: string) {
    return loader(ctx, reviewLoader).load(idAsked(id, ["id"]));
  }

  @Query(() => ReviewConnection, { description: "Reviews of emergencies, newest first." })
  @Policy({ scope: "READ" })
  async reviews(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Arg("filter", () => ReviewFilter, {
      nullable: true,
      description: "Return only items that match; absent means all.",
    })
    given: ReviewFilter | null,
  ) {
    const filter = parseFilter(reviewFilter, given);
    const keys = keyset("reviews", filter);
    const from = (keys.decode(after)?.[0] as string | undefined) ?? null;
    const rows = await reviewsPage(ctx.db.reader, ctx.access, ctx.principal.id, {
      filter,
      after: from,
      limit: first + 1,
    });
    return page(rows, first, ({ id }) => keys.encode(id), after);
  }

  @Mutation(() => DecideReviewPayload, {
    description:
      "Confirms or overturns an emergency that was applied, by a signature of somebody who did not sign it. To overturn it asks for a rollback of the slot.",
  })
  @Policy({ scope: "APPROVE", description: "a role that the policies' requirements name" })
  decideReview(
    @Context() ctx: Ctx,
    @Arg("input", () => DecideReviewInput, { description: "The decision." }) input: DecideReviewInput,
  ) {
    return mutate(ctx, () => decideReview(ctx, plain(input)), readDecided(ctx));
  }

  @FieldResolver(() => TransitionRequest, { nullable: true, description: "The emergency." })
  @Policy({ scope: "READ" })
  transitionRequest(@Root() { requestId }: ReviewRead, @Context() ctx: Ctx) {
    return loader(ctx, requestLoader).load(requestId);
  }

  @FieldResolver(() => TransitionRequest, {
    nullable: true,
    description:
      "The request to give the slot back, once overturned; null where there is none, or you may not read it.",
  })
  @Policy({ scope: "READ" })
  rollback(@Root() { rollbackRequestId }: ReviewRead, @Context() ctx: Ctx) {
    return rollbackRequestId === null ? null : loader(ctx, requestLoader).load(rollbackRequestId);
  }

  @FieldResolver(() => [TransitionRequirement], { description: "The confirmations that it needs and has." })
  @Policy({ scope: "READ" })
  async requirements(@Root() review: ReviewRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    return (await requirementsOfReview(ctx, review)).slice(0, first);
  }

  @FieldResolver(() => ViewerDecision, {
    description: "What you can do about it now, and why not: to approve is to confirm, to reject to overturn.",
  })
  @Policy({ scope: "READ" })
  viewerDecision(@Root() review: ReviewRead, @Context() ctx: Ctx): Promise<ViewerDecision> {
    return decisionOnReview(ctx, review);
  }

  @FieldResolver(() => [Decision], { description: "Every decision on it, oldest first." })
  @Policy({ scope: "READ" })
  async decisions(@Root() { requestId }: ReviewRead, @Context() ctx: Ctx, @Args(() => ListArgs) { first }: ListArgs) {
    const all = await loader(ctx, decisionsLoader).load(requestId);
    return all.filter(({ verdict }) => verdict === "CONFIRM" || verdict === "OVERTURN").slice(0, first);
  }
}

@Resolver(() => TransitionRequest)
export class RequestReviewResolver {
  @FieldResolver(() => Review, {
    nullable: true,
    description: "The review that it owes; null of what is no applied emergency.",
  })
  @Policy({ scope: "READ" })
  review(@Root() request: TransitionRequest, @Context() ctx: Ctx) {
    return request.emergency === null ? null : loader(ctx, reviewOfRequestLoader).load(request.id);
  }
}
