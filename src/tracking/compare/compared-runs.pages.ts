import type { Ctx } from "../../context.js";
import { loader, loadFound } from "../../graphql/loader.js";
import { runLoader } from "../tracking.loaders.js";
import { runIdFrom } from "../tracking-ids.js";

/** The runs of these ids that the caller reads, each once, as asked. */
export const readableRuns = async (ctx: Ctx, ids: readonly string[]): Promise<string[]> =>
  (await loadFound(loader(ctx, runLoader), [...new Set(ids.map(runIdFrom))])).map(({ uuid }) => uuid);
