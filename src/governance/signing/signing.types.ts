import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { Json } from "../../../verify/canonical-json.js";
import { connectionOf } from "../../graphql/connection.js";
import { same } from "../../graphql/enum.js";
import { DateTime, JsonObject, JsonValue, Sha256 } from "../../graphql/scalars.js";
import { signingKeyKinds } from "./signing-rules.js";

export const SigningKeyKind = same(signingKeyKinds);
registerEnumType(SigningKeyKind, {
  name: "SigningKeyKind",
  description: "What holds a signing key.",
  valuesConfig: {
    SSH: { description: "OpenSSH: Ed25519 in a file, an agent, or a security key (sk-ssh-ed25519)." },
    WEBAUTHN: { description: "A passkey of the browser, the device or a security key: ES256 or Ed25519." },
  },
});

@ObjectType({ description: "A key with which its owner signs decisions.", simpleResolvers: true })
export class SigningKey {
  ownerId: string;
  confirmedById: string | null;

  @Field(() => ID, { description: "Opaque; as entries cite it." })
  id: string;

  @Field(() => SigningKeyKind, { description: "What holds it." })
  kind: string;

  @Field(() => String, { description: "Its fingerprint; of OpenSSH's, as `ssh-keygen -l` shows it." })
  fingerprint: string;

  @Field(() => String, {
    description: "The public key: a line of `authorized_keys`, or of a passkey as docs/signing.md says.",
  })
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

const COMMAND = { nullable: true, description: "Of SSH: a line for a shell that signs it; its output is `ssh`." };

@ObjectType({ description: "What a key signs to prove that its owner holds it.", simpleResolvers: true })
export class SigningKeyChallenge {
  @Field(() => ID, { description: "Its id: for `registerSigningKey`." })
  id: string;

  @Field(() => String, { description: "The text to sign; of SSH, in the namespace `countersign-key`." })
  text: string;

  @Field(() => String, COMMAND)
  command: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description:
      "Of WEBAUTHN: what `PublicKeyCredential.parseCreationOptionsFromJSON` takes; its challenge is the SHA-256 of the text.",
  })
  webauthn: { [key: string]: Json } | null;

  @Field(() => DateTime, { description: "When it expires." })
  expiresAt: string;
}

@ObjectType({ description: "A statement that waits for its signature.", simpleResolvers: true })
export class SignatureRequest {
  @Field(() => ID, { description: "Its id: for the decision." })
  id: string;

  @Field(() => String, {
    description: "The text to sign: canonical JSON; of SSH, in the namespace `countersign-approval`.",
  })
  statement: string;

  @Field(() => Sha256, { description: "Digest of the text." })
  digest: string;

  @Field(() => String, { description: "What it says, in words." })
  words: string;

  @Field(() => String, COMMAND)
  command: string | null;

  @Field(() => JsonObject, {
    nullable: true,
    description:
      "Of WEBAUTHN: what `PublicKeyCredential.parseRequestOptionsFromJSON` takes; its challenge is the SHA-256 of the statement.",
  })
  webauthn: { [key: string]: Json } | null;

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

  @Field(() => String, { nullable: true, description: "Of SSH: the signature, as `ssh-keygen -Y verify` takes it." })
  ssh: string | null;

  @Field(() => JsonValue, { nullable: true, description: "Of WEBAUTHN: the signature, as docs/signing.md says." })
  webauthn: Json;
}
