import { readFileSync } from "node:fs";
import { sameBytes } from "../../verify/log/bytes.js";
import { type Checkpoint, parseCheckpoint } from "../../verify/log/checkpoint.js";
import { pathOf, readBundle, TILE_WIDTH, type Tile, tilesBetween, widthAt } from "../../verify/log/tiles.js";
import type { Believed, Policy } from "../../verify/log/tlog-policy.js";
import { appendLeaf, emptyFrontier, emptyRoot, frontierRoot, leafHash } from "../../verify/log/tree.js";
import { believe, completeAsOf, policyFor, textOf } from "./believe.js";
import { entryRules } from "./entry-rules.js";
import { collectFindings, type Findings, type Report, verdictOf } from "./findings.js";
import { keyChain } from "./key-chain.js";
import { type LeafLine, type LogFolder, MissingFile, openFolder } from "./log-folder.js";
import { rebuildIndex } from "./rebuilt-index.js";

export interface Options {
  readonly policy?: string | undefined;
  /** Files with notes of before. */
  readonly old?: readonly string[] | undefined;
}

/** `log DIR`: every byte of an exported log. */
export const verifyLog = async (dir: string, { policy: pinned, old = [] }: Options): Promise<Report> => {
  const found = collectFindings();
  const folder = openFolder(dir);
  const report = (believed?: Believed): Report => {
    const findings = found.all();
    const claims = { completeAsOf: believed === undefined ? null : completeAsOf(believed), notProven };
    return { verdict: verdictOf(findings), findings, claims };
  };
  try {
    const policy = policyFor(found, pinned, folder.policy());
    if (policy === undefined) return report();
    const checkpoint = { what: "checkpoint", note: folder.checkpoint() };
    const anchors = old.map((path) => ({ what: path, note: readFileSync(path, "utf8") }));
    return report(await verifyUnder(policy, { found, folder, checkpoint, anchors }));
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return report();
  }
};

interface Named {
  readonly what: string;
  readonly note: string;
}

interface Given {
  readonly found: Findings;
  readonly folder: LogFolder;
  readonly checkpoint: Named;
  readonly anchors: readonly Named[];
}

/** Reads the leaves, which tell the keys after those that the policy pins; then the signatures. */
const verifyUnder = async (
  policy: Policy,
  { found, folder, checkpoint, anchors }: Given,
): Promise<Believed | undefined> => {
  const told = parseCheckpoint(textOf(checkpoint.note) ?? "");
  if (told === undefined) {
    found.add("MALFORMED", "checkpoint: this is no signed checkpoint of three lines");
    return undefined;
  }
  const keys = keyChain(found, told.origin, policy);
  const sizes = anchors.flatMap(({ note }) => parseCheckpoint(textOf(note) ?? "")?.size ?? []);
  const roots = await readLeaves({ found, folder, keys, checkpoint: told, sizes: new Set(sizes) }).catch((error) => {
    if (!(error instanceof MissingFile)) throw error;
    found.add("MISSING", error.message);
    return new Map<bigint, Uint8Array>();
  });
  const [believed, ...before] = [checkpoint, ...anchors].map(({ what, note }) => {
    const opened = believe(found, note, keys.policy(policy), what);
    if (opened !== undefined) keys.judge(opened, what);
    return opened;
  });
  for (const anchor of before)
    if (anchor !== undefined && anchor.size > told.size)
      found.add("SIZE_BELOW_ANCHOR", `an older checkpoint has ${anchor.size} leaves, this one only ${told.size}`);
    else if (anchor !== undefined && !sameBytes(roots.get(anchor.size) ?? anchor.root, anchor.root))
      found.add("ANCHOR_INCONSISTENT", `the first ${anchor.size} leaves are not those of an older checkpoint`);
  return believed;
};

const notProven = [
  "that what entries say was true when it was written",
  "that no entry came after the checkpoint",
  "what names, networks and texts were: the log holds commitments to them",
];

interface Reading {
  readonly found: Findings;
  readonly folder: LogFolder;
  readonly keys: ReturnType<typeof keyChain>;
  readonly checkpoint: Checkpoint;
  /** At which sizes the root is wanted. */
  readonly sizes: ReadonlySet<bigint>;
}

