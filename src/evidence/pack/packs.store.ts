import type { Category } from "../../audit/personal.js";
import { type Sql, sql } from "../../db/sql.js";

/** A pack as it was asked for. */
export interface NewPack {
  readonly id: string;
  readonly modelVersionId: string;
  readonly disclosed: readonly Category[];
  /** Path of the artifact that is its model card. */
  readonly card: string | null;
  readonly createdBy: string;
}

/** What a pack became. */
export interface PackFile {
  readonly packId: string;
  readonly sha256: string;
  readonly size: bigint;
  readonly checkpointSize: bigint;
}

const store = sql(
  "pack.store",
  "insert into evidence_pack (id, model_version_id, disclosed, card, created_by) values ($1, $2, $3, $4, $5)",
);
const storeFile = sql(
  "pack.store_file",
  `insert into evidence_pack_file (pack_id, sha256, size, checkpoint_size) values ($1, $2, $3, $4)
   on conflict do nothing returning pack_id`,
);
const storeKey = sql(
  "pack.store_key",
  "insert into pack_key (log_id, keyid, public_key) values ($1, $2, $3) on conflict do nothing returning keyid",
);
const order = sql(
  "pack.order_index",
  "insert into audit.index_order (log, size) values ($1, $2) on conflict do nothing",
);

export const storePack = async (
  tx: Sql,
  { id, modelVersionId, disclosed, card, createdBy }: NewPack,
): Promise<void> => {
  await tx.rows(store, [id, modelVersionId, disclosed, card, createdBy]);
};

/** Notes what the pack became; false when somebody else did so before. */
export const storePackFile = async (tx: Sql, { packId, sha256, size, checkpointSize }: PackFile): Promise<boolean> =>
  (await tx.row(storeFile, [packId, sha256, size, checkpointSize])) !== undefined;

/** Notes that a log is told of a key; false when it was before. */
export const storePackKey = async (
  tx: Sql,
  { logId, keyid, publicKey }: { logId: string; keyid: string; publicKey: string },
): Promise<boolean> => (await tx.row(storeKey, [logId, keyid, publicKey])) !== undefined;

/** Asks the sequencer for a commitment to the index over this many leaves at least. */
export const orderIndex = async (db: Sql, log: number, size: bigint): Promise<void> => {
  await db.rows(order, [log, size]);
};
