import { z } from "zod";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";
import { DomainError } from "../../errors.js";
import type { RequestRow, Vote } from "../requests.store.js";
import { type Statement, sealStatement } from "../statement.js";

/** Namespaces of SSHSIG: a signature given for one is none for the other. */
export const APPROVAL_NAMESPACE = "countersign-approval";
export const KEY_NAMESPACE = "countersign-key";

const signedGate = z.object({ policy: z.string(), key: z.string() });

/** What a decision says, as its signer signs it. */
export interface SignedWords {
  readonly verdict: Vote;
  readonly meaning: string;
  readonly comment: string | null;
  readonly gate?: { readonly policy: string; readonly key: string } | undefined;
}

/** What a signature is given to. */
export interface SigningStatement extends SignedWords {
  readonly request: Pick<RequestRow, "id" | "statement" | "contentDigest">;
  /** The log's origin; null before it has one. */
  readonly log: string | null;
  readonly signer: { readonly id: string; readonly printedName: string };
  /** Fingerprint of the key. */
  readonly key: string;
  readonly nonce: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** The statement's canonical text (RFC 8785), and its SHA-256 in hex. */
export const sealSigning = (given: SigningStatement): { text: string; digest: string } => {
  const { request, gate, log, verdict, meaning, comment, key, nonce, issuedAt, expiresAt } = given;
  const sealed = sealStatement(request.statement);
  if (sealed.digest !== request.contentDigest) throw new Error(`request ${request.id} is not what its digest is over`);
  const text = canonicalJson({
    v: 1,
    type: APPROVAL_NAMESPACE,
    log,
    request: request.id,
    contentDigest: request.contentDigest,
    statement: JSON.parse(sealed.text) as Json,
    verdict,
    meaning,
    comment,
    ...(gate !== undefined && { gate: { policy: gate.policy, key: gate.key } }),
    signer: { id: given.signer.id, printedName: given.signer.printedName },
    key,
    nonce,
    issuedAt,
    expiresAt,
  });
  return { text, digest: sha256(text) };
};

const signed = z.object({
  request: z.string(),
  contentDigest: z.string(),
  statement: z.object({
    model: z.string().optional(),
    version: z.number(),
    to: z.string(),
    from: z.string().nullable(),
    displaces: z.object({ version: z.number() }).nullable(),
  }),
  verdict: z.enum(["APPROVE", "REJECT", "WAIVE", "CONFIRM", "OVERTURN"]),
  meaning: z.string(),
  comment: z.string().nullable(),
  gate: signedGate.optional(),
  signer: z.object({ id: z.string(), printedName: z.string() }),
  key: z.string(),
  expiresAt: z.string(),
});

/** Reads a stored statement back. */
export const readSigning = (text: string): z.output<typeof signed> => signed.parse(JSON.parse(text));

/** What a decision must say as it was signed. */
export interface SignedFacts extends SignedWords {
  readonly contentDigest: string;
  readonly printedName: string;
}

/** The first thing in which a decision is not what was signed; undefined when it is. */
export const signedOtherwise = (text: string, now: SignedFacts): string | undefined => {
  const then = readSigning(text);
  if (then.verdict !== now.verdict) return `the verdict ${then.verdict}`;
  if (then.meaning !== now.meaning) return `the meaning ${then.meaning}`;
  if (then.comment !== now.comment) return "another comment";
  if (then.gate?.policy !== now.gate?.policy || then.gate?.key !== now.gate?.key) return "another gate";
  if (then.contentDigest !== now.contentDigest) return "another contentDigest: the request has changed since";
  return then.signer.printedName === now.printedName ? undefined : "another printed name";
};

const acts: Record<Vote, string> = {
  APPROVE: "approve",
  REJECT: "reject",
  WAIVE: "waive a gate of",
  CONFIRM: "confirm the emergency of",
  OVERTURN: "overturn the emergency of",
};

const moveInWords = ({
  model,
  version,
  to,
  from,
  displaces,
}: Pick<Statement, "model" | "version" | "to" | "from"> & {
  displaces: { version: number } | null;
}): string =>
  `version ${version}${model === undefined ? "" : ` of "${model}"`} into ${to}${from === null ? "" : ` from ${from}`}${displaces === null ? "" : `, in place of version ${displaces.version}`}`;

/** The statement as a sentence or two, for whoever is to sign it. */
export const inWords = (text: string): string => {
  const { signer, verdict, statement, meaning, comment, gate, key, expiresAt } = readSigning(text);
  return [
    `${signer.printedName} will ${acts[verdict]} the move of ${moveInWords(statement)}, with the meaning ${meaning}.`,
    ...(gate === undefined ? [] : [`The gate is "${gate.key}".`]),
    comment === null ? "There is no comment." : `The comment is: ${comment}`,
    `It is signed with the key ${key}, once, before ${expiresAt}.`,
  ].join(" ");
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A line for a shell that signs a text with OpenSSH; the key is the usual one, or that which COUNTERSIGN_SSH_KEY names. */
export const sshCommand = (text: string, namespace: string, keyType = "ssh-ed25519"): string => {
  const file = keyType === "ssh-ed25519" ? "id_ed25519" : "id_ed25519_sk";
  return `printf %s ${quoted(text)} | ssh-keygen -Y sign -n ${namespace} -f "\${COUNTERSIGN_SSH_KEY:-$HOME/.ssh/${file}}"`;
};

const fixedMeaning: Partial<Record<Vote, string>> = {
  REJECT: "REVIEW",
  WAIVE: "RESPONSIBILITY",
  CONFIRM: "REVIEW",
  OVERTURN: "REVIEW",
};

/** The words of a decision as its command will say them; refuses what the command would. */
export const wordsOf = (given: {
  readonly verdict: Vote;
  readonly meaning?: string | null | undefined;
  readonly comment?: string | null | undefined;
  readonly gate?: { readonly policyId: string; readonly gateKey: string } | null | undefined;
}): SignedWords => {
  const { verdict, gate } = given;
  const fixed = fixedMeaning[verdict];
  const invalid = (field: string, why: string) =>
    new DomainError("INVALID_INPUT", `${field}: ${why}`, { path: ["input", field] });
  if (fixed !== undefined && given.meaning != null && given.meaning !== fixed)
    throw invalid("meaning", `${verdict} always means ${fixed}.`);
  if (verdict !== "APPROVE" && (given.comment ?? "").trim() === "")
    throw invalid("comment", "a decision of this kind needs one: 1–2,000 characters.");
  if ((verdict === "WAIVE") !== (gate != null)) throw invalid("gate", "the gate that WAIVE waives; else absent.");
  return {
    verdict,
    meaning: fixed ?? given.meaning ?? "APPROVAL",
    comment: given.comment ?? null,
    ...(gate != null && { gate: { policy: gate.policyId, key: gate.gateKey } }),
  };
};
