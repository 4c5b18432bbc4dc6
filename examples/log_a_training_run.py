"""Log a training run: what went in, how it went, what came out; then once more by autolog.

    python examples/log_a_training_run.py --epochs 20 --alpha 0.001

Afterwards everything is read back from the server and compared with what was logged.
"""

import argparse
import platform
import subprocess
import time
from pathlib import Path

import matplotlib
import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, classification_report, log_loss
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

matplotlib.use("Agg")

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"


def train(options: argparse.Namespace, training: pd.DataFrame, validation: pd.DataFrame) -> tuple[str, str]:
    """Trains and logs; gives the run's id and the model's URI."""
    features, target = training.drop(columns="target"), training["target"]
    validation_features, validation_target = validation.drop(columns="target"), validation["target"]
    with mlflow.start_run(run_name=options.run_name) as run:
        for context, rows in {"training": training, "validation": validation}.items():
            mlflow.log_input(mlflow.data.from_pandas(rows, name="breast-cancer", targets="target"), context=context)
        scaler = StandardScaler().fit(features)
        classifier = SGDClassifier(loss="log_loss", alpha=options.alpha, random_state=options.seed)
        mlflow.log_params(classifier.get_params())
        mlflow.log_params({"rows": len(features), "features": features.shape[1], "epochs": options.epochs})
        mlflow.set_tags({"python_version": platform.python_version(), "objective": "diagnosis"})

        started = time.perf_counter()
        scaled, validation_scaled = scaler.transform(features), scaler.transform(validation_features)
        for epoch in range(options.epochs):
            classifier.partial_fit(scaled, target, classes=[0, 1])
            probabilities = classifier.predict_proba(validation_scaled)
            metrics = {
                "training_loss": log_loss(target, classifier.predict_proba(scaled)),
                "validation_loss": log_loss(validation_target, probabilities),
                "validation_accuracy": accuracy_score(validation_target, probabilities.argmax(axis=1)),
            }
            mlflow.log_metrics(metrics, step=epoch)
        mlflow.log_metric("training_seconds", time.perf_counter() - started)

        model = make_pipeline(scaler, classifier)
        predictions = model.predict(validation_features)
        mlflow.log_text(classification_report(validation_target, predictions), "report.txt")
        display = ConfusionMatrixDisplay.from_predictions(validation_target, predictions)
        mlflow.log_figure(display.figure_, "figures/confusion_matrix.png")
        logged = mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(features, predictions),
            input_example=features.head(3),
        )
        return run.info.run_id, logged.model_uri


def train_with_autolog(training: pd.DataFrame) -> str:
    """The same data, and not one line that logs."""
    mlflow.sklearn.autolog(log_input_examples=True)
    with mlflow.start_run(run_name="autolog") as run:
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5))
        model.fit(training.drop(columns="target"), training["target"])
    mlflow.sklearn.autolog(disable=True)
    return run.info.run_id


def commit_of_this_script() -> str | None:
    """The commit that is checked out where this script lies; None outside a git repository."""
    answer = subprocess.run(
        ["git", "-C", Path(__file__).parent, "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() if answer.returncode == 0 else None


def files_of(run_id: str, path: str | None = None) -> set[str]:
    """The paths of all the run's files."""
    found = set()
    for item in MlflowClient().list_artifacts(run_id, path):
        found |= files_of(run_id, item.path) if item.is_dir else {item.path}
    return found


def check_run(options: argparse.Namespace, run_id: str, model_uri: str, validation: pd.DataFrame) -> None:
    """Compares what the server has with what was logged."""
    client = MlflowClient()
    run = client.get_run(run_id)
    assert run.info.status == "FINISHED", f"the run is {run.info.status}"
    expected = SGDClassifier(loss="log_loss", alpha=options.alpha, random_state=options.seed).get_params()
    for key, value in expected.items():
        assert run.data.params[key] == str(value), f"hyperparameter {key} is {run.data.params[key]}, not {value}"
    assert run.data.params["features"] == "30", f"{run.data.params['features']} features"

    for key in ("training_loss", "validation_loss", "validation_accuracy"):
        history = client.get_metric_history(run_id, key)
        steps = [metric.step for metric in history]
        assert steps == list(range(options.epochs)), f"{key} has the steps {steps}"
        assert history[-1].value == run.data.metrics[key], f"{key} is not its last value"
    assert run.data.metrics["training_seconds"] > 0, "no duration"

    tags = run.data.tags
    assert tags["python_version"] == platform.python_version(), "another Python version"
    commit = commit_of_this_script()
    assert tags.get("mlflow.source.git.commit") == commit, "another git commit"

    datasets = {item.tags[0].value: item.dataset for item in run.inputs.dataset_inputs}
    assert set(datasets) == {"training", "validation"}, f"datasets for {sorted(datasets)}"
    assert datasets["training"].digest != datasets["validation"].digest, "both datasets are the same"
    files = files_of(run_id)
    assert {"report.txt", "figures/confusion_matrix.png"} <= files, f"only {sorted(files)}"

    model = mlflow.pyfunc.load_model(model_uri)
    assert len(model.metadata.signature.inputs) == 30, "the signature has not 30 inputs"
    predictions = model.predict(validation.drop(columns="target"))
    accuracy = accuracy_score(validation["target"], np.asarray(predictions))
    assert accuracy == run.data.metrics["validation_accuracy"], f"the loaded model is {accuracy} right"

    print(f"run {run_id} of {run.info.run_name!r} by {run.info.user_id or 'nobody named'}")
    print(f"  {len(run.data.params)} params, {len(run.data.metrics)} metrics, {len(files)} files")
    print(f"  {run.data.params['rows']} rows, {run.data.metrics['training_seconds']:.2f} s, commit {commit}")
    print(f"  validation accuracy {accuracy:.4f}, the same from the model loaded again")


def check_autolog(run_id: str) -> None:
    """Autolog records the estimator's parameters, its scores, its data and the model."""
    run = MlflowClient().get_run(run_id)
    assert run.data.params["logisticregression__C"] == "0.5", f"params {run.data.params}"
    assert run.data.metrics["training_accuracy_score"] > 0.9, f"metrics {run.data.metrics}"
    assert [item.tags[0].value for item in run.inputs.dataset_inputs] == ["train"], "no training dataset"
    files = files_of(run_id)
    assert "training_confusion_matrix.png" in files, f"only {sorted(files)}"
    model = mlflow.pyfunc.load_model(f"runs:/{run_id}/model")
    assert len(model.metadata.signature.inputs) == 30, "the signature has not 30 inputs"
    print(f"run {run_id} by autolog: {len(run.data.params)} params, {len(run.data.metrics)} metrics")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--experiment", default="diagnosis")
    parser.add_argument("--run-name", default="sgd")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--alpha", type=float, default=0.001)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()

    data = load_breast_cancer(as_frame=True).frame
    training, validation = train_test_split(data, test_size=0.3, random_state=options.seed, stratify=data["target"])
    mlflow.set_experiment(options.experiment)
    run_id, model_uri = train(options, training, validation)
    check_run(options, run_id, model_uri, validation)
    check_autolog(train_with_autolog(training))


if __name__ == "__main__":
    main()
