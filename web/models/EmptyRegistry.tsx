import styles from "../parts/list/Empty.module.css";
import { CopyButton } from "../parts/word/Digest.tsx";

/** The first minute: what to run so that a model appears here. */
export const EmptyRegistry = () => {
  const snippet = `export MLFLOW_TRACKING_URI=${new URL(".", document.baseURI).href.replace(/\/$/, "")}
export MLFLOW_TRACKING_TOKEN=<your API token>
pip install mlflow scikit-learn
python - <<'PY'
import mlflow, sklearn.linear_model
model = sklearn.linear_model.LinearRegression().fit([[0], [1]], [0, 1])
mlflow.sklearn.log_model(model, name="model", registered_model_name="first-model")
PY`;
  return (
    <div className={styles.empty}>
      <p className={styles.title}>No model that you may read is registered yet.</p>
      <p>
        The stock MLflow client registers one as it is. With a token whose person is a contributor of a team, in a
        shell:
      </p>
      <div className={styles.snippet}>
        <pre>{snippet}</pre>
        <CopyButton text={snippet} what="snippet" />
      </div>
    </div>
  );
};
