import { cosignedNote } from "../../audit/log/cosigned.js";
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
     coalesce(c.size, 0) as "checkpointSize", ${cosignedNote} as checkpoint, c.root as "checkpointRoot"
   from (select * from audit.tree order by log desc limit 1) t
     left join lateral (select * from audit.checkpoint c where c.log = t.log order by c.size desc limit 1) c on true`,
);

/** How far the log has come; undefined before there is one. */
export const coverageOf = (db: Reader, entry: bigint | null): Promise<Coverage | undefined> =>
  db.row<Coverage>(coverage, [entry]);

const cosigned = sql(
  "pack.cosigned",
  `select c.size as "checkpointSize", c.root as "checkpointRoot", ${cosignedNote} as checkpoint
   from audit.checkpoint c where c.log = $1 and c.size > $2 and exists (
     select from audit.cosignature k where k.log = c.log and k.size = c.size)
   order by c.size desc limit 20`,
);

/** A checkpoint with the lines of its witnesses. */
export type Cosigned = Pick<Coverage, "checkpointSize"> & {
  readonly checkpointRoot: Buffer;
  readonly checkpoint: string;
};

/** The newest checkpoints above a size that any witness signed. */
export const cosignedAbove = (db: Reader, log: number, size: bigint): Promise<Cosigned[]> =>
  db.rows<Cosigned>(cosigned, [log, size]);

const anchored = sql(
  "pack.anchored",
  `select distinct on (a.kind, a.target) a.kind, a.size, a.receipt, a.at, c.note as checkpoint
   from audit.anchor a join audit.checkpoint c on c.log = a.log and c.size = a.size
     join audit.keeper k on k.log = a.log and k.kind = a.kind and k.target = a.target and not k.weak
   where a.log = $1 and a.size <= $2 order by a.kind, a.target, a.size desc`,
);

/** What an anchor confirmed last of what a checkpoint covers. */
export interface Receipt {
  readonly kind: string;
  readonly size: bigint;
  readonly receipt: string;
  readonly at: string;
  /** The checkpoint that it has. */
  readonly checkpoint: string;
}

/** One of each anchor that was configured and has confirmed any checkpoint of at most this size. */
export const receiptsOf = (db: Reader, log: number, size: bigint): Promise<Receipt[]> =>
  db.rows<Receipt>(anchored, [log, size]);

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
