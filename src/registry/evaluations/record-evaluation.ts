import { z } from "zod";
import { peopleBehind } from "../../access/caller.js";
import { command, type Tx } from "../../acts/command.js";
import type { Ctx } from "../../context.js";
import { newId } from "../../db/ids.js";
import { id, text } from "../../input.js";
import { keepAuthors } from "../../tracking/authors.store.js";
import { storeEvaluation } from "../../tracking/evaluations/evaluations.store.js";
import { requireLiveRun, requireReadableRun } from "../../tracking/runs/run-rights.js";
import { holdRun, type RunFacts } from "../../tracking/runs/runs.store.js";
import { requireTrackedRight } from "../../tracking/tracked-rights.js";
import { runIdFrom } from "../../tracking/tracking-ids.js";
import { double } from "../frozen/version-content.js";
import { count, key, line } from "../registry-input.js";
import { registryLimits as limits } from "../registry-limits.js";
import { lockReadableVersion, requireRight, versionLabel, versionLinks } from "../rights.js";

const says = `1–${count(limits.metrics)} metrics, each once.`;
const metrics = z
  .array(z.strictObject({ key, value: double }), { error: says })
  .min(1, { error: says })
  .max(limits.metrics, { error: says })
  .refine((list) => new Set(list.map(({ key: name }) => name)).size === list.length, { error: says });

/**
 * Records what a version scored on a data set, where no run of MLflow's says so. Whoever may contribute to the model
 * records it; for a run, whoever may write to that run, which must not be deleted.
 */
export const recordEvaluation = command(
  "recordEvaluation",
  {
    scope: "WRITE",
    input: z.strictObject({
      modelVersionId: id,
      dataset: z.strictObject({ name: line(limits.datasetName), digest: line(limits.datasetDigest) }),
      metrics,
      runId: text(limits.runId, { min: 1 }).nullish(),
    }),
  },
  async (ctx, tx, input) => {
    const run = input.runId == null ? null : await heldRun(ctx, tx, input.runId);
    const { model, version } = await lockReadableVersion(ctx, tx, input.modelVersionId);
    if (run === null) requireRight(ctx, model, "contribute");
    const evaluationId = newId("ev");
    await storeEvaluation(tx, {
      id: evaluationId,
      modelVersionId: version.id,
      dataset: input.dataset,
      metrics: input.metrics.map(({ key: name, value }) => ({ key: name, value: Number(value) })),
      run: run?.uuid ?? null,
      by: ctx.principal.id,
      behind: peopleBehind(ctx),
    });
    const label = versionLabel(model, version);
    tx.audit({
      stream: version.id,
      label,
      subjects: [...versionLinks(model), ...(run === null ? [] : [{ id: run.id, role: "run" } as const])],
      after: { evaluation: evaluationId, dataset: input.dataset, metrics: input.metrics, run: run?.id ?? null },
    });
    await ctx.guard.voidOutdated(tx, model.id, `an evaluation of ${label} was recorded`);
    if (run !== null) await keepAuthors(tx, ctx, [run.uuid]);
    return { evaluationId, modelVersionId: version.id };
  },
);

/** The run, held before the model's row is locked, as wherever both are. */
const heldRun = async (ctx: Ctx, tx: Tx, given: string): Promise<RunFacts> => {
  const run = requireReadableRun(ctx, tx, await holdRun(tx, runIdFrom(given)));
  requireTrackedRight(ctx, "Run", run, "contribute");
  requireLiveRun(run);
  return run;
};
