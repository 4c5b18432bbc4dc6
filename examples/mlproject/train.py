"""The project's main entry point: trains a regressor and logs it in the run that `mlflow run` opened."""

import argparse

import mlflow
from data import load
from mlflow.models import infer_signature
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=100)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    options = parser.parse_args()

    train_x, test_x, train_y, test_y = load()
    with mlflow.start_run() as run:
        model = GradientBoostingRegressor(
            n_estimators=options.trees, learning_rate=options.learning_rate, max_depth=2, random_state=0
        )
        model.fit(train_x, train_y)
        for step, predictions in enumerate(model.staged_predict(test_x)):
            if step % 10 == 0:
                mlflow.log_metric("mean_absolute_error", mean_absolute_error(test_y, predictions), step=step)
        error = mean_absolute_error(test_y, model.predict(test_x))
        mlflow.log_metric("mean_absolute_error", error, step=options.trees)
        mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(train_x, train_y),
            serialization_format="cloudpickle",
        )
    print(f"run {run.info.run_id}: off by {error:.2f} on average, {options.trees} trees")


if __name__ == "__main__":
    main()
