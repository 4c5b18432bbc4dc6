import { createHash, verify } from "node:crypto";
import { canonicalJson } from "../../../verify/canonical-json.js";
import { coseOf, keyObjectOf, passkeyAlgorithms, passkeyFingerprint, passkeyLine } from "./cose-key.js";
import {
  type AssertedPasskey,
  type AttestedPasskey,
  challengeOf,
  countsOn,
  type PasskeyFault,
  readClientData,
} from "./passkey-rules.js";
import type { Party } from "./relying-party.js";

/** A passkey that was made for a challenge. */
export interface NewPasskey {
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly credentialId: string;
  readonly signCount: number;
  readonly userVerified: boolean;
  readonly origin: string;
}

/** The library is large and few need it: it is loaded with the first passkey. */
const library = async () => ({
  ...(await import("@simplewebauthn/server")),
  ...(await import("@simplewebauthn/server/helpers")),
});

/** What a library says of what it was given, as a reason. */
const orFault = async <Result>(check: () => Promise<Result>): Promise<Result | PasskeyFault> => {
  try {
    return await check();
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 200) : "it cannot be read" };
  }
};

/** Reads a new passkey, or says why it is none that counts. It is asked for no attestation, and none is looked at. */
export const readNewPasskey = (
  given: AttestedPasskey,
  text: string,
  party: Party,
): Promise<NewPasskey | PasskeyFault> =>
  orFault(async () => {
    const expectedChallenge = challengeOf(text);
    const client = readClientData(given.response.clientDataJSON, {
      type: "webauthn.create",
      challenge: expectedChallenge,
      party,
    });
    if ("fault" in client) return client;
    const { decodeAttestationObject, decodeCredentialPublicKey, verifyRegistrationResponse } = await library();
    const attestation = decodeAttestationObject(Buffer.from(given.response.attestationObject, "base64url"));
    // A certificate would have the library ask the address that it names.
    if (
      attestation.get("fmt") !== "none" &&
      (attestation.get("fmt") !== "packed" || attestation.get("attStmt").get("x5c"))
    )
      return { fault: "it comes with a certificate of its maker, which nobody asked for" };
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...given, rawId: given.id, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: client.origin,
      expectedRPID: party.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: Object.values(passkeyAlgorithms),
    });
    if (!verified || registrationInfo === undefined) return { fault: "its attestation does not hold" };
    const { credential: made, userVerified } = registrationInfo;
    const publicKey = passkeyLine(decodeCredentialPublicKey(made.publicKey) as unknown as Map<unknown, unknown>);
    if (publicKey === undefined || made.id !== given.id)
      return { fault: "its key is neither ES256 nor Ed25519, or not that of its id" };
    keyObjectOf(publicKey);
    const fingerprint = passkeyFingerprint(publicKey);
    return {
      publicKey,
      fingerprint,
      credentialId: made.id,
      signCount: made.counter,
      userVerified,
      origin: client.origin,
    };
  });

/** The key that is to have signed. */
export interface KnownPasskey {
  readonly publicKey: string;
  readonly credentialId: string;
  readonly signCount: number;
}

/** A passkey's signature that holds. */
export interface PasskeySignature {
  readonly userVerified: boolean;
  readonly signCount: number;
  /** What an outside verifier needs of it, by docs/signing.md. */
  readonly kept: {
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly credentialId: string;
    readonly rpId: string;
    readonly signature: string;
  };
}

/** Reads a signature of a text by a passkey, or says why it does not hold. */
export const readPasskeySignature = (
  given: AssertedPasskey,
  text: string,
  { party, key }: { party: Party; key: KnownPasskey },
): Promise<PasskeySignature | PasskeyFault> =>
  orFault(async () => {
    const expectedChallenge = challengeOf(text);
    const { clientDataJSON, authenticatorData, signature } = given.response;
    const client = readClientData(clientDataJSON, { type: "webauthn.get", challenge: expectedChallenge, party });
    if ("fault" in client) return client;
    if (given.id !== key.credentialId) return { fault: "it is another passkey than the one that it was prepared for" };
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...given, rawId: given.id, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: client.origin,
      expectedRPID: party.rpId,
      requireUserVerification: false,
      credential: { id: key.credentialId, publicKey: new Uint8Array(coseOf(key.publicKey)), counter: 0 },
    });
    if (!verified || !holdsElsewhere(given, key))
      return { fault: "it is not the passkey's signature of this statement" };
    const { userVerified, newCounter: signCount } = authenticationInfo;
    if (!countsOn(key.signCount, signCount))
      return {
        fault: `the device says that it has signed ${signCount} times, and said ${key.signCount} before: there may be a copy of it. Revoke the key if you know of none`,
      };
    const kept = { authenticatorData, clientDataJSON, credentialId: given.id, rpId: party.rpId, signature };
    return { userVerified, signCount, kept };
  });

/** The library reads signatures with a lenient eye; what is kept must hold for strict verifiers, too. */
const holdsElsewhere = ({ response }: AssertedPasskey, { publicKey }: KnownPasskey): boolean => {
  const [data, client, signature] = [response.authenticatorData, response.clientDataJSON, response.signature].map(
    (part) => Buffer.from(part, "base64url"),
  ) as [Buffer, Buffer, Buffer];
  const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
  const hash = publicKey.startsWith("webauthn-es256 ") ? "sha256" : null;
  return verify(hash, signed, keyObjectOf(publicKey), signature);
};

/** The signature as it is stored. */
export const keptPasskey = ({ kept }: PasskeySignature): string => canonicalJson({ ...kept });
