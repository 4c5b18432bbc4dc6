import { violates } from "../../db/faults.js";
import { ORGANIZATION_ID } from "../../db/ids.js";
import { sql } from "../../db/sql.js";
import { DomainError } from "../../errors.js";
const facts = `select e.id, e.number, e.name, e.owner_id as "ownerId",
     (select slug from team where team.id = e.owner_id) as "ownerSlug", e.visibility, e.deleted_at as "deletedAt"
   from experiment e where e.id = $1`;
const find = sql("experiment.find", facts);
const lock = sql("experiment.lock", `${facts} for no key update`);
const insert = sql("experiment.insert", `insert into experiment (id, number, owner_id, visibility, name, artifact_location, created_by)
   values ($1, $2, $3, $4, $5, $6, $7)`);
const update = sql("experiment.update", `update experiment set name = $2, visibility = $3, updated_at = greatest(clock_timestamp(), updated_at) where id = $1`);
const setDeleted = sql("experiment.set_deleted", `update experiment set deleted_at = clock_timestamp(), deleted_by = $2,
     updated_at = greatest(clock_timestamp(), updated_at) where id = $1`);
const setRestored = sql("experiment.set_restored", `update experiment set deleted_at = null, deleted_by = null, restored_at = clock_timestamp(),
     updated_at = greatest(clock_timestamp(), updated_at) where id = $1`);
const nameHeld = sql("experiment.name_held", "select owner_id as holder from experiment where owner_id in ($1, $3) and name = $2 limit 1");
const touch = sql("experiment.touch", "update experiment set updated_at = greatest(clock_timestamp(), updated_at) where id = $1");
const readTag = sql("experiment.read_tag", "select value from experiment_tag where experiment_id = $1 and key = $2");
const putTags = sql("experiment.put_tags", `insert into experiment_tag (experiment_id, key, value)
   select $1, t.key, t.value from json_to_recordset($2) as t(key text, value text)
   on conflict (experiment_id, key) do update set value = excluded.value`);
const dropTag = sql("experiment.drop_tag", "delete from experiment_tag where experiment_id = $1 and key = $2");
/** The experiment, unlocked; undefined when there never was one. */
export const findExperiment = async (tx, id) => tx.row(find, [id]);
/** Locks the experiment; undefined when there never was one. */
export const lockExperiment = async (tx, id) => tx.row(lock, [id]);
/** Stores a new experiment. */
export const storeExperiment = async (tx, e) => {
    await tx.rows(insert, [e.id, e.number, e.ownerId, e.visibility, e.name, e.artifactLocation, e.by]);
};
/** Changes name and visibility. */
export const storeExperimentFacts = async (tx, id, facts) => {
    await tx.rows(update, [id, facts.name, facts.visibility]);
};
/** Marks the experiment, and with it every run in it, as deleted. */
export const storeExperimentDeletion = async (tx, id, by) => {
    await tx.rows(setDeleted, [id, by]);
};
/** Makes the experiment live again with every run in it, those deleted before too: as MLflow does. */
export const storeExperimentRestoration = async (tx, id) => {
    await tx.rows(setRestored, [id]);
};
/**
 * Who holds the name for this owner, by an experiment live or deleted: the owner, or the organisation, whose experiment 0
 * is everybody's; undefined when it is free.
 */
export const holderOfExperimentName = async (tx, ownerId, name) => (await tx.row(nameHeld, [ownerId, name, ORGANIZATION_ID]))?.holder;
/** The tag's present value; undefined when it is not set. */
export const readExperimentTag = async (tx, id, key) => (await tx.row(readTag, [id, key]))?.value;
/** Sets tags over the values they had. */
export const storeExperimentTags = async (tx, id, tags) => {
    if (tags.length > 0)
        await tx.rows(putTags, [id, JSON.stringify(tags)]);
};
/** Takes a tag away. */
export const dropExperimentTag = async (tx, id, key) => {
    await tx.rows(dropTag, [id, key]);
};
/** Something about the experiment changed now. */
export const touchExperiment = async (tx, id) => {
    await tx.rows(touch, [id]);
};
const nameTaken = (name, holder) => new DomainError("NAME_TAKEN", holder === ORGANIZATION_ID
    ? `Experiment(name=${name}) already exists: it comes with the service, for every team.`
    : `Experiment(name=${name}) already exists in that team; if it is deleted, restore it, or restore and rename it.`, { path: ["input", "name"] });
/**
 * Stores an experiment under a name that is free for its owner, else NAME_TAKEN. Names are unique per team, deleted
 * experiments included: they can be restored.
 */
export const storeNamed = async (tx, { ownerId, name }, store) => {
    const holder = await holderOfExperimentName(tx, ownerId, name);
    if (holder !== undefined)
        throw nameTaken(name, holder);
    try {
        await store();
    }
    catch (error) {
        throw violates(error, "experiment_owner_id_name_key") ? nameTaken(name, ownerId) : error;
    }
};
//# sourceMappingURL=experiments.store.js.map