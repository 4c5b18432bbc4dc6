import type { Targeting } from "../../acts/command.js";
import type { Link } from "../../audit/entry.js";
import type { Ctx } from "../../context.js";
import type { Reader } from "../../db/sql.js";
import { invalid } from "../../errors.js";
import { requireReadableLoggedModel } from "../logged-models/logged-model-rights.js";
import { findLoggedModels } from "../logged-models/logged-models.store.js";
import { requireLiveRun, requireReadableRun } from "../runs/run-rights.js";
import { findRuns } from "../runs/runs.store.js";
import { type RunRight, requireTrackedRight, trackedLinks } from "../tracked-rights.js";

/** A run or a logged model that has files. */
export interface OwnerOfArtifacts {
  readonly id: string;
  readonly uuid: string;
  readonly links: Link[];
}

/** A run or logged model by its id; where the caller named its experiment too, it must be that one. */
export interface NamedOwner {
  readonly ownerId: string;
  readonly experiment?: bigint | undefined;
}

/**
 * The run or logged model of this name, if the caller may read its files (`right` null) or change them; NOT_FOUND where
 * it is hidden or absent. A deleted run's files can be read, not changed.
 */
export const artifactOwner = async (
  ctx: Ctx,
  db: Reader & Partial<Targeting>,
  { ownerId, experiment }: NamedOwner,
  right: RunRight | null,
): Promise<OwnerOfArtifacts> => {
  const inExperiment = <Found extends { experiment: bigint }>(found: Found | undefined): Found | undefined =>
    experiment === undefined || found?.experiment === experiment ? found : undefined;
  const targeting: Targeting = { target: (...links) => db.target?.(...links) };
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
const requireKeptHere = ({ artifactLocation }: { readonly artifactLocation: string | null }): void => {
  if (artifactLocation !== null)
    throw invalid(
      "path",
      `The artifacts of this experiment are at ${artifactLocation}: clients write there by themselves.`,
    );
};
