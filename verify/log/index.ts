import type { EntryLink } from "../links.js";
import { sha256Bytes } from "../sha256.js";
import { sameBytes, uint64 } from "./bytes.js";
import { verifyInclusion } from "./proofs.js";
import { emptyRoot, leafHash, nodeHash, rootOf, type TreeNode } from "./tree.js";

/** The bits of a key's SHA-256 that say in which bucket it lies. */
export const BUCKET_BITS = 20;

/** How many buckets an index has: 2^20. */
export const BUCKETS = 2 ** BUCKET_BITS;

/** The head of a key that has no leaf: 32 zero bytes. */
export const noHead: Buffer = Buffer.alloc(32);

/** What an index holds of a key: how many leaves belong to it, and the hash that chains them. */
export interface KeyState {
  /** SHA-256 of the key. */
  readonly keyHash: Uint8Array;
  readonly count: bigint;
  readonly head: Uint8Array;
}

/**
 * The keys that an entry belongs to, by its links and its stream (`kind:id`): `kind:id` for each link, but `read:kind:id`
 * where the role is `read`, and `stream:kind:id`. Each once, in the order of their letters' codes.
 */
export const keysOf = (links: readonly EntryLink[], stream: string): string[] => {
  const keys = links.map(([kind, id, role]) => `${role === "read" ? "read:" : ""}${kind}:${id}`);
  return [...new Set([...keys, `stream:${stream}`])].sort((a, b) => (a < b ? -1 : 1));
};

export const hashOfKey = (key: string): Buffer => sha256Bytes(key);

const chained = Buffer.alloc(40);

/** The head after one leaf more: SHA-256 of the head before and the leaf's index in eight bytes. */
export const nextHead = (head: Uint8Array, leafIndex: bigint): Buffer => {
  if (head.length !== 32) throw new RangeError("a head has 32 bytes");
  chained.set(head);
  chained.writeBigUInt64BE(leafIndex, 32);
  return sha256Bytes(chained);
};

/** The same for several heads: a head depends on no key, and equal ones are hashed once. */
export const nextHeads = (heads: readonly Uint8Array[], leafIndex: bigint): Buffer[] => {
  const made: Buffer[] = [];
  for (const [at, head] of heads.entries()) {
    const same = heads.findIndex((before) => before === head || sameBytes(before, head));
    made.push(same < at ? (made[same] as Buffer) : nextHead(head, leafIndex));
  }
  return made;
};

/** The bucket of a key, by its SHA-256: its first 20 bits. */
export const bucketOf = (keyHash: Uint8Array): number =>
  ((keyHash[0] ?? 0) << 12) | ((keyHash[1] ?? 0) << 4) | ((keyHash[2] ?? 0) >> 4);

export const ITEM_BYTES = 72;

/** A key's item: SHA-256 of the key, the count in eight bytes, the head. */
export const itemOf = ({ keyHash, count, head }: KeyState): Buffer => Buffer.concat([keyHash, uint64(count), head]);

/** What an item says; undefined unless it has 72 bytes and counts at least one leaf. */
export const readItem = (item: Uint8Array): KeyState | undefined => {
  if (item.length !== ITEM_BYTES) return undefined;
  const count = Buffer.from(item.subarray(32, 40)).readBigUInt64BE();
  return count === 0n ? undefined : { keyHash: item.subarray(0, 32), count, head: item.subarray(40) };
};

/** The root of a bucket: of the tree whose leaves are its items in ascending order. */
export const bucketRoot = (items: readonly Uint8Array[]): Buffer =>
  rootOf([...items].sort(Buffer.compare).map((item) => leafHash(item)));

/** The hash of the index's leaf for a bucket, by the bucket's root. */
export const bucketLeaf = (root: Uint8Array): Buffer => leafHash(root);

/** Roots of index subtrees without a key, by level: a bucket's leaf at 0, the whole index's root at 20. */
export const emptyNodes: readonly Buffer[] = Array.from({ length: BUCKET_BITS }).reduce<Buffer[]>(
  (nodes) => [...nodes, nodeHash(nodes.at(-1) as Buffer, nodes.at(-1) as Buffer)],
  [bucketLeaf(emptyRoot)],
);

