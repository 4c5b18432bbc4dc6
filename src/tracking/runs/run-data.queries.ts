import type { Database } from "../../db/database.js";
import { hexOfUuid } from "../../db/ids.js";
import { inTurn, readInTurn } from "../../db/read-in-turn.js";
import type { Reader } from "../../db/sql.js";
import type { KeyValue } from "../key-value.js";
import { keysOf } from "../keys.store.js";
import { RUN_NAME } from "../run-names.js";
import type { DatasetInput } from "./inputs.store.js";

/** The latest value of a metric. */
export interface LatestMetric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: bigint;
  readonly step: bigint;
}

/** What a run holds beside its own facts. */
export interface RunData {
  /** Its name, whether or not it has the tag. */
  readonly name: string;
  readonly metrics: readonly LatestMetric[];
  readonly params: readonly KeyValue[];
  readonly tags: readonly KeyValue[];
  readonly datasets: readonly DatasetInput[];
  readonly modelInputs: readonly ModelLink[];
  readonly modelOutputs: readonly (ModelLink & { readonly step: bigint })[];
}

/** A logged model that a run used or made. */
export interface ModelLink {
  /** Hexadecimal digits. */
  readonly model: string;
  /** MLflow's id of its experiment: whoever reads that reads it. */
  readonly experiment: bigint;
}

interface DataRow {
  readonly metrics: readonly [key: number, value: number | string, timestamp: string, step: string][] | null;
  readonly params: readonly [key: number, value: string][] | null;
  readonly tags: readonly [key: number, value: string, shown: boolean][] | null;
  readonly datasets: readonly DatasetInput[] | null;
  readonly inputs: readonly [model: string, experiment: string][] | null;
  readonly outputs: readonly [model: string, experiment: string, step: string][] | null;
}

const data = inTurn(
  "run.data",
  "uuid",
  (run) => `select row_to_json(facts) from (select
     (select json_agg(json_build_array(m.key, m.value, m.timestamp::text, m.step::text))
        from latest_metric m where m.run = ${run}) as metrics,
     (select json_agg(json_build_array(p.key, p.value)) from run_param p where p.run = ${run}) as params,
     (select json_agg(json_build_array(t.key, t.value, t.shown)) from run_tag t where t.run = ${run}) as tags,
     (select json_agg(json_build_object('name', d.name, 'digest', d.digest, 'sourceType', d.source_type,
        'source', d.source, 'schema', d.schema, 'profile', d.profile, 'tags', i.tags) order by i.place)
        from run_dataset i join dataset d on d.id = i.dataset where i.run = ${run}) as datasets,
     (select json_agg(json_build_array(i.model, l.experiment::text) order by i.place)
        from run_model_input i join logged_model l on l.uuid = i.model where i.run = ${run}) as inputs,
     (select json_agg(json_build_array(o.model, l.experiment::text, o.step::text) order by o.place)
        from run_model_output o join logged_model l on l.uuid = o.model where o.run = ${run}) as outputs) facts`,
);

const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);

/**
 * What the first of the runs hold, by uuid: of all of them, unless that is too much for one answer. Metrics, params and
 * tags by key. Whoever asks must be allowed to read the runs.
 */
export const runData = async (
  db: Database,
  uuids: readonly string[],
  reader: Reader = db.reader,
): Promise<Map<string, RunData>> => {
  const rows = await readInTurn<DataRow>(reader, data, uuids);
  const numbers = [...rows.values()].flatMap((row) =>
    [...(row?.metrics ?? []), ...(row?.params ?? []), ...(row?.tags ?? [])].map(([key]) => key),
  );
  const name = await keysOf(db, numbers);
  return new Map([...rows].map(([uuid, row]) => [uuid, row === null ? noRunData : heldBy(row, name)]));
};

const heldBy = (row: DataRow, name: (key: number) => string): RunData => {
  const pairs = (list: readonly (readonly [key: number, value: string, shown?: boolean])[] | null): KeyValue[] =>
    (list ?? []).map(([key, value]) => ({ key: name(key), value })).sort(byKey);
  const { metrics, params, tags, datasets, inputs, outputs } = row;
  return {
    name: tags?.find(([key]) => name(key) === RUN_NAME)?.[1] ?? "",
    metrics: (metrics ?? [])
      .map(([key, value, timestamp, step]) => ({
        key: name(key),
        value: Number(value),
        timestamp: BigInt(timestamp),
        step: BigInt(step),
      }))
      .sort(byKey),
    params: pairs(params),
    tags: pairs(tags?.filter(([, , shown]) => shown) ?? null),
    datasets: datasets ?? [],
    modelInputs: (inputs ?? []).map(([model, experiment]) => ({
      model: hexOfUuid(model),
      experiment: BigInt(experiment),
    })),
    modelOutputs: (outputs ?? []).map(([model, experiment, step]) => ({
      model: hexOfUuid(model),
      experiment: BigInt(experiment),
      step: BigInt(step),
    })),
  };
};

export const noRunData: RunData = {
  name: "",
  metrics: [],
  params: [],
  tags: [],
  datasets: [],
  modelInputs: [],
  modelOutputs: [],
};
