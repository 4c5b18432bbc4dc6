import type { Targeting } from "../../acts/command.js";
import { parseFilePath } from "../../artifacts/artifact-path-rules.js";
import { findFile } from "../../artifacts/artifacts.queries.js";
import type { BlobPlace } from "../../artifacts/blob-store.js";
import type { Ctx } from "../../context.js";
import type { Reader } from "../../db/sql.js";
import { invalid, notFound } from "../../errors.js";
import { artifactOwner } from "../../tracking/files/artifact-owner.js";
import { runIdFrom } from "../../tracking/tracking-ids.js";
import { documentLimits, isContent } from "./document-input.js";

/** A file of a run that the caller reads, as text. */
export interface ArtifactText {
  readonly runId: string;
  readonly path: string;
  readonly content: string;
}

/** Reads a file of a run as a document's text. Called in no transaction: none waits for a disk. */
export const readArtifactText = async (
  ctx: Ctx,
  db: Reader & Targeting,
  given: { readonly runId: string; readonly path: string },
): Promise<ArtifactText> => {
  const path = parseFilePath(given.path);
  const owner = await artifactOwner(ctx, db, { ownerId: runIdFrom(given.runId) }, null);
  const file = await findFile(db, { uuid: owner.uuid }, path);
  if (file === undefined) throw notFound("artifact", ["artifact", "path"]);
  if (file.size > BigInt(documentLimits.content)) throw notText(path);
  return { runId: owner.id, path, content: await textOf(ctx, file, path) };
};

const notText = (path: string) =>
  invalid(["artifact", "path"], `"${path}" is not text in UTF-8 of at most 1 MiB, without NUL.`);

const textOf = async (ctx: Ctx, file: BlobPlace, path: string): Promise<string> => {
  const blob = await ctx.blobs.open(file);
  if (blob === undefined) throw notFound("artifact", ["artifact", "path"]);
  try {
    const pieces: Buffer[] = [];
    for await (const piece of blob.pieces()) pieces.push(Buffer.from(piece));
    const content = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces));
    if (!isContent(content)) throw notText(path);
    return content;
  } catch (error) {
    throw error instanceof TypeError ? notText(path) : error;
  } finally {
    await blob.close();
  }
};
