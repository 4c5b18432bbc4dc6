import { createHash } from "node:crypto";
import { canonicalJson } from "../../verify/canonical-json.js";
import { type Lie, testPasskey } from "../support/passkey.js";
import type { Loose, PackHand } from "./pack-hand.js";
import { resign, statementAt } from "./signature-attacks.js";

const leafOf = (hand: PackHand): number => hand.leaf("approveTransition");

/** The entries of Otto's key, which was registered after Rita's. */
const ottosKey = (hand: PackHand) => ({
  registered: hand.leaf("registerSigningKey", 1),
  confirmed: hand.leaf("confirmSigningKey", 1),
});

/**
 * Puts a passkey of the registry's own in the place of Otto's, registered and confirmed, which signs his approval: as it
 * should, but for a lie.
 */
const invent = (hand: PackHand, bodyOf: (leaf: number) => Loose, lie: Lie = {}, kind?: "EdDSA"): void => {
  const passkey = testPasskey(kind);
  const made = passkey.create({ challenge: "", rp: { id: "localhost" } }).response.attestationObject ?? "";
  const cose = Buffer.from(made, "base64url").subarray(kind === "EdDSA" ? -42 : -77);
  const key = `webauthn-${kind === "EdDSA" ? "ed25519" : "es256"} ${cose.toString("base64url")}`;
  const fingerprint = `SHA256:${createHash("sha256").update(cose).digest("base64").replace(/=+$/, "")}`;
  const { registered, confirmed } = ottosKey(hand);
  const old = bodyOf(registered).after.publicKey;
  Object.assign(bodyOf(registered).after, { publicKey: key, fingerprint });
  bodyOf(confirmed).after.fingerprint = fingerprint;
  hand.text("signatures/allowed_passkeys", (text) => text.replace(old, key));
  const body = bodyOf(leafOf(hand));
  const statement = canonicalJson({ ...JSON.parse(statementAt(hand, leafOf(hand))), key: fingerprint });
  const challenge = createHash("sha256").update(statement).digest("base64url");
  const { authenticatorData, clientDataJSON, signature } = passkey.get({ challenge, rpId: "localhost" }, lie).response;
  const webauthn = {
    authenticatorData,
    clientDataJSON,
    credentialId: passkey.id,
    rpId: "localhost",
    signature,
  } as Loose;
  resign(hand, leafOf(hand), body, { ...body.after.signature, key, fingerprint, webauthn }, statement);
};

type Change = (hand: PackHand, bodyOf: (leaf: number) => Loose) => void;

const lying =
  (lie: Lie): Change =>
  (hand, bodyOf) =>
    invent(hand, bodyOf, lie);
const changed =
  (change: (webauthn: Loose) => void): Change =>
  (hand, bodyOf) => {
    const body = bodyOf(leafOf(hand));
    change(body.after.signature.webauthn);
    resign(hand, leafOf(hand), body, body.after.signature, statementAt(hand, leafOf(hand)));
  };

const none = (): string[] => [];
const invalid = (hand: PackHand): string[] => [`SIGNATURE_INVALID ${leafOf(hand)}`, moved(hand)];
const moved = (hand: PackHand): string => `POLICY_UNSATISFIED ${hand.leaf("applyTransition")}`;

/** One change each of an approval by a passkey, by whoever has the log's key, and what is found without another list. */
export const passkeyForgeries: readonly [what: string, change: Change, places: (hand: PackHand) => string[]][] = [
  ["nothing but another key of P-256, which only another list can tell", lying({}), none],
  ["nothing but another key of Ed25519", (hand, bodyOf) => invent(hand, bodyOf, {}, "EdDSA"), none],
  ["a page of that site on another port", lying({ origin: "http://localhost:1" }), none],
  [
    "a page of a host below that site, with the letter that no domain should have",
    lying({ origin: "https://our_host.localhost" }),
    none,
  ],
  ["another site's page", lying({ origin: "https://evil.example" }), invalid],
  ["a site whose name ends so", lying({ origin: "https://notlocalhost" }), invalid],
  ["a page within another's", lying({ crossOrigin: true }), invalid],
  ["another challenge", lying({ challenge: "AAAA" }), invalid],
  ["what a registration signs", lying({ type: "webauthn.create" }), invalid],
  ["a device of another site", lying({ rpId: "evil.example" }), invalid],
  ["nobody there", lying({ flags: 4 }), invalid],
  [
    "a device that verified nobody, as its entry says, where a policy asks for that",
    (hand, bodyOf) => {
      bodyOf(leafOf(hand)).after.signature.userVerified = false;
      invent(hand, bodyOf, { flags: 1 });
    },
    (hand) => [`USER_NOT_VERIFIED ${leafOf(hand)}`, moved(hand)],
  ],
  ["nobody who proved who they are", lying({ flags: 1 }), (hand) => [`USER_NOT_VERIFIED ${leafOf(hand)}`, moved(hand)]],
  [
    "a byte of the signature",
    lying({ spoil: (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]) }),
    invalid,
  ],
  ["a signature that is too long", lying({ spoil: (bytes) => Buffer.concat([bytes, Buffer.from([0])]) }), invalid],
  ["a member more", changed((webauthn) => (webauthn.more = "x")), invalid],
  ["no base64url", changed((webauthn) => (webauthn.signature += "=")), invalid],
  ["another site than the device is of", changed((webauthn) => (webauthn.rpId = "example.com")), invalid],
];
