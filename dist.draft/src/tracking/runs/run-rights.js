import { hexOfUuid } from "../../db/ids.js";
import { DomainError, notFound } from "../../errors.js";
import { readsTracked, trackedLinks } from "../tracked-rights.js";
/** The run, if the caller reads it, named for the entry of a refusal; else NOT_FOUND, as for an absent one. */
export const requireReadableRun = (ctx, tx, run) => {
    if (run === undefined || !readsTracked(ctx, run))
        throw notFound("run");
    tx.target({ id: run.id, role: "target" }, ...trackedLinks(run));
    return run;
};
/** Refuses to write to what is deleted; MLflow's clients and tests know `The run <id> must be in the 'active' state`. */
export const requireLiveRun = (run) => {
    if (run.deleted)
        throw new DomainError("RUN_DELETED", `The run ${hexOfUuid(run.uuid)} must be in the 'active' state; it is deleted${run.experimentDeleted ? " with its experiment" : ""}. Restore ${run.experimentDeleted ? "the experiment" : "it"} first.`);
};
//# sourceMappingURL=run-rights.js.map