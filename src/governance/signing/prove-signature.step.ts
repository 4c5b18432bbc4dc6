import { z } from "zod";
import type { Tx } from "../../acts/command.js";
import type { Link } from "../../audit/entry.js";
import { nameOf, type Told } from "../../audit/personal.js";
import { lastOfStream } from "../../audit/stream-time.queries.js";
import type { Ctx } from "../../context.js";
import { notFound } from "../../errors.js";
import { id, text } from "../../input.js";
import type { RequestRow } from "../requests.store.js";
import { assertedInput } from "./passkey-rules.js";
import { type Holding, readHolding } from "./read-holding.js";
import { lockSignatureRequest, type SignatureRequestRow, useSignatureRequest } from "./signature-requests.store.js";
import { type LockedKey, lockSigningKey, storeSignCount } from "./signing-keys.store.js";
import { invalidSignature, requireSigning, signingOf, strengthOf, unusable } from "./signing-rules.js";
import { type SignedWords, signedOtherwise } from "./signing-statement.js";

/** The signature of a decision, as its command takes it. */
export const signatureInput = z
  .strictObject({ signatureRequestId: id, ssh: text(5_000, { min: 1 }).nullish(), webauthn: assertedInput.nullish() })
  .refine(({ ssh, webauthn }) => (ssh == null) !== (webauthn == null), {
    error: "either ssh or webauthn.",
    path: ["ssh"],
  })
  .nullish();

export type GivenSignature = z.output<typeof signatureInput>;

/** A signature that holds, and what the decision's entry says of it. */
export interface Proven {
  readonly signatureRequestId: string;
  readonly links: readonly Link[];
  readonly told: Told;
}

/**
 * Judges the signature of a decision and uses it up; null where none is given and none is wanted. Refuses one that does
 * not hold, or is weaker than the request's policies want.
 */
export const proveSignature = async (
  ctx: Ctx,
  tx: Tx,
  request: RequestRow,
  said: SignedWords & { readonly signature?: GivenSignature },
): Promise<Proven | null> => {
  const wanted = signingOf(request.policies);
  if (said.signature == null) {
    requireSigning(wanted, strengthOf(null));
    return null;
  }
  const { signatureRequestId } = said.signature;
  const lastAt = await lastOfStream(tx, ctx.db.kinds, request.versionId);
  const asked = await lockSignatureRequest(tx, signatureRequestId, lastAt);
  if (asked === undefined || asked.principalId !== ctx.principal.id || asked.requestId !== request.id)
    throw notFound("signature request of this transition request", ["input", "signature", "signatureRequestId"]);
  const key = await lockSigningKey(tx, asked.keyId);
  if (key === undefined) throw new Error(`signature request ${asked.id} has no key`);
  refuseUnusable(asked, key);
  const { contentDigest } = request;
  const other = signedOtherwise(asked.statement, { ...said, contentDigest, printedName: ctx.principal.displayName });
  if (other !== undefined)
    throw invalidSignature(`What you signed says otherwise: ${other}. Decide as you signed, or prepare another one.`);
  const holding = await readHolding(ctx, said.signature, { statement: asked.statement, key });
  const { userVerified, kept: signature, signCount } = holding;
  requireSigning(wanted, strengthOf({ userVerified }));
  if (!(await useSignatureRequest(tx, asked.id, { signature, userVerified, lastAt }))) throw invalidSignature(EXPIRED);
  if (signCount !== undefined) await storeSignCount(tx, key.id, signCount);
  return provenBy(ctx, asked, key, holding);
};

const EXPIRED = "The statement has expired before its signature came: prepare another one.";

const EARLY = "The database's clock was set back since the statement was given out: prepare another one.";

const refuseUnusable = (asked: SignatureRequestRow, key: LockedKey): void => {
  if (asked.used) throw invalidSignature("This signature was given to a decision already: prepare another one.");
  if (asked.expired) throw invalidSignature(EXPIRED);
  if (asked.early) throw invalidSignature(EARLY);
  const why = unusable(key);
  if (why !== undefined) throw invalidSignature(why);
};

const provenBy = (
  { principal }: Ctx,
  { id: signatureRequestId, keyId, digest, statement }: SignatureRequestRow,
  { kind, publicKey, fingerprint }: LockedKey,
  { userVerified, told }: Holding,
): Proven => ({
  signatureRequestId,
  links: [{ id: keyId, role: "signedWith" }],
  told: {
    request: signatureRequestId,
    kind,
    signingKey: keyId,
    key: publicKey,
    fingerprint,
    digest,
    userVerified,
    ...told,
    statement: nameOf(principal.id, statement),
  },
});
