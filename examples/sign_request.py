"""Read a transition request over GraphQL and sign it, as a reviewer.

MLFLOW_TRACKING_TOKEN=<a reviewer's token> python examples/sign_request.py req_... --comment "Looks right"
MLFLOW_TRACKING_TOKEN=<a reviewer's token> python examples/sign_request.py req_... --reject --comment "Too weak"
"""

import argparse

from ask_graphql import ask

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("request")
    parser.add_argument("--comment", required=True)
    parser.add_argument("--reject", action="store_true")
    options = parser.parse_args()

    request = ask(READ, id=options.request)["transitionRequest"]
    assert request is not None, f"there is no request {options.request}, or not for you"
    print(f"{request['modelName']} version {request['version']} to {request['to']}: {request['reason']}")
    for metric in request["modelVersion"]["metrics"]:
        print(f"  {metric['key']} {metric['value']}")

    signature = {"transitionRequestId": options.request, "comment": options.comment}
    if not options.reject:
        # What is signed is what was shown: if it has changed since, the signature is refused.
        signature["contentDigest"] = request["contentDigest"]
    request = ask(REJECT if options.reject else APPROVE, input=signature)["answer"]["transitionRequest"]
    for item in request["requirements"]:
        print(f"  {item['given']} of {item['needed']} by a {item['role']} of {item['team']['slug']}")
    print(f"the request is {request['state']}")


if __name__ == "__main__":
    main()
