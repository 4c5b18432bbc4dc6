import { teamBySlug } from "../../access/access.queries.js";
import type { Ctx } from "../../context.js";
import { keyset } from "../../db/keyset.js";
import { type Page, type PageArgs, page } from "../../graphql/connection.js";
import {
  type Attributes,
  filterFrom,
  type GivenCondition,
  type GivenOrder,
  orderFrom,
} from "../search/filter-input.js";
import { type ExperimentRead, searchExperiments } from "./experiments.queries.js";
import { showOf } from "./searched-experiments.pages.js";

const experimentAttributes: Attributes<"name", never, "createdAt"> = {
  texts: [["name", "name"]],
  lists: [],
  times: [["createdAt", "creation_time"]],
};

const experimentFields = { NAME: "name", CREATED_AT: "creation_time", UPDATED_AT: "last_update_time" };

export interface GivenExperimentFilter extends GivenCondition<"name", never, "createdAt"> {
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
  const rows = await searchExperiments(ctx.db.reader, ctx.access.ability, {
    ...{ filter, show, ownerId, order, after: place, limit: first + 1 },
    visibility: visibility ?? undefined,
  });
  return page(rows, first, (row) => keys.encode(...row.place), after);
};
