import DataLoader from "dataloader";
import { childrenOfOwners } from "../artifacts/artifact-lists.queries.js";
import { byId, edgeLoader, under } from "../graphql/loader.js";
import { experimentsById } from "./experiments/experiments.queries.js";
import { metricsOfLoggedModels, paramsOfLoggedModels, tagsOfLoggedModels, } from "./logged-models/logged-model-details.queries.js";
import { loggedModelsById } from "./logged-models/logged-models.queries.js";
import { sampledHistories } from "./metrics/metric-samples.queries.js";
import { datasetDescriptions, datasetsOfRuns, metricsOfRuns, modelsOfRuns, namesOfRuns, paramsOfRuns, tagsOfExperiments, tagsOfRuns, } from "./runs/run-details.queries.js";
import { bestChildren, childCounts, childrenOfRuns, parentsOfRuns, } from "./runs/run-tree.queries.js";
import { runsById } from "./runs/runs.queries.js";
/** Experiments by id, deleted ones too; null where absent or hidden. */
export const experimentLoader = (ctx) => new DataLoader(async (ids) => byId(ids, await experimentsById(ctx.db.reader, ctx.access.ability, ids)));
/** Runs by id, deleted ones too; null where absent or hidden. */
export const runLoader = (ctx) => new DataLoader(async (ids) => byId(ids, await runsById(ctx.db.reader, ctx.access.ability, ids)));
/** Logged models by id, deleted ones too; null where absent or hidden. */
export const loggedModelLoader = (ctx) => new DataLoader(async (ids) => byId(ids, await loggedModelsById(ctx.db.reader, ctx.access.ability, ids)));
/** The first tags, by experiment id. */
export const experimentTagsLoader = (ctx) => edgeLoader(async (ids, first) => under(ids, await tagsOfExperiments(ctx.db.reader, ids, first)));
/** The name, by uuid of a run that the caller reads, as all that follow; empty where it has none. */
export const runNameLoader = (ctx) => new DataLoader(async (uuids) => under(uuids, await namesOfRuns(ctx.db, uuids)).map(([row]) => row?.name ?? ""));
/** The first tags, by key. */
export const runTagsLoader = (ctx) => edgeLoader(async (uuids, slice) => under(uuids, await tagsOfRuns(ctx.db, uuids, slice)));
/** The first params, by key. */
export const runParamsLoader = (ctx) => edgeLoader(async (uuids, slice) => under(uuids, await paramsOfRuns(ctx.db, uuids, slice)));
/** The latest values of the first metrics, by key. */
export const runMetricsLoader = (ctx) => edgeLoader(async (uuids, slice) => under(uuids, await metricsOfRuns(ctx.db, uuids, slice)));
/** The first data sets. */
export const runDatasetsLoader = (ctx) => edgeLoader(async (uuids, first) => under(uuids, await datasetsOfRuns(ctx.db.reader, uuids, first)));
/** Schema and profile by a data set's number. */
export const datasetDescriptionLoader = (ctx) => new DataLoader(async (numbers) => {
    const found = new Map((await datasetDescriptions(ctx.db.reader, numbers)).map((row) => [row.id, row]));
    return numbers.map((number) => found.get(number) ?? null);
});
/** The first logged models that the caller reads. */
export const runModelsLoader = (ctx) => edgeLoader(async (uuids, first) => under(uuids, await modelsOfRuns(ctx.db.reader, ctx.access.ability, uuids, first)));
/** How many children it has. */
export const childCountLoader = (ctx) => new DataLoader(async (uuids) => under(uuids, await childCounts(ctx.db, uuids)).map(([row]) => row?.count ?? 0));
/** The first children in an order. */
export const childrenLoader = (ctx) => edgeLoader(async (uuids, slice) => under(uuids, await childrenOfRuns(ctx.db, uuids, slice)));
/** The id of the best child. */
export const bestChildLoader = (ctx) => edgeLoader(async (uuids, by) => under(uuids, await bestChildren(ctx.db, uuids, by)).map(([row]) => row?.id ?? null));
/** The id of the run that it is nested in. */
export const parentLoader = (ctx) => new DataLoader(async (uuids) => under(uuids, await parentsOfRuns(ctx.db, uuids)).map(([row]) => row?.id ?? null));
/** A metric's course in few points. */
export const historyLoader = (ctx) => edgeLoader((uuids, { key, ...sampling }) => sampledHistories(ctx.db, { runs: uuids, metric: key, ...sampling }));
/** The first tags, by uuid of a logged model that the caller reads, as all that follow. */
export const modelTagsLoader = (ctx) => edgeLoader(async (uuids, first) => under(uuids, await tagsOfLoggedModels(ctx.db.reader, uuids, first)));
/** The first params, by key. */
export const modelParamsLoader = (ctx) => edgeLoader(async (uuids, first) => under(uuids, await paramsOfLoggedModels(ctx.db.reader, uuids, first)));
/** The first metrics, by key, run and data set. */
export const modelMetricsLoader = (ctx) => edgeLoader(async (uuids, first) => under(uuids, await metricsOfLoggedModels(ctx.db.reader, uuids, first)));
/** Children of a folder, by uuid of a run or logged model that the caller reads. */
export const artifactsLoader = (ctx) => edgeLoader(async (uuids, slice) => under(uuids, await childrenOfOwners(ctx.db.reader, uuids, slice)));
//# sourceMappingURL=tracking.loaders.js.map