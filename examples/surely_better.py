"""A model may follow another only if it is better row by row, more surely than chance allows: a mean alone is not enough.

    python examples/surely_better.py --features bmi                 # the first: nothing to be compared with
    python examples/surely_better.py --features bmi,s5              # better by its mean, and perhaps by chance
    python examples/surely_better.py --features bmi,s5,bp,s3        # surely better

Trains a model, logs its errors on the same patients row by row, and asks for Production. Exit status: 0, in Production; 2,
refused, and the output says why. docs/examples.md says how the policy is made.
"""

import argparse
import sys

import mlflow
import pandas as pd
from mlflow import MlflowClient
from mlflow.exceptions import RestException
from mlflow.models import infer_signature
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
REFUSED = 2


def patients() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Patients to train on and to judge by; how their illness went on in a year is `target`."""
    rows = load_diabetes(as_frame=True).frame
    return train_test_split(rows, test_size=0.5, random_state=0)


def train(options: argparse.Namespace) -> str:
    rows = patients()[0]
    features = rows[options.features.split(",")]
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run(run_name=f"by {options.features}"):
        model = LinearRegression().fit(features, rows["target"])
        logged = mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(features, model.predict(features)),
            registered_model_name=options.model,
        )
    return str(logged.registered_model_version)


def evaluate(options: argparse.Namespace, version: str) -> float:
    """Logs the mean absolute error, and the table of each patient's; the tag says of which version."""
    uri = f"models:/{options.model}/{version}"
    rows = patients()[1]
    model = mlflow.sklearn.load_model(uri)
    errors = (model.predict(rows[options.features.split(",")]) - rows["target"]).abs()
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run(run_name=f"errors of version {version}", tags={"countersign.evaluates": uri}):
        mlflow.log_input(mlflow.data.from_pandas(rows, name="patients to judge by", targets="target"), context="evaluation")
        mlflow.log_metric("mean_absolute_error", errors.mean())
        mlflow.log_table(pd.DataFrame({"patient": rows.index, "error": errors}), "errors.json")
    return errors.mean()


def promote(name: str, version: str) -> bool:
    try:
        MlflowClient().transition_model_version_stage(name, version, "Production", archive_existing_versions=True)
    except RestException as refusal:
        if refusal.error_code != "PERMISSION_DENIED":
            raise
        print(refusal.message)
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", default="bmi", help="what the model sees, by comma")
    parser.add_argument("--model", default="diabetes-year")
    parser.add_argument("--experiment", default="surely better")
    options = parser.parse_args()
    version = train(options)
    print(f"version {version}: mean absolute error {evaluate(options, version):.2f}")
    is_in = promote(options.model, version)
    held = MlflowClient().get_latest_versions(options.model, ["Production"])
    print(f"version {held[0].version if held else 'none'} is in Production")
    sys.exit(0 if is_in else REFUSED)


if __name__ == "__main__":
    main()
