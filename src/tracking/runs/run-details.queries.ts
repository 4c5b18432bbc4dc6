import type { Ability } from "../../access/ability.js";
import type { Database } from "../../db/database.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import { readableExperiments } from "../experiments/experiments.queries.js";
import type { KeyValue } from "../key-value.js";
import { findKeys } from "../keys.store.js";
import { RUN_NAME } from "../run-names.js";
import type { LatestMetric } from "./run-data.queries.js";

/** Details of runs that the caller reads, the first of each list: whoever calls has checked that. */

/** A row that hangs under the thing with this id or uuid. */
export type Under<Row> = Row & { readonly of: string };

/** The first of a list by key; of these keys only, where they are named. */
export interface KeyedSlice {
  readonly keys: readonly string[] | null;
  readonly first: number;
}

const keyed = (name: string, table: string, columns: string, shown = "true") =>
  sql(
    `run.first_${name}`,
    `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
     cross join lateral (select k.key, ${columns} from ${table} t join tracking_key k on k.id = t.key
       where t.run = w.uuid and ${shown} and ($2::int[] is null or t.key = any($2)) order by k.key limit $3) d
     order by w.uuid, d.key`,
  );

const statements = {
  tags: keyed("tags", "run_tag", "t.value", "t.shown"),
  params: keyed("params", "run_param", "t.value"),
  metrics: keyed("metrics", "latest_metric", "t.value, t.timestamp, t.step"),
};

const keyedRows = async <Row>(
  db: Database,
  list: keyof typeof statements,
  uuids: readonly string[],
  { keys, first }: KeyedSlice,
): Promise<Under<Row>[]> => {
  const numbers = keys === null ? null : [...(await findKeys(db, keys)).values()];
  return db.reader.rows(statements[list], [uuids, numbers, first]);
};

/** The first tags of each run, by key. */
export const tagsOfRuns = (db: Database, uuids: readonly string[], slice: KeyedSlice) =>
  keyedRows<KeyValue>(db, "tags", uuids, slice);

/** The first params of each run, by key. */
export const paramsOfRuns = (db: Database, uuids: readonly string[], slice: KeyedSlice) =>
  keyedRows<KeyValue>(db, "params", uuids, slice);

/** The latest values of the first metrics of each run, by key. */
export const metricsOfRuns = (db: Database, uuids: readonly string[], slice: KeyedSlice) =>
  keyedRows<LatestMetric>(db, "metrics", uuids, slice);

const named = sql("run.names", "select run as of, value as name from run_tag where run = any($1::uuid[]) and key = $2");

/** The name of each run that has one. */
export const namesOfRuns = async (db: Database, uuids: readonly string[]): Promise<Under<{ name: string }>[]> => {
  const number = (await findKeys(db, [RUN_NAME])).get(RUN_NAME);
  return number === undefined ? [] : db.reader.rows(named, [uuids, number]);
};

/** A data set as a run used it. */
export interface UsedDataset {
  /** Number of the data set in its experiment: its schema and profile are read by it. */
  readonly number: bigint;
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly context: string | null;
}

const datasets = sql(
  "run.first_datasets",
  `select w.uuid as of, d.* from unnest($1::uuid[]) w(uuid)
   cross join lateral (select d.id as number, d.name, d.digest, d.source_type as "sourceType", d.source, i.context, i.place
     from run_dataset i join dataset d on d.id = i.dataset where i.run = w.uuid order by i.place limit $2) d
   order by w.uuid, d.place`,
);

/** The first data sets of each run, as they were logged. */
export const datasetsOfRuns = async (db: Reader, uuids: readonly string[], first: number) =>
  db.rows<Under<UsedDataset>>(datasets, [uuids, first]);

const descriptions = sql(
  "dataset.descriptions",
  "select id, schema, profile from dataset where id = any($1::bigint[])",
);

/** What clients say of the data sets' columns and contents: JSON of their making. */
export const datasetDescriptions = async (
  db: Reader,
  numbers: readonly bigint[],
): Promise<{ id: bigint; schema: string | null; profile: string | null }[]> => db.rows(descriptions, [numbers]);

/** A logged model that a run made or used. */
export interface LinkedModel {
  readonly id: string;
  readonly role: "OUTPUT" | "INPUT";
  /** Step of the run at which it was made; null for an input. */
  readonly step: bigint | null;
}

/** The first live logged models of each run that the caller reads: what it made, then what it used. */
export const modelsOfRuns = async (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
  first: number,
): Promise<Under<LinkedModel>[]> => {
  const values = new Values();
  const ids = values.add(uuids);
  const limit = values.add(first);
  const readable = readableExperiments(ability, values);
  const links = (role: string, step: string, table: string, rank: number): string =>
    `(select l.id, '${role}' as role, ${step} as step, ${rank} as rank, k.place
      from ${table} k join logged_model l on l.uuid = k.model join experiment e on e.number = l.experiment
      where k.run = w.uuid and l.deleted_at is null and ${readable} order by k.place limit ${limit})`;
  const text = `select w.uuid as of, m.id, m.role, m.step from unnest(${ids}::uuid[]) w(uuid)
    cross join lateral (select * from (${links("OUTPUT", "k.step", "run_model_output", 0)}
      union all ${links("INPUT", "null::bigint", "run_model_input", 1)}) a order by rank, place limit ${limit}) m
    order by w.uuid, m.rank, m.place`;
  return db.rows(dynamicSql(text), values.list);
};

const experimentTags = sql(
  "experiment.first_tags",
  `select w.id as of, t.key, t.value from unnest($1::text[]) w(id)
   cross join lateral (select key, value from experiment_tag where experiment_id = w.id order by key limit $2) t
   order by w.id, t.key`,
);

/** The first tags of each experiment, by key. */
export const tagsOfExperiments = async (db: Reader, ids: readonly string[], first: number) =>
  db.rows<Under<KeyValue>>(experimentTags, [ids, first]);
