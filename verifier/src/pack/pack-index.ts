import { sameBytes } from "../../../verify/log/bytes.js";
import { bucketOf, keysOf, proveKey, stateOfLeaves } from "../../../verify/log/index.js";
import type { ReadEntry } from "../entry-rules.js";
import type { Findings } from "../findings.js";
import { said } from "./facts.js";
import { bytesIn, canonicalIn, each, exactly, isHex, isText, sizeIn } from "./shapes.js";

interface IndexKey {
  readonly key: string;
  readonly bucket: number;
  readonly count: bigint;
  readonly leaves: readonly bigint[];
  readonly items: readonly Buffer[];
  readonly path: readonly Buffer[];
}

/** What `index.json` says: of which keys there are which leaves, below which size. */
export interface PackIndex {
  /** The leaf of the entry that commits to it. */
  readonly commitIndex: bigint;
  readonly size: bigint;
  readonly root: string;
  readonly keys: readonly IndexKey[];
}

export const readIndex = (text: string): PackIndex | undefined => {
  const all = exactly(canonicalIn(text), "commitIndex", "keys", "root", "size", "v");
  const [commitIndex, size] = [sizeIn(all?.commitIndex), sizeIn(all?.size)];
  const keys = each(all?.keys, readKey);
  if (all?.v !== 1 || commitIndex === undefined || size === undefined || !isHex(all.root) || keys === undefined)
    return undefined;
  const inOrder = keys.every(({ key }, at) => at === 0 || (keys[at - 1] as IndexKey).key < key);
  return inOrder ? { commitIndex, size, root: all.root, keys } : undefined;
};

const readKey = (value: unknown): IndexKey | undefined => {
  const { key, bucket, ...all } = exactly(value, "bucket", "count", "items", "key", "leaves", "path") ?? {};
  const [count, leaves] = [sizeIn(all.count), each(all.leaves, sizeIn)];
  const [items, path] = [each(all.items, bytesIn(72)), each(all.path, bytesIn(32))];
  if (!isText(key) || typeof bucket !== "number" || count === undefined || !leaves || !items || !path) return undefined;
  const ascend = leaves.every((leaf, at) => at === 0 || (leaves[at - 1] as bigint) < leaf);
  return ascend ? { key, bucket, count, leaves, items, path } : undefined;
};

/** The last leaf of a key; −1 where there is none. */
export const lastLeafOf = ({ keys }: PackIndex, key: string): bigint =>
  keys.find((each) => each.key === key)?.leaves.at(-1) ?? -1n;

/** Holds the index against the log's root that it claims, and against the entries of the pack. */
export const indexRules = (found: Findings, index: PackIndex) => {
  const keysAt = new Map<bigint, Set<string>>();
  for (const { key, leaves } of index.keys)
    for (const leaf of leaves) keysAt.set(leaf, (keysAt.get(leaf) ?? new Set()).add(key));
  const known = new Set(index.keys.map(({ key }) => key));
  let commits: ReadEntry | undefined;
  let isBroken = false;
  const wrong: Findings["add"] = (...args) => {
    isBroken = true;
    found.add(...args);
  };
  return {
    /** An entry must belong to the keys that name its leaf, to all of them and to no other of them. */
    entry: (leaf: bigint, entry: ReadEntry | undefined): void => {
      const named = keysAt.get(leaf) ?? new Set();
      keysAt.delete(leaf);
      if (leaf === index.commitIndex) commits = entry;
      if (entry?.links === undefined) return;
      const { links, envelope } = entry;
      const own = leaf < index.size ? keysOf(links, envelope.stream).filter((key) => known.has(key)) : [];
      const at = { leaf, stream: envelope.stream };
      if (own.length !== named.size || own.some((key) => !named.has(key)))
        wrong("INDEX_MISMATCH", "the entry belongs to other keys than those that name its leaf", at);
      else if (own.length === 0 && leaf !== index.commitIndex)
        wrong("INDEX_MISMATCH", "the entry belongs to no key of the pack", at);
    },
    /** Once all entries are read; answers whether the index holds. */
    finish: (stream: string, size: bigint): boolean => {
      for (const [leaf, keys] of [...keysAt].sort(([a], [b]) => (a < b ? -1 : 1)))
        wrong("HIDDEN_ENTRY", `the entry of ${[...keys].sort().join(", ")} is not in the pack`, { leaf });
      for (const key of index.keys) proveOne(wrong, index, key);
      commitment(wrong, index, commits, { stream, size });
      return !isBroken;
    },
  };
};

const proveOne = (wrong: Findings["add"], { root, size }: PackIndex, key: IndexKey): void => {
  const { keyHash, count, head } = stateOfLeaves(key.key, key.leaves);
  const proved = proveKey(keyHash, key, Buffer.from(root, "hex"));
  const there = proved.proved === "PRESENT" ? proved.count : 0n;
  if (proved.proved === "NOTHING" || bucketOf(keyHash) !== key.bucket)
    wrong("INDEX_MISMATCH", `${key.key}: its bucket does not lead to the index' root`);
  else if (there > count)
    wrong("HIDDEN_ENTRY", `${key.key}: the index counts ${there} entries, the pack names ${count}`);
  else if (
    there !== count ||
    key.count !== count ||
    (count > 0n && proved.proved === "PRESENT" && !sameBytes(proved.head, head))
  )
    wrong("INDEX_MISMATCH", `${key.key}: the index counts other leaves than the pack names`);
  else if (key.leaves.some((leaf) => leaf >= size))
    wrong("INDEX_MISMATCH", `${key.key}: leaves beyond the index are named`);
};

/** The entry that commits to the index must be there, be the log's own, and say what the pack says. */
const commitment = (
  wrong: Findings["add"],
  { commitIndex, size, root }: PackIndex,
  entry: ReadEntry | undefined,
  log: { readonly stream: string; readonly size: bigint },
): void => {
  const at = { leaf: commitIndex };
  if (entry === undefined) {
    wrong("MISSING", "the entry that commits to the index is not in the pack, or cannot be read", at);
    return;
  }
  const { envelope, after } = entry;
  const told = said(after);
  const isIt =
    envelope.act === "commitIndex" &&
    envelope.stream === log.stream &&
    told.size === String(size) &&
    told.root === root;
  if (!isIt || size > commitIndex || commitIndex >= log.size)
    wrong("INDEX_MISMATCH", "the entry that should commit to the index does not", { ...at, stream: envelope.stream });
};
