"""Two versions are evaluated on the same rows, in each way that MLflow has; the server tells what it makes of that.

    python examples/evaluate_versions.py
"""

import argparse

import mlflow
import pandas as pd
from ask_graphql import ask
from mlflow import MlflowClient
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

IS_MLFLOW_3 = mlflow.__version__.startswith("3.")
# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if IS_MLFLOW_3 else "artifact_path"
DATA = "recent patients"

EVALUATIONS = """query ($model: String!, $version: Int!, $data: String!) {
  modelVersion(name: $model, version: $version) {
    evaluations(first: 200, filter: { dataset: { name: $data } }) {
      nodes { metric value source attempts dataset { name digest } run { runId } } } } }"""


def train(name: str, rows: pd.DataFrame) -> str:
    """Trains and registers a version; gives its number."""
    with mlflow.start_run(run_name="training"):
        features, target = rows.drop(columns="target"), rows["target"]
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(features, target)
        logged = mlflow.sklearn.log_model(
            model, **{MODEL_NAME: "model"}, input_example=features.head(2), registered_model_name=name
        )
    return str(logged.registered_model_version)


def evaluate_by_mlflow(uri: str, rows: pd.DataFrame) -> None:
    """What a data scientist does: no id, no tag, nothing of the registry but the URI."""
    data = mlflow.data.from_pandas(rows, name=DATA, targets="target")
    with mlflow.start_run(run_name=f"evaluate {uri.replace('/', ' ')}"):
        mlflow.evaluate(uri, data, model_type="classifier", evaluators=["default"], evaluator_config={"log_explainer": False})


def evaluate_by_hand(uri: str, rows: pd.DataFrame) -> None:
    """A script of one's own says what it evaluated by one tag."""
    data = mlflow.data.from_pandas(rows, name=DATA, targets="target")
    predicted = mlflow.pyfunc.load_model(uri).predict(rows.drop(columns="target"))
    with mlflow.start_run(run_name="by hand", tags={"countersign.evaluates": uri}):
        mlflow.log_input(data, context="evaluation")
        mlflow.log_metric("share_right", accuracy_score(rows["target"], predicted))


def evaluate_logged_model(name: str, version: str, rows: pd.DataFrame) -> None:
    """MLflow 3 keeps with a metric of which model and on which data it is."""
    model_id = MlflowClient().get_model_version(name, version).model_id
    data = mlflow.data.from_pandas(rows, name=DATA, targets="target")
    with mlflow.start_run(run_name="by model id"):
        mlflow.log_metric("share_right_by_id", 0.5, dataset=data, model_id=model_id)
    mlflow.evaluate(
        f"models:/{model_id}", data, model_type="classifier", evaluators=["default"], evaluator_config={"log_explainer": False}
    )
    mlflow.end_run()


def evaluations_of(name: str, version: str) -> dict[str, dict]:
    answer = ask(EVALUATIONS, model=name, version=int(version), data=DATA)
    return {node["metric"]: node for node in answer["modelVersion"]["evaluations"]["nodes"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="evaluated-classifier")
    parser.add_argument("--experiment", default="evaluations")
    options = parser.parse_args()

    mlflow.set_experiment(options.experiment)
    data = load_breast_cancer(as_frame=True).frame
    past, recent = train_test_split(data, test_size=0.4, random_state=0, stratify=data["target"])
    champion, candidate = train(options.model, past.head(40)), train(options.model, past)
    MlflowClient().transition_model_version_stage(options.model, champion, "Production")

    evaluate_by_mlflow(f"models:/{options.model}/Production", recent)
    evaluate_by_mlflow(f"models:/{options.model}/{candidate}", recent)
    evaluate_by_hand(f"models:/{options.model}/{candidate}", recent)
    if IS_MLFLOW_3:
        evaluate_logged_model(options.model, candidate, recent)

    found = {version: evaluations_of(options.model, version) for version in (champion, candidate)}
    for version, metrics in found.items():
        for metric in ("accuracy_score", "share_right", "share_right_by_id"):
            if metric in metrics:
                told = metrics[metric]
                print(f"version {version}: {metric} {told['value']:.4f} on {told['dataset']['name']}, {told['source']}")
    digests = {metrics["accuracy_score"]["dataset"]["digest"] for metrics in found.values()}
    assert len(digests) == 1, f"the data are not the same: {digests}"
    right = found[candidate]
    assert right["share_right"]["source"] == "RUN_TAG", right["share_right"]
    assert right["share_right"]["value"] == right["accuracy_score"]["value"], "two ways to measure differ"
    if IS_MLFLOW_3:
        assert right["share_right_by_id"]["source"] == "LOGGED_MODEL", right["share_right_by_id"]
        assert right["accuracy_score"]["attempts"] == 2, right["accuracy_score"]
    print("both versions were evaluated on the same data")


if __name__ == "__main__":
    main()
