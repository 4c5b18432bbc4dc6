import { sameBytes } from "../../../verify/log/bytes.js";
import {
  BUCKET_BITS,
  bucketOf,
  bucketPath,
  emptyNodes,
  hashOfKey,
  type IndexReader,
  itemOf,
  proveKey,
  stateOfLeaves,
} from "../../../verify/log/index.js";
import { nodeHash } from "../../../verify/log/tree.js";
import type { Reader } from "../../db/sql.js";
import { DomainError } from "../../errors.js";
import { type BucketRow, bucketRows, type ChunkRow, chunkRows } from "./covering.queries.js";

/** Levels of the index that lie in one stored chunk. */
const CHUNK_BITS = 10;
const CHUNK = 2 ** CHUNK_BITS;

/** A key of a pack: its leaves, and the bucket that proves them. */
export interface KeyProof {
  readonly key: string;
  readonly leaves: readonly bigint[];
  readonly bucket: number;
  readonly items: readonly Buffer[];
  readonly path: readonly Uint8Array[];
}

/**
 * Proves these keys by the index as it was committed to last. Throws when the leaves that the database links to a key are
 * not those that the index counts.
 */
export const proveKeys = async (
  db: Reader,
  { log, indexRoot }: { readonly log: number; readonly indexRoot: Buffer },
  keys: ReadonlyMap<string, readonly bigint[]>,
): Promise<KeyProof[]> => {
  const buckets = [...keys.keys()].map((key) => bucketOf(hashOfKey(key)));
  const [heads, chunks] = [
    Map.groupBy(await bucketRows(db, log, buckets), ({ bucket }) => bucket),
    await chunkRows(
      db,
      log,
      buckets.map((bucket) => bucket >> CHUNK_BITS),
    ),
  ];
  const read = indexReader(chunks);
  return Promise.all(
    [...keys].map(async ([key, leaves]) => {
      const bucket = bucketOf(hashOfKey(key));
      const items = itemsOf(heads.get(bucket) ?? []);
      const proof = { key, leaves, bucket, items, path: await bucketPath(read, bucket) };
      requireProven(proof, indexRoot);
      return proof;
    }),
  );
};

const itemsOf = (rows: readonly BucketRow[]): Buffer[] =>
  rows.map(({ key, count, head }) => itemOf({ keyHash: hashOfKey(key), count, head })).sort(Buffer.compare);

const requireProven = ({ key, leaves, items, path }: KeyProof, root: Buffer): void => {
  const { keyHash, count, head } = stateOfLeaves(key, leaves);
  const proven = proveKey(keyHash, { items, path }, root);
  const holds =
    proven.proved === "PRESENT" ? proven.count === count && sameBytes(proven.head, head) : leaves.length === 0;
  if (!holds || proven.proved === "NOTHING")
    throw new DomainError(
      "UNAVAILABLE",
      `No pack can be made: what the database links to ${key} is not what the log's index was committed to. npm run log -- verify says more.`,
    );
};

/** Tells the nodes of the index: those within the chunks that are there, and above all of them. */
const indexReader = (chunks: readonly ChunkRow[]): IndexReader => {
  const roots = new Map(chunks.map(({ chunk, root }) => [chunk, root]));
  const top = levelsOf((at) => roots.get(at) ?? (emptyNodes[CHUNK_BITS] as Buffer));
  const within = new Map(
    chunks.flatMap(({ chunk, leaves }) =>
      leaves === null ? [] : [[chunk, levelsOf((at) => leaves.subarray(32 * at, 32 * at + 32))] as const],
    ),
  );
  const node = (level: number, index: number): Uint8Array => {
    if (level >= CHUNK_BITS) return top[level - CHUNK_BITS]?.[index] as Uint8Array;
    const own = within.get(index >> (CHUNK_BITS - level));
    return own?.[level]?.[index % (CHUNK >> level)] ?? (emptyNodes[level] as Uint8Array);
  };
  return (level, indexes) => new Map(indexes.map((index) => [index, node(level, index)]));
};

/** All nodes above 1,024 of them, level by level. */
const levelsOf = (leaf: (at: number) => Uint8Array): Uint8Array[][] => {
  const levels: Uint8Array[][] = [Array.from({ length: CHUNK }, (_, at) => leaf(at))];
  for (let level = 1; level <= BUCKET_BITS - CHUNK_BITS; level++) {
    const below = levels[level - 1] as Uint8Array[];
    levels.push(
      Array.from({ length: CHUNK >> level }, (_, at) =>
        nodeHash(below[2 * at] as Uint8Array, below[2 * at + 1] as Uint8Array),
      ),
    );
  }
  return levels;
};
