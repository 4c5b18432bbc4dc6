import { sql } from "../db/sql.js";
import { DomainError } from "../errors.js";
const holdName = sql("model.hold_name", "select id from registered_model where name = $1 and deleted_at is null for share");
const insert = sql("model.insert", `with born as (
     select greatest(clock_timestamp(), (select max(valid_to) from model_name where name = $2)) as at
   )
   insert into registered_model (id, name, team_id, visibility, description, instant, created_at, created_by, updated_at)
   select $1, $2, $3, $4, $5, at, at, $6, at from born`);
const openFirstName = sql("model.open_first_name", `insert into model_name (registered_model_id, name, valid_from) select id, name, created_at from registered_model
   where id = $1`);
const update = sql("model.update", `update registered_model set description = coalesce($2, description), visibility = coalesce($3, visibility),
     updated_at = greatest(clock_timestamp(), updated_at) where id = $1`);
const tick = sql("model.tick", `update registered_model set instant = greatest(clock_timestamp(), instant + interval '1 microsecond',
     (select max(valid_to) from model_name where name = $2)) where id = $1 returning instant`);
const setName = sql("model.set_name", "update registered_model set name = $2, updated_at = $3 where id = $1");
const closeName = sql("model.close_name", "update model_name set valid_to = $2, kept_for = $3 where registered_model_id = $1 and valid_to is null");
const lastHolder = sql("model.last_holder_of_name", `select registered_model_id as id, kept_for as "keptFor" from model_name where name = $1 and valid_to is not null
   order by valid_from desc limit 1`);
const openName = sql("model.open_name", "insert into model_name (registered_model_id, name, valid_from) values ($1, $2, $3)");
const setTeam = sql("model.set_team", "update registered_model set team_id = $2, updated_at = greatest(clock_timestamp(), updated_at) where id = $1");
const setDeleted = sql("model.set_deleted", "update registered_model set deleted_at = $2, deleted_by = $3, updated_at = $2 where id = $1");
const touch = sql("model.touch", "update registered_model set updated_at = greatest(clock_timestamp(), updated_at) where id = $1");
/** Whether a live model holds the name; waits for one that is just being deleted or renamed, and holds it still. */
export const isNameTaken = async (tx, name) => (await tx.row(holdName, [name])) !== undefined;
/** Stores a new model and opens the history of its name, not before an earlier holder's interval ended. */
export const storeModel = async (tx, model) => {
    await tx.rows(insert, [model.id, model.name, model.teamId, model.visibility, model.description, model.by]);
    await tx.rows(openFirstName, [model.id]);
};
/** Changes description and visibility; null leaves either as it is. */
export const storeModelFacts = async (tx, id, facts) => {
    await tx.rows(update, [id, facts.description, facts.visibility]);
};
/** The model that gave a free name up last, and the team that the name stays with, if it does; undefined of a new name. */
export const lastHolderOfName = async (tx, name) => tx.row(lastHolder, [name]);
/**
 * Gives the model another name and continues the history of both names at one instant; `keptFor`: the team that the old
 * name stays with, null for none.
 */
export const storeModelName = async (tx, id, name, keptFor) => {
    const instant = await nextNameInstant(tx, id, name);
    await tx.rows(setName, [id, name, instant]);
    await tx.rows(closeName, [id, instant, keptFor]);
    await tx.rows(openName, [id, name, instant]);
};
/** Gives the model to another team. */
export const storeModelTeam = async (tx, id, teamId) => {
    await tx.rows(setTeam, [id, teamId]);
};
/** Marks the model as deleted and ends the history of its name, likewise. */
export const storeModelDeletion = async (tx, { id, name }, by, keptFor) => {
    const instant = await nextNameInstant(tx, id, name);
    await tx.rows(setDeleted, [id, instant, by]);
    await tx.rows(closeName, [id, instant, keptFor]);
};
/** Something about the model changed now. */
export const touchModel = async (tx, id) => {
    await tx.rows(touch, [id]);
};
const nextNameInstant = async (tx, id, name) => {
    const row = await tx.row(tick, [id, name]);
    if (row === undefined)
        throw new Error(`no registered model ${id}`);
    return row.instant;
};
/** That a name is held by a model the caller may not see is the one thing that its creation tells. */
export const nameTaken = (name) => new DomainError("NAME_TAKEN", `Another registered model is called "${name}", or was while an approval policy guarded it, so that the name stays its team's; names are unique in the whole registry.`, {
    path: ["input", "name"],
});
//# sourceMappingURL=models.store.js.map