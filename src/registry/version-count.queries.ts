import { type FoundIds, foundAmong, upTo } from "../db/counting.js";
import type { Range } from "../db/ranges.js";
import { type Reader, searchSql, Values } from "../db/sql.js";
import { readableVersions } from "./readable.js";
import { versionsFrom } from "./version-conditions.queries.js";
import {
  and,
  conditionsOn,
  type Rights,
  rangesOf,
  type VersionFilter,
  versionsListed,
} from "./version-list.queries.js";
import { versionTables } from "./versions.queries.js";

/**
 * The versions that the caller reads and the filter finds, to count them: all, where an index holds `most` that the caller
 * reads; else those among the newest `most`, of the model if one is named, that the caller reads. What is hidden is left
 * out before anything is counted: which of the two it is does not tell of it.
 */
export const countedVersions = async (
  db: Reader,
  access: Rights,
  filter: VersionFilter,
  most: number,
): Promise<FoundIds> => {
  const values = new Values();
  const deleted = filter.includeDeleted === true ? "allowed" : "none";
  const from = await versionsFrom(db, rangesOf(filter).map(readableOf(access, deleted)), values, most);
  if (from === versionTables) return amongNewest(db, access, filter, most);
  const found = `select v.id from ${from} where ${and("true", conditionsOn(filter, values))}`;
  const rows = await db.rows<{ id: string }>(searchSql(`${found} limit ${values.add(most + 1)}`), values.list);
  return upTo(
    rows.map(({ id }) => id),
    most,
  );
};

/** Of what a range holds that which the caller reads. */
const readableOf =
  ({ ability }: Rights, deleted: "none" | "allowed") =>
  (range: Range): Range =>
  (values) =>
    `select held.id from (${range(values)}) held cross join lateral (
       select v.id from ${versionTables} where v.id = held.id and ${readableVersions(ability, deleted, values)} offset 0) v`;

/** What orders and conditions need of a version and its model. */
const fields = `v.id, v.registered_model_id as "registeredModelId", m.name as "modelName", m.team_id as "teamId", v.version,
  v.run_id, v.source, v.created_at as "createdAt", v.updated_at, v.created_by, v.staged`;
const asRead = `(select w.*, w."registeredModelId" as registered_model_id, w."createdAt" as created_at from w) v
  cross join lateral (select v."registeredModelId" as id, v."modelName" as name, v."teamId" as team_id) m`;

const amongNewest = async (db: Reader, access: Rights, filter: VersionFilter, most: number): Promise<FoundIds> => {
  const values = new Values();
  const { model, modelId, includeDeleted } = filter;
  const place = { order: { field: "CREATED_AT", direction: "DESC" }, after: null, limit: most + 1 } as const;
  const selected = { fields, told: "*", tables: versionTables };
  const newest = versionsListed(access, { model, modelId, includeDeleted, tests: [] }, place, selected, values);
  const select = `select v.id from ${asRead} where ${and("true", conditionsOn(filter, values))}`;
  const row = await db.row<FoundIds>(foundAmong(newest, values.add(most), select), values.list);
  return row ?? { ids: [], capped: false };
};
