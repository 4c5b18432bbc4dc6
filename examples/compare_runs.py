"""Train five classifiers on the same data and let the server find the best one.

    python examples/compare_runs.py

The searches are by metric, by parameter, by tag and by name.
"""

import argparse
import time
import uuid

import mlflow
import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

CANDIDATES: dict[str, ClassifierMixin] = {
    "stump": DecisionTreeClassifier(max_depth=1, random_state=0),
    "tree": DecisionTreeClassifier(max_depth=4, random_state=0),
    "neighbours": KNeighborsClassifier(n_neighbors=15),
    "forest": RandomForestClassifier(n_estimators=100, max_depth=6, random_state=0),
    "logistic": make_pipeline(StandardScaler(), LogisticRegression(C=0.5)),
}


def log_candidates(comparison: str, seed: int) -> dict[str, float]:
    """One run for each candidate; gives their accuracies."""
    data = load_wine(as_frame=True)
    # Two of the thirteen measurements, or every candidate would be right.
    features = data.data[["alcohol", "malic_acid", "ash"]]
    train_x, test_x, train_y, test_y = train_test_split(
        features, data.target, test_size=0.4, random_state=seed, stratify=data.target
    )
    accuracies = {}
    for name, model in CANDIDATES.items():
        with mlflow.start_run(run_name=name, tags={"comparison": comparison, "data_version": "wine-1"}):
            started = time.perf_counter()
            predictions = model.fit(train_x, train_y).predict(test_x)
            accuracies[name] = accuracy_score(test_y, predictions)
            mlflow.log_params({"family": type(model).__name__, "rows": len(train_x), "seed": seed})
            mlflow.log_metrics(
                {
                    "accuracy": accuracies[name],
                    "f1": f1_score(test_y, predictions, average="macro"),
                    "seconds": time.perf_counter() - started,
                }
            )
    return accuracies


def search(experiment: str, condition: str, order_by: str = "metrics.accuracy DESC") -> pd.DataFrame:
    """The runs that meet the condition, best first unless told otherwise."""
    return mlflow.search_runs(experiment_names=[experiment], filter_string=condition, order_by=[order_by])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--experiment", default="wine-comparison")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()

    comparison = uuid.uuid4().hex[:12]
    mlflow.set_experiment(options.experiment)
    accuracies = log_candidates(comparison, options.seed)
    ours = f"tags.comparison = '{comparison}'"

    table = search(options.experiment, ours)
    assert len(table) == len(CANDIDATES), f"{len(table)} of {len(CANDIDATES)} runs found by their tag"
    columns = ["tags.mlflow.runName", "params.family", "metrics.accuracy", "metrics.f1", "metrics.seconds"]
    print(table[columns].to_string(index=False))
    found = list(table["metrics.accuracy"])
    assert found == sorted(accuracies.values(), reverse=True), f"not ordered by accuracy: {found}"

    bar = sorted(accuracies.values())[2]
    above = search(options.experiment, f"{ours} AND metrics.accuracy > {bar!r}")
    expected = {name for name, accuracy in accuracies.items() if accuracy > bar}
    assert set(above["tags.mlflow.runName"]) == expected, f"above {bar}: {list(above['tags.mlflow.runName'])}"

    trees = search(options.experiment, f"{ours} AND params.family = 'DecisionTreeClassifier'")
    assert set(trees["tags.mlflow.runName"]) == {"stump", "tree"}, "search by param found other runs"
    alike = search(options.experiment, f"{ours} AND attributes.run_name LIKE '%tree%' AND params.family LIKE '%Tree%'")
    assert list(alike["tags.mlflow.runName"]) == ["tree"], "search by name and part of a param found other runs"
    none = search(options.experiment, f"{ours} AND tags.data_version = 'wine-2'")
    assert none.empty, "found runs on data that none used"

    best = table.iloc[0]
    name = best["tags.mlflow.runName"]
    assert accuracies[name] == max(accuracies.values()), f"{name} is not the best"
    print(f"best of {len(table)}: {name}, {best['metrics.accuracy']:.3f} right (run {best['run_id']})")


if __name__ == "__main__":
    main()
