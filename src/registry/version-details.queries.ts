import type { Ability } from "../access/ability.js";
import { instantOfColumn } from "../db/instant-columns.js";
import { storedName } from "../db/names.js";
import { inTurn, readInTurn } from "../db/read-in-turn.js";
import { dynamicSql, type Reader, sql, Values } from "../db/sql.js";
import { servableModels, servableVersions } from "./readable.js";
import type { Tag } from "./tags.store.js";

/** A version with all that MLflow tells of one, but for the frozen lists. */
export interface VersionDetails {
  readonly id: string;
  readonly registeredModelId: string;
  readonly modelName: string;
  readonly teamId: string;
  readonly visibility: string;
  readonly version: number;
  readonly stage: string;
  readonly aliases: readonly string[];
  readonly tags: readonly Tag[];
  readonly description: string;
  readonly source: string;
  readonly runId: string | null;
  readonly runLink: string;
  /** Uuid of the logged model it was made of. */
  readonly loggedModel: string | null;
  /** Whether the files of its source are frozen here. */
  readonly holdsArtifacts: boolean;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const columns = `v.id, v.registered_model_id as "registeredModelId", m.name as "modelName",
  m.team_id as "teamId", m.visibility, v.version,
  coalesce((select s.slot from slot s where s.model_version_id = v.id and s.is_stage), 'None') as stage,
  coalesce((select json_agg(substr(s.slot, 2) order by s.slot) from slot s
    where s.model_version_id = v.id and not s.is_stage), '[]') as aliases,
  coalesce((select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key)
    from tag t where t.subject_id = v.id), '[]') as tags,
  v.description, v.source, v.run_id as "runId", v.run_link as "runLink", v.logged_model as "loggedModel",
  v.holds_artifacts as "holdsArtifacts", (select handle from principal p where p.id = v.created_by) as "createdBy",
  ${instantOfColumn("v.created_at")} as "createdAt", ${instantOfColumn("v.updated_at")} as "updatedAt"`;

export const detailTables = "model_version v join registered_model m on m.id = v.registered_model_id";

const byId = inTurn(
  "version.details",
  "text",
  (id) => `select row_to_json(d) from (select ${columns} from ${detailTables} where v.id = ${id}) d`,
);

/**
 * Details of the first of the versions, by id: of all of them, unless that is too much for one answer. Whoever asks must
 * be allowed to know them.
 */
export const versionDetails = (db: Reader, ids: readonly string[]): Promise<Map<string, VersionDetails | null>> =>
  readInTurn(db, byId, ids);

/** The live version of a model by its number, if the caller reads or may resolve it. */
export const servableVersionByNumber = async (
  db: Reader,
  ability: Ability,
  { name, version }: { name: string; version: number },
): Promise<VersionDetails | undefined> => {
  const values = new Values();
  const text = `select ${columns} from ${detailTables}
    where m.name = ${values.add(storedName(name))} and m.deleted_at is null and v.version = ${values.add(version)}
      and ${servableVersions(ability, values)}`;
  return db.row<VersionDetails>(dynamicSql(text), values.list);
};

/** A registered model with all that MLflow tells of one, but for its latest versions. */
export interface ModelDetails {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  readonly visibility: string;
  readonly description: string;
  readonly tags: readonly Tag[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const modelColumns = `m.id, m.name, m.team_id as "teamId", m.visibility, m.description,
  coalesce((select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key)
    from tag t where t.subject_id = m.id), '[]') as tags,
  coalesce((select json_agg(json_build_object('alias', substr(s.slot, 2), 'version', s.version) order by s.slot)
    from slot s where s.registered_model_id = m.id and s.slot ^@ '@'), '[]') as aliases,
  (select handle from principal p where p.id = m.created_by) as "createdBy",
  ${instantOfColumn("m.created_at")} as "createdAt", ${instantOfColumn("m.updated_at")} as "updatedAt"`;

const models = inTurn(
  "model.details",
  "text",
  (id) => `select row_to_json(d) from (select ${modelColumns} from registered_model m where m.id = ${id}) d`,
);

/** Details of the first of the models, by id: of all of them, unless that is too much for one answer. */
export const modelDetails = (db: Reader, ids: readonly string[]): Promise<Map<string, ModelDetails | null>> =>
  readInTurn(db, models, ids);

/** The live model of this name, if the caller reads or may resolve it. */
export const servableModelByName = async (
  db: Reader,
  ability: Ability,
  name: string,
): Promise<ModelDetails | undefined> => {
  const values = new Values();
  const text = `select ${modelColumns} from registered_model m
    where m.name = ${values.add(storedName(name))} and ${servableModels(ability, values)}`;
  return db.row<ModelDetails>(dynamicSql(text), values.list);
};

const latest = sql(
  "version.latest_of_stages",
  `select w.model as "modelId", f.stage, h.id from unnest($1::text[]) w(model) cross join unnest($2::text[]) f(stage)
   cross join lateral (
     (select s.model_version_id as id from slot s where f.stage <> 'None' and s.registered_model_id = w.model
        and s.slot = f.stage order by s.version desc limit 1)
     union all
     (select v.id from model_version v where f.stage = 'None' and v.registered_model_id = w.model
        and v.deleted_at is null and not v.staged order by v.version desc limit 1)
   ) h`,
);

/** The newest version in each of the stages, of each model: an index probe each. */
export const latestInStages = async (
  db: Reader,
  modelIds: readonly string[],
  stages: readonly string[],
): Promise<{ modelId: string; stage: string; id: string }[]> =>
  modelIds.length === 0 ? [] : db.rows(latest, [modelIds, stages]);
