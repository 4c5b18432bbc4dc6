import DataLoader from "dataloader";
import { childrenOfOwners } from "../artifacts/artifact-lists.queries.js";
import type { ArtifactChild } from "../artifacts/artifacts.queries.js";
import type { Ctx } from "../context.js";
import { byId, edgeLoader, under } from "../graphql/loader.js";
import { type ExperimentRead, experimentsById } from "./experiments/experiments.queries.js";
import type { KeyValue } from "./key-value.js";
import {
  type FirstModelMetric,
  metricsOfLoggedModels,
  paramsOfLoggedModels,
  tagsOfLoggedModels,
} from "./logged-models/logged-model-details.queries.js";
import { type LoggedModelRead, loggedModelsById } from "./logged-models/logged-models.queries.js";
import { type SampledHistory, sampledHistories } from "./metrics/metric-samples.queries.js";
import type { StepRange } from "./metrics/sampling-rules.js";
import type { LatestMetric } from "./runs/run-data.queries.js";
import {
  datasetDescriptions,
  datasetsOfRuns,
  type KeyedSlice,
  type LinkedModel,
  metricsOfRuns,
  modelsOfRuns,
  namesOfRuns,
  paramsOfRuns,
  tagsOfExperiments,
  tagsOfRuns,
  type UsedDataset,
} from "./runs/run-details.queries.js";
import {
  type Best,
  bestChildren,
  type ChildrenSlice,
  childCounts,
  childrenOfRuns,
  type FoundChild,
  metricsOfChildren,
  parentsOfRuns,
} from "./runs/run-tree.queries.js";
import { lastRunStarts, type RunRead, runsById } from "./runs/runs.queries.js";

