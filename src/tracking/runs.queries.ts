import type { Ability } from "../access/ability.js";
import type { Database } from "../db/database.js";
import { hexOfUuid } from "../db/ids.js";
import { dynamicSql, type Sql, sql, Values } from "../db/sql.js";
import { readableExperiments } from "./experiments.queries.js";
import type { KeyValue } from "./experiments.store.js";
import { keysOf } from "./keys.store.js";
import { runArtifactUri } from "./run-conditions.queries.js";
import { type RunStatus, runIsDeleted } from "./runs.store.js";

/** A run as read. */
export interface RunRead {
  readonly id: string;
  readonly uuid: string;
  /** MLflow's experiment id. */
  readonly experiment: bigint;
  readonly experimentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  /** Milliseconds since the epoch, as the client says; likewise the end. */
  readonly startTime: bigint;
  readonly endTime: bigint | null;
  readonly createdAt: string;
  readonly createdById: string;
  readonly artifactUri: string;
  readonly deleted: boolean;
}

const columns = `r.id, r.uuid, r.experiment, e.id as "experimentId", r.user_id as "userId", r.status,
  r.start_time as "startTime", r.end_time as "endTime", r.created_at as "createdAt", r.created_by as "createdById",
  ${runArtifactUri} as "artifactUri", ${runIsDeleted} as deleted`;

/** Runs by id, deleted ones too, in no order; those that the caller may not read are left out. */
export const runsById = async (db: Sql, ability: Ability, ids: readonly string[]): Promise<RunRead[]> => {
  const values = new Values();
  const text = `select ${columns} from run r join experiment e on e.number = r.experiment
    where r.id = any(${values.add(ids)}::text[]) and ${readableExperiments(ability, values)}`;
  return db.rows<RunRead>(dynamicSql(text), values.list);
};

const byUuid = sql(
  "run.by_uuid",
  `select ${columns} from run r join experiment e on e.number = r.experiment where r.uuid = any($1::uuid[])`,
);

/** Runs that a search has found, in its order. */
export const runsFound = async (db: Sql, uuids: readonly string[]): Promise<RunRead[]> => {
  if (uuids.length === 0) return [];
  const rows = new Map((await db.rows<RunRead>(byUuid, [uuids])).map((row) => [row.uuid, row]));
  return uuids.flatMap((uuid) => rows.get(uuid) ?? []);
};

/** The latest value of a metric. */
export interface LatestMetric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: bigint;
  readonly step: bigint;
}

/** A data set that a run used. */
export interface DatasetRead {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly tags: readonly KeyValue[];
}

/** What a run holds beside its own facts. */
export interface RunData {
  readonly metrics: readonly LatestMetric[];
  readonly params: readonly KeyValue[];
  readonly tags: readonly KeyValue[];
  readonly datasets: readonly DatasetRead[];
  /** Hexadecimal digits of logged models. */
  readonly modelInputs: readonly string[];
  readonly modelOutputs: readonly { readonly model: string; readonly step: bigint }[];
}

interface DataRow {
  readonly uuid: string;
  readonly metrics: readonly [key: number, value: number | string, timestamp: string, step: string][] | null;
  readonly params: readonly [key: number, value: string][] | null;
  readonly tags: readonly [key: number, value: string][] | null;
  readonly datasets: readonly DatasetRead[] | null;
  readonly inputs: readonly string[] | null;
  readonly outputs: readonly [model: string, step: string][] | null;
}

const data = sql(
  "run.data",
  `select u.uuid,
     (select json_agg(json_build_array(m.key, m.value, m.timestamp::text, m.step::text))
        from latest_metric m where m.run = u.uuid) as metrics,
     (select json_agg(json_build_array(p.key, p.value)) from run_param p where p.run = u.uuid) as params,
     (select json_agg(json_build_array(t.key, t.value)) from run_tag t where t.run = u.uuid) as tags,
     (select json_agg(json_build_object('name', d.name, 'digest', d.digest, 'sourceType', d.source_type,
        'source', d.source, 'schema', d.schema, 'profile', d.profile, 'tags', i.tags) order by i.place)
        from run_dataset i join dataset d on d.id = i.dataset where i.run = u.uuid) as datasets,
     (select json_agg(i.model order by i.place) from run_model_input i where i.run = u.uuid) as inputs,
     (select json_agg(json_build_array(o.model, o.step::text) order by o.place)
        from run_model_output o where o.run = u.uuid) as outputs
   from unnest($1::uuid[]) as u(uuid)`,
);

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);

/** What the runs hold, by uuid; metrics, params and tags by key. Whoever asks must be allowed to read the runs. */
export const runData = async (
  db: Database,
  uuids: readonly string[],
  read: Sql = db.read,
): Promise<Map<string, RunData>> => {
  if (uuids.length === 0) return new Map();
  const rows = await read.rows<DataRow>(data, [uuids]);
  const numbers = rows.flatMap(({ metrics, params, tags }) =>
    [...(metrics ?? []), ...(params ?? []), ...(tags ?? [])].map(([key]) => key),
  );
  const name = await keysOf(db, numbers);
  const pairs = (list: DataRow["params"]): KeyValue[] =>
    (list ?? []).map(([key, value]) => ({ key: name(key), value })).sort(byKey);
  return new Map(
    rows.map(({ uuid, metrics, params, tags, datasets, inputs, outputs }) => [
      uuid,
      {
        metrics: (metrics ?? [])
          .map(([key, value, timestamp, step]) => ({
            key: name(key),
            value: Number(value),
            timestamp: BigInt(timestamp),
            step: BigInt(step),
          }))
          .sort(byKey),
        params: pairs(params),
        tags: pairs(tags),
        datasets: datasets ?? [],
        modelInputs: (inputs ?? []).map(hexOfUuid),
        modelOutputs: (outputs ?? []).map(([model, step]) => ({ model: hexOfUuid(model), step: BigInt(step) })),
      },
    ]),
  );
};

export const noRunData: RunData = {
  metrics: [],
  params: [],
  tags: [],
  datasets: [],
  modelInputs: [],
  modelOutputs: [],
};

const datasets = sql(
  "dataset.of_experiments",
  `select d.experiment, d.name, d.digest, i.context from dataset d
   join run_dataset i on i.dataset = d.id where d.experiment = any($1::bigint[])
   group by d.experiment, d.name, d.digest, i.context order by d.experiment, d.name, d.digest, i.context limit $2`,
);

/** Data sets of experiments, each with every context that runs used it in. */
export const datasetsOfExperiments = async (
  db: Sql,
  experiments: readonly bigint[],
  limit: number,
): Promise<{ experiment: bigint; name: string; digest: string; context: string | null }[]> =>
  db.rows(datasets, [experiments, limit]);
