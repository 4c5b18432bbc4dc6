import { canonicalJson, type Json } from "../../../../verify/canonical-json.js";
import { sha256 } from "../../../../verify/sha256.js";
import type { Findings } from "../../findings.js";
import { type Fact, said, textIn } from "../facts.js";
import { type Given, readGiven } from "./given.js";
import type { SignerList } from "./signer-list.js";
import { type SigningKey, signerListsIn, signingKeysIn } from "./signing-keys.js";
import { signedOtherwise, signingIn } from "./signing-statement.js";

/** What a decision's signature is worth. */
export interface Standing {
  /** By which a policy counts it. */
  readonly strength: 0 | 1 | 2;
  /** Whether its signer's key shows what they decided: the text is there, and all of it holds. */
  readonly isShown: boolean;
}

export const UNSIGNED: Standing = { strength: 0, isShown: false };

/** A file for other people's tools, and the leaf of the decision that it is of. */
export interface SignatureFile {
  readonly text: string;
  readonly leaf: bigint | null;
}

export interface Signatures {
  /** Of the entry of a decision. */
  of(decision: Fact): Standing;
  /** Files that must lie in `signatures/`. */
  readonly files: ReadonlyMap<string, SignatureFile>;
  /** Decisions that are signed and shown, signed in a text that is not there, and not signed. */
  readonly counts: { readonly shown: number; readonly shut: number; readonly unsigned: number };
}

interface Judging {
  readonly facts: readonly Fact[];
  /** Of the version's stream. */
  readonly own: readonly Fact[];
  readonly isOwnLog: (log: unknown) => boolean;
  readonly signers: SignerList | undefined;
}

/** Judges every signature of the version's decisions by a key of the signer's own. */
export const judgeSignatures = (found: Findings, { facts, own, isOwnLog, signers }: Judging): Signatures => {
  const keys = signingKeysIn(facts);
  const [standings, files, nonces] = [new Map<bigint, Standing>(), new Map<string, SignatureFile>(), new Set<string>()];
  const counts = { shown: 0, shut: 0, unsigned: 0 };
  for (const fact of own) {
    const { leaf, stream, outcome, after, words } = fact;
    if (outcome !== "ALLOWED" || typeof after.verdict !== "string") continue;
    if (words === undefined) {
      counts.unsigned++;
      continue;
    }
    const place = { leaf, stream };
    const given = readGiven(after.signature, words.statement);
    const key = keys.get(textIn(said(after.signature).signingKey));
    for (const [name, text] of filesOf(fact)) files.set(name, { text, leaf });
    const faults = [
      given === undefined ? "it is no signature that counts" : faultOf(fact, given, key, { isOwnLog, nonces }),
    ].flatMap((detail) => (detail === undefined ? [] : [["SIGNATURE_INVALID", detail] as const]));
    const more = keyFaults(fact, key, signers);
    if (given !== undefined && given.isVerified !== given.saysVerified)
      more.push(["USER_NOT_VERIFIED", "the device does not say of its user what the entry says"]);
    for (const [code, detail] of [...faults, ...more]) found.add(code, detail, place);
    const holds = faults.length === 0 && more.length === 0 && given !== undefined;
    standings.set(leaf, {
      strength: holds ? (given.isVerified ? 2 : 1) : 0,
      isShown: holds && words.statement !== undefined,
    });
    counts[words.statement === undefined ? "shut" : "shown"]++;
  }
  if (signers === undefined && counts.shown + counts.shut > 0)
    found.add("SIGNER_BY_REGISTRY", "no --signers: whose the signers' keys are, the registry says", {}, "warning");
  for (const [name, text] of signerListsIn(facts)) files.set(name, { text, leaf: null });
  return { of: ({ leaf }) => standings.get(leaf) ?? UNSIGNED, files, counts };
};

/** Why a signature is not what its decision says; undefined where it is, as far as its text is there. */
const faultOf = (
  fact: Fact,
  given: Given,
  key: SigningKey | undefined,
  { isOwnLog, nonces }: { isOwnLog: Judging["isOwnLog"]; nonces: Set<string> },
): string | undefined => {
  const { statement } = fact.words ?? {};
  const signature = said(fact.after.signature);
  if (given.fingerprint !== signature.fingerprint) return "its key has another fingerprint";
  if (key !== undefined && given.line !== key.line)
    return "it is given with another key than the one that is registered";
  if (statement === undefined || fact.words === undefined) return undefined;
  if (sha256(statement) !== signature.digest) return "the text has another digest than the one that was signed";
  if (!given.holds) return "it is not one of this text by this key";
  const told = signingIn(statement);
  if (told === undefined) return "what was signed is no signing statement";
  const nonce = textIn(told.nonce);
  if (nonces.has(nonce)) return "the same statement was signed for another decision";
  nonces.add(nonce);
  return signedOtherwise(told, fact, fact.words, isOwnLog);
};

/** What speaks against the key: that nobody said whose it is, that it was revoked, that another list does not have it. */
const keyFaults = (
  { actor, leaf, at }: Fact,
  key: SigningKey | undefined,
  signers: SignerList | undefined,
): (readonly [code: string, detail: string])[] => {
  if (key === undefined || key.owner.id !== actor.id)
    return [["SIGNER_UNKNOWN", "no entry has registered the key as the signer's"]];
  if (key.confirmed === undefined || key.confirmed.leaf > leaf)
    return [["SIGNER_UNKNOWN", "nobody who may had said before whose the key is"]];
  const isRevoked = key.revoked !== undefined && key.revoked.leaf < leaf;
  const against = isRevoked ? "KEY_REVOKED" : signers?.against(actor.id, key.line, at);
  if (against === undefined) return [];
  const by = isRevoked ? "was revoked before" : "is not the signer's then by the list of signers";
  return [[against, `the key ${key.fingerprint} ${by}`]];
};

/** The same for other people's tools. */
const filesOf = ({ after, words }: Fact): [name: string, text: string][] => {
  const name = `signatures/${textIn(after.decision)}`;
  const { ssh, webauthn } = said(after.signature);
  return [
    ...(typeof ssh === "string" ? [[`${name}.sig`, ssh] as [string, string]] : []),
    ...(webauthn === undefined ? [] : [[`${name}.webauthn.json`, canonicalJson(webauthn as Json)] as [string, string]]),
    ...(words?.statement === undefined ? [] : [[`${name}.statement`, words.statement] as [string, string]]),
  ];
};
