import { keyset } from "../../db/keyset.js";
import { page } from "../../graphql/connection.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { searchedExperiments, showOf } from "../experiments/searched-experiments.pages.js";
import { filterFrom, orderFrom, } from "../search/filter-input.js";
import { childrenLoader, runLoader } from "../tracking.loaders.js";
import { searchRuns } from "./run-search.queries.js";
import { runsFound } from "./runs.queries.js";
const runAttributes = {
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
/** One page of the runs that the caller reads, of one experiment when `experimentId` is given. */
export const listRuns = async (ctx, given, orderBy, { first, after }, experimentId) => {
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
    const runs = await runsFound(ctx.db.reader, [...places.keys()]);
    for (const run of runs)
        loader(ctx, runLoader).prime(run.id, run);
    return page(runs, first, ({ uuid }) => keys.encode(...(places.get(uuid) ?? [])), after);
};
/** One page of a run's children, the newest first unless told otherwise. */
export const listChildren = async (ctx, parent, orderBy, { first, after }) => {
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
//# sourceMappingURL=runs.pages.js.map