/** Reads every leaf and what lies beside it; holds tiles, root and index against what comes of them. */
const readLeaves = async ({ found, folder, keys, checkpoint, sizes }: Reading): Promise<Map<bigint, Uint8Array>> => {
  const { size, root } = checkpoint;
  const [tiles, rules, index] = [tileRules(found, folder, size), entryRules(found), rebuildIndex(found)];
  const lines = folder.lines();
  const roots = new Map<bigint, Uint8Array>([[0n, emptyRoot]]);
  let frontier = emptyFrontier();
  let own = "log:";
  for (let n = 0n; n * BigInt(TILE_WIDTH) < size; n++) {
    const entries = tiles.bundle(n);
    if (entries === undefined) return roots;
    for (const data of entries) {
      const leaf = frontier.size;
      const hash = leafHash(data);
      const grown = appendLeaf(frontier, hash);
      frontier = grown.frontier;
      for (const made of grown.made) tiles.made(made.level, made.index, made.hash);
      if (sizes.has(frontier.size)) roots.set(frontier.size, frontierRoot(frontier));
      const line = await nextLine(found, lines, leaf);
      const at = { leaf, entry: line?.entry ?? null };
      const entry = rules.look(Buffer.from(data).toString("utf8"), hash.toString("hex"), line, at);
      const { act = "", stream = "" } = entry?.envelope ?? {};
      // A log that was opened anew holds the acts of the log before, too: on another stream.
      if (leaf === 0n && act === "openIncarnation") own = stream;
      const place = entry === undefined ? at : { ...at, stream };
      if (stream.startsWith(own)) keys.act(leaf, act, entry?.after, place);
      await index.add(leaf, entry, stream.startsWith(own), place);
    }
  }
  const holds = frontier.size === size && sameBytes(frontierRoot(frontier), root);
  if (!holds) found.add("ROOT_MISMATCH", `the root of the ${size} leaves is not the checkpoint's`);
  tiles.finish(holds);
  if (!(await lines.next()).done) found.add("MALFORMED", `entries.jsonl goes on after the ${size} leaves`);
  return roots;
};

const nextLine = async (
  found: Findings,
  lines: AsyncGenerator<LeafLine | undefined>,
  leaf: bigint,
): Promise<LeafLine | undefined> => {
  const { done, value } = await lines.next();
  if (done === true) found.add("MISSING", "there is no line of entries.jsonl for the leaf", { leaf });
  else if (value === undefined) found.add("MALFORMED", "the line of entries.jsonl is none", { leaf });
  else if (value.leafIndex !== String(leaf))
    found.add("MISSING", `the line of entries.jsonl is for leaf ${value.leafIndex}`, { leaf });
  else return value;
  return undefined;
};

/** Tiles must hold the hashes that come of the entries. */
const tileRules = (found: Findings, folder: LogFolder, size: bigint) => {
  const open = new Map<string, Buffer | null>();
  const wrong: { tile: Tile; leaf: bigint }[] = [];
  const read = (tile: Tile): Buffer | null => {
    try {
      const bytes = folder.tile(tile);
      if (tile.level === "entries" || bytes.length === tile.width * 32) return bytes;
      found.add("TILE_MISMATCH", `${pathOf(tile)} has ${bytes.length} bytes, not ${tile.width * 32}`);
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      found.add("MISSING", error.message);
    }
    return null;
  };
  const widths = new Map([...tilesBetween(0n, size)].map((tile) => [`${tile.level}/${tile.n}`, tile]));
  return {
    /** The entries of a bundle; undefined where it is missing or malformed: nothing can be read on from there. */
    bundle: (n: bigint): Uint8Array[] | undefined => {
      const tile: Tile = { level: "entries", n, width: widthAt({ level: "entries", n }, size) };
      const bytes = read(tile);
      const entries = bytes === null ? undefined : readBundle(bytes);
      if (bytes !== null && entries?.length !== tile.width)
        found.add("TILE_MISMATCH", `${pathOf(tile)} does not hold ${tile.width} entries`, { leaf: n * 256n });
      return entries?.length === tile.width ? entries : undefined;
    },
    made: (level: number, index: bigint, hash: Uint8Array): void => {
      if (level % 8 !== 0) return;
      const place = `${level / 8}/${index >> 8n}`;
      const tile = widths.get(place);
      if (tile === undefined) return;
      const bytes = open.has(place) ? open.get(place) : read(tile);
      open.set(place, bytes ?? null);
      const at = Number(index & 255n) * 32;
      if (bytes != null && !sameBytes(bytes.subarray(at, at + 32), hash))
        wrong.push({ tile, leaf: index << BigInt(level) });
      if (at === (tile.width - 1) * 32) open.delete(place);
    },
    /** Once the root is known: where the entries are right, the tile is wrong; else the leaf may be. */
    finish: (holds: boolean): void => {
      for (const { tile, leaf } of wrong)
        if (holds) found.add("TILE_MISMATCH", `${pathOf(tile)} holds another hash`, { leaf });
        else if (tile.level === 0)
          found.add("LEAF_MISMATCH", `the entry is not the one whose hash ${pathOf(tile)} holds`, { leaf });
        else found.add("TILE_MISMATCH", `${pathOf(tile)} holds another hash than the entries below make`, { leaf });
    },
  };
};
