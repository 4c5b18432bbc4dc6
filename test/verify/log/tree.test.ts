import fc from "fast-check";
import { expect, it } from "vitest";
import {
  appendLeaf,
  emptyFrontier,
  emptyRoot,
  frontierRoot,
  leafHash,
  nodeHash,
  readFrontier,
  writeFrontier,
} from "../../../verify/log/tree.js";
import { grow, rootByDefinition, someLeaves } from "./model.js";

// https://github.com/transparency-dev/merkle/blob/417fb0c314750d94e53942e9f92e79b6d35915db/testonly/constants.go
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

it("has the roots that other people's trees have", () => {
  const { frontiers } = grow(inputs.map((hex) => Buffer.from(hex, "hex")));
  expect(frontiers.map((frontier) => frontierRoot(frontier).toString("hex"))).toEqual(roots);
  expect(emptyRoot.toString("hex")).toBe(roots[0]);
});

it("has the root of RFC 6962's own definition at every size", () => {
  const leaves = someLeaves(70);
  const { frontiers } = grow(leaves);
  for (const [size, frontier] of frontiers.entries())
    expect(frontierRoot(frontier)).toEqual(rootByDefinition(leaves.slice(0, size)));
});

it("goes on from what was written, wherever it was cut, and makes each node once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (first, more) => {
      const whole = grow(someLeaves(first + more));
      let frontier = readFrontier(writeFrontier(whole.frontiers[first]!));
      const made = new Set<string>();
      for (const leaf of someLeaves(first + more).slice(first)) {
        const grown = appendLeaf(frontier, leafHash(leaf));
        frontier = grown.frontier;
        for (const { level, index } of grown.made) {
          expect(made.has(`${level}/${index}`)).toBe(false);
          made.add(`${level}/${index}`);
        }
      }
      expect(frontierRoot(frontier)).toEqual(frontierRoot(whole.frontiers[first + more]!));
    }),
    { numRuns: 30 },
  );
});

it("goes on near the largest size", () => {
  const size = 2n ** 62n - 1n;
  const hashes = Array.from({ length: 62 }, (_, at) => leafHash(String(at)));
  const { frontier, made } = appendLeaf({ size, hashes }, leafHash("last"));
  expect([frontier.size, frontier.hashes.length, made.length]).toEqual([2n ** 62n, 1, 63]);
  expect(made.at(-1)).toEqual({ level: 62, index: 0n, hash: frontierRoot(frontier) });
});

it("refuses hashes that are none, and a frontier that does not fit its size", () => {
  expect(() => nodeHash(emptyRoot, emptyRoot.subarray(1))).toThrow("32 bytes");
  expect(() => appendLeaf(emptyFrontier(), Buffer.alloc(31))).toThrow("32 bytes");
  expect(() => readFrontier(Buffer.alloc(7))).toThrow("wrong length");
  const three = writeFrontier(grow(someLeaves(3)).frontiers[3]!);
  expect(() => readFrontier(three.subarray(0, 40))).toThrow("a frontier of 3 leaves has 2 hashes, not 1");
});
