import { FirstSteps } from "../parts/list/FirstSteps.tsx";

/** No run yet: what to run so that one appears here. */
export const EmptyExperiment = ({ experimentId }: { experimentId: string }) => (
  <FirstSteps
    title="No run was logged here yet."
    lead="The stock MLflow client logs one as it is."
    packages="mlflow"
    python={`import mlflow
with mlflow.start_run(experiment_id="${experimentId}"):
    mlflow.log_param("depth", 6)
    mlflow.log_metric("auc", 0.91)`}
  />
);
