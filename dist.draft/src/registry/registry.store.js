import { readTeam } from "../access/access.store.js";
import { sql } from "../db/sql.js";
/** The row is locked alone and the slug read from what it holds then: a join would look for the team of before. */
const modelWhere = (condition) => `with locked as (
     select id, name, team_id as "teamId", visibility, description, last_version as "lastVersion",
       deleted_at as "deletedAt"
     from registered_model where ${condition} for update)
   select locked.*, (select slug from team where team.id = locked."teamId") as "teamSlug" from locked`;
const lockModelRow = sql("registry.lock_model", modelWhere("id = $1"));
const lockModelOfVersion = sql("registry.lock_model_of_version", modelWhere("id = (select registered_model_id from model_version where id = $1)"));
const lockVersionRow = sql("registry.lock_version", `select id, version, digest, description, created_by as "createdBy", authors, snapshot, deleted_at as "deletedAt"
   from model_version where id = $1 for update`);
const isThere = (row, { deleted = false }) => deleted || row.deletedAt === null;
const named = async (tx, row) => ({
    ...row,
    teamSlug: row.teamSlug ?? (await readTeam(tx, row.teamId))?.slug ?? "",
});
/** Locks the model; undefined when there is none. Always the first lock of a change in the registry. */
export const lockModel = async (tx, id, locking = {}) => {
    const row = await tx.row(lockModelRow, [id]);
    return row && isThere(row, locking) ? named(tx, row) : undefined;
};
/** Locks the version: its model's row first, then its own; undefined when there is none. */
export const lockVersion = async (tx, versionId, locking = {}) => {
    const model = await tx.row(lockModelOfVersion, [versionId]);
    if (model === undefined || !isThere(model, locking))
        return undefined;
    const version = await tx.row(lockVersionRow, [versionId]);
    return version && isThere(version, locking) ? { model: await named(tx, model), version } : undefined;
};
//# sourceMappingURL=registry.store.js.map