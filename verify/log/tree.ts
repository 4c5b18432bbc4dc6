import { sha256Bytes, sha256Into } from "../sha256.js";
import { uint64 } from "./bytes.js";

/** Root of a tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1). */
export const emptyRoot: Buffer = sha256Bytes("");

const LEAF = Buffer.of(0);

/** Hash of a leaf: SHA-256 over one zero byte and its data. */
export const leafHash = (data: string | Uint8Array): Buffer =>
  sha256Bytes(typeof data === "string" ? `\0${data}` : Buffer.concat([LEAF, data]));

const pair = Buffer.alloc(65);
pair[0] = 1;

/** Hash of a node: SHA-256 over a byte of one and its children's hashes. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  if (left.length !== 32 || right.length !== 32) throw new RangeError("a hash has 32 bytes");
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256Bytes(pair);
};

/** The root above 1, 2, 4, … hashes that stand one behind the other. */
export const completeRoot = (hashes: Uint8Array): Buffer => {
  const nodes = Buffer.from(hashes);
  for (let length = nodes.length; length > 32; length /= 2)
    for (let at = 0; at < length; at += 64) {
      pair.set(nodes.subarray(at, at + 64), 1);
      sha256Into(nodes, at / 2, pair);
    }
  return nodes.subarray(0, 32);
};

/** A node above 2^level leaves, the `index`-th of its level, all of whose leaves exist. Level 0 are the leaves' hashes. */
export interface TreeNode {
  readonly level: number;
  readonly index: bigint;
  readonly hash: Uint8Array;
}

/** What a tree needs to grow: its size, and the roots of its largest complete subtrees from left to right. */
export interface Frontier {
  readonly size: bigint;
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier = (): Frontier => ({ size: 0n, hashes: [] });

/** The tree with one leaf more, by its hash, and the nodes that this completed: the leaf first, then upwards. */
export const appendLeaf = (frontier: Frontier, hash: Uint8Array): { frontier: Frontier; made: TreeNode[] } => {
  if (hash.length !== 32) throw new RangeError("a leaf's hash has 32 bytes");
  const hashes = [...frontier.hashes];
  const made: TreeNode[] = [{ level: 0, index: frontier.size, hash }];
  let [index, level, top] = [frontier.size, 0, hash];
  for (; (index & 1n) === 1n; index >>= 1n) {
    const left = hashes.pop();
    if (left === undefined) throw new RangeError("the frontier has fewer hashes than its size needs");
    top = nodeHash(left, top);
    made.push({ level: ++level, index: index >> 1n, hash: top });
  }
  hashes.push(top);
  return { frontier: { size: frontier.size + 1n, hashes }, made };
};

/** The tree's root. */
export const frontierRoot = ({ hashes }: Frontier): Buffer =>
  hashes.length === 0
    ? emptyRoot
    : Buffer.from(hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), hashes.at(-1) as Uint8Array));

/** The root of a tree, by its leaves' hashes. */
export const rootOf = (leaves: Iterable<Uint8Array>): Buffer => {
  let frontier = emptyFrontier();
  for (const leaf of leaves) frontier = appendLeaf(frontier, leaf).frontier;
  return frontierRoot(frontier);
};

/** Eight bytes of the size, then the hashes. */
export const writeFrontier = ({ size, hashes }: Frontier): Buffer => Buffer.concat([uint64(size), ...hashes]);

/** Throws unless the bytes are what `writeFrontier` makes. */
export const readFrontier = (bytes: Uint8Array): Frontier => {
  const whole = Buffer.from(bytes);
  if (whole.length < 8 || whole.length % 32 !== 8) throw new RangeError("these bytes are no frontier: wrong length");
  const size = whole.readBigUInt64BE();
  const hashes = Array.from({ length: (whole.length - 8) / 32 }, (_, at) => whole.subarray(8 + 32 * at, 40 + 32 * at));
  if (ones(size) !== hashes.length)
    throw new RangeError(`a frontier of ${size} leaves has ${ones(size)} hashes, not ${hashes.length}`);
  return { size, hashes };
};

const ones = (value: bigint): number => value.toString(2).replaceAll("0", "").length;
