import type { Ctx } from "../context.js";
import type { Tx } from "../db/command.js";
import { hexOfUuid, idOfHex } from "../db/ids.js";
import { sql } from "../db/sql.js";
import { findRuns } from "../tracking/runs.store.js";
import type { SnapshotKeeper } from "../tracking/snapshot-keeper.js";
import { lockVersion } from "./registry.store.js";
import { versionLabel, versionLinks } from "./rights.js";
import { excessOf, takeSnapshot } from "./take-snapshot.js";
import { versionDigest } from "./version-digest.js";
import { frozenVersion } from "./version-origin.js";
import { storeFinalContent } from "./versions.store.js";

/**
 * Takes the provisional snapshot of a version again, for good, with an entry that holds both digests. The model's and
 * the version's rows are locked. Does nothing to a version that is final; answers its digest. A run that has grown
 * beyond the limits leaves the snapshot as it was, and the entry says why: its version becomes final all the same.
 */
export const freezeModelVersion = async (ctx: Ctx, tx: Tx, modelVersionId: string): Promise<string> => {
  const locked = await lockVersion(tx, modelVersionId);
  const before = await frozenVersion(tx, modelVersionId);
  if (locked === undefined || before === undefined) throw new Error(`${modelVersionId} is not live`);
  const { model, version } = locked;
  if (before.snapshot !== "PROVISIONAL" || before.runUuid === null) return version.digest;
  const runId = idOfHex("run", hexOfUuid(before.runUuid));
  const run = (await findRuns(tx, [runId]))[0] ?? null;
  const loggedModel = before.loggedModelUuid === null ? null : { uuid: before.loggedModelUuid };
  const taken = await takeSnapshot(tx, ctx.db, { run, loggedModel, artifactRoot: before.artifactRoot });
  const excess = excessOf(taken);
  const content = excess === undefined ? { ...before.content, ...taken } : before.content;
  const digest = versionDigest(model.id, version.version, content);
  await storeFinalContent(tx, version.id, content, { ...before, digest });
  tx.audit({
    stream: version.id,
    action: "freezeModelVersion",
    label: versionLabel(model, version),
    subjects: [...versionLinks(model), { id: runId, role: "run" }],
    before: { digest: version.digest, snapshot: "PROVISIONAL" },
    after: {
      digest,
      snapshot: "FINAL",
      runStatus: run?.status ?? null,
      ...(excess !== undefined && { keptProvisional: `the run holds ${excess}` }),
    },
  });
  return digest;
};

const provisional = sql(
  "version.provisional_of_run",
  `select v.id from model_version v join registered_model m on m.id = v.registered_model_id
   where v.run = $1 and v.snapshot = 'PROVISIONAL' and v.deleted_at is null and m.deleted_at is null
   order by v.registered_model_id, v.id`,
);

/** What versions hold of runs: kept up when a run ends. */
export const snapshotKeeper: SnapshotKeeper = {
  settle: async (ctx, tx, run) => {
    for (const { id } of await tx.rows<{ id: string }>(provisional, [run.uuid]))
      if ((await lockVersion(tx, id)) !== undefined) await freezeModelVersion(ctx, tx, id);
  },
};
