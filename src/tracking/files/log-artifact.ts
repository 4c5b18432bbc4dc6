import { type Attempt, attempted, requireScope, retried } from "../../acts/attempt.js";
import { parseFilePath } from "../../artifacts/artifact-path-rules.js";
import { clashAt, keepBlob, storeArtifact, takeTurnAtPath } from "../../artifacts/artifacts.store.js";
import type { BlobFacts } from "../../artifacts/blob-store.js";
import { isModelFile } from "../../artifacts/model-file-rules.js";
import { keepModelFile } from "../../artifacts/model-files.store.js";
import { readModelFile } from "../../artifacts/read-model-file.js";
import { storeBytes } from "../../artifacts/store-bytes.js";
import type { Ctx } from "../../context.js";
import type { Sql } from "../../db/sql.js";
import { DomainError } from "../../errors.js";
import { keepAuthors } from "../authors.store.js";
import { artifactOwner, type NamedOwner } from "./artifact-owner.js";

/** A file of a run or logged model, by its name as the client wrote it, decoded once. */
export interface NamedFile extends NamedOwner {
  readonly path: string;
}

export interface Upload {
  /** Reads where the bytes are to stand; what it throws is refused with an entry, as all else that is wrong with the upload. */
  readonly place: () => NamedFile;
  /** The bytes; throws when they do not all arrive. */
  readonly body: AsyncIterable<Buffer>;
  /** SHA-256 that the client says the bytes have, in hexadecimal; null when it says none. */
  readonly sha256: string | null;
}

/**
 * Stores a file of a run or logged model, over the one it had. Rights and place are looked at before the first byte is
 * taken, and again before the file is named; nothing of a broken upload is ever visible.
 */
export const logArtifact = (ctx: Ctx, upload: Upload): Promise<BlobFacts> =>
  attempted("logArtifact", ctx, async (attempt) => {
    requireScope(ctx, "WRITE");
    const named = upload.place();
    const path = parseFilePath(named.path);
    const target = (...links: Attempt["targets"]): void => void attempt.targets.push(...links);
    const { uuid } = await artifactOwner(ctx, { ...ctx.db.single, target }, named, "contribute");
    await requireRoom(ctx.db.single, uuid, path);
    return storeBytes(ctx, upload.body, async (blob) => {
      if (upload.sha256 !== null && upload.sha256 !== blob.sha256)
        throw new DomainError("INVALID_INPUT", "The bytes that arrived do not have the digest that the request names.");
      const modelFile = isModelFile(path) ? await readModelFile(ctx, blob) : undefined;
      return retried(attempt, () =>
        ctx.db.transaction(async (tx) => {
          const owner = await artifactOwner(ctx, { ...tx, target }, named, "contribute");
          const replaced = await keepBlob(tx, blob);
          await takeTurnAtPath(tx, owner.uuid, path);
          await requireRoom(tx, owner.uuid, path);
          await storeArtifact(tx, owner.uuid, path, blob);
          if (modelFile !== undefined) await keepModelFile(tx, blob.sha256, modelFile);
          await keepAuthors(tx, ctx, [owner.uuid]);
          return replaced;
        }),
      );
    });
  });

const requireRoom = async (db: Sql, owner: string, path: string): Promise<void> => {
  const clash = await clashAt(db, owner, path);
  if (clash === null) return;
  const said = clash === "file" ? `a file stands where "${path}" needs a folder` : `"${path}" is a folder`;
  throw new DomainError("ARTIFACT_CLASH", `Invalid path: ${said}.`);
};
