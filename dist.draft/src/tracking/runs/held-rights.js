import { hasExperimentRight } from "../experiments/experiment-rights.js";
/** Whether the caller, by this credential too, may do it to the experiment as stored. */
export const holdsExperimentRight = (ctx, experiment, right) => ctx.credential.scopes.has("WRITE") && hasExperimentRight(ctx, experiment, right);
/** Whether the caller, by this credential too, may do it to a run in the experiment. */
export const holdsRunRight = (ctx, { ownerId: teamId, visibility }, { createdById }, right) => ctx.credential.scopes.has("WRITE") && ctx.access.ability.can(right, { type: "Run", teamId, visibility, createdById });
//# sourceMappingURL=held-rights.js.map