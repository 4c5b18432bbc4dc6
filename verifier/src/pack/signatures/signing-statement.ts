import { canonicalJson, type Json } from "../../../../verify/canonical-json.js";
import { sha256 } from "../../../../verify/sha256.js";
import { type Fact, type Said, said, textIn, type Words } from "../facts.js";
import { canonicalIn, exactly, isText } from "../shapes.js";

/** Milliseconds after its end within which the entry of a decision is written that was signed in time. */
const GRACE = 60_000;

const MEMBERS = [
  ..."comment contentDigest expiresAt issuedAt key log meaning nonce request signer statement type v verdict".split(
    " ",
  ),
];

/** What a signing statement says; undefined of a text that is none. */
export const signingIn = (text: string): Said | undefined => {
  const value = canonicalIn(text);
  const all = exactly(value, ...MEMBERS) ?? exactly(value, ...MEMBERS, "gate");
  return all?.v === 1 && all.type === "countersign-approval" && isText(all.nonce) ? all : undefined;
};

const instant = (value: unknown): number => (isText(value) && value.endsWith("Z") ? Date.parse(value) : Number.NaN);

/** In what a decision is not what was signed, by its entry; undefined where it is. */
export const signedOtherwise = (
  told: Said,
  { actor, after, at }: Fact,
  { comment, name }: Words,
  isOwnLog: (log: unknown) => boolean,
): string | undefined => {
  const signer = exactly(told.signer, "id", "printedName");
  const gate = (value: unknown): string => [said(value).policy, said(value).key].map(textIn).join(" ");
  const sealed = sha256(canonicalJson(told.statement as Json));
  const differs: readonly (readonly [what: string, isOther: boolean])[] = [
    ["log", !isOwnLog(told.log)],
    ["request", told.request !== after.request],
    ["contentDigest", told.contentDigest !== after.contentDigest],
    ["statement", sealed !== after.contentDigest],
    ["verdict", told.verdict !== after.verdict],
    ["meaning", told.meaning !== after.meaning],
    ["comment", comment !== undefined && told.comment !== comment],
    ["gate", gate(told.gate) !== gate(after.gate)],
    ["signer", signer?.id !== actor.id],
    ["printed name", name !== undefined && signer?.printedName !== name],
    ["key", told.key !== said(after.signature).fingerprint],
    ["time", !(instant(told.issuedAt) <= instant(at) && instant(at) <= instant(told.expiresAt) + GRACE)],
  ];
  const other = differs.find(([, isOther]) => isOther);
  return other && `what was signed has another ${other[0]}`;
};
