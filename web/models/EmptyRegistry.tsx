import { FirstSteps } from "../parts/list/FirstSteps.tsx";

/** The first minute: what to run so that a model appears here. */
export const EmptyRegistry = () => (
  <FirstSteps
    title="No model that you may read is registered yet."
    lead="The stock MLflow client registers one as it is."
    packages="mlflow scikit-learn"
    python={`import mlflow, sklearn.linear_model
model = sklearn.linear_model.LinearRegression().fit([[0], [1]], [0, 1])
mlflow.sklearn.log_model(model, name="model", registered_model_name="first-model")`}
  />
);
