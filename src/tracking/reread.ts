import type { Ctx } from "../context.js";
import { loader } from "../graphql/loader.js";
import { experimentLoader, runLoader } from "./tracking.loaders.js";

/** After a change, payloads read again under the caller's rights: what was loaded before it is stale. */

/** The experiment that a command changed. */
export const rereadExperiment =
  (ctx: Ctx) =>
  async ({ experimentId }: { experimentId: string }) => {
    ctx.loaders.clear();
    return { experiment: await loader(ctx, experimentLoader).load(experimentId) };
  };

/** The run that a command changed. */
export const rereadRun =
  (ctx: Ctx) =>
  async ({ runId }: { runId: string }) => {
    ctx.loaders.clear();
    return { run: await loader(ctx, runLoader).load(runId) };
  };
