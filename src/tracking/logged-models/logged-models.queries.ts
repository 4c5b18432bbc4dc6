import type { Ability } from "../../access/ability.js";
import { inTurn, readInTurn } from "../../db/read-in-turn.js";
import { dynamicSql, type Reader, Values } from "../../db/sql.js";
import { readableExperiments } from "../experiments/experiments.queries.js";
import type { KeyValue } from "../key-value.js";
import type { LoggedModelStatus } from "../statuses.js";

/** A logged model as read. */
export interface LoggedModelRead {
  readonly id: string;
  readonly uuid: string;
  /** MLflow's experiment id. */
  readonly experiment: bigint;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string;
  /** The run that made it, as the client wrote it. */
  readonly sourceRun: string | null;
  readonly status: LoggedModelStatus;
  readonly createdAt: string;
  readonly createdById: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly artifactUri: string;
}

/** Hexadecimal digits of logged model l. */
export const modelHex = "encode(uuid_send(l.uuid), 'hex')";

/** Where the artifacts of logged model l are, of experiment e. */
export const modelArtifactUri = `coalesce(e.artifact_location, 'mlflow-artifacts:/' || e.number) || '/models/m-' || ${modelHex} || '/artifacts'`;

export const loggedModelColumns = `l.id, l.uuid, l.experiment, e.id as "experimentId", l.name, l.model_type as "modelType",
  l.source_run as "sourceRun", l.status, l.created_at as "createdAt", l.created_by as "createdById",
  l.updated_at as "updatedAt", l.deleted_at as "deletedAt", ${modelArtifactUri} as "artifactUri"`;

/** Logged models by id, deleted ones too, in no order; those that the caller may not read are left out. */
export const loggedModelsById = async (
  db: Reader,
  ability: Ability,
  ids: readonly string[],
): Promise<LoggedModelRead[]> => {
  const values = new Values();
  const text = `select ${loggedModelColumns} from logged_model l join experiment e on e.number = l.experiment
    where ${values.among("l.id", ids)} and ${readableExperiments(ability, values)}`;
  return db.rows<LoggedModelRead>(dynamicSql(text), values.list);
};

/** The latest value of a metric of a logged model, by a run, perhaps on a data set. */
export interface ModelMetricRead {
  readonly key: string;
  readonly value: number;
  readonly timestamp: bigint;
  readonly step: bigint;
  /** Hexadecimal digits of the run that measured it. */
  readonly run: string;
  /** MLflow's id of that run's experiment: whoever reads that reads the run. */
  readonly experiment: bigint;
  readonly datasetName: string;
  readonly datasetDigest: string;
}

/** What a logged model holds beside its own facts, each by key. */
export interface LoggedModelData {
  readonly params: readonly KeyValue[];
  readonly tags: readonly KeyValue[];
  readonly metrics: readonly ModelMetricRead[];
}

interface DataRow {
  readonly params: readonly KeyValue[] | null;
  readonly tags: readonly KeyValue[] | null;
  readonly metrics:
    | readonly (Omit<ModelMetricRead, "value" | "timestamp" | "step" | "experiment"> & {
        value: number | string;
        timestamp: string;
        step: string;
        experiment: string;
      })[]
    | null;
}

const data = inTurn(
  "logged_model.data",
  "uuid",
  (model) => `select row_to_json(facts) from (select
     (select json_agg(json_build_object('key', p.key, 'value', p.value) order by p.key)
        from logged_model_param p where p.model = ${model}) as params,
     (select json_agg(json_build_object('key', t.key, 'value', t.value) order by t.key)
        from logged_model_tag t where t.model = ${model}) as tags,
     (select json_agg(json_build_object('key', m.key, 'value', m.value, 'timestamp', m.timestamp::text,
        'step', m.step::text, 'run', encode(uuid_send(m.run), 'hex'), 'experiment', (select r.experiment::text from run r
         where r.uuid = m.run), 'datasetName', m.dataset_name,
        'datasetDigest', m.dataset_digest) order by m.key, m.run, m.dataset_name, m.dataset_digest)
        from latest_model_metric m where m.model = ${model}) as metrics) facts`,
);

/**
 * What the first of the logged models hold, by uuid: of all of them, unless that is too much for one answer. Whoever asks
 * must be allowed to read them.
 */
export const loggedModelData = async (db: Reader, uuids: readonly string[]): Promise<Map<string, LoggedModelData>> => {
  const rows = await readInTurn<DataRow>(db, data, uuids);
  return new Map([...rows].map(([uuid, row]) => [uuid, row === null ? noLoggedModelData : heldBy(row)]));
};

const heldBy = ({ params, tags, metrics }: DataRow): LoggedModelData => ({
  params: params ?? [],
  tags: tags ?? [],
  metrics: (metrics ?? []).map((each) => ({
    ...each,
    value: Number(each.value),
    timestamp: BigInt(each.timestamp),
    step: BigInt(each.step),
    experiment: BigInt(each.experiment),
  })),
});

export const noLoggedModelData: LoggedModelData = { params: [], tags: [], metrics: [] };
