"""Make a token of your own by the code that an administrator handed to you. Prints it: it is shown this once.

MLFLOW_TRACKING_URI=http://127.0.0.1:4000 python examples/redeem_invitation.py csi_...
"""

import argparse
from datetime import datetime, timedelta, timezone

import requests
from ask_graphql import setting


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code")
    parser.add_argument("--name", default="my own", help="what the token is for")
    parser.add_argument("--scopes", default="READ,WRITE,APPROVE", help="READ, RESOLVE, WRITE, APPROVE, ADMIN")
    parser.add_argument("--days", type=float, default=90, help="how long the token is good, at most 366")
    options = parser.parse_args()

    until = datetime.now(timezone.utc) + timedelta(days=options.days)
    wanted = {"name": options.name, "scopes": options.scopes.split(","), "expiresAt": until.isoformat()}
    answer = requests.post(
        f"{setting('MLFLOW_TRACKING_URI')}/invitations/redeem", json={"code": options.code, **wanted}, timeout=60
    )
    made = answer.json()
    assert answer.ok, f"refused: {made['message']} Used, revoked or past its time: ask for another one."
    print(f"token: {made['token']}")
    print(f"good until {made['expiresAt']}")


if __name__ == "__main__":
    main()
