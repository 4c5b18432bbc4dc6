import { z } from "zod";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import type { Reader } from "../../db/sql.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { id, parseFilter } from "../../input.js";
import { requestsById } from "../requests.queries.js";
import { creationOptions, requestOptions } from "./passkey-options.js";
import { requireRelyingParty } from "./relying-party.js";
import {
  credentialsOf,
  ownChallenge,
  ownSignatureRequest,
  type SigningKeyRead,
  signingKeysById,
  signingKeysPage,
} from "./signing-keys.queries.js";
import { signingOf } from "./signing-rules.js";
import { APPROVAL_NAMESPACE, inWords, KEY_NAMESPACE, sshCommand } from "./signing-statement.js";

const keyFilter = z.object({ ownerId: id.nullish(), confirmed: z.boolean().nullish(), revoked: z.boolean().nullish() });

/** One page of the keys that the caller reads, newest first. */
export const listSigningKeys = async (
  ctx: Ctx,
  given: object | null,
  { first, after }: PageArgs,
): Promise<Page<SigningKeyRead>> => {
  const filter = parseFilter(keyFilter, given);
  const keys = keyset("signingKeys", filter);
  const [last = null] = keys.decode(after) ?? [];
  const rows = await signingKeysPage(ctx, filter, { after: last as string | null, limit: first + 1 });
  return page(rows, first, (row) => keys.encode(row.id), after);
};

/** After it changed: the key. */
export const rereadKey =
  (ctx: Ctx) =>
  async ({ signingKeyId }: { signingKeyId: string }) => ({
    signingKey: (await signingKeysById(ctx, ctx.db.single, [signingKeyId]))[0] ?? null,
  });

/** The challenge that was given out, and how to answer it. */
export const rereadChallenge =
  (ctx: Ctx) =>
  async ({ challengeId }: { challengeId: string }) => {
    const { principal, relyingParty } = ctx;
    const begun = await ownChallenge(ctx.db.single, challengeId, principal.id);
    if (begun === undefined) return { challenge: null };
    if (begun.kind === "SSH")
      return { challenge: { ...begun, command: sshCommand(begun.text, KEY_NAMESPACE), webauthn: null } };
    const { rpId } = requireRelyingParty(relyingParty);
    const known = await credentialsOf(ctx.db.single, principal.id, rpId);
    return {
      challenge: { ...begun, command: null, webauthn: creationOptions(begun.text, { ...principal, rpId }, known) },
    };
  };

/** A statement that was given out to the caller, in words, and how to sign it; null for anybody else's. */
export const readSignatureRequest = async (ctx: Ctx, db: Reader, asked: string) => {
  const found = await ownSignatureRequest(db, asked, ctx.principal.id);
  if (found === undefined) return null;
  const { statement, requestId, credentialId, rpId } = found;
  const told = { ...found, words: inWords(statement) };
  if (credentialId === null || rpId === null) {
    const [keyType] = found.publicKey.split(" ");
    return { ...told, command: sshCommand(statement, APPROVAL_NAMESPACE, keyType), webauthn: null };
  }
  const [request] = await requestsById(db, ctx.access.ability, [requestId]);
  const wanted = signingOf(request?.policies ?? []);
  return { ...told, command: null, webauthn: requestOptions(statement, { credentialId, rpId }, wanted) };
};