/** Experiments by id, deleted ones too; null where absent or hidden. */
export const experimentLoader = (ctx: Ctx) =>
  new DataLoader<string, ExperimentRead | null>(async (ids) =>
    byId(ids, await experimentsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** When the run began that began last, by experiment id; null where there is none. */
export const lastRunStartLoader = (ctx: Ctx) =>
  new DataLoader<string, bigint | null>(async (ids) =>
    under(ids, await lastRunStarts(ctx.db.reader, ids)).map(([row]) => row?.startTime ?? null),
  );

/** Runs by id, deleted ones too; null where absent or hidden. */
export const runLoader = (ctx: Ctx) =>
  new DataLoader<string, RunRead | null>(async (ids) =>
    byId(ids, await runsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** Logged models by id, deleted ones too; null where absent or hidden. */
export const loggedModelLoader = (ctx: Ctx) =>
  new DataLoader<string, LoggedModelRead | null>(async (ids) =>
    byId(ids, await loggedModelsById(ctx.db.reader, ctx.access.ability, ids)),
  );

/** The first tags, by experiment id. */
export const experimentTagsLoader = (ctx: Ctx) =>
  edgeLoader<number, KeyValue[]>(async (ids, first) => under(ids, await tagsOfExperiments(ctx.db.reader, ids, first)));

/** The name, by uuid of a run that the caller reads, as all that follow; empty where it has none. */
export const runNameLoader = (ctx: Ctx) =>
  new DataLoader<string, string>(async (uuids) =>
    under(uuids, await namesOfRuns(ctx.db, uuids)).map(([row]) => row?.name ?? ""),
  );

/** The first tags, by key. */
export const runTagsLoader = (ctx: Ctx) =>
  edgeLoader<KeyedSlice, KeyValue[]>(async (uuids, slice) => under(uuids, await tagsOfRuns(ctx.db, uuids, slice)));

/** The first params, by key. */
export const runParamsLoader = (ctx: Ctx) =>
  edgeLoader<KeyedSlice, KeyValue[]>(async (uuids, slice) => under(uuids, await paramsOfRuns(ctx.db, uuids, slice)));

/** The latest values of the first metrics, by key. */
export const runMetricsLoader = (ctx: Ctx) =>
  edgeLoader<KeyedSlice, LatestMetric[]>(async (uuids, slice) =>
    under(uuids, await metricsOfRuns(ctx.db, uuids, slice)),
  );

/** The first data sets. */
export const runDatasetsLoader = (ctx: Ctx) =>
  edgeLoader<number, UsedDataset[]>(async (uuids, first) =>
    under(uuids, await datasetsOfRuns(ctx.db.reader, uuids, first)),
  );

/** Schema and profile by a data set's number. */
export const datasetDescriptionLoader = (ctx: Ctx) =>
  new DataLoader<bigint, { schema: string | null; profile: string | null } | null>(async (numbers) => {
    const found = new Map((await datasetDescriptions(ctx.db.reader, numbers)).map((row) => [row.id, row]));
    return numbers.map((number) => found.get(number) ?? null);
  });

/** The first logged models that the caller reads. */
export const runModelsLoader = (ctx: Ctx) =>
  edgeLoader<number, LinkedModel[]>(async (uuids, first) =>
    under(uuids, await modelsOfRuns(ctx.db.reader, ctx.access.ability, uuids, first)),
  );

/** How many children it has. */
export const childCountLoader = (ctx: Ctx) =>
  new DataLoader<string, number>(async (uuids) =>
    under(uuids, await childCounts(ctx.db, uuids)).map(([row]) => row?.count ?? 0),
  );

/** The first children in an order. */
export const childrenLoader = (ctx: Ctx) =>
  edgeLoader<ChildrenSlice, FoundChild[]>(async (uuids, slice) =>
    under(uuids, await childrenOfRuns(ctx.db, uuids, slice)),
  );

/** The best child by a metric, and its value. */
export const bestChildLoader = (ctx: Ctx) =>
  edgeLoader<{ metric: string; isHigherBetter: boolean }, Best | null>(async (uuids, by) =>
    under(uuids, await bestChildren(ctx.db, uuids, by)).map(([row]) => row ?? null),
  );

/** By which metric its children are compared; null where they have none. */
export const childMetricLoader = (ctx: Ctx) =>
  edgeLoader<readonly string[], string | null>(async (uuids, among) =>
    under(uuids, await metricsOfChildren(ctx.db, uuids, among)).map(([row]) => row?.metric ?? null),
  );

/** The id of the run that it is nested in. */
export const parentLoader = (ctx: Ctx) =>
  new DataLoader<string, string | null>(async (uuids) =>
    under(uuids, await parentsOfRuns(ctx.db, uuids)).map(([row]) => row?.id ?? null),
  );

/** What of a metric's course is asked for. */
export interface Sampling {
  readonly key: string;
  readonly most: number;
  readonly range: StepRange;
}

/** A metric's course in few points. */
export const historyLoader = (ctx: Ctx) =>
  edgeLoader<Sampling, SampledHistory>((uuids, { key, ...sampling }) =>
    sampledHistories(ctx.db, { runs: uuids, metric: key, ...sampling }),
  );

/** The first tags, by uuid of a logged model that the caller reads, as all that follow. */
export const modelTagsLoader = (ctx: Ctx) =>
  edgeLoader<number, KeyValue[]>(async (uuids, first) =>
    under(uuids, await tagsOfLoggedModels(ctx.db.reader, uuids, first)),
  );

/** The first params, by key. */
export const modelParamsLoader = (ctx: Ctx) =>
  edgeLoader<number, KeyValue[]>(async (uuids, first) =>
    under(uuids, await paramsOfLoggedModels(ctx.db.reader, uuids, first)),
  );

/** The first metrics, by key, run and data set. */
export const modelMetricsLoader = (ctx: Ctx) =>
  edgeLoader<number, FirstModelMetric[]>(async (uuids, first) =>
    under(uuids, await metricsOfLoggedModels(ctx.db.reader, uuids, first)),
  );

/** The part of a folder that is asked for. */
export interface FolderSlice {
  readonly folder: string;
  readonly from: string;
  readonly limit: number;
}

/** Children of a folder, by uuid of a run or logged model that the caller reads. */
export const artifactsLoader = (ctx: Ctx) =>
  edgeLoader<FolderSlice, ArtifactChild[]>(async (uuids, slice) =>
    under(uuids, await childrenOfOwners(ctx.db.reader, uuids, slice)),
  );
