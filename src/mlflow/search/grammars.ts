import type { FilterField } from "../../db/filter.js";
import {
  experimentId,
  loggedExperimentId,
  loggedStatus,
  loggedText,
  metricValue,
  optionalText,
  text,
  time,
  type ValueType,
  versionNumber,
  wholeTime,
} from "./values.js";

type Kind = FilterField["kind"];

/** An attribute's name for us, and how it compares. */
export interface Attribute {
  readonly key: string;
  readonly type: ValueType;
}

/** What may be ordered by. */
export interface OrderRules {
  /** The kinds that may be ordered by beside attributes. */
  readonly kinds: ReadonlySet<Kind>;
  /** Attributes as spelled, with their names for us. */
  readonly attributes: ReadonlyMap<string, string>;
  /** How MLflow refuses another attribute. */
  readonly refusal: string;
}

/** The fields of one kind of thing that is searched: the data that one grammar is read with. */
export interface SearchGrammar {
  /** What stands before the first dot of a field. */
  readonly prefixes: ReadonlyMap<string, Kind>;
  /** Attributes as spelled, aliases included. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** How the other kinds compare. */
  readonly kinds: Partial<Record<Exclude<Kind, "attribute">, ValueType>>;
  readonly order: OrderRules;
  /** What MLflow's refusal begins with where the filter is no list of clauses, if it is not the usual. */
  readonly refusal?: string;
}

const map = <Value>(entries: Record<string, Value>): ReadonlyMap<string, Value> => new Map(Object.entries(entries));

/** Attributes of which each is spelled as it is called. */
const plain = (types: Record<string, ValueType>): Record<string, Attribute> =>
  Object.fromEntries(Object.entries(types).map(([key, type]) => [key, { key, type }]));

const names = (...keys: string[]): ReadonlyMap<string, string> => new Map(keys.map((key) => [key, key]));

const runName: Attribute = { key: "run_name", type: text };
const startTime: Attribute = { key: "start_time", type: time };

/** What a dataset is found by: mlflow/utils/search_utils.py, DATASET_ATTRIBUTES. */
export const datasetKeys: ReadonlySet<string> = new Set(["name", "digest", "context"]);

/** Runs: mlflow/utils/search_utils.py, SearchUtils. */
export const runGrammar: SearchGrammar = {
  prefixes: map<Kind>({
    ...{ metric: "metric", metrics: "metric" },
    ...{ param: "param", params: "param", parameter: "param", parameters: "param" },
    ...{ tag: "tag", tags: "tag", dataset: "dataset", datasets: "dataset" },
    ...{ attribute: "attribute", attributes: "attribute", attr: "attribute", run: "attribute" },
  }),
  attributes: map({
    ...plain({ run_id: text, status: text, user_id: text, artifact_uri: text, end_time: time }),
    ...{ run_name: runName, "run name": runName, "Run name": runName, "Run Name": runName },
    ...{ start_time: startTime, created: startTime, Created: startTime },
  }),
  kinds: { metric: metricValue, param: optionalText, tag: optionalText, dataset: text },
  order: {
    kinds: new Set<Kind>(["metric", "param", "tag"]),
    attributes: map({
      ...Object.fromEntries(names("run_id", "run_name", "status", "user_id", "artifact_uri", "start_time", "end_time")),
      ...{ created: "start_time", Created: "start_time" },
    }),
    refusal: "Invalid attribute key",
  },
};

const attributeOrTag = map<Kind>({ attribute: "attribute", tag: "tag", tags: "tag" });

/** Experiments: mlflow/utils/search_utils.py, SearchExperimentsUtils. */
export const experimentGrammar: SearchGrammar = {
  prefixes: attributeOrTag,
  attributes: map(
    plain({ name: text, experiment_id: experimentId, creation_time: wholeTime, last_update_time: wholeTime }),
  ),
  kinds: { tag: optionalText },
  order: {
    kinds: new Set(),
    attributes: names("name", "experiment_id", "creation_time", "last_update_time"),
    refusal: "Invalid attribute key",
  },
};

/** Registered models: mlflow/utils/search_utils.py, SearchModelUtils. */
export const registeredModelGrammar: SearchGrammar = {
  prefixes: attributeOrTag,
  attributes: map(plain({ name: text })),
  kinds: { tag: text },
  order: {
    kinds: new Set(),
    attributes: map({
      name: "name",
      timestamp: "last_updated_timestamp",
      last_updated_timestamp: "last_updated_timestamp",
    }),
    refusal: "Invalid order by key",
  },
};

/**
 * Model versions: mlflow/utils/search_utils.py, SearchModelVersionUtils; and beyond it what a version froze, where it
 * stands, who made it and when, by the names that a version's JSON has for them, or shorter ones.
 */
export const modelVersionGrammar: SearchGrammar = {
  prefixes: map<Kind>({
    ...Object.fromEntries(attributeOrTag),
    ...{ metric: "metric", metrics: "metric", param: "param", params: "param" },
  }),
  attributes: map({
    ...plain({ name: text, run_id: text, source_path: text, version_number: versionNumber }),
    ...plain({ stage: text, alias: text, creator: text }),
    ...{ current_stage: { key: "stage", type: text }, user_id: { key: "creator", type: text } },
    ...plain({ creation_timestamp: time, last_updated_timestamp: time }),
  }),
  kinds: { tag: text, metric: metricValue, param: optionalText },
  order: {
    kinds: new Set(),
    attributes: names("name", "version_number", "creation_timestamp", "last_updated_timestamp"),
    refusal: "Invalid attribute key",
  },
};

const creation: Attribute = { key: "creation_timestamp", type: time };
const lastUpdate: Attribute = { key: "last_updated_timestamp", type: time };

const loggedAttributes = map({
  ...plain({ name: loggedText, model_id: loggedText, model_type: loggedText, source_run_id: loggedText }),
  ...plain({ status: loggedStatus, status_message: loggedText, artifact_location: loggedText }),
  ...plain({ experiment_id: loggedExperimentId }),
  ...{ creation_time: creation, creation_timestamp: creation, creation_timestamp_ms: creation },
  ...{ last_updated_timestamp: lastUpdate, last_updated_timestamp_ms: lastUpdate },
});

/** Logged models: mlflow/utils/search_logged_model_utils.py. */
export const loggedModelGrammar: SearchGrammar = {
  refusal: "Invalid filter string",
  prefixes: map<Kind>({ attributes: "attribute", metrics: "metric", params: "param", tags: "tag" }),
  attributes: loggedAttributes,
  kinds: { metric: metricValue, param: loggedText, tag: loggedText },
  order: {
    kinds: new Set<Kind>(["metric"]),
    attributes: new Map([...loggedAttributes].map(([spelled, { key }]) => [spelled, key])),
    refusal: "Invalid order by field name",
  },
};
