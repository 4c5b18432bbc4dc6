import { type Reader, sql } from "../../db/sql.js";

/** A slot as a version holds it. */
export interface HeldRow {
  readonly versionId: string;
  readonly slot: string;
  readonly isStage: boolean;
}

const held = sql(
  "slot.held_by_versions",
  `select model_version_id as "versionId", slot, is_stage as "isStage" from slot
   where model_version_id = any($1::text[]) order by slot`,
);

/** Every slot of each version. */
export const slotsOfVersions = async (db: Reader, versionIds: readonly string[]): Promise<HeldRow[]> =>
  db.rows<HeldRow>(held, [versionIds]);

const holders = sql(
  "slot.holders_in_models",
  `select registered_model_id as "modelId", slot, version, since from slot
   where registered_model_id = any($1::text[]) and exclusive order by registered_model_id, slot`,
);

/** Who holds each exclusive slot of the models; every alias is one. */
export const holdersInModels = async (
  db: Reader,
  modelIds: readonly string[],
): Promise<{ modelId: string; slot: string; version: number; since: string }[]> => db.rows(holders, [modelIds]);

/** A time in which a version held a slot. */
export interface IntervalRow {
  readonly id: bigint;
  readonly slot: string;
  readonly version: number;
  readonly from: string;
  readonly to: string | null;
}

const columns = 'id, slot, version, valid_from as "from", valid_to as "to"';
const ofVersion = sql(
  "slot.history_of_version",
  `select ${columns} from slot_interval where model_version_id = $1 and id > $2 order by id limit $3`,
);
const ofSlot = sql(
  "slot.history_of_slot",
  `select ${columns} from slot_interval where registered_model_id = $1 and slot = $2 and id > $3 order by id limit $4`,
);

/** When a version held which slots, oldest first. */
export const historyOfVersion = async (
  db: Reader,
  versionId: string,
  after: string,
  limit: number,
): Promise<IntervalRow[]> => db.rows<IntervalRow>(ofVersion, [versionId, after, limit]);

/** Which versions held a slot of a model, oldest first. */
export const historyOfSlot = async (
  db: Reader,
  modelId: string,
  slot: string,
  after: string,
  limit: number,
): Promise<IntervalRow[]> => db.rows<IntervalRow>(ofSlot, [modelId, slot, after, limit]);
