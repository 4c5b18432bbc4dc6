"""A CI job scans the pickles of a version and reports: what waits for the check goes on, or is refused, by that.

    python examples/ci_check.py register                # a scientist: registers a version and asks for Production
    python examples/ci_check.py register --tampered     # the same, with a pickle among its files that runs a command
    python examples/ci_check.py scan --version 1        # the CI job, by the account that the policy names

Exit status of `register`: 0, in Production; 2, waits for the check. Of `scan`: 0, clean; 1, not. docs/examples.md says how
the policy is made.
"""

import argparse
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path

import mlflow
import requests
from ask_graphql import ask, setting
from mlflow import MlflowClient
from mlflow.exceptions import RestException
from mlflow.models import infer_signature
from picklescan.scanner import SafetyLevel, scan_directory_path
from sklearn.datasets import load_wine
from sklearn.tree import DecisionTreeClassifier

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"
CHECK = "pickle-scan"
WAITS = 2

VERSION = "query ($model: String!, $version: Int!) { modelVersion(name: $model, version: $version) { digest } }"


class Surprise:
    """Runs a command when it is unpickled; nothing here unpickles it."""

    def __reduce__(self) -> tuple:
        return os.system, ("echo a pickle runs whatever it likes",)


def register(options: argparse.Namespace) -> None:
    features, target = load_wine(return_X_y=True, as_frame=True)
    model = DecisionTreeClassifier(max_depth=3, random_state=0).fit(features, target)
    client = MlflowClient()
    mlflow.set_experiment(options.experiment)
    with mlflow.start_run() as run, tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        signature = infer_signature(features, model.predict(features))
        mlflow.sklearn.save_model(model, path, signature=signature, serialization_format="cloudpickle")
        if options.tampered:
            Path(path, "extra.pkl").write_bytes(pickle.dumps(Surprise()))
        mlflow.log_artifacts(str(path), "model")
    if not client.search_registered_models(f"name = '{options.model}'"):
        client.create_registered_model(options.model)
    version = client.create_model_version(options.model, f"{run.info.artifact_uri}/model", run.info.run_id).version
    print(f"registered {options.model} version {version}")
    try:
        client.transition_model_version_stage(options.model, version, "Production", archive_existing_versions=True)
    except RestException as refusal:
        if refusal.error_code != "PERMISSION_DENIED":
            raise
        print(refusal.message)
        sys.exit(WAITS)


def report(options: argparse.Namespace, conclusion: str, summary: str, found: dict) -> None:
    """One call of HTTP, as any CI can make it; the digest says which content was looked at."""
    digest = ask(VERSION, model=options.model, version=int(options.version))["modelVersion"]["digest"]
    answer = requests.post(
        f"{setting('MLFLOW_TRACKING_URI')}/checks",
        headers={"authorization": f"Bearer {setting('MLFLOW_TRACKING_TOKEN')}"},
        json={
            "model": options.model,
            "version": int(options.version),
            "versionDigest": digest,
            "name": CHECK,
            "status": "COMPLETED",
            "conclusion": conclusion,
            "summary": summary,
            "report": {"mediaType": "application/json", "content": json.dumps(found)},
        },
        timeout=60,
    )
    assert answer.ok, f"the report was answered {answer.status_code} {answer.text}"


def scan(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = mlflow.artifacts.download_artifacts(f"models:/{options.model}/{options.version}", dst_path=folder)
        result = scan_directory_path(files)
        names = sorted({f"{each.module}.{each.name}" for each in result.globals if each.safety is SafetyLevel.Dangerous})
    clean = result.issues_count == 0 and not result.scan_err
    summary = f"{result.scanned_files} files scanned, {result.issues_count} dangerous: {', '.join(names) or 'none'}"
    print(summary)
    report(options, "SUCCESS" if clean else "FAILURE", summary, {"scanned": result.scanned_files, "dangerous": names})
    stage = MlflowClient().get_model_version(options.model, options.version).current_stage
    print(f"version {options.version} is in {stage}")
    sys.exit(0 if clean else 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    registers = commands.add_parser("register", help="register a version, ask for Production")
    registers.add_argument("--tampered", action="store_true", help="with a pickle that runs a command")
    registers.add_argument("--experiment", default="wines")
    registers.set_defaults(do=register)
    scans = commands.add_parser("scan", help="scan a version's pickles and report")
    scans.add_argument("--version", required=True)
    scans.set_defaults(do=scan)
    for command in (registers, scans):
        command.add_argument("--model", default="wine-classifier")
    options = parser.parse_args()
    options.do(options)


if __name__ == "__main__":
    main()
