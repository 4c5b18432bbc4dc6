"""The demo's acts of data science by the stock MLflow client, one task to a process: JSON comes in, JSON goes out."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pandas as pd
import sklearn
from mlflow import MlflowClient
from mlflow.data.meta_dataset import MetaDataset
from mlflow.data.http_dataset_source import HTTPDatasetSource
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression

# Of the trees in a forest; only files whose digests the registry vouches for are loaded here.
TRUSTED = ["sklearn.tree._tree.Tree"]
LIBRARY = f"scikit-learn {sklearn.__version__}"


def frame(rows: list[dict[str, Any]], features: list[str]) -> pd.DataFrame:
    return pd.DataFrame([row["features"] for row in rows], columns=features, dtype=float)


def save(model: Any, folder: str, example: pd.DataFrame) -> None:
    signature = infer_signature(example, model.predict(example))
    mlflow.sklearn.save_model(
        model, folder, signature=signature, input_example=example.head(2), skops_trusted_types=TRUSTED
    )


def microseconds_per_call(call: Callable[[], Any]) -> int:
    """The median of timed calls, after one that warms the machine up."""
    call()
    times = []
    for _ in range(20):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1e6)
    return round(statistics.median(times))


def train_classifier(given: dict[str, Any]) -> dict[str, Any]:
    train, held = (frame(given[part], given["features"]) for part in ("train", "held"))
    labels, truth = ([row["species"] for row in given[part]] for part in ("train", "held"))
    forest = given["forest"]
    model = RandomForestClassifier(
        n_estimators=forest["trees"],
        max_features=forest["featuresPerTree"],
        max_depth=forest["depth"],
        bootstrap=forest["trees"] > 1,
        random_state=given["seed"],
    ).fit(train, labels)
    save(model, given["folder"], train)
    right = int(np.sum(model.predict(held) == np.array(truth)))
    return {
        "params": {"library": LIBRARY, **{key: str(value) for key, value in forest.items()}, "seed": str(given["seed"])},
        "metrics": {
            "heldOutAccuracy": right / len(held),
            "heldOutRight": right,
            "heldOutRows": len(held),
            "trainingRows": len(train),
            "microsecondsPerAnswer": microseconds_per_call(lambda: model.predict(held.head(1))),
        },
    }


def train_forecast(given: dict[str, Any]) -> dict[str, Any]:
    train, held = (frame(given[part], given["features"]) for part in ("train", "held"))
    target, truth = (np.array([row["celsius"] for row in given[part]]) for part in ("train", "held"))
    model = LinearRegression().fit(train, target)
    save(model, given["folder"], train)
    yesterday = np.array([row["yesterday"] for row in given["held"]])
    return {
        "params": {"library": LIBRARY, "features": ", ".join(given["features"])},
        "metrics": {
            "heldOutMeanAbsoluteError": float(np.mean(np.abs(model.predict(held) - truth))),
            "asYesterdayMeanAbsoluteError": float(np.mean(np.abs(yesterday - truth))),
            "heldOutRows": len(held),
            "trainingRows": len(train),
        },
    }


def register(given: dict[str, Any]) -> dict[str, Any]:
    """One run with everything that is known of the model, and a version made of it."""
    data = given["data"]
    mlflow.set_experiment(given["name"])
    with mlflow.start_run(run_name=given["title"]) as run:
        mlflow.log_params(given["params"])
        mlflow.log_metrics(given["metrics"])
        source = HTTPDatasetSource(data["url"])
        mlflow.log_input(MetaDataset(source, name=data["name"], digest=data["sha256"][:32]), "training")
        mlflow.log_artifacts(given["folder"], "model")
    version = mlflow.register_model(f"runs:/{run.info.run_id}/model", given["name"])
    MlflowClient().update_model_version(given["name"], version.version, given["title"])
    return {"version": int(version.version)}


def ask_for_stage(given: dict[str, Any]) -> dict[str, Any]:
    try:
        MlflowClient().transition_model_version_stage(given["name"], given["version"], given["stage"])
    except MlflowException as error:
        return {"refusal": error.message}
    raise AssertionError("moved without a signature")


def predict(given: dict[str, Any]) -> dict[str, Any]:
    folder = mlflow.artifacts.download_artifacts(given["uri"], dst_path=given["folder"])
    # The client's own note of where the model came from, no part of it.
    Path(folder, "registered_model_meta").unlink()
    model = mlflow.pyfunc.load_model(Path(folder).as_uri())
    rows = pd.DataFrame(given["rows"], columns=given["features"], dtype=float)
    return {"answers": [str(answer) for answer in model.predict(rows)]}


TASKS = {
    "train-classifier": train_classifier,
    "train-forecast": train_forecast,
    "register": register,
    "ask-for-stage": ask_for_stage,
    "predict": predict,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](json.load(sys.stdin))))
