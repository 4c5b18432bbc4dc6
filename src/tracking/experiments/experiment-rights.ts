import type { Targeting } from "../../acts/command.js";
import type { Link } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import { DEFAULT_EXPERIMENT_ID, ORGANIZATION_ID } from "../../db/ids.js";
import type { Sql } from "../../db/sql.js";
import { DomainError, forbidden, notFound } from "../../errors.js";
import { findExperiment, lockExperiment, type StoredExperiment } from "./experiments.store.js";

/** What can be done to an experiment. */
export type ExperimentRight = "contribute" | "maintain" | "own";

const roleFor: Record<ExperimentRight, string> = { contribute: "CONTRIBUTOR", maintain: "MAINTAINER", own: "OWNER" };

/** Facts of an experiment that rights depend on. */
export interface Owned {
  readonly id: string;
  readonly ownerId: string;
  readonly visibility: string;
}

const subjectOf = ({ id, ownerId, visibility }: Owned) => ({
  type: "Experiment" as const,
  id,
  teamId: ownerId,
  visibility,
});

/** Whether the caller reads the experiment, and so what is in it. */
export const readsExperiment = ({ access }: Pick<Ctx, "access">, experiment: Owned): boolean =>
  access.ability.can("read", subjectOf(experiment));

/** Whether the caller has this right on the experiment as stored. */
export const hasExperimentRight = (ctx: Ctx, experiment: Owned, right: ExperimentRight): boolean =>
  ctx.access.ability.can(right, subjectOf(experiment));

/** The owning team, so that its owners read the entry later; none for what belongs to the organisation. */
export const ownerLinks = (ownerId: string, slug: string | null): Link[] =>
  ownerId === ORGANIZATION_ID ? [] : [{ id: ownerId, role: "owner", label: slug ?? undefined }];

const requireReadable = (ctx: Ctx, tx: Targeting, experiment: StoredExperiment | undefined): StoredExperiment => {
  if (experiment === undefined || !readsExperiment(ctx, experiment)) throw notFound("experiment");
  const { id, ownerId, ownerSlug, name } = experiment;
  tx.target({ id, role: "target", label: name }, ...ownerLinks(ownerId, ownerSlug));
  return experiment;
};

/** Locks an experiment, deleted ones too, that the caller reads, and names it for the entry of a refusal. */
export const lockReadableExperiment = async (ctx: Ctx, tx: Sql & Targeting, id: string): Promise<StoredExperiment> =>
  requireReadable(ctx, tx, await lockExperiment(tx, id));

/** As `lockReadableExperiment`, without the lock: for what goes into an experiment without changing it. */
export const findReadableExperiment = async (ctx: Ctx, tx: Sql & Targeting, id: string): Promise<StoredExperiment> =>
  requireReadable(ctx, tx, await findExperiment(tx, id));

/** Refuses the caller who sees the experiment but may not do this, and says who can. */
export const requireExperimentRight = (ctx: Ctx, experiment: StoredExperiment, right: ExperimentRight): void => {
  if (hasExperimentRight(ctx, experiment, right)) return;
  if (experiment.ownerId === ORGANIZATION_ID)
    throw forbidden(
      right === "contribute"
        ? `The experiment "${experiment.name}" takes runs from contributors of any team; you are none.`
        : `The experiment "${experiment.name}" belongs to the organisation and comes with the service.`,
    );
  throw forbidden(
    `The experiment "${experiment.name}" belongs to the team "${experiment.ownerSlug}": this needs the role ${roleFor[right]} there; an owner of that team can give it.`,
  );
};

/** Tags are for contributors; those of what belongs to the organisation for admins. */
export const requireTagging = (ctx: Ctx, experiment: StoredExperiment): void =>
  requireExperimentRight(ctx, experiment, experiment.ownerId === ORGANIZATION_ID ? "own" : "contribute");

/** Refuses to change what is deleted. */
export const requireLiveExperiment = ({ name, deletedAt }: StoredExperiment): void => {
  if (deletedAt !== null)
    throw new DomainError(
      "EXPERIMENT_DELETED",
      `The experiment "${name}" must be in the 'active' state; restore it first.`,
    );
};

/** Experiment 0 is every client's fallback: it stays as it came. */
export const refuseDefault = ({ id: experimentId, name }: StoredExperiment): void => {
  if (experimentId === DEFAULT_EXPERIMENT_ID)
    throw forbidden(`The experiment "${name}" comes with the service: it is never renamed, hidden or deleted.`);
};
