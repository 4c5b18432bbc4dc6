"""Invite somebody to make a token of their own, as an administrator. Prints the code to hand to them, and to nobody else.

MLFLOW_TRACKING_TOKEN=<an ADMIN's token> python examples/invite_person.py rob --days 2

What they sign with that token is theirs alone: with one that you minted for them, your hand would be in it.
"""

import argparse
from datetime import datetime, timedelta, timezone

from ask_graphql import ask

FIND = "query ($handle: String!) { principal(handle: $handle) { id } }"

INVITE = """
mutation ($input: CreateInvitationInput!) {
  createInvitation(input: $input) {
    invitation { principal { handle } createdBy { handle } expiresAt }
    code
    userErrors { code message }
  }
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("handle")
    parser.add_argument("--days", type=float, help="how long the code is good; 7, which is the most, unless told")
    options = parser.parse_args()

    person = ask(FIND, handle=options.handle)["principal"]
    assert person is not None, f"there is no user {options.handle}: make one with createUser"
    wanted = {"principalId": person["id"]}
    if options.days is not None:
        wanted["expiresAt"] = (datetime.now(timezone.utc) + timedelta(days=options.days)).isoformat()
    made = ask(INVITE, input=wanted)["createInvitation"]
    invitation = made["invitation"]
    print(f"{invitation['createdBy']['handle']} invited {invitation['principal']['handle']} until {invitation['expiresAt']}")
    print(f"code: {made['code']}")


if __name__ == "__main__":
    main()
