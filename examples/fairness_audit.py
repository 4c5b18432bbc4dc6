"""A model may serve only if it finds the ill of every group about as well: somebody else measures that, the registry asks.

    python examples/fairness_audit.py train               # a scientist: trains, registers, asks for Production
    python examples/fairness_audit.py audit --version 1   # compliance, by an account and an experiment of its own
    python examples/fairness_audit.py train --corrected   # the scientist again, on data that was corrected

Exit status of `train`: 0, in Production; 2, waits for the audit or is refused, and the output says by what.
docs/examples.md says how the policy is made.
"""

import argparse
import sys

import mlflow
import pandas as pd
from fairlearn.metrics import MetricFrame, count
from mlflow import MlflowClient
from mlflow.exceptions import RestException
from mlflow.models import infer_signature
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
NOT_YET = 2


def patients() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Patients to train on and to audit with: what was measured, and whether the illness went on quickly."""
    rows = load_diabetes(as_frame=True, scaled=False).frame
    rows["sex"] = rows["sex"].map({1.0: 0.0, 2.0: 1.0})
    rows["quick"] = (rows.pop("target") > 140).astype(int)
    return train_test_split(rows, test_size=0.5, random_state=0, stratify=rows[["quick", "sex"]])


def as_recorded(rows: pd.DataFrame) -> pd.DataFrame:
    """What the first records say: of one sex, four of five quick courses were not noticed."""
    unnoticed = rows[(rows["sex"] == 1.0) & (rows["quick"] == 1)].sample(frac=0.8, random_state=0).index
    return rows.assign(quick=rows["quick"].where(~rows.index.isin(unnoticed), 0))


def train(options: argparse.Namespace) -> None:
    rows = patients()[0] if options.corrected else as_recorded(patients()[0])
    features = rows.drop(columns="quick")
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run(run_name="corrected" if options.corrected else "as recorded"):
        model = make_pipeline(StandardScaler(), LogisticRegression()).fit(features, rows["quick"])
        logged = mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(features, model.predict(features)),
            registered_model_name=options.model,
        )
    version = str(logged.registered_model_version)
    print(f"registered {options.model} version {version}")
    sys.exit(0 if promote(options.model, version) else NOT_YET)


def promote(name: str, version: str) -> bool:
    try:
        MlflowClient().transition_model_version_stage(name, version, "Production", archive_existing_versions=True)
    except RestException as refusal:
        if refusal.error_code != "PERMISSION_DENIED":
            raise
        print(refusal.message)
        return False
    return True


def audit(options: argparse.Namespace) -> None:
    """Logs recall and size by sex; the tag says of which version, MLflow's keys say of which group."""
    uri = f"models:/{options.model}/{options.version}"
    rows = patients()[1]
    predicted = mlflow.pyfunc.load_model(uri).predict(rows.drop(columns="quick"))
    frame = MetricFrame(
        metrics={"recall": recall_score, "count": count},
        y_true=rows["quick"],
        y_pred=predicted,
        sensitive_features=rows["sex"].map({0.0: "one", 1.0: "other"}),
    )
    found = {f"{metric}/sex:{group}": value for metric, by in frame.by_group.items() for group, value in by.items()}
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run(run_name=f"audit of version {options.version}", tags={"countersign.evaluates": uri}):
        mlflow.log_input(mlflow.data.from_pandas(rows, name="patients of the audit", targets="quick"), context="evaluation")
        mlflow.log_metrics(found)
    for key, value in found.items():
        print(f"{key} {value:.3f}")
    stage = MlflowClient().get_model_version(options.model, options.version).current_stage
    print(f"version {options.version} is in {stage}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    trains = commands.add_parser("train", help="train, register, ask for Production")
    trains.add_argument("--corrected", action="store_true", help="on data that was corrected")
    trains.set_defaults(do=train, experiment="progression")
    audits = commands.add_parser("audit", help="measure a version by group")
    audits.add_argument("--version", required=True)
    audits.set_defaults(do=audit, experiment="fairness audits")
    for command in (trains, audits):
        command.add_argument("--model", default="diabetes-progression")
        command.add_argument("--experiment")
    options = parser.parse_args()
    options.do(options)


if __name__ == "__main__":
    main()
