"""Read a transition request over GraphQL and sign it, as a reviewer.

    MLFLOW_TRACKING_TOKEN=<a reviewer's token> python examples/sign_request.py req_... --comment "Looks right"
    MLFLOW_TRACKING_TOKEN=<a reviewer's token> python examples/sign_request.py req_... --reject --comment "Too weak"
"""

import argparse
import os
from typing import Any

import requests

READ = """
query ($id: ID!) {
  transitionRequest(id: $id) {
    modelName version to state reason contentDigest
    modelVersion { metrics { key value } }
    requirements { role team { slug } needed given }
  }
}"""

SIGNED = """{
  transitionRequest { state requirements { role team { slug } needed given } }
  userErrors { code message }
}"""

APPROVE = f"mutation ($input: ApproveTransitionInput!) {{ answer: approveTransition(input: $input) {SIGNED} }}"
REJECT = f"mutation ($input: RejectTransitionInput!) {{ answer: rejectTransition(input: $input) {SIGNED} }}"


def ask(query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """One GraphQL operation; gives its data."""
    response = requests.post(
        f"{os.environ['MLFLOW_TRACKING_URI']}/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"},
        timeout=60,
    )
    answer = response.json()
    assert "errors" not in answer, f"refused: {answer['errors']}"
    return answer["data"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("request")
    parser.add_argument("--comment", required=True)
    parser.add_argument("--reject", action="store_true")
    options = parser.parse_args()

    request = ask(READ, {"id": options.request})["transitionRequest"]
    assert request is not None, f"there is no request {options.request}, or not for you"
    print(f"{request['modelName']} version {request['version']} to {request['to']}: {request['reason']}")
    for metric in request["modelVersion"]["metrics"]:
        print(f"  {metric['key']} {metric['value']}")

    signature = {"transitionRequestId": options.request, "comment": options.comment}
    if not options.reject:
        # What is signed is what was shown: if it has changed since, the signature is refused.
        signature["contentDigest"] = request["contentDigest"]
    answer = ask(REJECT if options.reject else APPROVE, {"input": signature})["answer"]
    assert not answer["userErrors"], f"refused: {answer['userErrors']}"
    request = answer["transitionRequest"]
    for item in request["requirements"]:
        print(f"  {item['given']} of {item['needed']} by a {item['role']} of {item['team']['slug']}")
    print(f"the request is {request['state']}")


if __name__ == "__main__":
    main()
