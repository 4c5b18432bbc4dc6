import type { Link } from "../audit/entry.js";
import type { Ctx } from "../context.js";
import type { Sql } from "../db/sql.js";
import { requireReadableLoggedModel } from "./logged-model-rights.js";
import { findLoggedModels } from "./logged-models.store.js";
import { type RunRight, requireLiveRun, requireReadableRun, requireTrackedRight, trackedLinks } from "./run-rights.js";
import { findRuns } from "./runs.store.js";

interface Targeting {
  target(...links: Link[]): void;
}

/** A run or a logged model that has files. */
export interface OwnerOfArtifacts {
  readonly id: string;
  readonly uuid: string;
  readonly links: Link[];
}

/**
 * The run or logged model of this id, if the caller may read its files (`right` null) or change them; NOT_FOUND where
 * it is hidden or absent. A deleted run's files can be read, not changed.
 */
export const artifactOwner = async (
  ctx: Ctx,
  db: Sql & Partial<Targeting>,
  ownerId: string,
  right: RunRight | null,
): Promise<OwnerOfArtifacts> => {
  const targeting: Targeting = { target: (...links) => db.target?.(...links) };
  if (ownerId.startsWith("lm_")) {
    const model = requireReadableLoggedModel(ctx, targeting, (await findLoggedModels(db, [ownerId]))[0]);
    if (right !== null) requireTrackedRight(ctx, "LoggedModel", model, right);
    return { id: model.id, uuid: model.uuid, links: trackedLinks(model) };
  }
  const run = requireReadableRun(ctx, targeting, (await findRuns(db, [ownerId]))[0]);
  if (right !== null) {
    requireTrackedRight(ctx, "Run", run, right);
    requireLiveRun(run);
  }
  return { id: run.id, uuid: run.uuid, links: trackedLinks(run) };
};
