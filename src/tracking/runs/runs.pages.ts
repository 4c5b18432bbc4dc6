import type { Ctx } from "../../context.js";
import { upTo } from "../../db/counting.js";
import { readFacet } from "../../db/facets.js";
import { uuidOfId } from "../../db/ids.js";
import { keyset } from "../../db/keyset.js";
import { DomainError } from "../../errors.js";
import { type PageArgs, page } from "../../graphql/connection.js";
import { type CountedPage, type Counting, counted } from "../../graphql/counted.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { searchedExperiments, showOf } from "../experiments/searched-experiments.pages.js";
import {
  type Attributes,
  filterFrom,
  type GivenCondition,
  type GivenOrder,
  orderFrom,
} from "../search/filter-input.js";
import { childrenLoader, runLoader } from "../tracking.loaders.js";
import { runHexFrom } from "../tracking-ids.js";
import { countedRuns } from "./run-count.queries.js";
import { runFacets } from "./run-facets.queries.js";
import type { RunOrderKey } from "./run-order.queries.js";
import { searchRuns } from "./run-search.queries.js";
import { type RunRead, runsFound } from "./runs.queries.js";

const runAttributes: Attributes<"name" | "user", "status", "startTime" | "endTime"> = {
  texts: [
    ["name", "run_name"],
    ["user", "user_id"],
  ],
  lists: [["status", "status"]],
  times: [
    ["startTime", "start_time"],
    ["endTime", "end_time"],
  ],
};

const runFields = {
  START_TIME: "start_time",
  END_TIME: "end_time",
  NAME: "run_name",
  STATUS: "status",
  USER: "user_id",
};

export interface GivenRunFilter extends GivenCondition<"name" | "user", "status", "startTime" | "endTime"> {
  readonly experimentIds?: readonly string[] | null;
  readonly rootsOnly?: boolean | null;
  readonly parent?: string | null;
  readonly matchChildren?: boolean | null;
  readonly deletion?: string | null;
}

/** Which runs are looked at, beside the filter's conditions. */
const lookedAt = ({ rootsOnly, parent, matchChildren }: GivenRunFilter) => ({
  rootsOnly: rootsOnly === true,
  parent: parent == null ? null : runHexFrom(parent),
  matchChildren: matchChildren === true,
});

interface GivenRunOrder extends GivenOrder {
  readonly bestChild?: { readonly metric: string; readonly direction: string } | null;
}

/** The keys of an order of runs; of `bestChild` the best come first. */
const runOrderFrom = (given: readonly GivenRunOrder[] | null): RunOrderKey[] => {
  const plain = (given ?? []).map(({ bestChild, ...rest }, index): GivenOrder => {
    if (bestChild == null) return rest;
    if (Object.values(rest).some((value) => value != null))
      throw new DomainError("INVALID_INPUT", `orderBy.${index}: bestChild takes nothing beside it.`, {
        path: ["orderBy", String(index)],
      });
    return { metric: bestChild.metric, direction: bestChild.direction === "LOWER_IS_BETTER" ? "ASC" : "DESC" };
  });
  return orderFrom(plain, runFields).map((key, index) =>
    given?.[index]?.bestChild == null ? key : { ...key, bestChild: true },
  );
};

/** One page of the runs that the caller reads, of one experiment when `experimentId` is given. */
export const listRuns = async (
  ctx: Ctx,
  given: GivenRunFilter | null,
  orderBy: readonly GivenRunOrder[] | null,
  { first, after }: PageArgs,
  experimentId?: string,
): Promise<CountedPage<RunRead>> => {
  const filter = filterFrom(given ?? {}, runAttributes, ["filter"]);
  const order = runOrderFrom(orderBy);
  const { experimentIds = null, deletion } = given ?? {};
  const [show, which] = [showOf(deletion), lookedAt(given ?? {})];
  const keys = keyset("runs", [filter, order, experimentIds, which, show, experimentId]);
  const place = keys.decode(after);
  const experiments = await searchedExperiments(ctx, { ids: experimentIds, within: experimentId, show });
  const search = { experiments, filter, show, ...which };
  const found = await searchRuns(ctx.db, { ...search, order, after: place, limit: first + 1 });
  const places = new Map(found.map((row) => [row.uuid, row.place]));
  const runs = await runsFound(ctx.db.reader, [...places.keys()]);
  for (const run of runs) loader(ctx, runLoader).prime(run.id, run);
  const shown = page(runs, first, ({ uuid }) => keys.encode(...(places.get(uuid) ?? [])), after);
  return counted(shown, {
    find: (most) => countedRuns(ctx.db, search, most),
    idOf: ({ uuid }) => uuid,
    facet: runFacet(ctx),
  });
};

const runFacet =
  (ctx: Ctx): Counting<RunRead>["facet"] =>
  (found, key, values) =>
    readFacet(ctx.db.reader, runFacets, found, key, values);

/** The runs that match, the newest first: as many as `most`. */
export const findRunUuids = async (ctx: Ctx, given: GivenRunFilter | null, most: number): Promise<string[]> => {
  const filter = filterFrom(given ?? {}, runAttributes, ["filter"]);
  const { experimentIds = null, deletion } = given ?? {};
  const show = showOf(deletion);
  const experiments = await searchedExperiments(ctx, { ids: experimentIds, within: undefined, show });
  const search = { experiments, filter, show, ...lookedAt(given ?? {}), order: [], after: null, limit: most };
  return (await searchRuns(ctx.db, search)).map(({ uuid }) => uuid);
};

/** One page of a run's children, the newest first unless told otherwise. */
export const listChildren = async (
  ctx: Ctx,
  parent: RunRead,
  orderBy: readonly GivenRunOrder[] | null,
  { first, after }: PageArgs,
): Promise<CountedPage<RunRead>> => {
  const order = runOrderFrom(orderBy);
  const keys = keyset("children", [parent.id, order]);
  const args = { order, after: keys.decode(after), limit: first + 1 };
  const children = loader(ctx, childrenLoader);
  const found = await children.load({ id: parent.uuid, args });
  const shown = found.slice(0, first).map(({ id }) => id);
  const runs = await loadFound(loader(ctx, runLoader), shown);
  const places = new Map(found.map(({ id, place }) => [id, place]));
  const cut = page(runs, first, ({ id }) => keys.encode(...(places.get(id) ?? [])), after);
  cut.pageInfo.hasNextPage = found.length > first;
  return counted(cut, {
    find: async (most) => {
      const all = await children.load({ id: parent.uuid, args: { order: [], after: null, limit: most + 1 } });
      return upTo(
        all.map(({ id }) => uuidOfId(id)),
        most,
      );
    },
    idOf: ({ uuid }) => uuid,
    facet: runFacet(ctx),
  });
};
