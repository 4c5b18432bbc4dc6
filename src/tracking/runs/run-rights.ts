import type { Targeting } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { hexOfUuid } from "../../db/ids.js";
import { DomainError, notFound } from "../../errors.js";
import { readsTracked, trackedLinks } from "../tracked-rights.js";
import type { RunFacts } from "./runs.store.js";

/** The run, if the caller reads it, named for the entry of a refusal; else NOT_FOUND, as for an absent one. */
export const requireReadableRun = (ctx: Ctx, tx: Targeting, run: RunFacts | undefined): RunFacts => {
  if (run === undefined || !readsTracked(ctx, run)) throw notFound("run");
  tx.target({ id: run.id, role: "target" }, ...trackedLinks(run));
  return run;
};

/** Refuses to write to what is deleted; MLflow's clients and tests know `The run <id> must be in the 'active' state`. */
export const requireLiveRun = (run: RunFacts): void => {
  if (run.deleted)
    throw new DomainError(
      "RUN_DELETED",
      `The run ${hexOfUuid(run.uuid)} must be in the 'active' state; it is deleted${run.experimentDeleted ? " with its experiment" : ""}. Restore ${run.experimentDeleted ? "the experiment" : "it"} first.`,
    );
};
