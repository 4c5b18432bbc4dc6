"""The data that both entry points use."""

from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split


def load() -> list:
    """Features to train on and to test on, then the targets of both."""
    data = load_diabetes(as_frame=True)
    return train_test_split(data.data, data.target, test_size=0.3, random_state=0)
