import { BUCKET_BITS, emptyNodes, type IndexReader } from "../../verify/log/index.js";
import { nodeHash } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { LogSession } from "./session.store.js";

/** Levels of the index within a chunk: 1,024 buckets lie in one. */
const CHUNK_BITS = 10;
const CHUNK = 2 ** CHUNK_BITS;

/** The leaves of the index that are stored, 1,024 in a row, and the nodes above them. */
export interface IndexTree {
  /** Tells nodes; those of a chunk only once it is `loaded`. */
  readonly read: IndexReader;
  load(buckets: Iterable<number>): Promise<void>;
  /** Takes nodes that have changed. */
  set(level: number, index: number, hash: Uint8Array): void;
  /** Stores the leaves of these buckets' chunks. */
  store(buckets: Iterable<number>): Promise<void>;
}

const readRoots = `select c.chunk, c.root, t.index_root as "indexRoot" from audit.index_chunk c
  join audit.tree t on t.log = c.log where c.log = $1`;
const readChunks = "select chunk, leaves from audit.index_chunk where log = $1 and chunk = any($2)";
const writeChunk = `insert into audit.index_chunk (log, chunk, root, leaves) values ($1, $2, $3, $4)
  on conflict (log, chunk) do update set root = excluded.root, leaves = excluded.leaves`;

/** The index of a log, in memory as far as it was touched: 64 MiB at the most. */
export const indexTree = (session: LogSession, log: number): IndexTree => {
  const nodes = Array.from({ length: BUCKET_BITS + 1 }, () => new Map<number, Uint8Array>());
  const loaded = new Set<number>();
  let rooted = false;
  const chunksOf = (buckets: Iterable<number>): number[] => [
    ...new Set([...buckets].map((bucket) => bucket >> CHUNK_BITS)),
  ];
  const at = (level: number, index: number): Uint8Array =>
    nodes[level]?.get(index) ?? (emptyNodes[level] as Uint8Array);
  const set = (level: number, index: number, hash: Uint8Array): void => void nodes[level]?.set(index, hash);
  return {
    read: (level, indexes) => new Map(indexes.map((index) => [index, at(level, index)])),
    set,
    load: async (buckets) => {
      if (!rooted) await readTop(session, log, { at, set });
      rooted = true;
      const missing = chunksOf(buckets).filter((chunk) => !loaded.has(chunk));
      const rows = await session.rows<{ chunk: number; leaves: Buffer }>(readChunks, [log, missing]);
      for (const { chunk, leaves } of rows) fill(chunk, leaves, { at, set });
      for (const chunk of missing) loaded.add(chunk);
    },
    store: async (buckets) => {
      for (const chunk of chunksOf(buckets)) {
        const leaves = Array.from({ length: CHUNK }, (_, own) => at(0, chunk * CHUNK + own));
        await session.rows(writeChunk, [log, chunk, at(CHUNK_BITS, chunk), Buffer.concat(leaves)]);
      }
    },
  };
};

interface Nodes {
  at(level: number, index: number): Uint8Array;
  set(level: number, index: number, hash: Uint8Array): void;
}

/** Makes the nodes above the chunks; what they lead to must be the root that was committed to last. */
const readTop = async (session: LogSession, log: number, nodes: Nodes): Promise<void> => {
  const rows = await session.rows<{ chunk: number; root: Buffer; indexRoot: Buffer }>(readRoots, [log]);
  for (const { chunk, root } of rows) nodes.set(CHUNK_BITS, chunk, root);
  raise(new Set(rows.map(({ chunk }) => chunk)), { from: CHUNK_BITS, to: BUCKET_BITS }, nodes);
  const [first] = rows;
  if (first !== undefined && !first.indexRoot.equals(nodes.at(BUCKET_BITS, 0)))
    throw new Halt("INDEX_MISMATCH", "the stored index is not the one that was committed to last");
};

/** Makes the nodes of a chunk from its leaves; empty subtrees need no hash. */
const fill = (chunk: number, leaves: Buffer, nodes: Nodes): void => {
  const empty = emptyNodes[0] as Buffer;
  const level = new Set<number>();
  for (let own = 0; own < CHUNK; own++) {
    const leaf = leaves.subarray(own * 32, own * 32 + 32);
    if (leaf.equals(empty)) continue;
    nodes.set(0, chunk * CHUNK + own, leaf);
    level.add(chunk * CHUNK + own);
  }
  raise(level, { from: 0, to: CHUNK_BITS }, nodes);
};

const raise = (level: Set<number>, { from, to }: { from: number; to: number }, { at, set }: Nodes): void => {
  let own = level;
  for (let height = from + 1; height <= to; height++) {
    own = new Set([...own].map((index) => index >> 1));
    for (const index of own) set(height, index, nodeHash(at(height - 1, 2 * index), at(height - 1, 2 * index + 1)));
  }
};
