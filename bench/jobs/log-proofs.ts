import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { proveConsistency, tileOf } from "../../src/evidence/log/log-proofs.js";
import {
  type HashReader,
  inclusionProof,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from "../../verify/log/proofs.js";
import { pathOf, TILE_WIDTH, type Tile, tileReader } from "../../verify/log/tiles.js";
import { rootOf } from "../../verify/log/tree.js";
import type { Job } from "../context.js";
import { percentile, show } from "../figures.js";

const LEAVES = 10_000_000;
const PROOFS = 1_000;

const leafAt = (index: number): Buffer => createHash("sha256").update(String(index)).digest();

/** Writes the tiles of a tree of so many leaves as the sequencer lays them out. */
const writeTree = (folder: string, size: number): void => {
  const write = (tile: Tile, bytes: Buffer): void => {
    const path = join(folder, pathOf(tile));
    if (tile.n % 1_000n === 0n || tile.width < TILE_WIDTH) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  };
  let whole: Buffer[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    const below = whole;
    whole = [];
    const at = (own: number): Buffer => (level === 0 ? leafAt(own) : (below[own] as Buffer));
    for (let n = 0; n * TILE_WIDTH < count; n++) {
      const width = Math.min(TILE_WIDTH, count - n * TILE_WIDTH);
      const hashes = Array.from({ length: width }, (_, own) => at(n * TILE_WIDTH + own));
      write({ level, n: BigInt(n), width }, Buffer.concat(hashes));
      if (width === TILE_WIDTH) whole.push(rootOf(hashes));
    }
  }
};

const readerOf = (folder: string, size: number, tell: () => void = () => undefined): HashReader =>
  tileReader((tile) => {
    tell();
    return tileOf(folder, tile);
  }, BigInt(size));

/** (lp) Proofs of a large log by the tiles of its folder, as the service makes them; each is verified, untimed. */
export const logProofs: Job = async ({ folder: parent, scale }) => {
  const [folder, size] = [join(parent, "proofs"), Math.floor(LEAVES * scale)];
  writeTree(folder, size);
  const root = await rootAt(readerOf(folder, size), BigInt(size));
  const included: number[] = [];
  const grown: number[] = [];
  let [most, wrong] = [0, 0];
  for (let count = 0; count < PROOFS; count++) {
    const [index, from] = [Math.floor(Math.random() * size), 1 + Math.floor(Math.random() * (size - 1))];
    let tiles = 0;
    const begun = performance.now();
    const read = readerOf(folder, size, () => tiles++);
    const proof = await inclusionProof(read, BigInt(index), BigInt(size));
    included.push(performance.now() - begun);
    most = Math.max(most, tiles);
    const leaf = { leaf: leafAt(index), index: BigInt(index), size: BigInt(size), root, proof };
    if (!verifyInclusion(leaf)) wrong++;
    const again = performance.now();
    const growth = await proveConsistency(folder, BigInt(from), BigInt(size));
    grown.push(performance.now() - again);
    const sizes = { from: BigInt(from), to: BigInt(size) };
    const fromRoot = await rootAt(readerOf(folder, size), sizes.from);
    if (!verifyConsistency({ ...sizes, fromRoot, toRoot: root, proof: growth })) wrong++;
  }
  const [p99, consistency] = [percentile(included, 0.99), percentile(grown, 0.99)];
  const what = `of a log of ${size.toLocaleString("en-US")} leaves, by its tiles`;
  return [
    {
      job: "lp1",
      what: `proofs of inclusion ${what}`,
      ours: `p50 ${show(percentile(included, 0.5))} ms, p99 ${show(p99)} ms, at most ${most} tiles`,
      anchor: "",
      ratio: "",
      target: "p99 ≤ 5 ms, ≤ 6 tiles",
      met: wrong === 0 && p99 <= 5 && most <= 6,
      ...(wrong > 0 && { note: `${wrong} proofs do not hold` }),
    },
    {
      job: "lp2",
      what: `proofs of consistency ${what}`,
      ours: `p50 ${show(percentile(grown, 0.5))} ms, p99 ${show(consistency)} ms`,
      anchor: "",
      ratio: "",
      target: "p99 ≤ 10 ms",
      met: wrong === 0 && consistency <= 10,
    },
  ];
};
