import { bucketLeaf, emptyNodes } from "../../verify/log/index.js";
import { nodeHash } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { LogSession } from "./session.store.js";

/** Levels of the index within a chunk: 1,024 buckets lie in one. */
const CHUNK_BITS = 10;
const CHUNK = 2 ** CHUNK_BITS;
const [HASH_BYTES, CHUNK_BYTES] = [32, CHUNK * 32];

/** The leaves of the index that are stored, 1,024 in a row, and the nodes above them. */
export interface IndexTree {
  /** The root of the whole. */
  readonly root: Buffer;
  /** Reads the chunks of these buckets. */
  load(buckets: Iterable<number>): Promise<void>;
  /** Gives buckets, whose chunks are loaded, these roots, and makes the nodes above them. */
  update(roots: ReadonlyMap<number, Uint8Array>): void;
  /** Stores the leaves of these buckets' chunks. */
  store(buckets: Iterable<number>): Promise<void>;
}

const readRoots = `select c.chunk, c.root, t.index_root as "indexRoot" from audit.index_chunk c
  join audit.tree t on t.log = c.log where c.log = $1`;
const readChunks = "select chunk, leaves from audit.index_chunk where log = $1 and chunk = any($2)";
/** Roots and leaves come one after the other, in the order of their chunks. */
const writeChunks = `insert into audit.index_chunk (log, chunk, root, leaves)
  select $1, u.chunk, substr($3::bytea, ${HASH_BYTES} * u.at::int - ${HASH_BYTES - 1}, ${HASH_BYTES}),
    substr($4::bytea, ${CHUNK_BYTES} * u.at::int - ${CHUNK_BYTES - 1}, ${CHUNK_BYTES})
  from unnest($2::int[]) with ordinality as u(chunk, at)
  on conflict (log, chunk) do update set root = excluded.root, leaves = excluded.leaves`;

/** Chunks that one statement takes. */
const PAGE = 64;

/** The nodes of a level side by side, all empty. */
const emptyLevel = (level: number, width: number): Buffer => Buffer.alloc(width * HASH_BYTES, emptyNodes[level]);

/** A complete subtree: its levels from the lowest up. */
type Levels = Buffer[];

/** The index of a log, in memory as far as it was touched: 64 MiB at the most. */
export const indexTree = (session: LogSession, log: number): IndexTree => {
  const top = levelsOf(CHUNK_BITS);
  const chunks = new Map<number, Levels>();
  let rooted = false;
  return {
    get root() {
      return Buffer.from(top.at(-1) as Buffer);
    },
    load: async (buckets) => {
      if (!rooted) await readTop(session, log, top);
      rooted = true;
      const missing = [...chunksOf(buckets).keys()].filter((chunk) => !chunks.has(chunk));
      const rows = await session.rows<{ chunk: number; leaves: Buffer }>(readChunks, [log, missing]);
      for (const chunk of missing) chunks.set(chunk, levelsOf(0));
      for (const { chunk, leaves } of rows) fill(chunks.get(chunk) as Levels, leaves);
    },
    update: (roots) => {
      const changed = chunksOf(roots.keys());
      for (const [chunk, own] of changed) {
        const levels = chunks.get(chunk) as Levels;
        for (const at of own) put(levels[0], at, bucketLeaf(roots.get(chunk * CHUNK + at) as Uint8Array));
        put(top[0], chunk, raise(levels, own));
      }
      raise(top, [...changed.keys()]);
    },
    store: async (buckets) => {
      const touched = [...chunksOf(buckets).keys()];
      for (let from = 0; from < touched.length; from += PAGE) {
        const page = touched.slice(from, from + PAGE);
        const levels = page.map((chunk) => chunks.get(chunk) as Levels);
        const [roots, leaves] = [levels.map((own) => own.at(-1) as Buffer), levels.map(([lowest]) => lowest as Buffer)];
        await session.rows(writeChunks, [log, page, Buffer.concat(roots), Buffer.concat(leaves)]);
      }
    },
  };
};

/** Buckets by their chunk, each as its place there. */
const chunksOf = (buckets: Iterable<number>): Map<number, number[]> => {
  const chunks = new Map<number, number[]>();
  for (const bucket of buckets) {
    const own = chunks.get(bucket >> CHUNK_BITS);
    if (own === undefined) chunks.set(bucket >> CHUNK_BITS, [bucket % CHUNK]);
    else own.push(bucket % CHUNK);
  }
  return chunks;
};

/** A subtree of 1,024 leaves without a key; `from` is the level of its leaves in the index. */
const levelsOf = (from: number): Levels =>
  Array.from({ length: CHUNK_BITS + 1 }, (_, height) => emptyLevel(from + height, CHUNK >> height));

const hashAt = (level: Buffer | undefined, at: number): Buffer =>
  (level as Buffer).subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);

const put = (level: Buffer | undefined, at: number, hash: Uint8Array): void =>
  void (level as Buffer).set(hash, at * HASH_BYTES);

/** Makes the nodes above these leaves; answers the root. */
const raise = (levels: Levels, leaves: readonly number[]): Buffer => {
  let own = new Set(leaves);
  for (let height = 1; height < levels.length; height++) {
    const below = levels[height - 1];
    own = new Set(Array.from(own, (at) => at >> 1));
    for (const at of own) put(levels[height], at, nodeHash(hashAt(below, 2 * at), hashAt(below, 2 * at + 1)));
  }
  return levels.at(-1) as Buffer;
};

/** Makes the nodes above the chunks; what they lead to must be the root that was committed to last. */
const readTop = async (session: LogSession, log: number, top: Levels): Promise<void> => {
  const rows = await session.rows<{ chunk: number; root: Buffer; indexRoot: Buffer }>(readRoots, [log]);
  for (const { chunk, root } of rows) put(top[0], chunk, root);
  const root = raise(
    top,
    rows.map(({ chunk }) => chunk),
  );
  const [first] = rows;
  if (first !== undefined && !first.indexRoot.equals(root))
    throw new Halt("INDEX_MISMATCH", "the stored index is not the one that was committed to last");
};

/** Makes the nodes of a chunk from its leaves; empty subtrees need no hash. */
const fill = (levels: Levels, leaves: Buffer): void => {
  const empty = emptyNodes[0] as Buffer;
  levels[0]?.set(leaves);
  raise(
    levels,
    Array.from({ length: CHUNK }, (_, at) => at).filter((at) => !hashAt(leaves, at).equals(empty)),
  );
};
