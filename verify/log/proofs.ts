import { sameBytes } from "./bytes.js";
import { emptyRoot, nodeHash } from "./tree.js";

/** Tells the hash of the `index`-th node above 2^level leaves; asked only for nodes that the tree's size completes. */
export type HashReader = (level: number, index: bigint) => Uint8Array | Promise<Uint8Array>;

/** Hashes from the leaf's sibling up to the root's child, by which a leaf's hash leads to the root (RFC 6962, 2.1.1). */
export const inclusionProof = async (read: HashReader, index: bigint, size: bigint): Promise<Uint8Array[]> => {
  if (index < 0n || index >= size) throw new RangeError(`a tree of ${size} leaves has none at index ${index}`);
  const path: Promise<Uint8Array>[] = [];
  let [start, end] = [0n, size];
  while (end - start > 1n) {
    const middle = start + split(end - start);
    path.push(index < middle ? rangeRoot(read, middle, end) : rangeRoot(read, start, middle));
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return (await Promise.all(path)).reverse();
};

/** Hashes by which the tree of `to` leaves is seen to go on from that of `from` (RFC 6962, 2.1.2); none from size 0. */
export const consistencyProof = async (read: HashReader, from: bigint, to: bigint): Promise<Uint8Array[]> => {
  if (from < 0n || from > to) throw new RangeError(`a tree of ${to} leaves does not go on from one of ${from}`);
  if (from === 0n || from === to) return [];
  const path: Promise<Uint8Array>[] = [];
  let [start, end] = [0n, to];
  while (end !== from) {
    const middle = start + split(end - start);
    path.push(from <= middle ? rangeRoot(read, middle, end) : rangeRoot(read, start, middle));
    [start, end] = from <= middle ? [start, middle] : [middle, end];
  }
  if (start > 0n) path.push(rangeRoot(read, start, end));
  return (await Promise.all(path)).reverse();
};

/** The root of a tree's first `size` leaves. */
export const rootAt = async (read: HashReader, size: bigint): Promise<Uint8Array> =>
  size === 0n ? emptyRoot : rangeRoot(read, 0n, size);

/** Whether the hashes lead from the leaf at `index` to the root of a tree of `size` leaves (RFC 9162, 2.1.3.2). */
export const verifyInclusion = (claim: {
  readonly leaf: Uint8Array;
  readonly index: bigint;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean => {
  if (claim.index < 0n || claim.index >= claim.size) return false;
  if (![claim.leaf, claim.root, ...claim.proof].every(isHash)) return false;
  let [node, last, hash] = [claim.index, claim.size - 1n, claim.leaf];
  for (const each of claim.proof) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(each, hash);
      [node, last] = rise(node, last);
    } else hash = nodeHash(hash, each);
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(hash, claim.root);
};

/**
 * Whether the hashes show that the second tree begins with all leaves of the first (RFC 9162, 2.1.4.2). Nothing is shown
 * of an empty first tree, with which every tree is consistent: false, so ask for it apart.
 */
export const verifyConsistency = (claim: {
  readonly from: bigint;
  readonly to: bigint;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean => {
  const { from, to, fromRoot, toRoot, proof } = claim;
  if (from <= 0n || from > to || ![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && sameBytes(fromRoot, toRoot);
  const [first, ...rest] = (from & (from - 1n)) === 0n ? [fromRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [node, last] = [from - 1n, to - 1n];
  while (isOdd(node)) [node, last] = [node >> 1n, last >> 1n];
  let [older, newer] = [first, first];
  for (const each of rest) {
    if (last === 0n) return false;
    if (isOdd(node) || node === last) {
      [older, newer] = [nodeHash(each, older), nodeHash(each, newer)];
      [node, last] = rise(node, last);
    } else newer = nodeHash(newer, each);
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(older, fromRoot) && sameBytes(newer, toRoot);
};

/** Up from the right edge, where a node without a sibling is its own parent, to the first node that has one. */
const rise = (node: bigint, last: bigint): [bigint, bigint] => {
  let [up, edge] = [node, last];
  while (!isOdd(up) && up !== 0n) [up, edge] = [up >> 1n, edge >> 1n];
  return [up, edge];
};

/** The root of the leaves from `start` to `end`, a subtree of a tree that has them. */
const rangeRoot = async (read: HashReader, start: bigint, end: bigint): Promise<Uint8Array> => {
  const parts: Promise<Uint8Array>[] = [];
  for (let at = start; at < end; ) {
    let level = bitLength(end - at) - 1;
    while (at % (1n << BigInt(level)) !== 0n) level--;
    parts.push(Promise.resolve(read(level, at >> BigInt(level))));
    at += 1n << BigInt(level);
  }
  return (await Promise.all(parts)).reduceRight((right, left) => nodeHash(left, right));
};

/** The largest power of two below a size of at least two. */
const split = (size: bigint): bigint => 1n << BigInt(bitLength(size - 1n) - 1);

const bitLength = (value: bigint): number => value.toString(2).length;
const isOdd = (value: bigint): boolean => (value & 1n) === 1n;
const isHash = (hash: Uint8Array): boolean => hash.length === 32;
