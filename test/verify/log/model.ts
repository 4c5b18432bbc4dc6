import { createHash } from "node:crypto";
import type { HashReader } from "../../../verify/log/proofs.js";
import { appendLeaf, emptyFrontier, type Frontier, leafHash } from "../../../verify/log/tree.js";

/** RFC 6962, section 2.1, as it stands there: recursive, over all leaves' data. */
export const rootByDefinition = (leaves: readonly Uint8Array[]): Buffer => {
  const sha256 = (...parts: Uint8Array[]): Buffer => createHash("sha256").update(Buffer.concat(parts)).digest();
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0]!);
  const half = largestPowerBelow(leaves.length);
  return sha256(Buffer.of(1), rootByDefinition(leaves.slice(0, half)), rootByDefinition(leaves.slice(half)));
};

export const largestPowerBelow = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);

/** A tree kept in memory: its frontier at each size, and every node that was ever made. */
export const grow = (leaves: readonly Uint8Array[]) => {
  const nodes = new Map<string, Uint8Array>();
  const frontiers: Frontier[] = [emptyFrontier()];
  for (const leaf of leaves) {
    const { frontier, made } = appendLeaf(frontiers.at(-1) as Frontier, leafHash(leaf));
    frontiers.push(frontier);
    for (const { level, index, hash } of made) nodes.set(`${level}/${index}`, hash);
  }
  const read: HashReader = (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`asked for node ${level}/${index}, which is not complete`);
    return hash;
  };
  return { frontiers, read, nodes };
};

/** That many leaves, each another. */
export const someLeaves = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.from(`leaf ${at}`));

/** The bytes with one bit turned. */
export const turned = (bytes: Uint8Array, bit: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[(bit >> 3) % changed.length]! ^= 1 << (bit & 7);
  return changed;
};
