/** The tags by which MLflow's clients tell it (mlflow/utils/mlflow_tags.py). */
const tagOf = {
    sourceName: "mlflow.source.name",
    sourceType: "mlflow.source.type",
    commit: "mlflow.source.git.commit",
    branch: "mlflow.source.git.branch",
    repository: "mlflow.source.git.repoURL",
    entryPoint: "mlflow.project.entryPoint",
};
export const codeTags = Object.values(tagOf);
/** Reads it from a run's tags. */
export const codeFrom = (tags) => {
    const values = new Map(tags.map(({ key, value }) => [key, value]));
    return Object.fromEntries(Object.entries(tagOf).map(([field, tag]) => [field, values.get(tag) ?? null]));
};
//# sourceMappingURL=run-code-rules.js.map