import { loadAccess } from "../../access/caller.queries.js";
import type { Tx } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import type { IdKinds } from "../../db/id-kinds.js";
import { hexOfUuid, idOfHex } from "../../db/ids.js";
import type { Sql } from "../../db/sql.js";
import { findLoggedModels } from "../../tracking/logged-models/logged-models.store.js";
import { findRuns } from "../../tracking/runs/runs.store.js";
import type { RunStatus } from "../../tracking/statuses.js";
import { readsTracked, type Tracked } from "../../tracking/tracked-rights.js";
import type { Provenance } from "../versions.store.js";
import { excessOf, type Taken, takeSnapshot } from "./take-snapshot.step.js";

/** The run of provisional versions, with the logged model and folder that they have in common. */
export type RetakenOf = Pick<Provenance, "loggedModelUuid" | "artifactRoot"> & { readonly runUuid: string };

/** What a provisional version becomes for good. */
export interface Retaken {
  /** What it holds from now on; null: what it holds already. */
  readonly taken: Taken | null;
  /** Why it keeps that. */
  readonly kept: string | null;
  /** Of the run, as far as whoever made the version reads it. */
  readonly runStatus: RunStatus | null;
}

/**
 * Takes a snapshot again, once for all versions of the same origin; answers what one of this maker becomes. A maker who
 * does not read all of the origin by the roles he has now gets nothing more of it; nor does anybody of what has grown
 * beyond the limits.
 */
export const retakeSnapshot = async (
  ctx: BaseCtx,
  tx: Tx,
  origin: RetakenOf,
  makers: readonly string[],
): Promise<(maker: string) => Retaken> => {
  const runId = idOfHex("run", hexOfUuid(origin.runUuid));
  const run = (await findRuns(tx, [runId]))[0] ?? null;
  const loggedModel = origin.loggedModelUuid === null ? null : { uuid: origin.loggedModelUuid };
  const taken = await takeSnapshot(tx, ctx.db, { run, loggedModel, artifactRoot: origin.artifactRoot });
  const excess = excessOf(taken);
  // Asked last: what came in after it was hidden, or after a role was lost, is refused without any lock.
  const unread = await unreadBy(
    tx,
    ctx.db.kinds,
    runId,
    loggedModel && idOfHex("lm", hexOfUuid(loggedModel.uuid)),
    makers,
  );
  return (maker) => {
    const what = unread(maker);
    if (what !== undefined)
      return { taken: null, kept: `whoever made the version does not read the ${what} now`, runStatus: null };
    const runStatus = run?.status ?? null;
    if (excess !== undefined) return { taken: null, kept: `the run holds ${excess}`, runStatus };
    return { taken, kept: null, runStatus };
  };
};

/** Tells which of the run and the logged model, if any, a maker does not read now; deleted ones are still read. */
const unreadBy = async (
  tx: Sql,
  kinds: IdKinds,
  runId: string,
  loggedModelId: string | null,
  makers: readonly string[],
): Promise<(maker: string) => "run" | "logged model" | undefined> => {
  const [run] = await findRuns(tx, [runId]);
  const [loggedModel] = loggedModelId === null ? [] : await findLoggedModels(tx, [loggedModelId]);
  const accesses = await loadAccess(tx, kinds, makers);
  return (maker) => {
    const access = accesses.get(maker);
    const reads = (tracked: Tracked | undefined): boolean =>
      access !== undefined && tracked !== undefined && readsTracked({ access }, tracked);
    if (!reads(run)) return "run";
    return loggedModelId === null || reads(loggedModel) ? undefined : "logged model";
  };
};
