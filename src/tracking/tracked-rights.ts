import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import { ORGANIZATION_ID } from "../db/ids.js";
import { forbidden } from "../errors.js";
import { ownerLinks, readsExperiment } from "./experiments/experiment-rights.js";

/** What can be done to a run, or to a logged model. */
export type RunRight = "contribute" | "maintain";

/** Stored facts that rights to what is in an experiment depend on. */
export interface Tracked {
  readonly experimentId: string;
  readonly experimentName: string;
  readonly ownerId: string;
  readonly ownerSlug: string | null;
  readonly visibility: string;
  readonly createdById: string;
}

/** Whether the caller reads what is in this experiment. */
export const readsTracked = (
  by: Pick<Ctx, "access">,
  { experimentId: id, ownerId, visibility }: Pick<Tracked, "experimentId" | "ownerId" | "visibility">,
): boolean => readsExperiment(by, { id, ownerId, visibility });

/** Whether the caller has this right on the run or logged model as stored. */
export const hasTrackedRight = (
  ctx: Ctx,
  type: "Run" | "LoggedModel",
  { ownerId: teamId, visibility, createdById }: Tracked,
  right: RunRight,
): boolean => ctx.access.ability.can(right, { type, teamId, visibility, createdById });

const nouns = { Run: "run", LoggedModel: "logged model" } as const;

/** Refuses the caller who sees the run or logged model but may not do this. */
export const requireTrackedRight = (ctx: Ctx, type: "Run" | "LoggedModel", tracked: Tracked, right: RunRight): void => {
  if (hasTrackedRight(ctx, type, tracked, right)) return;
  const noun = nouns[type];
  if (tracked.ownerId === ORGANIZATION_ID)
    throw forbidden(
      `A ${noun} of the experiment "${tracked.experimentName}" is changed by whoever made it, or by an admin.`,
    );
  const role = right === "contribute" ? "CONTRIBUTOR" : "MAINTAINER";
  const orOwn = right === "maintain" ? `, or having made the ${noun}` : "";
  throw forbidden(
    `This needs the role ${role} in the team "${tracked.ownerSlug}"${orOwn}; an owner of that team can give it.`,
  );
};

/** Links of an entry on what is in an experiment: the experiment and the team that owned it. */
export const trackedLinks = (tracked: Tracked): Link[] => [
  { id: tracked.experimentId, role: "experiment", label: tracked.experimentName },
  ...ownerLinks(tracked.ownerId, tracked.ownerSlug),
];
