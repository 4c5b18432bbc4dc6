import { teamBySlug } from "../access/access.queries.js";
import { parseArtifactPath } from "../artifacts/artifact-path-rules.js";
import { placeAfter } from "../artifacts/artifacts.queries.js";
import type { Ctx } from "../context.js";
import { keyset } from "../db/keyset.js";
import { DomainError } from "../errors.js";
import { type Page, type PageArgs, page } from "../graphql/connection.js";
import { loader, loadFound } from "../graphql/loader.js";
import { type ExperimentRead, type Lifecycle, searchExperiments } from "./experiments/experiments.queries.js";
import { searchedExperiments } from "./experiments/searched-experiments.loaders.js";
import { searchLoggedModels } from "./logged-models/logged-model-search.queries.js";
import type { LoggedModelRead } from "./logged-models/logged-models.queries.js";
import { searchRuns } from "./runs/run-search.queries.js";
import { type RunRead, runsFound } from "./runs/runs.queries.js";
import { type Attributes, filterFrom, type GivenCondition, type GivenOrder, orderFrom } from "./search/filter-input.js";
import { artifactsLoader, childrenLoader, runLoader } from "./tracking.loaders.js";
import type { ArtifactEntry } from "./tracking.types.js";

const shows: Record<string, Lifecycle> = { LIVE: "ACTIVE_ONLY", DELETED: "DELETED_ONLY", ALL: "ALL" };

const showOf = (deletion: string | null | undefined): Lifecycle => shows[deletion ?? "LIVE"] ?? "ACTIVE_ONLY";

const runAttributes: Attributes = {
  texts: { name: "run_name", user: "user_id" },
  lists: { status: "status" },
  times: { startTime: "start_time", endTime: "end_time" },
};

const runFields = {
  START_TIME: "start_time",
  END_TIME: "end_time",
  NAME: "run_name",
  STATUS: "status",
  USER: "user_id",
};

export interface GivenRunFilter extends GivenCondition {
  readonly experimentIds?: readonly string[] | null;
  readonly rootsOnly?: boolean | null;
  readonly deletion?: string | null;
}

/** One page of the runs that the caller reads, of one experiment when `experimentId` is given. */
export const listRuns = async (
  ctx: Ctx,
  given: GivenRunFilter | null,
  orderBy: readonly GivenOrder[] | null,
  { first, after }: PageArgs,
  experimentId?: string,
): Promise<Page<RunRead>> => {
  const filter = filterFrom(given ?? {}, runAttributes, ["filter"]);
  const order = orderFrom(orderBy, runFields);
  const { experimentIds = null, rootsOnly, deletion } = given ?? {};
  const show = showOf(deletion);
  const keys = keyset("runs", [filter, order, experimentIds, rootsOnly === true, show, experimentId]);
  const place = keys.decode(after);
  const experiments = await searchedExperiments(ctx, { ids: experimentIds, within: experimentId, show });
  const search = { experiments, filter, show, rootsOnly: rootsOnly === true, order, after: place, limit: first + 1 };
  const found = await searchRuns(ctx.db, search);
  const places = new Map(found.map((row) => [row.uuid, row.place]));
  const runs = await runsFound(ctx.db.read, [...places.keys()]);
  for (const run of runs) loader(ctx, runLoader).prime(run.id, run);
  return page(runs, first, ({ uuid }) => keys.encode(...((places.get(uuid) ?? []) as string[])), after);
};

/** One page of a run's children, the newest first unless told otherwise. */
export const listChildren = async (
  ctx: Ctx,
  parent: RunRead,
  orderBy: readonly GivenOrder[] | null,
  { first, after }: PageArgs,
): Promise<Page<RunRead>> => {
  const order = orderFrom(orderBy, runFields);
  const keys = keyset("children", [parent.id, order]);
  const args = { order, after: keys.decode(after), limit: first + 1 };
  const found = await loader(ctx, childrenLoader).load({ id: parent.uuid, args });
  const shown = found.slice(0, first).map(({ id }) => id);
  const runs = await loadFound(loader(ctx, runLoader), shown);
  const places = new Map(found.map(({ id, place }) => [id, place]));
  const cut = page(runs, first, ({ id }) => keys.encode(...(places.get(id) ?? [])), after);
  cut.pageInfo.hasNextPage = found.length > first;
  return cut;
};

