"""The project's other entry point: loads the model of a training run and checks what the run says of it."""

import argparse

import mlflow
from data import load
from mlflow import MlflowClient
from sklearn.metrics import mean_absolute_error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run-id", required=True)
    options = parser.parse_args()

    trained = MlflowClient().get_run(options.run_id)
    params, tags = trained.data.params, trained.data.tags
    assert trained.info.status == "FINISHED", f"the training run is {trained.info.status}"
    assert tags["mlflow.project.entryPoint"] == "main", f"entry point {tags['mlflow.project.entryPoint']}"
    assert tags["mlflow.source.type"] == "PROJECT", f"source type {tags['mlflow.source.type']}"
    history = MlflowClient().get_metric_history(options.run_id, "mean_absolute_error")
    assert history[-1].step == int(params["trees"]), f"{history[-1].step} steps with {params['trees']} trees"

    _, test_x, _, test_y = load()
    model = mlflow.pyfunc.load_model(f"runs:/{options.run_id}/model")
    error = mean_absolute_error(test_y, model.predict(test_x))
    claimed = trained.data.metrics["mean_absolute_error"]
    assert abs(error - claimed) < 1e-9, f"off by {error}; the run says {claimed}"
    with mlflow.start_run():
        mlflow.log_metric("mean_absolute_error", error)
        mlflow.set_tag("evaluated_run", options.run_id)
    print(f"run {options.run_id} with {params}: off by {error:.2f}, as it says")


if __name__ == "__main__":
    main()
