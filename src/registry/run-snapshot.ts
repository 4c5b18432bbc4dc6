import { byKey, type DoubleValue, type RunSnapshot } from "../../verify/version-digest.js";
import type { RunData } from "../tracking/runs/run-data.queries.js";
import type { RunFacts } from "../tracking/runs/runs.store.js";

/** MLflow's tag for the commit that the run's code came from. */
const COMMIT = "mlflow.source.git.commit";

/** A double as canonical JSON holds it: names for those that JSON cannot write. */
export const doubleValue = (value: number): DoubleValue =>
  Number.isFinite(value) ? value : (String(value) as DoubleValue);

/** The snapshot of a run as it is now. */
export const snapshotOf = (
  run: Pick<RunFacts, "experiment" | "status" | "startTime" | "endTime"> & { hex: string; userId: string },
  { tags }: Pick<RunData, "tags">,
): RunSnapshot => ({
  id: run.hex,
  experimentId: run.experiment.toString(),
  status: run.status,
  user: run.userId,
  startTime: run.startTime.toString(),
  endTime: run.endTime?.toString() ?? null,
  sourceCommit: tags.find(({ key }) => key === COMMIT)?.value ?? null,
  tags: byKey(tags),
});

/** Of each metric the value logged last. */
export const latestByKey = (
  metrics: readonly { readonly key: string; readonly value: number; readonly timestamp: bigint }[],
): { key: string; value: DoubleValue }[] => {
  const latest = new Map<string, { value: number; at: bigint }>();
  for (const { key, value, timestamp } of metrics) {
    const known = latest.get(key);
    if (known === undefined || known.at <= timestamp) latest.set(key, { value, at: timestamp });
  }
  return [...latest].map(([key, { value }]) => ({ key, value: doubleValue(value) }));
};
