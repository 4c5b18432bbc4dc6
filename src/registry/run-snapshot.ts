import type { Json } from "../audit/jcs.js";
import type { KeyValue } from "../tracking/key-value.js";
import type { RunData } from "../tracking/runs/run-data.queries.js";
import type { RunFacts } from "../tracking/runs/runs.store.js";

/** MLflow's tag for the commit that the run's code came from. */
const COMMIT = "mlflow.source.git.commit";

/** What a version froze of the run that made it: part of its digest, see docs/digest.md. */
export interface RunSnapshot {
  /** MLflow's run id. */
  readonly id: string;
  /** MLflow's experiment id. */
  readonly experimentId: string;
  readonly status: string;
  /** The user that the client named. */
  readonly user: string;
  /** Milliseconds since the epoch in decimal digits; the end null while the run goes on. */
  readonly startTime: string;
  readonly endTime: string | null;
  readonly sourceCommit: string | null;
  readonly tags: readonly KeyValue[];
}

/** A metric's value: a finite number, or the name of one that JSON cannot hold. */
export type DoubleValue = number | "NaN" | "Infinity" | "-Infinity";

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

const byKey = (tags: readonly KeyValue[]): KeyValue[] => [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));

/** The snapshot as it goes into the digest. */
export const snapshotStatement = (snapshot: RunSnapshot): Json => {
  const { id, experimentId, status, user, startTime, endTime, sourceCommit, tags } = snapshot;
  const pairs = byKey(tags).map(({ key, value }) => ({ key, value }));
  return { id, experimentId, status, user, startTime, endTime, sourceCommit, tags: pairs };
};

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
