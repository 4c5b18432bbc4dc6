"""Asks other people's libraries about what an evidence pack holds: rfc3161-client about a time stamp, securesystemslib about
the signed statement, webauthn about a passkey's signature. Reads a JSON array of questions, writes one of answers: `refused`
says why not, and is null where the library is content."""

import base64
import json
import sys

import rfc3161_client
import webauthn
from cryptography import x509
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError as Unsigned
from securesystemslib.signer import SSlibKey
from webauthn.helpers.exceptions import InvalidAuthenticationResponse

REFUSALS = (rfc3161_client.VerificationError, Unsigned, InvalidAuthenticationResponse)


def granted(token: bytes) -> bytes:
    """The answer of an authority that this token came in: packs keep the token alone."""
    body = bytes.fromhex("3003020100") + token
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


def time_stamp(token: str, roots: str, digest: str) -> dict:
    builder = rfc3161_client.VerifierBuilder()
    for root in x509.load_pem_x509_certificates(roots.encode()):
        builder = builder.add_root_certificate(root)
    try:
        stamp = rfc3161_client.decode_timestamp_response(granted(base64.b64decode(token)))
    except ValueError as error:
        raise rfc3161_client.VerificationError(str(error)) from error
    builder.build().verify(stamp, bytes.fromhex(digest))
    return {"time": stamp.tst_info.gen_time.timestamp()}


def statement(envelope: dict, keyid: str, key: str) -> dict:
    public = {"public": base64.b64decode(key).hex()}
    signed = Envelope.from_dict(envelope)
    signed.verify([SSlibKey(keyid, "ed25519", "ed25519", public)], 1)
    return {"payload": json.loads(signed.payload)}


def assertion(credential: dict, challenge: str, origin: str, rp: str, key: str) -> dict:
    verified = webauthn.verify_authentication_response(
        credential=credential,
        expected_challenge=bytes.fromhex(challenge),
        expected_origin=origin,
        expected_rp_id=rp,
        credential_public_key=webauthn.base64url_to_bytes(key),
        credential_current_sign_count=0,
        require_user_verification=True,
    )
    return {"userVerified": verified.user_verified}


JUDGES = {"timeStamp": time_stamp, "statement": statement, "assertion": assertion}


def answer(question: dict) -> dict:
    judge = JUDGES[question.pop("do")]
    try:
        return {"refused": None, **judge(**question)}
    except REFUSALS as refusal:
        return {"refused": str(refusal)}


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
