import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { ByteRange, OpenBlob } from "./blob-store.js";
import { DamagedBlob } from "./damage.js";

const MAX_PROVEN = 10_000;

/** Proofs that are done or under way, by digest and state: a blob in another state is to be proven anew. */
const proofs = new LRUCache<string, Promise<void>>({ max: MAX_PROVEN });

/**
 * A blob's bytes, all or a part, and none that are not those of its digest; the blob is closed at their end. Whole, they
 * are hashed as they pass, each time, and the last piece is held back until the digest is known: who counts bytes knows
 * that some are missing. A part proves nothing of itself: it is sent of a blob that this process has hashed from end to
 * end, and whose state is the same before and after; else the blob is hashed first. Throws DamagedBlob.
 */
export const provenPieces = async function* (
  blob: OpenBlob,
  sha256: string,
  range?: ByteRange,
): AsyncGenerator<Buffer> {
  try {
    if (range === undefined || range.end - range.start + 1 === blob.size) yield* hashed(blob, sha256);
    else yield* partly(blob, sha256, range);
  } catch (error) {
    if (error instanceof DamagedBlob) throw error;
    throw new DamagedBlob("unreadable", sha256, error);
  } finally {
    await blob.close();
  }
};

/** Reads the blob from end to end; throws DamagedBlob when it is not what its digest says. */
export const proveBlob = async (blob: OpenBlob, sha256: string): Promise<void> => {
  for await (const _ of hashed(blob, sha256));
};

const hashed = async function* (blob: OpenBlob, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let left = blob.size;
  const proveAtEnd = (): void => {
    if (left === 0 && hash.digest("hex") !== sha256) throw new DamagedBlob("changed", sha256);
  };
  if (left === 0) return proveAtEnd();
  for await (const piece of blob.pieces()) {
    hash.update(piece);
    left -= piece.length;
    proveAtEnd();
    yield piece;
  }
  if (left > 0) throw new DamagedBlob("changed", sha256);
};

const partly = async function* (blob: OpenBlob, sha256: string, range: ByteRange): AsyncGenerator<Buffer> {
  await proveOnce(blob, sha256);
  let left = range.end - range.start + 1;
  for await (const piece of blob.pieces(range)) {
    left -= piece.length;
    if (left === 0) await proveOnce(blob, sha256);
    yield piece;
  }
  if (left > 0) throw new DamagedBlob("changed", sha256);
};

/** Proves the blob unless it was proven in this very state; several who want that wait for one of them. */
const proveOnce = async (blob: OpenBlob, sha256: string): Promise<void> => {
  const key = `${sha256} ${await blob.state()}`;
  const known = proofs.get(key);
  if (known !== undefined) return known;
  const proof = proveInState(blob, sha256, key);
  proofs.set(key, proof);
  try {
    await proof;
  } catch (error) {
    proofs.delete(key);
    throw error;
  }
};

/** Once more where the state was another one afterwards: it is also when a second name of the file comes or goes. */
const proveInState = async (blob: OpenBlob, sha256: string, key: string): Promise<void> => {
  await proveBlob(blob, sha256);
  if (key !== `${sha256} ${await blob.state()}`) await proveOnce(blob, sha256);
};
