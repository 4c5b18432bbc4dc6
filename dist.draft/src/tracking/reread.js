import { loader } from "../graphql/loader.js";
import { experimentLoader, runLoader } from "./tracking.loaders.js";
/** After a change, payloads read again under the caller's rights: what was loaded before it is stale. */
/** The experiment that a command changed. */
export const rereadExperiment = (ctx) => async ({ experimentId }) => {
    ctx.loaders.clear();
    return { experiment: await loader(ctx, experimentLoader).load(experimentId) };
};
/** The run that a command changed. */
export const rereadRun = (ctx) => async ({ runId }) => {
    ctx.loaders.clear();
    return { run: await loader(ctx, runLoader).load(runId) };
};
//# sourceMappingURL=reread.js.map