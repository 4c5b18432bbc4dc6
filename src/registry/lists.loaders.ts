import type { Ctx } from "../context.js";
import { DomainError, invalid } from "../errors.js";
import { keyset, type Page, type PageArgs, page } from "../graphql/connection.js";
import { readLifecycle } from "./lifecycle.store.js";
import { findStage } from "./lifecycle-rules.js";
import { modelFilter, parseFilter, versionFilter } from "./list-filters.js";
import { type ModelOrder, type ModelRead, modelPlace, modelsPage } from "./models.queries.js";
import { isFuture } from "./resolve.queries.js";
import {
  type VersionFilter,
  type VersionOrder,
  type VersionRead,
  versionPlace,
  versionsPage,
} from "./versions.queries.js";

type Given<Order extends { direction: unknown }> = {
  field: Order extends { field: infer Field } ? Field : never;
  direction?: "ASC" | "DESC" | null;
} | null;

/** One page of the models that the caller reads. */
export const listModels = async (
  ctx: Ctx,
  given: object | null,
  orderBy: Given<ModelOrder>,
  { first, after }: PageArgs,
): Promise<Page<ModelRead>> => {
  const filter = parseFilter(modelFilter, given);
  const order: ModelOrder = { field: orderBy?.field ?? "NAME", direction: orderBy?.direction ?? "ASC" };
  const keys = keyset("registeredModels", [filter, order]);
  const place = { order, after: keys.decode(after), limit: first + 1 };
  const rows = await modelsPage(ctx.db.read, ctx.access.ability, filter, place);
  return page(rows, first, (row) => keys.encode(...modelPlace(row, order)), after);
};

const newestFirst: VersionOrder = { field: "CREATED_AT", direction: "DESC" };

/** One page of the versions that the caller reads, of one model when `modelId` is given. */
export const listVersions = async (
  ctx: Ctx,
  given: object | null,
  orderBy: Given<VersionOrder>,
  { first, after }: PageArgs,
  modelId?: string,
): Promise<Page<VersionRead>> => {
  const filter = { ...(await spelled(ctx, parseFilter(versionFilter, given))), modelId };
  const order = orderBy === null ? newestFirst : { field: orderBy.field, direction: orderBy.direction ?? "ASC" };
  const keys = keyset("modelVersions", [filter, order]);
  const place = { order, after: keys.decode(after), limit: first + 1 };
  const rows = await versionsPage(ctx.db.read, ctx.access.ability, filter, place);
  return page(rows, first, (row) => keys.encode(...versionPlace(row, filter, order)), after);
};

/** The filter with its stage in the lifecycle's spelling. */
const spelled = async (ctx: Ctx, filter: VersionFilter): Promise<VersionFilter> => {
  if (filter.stage == null) return filter;
  const lifecycle = await readLifecycle(ctx.db.read);
  const stage = findStage(lifecycle, filter.stage);
  if (stage === undefined)
    throw new DomainError(
      "INVALID_INPUT",
      `filter.stage: one of ${lifecycle.stages.map(({ name }) => name).join(", ")}.`,
      {
        path: ["filter", "stage"],
      },
    );
  return { ...filter, stage: stage.name };
};

/** Refuses an instant that is still to come by the database's clock. */
export const requirePast = async (ctx: Ctx, at: string): Promise<void> => {
  if (await isFuture(ctx.db.read, at)) throw invalid("at", "an instant of the past; this one is still to come.");
};
