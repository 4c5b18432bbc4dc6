import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { ModelVersion } from "../registry/registry.types.js";
import { Decision, DecisionMeaning, TransitionRequest } from "./requests.types.js";

@InputType({ description: "A move asked for." })
export class RequestTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The version to move." })
  modelVersionId: string;

  @Field(() => String, { description: "Where to: a stage (`Production`, any case) or an alias (`@champion`)." })
  to: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;

  @Field(() => Int, { nullable: true, description: "The version that you believe holds the slot, 0 for none." })
  expectedHolder?: number | null;

  @Field(() => String, { nullable: true, description: "An http(s) URL of a ticket." })
  ticketUrl?: string | null;
}

@InputType({ description: "A signature for a request." })
export class ApproveTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { description: "The request's `contentDigest` as it was shown to you." })
  contentDigest: string;

  @Field(() => String, { nullable: true, description: "At most 2,000 characters." })
  comment?: string | null;

  @Field(() => DecisionMeaning, {
    nullable: true,
    description: "The meaning of the signature; the default is APPROVAL.",
  })
  meaning?: keyof typeof DecisionMeaning | null;
}

@InputType({ description: "A signature against a request." })
export class RejectTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  comment: string;
}

@InputType({ description: "A request taken back." })
export class WithdrawTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { nullable: true, description: "The reason." })
  reason?: string | null;
}

@InputType({ description: "A slot to be given back to its previous holder." })
export class RollbackSlotInput extends MutationInput {
  @Field(() => ID, { description: "The registered model." })
  registeredModelId: string;

  @Field(() => String, { description: "An exclusive stage or an alias (`@champion`)." })
  slot: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;
}

@ObjectType({ description: "The request, and the version as it is now.", simpleResolvers: true })
export class RequestTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request: applied at once, or pending." })
  transitionRequest?: TransitionRequest | null;

  @Field(() => ModelVersion, { nullable: true, description: "The version." })
  modelVersion?: ModelVersion | null;

  @Field(() => [String], {
    description:
      "While it waits and too few people could sign: how many could now, by requirement, role and separation of duties. Credentials are judged at signing.",
  })
  warnings: readonly string[];
}

@ObjectType({ description: "The request, and the version asked for.", simpleResolvers: true })
export class RollbackSlotPayload extends RequestTransitionPayload {}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class ApproveTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;

  @Field(() => Decision, { nullable: true, description: "The decision to record." })
  decision?: Decision | null;
}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class RejectTransitionPayload extends ApproveTransitionPayload {}

@ObjectType({ description: "The request.", simpleResolvers: true })
export class WithdrawTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;
}
