import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { DateTime, Sha256 } from "../../graphql/scalars.js";
import { MutationInput, Payload } from "../../graphql/user-error.js";
import { DecisionMeaning, DecisionVerdict } from "../requests.types.js";
import { signingKeyKinds } from "./signing-rules.js";

export const SigningKeyKind = same(signingKeyKinds);
registerEnumType(SigningKeyKind, {
  name: "SigningKeyKind",
  description: "What holds a signing key.",
  valuesConfig: { SSH: { description: "OpenSSH: Ed25519 in a file, an agent, or a security key (sk-ssh-ed25519)." } },
});

@ObjectType({ description: "A key with which its owner signs decisions.", simpleResolvers: true })
export class SigningKey {
  ownerId: string;
  confirmedById: string | null;

  @Field(() => ID, { description: "Opaque; as entries cite it." })
  id: string;

  @Field(() => SigningKeyKind, { description: "What holds it." })
  kind: string;

  @Field(() => String, { description: "Its fingerprint, as `ssh-keygen -l` shows it." })
  fingerprint: string;

  @Field(() => String, { description: "The public key, as a line of `authorized_keys` has it." })
  publicKey: string;

  @Field(() => String, { description: "What its owner calls it." })
  name: string;

  @Field(() => DateTime, { description: "When it was registered." })
  registeredAt: string;

  @Field(() => DateTime, { nullable: true, description: "When it was confirmed: since then it signs." })
  confirmedAt: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it was revoked; what was signed before stands." })
  revokedAt: string | null;
}

export const SigningKeyConnection = connectionOf(() => SigningKey, "SigningKey");

@InputType({ description: "Conditions on signing keys; all that are given must hold." })
export class SigningKeyFilter {
  @Field(() => ID, { nullable: true, description: "Return only keys of this person." })
  ownerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: "`false` returns only keys that nobody has confirmed." })
  confirmed?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "`false` leaves out revoked keys." })
  revoked?: boolean | null;
}

@ObjectType({ description: "What a key signs to prove that its owner holds it.", simpleResolvers: true })
export class SigningKeyChallenge {
  @Field(() => ID, { description: "Its id: for `registerSigningKey`." })
  id: string;

  @Field(() => String, { description: "The text to sign, in the namespace `countersign-key`." })
  text: string;

  @Field(() => String, { description: "A line for a shell that signs it; its output is `ssh`." })
  command: string;

  @Field(() => DateTime, { description: "When it expires." })
  expiresAt: string;
}

@ObjectType({ description: "A statement that waits for its signature.", simpleResolvers: true })
export class SignatureRequest {
  @Field(() => ID, { description: "Its id: for the decision." })
  id: string;

  @Field(() => String, { description: "The text to sign, in the namespace `countersign-approval`: canonical JSON." })
  statement: string;

  @Field(() => Sha256, { description: "Digest of the text." })
  digest: string;

  @Field(() => String, { description: "What it says, in words." })
  words: string;

  @Field(() => String, { description: "A line for a shell that signs it; its output is `ssh`." })
  command: string;

  @Field(() => DateTime, { description: "When it expires." })
  expiresAt: string;
}

@ObjectType({ description: "A signature that its signer gave with a key of their own.", simpleResolvers: true })
export class DecisionSignature {
  @Field(() => SigningKeyKind, { description: "What holds the key." })
  kind: string;

  @Field(() => String, { description: "Fingerprint of the key." })
  keyFingerprint: string;

  @Field(() => Boolean, { description: "Whether the key's device verified its user, by PIN or finger." })
  userVerified: boolean;

  @Field(() => String, { description: "The text that was signed; `(erased)` once personal data was erased." })
  statement: string;

  @Field(() => String, { description: "The signature, as `ssh-keygen -Y verify` takes it." })
  ssh: string;
}

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

  @Field(() => String, { description: "The challenge's signature, from BEGIN to END SSH SIGNATURE." })
  ssh: string;
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
