"""Load the model that is in Production by its name, and use it.

    python examples/load_production.py --model digit-reader

Nothing else need be known: which version that is, and from which run, the registry says.
"""

import argparse

import mlflow
import numpy as np
from mlflow import MlflowClient
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="digit-reader")
    options = parser.parse_args()

    client = MlflowClient()
    [version] = client.get_latest_versions(options.model, ["Production"])
    run = client.get_run(version.run_id)
    data = load_digits(as_frame=True)
    _, images, _, digits = train_test_split(
        data.data, data.target, test_size=0.3, random_state=int(run.data.params["seed"]), stratify=data.target
    )
    model = mlflow.pyfunc.load_model(f"models:/{options.model}/Production")
    accuracy = float(np.mean(model.predict(images) == digits))
    claimed = run.data.metrics["test_accuracy"]
    assert accuracy == claimed, f"{accuracy} right; its run says {claimed}"
    print(f"{options.model} version {version.version} in Production: {accuracy:.4f} right on {len(digits)} images,")
    print(f"as its run {run.info.run_id} says")


if __name__ == "__main__":
    main()
