import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { formatCheckpoint } from "../../verify/log/checkpoint.js";
import { noteSigner, signNote } from "../../verify/log/note.js";
import { consistencyProof, inclusionProof } from "../../verify/log/proofs.js";
import { entriesPath, entryBundle, pathOf, type Tile, tilesBetween } from "../../verify/log/tiles.js";
import { frontierRoot } from "../../verify/log/tree.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { grow, someLeaves, turned } from "../verify/log/model.js";
import { type Fscked, fsck } from "./fsck.js";
import { judge } from "./judge.js";
import { seeded } from "./keys.js";

const LEAVES = 70_000;
const leaves = someLeaves(LEAVES);
const { read, frontiers } = grow(leaves);
const rootOf = (size: number): Buffer => frontierRoot(frontiers[size]!);
const tileBytes = ({ level, n, width }: Tile): Buffer =>
  Buffer.concat(Array.from({ length: width }, (_, at) => read(8 * Number(level), n * 256n + BigInt(at)) as Uint8Array));

it.each([1, 2, 3, 255, 256, 257, 1_000, LEAVES])("Go's tree of %d leaves has our root and our tiles", (size) => {
  const [built] = judge([{ do: "build", leaves: leaves.slice(0, size), from: 0n }]);
  expect(built?.root).toBe(rootOf(size).toString("base64"));
  const ours = [...tilesBetween(0n, BigInt(size))].map((tile) => [pathOf(tile), tileBytes(tile).toString("base64")]);
  expect(Object.fromEntries(ours)).toEqual(built?.tiles);
});

it("Go makes the proofs that we make", async () => {
  const sizes = [1, 2, 7, 8, 129, 300];
  for (const size of sizes) {
    const froms = [...new Set([0, 1, size >> 1, size - 1])].filter((from) => from < size).map(BigInt);
    const [to, some] = [BigInt(size), leaves.slice(0, size)];
    const paths = judge([
      ...froms.map((from) => ({ do: "build" as const, leaves: some, from })),
      ...froms
        .filter((from) => from > 0n)
        .map((from) => ({ do: "build" as const, leaves: some, from, old: rootOf(1) })),
    ]).map(({ parts }) => parts ?? []);
    const ours = await Promise.all([
      ...froms.map((from) => inclusionProof(read, from, to)),
      ...froms.filter((from) => from > 0n).map((from) => consistencyProof(read, from, to)),
    ]);
    expect(ours.map((path) => path.map((hash) => Buffer.from(hash).toString("base64")))).toEqual(paths);
  }
});

it("two Go libraries take our proofs, and none with a turned bit", async () => {
  const cases = [1, 5, 256, 4_097, LEAVES].flatMap((to) =>
    [0, 3, to >> 1, to - 1].filter((from) => from < to).map((from) => ({ from, to })),
  );
  const questions = await Promise.all(
    cases.flatMap(({ from, to }) => [
      inclusionProof(read, BigInt(from), BigInt(to)).then((hashes) => ({
        do: "inclusion" as const,
        leaf: leaves[from]!,
        ...{ from: BigInt(from), to: BigInt(to), root: rootOf(to), hashes },
      })),
      consistencyProof(read, BigInt(from + 1), BigInt(to)).then((hashes) => ({
        do: "consistency" as const,
        old: rootOf(from + 1),
        ...{ from: BigInt(from + 1), to: BigInt(to), root: rootOf(to), hashes },
      })),
    ]),
  );
  expect(judge(questions).map(({ error }) => error)).toEqual(questions.map(() => undefined));
  const turnedOnes = questions.flatMap((question) =>
    question.hashes.map((hash, at) => ({ ...question, hashes: question.hashes.with(at, turned(hash, 77)) })),
  );
  expect(turnedOnes.length).toBeGreaterThan(50);
  expect(judge(turnedOnes).filter(({ error }) => error === undefined)).toEqual([]);
});

it("strangers read our folder entry by entry, and find it whole; a flipped byte stops them", () => {
  const place = mkdtempSync(join(tmpdir(), "cs-tlog-"));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const dir = join(place, "log");
  const write = (path: string, bytes: string | Uint8Array): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), bytes);
  };
  for (const tile of tilesBetween(0n, BigInt(LEAVES))) {
    write(pathOf(tile), tileBytes(tile));
    const start = Number(tile.n) * 256;
    if (tile.level === 0) write(entriesPath(tile.n, tile.width), entryBundle(leaves.slice(start, start + tile.width)));
  }
  const log = noteSigner("log.example/1", seeded(1));
  const root = rootOf(LEAVES);
  write("checkpoint", signNote(formatCheckpoint({ origin: "log.example/1", size: BigInt(LEAVES), root }), [log]));
  const question = { do: "walk" as const, dir, policy: `log ${formatVkey(log.key)}\nquorum none\n` };

  const checked = (): Fscked => fsck(dir, { vkey: formatVkey(log.key), keyFile: join(place, "vkey") });
  const whole = checked();
  expect(whole).toMatchObject({ verdict: "WHOLE" });
  expect(whole.printed).toContain(`size ${LEAVES} and root ${root.toString("base64")}`);
  const [walked] = judge([question]);
  expect([walked?.error, walked?.size, walked?.root]).toEqual([undefined, LEAVES, root.toString("base64")]);
  const digest = (parts: readonly Uint8Array[]): string =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
  expect(digest((walked?.parts ?? []).map((part) => Buffer.from(part, "base64")))).toBe(digest(leaves));

  const bundle = entryBundle(leaves.slice(512, 768));
  write(entriesPath(2n), turned(bundle, 8 * 1_000));
  expect(judge([question])[0]?.error).toBeDefined();
  expect(checked()).toMatchObject({ verdict: "BROKEN", printed: expect.stringContaining("AppendBundle({2 ") });
  write(entriesPath(2n), bundle);
  write("tile/0/000", turned(tileBytes({ level: 0, n: 0n, width: 256 }), 8 * 100));
  expect(judge([question])[0]?.error).toBeDefined();
  expect(checked()).toMatchObject({ verdict: "BROKEN", printed: expect.stringContaining("tile/0/000: log has") });
});
