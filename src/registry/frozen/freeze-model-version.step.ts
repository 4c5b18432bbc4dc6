import { versionDigest } from "../../../verify/version-digest.js";
import type { Tx } from "../../acts/command.js";
import type { BaseCtx } from "../../context.js";
import { hexOfUuid, idOfHex } from "../../db/ids.js";
import type { SnapshotKeeper } from "../../tracking/runs/snapshot-keeper.js";
import { modelsJudgedBy } from "../evaluations/measured-models.step.js";
import { type LockedModel, type LockedVersion, lockModel, lockVersion } from "../registry.store.js";
import { versionLabel, versionLinks } from "../rights.js";
import { storeFinalContent } from "../versions.store.js";
import { type FrozenVersion, frozenVersion, provisionalOf } from "./frozen-versions.queries.js";
import { type Retaken, type RetakenOf, retakeSnapshot } from "./retake-snapshot.step.js";

/**
 * Takes the provisional snapshot of a version again, for good, with an entry that holds both digests. The model's and
 * the version's rows are locked. Does nothing to a version that is final; answers its digest and authors. Where whoever made the
 * version does not read the run or logged model any more, or the run has grown beyond the limits, the version becomes
 * final with what it holds, and the entry says why.
 */
export const freezeModelVersion = async (ctx: BaseCtx, tx: Tx, modelVersionId: string): Promise<Frozen> => {
  const locked = await lockVersion(tx, modelVersionId);
  const before = await frozenVersion(tx, modelVersionId);
  if (locked === undefined || before === undefined) throw new Error(`${modelVersionId} is not live`);
  const { runUuid, loggedModelUuid, artifactRoot } = before;
  if (before.snapshot !== "PROVISIONAL" || runUuid === null)
    return { digest: locked.version.digest, authors: before.authors };
  const maker = locked.version.createdBy;
  const retaken = await retakeSnapshot(ctx, tx, { runUuid, loggedModelUuid, artifactRoot }, [maker]);
  return makeFinal(tx, { ...locked, runUuid }, before, retaken(maker));
};

/** What signatures to a version are about, and whose work it is. */
export interface Frozen {
  readonly digest: string;
  readonly authors: readonly string[];
}

interface Provisional {
  readonly model: LockedModel;
  readonly version: LockedVersion;
  readonly runUuid: string;
}

const makeFinal = async (
  tx: Tx,
  { model, version, runUuid }: Provisional,
  before: FrozenVersion,
  { taken, kept, runStatus }: Retaken,
): Promise<Frozen> => {
  const content = { ...before.content, ...taken };
  const digest = versionDigest(model.id, version.version, content);
  const authors = await storeFinalContent(tx, version.id, content, { ...before, digest });
  tx.audit({
    stream: version.id,
    action: "freezeModelVersion",
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id: idOfHex("run", hexOfUuid(runUuid)), role: "run" }],
    before: { digest: version.digest, snapshot: "PROVISIONAL" },
    after: { digest, snapshot: "FINAL", runStatus, ...(kept !== null && { keptProvisional: kept }) },
  });
  return { digest, authors };
};

/** What versions hold of runs, kept up when a run ends; what gates found in them, looked at again when one goes or comes back. */
export const snapshotKeeper: SnapshotKeeper = {
  settle: async (ctx, tx, run) => {
    const judged = await modelsJudgedBy(ctx, tx, run.uuid);
    const open: (Provisional & { readonly origin: RetakenOf })[] = [];
    const provisional = await provisionalOf(tx, run.uuid);
    // All models in one order, before the versions: two runs that end at once do not wait for each other.
    if (judged.length > 0)
      for (const id of [...new Set([...judged, ...provisional.map(({ modelId }) => modelId)])].sort())
        await lockModel(tx, id);
    for (const { id, modelId: _, ...origin } of provisional) {
      const locked = await lockVersion(tx, id);
      if (locked?.version.snapshot === "PROVISIONAL") open.push({ ...locked, runUuid: run.uuid, origin });
    }
    const byOrigin = Map.groupBy(open, ({ origin }) => JSON.stringify([origin.loggedModelUuid, origin.artifactRoot]));
    for (const [first, ...others] of byOrigin.values())
      if (first !== undefined) await settleAlike(ctx, tx, first.origin, [first, ...others]);
    for (const id of judged) await ctx.guard.voidOutdated(tx, id, `run ${run.id} ended`);
  },
  rejudge: async (ctx, tx, run, cause) => {
    const judged = await modelsJudgedBy(ctx, tx, run.uuid);
    for (const id of judged) await lockModel(tx, id);
    for (const id of judged) await ctx.guard.voidOutdated(tx, id, cause);
  },
};

/** Versions of the same origin get the same snapshot: it is taken, and their makers' rights are read, once. */
const settleAlike = async (ctx: BaseCtx, tx: Tx, origin: RetakenOf, alike: readonly Provisional[]): Promise<void> => {
  const retaken = await retakeSnapshot(ctx, tx, origin, [...new Set(alike.map(({ version }) => version.createdBy))]);
  for (const each of alike) {
    const before = await frozenVersion(tx, each.version.id);
    if (before !== undefined) await makeFinal(tx, each, before, retaken(each.version.createdBy));
  }
};
