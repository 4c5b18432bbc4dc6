import type { Reader } from "../db/sql.js";
import type { BlobStore } from "./blob-store.js";
import { type Damage, DamagedBlob } from "./damage.js";
import { proveBlob } from "./proven-pieces.js";
import { allBlobs, blobNow, blobsAfter, type KnownBlob, namesOf } from "./verify.queries.js";

/** Blobs of one page. */
const PAGE = 500;
/** Files that a damaged blob is told with. */
const NAMES = 5;

/** A blob whose bytes are not those of its digest any more. */
export interface FoundDamage {
  readonly sha256: string;
  readonly size: bigint;
  readonly damage: Damage;
  /** Some of the files that have these bytes; none when nothing names them any more. */
  readonly names: readonly string[];
}

/** How far the check has come, of what there was when it began. */
export interface Verified {
  readonly blobs: number;
  readonly bytes: bigint;
  readonly ofBlobs: number;
  readonly ofBytes: bigint;
}

export interface VerifyOptions {
  readonly db: Reader;
  readonly blobs: BlobStore;
  /** Hears of each damaged blob as it is found. */
  readonly damaged: (found: FoundDamage) => void;
  /** Hears after each blob how far it has come. */
  readonly progress: (so: Verified) => void;
}

/**
 * Reads every blob from end to end and holds it against its digest, in the order of the digests. It changes nothing, and
 * may run beside the service: what is replaced or collected meanwhile is no damage.
 */
export const verifyBlobs = async ({ db, blobs, damaged, progress }: VerifyOptions): Promise<Verified> => {
  const all = await allBlobs(db);
  let so: Verified = { blobs: 0, bytes: 0n, ofBlobs: all.blobs, ofBytes: all.bytes };
  for (let after = ""; ; ) {
    const page = await blobsAfter(db, after, PAGE);
    for (const blob of page) {
      const damage = await damageOf(db, blobs, blob);
      if (damage !== null) {
        const { sha256, size } = blob;
        damaged({ sha256, size, damage, names: await namesOf(db, sha256, NAMES) });
      }
      so = { ...so, blobs: so.blobs + 1, bytes: so.bytes + blob.size };
      progress(so);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return so;
    after = last.sha256;
  }
};

const damageOf = async (db: Reader, blobs: BlobStore, blob: KnownBlob): Promise<Damage | null> => {
  const damage = await readThrough(blobs, blob);
  if (damage === null) return null;
  const now = await blobNow(db, blob.sha256);
  if (now === undefined) return null;
  return now.location === blob.location ? damage : damageOf(db, blobs, now);
};

const readThrough = async (blobs: BlobStore, { size, ...place }: KnownBlob): Promise<Damage | null> => {
  try {
    const blob = await blobs.open(place);
    if (blob === undefined) return "missing";
    try {
      if (BigInt(blob.size) !== size) return "changed";
      await proveBlob(blob, place.sha256);
      return null;
    } finally {
      await blob.close();
    }
  } catch (error) {
    return error instanceof DamagedBlob ? error.damage : "unreadable";
  }
};
