"""Find one of 200 model versions across 15 experiments by its tags: in the registry, among the runs, over GraphQL.

    python examples/find_by_tags.py
    python examples/find_by_tags.py --no-graphql    # on a server that has no GraphQL like ours

The first time it trains and registers the versions: small models on some of the wines' measurements.
"""

import argparse
import random
from typing import Any

import mlflow
from ask_graphql import ask
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
EXPERIMENTS = 15
VERSIONS = 200
CHOICES = {
    "team": ["fraud", "pricing", "retention"],
    "objective": ["precision", "recall", "cost"],
    "data_version": ["2024-q4", "2025-q1", "2025-q2", "2025-q3"],
    "fairness_audit": ["passed", "failed", "pending"],
}
WANTED = {"team": "pricing", "objective": "recall", "data_version": "2025-q2", "fairness_audit": "passed"}

FIND = """
query ($tags: [TagFilter!]!) {
  modelVersions(first: 10, filter: { tags: $tags }) {
    nodes { modelName version runId tags { key value } metrics { key value } }
  }
}"""


def make_tags() -> list[dict[str, str]]:
    """Tags for each version; just one of them carries all those wanted."""
    chance = random.Random(2)
    tags = [{key: chance.choice(values) for key, values in CHOICES.items()} for _ in range(VERSIONS)]
    assert tags.count(WANTED) == 1, f"{tags.count(WANTED)} versions are wanted"
    return tags


def register_versions(prefix: str) -> None:
    """Trains, logs and registers each version, in an experiment and a registered model of the same name."""
    data = load_wine(as_frame=True)
    train_x, test_x, train_y, test_y = train_test_split(data.data, data.target, test_size=0.4, random_state=0)
    chance = random.Random(1)
    for number, tags in enumerate(make_tags()):
        name = f"{prefix}-{number % EXPERIMENTS:02}"
        columns = chance.sample(list(data.data), 3)
        mlflow.set_experiment(name)
        with mlflow.start_run(tags=tags):
            model = GaussianNB().fit(train_x[columns], train_y)
            mlflow.log_param("columns", ", ".join(columns))
            mlflow.log_metric("accuracy", model.score(test_x[columns], test_y))
            # Named requirements spare MLflow from working them out for each of the models.
            logged = mlflow.sklearn.log_model(
                model,
                **{MODEL_NAME: "model"},
                signature=infer_signature(train_x[columns], train_y),
                pip_requirements=["scikit-learn"],
            )
            mlflow.register_model(logged.model_uri, name, tags=tags)


def find_over_graphql(prefix: str) -> dict[str, Any]:
    """The only one of our versions that GraphQL finds with all the tags."""
    found = ask(FIND, tags=[{"key": key, "value": value} for key, value in WANTED.items()])["modelVersions"]["nodes"]
    nodes = [node for node in found if node["modelName"].startswith(f"{prefix}-")]
    assert len(nodes) == 1, f"GraphQL found {found}"
    return nodes[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prefix", default="tagged-wine", help="begins the names of the experiments and models")
    parser.add_argument("--no-graphql", dest="graphql", action="store_false")
    options = parser.parse_args()

    client = MlflowClient()
    everything = f"name LIKE '{options.prefix}-%'"
    if not client.search_model_versions(everything, max_results=1):
        register_versions(options.prefix)
    count = len(client.search_model_versions(everything))
    begin = f"begin with '{options.prefix}-': try another --prefix"
    assert count == VERSIONS, f"the names of {count} versions, not {VERSIONS}, {begin}"
    experiments = client.search_experiments(filter_string=everything)
    assert len(experiments) == EXPERIMENTS, f"the names of {len(experiments)} experiments, not {EXPERIMENTS}, {begin}"

    condition = " AND ".join(f"tags.{key} = '{value}'" for key, value in WANTED.items())
    found = client.search_model_versions(f"{everything} AND {condition}")
    assert len(found) == 1, f"the registry found {len(found)} versions"
    [version] = found
    assert version.tags.items() >= WANTED.items(), f"its tags are {version.tags}"
    print(f"1 of {count} versions in {len(experiments)} experiments: {version.name} version {version.version}")

    runs = client.search_runs([experiment.experiment_id for experiment in experiments], condition)
    assert [run.info.run_id for run in runs] == [version.run_id], f"{len(runs)} runs carry the tags"
    accuracy = runs[0].data.metrics["accuracy"]
    print(f"by run {version.run_id}, {accuracy:.3f} right with {runs[0].data.params['columns']}")

    some = client.search_model_versions(f"{everything} AND tags.team = 'pricing' AND tags.data_version LIKE '2025-%'")
    expected = [tags for tags in make_tags() if tags["team"] == "pricing" and tags["data_version"] != "2024-q4"]
    assert len(some) == len(expected), f"{len(some)} versions of pricing on data of 2025, not {len(expected)}"

    if options.graphql:
        node = find_over_graphql(options.prefix)
        assert (node["modelName"], node["version"]) == (version.name, int(version.version)), f"GraphQL found {node}"
        metrics = {metric["key"]: metric["value"] for metric in node["metrics"]}
        assert metrics["accuracy"] == accuracy, f"GraphQL tells {metrics}"
        print("GraphQL finds the same one, with its metrics")


if __name__ == "__main__":
    main()
