import type { KeyValue } from "../key-value.js";

/** The code that a run says it ran; null where it does not say. */
export interface RunCodeRead {
  readonly sourceName: string | null;
  readonly sourceType: string | null;
  readonly commit: string | null;
  readonly branch: string | null;
  readonly repository: string | null;
  readonly entryPoint: string | null;
}

/** The tags by which MLflow's clients tell it (mlflow/utils/mlflow_tags.py). */
const tagOf: Record<keyof RunCodeRead, string> = {
  sourceName: "mlflow.source.name",
  sourceType: "mlflow.source.type",
  commit: "mlflow.source.git.commit",
  branch: "mlflow.source.git.branch",
  repository: "mlflow.source.git.repoURL",
  entryPoint: "mlflow.project.entryPoint",
};

export const codeTags: readonly string[] = Object.values(tagOf);

/** Reads it from a run's tags. */
export const codeFrom = (tags: readonly KeyValue[]): RunCodeRead => {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  return Object.fromEntries(Object.entries(tagOf).map(([field, tag]) => [field, values.get(tag) ?? null])) as never;
};
