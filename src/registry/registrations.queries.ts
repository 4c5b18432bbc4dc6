import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
import { readableVersions } from "./readable.js";
import { detailTables } from "./version-details.queries.js";

/** A version that was made of a logged model. */
export interface Registration {
  /** The registered model's name. */
  readonly name: string;
  readonly version: number;
}

/** Versions of one logged model in one answer. */
const MOST = 100;

/** Live versions, made of these logged models, that the caller reads: the first hundred of each by when they were made. */
export const registrationsOf = async (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
): Promise<Map<string, Registration[]>> => {
  if (uuids.length === 0) return new Map();
  const values = new Values();
  const text = `select w.uuid as of, d.* from unnest(${values.add(uuids)}::uuid[]) w(uuid)
    cross join lateral (select m.name, v.version, v.created_at, v.id from ${detailTables}
      where v.logged_model = w.uuid and ${readableVersions(ability, "none", values)}
      order by v.created_at, v.id limit ${MOST}) d
    order by d.created_at, d.id`;
  const rows = await db.rows<Registration & { of: string }>(dynamicSql(text), values.list);
  return Map.groupBy(rows, ({ of }) => of);
};
