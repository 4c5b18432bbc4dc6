import { type Reader, type Sql, sql } from "../../db/sql.js";
import type { KeyValue } from "../key-value.js";
import type { LoggedModelStatus } from "../statuses.js";

/** What rights and writes need to know of a logged model; its experiment's facts beside. */
export interface LoggedModelFacts {
  readonly id: string;
  readonly uuid: string;
  readonly experiment: bigint;
  readonly experimentId: string;
  readonly experimentName: string;
  readonly ownerId: string;
  readonly ownerSlug: string | null;
  readonly visibility: string;
  /** The store of the experiment's artifacts; null for this service's own. */
  readonly artifactLocation: string | null;
  readonly name: string;
  readonly status: LoggedModelStatus;
  /** The run that made it, as the client wrote it. */
  readonly sourceRun: string | null;
  readonly createdById: string;
  readonly deleted: boolean;
}

const facts = `l.id, l.uuid, l.experiment, e.id as "experimentId", e.name as "experimentName", e.owner_id as "ownerId",
  (select slug from team where team.id = e.owner_id) as "ownerSlug", e.visibility,
  e.artifact_location as "artifactLocation", l.name, l.status,
  l.source_run as "sourceRun", l.created_by as "createdById", l.deleted_at is not null as deleted`;
const besideExperiment = "join experiment e on e.number = l.experiment";

const find = sql(
  "logged_model.facts",
  `select ${facts} from logged_model l ${besideExperiment} where l.id = any($1::text[])`,
);
const lock = sql(
  "logged_model.lock",
  `with locked as (select * from logged_model where id = $1 for no key update)
   select ${facts} from locked l ${besideExperiment}`,
);
const insert = sql(
  "logged_model.insert",
  `with authored as (
     insert into tracked_author (subject, principal_id) select $1::uuid, author from unnest($8::text[]) a(author) order by author
   )
   insert into logged_model (uuid, id, experiment, name, model_type, source_run, status, created_by)
   values ($1, $2, $3, $4, $5, $6, 'PENDING', $7)`,
);
const setStatus = sql(
  "logged_model.set_status",
  "update logged_model set status = $2, updated_at = greatest(clock_timestamp(), updated_at) where id = $1",
);
const setDeleted = sql(
  "logged_model.set_deleted",
  "update logged_model set deleted_at = clock_timestamp(), deleted_by = $2 where id = $1",
);
const putParams = sql(
  "logged_model.put_params",
  `insert into logged_model_param (model, key, value)
   select $1, p.key, p.value from json_to_recordset($2) as p(key text, value text) order by p.key
   on conflict do nothing`,
);
const clashing = sql(
  "logged_model.clashing_param",
  `select p.key from json_to_recordset($2) as p(key text, value text)
   join logged_model_param k on k.model = $1 and k.key = p.key where k.value <> p.value order by p.key limit 1`,
);
const putTags = sql(
  "logged_model.put_tags",
  `insert into logged_model_tag (model, key, value)
   select $1, t.key, t.value from json_to_recordset($2) as t(key text, value text) order by t.key
   on conflict (model, key) do update set value = excluded.value`,
);
const dropTag = sql(
  "logged_model.drop_tag",
  "delete from logged_model_tag where model = $1 and key = $2 returning true as gone",
);
const hasTag = sql("logged_model.has_tag", "select true as found from logged_model_tag where model = $1 and key = $2");

/** Facts of logged models by id, in no order; whether the caller may know them is the caller's business. */
export const findLoggedModels = async (db: Reader, ids: readonly string[]): Promise<LoggedModelFacts[]> =>
  ids.length === 0 ? [] : db.rows<LoggedModelFacts>(find, [ids]);

/** Locks the logged model's row; undefined when there never was one. */
export const lockLoggedModel = async (tx: Sql, id: string): Promise<LoggedModelFacts | undefined> =>
  tx.row<LoggedModelFacts>(lock, [id]);

export interface NewLoggedModel {
  readonly uuid: string;
  readonly id: string;
  readonly experiment: bigint;
  readonly name: string;
  readonly modelType: string;
  readonly sourceRun: string | null;
  readonly by: string;
  /** Everyone behind its making. */
  readonly authors: readonly string[];
}

/** Stores a new, pending logged model. */
export const storeLoggedModel = async (tx: Sql, model: NewLoggedModel): Promise<void> => {
  const { uuid, id, experiment, name, modelType, sourceRun, by, authors } = model;
  await tx.rows(insert, [uuid, id, experiment, name, modelType, sourceRun, by, authors]);
};

export const storeLoggedModelStatus = async (tx: Sql, id: string, status: LoggedModelStatus): Promise<void> => {
  await tx.rows(setStatus, [id, status]);
};

export const storeLoggedModelDeletion = async (tx: Sql, id: string, by: string): Promise<void> => {
  await tx.rows(setDeleted, [id, by]);
};

/** Stores params, each once; answers the key of one that has another value, in which case nothing must commit. */
export const storeLoggedModelParams = async (
  tx: Sql,
  uuid: string,
  params: readonly KeyValue[],
): Promise<string | undefined> => {
  if (params.length === 0) return undefined;
  const rows = JSON.stringify(params);
  await tx.rows(putParams, [uuid, rows]);
  return (await tx.row<{ key: string }>(clashing, [uuid, rows]))?.key;
};

export const storeLoggedModelTags = async (tx: Sql, uuid: string, tags: readonly KeyValue[]): Promise<void> => {
  if (tags.length > 0) await tx.rows(putTags, [uuid, JSON.stringify(tags)]);
};

/** Takes a tag away; false when it was not set. */
export const dropLoggedModelTag = async (tx: Sql, uuid: string, key: string): Promise<boolean> =>
  (await tx.row(dropTag, [uuid, key])) !== undefined;

export const hasLoggedModelTag = async (db: Reader, uuid: string, key: string): Promise<boolean> =>
  (await db.row(hasTag, [uuid, key])) !== undefined;
