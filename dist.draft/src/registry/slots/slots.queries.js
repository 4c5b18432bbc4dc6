import { sql } from "../../db/sql.js";
const held = sql("slot.held_by_versions", `select model_version_id as "versionId", slot, is_stage as "isStage" from slot
   where model_version_id = any($1::text[]) order by slot`);
/** Every slot of each version. */
export const slotsOfVersions = async (db, versionIds) => db.rows(held, [versionIds]);
const holders = sql("slot.holders_in_models", `select registered_model_id as "modelId", slot, version, since from slot
   where registered_model_id = any($1::text[]) and exclusive order by registered_model_id, slot`);
/** Who holds each exclusive slot of the models; every alias is one. */
export const holdersInModels = async (db, modelIds) => db.rows(holders, [modelIds]);
const columns = 'id, slot, version, valid_from as "from", valid_to as "to"';
const ofVersion = sql("slot.history_of_version", `select ${columns} from slot_interval where model_version_id = $1 and id > $2 order by id limit $3`);
const ofSlot = sql("slot.history_of_slot", `select ${columns} from slot_interval where registered_model_id = $1 and slot = $2 and id > $3 order by id limit $4`);
/** When a version held which slots, oldest first. */
export const historyOfVersion = async (db, versionId, after, limit) => db.rows(ofVersion, [versionId, after, limit]);
/** Which versions held a slot of a model, oldest first. */
export const historyOfSlot = async (db, modelId, slot, after, limit) => db.rows(ofSlot, [modelId, slot, after, limit]);
//# sourceMappingURL=slots.queries.js.map