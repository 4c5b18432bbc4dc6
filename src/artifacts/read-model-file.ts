import type { BlobPlace, BlobStore } from "./blob-store.js";
import { MODEL_FILE_BYTES, modelUuidIn } from "./model-file-rules.js";
import type { ModelFileFacts } from "./model-files.store.js";

const unread = (problem: string): ModelFileFacts => ({ modelUuid: null, signature: { problem } });

/** What stands in the MLmodel that is kept there; nothing where it is longer than 1 MiB, or gone. */
export const readModelFile = async (
  { blobs }: { readonly blobs: BlobStore },
  file: BlobPlace & { readonly size: bigint | null },
): Promise<ModelFileFacts> => {
  if (file.size === null) return unread("this service does not have the file");
  if (file.size > MODEL_FILE_BYTES) return unread("the file is longer than 1 MiB");
  const blob = await blobs.open(file);
  if (blob === undefined) return unread("this service does not have the file");
  try {
    const pieces: Buffer[] = [];
    for await (const piece of blob.pieces()) pieces.push(Buffer.from(piece));
    const text = Buffer.concat(pieces).toString("utf8");
    // The YAML reader is loaded by the first file, not by every start.
    const { signatureIn } = await import("./model-signature-rules.js");
    return { modelUuid: modelUuidIn(text), signature: signatureIn(text) };
  } finally {
    await blob.close();
  }
};
