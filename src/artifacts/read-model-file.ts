import type { BlobPlace, BlobStore } from "./blob-store.js";
import { MODEL_FILE_BYTES, modelUuidIn } from "./model-file-rules.js";

/** What the MLmodel that is kept there calls its model; null when it says none, is longer than 1 MiB, or is gone. */
export const readModelFile = async (
  { blobs }: { readonly blobs: BlobStore },
  file: BlobPlace & { readonly size: bigint | null },
): Promise<string | null> => {
  if (file.size === null || file.size > MODEL_FILE_BYTES) return null;
  const blob = await blobs.open(file);
  if (blob === undefined) return null;
  try {
    const pieces: Buffer[] = [];
    for await (const piece of blob.pieces()) pieces.push(Buffer.from(piece));
    return modelUuidIn(Buffer.concat(pieces).toString("utf8"));
  } finally {
    await blob.close();
  }
};
