import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { Json } from "../../../verify/canonical-json.js";
import { JsonObject } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { DecisionMeaning, DecisionVerdict } from "../requests.types.js";
import { SignatureRequest, SigningKey, SigningKeyChallenge, SigningKeyKind } from "./signing.types.js";

@InputType({ description: "A key to be registered as one's own." })
export class BeginSigningKeyInput extends MutationInput {
  @Field(() => SigningKeyKind, { description: "What holds it." })
  kind: keyof typeof SigningKeyKind;

  @Field(() => String, { description: "The name to show: 1–256 characters." })
  name: string;
}

@InputType({ description: "A key's answer to its challenge." })
export class RegisterSigningKeyInput extends MutationInput {
  @Field(() => ID, { description: "The challenge." })
  challengeId: string;

  @Field(() => String, {
    nullable: true,
    description: "Of SSH: the challenge's signature, from BEGIN to END SSH SIGNATURE.",
  })
  ssh?: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description: "Of WEBAUTHN: the new credential, as its `toJSON()` gives it. One of the two.",
  })
  webauthn?: { [key: string]: Json } | null;
}

@InputType({ description: "A key to be confirmed as its owner's." })
export class ConfirmSigningKeyInput extends MutationInput {
  @Field(() => ID, { description: "The key." })
  signingKeyId: string;
}

@InputType({ description: "A key to be ended." })
export class RevokeSigningKeyInput extends MutationInput {
  @Field(() => ID, { description: "The key." })
  signingKeyId: string;

  @Field(() => String, { description: "The reason: 1–2,000 characters." })
  reason: string;
}

@InputType({ description: "The gate that a signature waives." })
export class SignedGateInput {
  @Field(() => ID, { description: "The policy." })
  policyId: string;

  @Field(() => String, { description: "The gate's key." })
  gateKey: string;
}

@InputType({ description: "A decision to be signed: in the words in which it will be given." })
export class PrepareSignatureInput extends MutationInput {
  @Field(() => ID, { description: "The request." })
  transitionRequestId: string;

  @Field(() => DecisionVerdict, { description: "The vote." })
  verdict: keyof typeof DecisionVerdict;

  @Field(() => DecisionMeaning, { nullable: true, description: "Of APPROVE: its meaning; the default is APPROVAL." })
  meaning?: keyof typeof DecisionMeaning | null;

  @Field(() => String, { nullable: true, description: "The comment or reason that the decision gives." })
  comment?: string | null;

  @Field(() => SignedGateInput, { nullable: true, description: "Of WAIVE: the gate." })
  gate?: SignedGateInput | null;

  @Field(() => ID, { description: "The key to sign with: a confirmed one of your own." })
  signingKeyId: string;
}

@ObjectType({ description: "The challenge.", simpleResolvers: true })
export class BeginSigningKeyPayload extends Payload {
  @Field(() => SigningKeyChallenge, { nullable: true, description: "What the key is to sign." })
  challenge?: SigningKeyChallenge | null;
}

@ObjectType({ description: "The key.", simpleResolvers: true })
export class RegisterSigningKeyPayload extends Payload {
  @Field(() => SigningKey, { nullable: true, description: "The key." })
  signingKey?: SigningKey | null;
}

@ObjectType({ description: "The key.", simpleResolvers: true })
export class ConfirmSigningKeyPayload extends RegisterSigningKeyPayload {}

@ObjectType({ description: "The key.", simpleResolvers: true })
export class RevokeSigningKeyPayload extends RegisterSigningKeyPayload {}

@ObjectType({ description: "What is to be signed.", simpleResolvers: true })
export class PrepareSignaturePayload extends Payload {
  @Field(() => SignatureRequest, { nullable: true, description: "The statement, and how to sign it." })
  signatureRequest?: SignatureRequest | null;
}
