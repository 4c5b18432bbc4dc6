import { invalid } from "../../errors.js";
import { requireReadableLoggedModel } from "../logged-models/logged-model-rights.js";
import { findLoggedModels } from "../logged-models/logged-models.store.js";
import { requireLiveRun, requireReadableRun } from "../runs/run-rights.js";
import { findRuns } from "../runs/runs.store.js";
import { requireTrackedRight, trackedLinks } from "../tracked-rights.js";
/**
 * The run or logged model of this name, if the caller may read its files (`right` null) or change them; NOT_FOUND where
 * it is hidden or absent. A deleted run's files can be read, not changed.
 */
export const artifactOwner = async (ctx, db, { ownerId, experiment }, right) => {
    const inExperiment = (found) => experiment === undefined || found?.experiment === experiment ? found : undefined;
    const targeting = { target: (...links) => db.target?.(...links) };
    if (ownerId.startsWith("lm_")) {
        const model = requireReadableLoggedModel(ctx, targeting, inExperiment((await findLoggedModels(db, [ownerId]))[0]));
        if (right !== null) {
            requireTrackedRight(ctx, "LoggedModel", model, right);
            requireKeptHere(model);
        }
        return { id: model.id, uuid: model.uuid, links: trackedLinks(model) };
    }
    const run = requireReadableRun(ctx, targeting, inExperiment((await findRuns(db, [ownerId]))[0]));
    if (right !== null) {
        requireTrackedRight(ctx, "Run", run, right);
        requireLiveRun(run);
        requireKeptHere(run);
    }
    return { id: run.id, uuid: run.uuid, links: trackedLinks(run) };
};
/** Where nobody would look for a file, none is stored. */
const requireKeptHere = ({ artifactLocation }) => {
    if (artifactLocation !== null)
        throw invalid("path", `The artifacts of this experiment are at ${artifactLocation}: clients write there by themselves.`);
};
//# sourceMappingURL=artifact-owner.js.map