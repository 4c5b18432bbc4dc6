import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { Node } from "../../graphql/node.js";
import { DateTime } from "../../graphql/scalars.js";
import { MutationInput, Payload, UserError } from "../../graphql/user-error.js";
import type { HeldPolicy } from "../approval-rules.js";
import { SIGNATURE, SignatureInput } from "../request-mutations.types.js";
import { EntryPlace, TransitionRequest } from "../requests.types.js";

export const ReviewState = same(["OPEN", "OVERDUE", "CONFIRMED", "OVERTURNED"] as const);
registerEnumType(ReviewState, {
  name: "ReviewState",
  description: "How far the review of an emergency has come.",
  valuesConfig: {
    OPEN: { description: "It is to be decided." },
    OVERDUE: { description: "It is to be decided, and too late; until then the model has no further emergency." },
    CONFIRMED: { description: "The ordinary requirements have confirmed the move." },
    OVERTURNED: { description: "Somebody who could have confirmed the move has overturned it." },
  },
});

export const ReviewVerdict = same(["CONFIRM", "OVERTURN"] as const);
registerEnumType(ReviewVerdict, {
  name: "ReviewVerdict",
  description: "The vote on an emergency that was applied.",
  valuesConfig: {
    CONFIRM: { description: "The move was right." },
    OVERTURN: { description: "The move was wrong: the slot is to be given back." },
  },
});

@ObjectType({ description: "The review that an applied emergency owes.", implements: Node, simpleResolvers: true })
export class Review extends Node {
  requestId: string;
  rollbackRequestId: string | null;
  policies: readonly HeldPolicy[];

  @Field(() => ReviewState, { description: "The state of the review." })
  state: keyof typeof ReviewState;

  @Field(() => DateTime, { description: "When the emergency was applied." })
  openedAt: string;

  @Field(() => DateTime, { description: "When it becomes overdue." })
  dueAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was decided." })
  decidedAt: string | null;
}

export const ReviewConnection = connectionOf(() => Review, "Review");

@InputType({ description: "Conditions on reviews; all that are given must hold." })
export class ReviewFilter {
  @Field(() => ReviewState, { nullable: true, description: "Return only reviews in this state." })
  state?: keyof typeof ReviewState | null;

  @Field(() => String, { nullable: true, description: "Return only items of the registered model with this name." })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Return only items whose model belongs to the team with this slug.",
  })
  team?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Return only reviews that you could decide and have not decided.",
  })
  awaitingMyDecision?: boolean | null;
}

@InputType({ description: "A decision on the review of an emergency." })
export class DecideReviewInput extends MutationInput {
  @Field(() => ID, { description: "The review." })
  reviewId: string;

  @Field(() => ReviewVerdict, { description: "The vote." })
  verdict: keyof typeof ReviewVerdict;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  comment: string;

  @Field(() => SignatureInput, SIGNATURE)
  signature?: SignatureInput | null;
}

@ObjectType({ description: "The review as decided, and the request to give the slot back.", simpleResolvers: true })
export class DecideReviewPayload extends Payload {
  @Field(() => Review, { nullable: true, description: "The review." })
  review?: Review | null;

  @Field(() => EntryPlace, { nullable: true, description: "The committed audit entry that records the decision." })
  entry?: EntryPlace | null;

  @Field(() => TransitionRequest, {
    nullable: true,
    description: "The request to give the slot back to its earlier holder, once overturned; null where there is none.",
  })
  transitionRequest?: TransitionRequest | null;
}

@ObjectType({
  implements: UserError,
  description: "A policy that applies allows no emergency, or the review of an earlier one is overdue.",
  simpleResolvers: true,
})
export class EmergencyNotAllowedError extends UserError {
  @Field(() => ID, { nullable: true, description: "The overdue review." })
  reviewId?: string | null;
}
