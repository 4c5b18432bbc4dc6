"""Train a model, register it, and ask for Production, as a nightly job would.

    python examples/register_and_promote.py --model digit-reader
    python examples/register_and_promote.py --model digit-reader --version 1

The second form asks again for a version that is registered already. Exit status 0: it is in Production; 2: it is not,
since people have to sign first or have refused, and the output says who. Asking again changes nothing of that.
"""

import argparse
import sys

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import RestException
from mlflow.models import infer_signature
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
AWAITS_SIGNATURES = 2


def train_and_register(options: argparse.Namespace) -> str:
    """One run that registers its model; gives the version's number."""
    data = load_digits(as_frame=True)
    train_x, test_x, train_y, test_y = train_test_split(
        data.data, data.target, test_size=0.3, random_state=options.seed, stratify=data.target
    )
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run(run_name="svc") as run:
        model = SVC(C=options.C, gamma="scale").fit(train_x, train_y)
        mlflow.log_params({"C": options.C, "seed": options.seed, "rows": len(train_x)})
        logged = mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(train_x, model.predict(train_x)),
            registered_model_name=options.model,
        )
        # Measured after the model was registered, in the same run.
        mlflow.log_metric("test_accuracy", model.score(test_x, test_y))

    version = str(logged.registered_model_version)
    client = MlflowClient()
    registered = client.get_model_version(options.model, version)
    assert registered.run_id == run.info.run_id, f"version {version} says that it is of run {registered.run_id}"
    client.update_model_version(options.model, version, description=f"Support vectors, C {options.C}")
    client.set_model_version_tag(options.model, version, "data_version", "digits-1")
    client.set_registered_model_alias(options.model, "candidate", version)
    newest = client.get_model_version_by_alias(options.model, "candidate")
    assert newest.version == version, f"@candidate is version {newest.version}"
    assert newest.tags["data_version"] == "digits-1", f"tags {newest.tags}"
    print(f"registered {options.model} version {version} from run {run.info.run_id}")
    return version


def move(model: str, version: str, stage: str) -> bool:
    """Asks for the stage; False when that takes signatures that are not there."""
    client = MlflowClient()
    try:
        client.transition_model_version_stage(model, version, stage, archive_existing_versions=True)
    except RestException as refusal:
        request = refusal.json.get("approval_request_id")
        if refusal.error_code != "PERMISSION_DENIED" or request is None:
            raise
        now = client.get_model_version(model, version).current_stage
        assert now != stage, f"refused, and yet version {version} is in {stage}"
        print(refusal.message)
        print(f"version {version} is not in {stage}: request {request}")
        return False
    holders = client.get_latest_versions(model, [stage])
    assert [holder.version for holder in holders] == [version], f"{stage} is held by {holders}"
    print(f"{model} version {version} is in {stage}")
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="digit-reader")
    parser.add_argument("--version", help="a registered version; without it one is trained")
    parser.add_argument("--experiment", default="digits")
    parser.add_argument("--C", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()

    version = options.version
    if version is None:
        version = train_and_register(options)
        if not move(options.model, version, "Staging"):
            return AWAITS_SIGNATURES
    return 0 if move(options.model, version, "Production") else AWAITS_SIGNATURES


if __name__ == "__main__":
    sys.exit(main())
