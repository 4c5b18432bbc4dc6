import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import { searchedExperiments } from "../experiments/searched-experiments.pages.js";
import {
  type Attributes,
  filterFrom,
  type GivenCondition,
  type GivenOrder,
  orderFrom,
} from "../search/filter-input.js";
import { searchLoggedModels } from "./logged-model-search.queries.js";
import type { LoggedModelRead } from "./logged-models.queries.js";

const modelAttributes: Attributes<"name" | "modelType", "status", "createdAt"> = {
  texts: [
    ["name", "name"],
    ["modelType", "model_type"],
  ],
  lists: [["status", "status"]],
  times: [["createdAt", "creation_timestamp"]],
};

interface GivenModelFilter extends GivenCondition<"name" | "modelType", "status", "createdAt"> {
  readonly experimentIds?: readonly string[] | null;
}

const modelFields = {
  CREATED_AT: "creation_timestamp",
  UPDATED_AT: "last_updated_timestamp",
  NAME: "name",
  STATUS: "status",
};

/** One page of the live logged models that the caller reads, of one experiment when `experimentId` is given. */
export const listLoggedModels = async (
  ctx: Ctx,
  given: GivenModelFilter | null,
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
  const rows = await searchLoggedModels(ctx.db.reader, search);
  return page(rows, first, (row) => keys.encode(...row.place), after);
};
