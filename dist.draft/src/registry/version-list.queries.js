import { searchSql, Values } from "../db/sql.js";
import { NO_STAGE } from "./lifecycle-rules.js";
import { waysToVersions } from "./readable.js";
import { hasModelTag, hasTag } from "./tag-filter.js";
import { versionFields, versionTables } from "./versions.queries.js";
const byCreation = {
    names: ['"createdAt"', "id"],
    columns: ["v.created_at", "v.id"],
    types: ["timestamptz", "text"],
    placeOf: (row) => [row.createdAt, row.id],
};
const byName = {
    names: ['"modelName"', '"registeredModelId"', "version"],
    columns: ["m.name", "m.id", "v.version"],
    types: ["text", "text", "integer"],
    placeOf: (row) => [row.modelName, row.registeredModelId, row.version],
};
/** Within one model, creation, number and name all order alike, and one index serves them. */
const withinModel = {
    names: ["version"],
    columns: ["v.version"],
    types: ["integer"],
    placeOf: (row) => [row.version],
};
const sortKey = (filter, { field }) => {
    if (filter.modelId !== undefined)
        return withinModel;
    if (filter.model != null)
        return filter.includeDeleted === true ? byName : withinModel;
    return field === "CREATED_AT" ? byCreation : byName;
};
/** What a row's place in the order is, for cursors. */
export const versionPlace = (row, filter, order) => sortKey(filter, order).placeOf(row);
/** A page of versions, after the place `after`. */
export const versionsPage = async (db, access, filter, place) => {
    const values = new Values();
    const key = sortKey(filter, place.order);
    const ways = waysToVersions(access, filter.includeDeleted === true ? "allowed" : "none", values);
    const conditions = { models: modelConditions(filter, values), versions: versionConditions(filter, values) };
    if (place.after !== null)
        beginAfter(place.after, key, place.order, conditions, values);
    const { direction } = place.order;
    const limit = values.add(place.limit);
    const sorted = (names) => `order by ${names.map((name) => `${name} ${direction}`).join(", ")} limit ${limit}`;
    const branches = [fromModels(filter, key, ways, conditions, sorted)];
    if (ways.byRequest !== null)
        branches.push(`${versionTables} where ${and(ways.byRequest, conditions)}`);
    const parts = branches.map((branch) => `(select ${versionFields} from ${branch} ${sorted(key.columns)})`);
    const text = `select * from (${parts.join(" union all ")}) found ${sorted(key.names)}`;
    return db.rows(searchSql(text), values.list);
};
const and = (first, { models, versions }) => [first, ...models, ...versions].join(" and ");
const beginAfter = (after, key, { direction }, { models, versions }, values) => {
    const place = key.types.map((type, index) => `${values.add(after[index])}::${type}`);
    const sign = direction === "ASC" ? ">" : "<";
    versions.push(`(${key.columns.join(", ")}) ${sign} (${place.join(", ")})`);
    if (key === byName)
        models.push(`(m.name, m.id) ${sign}= (${place[0]}, ${place[1]})`);
};
/** Versions readable by their models; how they are reached depends on what bounds or orders them. */
const fromModels = (filter, key, { models, byModel }, conditions, sorted) => {
    if (key === byName) {
        const versions = [byModel, ...conditions.versions].join(" and ");
        return `${perModel(versions, sorted(["v.version"]))} where ${[models, ...conditions.models].join(" and ")}`;
    }
    const all = and(`${models} and ${byModel}`, conditions);
    const bounded = filter.model != null && filter.modelId === undefined;
    return `${versionTables} where ${bounded ? `${oneModel([models, ...conditions.models])} and ${all}` : all}`;
};
/** Of each model no more versions than a page holds: however many it has, they are not all sorted. */
const perModel = (conditions, order) => `registered_model m cross join lateral (select v.* from model_version v
     where v.registered_model_id = m.id and ${conditions} ${order}) v`;
/** The live model that the caller reads, found first: if there is none, no version is looked at. */
const oneModel = (conditions) => `v.registered_model_id = (select m.id from registered_model m where m.deleted_at is null and ${conditions.join(" and ")})`;
const modelConditions = (filter, values) => {
    const conditions = [];
    if (filter.model != null)
        conditions.push(`m.name = ${values.add(filter.model.normalize("NFC"))}`);
    if (filter.teamId != null)
        conditions.push(`m.team_id = ${values.add(filter.teamId)}`);
    for (const tag of filter.modelTags ?? [])
        conditions.push(hasModelTag("m.id", tag, values));
    return conditions;
};
const versionConditions = (filter, values) => {
    const conditions = [];
    if (filter.modelId !== undefined)
        conditions.push(`v.registered_model_id = ${values.add(filter.modelId)}`);
    if (filter.version != null)
        conditions.push(`v.version = ${values.add(filter.version)}`);
    if (filter.stage != null)
        conditions.push(inStage(filter.stage, values));
    if (filter.alias != null)
        conditions.push(holds(filter.alias, values));
    if (filter.runId != null)
        conditions.push(`v.run_id = ${values.add(filter.runId)}`);
    for (const tag of filter.tags ?? [])
        conditions.push(hasTag("v.id", tag, values));
    return conditions;
};
const holds = (slot, values) => `exists (select from slot s where s.model_version_id = v.id and s.slot = ${values.add(slot)})`;
const inStage = (stage, values) => (stage === NO_STAGE ? "not v.staged" : holds(stage, values));
//# sourceMappingURL=version-list.queries.js.map