const modelAttributes: Attributes = {
  texts: { name: "name", modelType: "model_type" },
  lists: { status: "status" },
  times: { createdAt: "creation_timestamp" },
};

const modelFields = {
  CREATED_AT: "creation_timestamp",
  UPDATED_AT: "last_updated_timestamp",
  NAME: "name",
  STATUS: "status",
};

/** One page of the live logged models that the caller reads, of one experiment when `experimentId` is given. */
export const listLoggedModels = async (
  ctx: Ctx,
  given: (GivenCondition & { readonly experimentIds?: readonly string[] | null }) | null,
  orderBy: readonly GivenOrder[] | null,
  { first, after }: PageArgs,
  experimentId?: string,
): Promise<Page<LoggedModelRead>> => {
  const filter = filterFrom(given ?? {}, modelAttributes, ["filter"]);
  const order = orderFrom(orderBy, modelFields).map((key) => ({ ...key, datasetName: null, datasetDigest: null }));
  const { experimentIds = null } = given ?? {};
  const keys = keyset("loggedModels", [filter, order, experimentIds, experimentId]);
  const place = keys.decode(after);
  const readable = await searchedExperiments(ctx, { ids: experimentIds, within: experimentId, show: "ACTIVE_ONLY" });
  const experiments = readable.filter(({ deletedAt }) => deletedAt === null).map(({ number }) => number);
  const search = { experiments, filter, datasets: [], order, after: place, limit: first + 1 };
  const rows = await searchLoggedModels(ctx.db.read, search);
  return page(rows, first, (row) => keys.encode(...(row.place as string[])), after);
};

const experimentAttributes: Attributes = { texts: { name: "name" }, lists: {}, times: { createdAt: "creation_time" } };

const experimentFields = { NAME: "name", CREATED_AT: "creation_time", UPDATED_AT: "last_update_time" };

export interface GivenExperimentFilter extends GivenCondition {
  readonly team?: string | null;
  readonly visibility?: string | null;
  readonly deletion?: string | null;
}

/** One page of the experiments that the caller reads, the newest first unless told otherwise. */
export const listExperiments = async (
  ctx: Ctx,
  given: GivenExperimentFilter | null,
  orderBy: GivenOrder | null,
  { first, after }: PageArgs,
): Promise<Page<ExperimentRead>> => {
  const filter = filterFrom(given ?? {}, experimentAttributes, ["filter"]);
  const order = orderFrom(orderBy === null ? [] : [orderBy], experimentFields);
  const { team = null, visibility = null, deletion } = given ?? {};
  const show = showOf(deletion);
  const keys = keyset("experiments", [filter, order, team, visibility, show]);
  const place = keys.decode(after);
  const ownerId = team === null ? undefined : (await teamBySlug(ctx, team))?.id;
  if (team !== null && ownerId === undefined) return page<ExperimentRead>([], first, () => "", after);
  const rows = await searchExperiments(ctx.db.read, ctx.access.ability, {
    ...{ filter, show, ownerId, order, after: place, limit: first + 1 },
    visibility: visibility ?? undefined,
  });
  return page(rows, first, (row) => keys.encode(...(row.place as string[])), after);
};

/** One page of a folder (the root where none is named) of a run or logged model, by path. */
export const listArtifacts = async (
  ctx: Ctx,
  owner: { readonly id: string; readonly uuid: string },
  path: string | null,
  { first, after }: PageArgs,
): Promise<Page<ArtifactEntry>> => {
  const folder = parseArtifactPath(path ?? "");
  const keys = keyset("artifacts", [owner.id, folder]);
  const from = String(keys.decode(after)?.[0] ?? "");
  const found = await loader(ctx, artifactsLoader).load({ id: owner.uuid, args: { folder, from, limit: first + 1 } });
  const prefix = folder === "" ? "" : `${folder}/`;
  const entries = found.map((child) => ({ ...child, path: `${prefix}${child.name}` }));
  return page(entries, first, (child) => keys.encode(placeAfter(child)), after);
};

/** Refuses more ids than one question takes. */
export const checkCount = (name: string, list: readonly unknown[], most: number): void => {
  if (list.length < 1 || list.length > most)
    throw new DomainError("INVALID_INPUT", `${name}: 1–${most}, not ${list.length}.`, { path: [name] });
};
