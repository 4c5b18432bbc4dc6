import { z } from "zod";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import type { Reader } from "../../db/sql.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { id, parseFilter } from "../../input.js";
import {
  ownChallenge,
  ownSignatureRequest,
  type SigningKeyRead,
  signingKeysById,
  signingKeysPage,
} from "./signing-keys.queries.js";
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
    const begun = await ownChallenge(ctx.db.single, challengeId, ctx.principal.id);
    return { challenge: begun === undefined ? null : { ...begun, command: sshCommand(begun.text, KEY_NAMESPACE) } };
  };

/** A statement that was given out to the caller, in words, and how to sign it; null for anybody else's. */
export const readSignatureRequest = async (ctx: Ctx, db: Reader, asked: string) => {
  const found = await ownSignatureRequest(db, asked, ctx.principal.id);
  if (found === undefined) return null;
  const [keyType] = found.publicKey.split(" ");
  const { statement } = found;
  return { ...found, words: inWords(statement), command: sshCommand(statement, APPROVAL_NAMESPACE, keyType) };
};
