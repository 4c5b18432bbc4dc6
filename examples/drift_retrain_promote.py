"""A batch of recent data has drifted: retrain, evaluate both models on that data, and ask; the registry decides.

    python examples/drift_retrain_promote.py --batch like-before       # no drift, nothing to do
    python examples/drift_retrain_promote.py --batch smaller-tumours   # drift, but the retrained model loses
    python examples/drift_retrain_promote.py --batch new-scanner       # drift, and the retrained model wins
    python examples/drift_retrain_promote.py --force 2                 # asks for a version once more, whatever it scored

The first run also trains the model that Production starts with. Nothing here compares: a policy's gate does. docs/examples.md
says how it is made.
"""

import argparse
import json
import tempfile
from pathlib import Path

import mlflow
import pandas as pd
from evidently import Report
from evidently.presets import DataDriftPreset
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import RestException
from mlflow.models import infer_signature
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
TRAINING_FILE = "training.csv"
# The share of features that may drift before anyone need look.
TOLERATED_DRIFT = 0.2
DATA = "recent tumours"
# What a model's explanation takes is not needed here.
PLAIN = {"log_explainer": False}


def past_rows() -> pd.DataFrame:
    """The half of the data that the first model is trained on."""
    data = load_breast_cancer(as_frame=True).frame
    return train_test_split(data, test_size=0.5, random_state=0, stratify=data["target"])[0]


def recent_rows(batch: str) -> pd.DataFrame:
    """The other half, in the way that it drifted."""
    data = load_breast_cancer(as_frame=True).frame
    recent = data.drop(index=past_rows().index)
    if batch == "like-before":
        return recent
    if batch == "smaller-tumours":
        # Other patients: what the measurements mean is the same.
        return recent[recent["mean radius"] < recent["mean radius"].median()]
    # Another scale: the same measurements mean something else.
    sizes = [column for column in recent if any(word in column for word in ("radius", "perimeter", "area"))]
    return recent.assign(**{column: recent[column] * 0.7 for column in sizes})


def train(name: str, rows: pd.DataFrame, description: str) -> ModelVersion:
    """Trains within the active run and registers a version that says on what."""
    features, target = rows.drop(columns="target"), rows["target"]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(features, target)
    mlflow.log_input(mlflow.data.from_pandas(rows, name=description, targets="target"), context="training")
    mlflow.log_param("rows", len(rows))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, TRAINING_FILE)
        rows.to_csv(path, index=False)
        mlflow.log_artifact(str(path))
    logged = mlflow.sklearn.log_model(
        model,
        **{MODEL_NAME: "model"},
        signature=infer_signature(features, model.predict(features)),
        registered_model_name=name,
    )
    version = str(logged.registered_model_version)
    MlflowClient().update_model_version(name, version, description=f"Trained on {description}")
    return MlflowClient().get_model_version(name, version)


def promote(version: ModelVersion) -> bool:
    """Asks for Production; False when a gate says no, and why is printed."""
    try:
        MlflowClient().transition_model_version_stage(
            version.name, version.version, "Production", archive_existing_versions=True
        )
    except RestException as refusal:
        gates = refusal.json.get("gate_results")
        if refusal.error_code != "PERMISSION_DENIED" or not gates:
            raise
        print(refusal.message)
        assert any(gate["verdict"] == "FAILED" for gate in gates), f"refused by {gates}"
        return False
    return True


def in_production(name: str) -> ModelVersion:
    """The version in Production; trains the first one when there is no such model."""
    client = MlflowClient()
    if not client.search_registered_models(f"name = '{name}'"):
        with mlflow.start_run(run_name="first model"):
            first = train(name, past_rows(), "the first half")
        assert promote(first), "the first version has nobody to beat"
    [version] = client.get_latest_versions(name, ["Production"])
    return version


def detect_drift(reference: pd.DataFrame, recent: pd.DataFrame) -> bool:
    """Compares the features' distributions, logs the report to the active run, and says whether too many have moved."""
    snapshot = Report([DataDriftPreset()]).run(recent.drop(columns="target"), reference.drop(columns="target"))
    drifted = next(
        metric["value"] for metric in snapshot.dict()["metrics"] if metric["metric_name"].startswith("DriftedColumns")
    )
    with tempfile.TemporaryDirectory() as folder:
        snapshot.save_html(str(Path(folder, "drift.html")))
        Path(folder, "drift.json").write_text(json.dumps(snapshot.dict(), default=str))
        mlflow.log_artifacts(folder, "drift")
    mlflow.log_metrics({"drifted_columns": drifted["count"], "drifted_share": drifted["share"]})
    print(f"{drifted['count']:.0f} of {reference.shape[1] - 1} features have drifted")
    return drifted["share"] > TOLERATED_DRIFT


def evaluate(version: ModelVersion, rows: pd.DataFrame) -> float:
    """Stock MLflow: the registry finds by itself which version a run has evaluated, and on which data."""
    data = mlflow.data.from_pandas(rows, name=DATA, targets="target")
    uri = f"models:/{version.name}/{version.version}"
    with mlflow.start_run(run_name=f"evaluate version {version.version}"):
        result = mlflow.evaluate(uri, data, model_type="classifier", evaluators="default", evaluator_config=PLAIN)
    return result.metrics["accuracy_score"]


def retrain(champion: ModelVersion, batch: str, seed: int) -> None:
    reference = pd.read_csv(mlflow.artifacts.download_artifacts(run_id=champion.run_id, artifact_path=TRAINING_FILE))
    recent_train, recent_test = train_test_split(recent_rows(batch), test_size=0.5, random_state=seed)
    with mlflow.start_run(run_name=batch) as run:
        if not detect_drift(reference, pd.concat([recent_train, recent_test])):
            print("no drift: nothing to do")
            return
        candidate = train(champion.name, recent_train, f"recent data ({batch})")
    reports = {item.path for item in MlflowClient().list_artifacts(run.info.run_id, "drift")}
    assert reports == {"drift/drift.html", "drift/drift.json"}, f"reports {reports}"

    accuracies = [evaluate(version, recent_test) for version in (champion, candidate)]
    for version, accuracy in zip((champion, candidate), accuracies, strict=True):
        print(f"version {version.version}: {accuracy:.4f} right on {len(recent_test)} recent rows")
    promoted = promote(candidate)
    assert promoted == (accuracies[1] > accuracies[0]), "the registry did not ask for a better model: see docs/examples.md"
    settle(champion.name, candidate if promoted else champion)


def settle(name: str, expected: ModelVersion) -> None:
    """Whatever was asked, one version is in Production, and it is this one."""
    [holder] = MlflowClient().get_latest_versions(name, ["Production"])
    assert holder.version == expected.version, f"Production is version {holder.version}"
    print(f"version {holder.version} is in Production")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batch", choices=["like-before", "smaller-tumours", "new-scanner"])
    parser.add_argument("--force", metavar="VERSION", help="only ask for this version")
    parser.add_argument("--model", default="tumour-classifier")
    parser.add_argument("--experiment", default="tumours")
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    if (options.batch is None) == (options.force is None):
        parser.error("give --batch or --force")

    mlflow.set_experiment(options.experiment)
    champion = in_production(options.model)
    print(f"in Production: version {champion.version}, {champion.description.lower()}")
    if options.force is None:
        return retrain(champion, options.batch, options.seed)
    forced = MlflowClient().get_model_version(options.model, options.force)
    settle(options.model, forced if promote(forced) else champion)


if __name__ == "__main__":
    main()
