import { randomBytes } from "node:crypto";
import { z } from "zod";
import { command } from "../../acts/command.js";
import { logOrigin } from "../../audit/log.queries.js";
import { nameOf } from "../../audit/personal.js";
import { lastOfStream } from "../../audit/stream-time.queries.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { id, optionalText, text } from "../../input.js";
import { meanings } from "../approval-rules.js";
import { lockReadableRequest } from "../request-rights.js";
import type { RequestRow, Vote } from "../requests.store.js";
import { madeElsewhere, requireRelyingParty } from "./relying-party.js";
import { openSignatureRequests, storeSignatureRequest } from "./signature-requests.store.js";
import { type LockedKey, lockSigningKey, signingInstants } from "./signing-keys.store.js";
import { MOST_OPEN_SIGNATURES, unusable } from "./signing-rules.js";
import { sealSigning, wordsOf } from "./signing-statement.js";

const input = z.strictObject({
  transitionRequestId: id,
  verdict: z.enum(["APPROVE", "REJECT", "WAIVE", "CONFIRM", "OVERTURN"]),
  meaning: z.enum(meanings).nullish(),
  comment: optionalText(2_000),
  gate: z.strictObject({ policyId: id, gateKey: text(64, { min: 1 }) }).nullish(),
  signingKeyId: id,
});

/**
 * Gives out the statement that a decision's signature is given to: once, for five minutes. Whether the caller may decide is
 * judged when they do. Scope: APPROVE; right: to read the request, and a confirmed key of one's own.
 */
export const prepareSignature = command(
  "prepareSignature",
  { scope: "APPROVE", input },
  async (ctx, tx, { transitionRequestId, signingKeyId, ...said }) => {
    const words = wordsOf(said);
    const { request, version } = await lockReadableRequest(ctx, tx, transitionRequestId);
    const { id: signer, kind, handle, displayName: printedName } = ctx.principal;
    if (kind !== "USER") throw forbidden("Service accounts never sign: a person must.");
    refuseClosed(request, words.verdict);
    const key = await lockSigningKey(tx, signingKeyId);
    const fingerprint = requireUsable(ctx, key, signer);
    if ((await openSignatureRequests(tx, signer)) >= MOST_OPEN_SIGNATURES)
      throw new DomainError(
        "CONFLICT",
        `${MOST_OPEN_SIGNATURES} statements wait for your signature; sign one, or wait.`,
      );
    const asked = {
      ...words,
      ...(await signingInstants(tx, await lastOfStream(tx, ctx.db.kinds, version.id))),
      request,
      log: await logOrigin(tx),
      signer: { id: signer, printedName },
      key: fingerprint,
      nonce: randomBytes(16).toString("base64url"),
    };
    const sealed = sealSigning(asked);
    const signatureRequestId = newId("sigr");
    const { issuedAt, expiresAt } = asked;
    const owned = { id: signatureRequestId, principalId: signer, requestId: request.id, keyId: signingKeyId };
    await storeSignatureRequest(tx, { ...owned, ...sealed, issuedAt, expiresAt });
    tx.audit({
      stream: signer,
      label: handle,
      subjects: [
        { id: request.id, role: "request" },
        { id: signingKeyId, role: "signedWith" },
      ],
      after: {
        signatureRequest: signatureRequestId,
        request: request.id,
        digest: sealed.digest,
        key: fingerprint,
        expiresAt,
        statement: nameOf(signer, sealed.text),
      },
    });
    return { signatureRequestId };
  },
);

const refuseClosed = (request: RequestRow, verdict: Vote): void => {
  const reviews = verdict === "CONFIRM" || verdict === "OVERTURN";
  if (reviews ? request.state === "APPLIED" && request.emergency !== null : request.state === "PENDING") return;
  throw new DomainError(
    "REQUEST_CLOSED",
    reviews
      ? "Only an emergency that was applied is confirmed or overturned."
      : `The request is ${request.state}; only a pending one can be decided.`,
  );
};

/** The key's fingerprint, if its owner can sign with it here. */
const requireUsable = ({ relyingParty }: Ctx, key: LockedKey | undefined, signer: string): string => {
  if (key === undefined || key.fingerprint === null || key.principalId !== signer)
    throw notFound("signing key", ["input", "signingKeyId"]);
  const elsewhere = key.passkey && madeElsewhere(requireRelyingParty(relyingParty), key.passkey);
  const why = unusable(key) ?? elsewhere;
  if (why != null) throw new DomainError("SIGNATURE_INVALID", why, { path: ["input", "signingKeyId"] });
  return key.fingerprint;
};
