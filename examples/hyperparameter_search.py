"""Two searches for hyperparameters, each one parent run with a child run for every trial.

    python examples/hyperparameter_search.py --trials 50 --threads 4

GridSearchCV is logged by autolog; Optuna's trials log themselves, several at once from threads.
"""

import argparse

import mlflow
import optuna
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Run
from sklearn.datasets import load_digits
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

GRID = {"svc__C": [0.1, 1.0, 10.0], "svc__gamma": [0.001, 0.01]}


def load() -> tuple[pd.DataFrame, pd.Series]:
    """Every third image of the digits, which is enough to search on."""
    data = load_digits(as_frame=True)
    return data.data[::3], data.target[::3]


def children_of(run: Run) -> list[Run]:
    """The nested runs."""
    return MlflowClient().search_runs(
        [run.info.experiment_id], f"tags.mlflow.parentRunId = '{run.info.run_id}'", max_results=1000
    )


def search_grid() -> None:
    """Not one line that logs: autolog keeps the search, its children, and the best model."""
    features, target = load()
    mlflow.sklearn.autolog(max_tuning_runs=None)
    with mlflow.start_run(run_name="grid") as parent:
        search = GridSearchCV(make_pipeline(StandardScaler(), SVC()), GRID, cv=3).fit(features, target)
    mlflow.sklearn.autolog(disable=True)

    parent = MlflowClient().get_run(parent.info.run_id)
    children = children_of(parent)
    points = len(GRID["svc__C"]) * len(GRID["svc__gamma"])
    assert len(children) == points, f"{len(children)} nested runs for {points} points of the grid"
    scores = [child.data.metrics["mean_test_score"] for child in children]
    assert max(scores) == search.best_score_, f"best nested run {max(scores)}, best found {search.best_score_}"
    assert parent.data.params["best_svc__C"] == str(search.best_params_["svc__C"]), f"{parent.data.params}"
    best = mlflow.pyfunc.load_model(f"runs:/{parent.info.run_id}/best_estimator")
    assert (best.predict(features) == search.predict(features)).all(), "the best model answers differently now"
    print(f"grid: {len(children)} nested runs, best {search.best_score_:.4f} with {search.best_params_}")


def search_with_optuna(trials: int, threads: int, seed: int) -> None:
    """Each trial is a nested run, started from the thread that it runs in."""
    features, target = load()

    def objective(trial: optuna.Trial) -> float:
        C = trial.suggest_float("C", 1e-2, 1e3, log=True)
        gamma = trial.suggest_float("gamma", 1e-5, 1e-1, log=True)
        with mlflow.start_run(run_name=f"trial-{trial.number}", parent_run_id=parent.info.run_id, nested=True):
            mlflow.log_params({"C": C, "gamma": gamma})
            scores = cross_val_score(SVC(C=C, gamma=gamma), features, target, cv=3)
            for fold, score in enumerate(scores):
                mlflow.log_metric("fold_accuracy", score, step=fold)
            mlflow.log_metric("accuracy", scores.mean())
        return scores.mean()

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.RandomSampler(seed))
    with mlflow.start_run(run_name="optuna") as parent:
        study.optimize(objective, n_trials=trials, n_jobs=threads)
        mlflow.log_params(study.best_params)
        mlflow.log_metric("accuracy", study.best_value)

    children = children_of(parent)
    assert len(children) == trials, f"{len(children)} nested runs for {trials} trials"
    assert {child.info.status for child in children} == {"FINISHED"}, "a nested run has not finished"
    kept = {child.info.run_name: child.data for child in children}
    for trial in study.trials:
        data = kept[f"trial-{trial.number}"]
        assert data.params == {key: str(value) for key, value in trial.params.items()}, f"{data.params}"
        assert data.metrics["accuracy"] == trial.value, f"trial {trial.number}: {data.metrics}"
    [best] = MlflowClient().search_runs(
        [parent.info.experiment_id],
        f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
        order_by=["metrics.accuracy DESC"],
        max_results=1,
    )
    assert best.data.metrics["accuracy"] == study.best_value, "the server has another best trial"
    print(f"Optuna: {len(children)} nested runs from {threads} threads, best {study.best_value:.4f}")
    print(f"  {best.info.run_name} with {best.data.params}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--experiment", default="digits-search")
    parser.add_argument("--trials", type=int, default=50)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    mlflow.set_experiment(options.experiment)
    search_grid()
    search_with_optuna(options.trials, options.threads, options.seed)


if __name__ == "__main__":
    main()
