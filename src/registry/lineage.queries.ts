import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, sql, Values } from "../db/sql.js";
import { readableVersions } from "./readable.js";
import { type VersionRead, versionFields, versionTables } from "./versions.queries.js";

/** The live versions of each model that the caller reads, the newest first. */
export const newestVersions = (
  db: Reader,
  ability: Ability,
  modelIds: readonly string[],
  limit: number,
): Promise<(VersionRead & { of: string })[]> => {
  const values = new Values();
  const text = `select w.id as of, d.* from unnest(${values.add(modelIds)}::text[]) w(id) cross join lateral (
      select ${versionFields} from ${versionTables}
      where v.registered_model_id = w.id and v.deleted_at is null and ${readableVersions(ability, "none", values)}
      order by v.version desc limit ${values.add(limit)}) d
    order by w.id, d.version desc`;
  return db.rows(dynamicSql(text), values.list);
};

/**
 * The live versions that the caller reads of those made from each run or logged model, the newest first. One join for
 * all of them: a look-up for each would be as slow as the one that the planner takes for the fullest.
 */
export const versionsOfOrigins = (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
  { by, limit }: { by: "run" | "logged_model"; limit: number },
): Promise<(VersionRead & { of: string })[]> => {
  const values = new Values();
  const text = `select d.* from (
      select w.uuid as of, ${versionFields},
        row_number() over (partition by w.uuid order by v.created_at desc, v.id desc) as place
      from unnest(${values.add(uuids)}::uuid[]) w(uuid) join model_version v on v.${by} = w.uuid
      join registered_model m on m.id = v.registered_model_id
      where ${readableVersions(ability, "none", values)}) d
    where d.place <= ${values.add(limit)} order by d.of, d.place`;
  return db.rows(dynamicSql(text), values.list);
};

const before = sql(
  "slot.held_before",
  `select w.id as of, s.slot from unnest($1::text[]) w(id) cross join lateral (
     select i.slot from slot_interval i where i.model_version_id = w.id and i.valid_to is not null
     group by i.slot order by i.slot limit $2) s`,
);

/** The slots that each version held once, whether or not it holds them again. */
export const slotsHeldBefore = (
  db: Reader,
  versionIds: readonly string[],
  limit: number,
): Promise<{ of: string; slot: string }[]> => db.rows(before, [versionIds, limit]);
