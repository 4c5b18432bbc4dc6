import { DomainError } from "../../errors.js";
import { type HeldPolicy, type Signing, signings } from "../approval-rules.js";
import { type Hands, shareHand } from "../hands-rules.js";

/** The kinds of keys that sign. */
export const signingKeyKinds = ["SSH", "WEBAUTHN"] as const;
export type SigningKeyKind = (typeof signingKeyKinds)[number];

/** Statements that wait for one person's signature, published in docs/limits.md. */
export const MOST_OPEN_SIGNATURES = 100;

/** With which keys decisions on something are signed: as the strictest of its policies wants. */
export const signingOf = (policies: readonly Pick<HeldPolicy, "signing">[]): Signing => {
  const wanted = policies.map(({ signing = "NONE" }) => signings.indexOf(signing));
  return signings[Math.max(0, ...wanted)] ?? "NONE";
};

/** How strong a signature is. */
export const strengthOf = (signature: { readonly userVerified: boolean } | null): Signing => {
  if (signature === null) return "NONE";
  return signature.userVerified ? "USER_VERIFIED" : "OWN_KEY";
};

const wants = { NONE: "", OWN_KEY: "", USER_VERIFIED: ", kept in a device that verifies you by PIN or finger" };

/** Refuses a decision whose signature is weaker than its policies want. */
export const requireSigning = (wanted: Signing, given: Signing): void => {
  if (signings.indexOf(given) >= signings.indexOf(wanted)) return;
  throw new DomainError(
    "SIGNATURE_REQUIRED",
    `A policy wants this decision signed with a key of your own${wants[wanted]}, which an ADMIN has confirmed. Register one (beginSigningKey, registerSigningKey, confirmSigningKey), ask for what to sign (prepareSignature), sign it with your passkey or by the command that it answers, and send that as "signature". The console's page of the request does this for you.`,
    { path: ["input", "signature"], details: { signing: wanted } },
  );
};

/** A refusal that names the field of the signature. */
export const invalidSignature = (why: string): DomainError =>
  new DomainError("SIGNATURE_INVALID", why, { path: ["input", "signature"] });

/** Whose a key is, and whether it counts. */
export interface KeyStanding {
  readonly principalId: string;
  readonly confirmed: boolean;
  readonly revoked: boolean;
}

/** Why nobody can sign with a key now; undefined when its owner can. */
export const unusable = ({ confirmed, revoked }: KeyStanding): string | undefined => {
  if (revoked) return "The key is revoked: sign with another one.";
  return confirmed ? undefined : "The key is not confirmed yet: an ADMIN who has no hand in it must do that.";
};

/** Refuses whoever had a hand in a key to confirm it: they would say of themselves whose it is. */
export const requireIndependent = (confirmer: Hands, owner: Hands): void => {
  if (confirmer.id === owner.id)
    throw new DomainError("SELF_APPROVAL", "The key is your own: another ADMIN must confirm that it is yours.");
  if (shareHand(confirmer, owner))
    throw new DomainError(
      "CREDENTIAL_NOT_INDEPENDENT",
      "One person had a hand in your token and in the one that the key was registered with: another ADMIN must confirm it, or it is registered anew with a token made by invitation.",
    );
};
