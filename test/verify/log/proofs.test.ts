import fc from "fast-check";
import { expect, it } from "vitest";
import {
  consistencyProof,
  inclusionProof,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "../../../verify/log/proofs.js";
import { frontierRoot, leafHash } from "../../../verify/log/tree.js";
import { grow, someLeaves, turned } from "./model.js";
import vectors from "./vectors/merkle-proofs.json" with { type: "json" };

const bytes = (base64: string | null): Buffer => Buffer.from(base64 ?? "", "base64");
const leaves = someLeaves(300);
const { frontiers, read } = grow(leaves);
const rootOf = (size: number): Buffer => frontierRoot(frontiers[size]!);

it.each(vectors.inclusion)("inclusion as others judge it: $file", (vector) => {
  const holds = verifyInclusion({
    leaf: bytes(vector.leafHash),
    index: BigInt(vector.leafIdx),
    size: BigInt(vector.treeSize),
    root: bytes(vector.root),
    proof: (vector.proof ?? []).map(bytes),
  });
  expect(holds).toBe(!vector.wantErr);
});

it.each(vectors.consistency)("consistency as others judge it: $file", (vector) => {
  const holds = verifyConsistency({
    from: BigInt(vector.size1),
    to: BigInt(vector.size2),
    fromRoot: bytes(vector.root1),
    toRoot: bytes(vector.root2),
    proof: (vector.proof ?? []).map(bytes),
  });
  // one vector, of equal sizes, has roots that are no hashes ("don't care"): these are refused here
  expect(holds).toBe(!vector.wantErr && bytes(vector.root1).length === 32);
});

it("every leaf is proved in every tree, and nothing else is", async () => {
  const inTree = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
  await fc.assert(
    fc.asyncProperty(inTree, fc.nat(255), fc.nat(), async ([index, size], bit, which) => {
      const proof = await inclusionProof(read, BigInt(index), BigInt(size));
      const claim = {
        leaf: leafHash(leaves[index]!),
        index: BigInt(index),
        size: BigInt(size),
        root: rootOf(size),
        proof,
      };
      expect(verifyInclusion(claim)).toBe(true);
      const wrong = [
        { leaf: turned(claim.leaf, bit) },
        { root: turned(claim.root, bit) },
        { index: claim.index + 1n },
        { index: claim.index ^ 1n },
        { index: -1n },
        { proof: [...proof, claim.leaf] },
        { leaf: claim.leaf.subarray(1) },
        ...(proof.length === 0
          ? []
          : [
              { proof: proof.slice(1) },
              { proof: proof.with(which % proof.length, turned(proof[which % proof.length]!, bit)) },
              { proof: proof.with(which % proof.length, proof[which % proof.length]!.subarray(1)) },
            ]),
      ];
      for (const change of wrong) expect(verifyInclusion({ ...claim, ...change })).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it("every tree is proved to go on from every earlier one, and nothing else is", async () => {
  const sizes = fc
    .integer({ min: 1, max: 300 })
    .chain((to) => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(255), fc.nat(), async ([from, to], bit, which) => {
      const proof = await consistencyProof(read, BigInt(from), BigInt(to));
      const claim = { from: BigInt(from), to: BigInt(to), fromRoot: rootOf(from), toRoot: rootOf(to), proof };
      expect(verifyConsistency(claim)).toBe(true);
      const wrong = [
        { fromRoot: turned(claim.fromRoot, bit) },
        { toRoot: turned(claim.toRoot, bit) },
        { from: claim.to + 1n },
        { from: 0n },
        { proof: [...proof, claim.toRoot] },
        ...(proof.length === 0
          ? []
          : [
              { proof: proof.slice(1) },
              { proof: proof.slice(0, -1) },
              { proof: proof.with(which % proof.length, turned(proof[which % proof.length]!, bit)) },
            ]),
      ];
      for (const change of wrong) expect(verifyConsistency({ ...claim, ...change })).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it("proves nothing by an inner node passed off as a leaf", async () => {
  const proof = await inclusionProof(read, 4n, 8n);
  const data = Buffer.concat([leafHash(leaves[4]!), leafHash(leaves[5]!)]);
  const claim = { leaf: leafHash(data), index: 2n, size: 4n, root: rootOf(8), proof: proof.slice(1) };
  expect(verifyInclusion(claim)).toBe(false);
  expect(verifyInclusion({ ...claim, leaf: Buffer.from(await read(1, 2n)) })).toBe(true);
});

it("refuses a proof of what cannot be", async () => {
  await expect(inclusionProof(read, 5n, 5n)).rejects.toThrow("a tree of 5 leaves has none at index 5");
  await expect(consistencyProof(read, 6n, 5n)).rejects.toThrow("does not go on");
  expect(await consistencyProof(read, 0n, 5n)).toEqual([]);
  expect(await rootAt(read, 211n)).toEqual(rootOf(211));
});
