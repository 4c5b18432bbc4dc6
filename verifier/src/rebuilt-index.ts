import {
  bucketOf,
  bucketRoot,
  emptyIndexRoot,
  hashOfKey,
  itemOf,
  type KeyState,
  keysOf,
  nextHead,
  noHead,
  updateIndex,
} from "../../verify/log/index.js";
import type { ReadEntry } from "./entry-rules.js";
import type { Findings, Place } from "./findings.js";

/** The index made anew from the leaves' links, and held against each `commitIndex` of the log. */
export const rebuildIndex = (found: Findings) => {
  const states = new Map<string, KeyState>();
  const buckets = new Map<number, Set<string>>();
  const nodes = Array.from({ length: 21 }, () => new Map<number, Uint8Array>());
  const touched = new Set<number>();
  const waiting: { leaf: bigint; keys: string[] }[] = [];
  let root: Uint8Array = emptyIndexRoot;

  const count = (leaf: bigint, key: string): void => {
    const { keyHash, count, head } = states.get(key) ?? { keyHash: hashOfKey(key), count: 0n, head: noHead };
    states.set(key, { keyHash, count: count + 1n, head: nextHead(head, leaf) });
    const bucket = bucketOf(keyHash);
    touched.add(bucket);
    const keys = buckets.get(bucket) ?? new Set();
    buckets.set(bucket, keys.add(key));
  };
  /** The index over the leaves before `size`. */
  const goTo = async (size: bigint): Promise<void> => {
    const all = waiting.findIndex(({ leaf }) => leaf >= size);
    for (const { leaf, keys } of waiting.splice(0, all < 0 ? waiting.length : all))
      for (const key of keys) count(leaf, key);
    if (touched.size === 0) return;
    const items = (bucket: number) =>
      [...(buckets.get(bucket) ?? [])].map((key) => itemOf(states.get(key) as KeyState));
    const roots = new Map([...touched].map((bucket) => [bucket, bucketRoot(items(bucket))]));
    touched.clear();
    const stored = (level: number, indexes: readonly number[]) =>
      new Map(
        indexes.flatMap((index) => (nodes[level]?.has(index) ? [[index, nodes[level].get(index) as Uint8Array]] : [])),
      );
    for (const { level, index, hash } of await updateIndex(stored, roots)) {
      nodes[level]?.set(Number(index), hash);
      root = hash;
    }
  };
  let covered = 0n;
  let isBlind = false;
  return {
    /** `isOwn`: whether it is an act of this log, not of one that was before it. */
    add: async (leaf: bigint, entry: ReadEntry | undefined, isOwn: boolean, place: Place): Promise<void> => {
      // Whatever belongs to unknown links, the index over them cannot be judged; that they are unknown was said.
      isBlind ||= entry?.links === undefined;
      if (isBlind || entry?.links === undefined) return;
      const { envelope, links, after } = entry;
      waiting.push({ leaf, keys: keysOf(links, envelope.stream) });
      if (envelope.act !== "commitIndex" || !isOwn || after === undefined) return;
      const said = committed(after);
      if (said === undefined || said.size > leaf || said.size < covered) {
        found.add("INDEX_MISMATCH", "commitIndex names no size that goes on from the one before", place);
        return;
      }
      await goTo(said.size);
      covered = said.size;
      if (Buffer.from(root).toString("hex") !== said.root || BigInt(states.size) !== said.keys)
        found.add("INDEX_MISMATCH", `the index of ${said.size} leaves is not the one that commitIndex names`, place);
    },
  };
};

const committed = (after: unknown): { size: bigint; root: string; keys: bigint } | undefined => {
  const { size, root, keys } = (after ?? {}) as Record<string, unknown>;
  const isNumber = (text: unknown): text is string => typeof text === "string" && /^(0|[1-9][0-9]{0,18})$/.test(text);
  return isNumber(size) && isNumber(keys) && typeof root === "string"
    ? { size: BigInt(size), root, keys: BigInt(keys) }
    : undefined;
};
