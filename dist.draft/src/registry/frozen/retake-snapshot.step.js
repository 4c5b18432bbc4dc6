import { loadAccess } from "../../access/caller.queries.js";
import { hexOfUuid, idOfHex } from "../../db/ids.js";
import { findLoggedModels } from "../../tracking/logged-models/logged-models.store.js";
import { findRuns } from "../../tracking/runs/runs.store.js";
import { readsTracked } from "../../tracking/tracked-rights.js";
import { excessOf, takeSnapshot } from "./take-snapshot.step.js";
/**
 * Takes a snapshot again, once for all versions of the same origin; answers what one of this maker becomes. A maker who
 * does not read all of the origin by the roles he has now gets nothing more of it; nor does anybody of what has grown
 * beyond the limits.
 */
export const retakeSnapshot = async (ctx, tx, origin, makers) => {
    const runId = idOfHex("run", hexOfUuid(origin.runUuid));
    const run = (await findRuns(tx, [runId]))[0] ?? null;
    const loggedModel = origin.loggedModelUuid === null ? null : { uuid: origin.loggedModelUuid };
    const taken = await takeSnapshot(tx, ctx.db, { run, loggedModel, artifactRoot: origin.artifactRoot });
    const excess = excessOf(taken);
    // Asked last: what came in after it was hidden, or after a role was lost, is refused without any lock.
    const unread = await unreadBy(tx, runId, loggedModel && idOfHex("lm", hexOfUuid(loggedModel.uuid)), makers);
    return (maker) => {
        const what = unread(maker);
        if (what !== undefined)
            return { taken: null, kept: `whoever made the version does not read the ${what} now`, runStatus: null };
        const runStatus = run?.status ?? null;
        if (excess !== undefined)
            return { taken: null, kept: `the run holds ${excess}`, runStatus };
        return { taken, kept: null, runStatus };
    };
};
/** Tells which of the run and the logged model, if any, a maker does not read now; deleted ones are still read. */
const unreadBy = async (tx, runId, loggedModelId, makers) => {
    const [run] = await findRuns(tx, [runId]);
    const [loggedModel] = loggedModelId === null ? [] : await findLoggedModels(tx, [loggedModelId]);
    const accesses = await loadAccess(tx, makers);
    return (maker) => {
        const access = accesses.get(maker);
        const reads = (tracked) => access !== undefined && tracked !== undefined && readsTracked({ access }, tracked);
        if (!reads(run))
            return "run";
        return loggedModelId === null || reads(loggedModel) ? undefined : "logged model";
    };
};
//# sourceMappingURL=retake-snapshot.step.js.map