/** The index's root without a key. */
export const emptyIndexRoot: Buffer = emptyNodes[BUCKET_BITS] as Buffer;

/** Tells the nodes of a level that are stored; those left out are empty. */
export type IndexReader = (
  level: number,
  indexes: readonly number[],
) => ReadonlyMap<number, Uint8Array> | Promise<ReadonlyMap<number, Uint8Array>>;

/** The nodes that change with the roots of some buckets, level by level up to the root, which comes last. */
export const updateIndex = async (read: IndexReader, roots: ReadonlyMap<number, Uint8Array>): Promise<TreeNode[]> => {
  const made: TreeNode[] = [];
  let level = new Map([...roots].map(([bucket, root]) => [bucket, bucketLeaf(root)]));
  for (let height = 0; height <= BUCKET_BITS; height++) {
    for (const [index, hash] of level) made.push({ level: height, index: BigInt(index), hash });
    if (height < BUCKET_BITS) level = await parents(read, height, level);
  }
  return made;
};

const parents = async (
  read: IndexReader,
  height: number,
  level: ReadonlyMap<number, Uint8Array>,
): Promise<Map<number, Buffer>> => {
  const lone = [...level.keys()].map((index) => index ^ 1).filter((sibling) => !level.has(sibling));
  const stored = lone.length === 0 ? new Map<number, Uint8Array>() : await read(height, lone);
  const at = (index: number): Uint8Array => level.get(index) ?? stored.get(index) ?? (emptyNodes[height] as Uint8Array);
  return new Map([...level.keys()].map((index) => [index >> 1, nodeHash(at(index & ~1), at(index | 1))]));
};

/** The index's root by the roots of the buckets that have a key. */
export const indexRoot = async (roots: ReadonlyMap<number, Uint8Array>): Promise<Uint8Array> =>
  roots.size === 0 ? emptyIndexRoot : ((await updateIndex(() => new Map(), roots)).at(-1) as TreeNode).hash;

/** Hashes by which a bucket's leaf leads to the index's root, from its sibling upwards: twenty. */
export const bucketPath = async (read: IndexReader, bucket: number): Promise<Uint8Array[]> =>
  Promise.all(
    Array.from({ length: BUCKET_BITS }, async (_, level) => {
      const sibling = (bucket >> level) ^ 1;
      return (await read(level, [sibling])).get(sibling) ?? (emptyNodes[level] as Uint8Array);
    }),
  );

/** A whole bucket and its path: what there is of each key in it, and that there is no other. */
export interface BucketProof {
  /** The bucket's items in ascending order. */
  readonly items: readonly Uint8Array[];
  readonly path: readonly Uint8Array[];
}

/** What a key's bucket proves of it under an index's root: its count and head, or that no leaf belongs to it. */
export type KeyProved =
  | { readonly proved: "PRESENT"; readonly count: bigint; readonly head: Uint8Array }
  | { readonly proved: "ABSENT" }
  | { readonly proved: "NOTHING" };

export const proveKey = (keyHash: Uint8Array, { items, path }: BucketProof, root: Uint8Array): KeyProved => {
  const bucket = bucketOf(keyHash);
  const states = items.flatMap((item) => readItem(item) ?? []);
  const inOrder = states.every(({ keyHash: own }, at) => at === 0 || Buffer.compare(states[at - 1]!.keyHash, own) < 0);
  const own = states.every((state) => bucketOf(state.keyHash) === bucket);
  if (states.length !== items.length || !inOrder || !own || path.length !== BUCKET_BITS) return { proved: "NOTHING" };
  const leaf = bucketLeaf(bucketRoot(items));
  if (!verifyInclusion({ leaf, index: BigInt(bucket), size: BigInt(BUCKETS), root, proof: path }))
    return { proved: "NOTHING" };
  const found = states.find((state) => sameBytes(state.keyHash, keyHash));
  return found === undefined ? { proved: "ABSENT" } : { proved: "PRESENT", count: found.count, head: found.head };
};

/** A key's count and head by the indexes of all its leaves, in ascending order. */
export const stateOfLeaves = (key: string, leaves: readonly bigint[]): KeyState => ({
  keyHash: hashOfKey(key),
  count: BigInt(leaves.length),
  head: leaves.reduce<Buffer>(nextHead, noHead),
});
