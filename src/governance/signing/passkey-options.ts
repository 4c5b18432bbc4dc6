import type { Json } from "../../../verify/canonical-json.js";
import type { Signing } from "../approval-rules.js";
import { passkeyAlgorithms } from "./cose-key.js";
import { challengeOf } from "./passkey-rules.js";
import { SIGNING_MINUTES } from "./signing-keys.store.js";

const timeout = SIGNING_MINUTES * 60_000;
const named = (id: string) => ({ type: "public-key", id });

/** Whose passkey is to be made, and where. */
export interface Owner {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly rpId: string;
}

/** Options of `navigator.credentials.create`, in their JSON form, for a key that answers a challenge's text. */
export const creationOptions = (text: string, owner: Owner, known: readonly string[]): { [key: string]: Json } => ({
  challenge: challengeOf(text),
  rp: { id: owner.rpId, name: "Countersign" },
  user: { id: Buffer.from(owner.id).toString("base64url"), name: owner.handle, displayName: owner.displayName },
  pubKeyCredParams: Object.values(passkeyAlgorithms).map((alg) => ({ type: "public-key", alg })),
  timeout,
  attestation: "none",
  excludeCredentials: known.map(named),
  authenticatorSelection: { residentKey: "preferred", requireResidentKey: false, userVerification: "preferred" },
});

/** Options of `navigator.credentials.get`, in their JSON form, for one key that signs a statement as it is wanted. */
export const requestOptions = (
  statement: string,
  { credentialId, rpId }: { credentialId: string; rpId: string },
  wanted: Signing,
): { [key: string]: Json } => ({
  challenge: challengeOf(statement),
  rpId,
  timeout,
  allowCredentials: [named(credentialId)],
  userVerification: wanted === "USER_VERIFIED" ? "required" : "preferred",
});
