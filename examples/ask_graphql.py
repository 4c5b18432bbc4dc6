"""One function to ask the server over GraphQL, with nothing but `requests` and the variables that MLflow uses."""

import os
from typing import Any

import requests


def setting(variable: str) -> str:
    """The variable's value; the program ends where there is none."""
    value = os.environ.get(variable)
    if not value:
        raise SystemExit(f"set {variable} in the environment: GraphQL is asked with it")
    return value


def ask(query: str, **variables: Any) -> dict[str, Any]:
    """Sends one operation and gives its data; a refusal, of whatever kind, is an AssertionError that tells it."""
    response = requests.post(
        f"{setting('MLFLOW_TRACKING_URI')}/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {setting('MLFLOW_TRACKING_TOKEN')}"},
        timeout=60,
    )
    answer = response.json()
    assert "errors" not in answer, f"refused: {answer['errors']}"
    for payload in answer["data"].values():
        refusals = payload.get("userErrors") if isinstance(payload, dict) else None
        assert not refusals, f"refused: {refusals}"
    return answer["data"]
