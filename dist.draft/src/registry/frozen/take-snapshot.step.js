import { filesBelow } from "../../artifacts/artifacts.queries.js";
import { hexOfUuid } from "../../db/ids.js";
import { loggedModelData } from "../../tracking/logged-models/logged-models.queries.js";
import { noRunData, runData } from "../../tracking/runs/run-data.queries.js";
import { trackingLimits } from "../../tracking/tracking-limits.js";
import { doubleValue, latestByKey, snapshotOf } from "../run-snapshot.js";
/**
 * Reads what a version freezes: the files of its source, and the run's params, latest metrics, tags and data sets; of a
 * logged model whose run cannot be read, its own params and metrics.
 */
export const takeSnapshot = async (tx, db, of) => {
    const [artifacts, facts] = [await filesOf(tx, of), await factsOf(tx, db, of)];
    return { ...facts, artifacts };
};
/** What there is too much of for a version to freeze, in words; undefined when all of it fits. */
export const excessOf = ({ artifacts, params, metrics, datasets, run }) => {
    const counted = { files: artifacts, params, metrics, "data sets": datasets, tags: run?.tags ?? [] };
    const [what] = Object.entries(counted).find(([, { length }]) => length > trackingLimits.frozen) ?? [];
    return what === undefined ? undefined : `more than ${trackingLimits.frozen.toLocaleString("en-US")} ${what}`;
};
const filesOf = async (tx, { run, loggedModel, artifactRoot }) => {
    const owner = loggedModel?.uuid ?? run?.uuid;
    if (artifactRoot === null || owner === undefined)
        return [];
    return filesBelow(tx, { uuid: owner }, artifactRoot, trackingLimits.frozen + 1);
};
const factsOf = async (tx, db, { run, loggedModel }) => {
    if (run === null)
        return loggedModel === null ? nothing : factsOfModel(tx, loggedModel.uuid);
    const data = (await runData(db, [run.uuid], tx)).get(run.uuid) ?? noRunData;
    return {
        params: data.params,
        metrics: data.metrics.map(({ key, value }) => ({ key, value: doubleValue(value) })),
        datasets: data.datasets.map(({ name, digest, source }) => ({ name, digest, source })),
        run: snapshotOf({ ...run, hex: hexOfUuid(run.uuid) }, data),
    };
};
const nothing = { params: [], metrics: [], datasets: [], run: null };
const factsOfModel = async (tx, uuid) => {
    const data = (await loggedModelData(tx, [uuid])).get(uuid);
    return { ...nothing, params: data?.params ?? [], metrics: latestByKey(data?.metrics ?? []) };
};
//# sourceMappingURL=take-snapshot.step.js.map