import { logIsLed } from "../../db/log-lock.js";
import { type Reader, sql } from "../../db/sql.js";

/** How far the log has come with an entry that a pack waits for. */
export interface Coverage {
  /** Which incarnation. */
  readonly log: number;
  readonly id: string;
  readonly origin: string;
  readonly size: bigint;
  readonly halted: string | null;
  readonly haltDetail: string | null;
  readonly led: boolean;
  /** The entry's leaf; null while it waits. */
  readonly leaf: bigint | null;
  readonly indexSize: bigint;
  readonly indexRoot: Buffer | null;
  /** The leaf of the entry that committed to the index; null while that waits. */
  readonly indexLeaf: bigint | null;
  readonly checkpointSize: bigint;
  readonly checkpoint: string | null;
  readonly checkpointRoot: Buffer | null;
}

const coverage = sql(
  "pack.coverage",
  `select t.log, t.id, t.origin, t.size, t.halted, t.halt_detail as "haltDetail", ${logIsLed} as led,
     (select l.idx from audit.leaf l where l.log = t.log and l.entry_id = $1) as leaf,
     t.index_size as "indexSize", t.index_root as "indexRoot",
     (select l.idx from audit.leaf l where l.log = t.log and l.entry_id = t.index_entry) as "indexLeaf",
     coalesce(c.size, 0) as "checkpointSize", c.note as checkpoint, c.root as "checkpointRoot"
   from (select * from audit.tree order by log desc limit 1) t
     left join lateral (select * from audit.checkpoint c where c.log = t.log order by c.size desc limit 1) c on true`,
);

/** How far the log has come; undefined before there is one. */
export const coverageOf = (db: Reader, entry: bigint | null): Promise<Coverage | undefined> =>
  db.row<Coverage>(coverage, [entry]);

const buckets = sql(
  "pack.buckets",
  `select h.bucket, h.key, h.n as count, h.head from audit.index_head h where h.log = $1 and h.bucket = any($2::int[])`,
);
const chunks = sql(
  "pack.chunks",
  `select c.chunk, c.root, case when c.chunk = any($2::int[]) then c.leaves end as leaves
   from audit.index_chunk c where c.log = $1`,
);

export interface BucketRow {
  readonly bucket: number;
  readonly key: string;
  readonly count: bigint;
  readonly head: Buffer;
}

export interface ChunkRow {
  readonly chunk: number;
  readonly root: Buffer;
  /** Of the chunks that were asked for. */
  readonly leaves: Buffer | null;
}

/** Every key of these buckets, as the index was committed to last. */
export const bucketRows = (db: Reader, log: number, wanted: readonly number[]): Promise<BucketRow[]> =>
  db.rows(buckets, [log, wanted]);

/** The roots of all chunks of the index, and the leaves of some. */
export const chunkRows = (db: Reader, log: number, wanted: readonly number[]): Promise<ChunkRow[]> =>
  db.rows(chunks, [log, wanted]);
