/** Limits of tracking; those of MLflow 3.17's `mlflow/utils/validation.py` where it has one. */
export const trackingLimits = {
    /** Characters of an experiment's name. */
    experimentName: 500,
    /** Characters of an experiment's artifact location. */
    artifactLocation: 2_048,
    /** Characters of a metric's, param's or tag's key. */
    key: 250,
    experimentTagValue: 20_000,
    /** A longer value of a run's param or tag is cut off, as MLflow does. */
    paramValue: 6_000,
    tagValue: 8_000,
    userId: 256,
    /** Of one batch; in all no more than `batch`. */
    batchMetrics: 1_000,
    batchParams: 100,
    batchTags: 100,
    batch: 1_000,
    datasetName: 500,
    datasetDigest: 36,
    /** Bytes in UTF-8 that a logged model's metric has for its key, data set's name and digest together: an index's. */
    modelMetricBytes: 2_500,
    datasetSource: 65_535,
    datasetSchema: 1_048_575,
    datasetProfile: 16_777_215,
    inputTagKey: 255,
    inputTagValue: 500,
    loggedModelName: 500,
    loggedModelParams: 1_000,
    /** Files below one folder that a version can freeze; params, metrics and tags of the run likewise. */
    frozen: 10_000,
};
//# sourceMappingURL=tracking-limits.js.map