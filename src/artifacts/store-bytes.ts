import { randomUUID } from "node:crypto";
import type { BaseCtx } from "../context.js";
import type { BlobFacts, BlobPlace, BlobStore, PlacedBlob } from "./blob-store.js";
import type { UploadTurns } from "./upload-turns.js";
import { beginUpload, endUpload, touchUpload } from "./uploads.store.js";

/** Bytes that are where they stay, with the upload that brought them: `keepBlob` makes a row of them. */
export interface ArrivedBlob extends PlacedBlob {
  readonly upload: string;
}

/** What storing bytes needs of a context. */
export type StoringCtx = Pick<BaseCtx, "db" | "log" | "principal"> & {
  readonly blobs: BlobStore;
  readonly uploadTurns: UploadTurns;
};

/** An upload that is not touched for ten minutes is taken for dead. */
const TOUCH_MS = 60_000;

/**
 * Takes bytes in and puts them where they stay, then has `name` make rows of them in a transaction: with no byte on its
 * way, it is short. `name` gives what `keepBlob` gave it. Bytes that get no row are removed, at once or, if this process
 * dies, by `collect-blobs`.
 */
export const storeBytes = async (
  ctx: StoringCtx,
  source: AsyncIterable<Buffer>,
  name: (blob: ArrivedBlob) => Promise<BlobPlace | null>,
): Promise<BlobFacts> => {
  const upload = randomUUID();
  await beginUpload(ctx.db.single, upload);
  const touching = setInterval(
    () => void touchUpload(ctx.db.single, upload).catch((error: unknown) => logLeft(ctx, error)),
    TOUCH_MS,
  );
  let placed: PlacedBlob | undefined;
  try {
    placed = await ctx.uploadTurns.taking(ctx.principal.id, () => ctx.blobs.place(upload, source));
    const replaced = await name({ ...placed, upload });
    if (replaced !== null) await ctx.blobs.remove(replaced).catch((error: unknown) => logLeft(ctx, error));
    return { sha256: placed.sha256, size: placed.size };
  } catch (error) {
    await giveUp(ctx, upload, placed).catch((failure: unknown) => logLeft(ctx, failure));
    throw error;
  } finally {
    clearInterval(touching);
  }
};

/** The row decides, also where nobody knows whether the transaction was committed: it ends with one of the two. */
const giveUp = async (ctx: StoringCtx, upload: string, placed: PlacedBlob | undefined): Promise<void> => {
  if ((await endUpload(ctx.db.single, upload)) && placed !== undefined) await ctx.blobs.remove(placed);
};

const logLeft = ({ log }: StoringCtx, error: unknown): void =>
  log.warn({ err: error }, "bytes that nothing names may have been left; npm run collect-blobs removes them");
