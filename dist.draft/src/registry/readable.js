import { modelColumns, versionColumns, visible } from "../access/visible.js";
const shown = (live, gone, read, readDeleted, own) => {
    const deleted = own === null ? readDeleted : `(${readDeleted} or (${own} and ${read}))`;
    return `((${live} and ${read}) or (${gone} and ${deleted}))`;
};
/** Models that the caller reads, as a predicate on registered_model m. */
export const readableModels = (ability, deleted, values) => {
    const read = visible(ability, "read", "RegisteredModel", modelColumns("m"), values);
    if (deleted === "none")
        return `(m.deleted_at is null and ${read})`;
    const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
    const own = deleted === "allowed" ? null : `m.deleted_by = ${values.add(deleted.by)}`;
    return shown("m.deleted_at is null", "m.deleted_at is not null", read, readDeleted, own);
};
const liveVersion = "v.deleted_at is null and m.deleted_at is null";
const goneVersion = "(v.deleted_at is not null or m.deleted_at is not null)";
/** Versions that the caller reads, as a predicate on model_version v joined with registered_model m. */
export const readableVersions = (ability, deleted, values) => {
    const read = visible(ability, "read", "ModelVersion", versionColumns("m", "v"), values);
    if (deleted === "none")
        return `(${liveVersion} and ${read})`;
    const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
    const own = deleted === "allowed" ? null : `v.deleted_by = ${values.add(deleted.by)}`;
    return shown(liveVersion, goneVersion, read, readDeleted, own);
};
/** Live versions that the caller reads or may resolve, on v joined with m: serving asks for no more. */
export const servableVersions = (ability, values) => {
    const read = visible(ability, "read", "ModelVersion", versionColumns("m", "v"), values);
    const resolve = visible(ability, "resolve", "RegisteredModel", modelColumns("m"), values);
    return `(${liveVersion} and (${read} or ${resolve}))`;
};
/** Live models that the caller reads or may resolve, on m. */
export const servableModels = (ability, values) => {
    const read = visible(ability, "read", "RegisteredModel", modelColumns("m"), values);
    const resolve = visible(ability, "resolve", "RegisteredModel", modelColumns("m"), values);
    return `(m.deleted_at is null and (${read} or ${resolve}))`;
};
/** As `readableVersions`, the models' rules apart from the rule for open requests. */
export const waysToVersions = (access, deleted, values) => {
    const { ability, places } = access;
    const never = { overlap: (parameter) => `${parameter}::text[] is null` };
    const read = visible(ability, "read", "ModelVersion", { ...versionColumns("m", "v"), openPlaces: never }, values);
    const byRequest = places.length === 0 ? null : throughRequest(ability, read, values);
    if (deleted === "none")
        return { models: `(m.deleted_at is null and ${read})`, byModel: `(${liveVersion})`, byRequest };
    const readDeleted = visible(ability, "readDeleted", "RegisteredModel", modelColumns("m"), values);
    const byModel = shown(liveVersion, goneVersion, read, readDeleted, null);
    return { models: `(${read} or ${readDeleted})`, byModel, byRequest };
};
const throughRequest = (ability, byModel, values) => {
    const exact = visible(ability, "read", "ModelVersion", versionColumns("m", "v"), values);
    return `(${liveVersion} and v.id in (select model_version_id from transition_request
    where state = 'PENDING' and expires_at > clock_timestamp()) and ${exact} and ${byModel} is not true)`;
};
//# sourceMappingURL=readable.js.map