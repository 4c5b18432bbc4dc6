import { experimentId, loggedExperimentId, loggedStatus, loggedText, metricValue, optionalText, text, time, versionNumber, wholeTime, } from "./values.js";
const map = (entries) => new Map(Object.entries(entries));
/** Attributes of which each is spelled as it is called. */
const plain = (types) => Object.fromEntries(Object.entries(types).map(([key, type]) => [key, { key, type }]));
const names = (...keys) => new Map(keys.map((key) => [key, key]));
const runName = { key: "run_name", type: text };
const startTime = { key: "start_time", type: time };
/** What a dataset is found by: mlflow/utils/search_utils.py, DATASET_ATTRIBUTES. */
export const datasetKeys = new Set(["name", "digest", "context"]);
/** Runs: mlflow/utils/search_utils.py, SearchUtils. */
export const runGrammar = {
    prefixes: map({
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
        kinds: new Set(["metric", "param", "tag"]),
        attributes: map({
            ...Object.fromEntries(names("run_id", "run_name", "status", "user_id", "artifact_uri", "start_time", "end_time")),
            ...{ created: "start_time", Created: "start_time" },
        }),
        refusal: "Invalid attribute key",
    },
};
const attributeOrTag = map({ attribute: "attribute", tag: "tag", tags: "tag" });
/** Experiments: mlflow/utils/search_utils.py, SearchExperimentsUtils. */
export const experimentGrammar = {
    prefixes: attributeOrTag,
    attributes: map(plain({ name: text, experiment_id: experimentId, creation_time: wholeTime, last_update_time: wholeTime })),
    kinds: { tag: optionalText },
    order: {
        kinds: new Set(),
        attributes: names("name", "experiment_id", "creation_time", "last_update_time"),
        refusal: "Invalid attribute key",
    },
};
/** Registered models: mlflow/utils/search_utils.py, SearchModelUtils. */
export const registeredModelGrammar = {
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
/** Model versions: mlflow/utils/search_utils.py, SearchModelVersionUtils. */
export const modelVersionGrammar = {
    prefixes: attributeOrTag,
    attributes: map(plain({ name: text, run_id: text, source_path: text, version_number: versionNumber })),
    kinds: { tag: text },
    order: {
        kinds: new Set(),
        attributes: names("name", "version_number", "creation_timestamp", "last_updated_timestamp"),
        refusal: "Invalid attribute key",
    },
};
const creation = { key: "creation_timestamp", type: time };
const lastUpdate = { key: "last_updated_timestamp", type: time };
const loggedAttributes = map({
    ...plain({ name: loggedText, model_id: loggedText, model_type: loggedText, source_run_id: loggedText }),
    ...plain({ status: loggedStatus, status_message: loggedText, artifact_location: loggedText }),
    ...plain({ experiment_id: loggedExperimentId }),
    ...{ creation_time: creation, creation_timestamp: creation, creation_timestamp_ms: creation },
    ...{ last_updated_timestamp: lastUpdate, last_updated_timestamp_ms: lastUpdate },
});
/** Logged models: mlflow/utils/search_logged_model_utils.py. */
export const loggedModelGrammar = {
    prefixes: map({ attributes: "attribute", metrics: "metric", params: "param", tags: "tag" }),
    attributes: loggedAttributes,
    kinds: { metric: metricValue, param: loggedText, tag: loggedText },
    order: {
        kinds: new Set(["metric"]),
        attributes: new Map([...loggedAttributes].map(([spelled, { key }]) => [spelled, key])),
        refusal: "Invalid order by field name",
    },
};
//# sourceMappingURL=grammars.js.map