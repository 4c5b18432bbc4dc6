import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { Json } from "../../verify/canonical-json.js";
import { JsonObject } from "../graphql/scalars.js";
import { MutationInput, Payload } from "../graphql/user-error.js";
import { ModelVersion } from "../registry/registry.types.js";
import { Decision, DecisionMeaning, EntryPlace, TransitionRequest } from "./requests.types.js";

@InputType({ description: "A signature given with a key of one's own; see docs/signing.md." })
export class SignatureInput {
  @Field(() => ID, { description: "The statement that was signed, as `prepareSignature` gave it." })
  signatureRequestId: string;

  @Field(() => String, { nullable: true, description: "Of SSH: the signature, from BEGIN to END SSH SIGNATURE." })
  ssh?: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: "Of WEBAUTHN: the credential that signed, as its `toJSON()` gives it. One of the two.",
  })
  webauthn?: { [key: string]: Json } | null;
}

export const SIGNATURE = { nullable: true, description: "The signature with your own key, where a policy wants it." };

@InputType({ description: "A gate to be waived." })
export class GateWaiverInput {
  @Field(() => ID, { description: "The policy." })
  policyId: string;

  @Field(() => String, { description: "The gate's key." })
  gateKey: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;
}

@InputType({ description: "An emergency in which a move is asked for." })
export class EmergencyInput {
  @Field(() => String, { description: "The reason why it cannot wait: 1–2,000 characters." })
  reason: string;

  @Field(() => String, { nullable: true, description: "An http(s) URL of the incident." })
  incidentUrl?: string | null;
}

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

  @Field(() => [GateWaiverInput], {
    nullable: true,
    description:
      "Gates that it asks to waive: it opens though they fail. Each must have somebody who may waive it. None in an emergency, in which gates hold nothing.",
  })
  waivers?: GateWaiverInput[] | null;

  @Field(() => EmergencyInput, {
    nullable: true,
    description:
      "An emergency: gates are recorded and hold nothing, those sign whom the policies name for it, and a review follows. It voids an open ordinary request.",
  })
  emergency?: EmergencyInput | null;
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

  @Field(() => SignatureInput, SIGNATURE)
  signature?: SignatureInput | null;
}

@InputType({ description: "A signature against a request." })
export class RejectTransitionInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  comment: string;

  @Field(() => SignatureInput, SIGNATURE)
  signature?: SignatureInput | null;
}

@InputType({ description: "A signature that waives a gate." })
export class WaiveGateInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => ID, { description: "The policy." })
  policyId: string;

  @Field(() => String, { description: "The gate's key." })
  gateKey: string;

  @Field(() => String, { description: "The request's `contentDigest` as it was shown to you." })
  contentDigest: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;

  @Field(() => SignatureInput, SIGNATURE)
  signature?: SignatureInput | null;
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

  @Field(() => EntryPlace, { nullable: true, description: "The committed audit entry that records it." })
  entry?: EntryPlace | null;
}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class RejectTransitionPayload extends ApproveTransitionPayload {}

@ObjectType({ description: "The request, and the decision recorded.", simpleResolvers: true })
export class WaiveGatePayload extends ApproveTransitionPayload {}

@ObjectType({ description: "The request.", simpleResolvers: true })
export class WithdrawTransitionPayload extends Payload {
  @Field(() => TransitionRequest, { nullable: true, description: "The request." })
  transitionRequest?: TransitionRequest | null;
}
