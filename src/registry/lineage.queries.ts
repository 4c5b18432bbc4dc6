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

/** The live versions that the caller reads which each version was copied from, or was copied into, the newest first. */
export const copiesOfVersions = (
  db: Reader,
  ability: Ability,
  versionIds: readonly string[],
  { way, limit }: { way: "UPSTREAM" | "DOWNSTREAM"; limit: number },
): Promise<(VersionRead & { of: string })[]> => {
  const values = new Values();
  const [near, far] =
    way === "UPSTREAM" ? ["c.model_version_id", "c.copied_from"] : ["c.copied_from", "c.model_version_id"];
  const text = `select d.* from (
      select w.id as of, ${versionFields},
        row_number() over (partition by w.id order by v.created_at desc, v.id desc) as place
      from unnest(${values.add(versionIds)}::text[]) w(id) join version_copy c on ${near} = w.id
      join model_version v on v.id = ${far} join registered_model m on m.id = v.registered_model_id
      where ${readableVersions(ability, "none", values)}) d
    where d.place <= ${values.add(limit)} order by d.of, d.place`;
  return db.rows(dynamicSql(text), values.list);
};

/** A version as a run named it when it was made: by number or slot of a name, or by a logged model. */
export interface NamedThen {
  readonly of: string;
  readonly at: string;
  readonly name: string | null;
  readonly version: number | null;
  readonly slot: string | null;
  readonly loggedModel: string | null;
}

/** A number means the model that had the name then, or had it next; a slot whoever held it then. */
const meantThen = `
  select v.id from (select n.registered_model_id from model_name n
      where n.name = x.name and coalesce(n.valid_to, 'infinity') > x.at order by n.valid_from limit 1) n
    join model_version v on v.registered_model_id = n.registered_model_id and v.version = x.version
  union select i.model_version_id from model_name n join slot_interval i on i.registered_model_id = n.registered_model_id
    where n.name = x.name and n.valid_from <= x.at and coalesce(n.valid_to, 'infinity') > x.at
      and i.slot = x.slot and i.valid_from <= x.at and coalesce(i.valid_to, 'infinity') > x.at
  union select v.id from model_version v where v.logged_model = x."loggedModel"`;

/** The live versions that the caller reads of those that were named so, or that stand in `ids`, the newest first. */
export const versionsNamedThen = (
  db: Reader,
  ability: Ability,
  { named, ids }: { named: readonly NamedThen[]; ids: readonly { readonly of: string; readonly id: string }[] },
  limit: number,
): Promise<(VersionRead & { of: string })[]> => {
  const values = new Values();
  const text = `select d.* from (
      select f.of, ${versionFields}, row_number() over (partition by f.of order by v.created_at desc, v.id desc) as place
      from (select x.of, t.id from json_to_recordset(${values.add(JSON.stringify(named))}) x(of text, at timestamptz, name text,
            version integer, slot text, "loggedModel" uuid) cross join lateral (${meantThen}) t
          union select x.of, x.id from json_to_recordset(${values.add(JSON.stringify(ids))}) x(of text, id text)) f
      join model_version v on v.id = f.id join registered_model m on m.id = v.registered_model_id
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
