import { byKey } from "../../verify/version-digest.js";
/** MLflow's tag for the commit that the run's code came from. */
const COMMIT = "mlflow.source.git.commit";
/** A double as canonical JSON holds it: names for those that JSON cannot write. */
export const doubleValue = (value) => Number.isFinite(value) ? value : String(value);
/** The snapshot of a run as it is now. */
export const snapshotOf = (run, { tags }) => ({
    id: run.hex,
    experimentId: run.experiment.toString(),
    status: run.status,
    user: run.userId,
    startTime: run.startTime.toString(),
    endTime: run.endTime?.toString() ?? null,
    sourceCommit: tags.find(({ key }) => key === COMMIT)?.value ?? null,
    tags: byKey(tags),
});
/** Of each metric the value logged last. */
export const latestByKey = (metrics) => {
    const latest = new Map();
    for (const { key, value, timestamp } of metrics) {
        const known = latest.get(key);
        if (known === undefined || known.at <= timestamp)
            latest.set(key, { value, at: timestamp });
    }
    return [...latest].map(([key, { value }]) => ({ key, value: doubleValue(value) }));
};
//# sourceMappingURL=run-snapshot.js.map