import type { Ctx } from "../../context.js";
import { type ExperimentRight, hasExperimentRight, type Owned } from "../experiments/experiment-rights.js";
import type { RunRight } from "../tracked-rights.js";

/** Whether the caller, by this credential too, may do it to the experiment as stored. */
export const holdsExperimentRight = (ctx: Ctx, experiment: Owned, right: ExperimentRight): boolean =>
  ctx.credential.scopes.has("WRITE") && hasExperimentRight(ctx, experiment, right);

/** Whether the caller, by this credential too, may do it to a run in the experiment. */
export const holdsRunRight = (
  ctx: Ctx,
  { ownerId: teamId, visibility }: Owned,
  { createdById }: { readonly createdById: string },
  right: RunRight,
): boolean =>
  ctx.credential.scopes.has("WRITE") && ctx.access.ability.can(right, { type: "Run", teamId, visibility, createdById });
