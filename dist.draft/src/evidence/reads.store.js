import { sql } from "../db/sql.js";
const note = sql("evidence.note_read", `insert into evidence_read (principal_id, model_version_id, hour)
   values ($1, $2, date_trunc('hour', clock_timestamp(), 'UTC')) on conflict do nothing returning hour`);
/** Notes that a principal reads a version's evidence; false when they did so within this hour (UTC) already. */
export const noteRead = async (tx, principalId, versionId) => (await tx.row(note, [principalId, versionId])) !== undefined;
//# sourceMappingURL=reads.store.js.map