"""From the first token to two reviewers signing, as an administrator would set it up. Needs Python alone.

python examples/admin/two_reviewers.py http://127.0.0.1:4000 .countersign/admin-token

Makes team pricing, three people who each take a token of their own, a model whose Production two reviewers guard, and a
request that both of them sign. Every step is told.
"""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen


def send(url: str, body: dict[str, Any] | None = None, token: str | None = None) -> dict[str, Any]:
    """Sends JSON, or asks where there is no body; gives the JSON of the answer."""
    headers = {"content-type": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data=data, headers=headers), timeout=60) as answer:
        return json.load(answer)


class Person:
    """Somebody with a token, who asks the service over GraphQL."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token

    def do(self, mutation: str, fields: str, **given: Any) -> dict[str, Any]:
        """Does one mutation; a refusal ends the program and is told."""
        kind = mutation[0].upper() + mutation[1:]
        text = f"mutation ($input: {kind}Input!) {{ {mutation}(input: $input) {{ {fields} userErrors {{ code message }} }} }}"
        answer = send(f"{self.url}/graphql", {"query": text, "variables": {"input": given}}, self.token)
        if "errors" in answer:
            raise SystemExit(f"{mutation} was refused: {answer['errors']}")
        payload = answer["data"][mutation]
        if payload["userErrors"]:
            raise SystemExit(f"{mutation} was refused: {payload['userErrors']}")
        return payload


def join(admin: Person, team: str, handle: str, role: str) -> Person:
    """Makes a person with a role in the team, who takes a token that nobody else had a hand in."""
    user = admin.do("createUser", "user { id }", handle=handle, displayName=handle.capitalize())["user"]
    admin.do("addTeamMember", "membership { roles }", teamId=team, principalId=user["id"], roles=[role])
    code = admin.do("createInvitation", "code", principalId=user["id"])["code"]
    # From here on it is the person's own doing: the code was handed to them, and to nobody else.
    until = (datetime.now(timezone.utc) + timedelta(days=90)).isoformat()
    wanted = {"code": code, "name": "my own", "scopes": ["READ", "WRITE", "APPROVE"], "expiresAt": until}
    token = send(f"{admin.url}/invitations/redeem", wanted)["token"]
    print(f"{handle} is a {role} of pricing, with a token of their own")
    return Person(admin.url, token)


def main() -> None:
    url, token_file = sys.argv[1:]
    admin = Person(url, Path(token_file).read_text().strip())
    team = admin.do("createTeam", "team { id }", slug="pricing", name="Pricing")["team"]["id"]
    maker = join(admin, team, "mia", "MAINTAINER")
    reviewers = [join(admin, team, handle, "REVIEWER") for handle in ("ron", "una")]

    model = maker.do("createRegisteredModel", "registeredModel { id }", teamId=team, name="pricing")["registeredModel"]["id"]
    version = maker.do("createModelVersion", "modelVersion { id }", registeredModelId=model, source="s3://models/pricing/1")
    policy = admin.do(
        "createApprovalPolicy",
        "approvalPolicy { name } warnings",
        name="two reviewers",
        scope={"registeredModelId": model},
        slots=["Production"],
        requirements=[{"role": "REVIEWER", "teamId": team, "count": 2}],
        separationOfDuties=["REQUESTER", "AUTHOR"],
    )
    print(f"Production of pricing needs {policy['approvalPolicy']['name']}; warnings: {policy['warnings']}")

    asked = maker.do(
        "requestTransition",
        "transitionRequest { id state contentDigest }",
        modelVersionId=version["modelVersion"]["id"],
        to="Production",
        reason="Better than the rule of thumb",
    )["transitionRequest"]
    print(f"mia asked for Production: {asked['state']}")
    for reviewer in reviewers:
        signed = reviewer.do(
            "approveTransition",
            "transitionRequest { state }",
            transitionRequestId=asked["id"],
            contentDigest=asked["contentDigest"],
            comment="Checked",
        )
        print(f"signed: {signed['transitionRequest']['state']}")

    served = send(f"{url}/resolve?uri={quote('models:/pricing/Production')}", token=maker.token)
    print(f"models:/pricing/Production is version {served['version']}")


if __name__ == "__main__":
    main()
