#!/usr/bin/env python3
"""Checks what Countersign exported, with no network and without the service: Python's standard library alone.

Written against docs/evidence-format.md and docs/audit-log.md, apart from countersign-verify.mjs: where the two disagree,
one of them is wrong.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import struct
import sys
import zlib
from datetime import datetime, timezone

USAGE_EXIT = 3
NO_ENTRY = "0" * 64
ABSENT = object()
MAX_SIZE = 2**63 - 1
MAX_PER_CODE = 100
INCOMPLETE = {"MISSING", "INDEX_INCOMPLETE"}
UNVERIFIABLE = {"UNPINNED", "WRONG_LOG", "QUORUM_MISSING", "MALFORMED"}
EXITS = {"OK": 0, "TAMPERED": 1, "INCOMPLETE": 2, "UNVERIFIABLE": 3}


def sha(data):
    return hashlib.sha256(data).digest()


# ---- Findings


class Findings:
    """What was found, in order; of one code so many at most."""

    def __init__(self):
        self.found = []
        self.counts = {}

    def add(self, code, detail, severity="error", entry=None, leaf=None, stream=None):
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= MAX_PER_CODE:
            leaf = None if leaf is None else str(leaf)
            self.found.append(
                {"code": code, "severity": severity, "entry": entry, "leaf": leaf, "stream": stream, "detail": detail}
            )

    def all(self):
        more = [
            {
                "code": code,
                "severity": "error",
                "entry": None,
                "leaf": None,
                "stream": None,
                "detail": f"{count - MAX_PER_CODE} more like the first {MAX_PER_CODE}",
            }
            for code, count in self.counts.items()
            if count > MAX_PER_CODE
        ]
        return self.found + more

    def report(self, as_of, not_proven, **more):
        findings = self.all()
        errors = {each["code"] for each in findings if each["severity"] == "error"}
        if errors - INCOMPLETE - UNVERIFIABLE:
            verdict = "TAMPERED"
        elif errors & INCOMPLETE:
            verdict = "INCOMPLETE"
        elif {each["code"] for each in findings} & UNVERIFIABLE:
            verdict = "UNVERIFIABLE"
        else:
            verdict = "OK"
        claims = {"completeAsOf": as_of, **more, "notProven": not_proven}
        return {"verdict": verdict, "findings": findings, "claims": claims}


class MissingFile(Exception):
    """A file that should be there."""


# ---- Ed25519 (RFC 8032, section 5.1)

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def point_multiply(scalar, point):
    product = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            product = point_add(product, point)
        point = point_add(point, point)
        scalar >>= 1
    return product


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def is_small_order(data):
    """Whether a key is a point of small order, for which anybody signs."""
    point = point_of(data)
    if point is None:
        return (int.from_bytes(data, "little") & (2**255 - 1)) in (P, P + 1)
    eightfold = point_multiply(8, point)
    return eightfold[0] % P == 0 and (eightfold[1] - eightfold[2]) % P == 0


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = point_multiply(s, BASE), point_add(r, point_multiply(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- ECDSA (FIPS 186-5, section 6.4.2)


class Curve:
    """A curve y² = x³ − 3x + b over the whole numbers modulo a prime; points are (x, y, z) for (x/z², y/z³)."""

    def __init__(self, prime, b, order, base):
        self.prime, self.b, self.order = prime, int(b, 16), int(order, 16)
        self.size = (prime.bit_length() + 7) // 8
        self.base = (*(int(each, 16) for each in base), 1)

    def holds(self, x, y):
        return x < self.prime and y < self.prime and (y * y - x * x * x + 3 * x - self.b) % self.prime == 0

    def twice(self, point):
        x, y, z = point
        p = self.prime
        if y == 0 or z == 0:
            return 1, 1, 0
        squared = z * z % p
        slope = 3 * (x - squared) * (x + squared) % p
        part = 4 * x * y * y % p
        third = (slope * slope - 2 * part) % p
        return third, (slope * (part - third) - 8 * pow(y, 4, p)) % p, 2 * y * z % p

    def plus(self, one, other):
        if one[2] == 0 or other[2] == 0:
            return other if one[2] == 0 else one
        p = self.prime
        z1, z2 = one[2] ** 2 % p, other[2] ** 2 % p
        u1, u2 = one[0] * z2 % p, other[0] * z1 % p
        s1, s2 = one[1] * z2 * other[2] % p, other[1] * z1 * one[2] % p
        if u1 == u2:
            return self.twice(one) if s1 == s2 else (1, 1, 0)
        h, r = (u2 - u1) % p, (s2 - s1) % p
        cube, part = pow(h, 3, p), u1 * h * h % p
        x = (r * r - cube - 2 * part) % p
        return x, (r * (part - x) - s1 * cube) % p, h * one[2] * other[2] % p

    def times(self, factor, point):
        found = (1, 1, 0)
        for bit in bin(factor)[2:]:
            found = self.twice(found)
            if bit == "1":
                found = self.plus(found, point)
        return found

    def verifies(self, digest, signature, key):
        try:
            r, s = (der_integer(each) for each in Der(signature).need(SEQUENCE).parts(INTEGER, INTEGER))
        except StampFault:
            return False
        n, p = self.order, self.prime
        if not (0 < r < n and 0 < s < n):
            return False
        e = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - n.bit_length())
        w = pow(s, n - 2, n)
        x, _, z = self.plus(self.times(e * w % n, self.base), self.times(r * w % n, (*key, 1)))
        return z != 0 and x * pow(z, p - 3, p) % p % n == r


P256 = Curve(
    2**256 - 2**224 + 2**192 + 2**96 - 1,
    "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    (
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    ),
)
P384 = Curve(
    2**384 - 2**128 - 2**96 + 2**32 - 1,
    "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    (
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    ),
)
P521 = Curve(
    2**521 - 1,
    "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c3"
    "4f1ef451fd46b503f00",
    "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b889"
    "9c47aebb6fb71e91386409",
    (
        "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a4"
        "29bf97e7e31c2e5bd66",
        "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272"
        "c24088be94769fd16650",
    ),
)

def ecdsa_verify(point, message, signature):
    return P256.verifies(sha(message), signature, point)


# ---- Notes, checkpoints, policies


class NoteFault(Exception):
    """Why a note or checkpoint is not believed: a code and words."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code


def unbase64(text):
    """What strict base64 stands for; None for anything else."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_key_name(name):
    return name != "" and not re.search(r"[\s+\x00-\x1f\x85]", name)


def read_vkey(text):
    """(name, id, type, public key), or None."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    data = unbase64(encoded)
    if data is None or len(data) != 33 or data[0] not in (1, 4) or not is_key_name(name):
        return None
    if sha(name.encode() + b"\n" + data)[:4].hex() != key_id:
        return None
    return name, key_id, data[0], data[1:]


def is_note_text(text):
    return not re.search(r"[\x00-\x09\x0b-\x1f]", text)


def read_note(data):
    """Text and lines of signatures (name, id, bytes), none verified."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteFault("MALFORMED", "the note is not UTF-8") from None
    end = note.rfind("\n\n")
    if len(note) > 1_000_000 or not is_note_text(note) or end < 0 or not note.endswith("\n") or end + 2 == len(note):
        raise NoteFault("MALFORMED", "this is no signed note")
    lines = note[end + 2 : -1].split("\n")
    if len(lines) > 100:
        raise NoteFault("MALFORMED", "the note has more than 100 signatures")
    signatures = []
    for line in lines:
        parts = line.split(" ")
        signature = unbase64(parts[2]) if len(parts) == 3 else None
        if signature is None or parts[0] != "\u2014" or not is_key_name(parts[1]) or len(signature) < 5:
            raise NoteFault("MALFORMED", "a line of signature is no dash, name and base64")
        signatures.append((parts[1], signature[:4].hex(), signature[4:]))
    return note[: end + 1], signatures


def read_checkpoint(text):
    """(origin, size, root), or None."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] != "" or lines[0] == "" or re.search(r"[\x00-\x1f]", lines[0]):
        return None
    root = unbase64(lines[2])
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]) or int(lines[1]) > MAX_SIZE or root is None or len(root) != 32:
        return None
    return lines[0], int(lines[1]), root


def read_policy(text):
    """The policy's logs, witnesses by name, groups in order, and quorum."""
    logs, witnesses, groups, quorum, free = [], {}, {}, None, set()
    for number, line in enumerate(text.split("\n"), 1):
        wrong = NoteFault("MALFORMED", f"line {number} of the policy is not one")
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
            raise wrong
        words = [word for word in re.split(r"[ \t]+", line) if word != ""]
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "log" and len(words) in (2, 3):
            key = read_vkey(words[1])
            if key is None or key[2] != 1 or any(key[3] == other[3] for other in logs):
                raise wrong
            logs.append(key)
        elif words[0] == "witness" and len(words) in (3, 4):
            key = read_vkey(words[2])
            if key is None or key[2] != 4 or any(key[3] == other[3] for other in witnesses.values()):
                raise wrong
            if words[1] == "none" or words[1] in witnesses or words[1] in groups:
                raise wrong
            witnesses[words[1]] = key
            free.add(words[1])
        elif words[0] == "group" and len(words) >= 4:
            name, needed, members = words[1], words[2], words[3:]
            count = 1 if needed == "any" else len(members) if needed == "all" else None
            if count is None and re.fullmatch(r"[1-9][0-9]{0,3}", needed):
                count = int(needed)
            if count is None or count > len(members) or name == "none" or name in witnesses or name in groups:
                raise wrong
            for member in members:
                if member not in free:
                    raise wrong
                free.discard(member)
            groups[name] = (count, members)
            free.add(name)
        elif words[0] == "quorum" and len(words) == 2 and quorum is None:
            if words[1] != "none" and words[1] not in witnesses and words[1] not in groups:
                raise wrong
            quorum = words[1]
        else:
            raise wrong
    if quorum is None:
        raise NoteFault("MALFORMED", "the policy has no quorum")
    return logs, witnesses, groups, quorum


def open_checkpoint(data, policy):
    """The checkpoint that the policy believes: origin, size, root, keys that signed, latest time of a witness."""
    logs, witnesses, groups, quorum = policy
    text, lines = read_note(data)
    checkpoint = read_checkpoint(text)
    signed, times = [], []
    for name, key_id, signature in lines:
        key = next((key for key in [*logs, *witnesses.values()] if key[:2] == (name, key_id)), None)
        if key is None:
            continue
        message = text.encode()
        if key[2] == 4:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            if checkpoint is None or time > MAX_SIZE:
                raise NoteFault("SIGNATURE_INVALID", f"the signature by {name} is wrong")
            message = f"cosignature/v1\ntime {time}\n".encode() + message
            times.append(time)
        if not ed25519_verify(key[3], message, signature):
            raise NoteFault("SIGNATURE_INVALID", f"the signature by {name} is wrong")
        signed.append(key)
    if not signed:
        raise NoteFault("WRONG_LOG", "no log or witness of the policy signed the checkpoint")
    if checkpoint is None:
        raise NoteFault("MALFORMED", "the note's text is no checkpoint of three lines")
    if not any(key[2] == 1 and key[0] == checkpoint[0] for key in signed):
        raise NoteFault("WRONG_LOG", "no log of the policy signed the checkpoint under its own name")
    met = {name for name, key in witnesses.items() if key in signed}
    for name, (count, members) in groups.items():
        if len(met.intersection(members)) >= count:
            met.add(name)
    if quorum != "none" and quorum not in met:
        raise NoteFault("QUORUM_MISSING", "too few of the policy's witnesses signed the checkpoint")
    return (*checkpoint, signed, max(times) if times else None)


# ---- Trees


def node_hash(left, right):
    return sha(b"\1" + left + right)


class Tree:
    """A tree that grows leaf by leaf; `append` answers the nodes that a leaf completes as (level, index, hash)."""

    def __init__(self):
        self.size = 0
        self.edge = []

    def append(self, leaf):
        made, index, level, top = [(0, self.size, leaf)], self.size, 0, leaf
        while index & 1:
            top = node_hash(self.edge.pop(), top)
            index, level = index >> 1, level + 1
            made.append((level, index, top))
        self.edge.append(top)
        self.size += 1
        return made

    def root(self):
        if not self.edge:
            return sha(b"")
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves):
    tree = Tree()
    for leaf in leaves:
        tree.append(sha(b"\0" + leaf))
    return tree.root()


# ---- Index


EMPTY_NODES = [sha(b"\0" + sha(b""))]
for _ in range(20):
    EMPTY_NODES.append(node_hash(EMPTY_NODES[-1], EMPTY_NODES[-1]))


class Index:
    """For every key how many leaves belong to it, and their chain."""

    def __init__(self):
        self.states = {}
        self.buckets = {}
        self.nodes = [{} for _ in range(21)]
        self.touched = set()

    def add(self, leaf, key):
        digest, count, head = self.states.get(key) or (sha(key.encode()), 0, bytes(32))
        self.states[key] = digest, count + 1, sha(head + leaf.to_bytes(8, "big"))
        bucket = int.from_bytes(digest[:4], "big") >> 12
        self.buckets.setdefault(bucket, set()).add(key)
        self.touched.add(bucket)

    def root(self):
        for bucket in self.touched:
            states = (self.states[key] for key in self.buckets[bucket])
            items = sorted(digest + count.to_bytes(8, "big") + head for digest, count, head in states)
            self.nodes[0][bucket] = sha(b"\0" + root_of(items))
        level = self.touched
        for height in range(20):
            nodes, empty = self.nodes[height], EMPTY_NODES[height]
            level = {index >> 1 for index in level}
            for index in level:
                left, right = nodes.get(2 * index, empty), nodes.get(2 * index + 1, empty)
                self.nodes[height + 1][index] = node_hash(left, right)
        self.touched = set()
        return self.nodes[20].get(0, EMPTY_NODES[20])


# ---- Entries


class Strict(ValueError):
    """JSON that is not what was asked for."""


def no_duplicates(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Strict("a member twice")
    return members


def parse(text):
    return json.loads(text, object_pairs_hook=no_duplicates)


def number(value):
    """A number as RFC 8785 writes it."""
    if isinstance(value, int):
        if abs(value) < 2**53:
            return str(value)
        value = float(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise Strict("no number of JSON")
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    mantissa, _, exponent = repr(value).partition("e")
    if not exponent:
        return mantissa
    power = int(exponent)
    if -7 < power < 0:
        digits = mantissa.replace(".", "").replace("-", "")
        return ("-" if value < 0 else "") + "0." + "0" * (-power - 1) + digits
    return f"{mantissa.removesuffix('.0')}e{'+' if power > 0 else '-'}{abs(power)}"


MOST_DEEP = 64


def canonical(value, depth=0):
    """RFC 8785, no deeper than `MOST_DEEP`."""
    if depth > MOST_DEEP:
        raise Strict("too deep")
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, str):
        value.encode("utf-8")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(canonical(each, depth + 1) for each in value) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(f"{canonical(name)}:{canonical(each, depth + 1)}" for name, each in members) + "}"


class Unusual(Exception):
    """A number that json writes otherwise than RFC 8785 does."""


def unusual(_):
    raise Unusual


def small(digits):
    return int(digits) if len(digits) < 16 else unusual(digits)


def is_deep(value):
    """Whether it nests deeper than canonical JSON may: all that is read of it later may then follow it down."""
    level = [value]
    for _ in range(MOST_DEEP + 1):
        level = [
            each
            for one in level
            if isinstance(one, (dict, list))
            for each in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


DECODER = json.JSONDecoder(parse_float=unusual, parse_int=small, parse_constant=unusual)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)


def value_of(text):
    """The value of a canonical text: most are seen to be so by json itself, the others are written anew."""
    value = plain_value(text)
    if value is ABSENT:
        value = parse(text)
        if canonical(value) != text:
            raise Strict("not canonical")
    elif is_deep(value):
        raise Strict("too deep")
    return value


def plain_value(text):
    try:
        value = DECODER.decode(text) if text.isascii() else ABSENT
        return value if value is not ABSENT and ENCODER.encode(value) == text else ABSENT
    except (Unusual, ValueError):
        return ABSENT


def text_digest(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(value):
    try:
        return text_digest(canonical(value))
    except (ValueError, TypeError, AttributeError, UnicodeEncodeError, OverflowError):
        return "none"


MEMBERS = {
    1: ["act", "actor", "at", "body", "prev", "seq", "stream", "v"],
    2: ["act", "actor", "at", "body", "links", "out", "prev", "rows", "seq", "stream", "v"],
}
LISTS = {
    ("approval_policy", "policy"): "approval_policy.request",
    ("experiment", "experiment"): "experiment.run",
    ("log", "index"): "log.index",
    ("logged_model", "loggedModel"): "logged_model.version",
    ("model_version", "read"): "model_version.read",
    ("registered_model", "model"): "registered_model.version",
    ("run", "run"): "run.version",
    ("signing_key", "signedWith"): "signing_key.signature",
}


def read_envelope(text):
    try:
        if not re.fullmatch(r"[ -~]+", text):
            return None
        envelope = value_of(text)
        if not isinstance(envelope, dict):
            return None
        version = envelope.get("v")
        if type(version) is not int or list(envelope) != MEMBERS.get(version):
            return None
        if not all(isinstance(value, str) for name, value in envelope.items() if name != "v"):
            return None
        is_right = re.fullmatch(r"[1-9][0-9]{0,18}", envelope["seq"]) and re.fullmatch(r"[0-9a-f]{64}", envelope["prev"])
        return envelope if is_right else None
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def read_body(text):
    """A body in canonical form that has an actor and subjects, or None."""
    try:
        body = value_of(text)
        if not isinstance(body["actor"]["id"], str):
            return None
        for subject in body["subjects"]:
            if not all(isinstance(subject[name], str) for name in ("kind", "id", "role")):
                return None
        return body
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def links_of(subjects):
    links = [[LISTS.get((each["kind"], each["role"]), each["kind"]), each["id"], each["role"]] for each in subjects]
    return sorted(links, key=ENCODER.encode)


class Entries:
    """The rules of one entry, and of streams."""

    def __init__(self, found, is_whole=lambda stream: True):
        self.found, self.is_whole = found, is_whole
        self.streams = {}

    def look(self, data, digest, line, leaf):
        """(envelope, links, after, body) of a leaf; links and body are None where they are not the envelope's.

        None for no envelope. Notes of rows are judged where the line has any.
        """
        place = {"leaf": leaf, "entry": line and line.get("entry")}
        if not data:
            self.found.add("MISSING", "the entry is gone", **place)
            return None
        envelope = read_envelope(data.decode("utf-8", "replace"))
        if envelope is None:
            self.found.add("ENVELOPE_MISMATCH", "the leaf is no envelope in its canonical form", **place)
            return None
        place["stream"] = envelope["stream"]
        self.follow(envelope, digest.hex(), place)
        if line is None:
            return None
        body = self.body(envelope, line["body"], place)
        links = self.links(envelope, line["links"], body, place)
        if "rows" in line:
            rows = NO_ENTRY if line["rows"] is None else digest_of(line["rows"])
            if envelope.get("rows", rows) != rows:
                self.found.add("ROWS_MISMATCH", "the notes of rows are not those whose digest the envelope holds", **place)
        return envelope, links, ABSENT if body is None else body.get("after", ABSENT), body

    def follow(self, envelope, digest, place):
        seq, previous, at = self.streams.get(envelope["stream"], (0, NO_ENTRY, ""))
        own = int(envelope["seq"])
        is_next = own == seq + 1
        if own > seq + 1 and self.is_whole(envelope["stream"]):
            self.found.add("STREAM_GAP", f"entry {own} follows entry {seq} of its stream", **place)
        elif own <= seq:
            self.found.add("SEQ_COLLISION", f"entry {own} stands after entry {seq} of its stream", **place)
        elif is_next and envelope["prev"] != previous:
            self.found.add("PREV_MISMATCH", f"entry {own} does not name the hash of the entry before", **place)
        if envelope["at"] <= at:
            self.found.add("TIME_REVERSED", f"entry {own} is not later than the entry before", **place)
        if own > seq:
            self.streams[envelope["stream"]] = own, digest, envelope["at"]

    def body(self, envelope, text, place):
        """The body, when it is the envelope's."""
        if text is None:
            self.found.add("MISSING", "its body is missing", **place)
            return None
        if text_digest(text) != envelope["body"]:
            self.found.add("BODY_HASH_MISMATCH", "the body is not the one whose digest the envelope holds", **place)
            return None
        body = read_body(text)
        if body is None:
            self.found.add("ENVELOPE_MISMATCH", "the body is no entry's in canonical form", **place)
        elif body.get("action") != envelope["act"] or body["actor"]["id"] != envelope["actor"]:
            self.found.add("ENVELOPE_MISMATCH", "the body says another act or actor", **place)
        elif "out" in envelope and body.get("outcome") != envelope["out"]:
            self.found.add("ENVELOPE_MISMATCH", "the body says another outcome", **place)
        return body

    def links(self, envelope, links, body, place):
        text = ENCODER.encode(links)
        of_body = None if body is None else ENCODER.encode(links_of(body["subjects"]))
        if "links" in envelope and text_digest(text) != envelope["links"]:
            self.found.add("LINKS_MISMATCH", "the links are not those whose digest the envelope holds", **place)
        elif of_body is not None and of_body != text:
            self.found.add("LINKS_MISMATCH", "the links are not those that follow from the body's subjects", **place)
        elif "links" in envelope or of_body is not None:
            return links
        return None


class Commitments:
    """Holds the index that comes of the links against each `commitIndex` of the log."""

    def __init__(self, found):
        self.found = found
        self.index = Index()
        self.waiting = []
        self.covered = 0
        self.blind = False

    def add(self, leaf, read, is_own, entry):
        """`is_own`: whether it is an act of this log, not of one that was before it."""
        # Over links that are not known, no index can be judged.
        if read is None or read[1] is None:
            self.blind = True
        if self.blind:
            return
        envelope, links, after = read[:3]
        keys = {("read:" if role == "read" else "") + f"{kind}:{id_}" for kind, id_, role in links}
        self.waiting.append((leaf, keys | {"stream:" + envelope["stream"]}))
        if envelope["act"] != "commitIndex" or not is_own or after is ABSENT:
            return
        place = {"leaf": leaf, "entry": entry, "stream": envelope["stream"]}
        after = after if isinstance(after, dict) else {}
        size, root, keys = (str(after.get(name)) for name in ("size", "root", "keys"))
        numbers = all(re.fullmatch(r"0|[1-9][0-9]{0,18}", text) for text in (size, keys))
        if not numbers or not self.covered <= int(size) <= leaf:
            self.found.add("INDEX_MISMATCH", "commitIndex names no size that goes on from the one before", **place)
            return
        self.covered = int(size)
        count = next((at for at, (each, _) in enumerate(self.waiting) if each >= self.covered), len(self.waiting))
        for each, own in self.waiting[:count]:
            for key in own:
                self.index.add(each, key)
        del self.waiting[:count]
        if self.index.root().hex() != root or str(len(self.index.states)) != keys:
            self.found.add("INDEX_MISMATCH", f"the index of {size} leaves is not the one that commitIndex names", **place)


class Keys:
    """The keys of a log, from those that are pinned to those announced after them, each signed over by one before."""

    def __init__(self, found, origin, policy):
        self.found, self.origin, self.rest = found, origin, policy[1:]
        self.keys = {vkey_text(key): key for key in policy[0]}
        self.retired = {}
        self.reached = False

    def act(self, leaf, action, after, place):
        after = after if isinstance(after, dict) else {}
        vkey, note = after.get("vkey"), after.get("note")
        if not isinstance(vkey, str):
            return
        if action == "retireLogKey" and vkey in self.keys:
            self.retired[vkey] = leaf
        elif action in ("addLogKey", "openIncarnation"):
            if vkey in self.keys:
                self.reached = True
            elif self.reached:
                self.announce(vkey, note, place)

    def announce(self, vkey, note, place):
        key = read_vkey(vkey)
        signing = [each for text, each in self.keys.items() if text not in self.retired and each[0] == self.origin]
        try:
            text, lines = read_note(note.encode("utf-8"))
            own = [(each, line[2]) for line in lines for each in signing if each[:2] == line[:2]]
            is_signed = own and all(ed25519_verify(each[3], text.encode(), signature) for each, signature in own)
        except (NoteFault, AttributeError, UnicodeEncodeError):
            text, is_signed = None, False
        is_key = key is not None and key[2] == 1 and key[0] == self.origin
        if is_key and is_signed and text == f"countersign-log-key/v1\n{vkey}\n":
            self.keys[vkey] = key
        else:
            self.found.add("KEY_CHAIN_BROKEN", "no key that signed the log then has signed over this one", **place)

    def policy(self):
        return (list(self.keys.values()), *self.rest)

    def judge(self, believed, what):
        """A checkpoint that covers the end of every key that signed it is nobody's."""
        size, signers = believed[1], [key for key in believed[3] if key[2] == 1]
        if all(self.retired.get(vkey_text(key), size) < size for key in signers):
            self.found.add("KEY_CHAIN_BROKEN", f"{what}: it is signed by keys that were retired before")


def vkey_text(key):
    return f"{key[0]}+{key[1]}+{base64.b64encode(bytes([key[2]]) + key[3]).decode()}"


# ---- Folders


def tile_path(level, n, width):
    digits = str(n)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    threes = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    number_path = "/".join(["x" + three for three in threes[:-1]] + threes[-1:])
    return f"tile/{level}/{number_path}" + ("" if width == 256 else f".p/{width}")


def width_at(level, n, size):
    """How many hashes (entries) a tile has in a tree of so many leaves."""
    hashes = (size if level == "entries" else size >> 8 * level) - n * 256
    return max(0, min(256, hashes))


class Folder:
    """A log as `npm run log -- export` writes it."""

    def __init__(self, path):
        self.path = path

    def read(self, name):
        try:
            with open(os.path.join(self.path, name), "rb") as file:
                return file.read()
        except OSError:
            raise MissingFile(f"{name} is missing") from None

    def tile(self, level, n, width):
        path = tile_path(level, n, width)
        if level != "entries" and width < 256 and not os.path.exists(os.path.join(self.path, path)):
            whole = tile_path(level, n, 256)
            if os.path.exists(os.path.join(self.path, whole)):
                return self.read(whole)[: width * 32]
        return self.read(path)

    def lines(self):
        """The lines of entries.jsonl; None for one that is none."""
        try:
            with open(os.path.join(self.path, "entries.jsonl"), "rb") as file:
                for line in file:
                    yield read_line(line)
        except OSError:
            raise MissingFile("entries.jsonl is missing") from None


def are_triples(value):
    return isinstance(value, list) and all(isinstance(each, list) and len(each) == 3 for each in value)


def read_line(data):
    try:
        line = json.loads(data.decode("utf-8"))
        is_line = (
            isinstance(line["leafIndex"], str)
            and isinstance(line["entry"], str)
            and (line["body"] is None or isinstance(line["body"], str))
            and are_triples(line["links"])
            and all(isinstance(part, str) for link in line["links"] for part in link)
            and (line["rows"] is None or are_triples(line["rows"]))
            and all(isinstance(row[0], str) for row in line["rows"] or [])
            and not is_deep(line["rows"])
        )
        return line if is_line else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def read_bundle(data):
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            return None
        entries.append(data[at + 2 : end])
        at = end
    return entries


class Tiles:
    """Tiles must hold the hashes that come of the entries."""

    def __init__(self, found, folder, size):
        self.found, self.folder, self.size = found, folder, size
        self.open, self.wrong = {}, []

    def read(self, level, n):
        width = width_at(level, n, self.size)
        try:
            data = self.folder.tile(level, n, width)
        except MissingFile as fault:
            self.found.add("MISSING", str(fault))
            return None
        if level != "entries" and len(data) != width * 32:
            path = tile_path(level, n, width)
            self.found.add("TILE_MISMATCH", f"{path} has {len(data)} bytes, not {width * 32}")
            return None
        return data

    def bundle(self, n):
        width = width_at("entries", n, self.size)
        data = self.read("entries", n)
        entries = None if data is None else read_bundle(data)
        if data is not None and (entries is None or len(entries) != width):
            path = tile_path("entries", n, width)
            self.found.add("TILE_MISMATCH", f"{path} does not hold {width} entries", leaf=n * 256)
            return None
        return entries

    def made(self, level, index, digest):
        if level % 8:
            return
        level, n, at = level // 8, index >> 8, index & 255
        if (level, n) not in self.open:
            self.open[level, n] = self.read(level, n)
        data = self.open[level, n]
        if data is not None and data[at * 32 : at * 32 + 32] != digest:
            self.wrong.append((level, n, index << 8 * level))
        if at == width_at(level, n, self.size) - 1:
            del self.open[level, n]

    def finish(self, holds):
        """Once the root is known: where the entries are right, the tile is wrong; else the leaf may be."""
        for level, n, leaf in self.wrong:
            path = tile_path(level, n, width_at(level, n, self.size))
            if not holds and level == 0:
                self.found.add("LEAF_MISMATCH", f"the entry is not the one whose hash {path} holds", leaf=leaf)
            else:
                self.found.add("TILE_MISMATCH", f"{path} holds another hash", leaf=leaf)


# ---- Commands


def policy_for(found, pinned, folder):
    if pinned is None:
        found.add("UNPINNED", "no --policy: the log vouches for itself", severity="warning")
    try:
        if pinned is None:
            return read_policy(folder.read("policy.txt").decode("utf-8"))
        with open(pinned, encoding="utf-8", newline="") as file:
            return read_policy(file.read())
    except (NoteFault, UnicodeDecodeError, MissingFile) as fault:
        found.add("MALFORMED", str(fault))
        return None


def believe(found, data, policy, what):
    try:
        return open_checkpoint(data, policy)
    except NoteFault as fault:
        found.add(fault.code, f"{what}: {fault}")
        return None


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def as_of(believed):
    if believed is None:
        return None
    origin, size, _, signers, time = believed
    instant = None
    if time is not None:
        instant = datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {"origin": origin, "size": str(size), "time": instant, "by": [key[0] for key in signers]}


LOG_NOT_PROVEN = [
    "that what entries say was true when it was written",
    "that no entry came after the checkpoint",
    "what names, networks and texts were: the log holds commitments to them",
]


def verify_log(path, pinned, old):
    found, folder, believed = Findings(), Folder(path), None
    try:
        policy = policy_for(found, pinned, folder)
        if policy is not None:
            notes = [("checkpoint", folder.read("checkpoint")), *((each, read_file(each)) for each in old)]
            believed = verify_under(found, folder, policy, notes)
    except MissingFile as fault:
        found.add("MISSING", str(fault))
    return found.report(as_of(believed), LOG_NOT_PROVEN)


def told_by(note):
    """What a note says, whoever signed it."""
    try:
        return read_checkpoint(read_note(note)[0])
    except NoteFault:
        return None


def verify_under(found, folder, policy, notes):
    """Reads the leaves, which tell the keys after those that the policy pins; then the signatures."""
    told = told_by(notes[0][1])
    if told is None:
        found.add("MALFORMED", "checkpoint: this is no signed checkpoint of three lines")
        return None
    keys = Keys(found, told[0], policy)
    sizes = {each[1] for each in (told_by(note) for _, note in notes[1:]) if each is not None}
    try:
        roots = read_leaves(found, folder, told, keys, sizes)
    except MissingFile as fault:
        found.add("MISSING", str(fault))
        roots = {}
    opened = []
    for what, note in notes:
        opened.append(believe(found, note, keys.policy(), what))
        if opened[-1] is not None:
            keys.judge(opened[-1], what)
    for anchor in opened[1:]:
        if anchor is None:
            continue
        if anchor[1] > told[1]:
            found.add("SIZE_BELOW_ANCHOR", f"an older checkpoint has {anchor[1]} leaves, this one only {told[1]}")
        elif roots.get(anchor[1], anchor[2]) != anchor[2]:
            found.add("ANCHOR_INCONSISTENT", f"the first {anchor[1]} leaves are not those of an older checkpoint")
    return opened[0]


def next_line(found, lines, leaf):
    line = next(lines, MissingFile)
    if line is MissingFile:
        found.add("MISSING", "there is no line of entries.jsonl for the leaf", leaf=leaf)
    elif line is None:
        found.add("MALFORMED", "the line of entries.jsonl is none", leaf=leaf)
    elif line["leafIndex"] != str(leaf):
        found.add("MISSING", f"the line of entries.jsonl is for leaf {line['leafIndex']}", leaf=leaf)
    else:
        return line
    return None


def read_leaves(found, folder, checkpoint, keys, sizes):
    """Holds every leaf, and what lies beside it, against tiles, root and index; answers the roots at the sizes."""
    size, root = checkpoint[1:3]
    tree, tiles, entries, index = Tree(), Tiles(found, folder, size), Entries(found), Commitments(found)
    lines, roots, own = folder.lines(), {0: sha(b"")}, "log:"
    for n in range((size + 255) // 256):
        bundle = tiles.bundle(n)
        if bundle is None:
            return roots
        for data in bundle:
            leaf, digest = tree.size, sha(b"\0" + data)
            for made in tree.append(digest):
                tiles.made(*made)
            if tree.size in sizes:
                roots[tree.size] = tree.root()
            line = next_line(found, lines, leaf)
            read = entries.look(data, digest, line, leaf)
            entry, is_own = line and line["entry"], False
            if read is not None:
                envelope, after = read[0], read[2]
                # A log that was opened anew holds the acts of the log before, too: on another stream.
                if leaf == 0 and envelope["act"] == "openIncarnation":
                    own = envelope["stream"]
                is_own = envelope["stream"].startswith(own)
                if is_own:
                    keys.act(leaf, envelope["act"], after, {"leaf": leaf, "entry": entry, "stream": envelope["stream"]})
            index.add(leaf, read, is_own, entry)
    holds = tree.root() == root
    if not holds:
        found.add("ROOT_MISMATCH", f"the root of the {size} leaves is not the checkpoint's")
    tiles.finish(holds)
    if next(lines, MissingFile) is not MissingFile:
        found.add("MALFORMED", f"entries.jsonl goes on after the {size} leaves")
    return roots


def verify_consistency(older, newer, path, pinned):
    found, folder = Findings(), Folder(path)
    policy = policy_for(found, pinned, folder)
    first, last = (None if policy is None else believe(found, read_file(each), policy, each) for each in (older, newer))
    if first is not None and last is not None:
        if first[0] != last[0]:
            found.add("WRONG_LOG", f"{older} is of another log than {newer}")
        elif first[1] > last[1]:
            found.add("SIZE_BELOW_ANCHOR", f"{older} has more leaves than {newer}")
        else:
            try:
                compare_roots(found, folder, (older, first), (newer, last))
            except MissingFile as fault:
                found.add("MISSING", str(fault))
    not_proven = ["what the entries say: only that none was changed between the two checkpoints"]
    return found.report(as_of(last), not_proven)


def compare_roots(found, folder, older, newer):
    """Both roots, made of the leaves' hashes in the tiles."""
    (old_path, first), (new_path, last) = older, newer
    tree, root = Tree(), sha(b"")
    for n in range((last[1] + 255) // 256):
        width = width_at(0, n, last[1])
        data = folder.tile(0, n, width)
        if len(data) != width * 32:
            path = tile_path(0, n, width)
            found.add("TILE_MISMATCH", f"{path} has {len(data)} bytes, not {width * 32}")
            return
        for at in range(width):
            tree.append(data[at * 32 : at * 32 + 32])
            if tree.size == first[1]:
                root = tree.root()
    if tree.root() != last[2]:
        found.add("ROOT_MISMATCH", f"the tiles are not those of {new_path}")
    elif first[1] > 0 and root != first[2]:
        found.add("ANCHOR_INCONSISTENT", f"{new_path} does not go on from {old_path}")


# ---- Zip files, read strictly (docs/evidence-format.md, "The zip")


class ZipFault(Exception):
    """Why a file is not taken as the zip of a pack."""


ZIP_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?")
ZIP_TIME = b"\x00\x00\x21\x00"
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF
SIZES_BEHIND, NAMES_UTF8 = 0x0008, 0x0800
MOST_OF_DIRECTORY = 32 << 20
MOST_UNPACKED = 8 << 30
MOST_TIMES, FREE_BYTES = 250, 1 << 20
CHUNK = 1 << 18


class Member:
    """A file of a zip: what its directory and its own header agree on."""

    def __init__(self, name, flags, method, crc, packed, size):
        self.name, self.flags, self.method, self.crc, self.packed, self.size = name, flags, method, crc, packed, size
        self.start = 0


class Zip:
    """A zip whose directory names every byte before it, once and in order."""

    def __init__(self, path):
        self.file = open(path, "rb")
        try:
            self.members = {member.name: member for member in self.directory()}
        except ZipFault:
            self.file.close()
            raise

    def read(self, start, length):
        self.file.seek(start)
        data = self.file.read(length)
        if start < 0 or len(data) != length:
            raise ZipFault("it is cut")
        return data

    def ends(self):
        """Where the directory begins and ends, and how many files it names."""
        length = self.file.seek(0, os.SEEK_END)
        if length < 22:
            raise ZipFault("it is too short")
        signature, disk, first, here, count, size, start, comment = struct.unpack("<4s4H2LH", self.read(length - 22, 22))
        if signature != b"PK\x05\x06" or comment or disk or first or here != count:
            raise ZipFault("it does not end with the end of one zip's directory")
        end = length - 22
        if FULL_16 == count or FULL_32 in (size, start):
            if end < 76:
                raise ZipFault("the end of its directory is cut")
            mark, number, place, disks = struct.unpack("<4sLQL", self.read(end - 20, 20))
            if (mark, number, place, disks) != (b"PK\x06\x07", 0, end - 76, 1):
                raise ZipFault("the two ends of its directory do not agree")
            large = struct.unpack("<4sQ2H2L4Q", self.read(end - 76, 56))
            if large[:2] != (b"PK\x06\x06", 44) or large[4:6] != (0, 0) or large[6] != large[7]:
                raise ZipFault("the two ends of its directory do not agree")
            small = ((count, FULL_16, large[7]), (size, FULL_32, large[8]), (start, FULL_32, large[9]))
            if any(value not in (full, real) for value, full, real in small):
                raise ZipFault("the two ends of its directory do not agree")
            end -= 76
            count, size, start = large[7:10]
        if start + size != end:
            raise ZipFault("its directory does not lie where it says")
        return start, end, count

    def directory(self):
        start, end, count = self.ends()
        if end - start > MOST_OF_DIRECTORY:
            raise ZipFault("its directory is too long")
        data = self.read(start, end - start)
        members, names, at, place, total = [], set(), 0, 0, 0
        for _ in range(count):
            member, header, at = self.central(data, at)
            if header != place:
                raise ZipFault(f"{member.name} does not begin where the file before it ends")
            place = self.local(member, place, start)
            if member.name.lower() in names:
                raise ZipFault(f"{member.name} is there twice")
            names.add(member.name.lower())
            total += member.size
            if total > MOST_UNPACKED or member.size > MOST_TIMES * member.packed + FREE_BYTES:
                raise ZipFault(f"{member.name} would unpack to too much")
            members.append(member)
        if at != len(data) or place != start:
            raise ZipFault("it holds bytes that belong to no file")
        return members

    def central(self, data, at):
        """The file that the directory names at a place, where its header lies, and where the next one is named."""
        if at + 46 > len(data) or data[at : at + 4] != b"PK\x01\x02":
            raise ZipFault("its directory is no directory")
        made, _, flags, method, time, crc, packed, size, n, m, k, disk, _, outside, header = struct.unpack(
            "<4H4s3L5H2L", data[at + 4 : at + 46]
        )
        if at + 46 + n + m > len(data):
            raise ZipFault("its directory is cut")
        raw = data[at + 46 : at + 46 + n].decode("latin-1")
        parts = raw.split("/")
        if not ZIP_NAME.fullmatch(raw) or n > 255 or "." in parts or ".." in parts:
            raise ZipFault(f"{raw[:100]!r} is no plain name, in one folder at the most")
        if flags & ~(SIZES_BEHIND | NAMES_UTF8) or method not in (0, 8) or k or disk or time != ZIP_TIME:
            raise ZipFault(f"{raw} is encrypted, or packed in an unusual way")
        mode, system = outside >> 16, made >> 8
        if mode & 0o170000 not in (0, 0o100000) or outside & 0x18 or (system not in (0, 3) and mode):
            raise ZipFault(f"{raw} is a link, or another thing than a file")
        size, packed, header = wide_values(raw, data[at + 46 + n : at + 46 + n + m], (size, packed, header))
        if method == 0 and size != packed:
            raise ZipFault(f"{raw} is as it is, but of two sizes")
        return Member(raw, flags, method, crc, packed, size), header, at + 46 + n + m

    def local(self, member, place, directory):
        """Finds a file's bytes; its own header must say what the directory says. Where the next header must lie."""
        if place + 30 > directory:
            raise ZipFault(f"{member.name} lies beyond the directory")
        head = self.read(place, 30)
        signature, _, flags, method, time, crc, packed, size, n, m = struct.unpack("<4s3H4s3L2H", head)
        behind = bool(member.flags & SIZES_BEHIND)
        member.start = place + 30 + n + m
        end = member.start + member.packed + (16 if behind else 0)
        if end > directory:
            raise ZipFault(f"{member.name} goes on into the directory")
        rest = self.read(place + 30, n + m)
        is_same = signature == b"PK\x03\x04" and (flags, method, time) == (member.flags, member.method, ZIP_TIME)
        if is_same and behind:
            is_same = (crc, packed, size, m) == (0, 0, 0, 0)
            said = struct.unpack("<4s3L", self.read(end - 16, 16))
            is_same = is_same and said == (b"PK\x07\x08", member.crc, member.packed, member.size)
        elif is_same:
            size, packed = wide_values(member.name, rest[n:], (size, packed))
            is_same = (crc, packed, size) == (member.crc, member.packed, member.size)
        if not is_same or rest[:n] != member.name.encode():
            raise ZipFault(f"the header of {member.name} is another than the directory's")
        return end

    def pieces(self, member):
        """A file's bytes piece by piece; a ZipFault at the latest at their end when they are others than promised."""
        otherwise = ZipFault(f"{member.name} unpacks to something else than it says")
        inflate = zlib.decompressobj(-15) if member.method == 8 else None
        at, left, length, crc = member.start, member.packed, 0, 0
        while left or (inflate and not inflate.eof):
            data = inflate.unconsumed_tail if inflate else b""
            if not data and left:
                data = self.read(at, min(left, CHUNK))
                at, left = at + len(data), left - len(data)
            try:
                piece = inflate.decompress(data, CHUNK) if inflate else data
            except zlib.error:
                raise otherwise from None
            length, crc = length + len(piece), zlib.crc32(piece, crc)
            is_over = inflate and (inflate.unused_data or (inflate.eof and left))
            if length > member.size or is_over or not (piece or data):
                raise otherwise
            if piece:
                yield piece
        if length != member.size or crc != member.crc:
            raise otherwise


def wide_values(name, extra, values):
    """Values of 64 bits stand in the only extra field that is allowed, exactly where their own place is full."""
    wide = [at for at, value in enumerate(values) if value == FULL_32]
    if not wide and not extra:
        return values
    if not wide or len(extra) != 4 + 8 * len(wide) or extra[:4] != struct.pack("<2H", 1, 8 * len(wide)):
        raise ZipFault(f"{name} has extra fields, or lacks those it needs")
    values = list(values)
    for at, value in zip(wide, struct.unpack(f"<{len(wide)}Q", extra[4:])):
        values[at] = value
    return tuple(values)


# ---- The files of a pack

LAST_FILES = ["manifest.json", "statement.dsse.json"]
LARGE_FILES = {"index.json", "keys.json", "content.json", *LAST_FILES}
MOST_OF_LARGE, MOST_OF_OTHERS, MOST_TOGETHER, MOST_OF_LINE = 32 << 20, 1 << 20, 64 << 20, 8 << 20
PACK_NAMES = re.compile(
    r"manifest\.json|statement\.dsse\.json|checkpoint|policy\.txt|keys\.json|entries\.jsonl|index\.json|content\.json"
    r"|report\.html|card\.[a-z0-9]{1,10}|(proofs|statements|policies|signatures|anchors)/.+"
)


class Pack:
    """The files of a pack; texts are held while they are looked at, of all else the digest alone."""

    def __init__(self, found, zip_):
        self.found, self.zip, self.held = found, zip_, 0
        self.digests = {}
        self.names = set(zip_.members)

    def pieces(self, name):
        if name not in self.names:
            return
        member, digest = self.zip.members[name], hashlib.sha256()
        if name in self.digests:
            yield from self.zip.pieces(member)
            return
        try:
            for piece in self.zip.pieces(member):
                digest.update(piece)
                yield piece
        except ZipFault as fault:
            self.found.add("MALFORMED", str(fault))
            self.digests[name] = None
            return
        self.digests[name] = digest.hexdigest(), member.size

    def data(self, name):
        """A small file's bytes; None where it is not there, cannot be unpacked or is too long, which is told."""
        if name not in self.names:
            self.found.add("MISSING", f"{name} is missing")
            return None
        size, is_large = self.zip.members[name].size, name in LARGE_FILES
        self.held += size if is_large else 0
        if size > (MOST_OF_LARGE if is_large else MOST_OF_OTHERS) or self.held > MOST_TOGETHER:
            self.found.add("MALFORMED", f"{name} is longer than what is read of it")
            return None
        return b"".join(self.pieces(name))

    def text(self, name):
        data = self.data(name)
        try:
            return None if data is None else data.decode("utf-8")
        except UnicodeDecodeError:
            self.found.add("MALFORMED", f"{name} is not UTF-8")
            return None

    def part(self, name, reader):
        """What a reader makes of a file's text; it raises a ValueError of what is none."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return reader(text)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.found.add("MALFORMED", f"{name} is none")
            return None

    def all_digests(self):
        """The digest of every file; None where one cannot be unpacked, which is told: to be asked for first."""
        for name in self.zip.members:
            if name not in self.digests:
                for _ in self.pieces(name):
                    pass
        return None if None in self.digests.values() else self.digests

    def lines(self):
        """The lines of entries.jsonl; None for what is no line, after which nothing is read."""
        rest = bytearray()
        for piece in self.pieces("entries.jsonl"):
            *lines, end = piece.split(b"\n")
            for line in lines:
                line = read_pack_line(bytes(rest + line))
                yield line
                if line is None:
                    return
                rest = bytearray()
            rest += end
            if len(rest) > MOST_OF_LINE:
                break
        if rest:
            yield None


def open_pack(found, path):
    try:
        zip_ = Zip(path)
    except ZipFault as fault:
        found.add("MALFORMED", f"this is no zip as packs are: {fault}")
        return None
    names = list(zip_.members)
    order = sorted(name for name in names if name not in LAST_FILES) + [name for name in LAST_FILES if name in names]
    if names != order:
        found.add("MALFORMED", "the zip's files do not stand in the order of a pack's")
        return None
    return Pack(found, zip_)


# ---- Shapes of a pack's files: each reader raises a ValueError of what is none


def need(holds):
    if not holds:
        raise Strict("not this shape")


def members_of(value, *names):
    need(isinstance(value, dict) and set(value) == set(names))
    return [value[name] for name in names]


def texts_of(value):
    need(isinstance(value, list) and all(isinstance(each, str) for each in value))
    return value


def size_of(value):
    need(isinstance(value, str) and re.fullmatch(r"0|[1-9][0-9]{0,18}", value) and int(value) <= MAX_SIZE)
    return int(value)


def hex_of(value):
    need(isinstance(value, str) and re.fullmatch(r"[0-9a-f]{64}", value))
    return value


def bytes_of(value, length):
    data = unbase64(value) if isinstance(value, str) else None
    need(data is not None and len(data) == length)
    return data


def read_pack_line(data):
    names = ["leafIndex", "envelope", "body", "links", "disclosures", "proof"]
    try:
        text = data.decode("utf-8")
        line = parse(text)
        need(list(line) == names and ENCODER_AS_IS.encode(line) == text)
        leaf, proof = size_of(line["leafIndex"]), [bytes_of(each, 32) for each in line["proof"]]
        need(isinstance(line["proof"], list) and isinstance(line["envelope"], str))
        need(line["body"] is None or isinstance(line["body"], str))
        texts_of(line["disclosures"])
        need(isinstance(line["links"], list) and all(len(texts_of(link)) == 3 for link in line["links"]))
        return {**line, "leaf": leaf, "proof": proof}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


ENCODER_AS_IS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def read_index(text):
    commit, keys, root, size, version = members_of(value_of(text), "commitIndex", "keys", "root", "size", "v")
    need(version == 1 and isinstance(keys, list))
    read = []
    for each in keys:
        bucket, count, items, key, leaves, path = members_of(each, "bucket", "count", "items", "key", "leaves", "path")
        need(isinstance(key, str) and isinstance(bucket, int))
        leaves = [size_of(leaf) for leaf in texts_of(leaves)]
        need(all(one < other for one, other in zip(leaves, leaves[1:])))
        items = [bytes_of(item, 72) for item in texts_of(items)]
        path = [bytes_of(each, 32) for each in texts_of(path)]
        read.append((key, bucket, size_of(count), leaves, items, path))
    order = [each[0].encode("utf-16-be") for each in read]
    need(all(one < other for one, other in zip(order, order[1:])))
    return {"commit": size_of(commit), "root": hex_of(root), "size": size_of(size), "keys": read}


DSSE_TYPE = "application/vnd.in-toto+json"
CATEGORIES = ["NAME", "NETWORK", "TEXT"]


def read_dsse(text):
    """The signed statement: its payload, who signed it, and what it says."""
    encoded, kind, signatures = members_of(value_of(text), "payload", "payloadType", "signatures")
    need(kind == DSSE_TYPE and isinstance(signatures, list) and len(signatures) == 1 and isinstance(encoded, str))
    keyid, signature = members_of(signatures[0], "keyid", "sig")
    payload = unbase64(encoded)
    need(payload is not None)
    type_, said, said_type, subjects = members_of(
        value_of(payload.decode("utf-8")), "_type", "predicate", "predicateType", "subject"
    )
    need((type_, said_type) == ("https://in-toto.io/Statement/v1", "urn:x-countersign:evidence:v1"))
    members_of(said, "card", "counts", "disclosed", "hardening", "index", "log", "manifest", "version")
    for name, inner in (("index", ("commitIndex", "root", "size")), ("log", ("id", "origin", "root", "size"))):
        members_of(said[name], *inner)
        size_of(said[name]["size"]), hex_of(said[name]["root"])
    size_of(said["index"]["commitIndex"])
    texts_of([said["log"]["id"], said["log"]["origin"]])
    version = said["version"]
    members_of(version, "digest", "id", "model", "modelId", "number")
    hex_of(version["digest"]), texts_of([version["id"], version["model"], version["modelId"]])
    need(type(version["number"]) is int)
    hex_of(said["manifest"])
    need(isinstance(said["counts"], dict) and [size_of(count) for count in said["counts"].values()] is not None)
    need([each for each in CATEGORIES if each in texts_of(said["disclosed"])] == said["disclosed"])
    (level,) = members_of(said["hardening"], "level")
    need(level is None or (type(level) is int and 0 <= level <= 3))
    if said["card"] is not None:
        texts_of(members_of(said["card"], "file", "path", "sha256"))
        hex_of(said["card"]["sha256"])
    need(isinstance(subjects, list))
    named = []
    for subject in subjects:
        digest, name = members_of(subject, "digest", "name")
        named.append((name, hex_of(members_of(digest, "sha256")[0])))
    texts_of([name for name, _ in named])
    return {**said, "payload": payload, "keyid": hex_of(keyid), "signature": bytes_of(signature, 64), "subjects": named}


# ---- Proofs: of a leaf in a tree (RFC 9162, section 2.1.3.2), of a key in the index


def is_included(leaf, index, size, root, proof):
    if not 0 <= index < size:
        return False
    node, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            digest = node_hash(sibling, digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and digest == root


def goes_on(first, last, first_root, last_root, proof):
    """Whether a tree of so many leaves begins with all those of another (RFC 9162, section 2.1.4.2)."""
    if not 0 < first <= last:
        return False
    if first == last:
        return not proof and first_root == last_root
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    node, edge = first - 1, last - 1
    while node & 1:
        node, edge = node >> 1, edge >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if edge == 0:
            return False
        if node & 1 or node == edge:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node:
                node, edge = node >> 1, edge >> 1
        else:
            new = node_hash(new, sibling)
        node, edge = node >> 1, edge >> 1
    return edge == 0 and (old, new) == (first_root, last_root)


def key_proved(key, items, path, root):
    """(count, head) of a key by its bucket, (0, None) where it is not there; None where nothing is proven."""
    digest = sha(key.encode())
    bucket = int.from_bytes(digest[:4], "big") >> 12
    owners = [item[:32] for item in items]
    if any(one >= other for one, other in zip(owners, owners[1:])):
        return None
    if any(int.from_bytes(item[:4], "big") >> 12 != bucket or not any(item[32:40]) for item in items):
        return None
    if len(path) != 20 or not is_included(sha(b"\0" + root_of(items)), bucket, 2**20, root, path):
        return None
    for item in items:
        if item[:32] == digest:
            return int.from_bytes(item[32:40], "big"), item[40:]
    return 0, None


class PackIndex:
    """Holds index.json against the root that it claims, and against the entries of the pack."""

    def __init__(self, found, index):
        self.found, self.index = found, index
        self.named, self.known, self.commit, self.holds = {}, {key[0] for key in index["keys"]}, None, True
        for key in index["keys"]:
            for leaf in key[3]:
                self.named.setdefault(leaf, set()).add(key[0])

    def wrong(self, code, detail, **place):
        self.holds = False
        self.found.add(code, detail, **place)

    def entry(self, leaf, read):
        named = self.named.pop(leaf, set())
        if leaf == self.index["commit"]:
            self.commit = read
        if read is None or read[1] is None:
            return
        envelope, links = read[:2]
        own = {("read:" if role == "read" else "") + f"{kind}:{id_}" for kind, id_, role in links}
        own = (own | {"stream:" + envelope["stream"]}) & self.known if leaf < self.index["size"] else set()
        if own != named:
            detail = "the entry belongs to other keys than those that name its leaf"
            self.wrong("INDEX_MISMATCH", detail, leaf=leaf, stream=envelope["stream"])
        elif not own and leaf != self.index["commit"]:
            self.wrong("INDEX_MISMATCH", "the entry belongs to no key of the pack", leaf=leaf, stream=envelope["stream"])

    def finish(self, stream, size):
        for leaf, keys in sorted(self.named.items()):
            self.wrong("HIDDEN_ENTRY", f"the entry of {', '.join(sorted(keys))} is not in the pack", leaf=leaf)
        root = bytes.fromhex(self.index["root"])
        for key, bucket, count, leaves, items, path in self.index["keys"]:
            head = bytes(32)
            for leaf in leaves:
                head = sha(head + leaf.to_bytes(8, "big"))
            proved = key_proved(key, items, path, root)
            if proved is None or bucket != int.from_bytes(sha(key.encode())[:4], "big") >> 12:
                self.wrong("INDEX_MISMATCH", f"{key}: its bucket does not lead to the index' root")
            elif proved[0] > len(leaves):
                self.wrong("HIDDEN_ENTRY", f"{key}: the index counts {proved[0]} entries, the pack names {len(leaves)}")
            elif proved[0] != len(leaves) or count != len(leaves) or (leaves and proved[1] != head):
                self.wrong("INDEX_MISMATCH", f"{key}: the index counts other leaves than the pack names")
            elif leaves and leaves[-1] >= self.index["size"]:
                self.wrong("INDEX_MISMATCH", f"{key}: leaves beyond the index are named")
        commit, covered = self.index["commit"], self.index["size"]
        if self.commit is None:
            self.wrong("MISSING", "the entry that commits to the index is not in the pack, or cannot be read", leaf=commit)
            return
        envelope, _, after = self.commit[:3]
        after = after if isinstance(after, dict) else {}
        is_it = (envelope["act"], envelope["stream"]) == ("commitIndex", stream)
        is_it = is_it and (after.get("size"), after.get("root")) == (str(covered), self.index["root"])
        if not is_it or not covered <= commit < size:
            detail = "the entry that should commit to the index does not"
            self.wrong("INDEX_MISMATCH", detail, leaf=commit, stream=envelope["stream"])


# ---- Keys of the log and of packs


class PackKeys:
    """What the entries of the log's own stream say of keys."""

    def __init__(self, found, origin, policy):
        self.found, self.origin = found, origin
        self.chain = Keys(found, origin, policy)
        self.log, self.packs, self.reopened, self.hardening = {}, {}, False, None

    def is_own_log(self, log):
        """Whether a signing statement's log may be this: before the first, or one before a log that was opened anew."""
        return log is None or log == self.origin or self.reopened

    def act(self, fact, after):
        self.reopened = self.reopened or fact["act"] == "openIncarnation"
        if fact["act"] == "reportHardening":
            self.hardening = dict_of(after).get("level")
        place = {"leaf": fact["leaf"], "stream": fact["stream"]}
        self.chain.act(fact["leaf"], fact["act"], after, place)
        after = after if isinstance(after, dict) else {}
        act = fact["act"]
        vkey, keyid, public = (text_in(after.get(name)) for name in ("vkey", "keyid", "publicKey"))
        if act in ("addLogKey", "openIncarnation"):
            self.log[vkey] = [fact["leaf"], None]
        elif act == "retireLogKey" and vkey in self.log:
            self.log[vkey][1] = fact["leaf"]
        elif act == "retirePackKey" and keyid in self.packs:
            self.packs[keyid][1] = fact["leaf"]
        elif act == "addPackKey":
            data = unbase64(public)
            if data is None or len(data) != 32 or sha(data).hex() != keyid or after.get("origin") != self.origin:
                self.found.add("KEY_CHAIN_BROKEN", "the key of packs that it announces is none", **place)
            else:
                self.packs[keyid] = [fact["leaf"], None, data]

    def compare(self, text):
        """keys.json must say what the entries say."""
        log, origin, packs, version = members_of(value_of(text), "log", "origin", "pack", "v")
        need(version == 1 and isinstance(origin, str) and isinstance(log, list) and isinstance(packs, list))
        log = [members_of(each, "vkey", "added", "retired") for each in log]
        packs = [members_of(each, "keyid", "added", "retired", "publicKey") for each in packs]
        for each in log + packs:
            size_of(each[1]), texts_of([each[0], *each[3:]])
            need(each[2] is None or size_of(each[2]) is not None)
        leaf = lambda value: None if value is None else str(value)
        told = [[vkey, str(added), leaf(retired)] for vkey, (added, retired) in self.log.items()]
        told_packs = [
            [keyid, str(added), leaf(retired), base64.b64encode(data).decode()]
            for keyid, (added, retired, data) in self.packs.items()
        ]
        if (origin, log, packs) != (self.origin, told, told_packs):
            self.found.add("KEY_CHAIN_BROKEN", "keys.json names other keys than the log's entries")

    def check_statement(self, signed, covered):
        added = self.packs.get(signed["keyid"])
        head = f"DSSEv1 {len(DSSE_TYPE)} {DSSE_TYPE} {len(signed['payload'])} ".encode()
        if added is None:
            self.found.add("DSSE_INVALID", "the statement is signed by a key that the log never announced")
        elif not ed25519_verify(added[2], head + signed["payload"], signed["signature"]):
            self.found.add("DSSE_INVALID", "the signature of the statement is wrong")
        elif added[1] is not None and added[1] < covered:
            self.found.add("DSSE_INVALID", "the statement is signed by a key that was retired before")


# ---- Disclosures


def open_disclosure(body, disclosure):
    """The path of the commitment of a body that the disclosure opens, and the value; two times None where it opens none."""
    try:
        data = base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4))
        told, at = json.loads(data.decode("utf-8")), body
        need(isinstance(told, list))
        _, path, value = told[:3]
        need(isinstance(path, str) and path.startswith("/"))
        for step in path.split("/")[1:]:
            need(isinstance(at, dict) or re.fullmatch(r"0|[1-9][0-9]{0,9}", step))
            at = at[int(step)] if isinstance(at, list) else at[step]
        digest = base64.urlsafe_b64encode(sha(disclosure.encode())).decode().rstrip("=")
        return (path, value) if at == {"_c": digest} else (None, None)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None, None


def commitments_in(value, path=""):
    if isinstance(value, dict):
        if list(value) == ["_c"]:
            yield path
            return
        for name, each in value.items():
            yield from commitments_in(each, f"{path}/{name}")
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from commitments_in(each, f"{path}/{at}")


class Disclosures:
    def __init__(self, found, disclosed):
        self.found, self.disclosed, self.shut = found, disclosed, {}

    def look(self, body, disclosures, place):
        paths = [open_disclosure(body, each)[0] for each in disclosures]
        order = [(path or "").encode("utf-16-be") for path in paths]
        if None in paths or any(one >= other for one, other in zip(order, order[1:])):
            self.found.add("DISCLOSURE_MISMATCH", "a disclosure opens nothing that the body commits to", **place)
        for path in commitments_in(body):
            if path not in paths:
                place_of = {"request": "NETWORK", "actor": "NAME", "subjects": "NAME", "reason": "TEXT"}
                category = place_of.get(path.split("/")[1] if path else "", "NAME or TEXT")
                self.shut[category] = self.shut.get(category, 0) + 1

    def finish(self):
        """What stays shut is no alarm."""
        for category, count in sorted(self.shut.items()):
            erased = all(each in self.disclosed for each in category.split(" or "))
            why = "were erased" if erased else "were left out of the pack"
            self.found.add("ERASED" if erased else "REDACTED", f"{count} values ({category}) {why}", severity="info")


# ---- Facts: what entries say, as far as it is judged

SERVICE = "sys_00000000000000000000000000"
JUDGED = {
    "challenge", "confirmed", "contentDigest", "decision", "digest", "dueAt", "fingerprint", "gate", "key", "keyid", "kind",
    "meaning", "name", "origin", "policy", "proof", "publicKey", "registered", "request", "review", "reviewState", "revision",
    "revoked", "role", "signature", "signingKey", "slot", "state", "verdict", "vkey",
}  # fmt: skip


def text_in(value):
    return value if isinstance(value, str) else ""


def dict_of(value):
    return value if isinstance(value, dict) else {}


def list_of(value):
    return value if isinstance(value, list) else []


def judged_of(value):
    return {name: each for name, each in dict_of(value).items() if name in JUDGED}


def words_of(body, disclosures):
    """What was signed, the comment and the printed name, as far as they are open: None where they are shut."""
    opened = dict(open_disclosure(body, each) for each in disclosures)

    def at(path, clear):
        is_shut = isinstance(clear, dict) and list(clear) == ["_c"]
        return opened.get(path, ABSENT) if is_shut else clear

    statement = at("/after/signature/statement", dict_of(body["after"]["signature"]).get("statement"))
    comment, name = at("/reason", body.get("reason")), at("/actor/name", body["actor"].get("name"))
    return {
        "statement": statement if isinstance(statement, str) else None,
        "comment": comment if comment is None or isinstance(comment, str) else ABSENT,
        "name": name if isinstance(name, str) else ABSENT,
    }


def fact_of(body, envelope, leaf, disclosures=()):
    actor = dict_of(body["actor"])
    minters = [each for each in list_of(dict_of(actor.get("auth")).get("mintedBy")) if isinstance(each, str)]
    return {
        "leaf": leaf,
        "stream": envelope["stream"],
        "at": envelope["at"],
        "act": body.get("action"),
        "allowed": body.get("outcome") == "ALLOWED",
        "by": {
            "id": actor["id"],
            "user": actor.get("kind") == "USER",
            "roles": [each for each in list_of(actor.get("roles")) if isinstance(each, str)],
            "minters": [each for each in minters if each != SERVICE],
        },
        "words": words_of(body, disclosures) if "signature" in dict_of(body.get("after")) else None,
        "before": judged_of(body.get("before")),
        "after": judged_of(body.get("after")),
        "signers": dict_of(body.get("decision")).get("signers", ABSENT),
        "gates": [judged_of(each) for each in list_of(dict_of(body.get("decision")).get("gates"))],
        "subjects": [(each["kind"], each["id"], each["role"], each.get("label")) for each in body["subjects"]],
    }


def place_of(fact):
    return {"leaf": fact["leaf"], "stream": fact["stream"]}


# ---- Requests, as the version's own entries tell them


class Request:
    def __init__(self, fact):
        self.fact, self.digest = fact, fact["after"]["contentDigest"]
        self.decisions, self.closed = [], None

    def approvals(self):
        """The latest vote of each person, where it approves."""
        latest = {}
        for fact in self.decisions:
            if fact["after"]["verdict"] in ("APPROVE", "REJECT"):
                latest[fact["by"]["id"]] = fact
        return [fact for fact in latest.values() if fact["after"]["verdict"] == "APPROVE"]


class Requests:
    """Follows the entries of the version's stream; `judge` is called with each move, as everything stood then."""

    def __init__(self, found):
        self.found, self.all, self.moves = found, {}, []

    def take(self, fact):
        after, id_ = fact["after"], fact["after"].get("request")
        if not fact["allowed"] or not isinstance(id_, str):
            return
        request = self.all.get(id_)
        if fact["act"] == "applyTransition":
            decisions = None if request is None else list(request.decisions)
            self.moves.append((fact, id_, request, decisions, request and request.closed))
        elif request is None:
            if isinstance(after.get("contentDigest"), str) and "verdict" not in after:
                self.all[id_] = Request(fact)
        else:
            self.further(request, fact, id_)

    def further(self, request, fact, id_):
        after = fact["after"]
        if fact["act"] == "evaluateGates":
            if fact["before"].get("contentDigest") != request.digest:
                detail = f"{id_} is sealed anew over another digest than the one before"
                self.found.add("REQUEST_MISMATCH", detail, **place_of(fact))
                return
            request.digest = after.get("contentDigest")
        elif isinstance(after.get("verdict"), str):
            if after["verdict"] in ("APPROVE", "WAIVE") and after.get("contentDigest") != request.digest:
                detail = f"what is signed is another digest than the one that {id_} had"
                self.found.add("REQUEST_MISMATCH", detail, **place_of(fact))
                return
            request.decisions.append(fact)
        if after.get("state") in ("REJECTED", "VOIDED", "WITHDRAWN", "EXPIRED"):
            request.closed = after["state"]


# ---- Signatures by the signers' own keys


NO_SIGNATURE = (0, False)
SIGNING_MEMBERS = {
    "comment", "contentDigest", "expiresAt", "issuedAt", "key", "log", "meaning", "nonce", "request", "signer",
    "statement", "type", "v", "verdict",
}  # fmt: skip
GRACE = 60
FLAG_PRESENT, FLAG_VERIFIED = 1, 4


def fingerprint_of(data):
    return "SHA256:" + base64.b64encode(sha(data)).decode().rstrip("=")


def ssh_fields(data, *kinds):
    """Fields of OpenSSH one after another: a length and bytes ("s"), or so many bytes; nothing may be left."""
    fields, at = [], 0
    for kind in kinds:
        if kind == "s":
            need(at + 4 <= len(data))
            length, at = int.from_bytes(data[at : at + 4], "big"), at + 4
        else:
            length = kind
        need(at + length <= len(data))
        fields.append(data[at : at + length])
        at += length
    need(at == len(data))
    return fields


def ssh_string(data):
    return len(data).to_bytes(4, "big") + data


SSH_PLAIN, SSH_DEVICE = b"ssh-ed25519", b"sk-ssh-ed25519@openssh.com"
SSH_ARMOUR = re.compile(
    r"-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]{1,4000}?)\r?\n-----END SSH SIGNATURE-----\s*"
)


class SshSignature:
    """What `ssh-keygen -Y sign` writes (PROTOCOL.sshsig); raises a ValueError of anything else."""

    def __init__(self, text):
        armour = SSH_ARMOUR.fullmatch(text) if isinstance(text, str) else None
        need(armour is not None)
        data = unbase64(armour[1].replace("\r", "").replace("\n", ""))
        need(data is not None)
        magic, version, key, self.namespace, reserved, self.hash, inner = ssh_fields(data, 6, 4, "s", "s", "s", "s", "s")
        need((magic, version, reserved) == (b"SSHSIG", b"\0\0\0\1", b"") and self.hash in (b"sha256", b"sha512"))
        is_device = key[4 : 4 + len(SSH_DEVICE)] == SSH_DEVICE
        if is_device:
            kind, self.point, self.application = ssh_fields(key, "s", "s", "s")
            inner_kind, self.signature, flags, self.counter = ssh_fields(inner, "s", "s", 1, 4)
            self.flags = flags[0]
        else:
            kind, self.point = ssh_fields(key, "s", "s")
            inner_kind, self.signature = ssh_fields(inner, "s", "s")
            self.application, self.flags = None, 0
        need(kind == inner_kind == (SSH_DEVICE if is_device else SSH_PLAIN))
        need(len(self.point) == 32 and len(self.signature) == 64 and not is_small_order(self.point))
        self.fingerprint, self.line = fingerprint_of(key), f"{kind.decode()} {base64.b64encode(key).decode()}"
        self.verified = bool(self.flags & FLAG_VERIFIED)

    def holds(self, text, namespace):
        if self.namespace != namespace or (self.application is not None and not self.flags & FLAG_PRESENT):
            return False
        digest = hashlib.new(self.hash.decode(), text.encode("utf-8", "surrogatepass")).digest()
        signed = b"SSHSIG" + b"".join(map(ssh_string, (self.namespace, b"", self.hash, digest)))
        if self.application is not None:
            signed = sha(self.application) + bytes([self.flags]) + self.counter + sha(signed)
        return ed25519_verify(self.point, signed, self.signature)


def from_url(text):
    """What strict base64url without padding stands for."""
    need(isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]*", text))
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    need(base64.urlsafe_b64encode(data).decode().rstrip("=") == text)
    return data


def to_url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Passkey:
    """A public key of WebAuthn, as its line says; raises a ValueError of anything else."""

    def __init__(self, line):
        need(isinstance(line, str) and line.count(" ") == 1)
        kind, encoded = line.split(" ")
        data = from_url(encoded)
        self.fingerprint, self.elliptic = fingerprint_of(data), kind == "webauthn-es256"
        if self.elliptic:
            need(len(data) == 77 and data[:10].hex() == "a5010203262001215820" and data[42:45].hex() == "225820")
            self.point = int.from_bytes(data[10:42], "big"), int.from_bytes(data[45:], "big")
            need(P256.holds(*self.point))
        else:
            need(kind == "webauthn-ed25519" and len(data) == 42 and data[:10].hex() == "a4010103272006215820")
            self.point = data[10:]
            need(not is_small_order(self.point))

    def signed(self, message, signature):
        return (ecdsa_verify if self.elliptic else ed25519_verify)(self.point, message, signature)


class PasskeySignature:
    """A passkey's answer; raises a ValueError of anything else."""

    def __init__(self, value, line):
        data, client, credential, self.rp, signature = members_of(
            value, "authenticatorData", "clientDataJSON", "credentialId", "rpId", "signature"
        )
        texts_of([credential, self.rp])
        self.key, self.line = Passkey(line), line
        self.data, self.client, self.signature = from_url(data), from_url(client), from_url(signature)
        self.fingerprint = self.key.fingerprint
        self.flags = self.data[32] if len(self.data) > 32 else 0
        self.verified = bool(self.flags & FLAG_VERIFIED)

    def holds(self, text, _):
        if len(self.data) < 37 or self.data[:32] != sha(self.rp.encode()) or not self.flags & FLAG_PRESENT:
            return False
        try:
            told = json.loads(self.client.decode("utf-8"))
        except (ValueError, RecursionError):
            return False
        if not isinstance(told, dict) or told.get("type") != "webauthn.get" or told.get("crossOrigin") is True:
            return False
        challenge = to_url(sha(text.encode("utf-8", "surrogatepass")))
        if told.get("challenge") != challenge or not self.is_origin(told.get("origin")):
            return False
        return self.key.signed(self.data + sha(self.client), self.signature)

    def is_origin(self, origin):
        if not isinstance(origin, str):
            return False
        if re.fullmatch(r"http://localhost(:[0-9]{1,5})?", origin):
            return self.rp == "localhost"
        host = re.fullmatch(r"https://([a-z0-9._-]+)(:[0-9]{1,5})?", origin)
        return host is not None and (host[1] == self.rp or host[1].endswith("." + self.rp))


def signature_of(told):
    """The signature that an entry holds; None of what is none."""
    try:
        if told.get("kind") == "WEBAUTHN":
            return PasskeySignature(told.get("webauthn"), told.get("key"))
        signature = SshSignature(told.get("ssh"))
        return signature if told.get("kind") == "SSH" and signature.line == told.get("key") else None
    except ValueError:
        return None


class SigningKeys:
    """The keys that the pack's entries register, with who confirmed whose they are, and what ended them."""

    def __init__(self, facts):
        self.keys, self.told, challenges = {}, {}, {}
        for fact in facts:
            after = fact["after"]
            id_ = after.get("signingKey")
            if not fact["allowed"] or not isinstance(id_, str):
                continue
            key = self.keys.get(id_)
            self.tell(id_, fact)
            if fact["act"] == "beginSigningKey":
                challenges[id_] = fact
            elif fact["act"] == "registerSigningKey" and key is None:
                if self.is_registered(fact, challenges.get(id_)):
                    key = {"owner": fact["by"], "line": after["publicKey"], "fingerprint": after["fingerprint"]}
                    self.keys[id_] = {**key, "confirmed": None, "revoked": None}
            elif key is None or fact["stream"] != f"principal:{key['owner']['id']}":
                continue
            elif fact["act"] == "confirmSigningKey" and self.may_confirm(fact, key):
                key["confirmed"] = fact["leaf"] if key["confirmed"] is None else key["confirmed"]
            elif fact["act"] == "revokeSigningKey" and after.get("revoked") is True:
                key["revoked"] = fact["leaf"] if key["revoked"] is None else key["revoked"]

    def tell(self, id_, fact):
        """What the lists of signers say, whatever it is worth."""
        if fact["act"] == "registerSigningKey":
            public = fact["after"].get("publicKey")
            self.told[id_] = [fact["by"]["id"], public if isinstance(public, str) else "", None, None]
        elif id_ in self.told and fact["act"] == "confirmSigningKey":
            self.told[id_][2] = fact["at"]
        elif id_ in self.told and fact["act"] == "revokeSigningKey":
            self.told[id_][3] = fact["at"]

    @staticmethod
    def is_registered(fact, begun):
        after, by, stream = fact["after"], fact["by"], fact["stream"]
        is_own = by["user"] and stream == f"principal:{by['id']}" and begun is not None and begun["stream"] == stream
        if not is_own or after.get("registered") is not True:
            return False
        try:
            if after.get("kind") == "WEBAUTHN":
                return Passkey(after.get("publicKey")).fingerprint == after.get("fingerprint")
            proof, challenge = SshSignature(after.get("proof")), begun["after"].get("challenge")
            is_it = (proof.line, proof.fingerprint) == (after.get("publicKey"), after.get("fingerprint"))
            return is_it and isinstance(challenge, str) and proof.holds(challenge, b"countersign-key")
        except ValueError:
            return False

    @staticmethod
    def may_confirm(fact, key):
        by, after = fact["by"], fact["after"]
        is_independent = not hands(by) & hands(key["owner"])
        is_it = after.get("confirmed") is True and after.get("fingerprint") == key["fingerprint"]
        return by["user"] and "ADMIN" in by["roles"] and is_independent and is_it

    def lists(self):
        """signatures/allowed_signers, and the passkeys, as the entries make them."""
        files = {}
        for id_, (owner, public, confirmed, revoked) in sorted(self.told.items()):
            if confirmed is None:
                continue
            after, before = stamp_of(confirmed), None if revoked is None else stamp_of(revoked)
            options = 'namespaces="countersign-approval"'
            if after != before:
                options += f',valid-after="{after}"'
            if before is not None:
                options += f',valid-before="{before}"'
            name = "signatures/allowed_" + ("passkeys" if public.startswith("webauthn-") else "signers")
            files[name] = files.get(name, "") + f"{owner} {options} {public} {id_}\n"
        return files


def seconds_of(instant):
    """Seconds since 1970 of an instant of the log; None of anything else."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{3,6})Z", instant) if isinstance(instant, str) else None
    try:
        whole = match and datetime.strptime(match[1], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return None if not match else whole.timestamp() + float("0." + match[2])


def stamp_of(instant):
    """The second of an instant as OpenSSH writes it, in UTC."""
    return re.sub(r"[-:T]", "", instant[:19]) + "Z"


SIGNER_NAME = re.compile(r"[A-Za-z0-9._@+-]+")
SIGNER_TYPE = re.compile(r"(ssh|sk|ecdsa|webauthn)-[a-z0-9@.-]+")
SIGNER_TIME = re.compile(r"(\d{8})((\d{4})(\d{2})?)?Z", re.ASCII)


class SignerFault(Exception):
    """Why a list of signers is not understood."""


def read_signers(text):
    """The lines of an allowed_signers file: (principals, key, namespaces or None, after or None, before or None)."""
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        words = [word for word in re.split(r"[ \t]+", line.rstrip("\r").strip(" \t")) if word != ""]
        if not words or words[0].startswith("#"):
            continue
        try:
            lines.append(signer_of(words))
        except SignerFault as fault:
            raise SignerFault(f"line {number} of the list of signers: {fault}") from None
    return lines


def signer_of(words):
    names, rest = words[0], words[1:]
    options = "" if not rest or SIGNER_TYPE.fullmatch(rest[0]) else rest.pop(0)
    if len(rest) < 2 or not SIGNER_TYPE.fullmatch(rest[0]) or not re.fullmatch(r"[A-Za-z0-9+/_-]+={0,2}", rest[1]):
        raise SignerFault("it is not principals, options without spaces, type of key and key")
    told, at = {}, 0
    while at < len(options):
        option = re.compile(r'([a-z-]+)="([^"]*)"(,|$)').match(options, at)
        if option is None or option[1] not in ("namespaces", "valid-after", "valid-before") or option[1] in told:
            raise SignerFault(f"the option {options[at:].partition('=')[0]!r} is not understood")
        told[option[1]], at = option[2], option.end()
    spaces = plain_names(told["namespaces"], "namespace") if "namespaces" in told else None
    times = [signer_time(told[name]) if name in told else None for name in ("valid-after", "valid-before")]
    return plain_names(names, "principal"), f"{rest[0]} {rest[1]}", spaces, *times


def plain_names(text, what):
    names = text.split(",")
    for name in names:
        if not SIGNER_NAME.fullmatch(name):
            raise SignerFault(f"the {what} {name!r} is no plain name")
    return names


def signer_time(text):
    match = SIGNER_TIME.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        digits = match[1] + (match[3] or "0000") + (match[4] or "00")
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc).timestamp()
    except ValueError:
        raise SignerFault(f"the time {text!r} is not YYYYMMDD or YYYYMMDDHHMM[SS] with Z behind it, for UTC") from None


class Signatures:
    """Judges every signature of the version's decisions; `of` says what a decision's is worth, and whether it is shown."""

    def __init__(self, found, facts, own, is_own_log, signers):
        self.found, self.is_own_log, self.signers = found, is_own_log, signers
        self.keys, self.files, self.nonces, self.worth = SigningKeys(facts), {}, set(), {}
        self.shown = self.shut = self.unsigned = 0
        for fact in own:
            if not fact["allowed"] or not isinstance(fact["after"].get("verdict"), str):
                continue
            if fact["words"] is None:
                self.unsigned += 1
            else:
                self.judge(fact)
        if signers is None and self.shown + self.shut:
            found.add("SIGNER_BY_REGISTRY", "no --signers: the registry says whose the keys are", severity="warning")
        self.files.update((name, (text, None)) for name, text in self.keys.lists().items())

    def of(self, fact):
        return self.worth.get(fact["leaf"], NO_SIGNATURE)

    def judge(self, fact):
        told, text = dict_of(fact["after"]["signature"]), fact["words"]["statement"]
        self.keep_files(fact, told, text)
        signature, id_ = signature_of(told), told.get("signingKey")
        key = self.keys.keys.get(id_) if isinstance(id_, str) else None
        fault = "it is no signature that counts" if signature is None else self.fault(fact, told, signature, key, text)
        faults = [] if fault is None else [("SIGNATURE_INVALID", fault)]
        faults += self.key_faults(fact, key)
        if signature is not None and signature.verified != (told.get("userVerified") is True):
            faults.append(("USER_NOT_VERIFIED", "the device does not say of its user what the entry says"))
        for code, detail in faults:
            self.found.add(code, detail, **place_of(fact))
        if text is None:
            self.shut += 1
        else:
            self.shown += 1
        if not faults:
            self.worth[fact["leaf"]] = 2 if signature.verified else 1, text is not None

    def keep_files(self, fact, told, text):
        decision = fact["after"].get("decision")
        name = f"signatures/{decision if isinstance(decision, str) else ''}"
        if isinstance(told.get("ssh"), str):
            self.files[name + ".sig"] = told["ssh"], fact["leaf"]
        if "webauthn" in told:
            self.files[name + ".webauthn.json"] = canonical(told["webauthn"]), fact["leaf"]
        if text is not None:
            self.files[name + ".statement"] = text, fact["leaf"]

    def fault(self, fact, told, signature, key, text):
        """Why it is not what the decision says; None where it is, as far as its text is there."""
        if signature.fingerprint != told.get("fingerprint"):
            return "its key has another fingerprint"
        if key is not None and key["line"] != signature.line:
            return "it is given with another key than the one that is registered"
        if text is None:
            return None
        if text_digest(text) != told.get("digest"):
            return "the text has another digest than the one that was signed"
        if not signature.holds(text, b"countersign-approval"):
            return "it is not one of this text by this key"
        try:
            said = value_of(text)
            members_of(said, *SIGNING_MEMBERS, *(["gate"] if "gate" in said else []))
            need((said["v"], said["type"]) == (1, "countersign-approval") and isinstance(said["nonce"], str))
            signer, name = members_of(said["signer"], "id", "printedName")
        except (ValueError, TypeError, RecursionError):
            return "what was signed is no signing statement"
        if said["nonce"] in self.nonces:
            return "the same statement was signed for another decision"
        self.nonces.add(said["nonce"])
        after, words, gates = fact["after"], fact["words"], []
        for gate in (dict_of(said.get("gate")), dict_of(after.get("gate"))):
            gates.append([gate.get("policy"), gate.get("key")])
        issued, expires, at = map(seconds_of, (said["issuedAt"], said["expiresAt"], fact["at"]))
        checks = {
            "log": self.is_own_log(said["log"]),
            "request": said["request"] == after.get("request"),
            "contentDigest": said["contentDigest"] == after.get("contentDigest"),
            "statement": digest_of(said["statement"]) == after.get("contentDigest"),
            "verdict": said["verdict"] == after.get("verdict"),
            "meaning": said["meaning"] == after.get("meaning"),
            "comment": words["comment"] is ABSENT or said["comment"] == words["comment"],
            "gate": gates[0] == gates[1],
            "signer": signer == fact["by"]["id"],
            "printed name": words["name"] is ABSENT or name == words["name"],
            "key": said["key"] == told.get("fingerprint"),
            "time": None not in (issued, expires, at) and issued <= at <= expires + GRACE,
        }
        wrong = [what for what, holds in checks.items() if not holds]
        return f"what was signed has another {wrong[0]}" if wrong else None

    def key_faults(self, fact, key):
        if key is None or key["owner"]["id"] != fact["by"]["id"]:
            return [("SIGNER_UNKNOWN", "no entry has registered the key as the signer's")]
        if key["confirmed"] is None or key["confirmed"] > fact["leaf"]:
            return [("SIGNER_UNKNOWN", "nobody who may had said before whose the key is")]
        if key["revoked"] is not None and key["revoked"] < fact["leaf"]:
            return [("KEY_REVOKED", f"the key {key['fingerprint']} was revoked before")]
        if self.signers is None:
            return []
        own, at = [], seconds_of(fact["at"][:19] + ".000Z")
        for principals, line, spaces, after, before in self.signers:
            if line == key["line"] and fact["by"]["id"] in principals and "countersign-approval" in (
                spaces if spaces is not None else ["countersign-approval"]
            ):
                own.append((after, before))
        if any((after is None or after <= at) and (before is None or at <= before) for after, before in own):
            return []
        code = "KEY_REVOKED" if any(before is not None and before < at for _, before in own) else "SIGNER_UNKNOWN"
        return [(code, f"the key {key['fingerprint']} is not the signer's then by the list of signers")]

    def not_proven(self):
        texts = []
        if self.unsigned:
            texts.append(f"that whoever decided did so themself, of {self.unsigned} decisions: the registry says so")
        if self.shut:
            texts.append(f"what was signed, of {self.shut} decisions: the pack does not hold the texts, none was checked")
        if self.shown:
            texts.append("what signers were shown, and that nobody else had their keys")
            if self.signers is None:
                texts.append("whose the keys of signers are: their registration and its confirmer say so")
        return texts


# ---- Recounting a move


INCLUDED = {
    "VIEWER": {"VIEWER", "CONTRIBUTOR", "MAINTAINER", "REVIEWER", "OWNER"},
    "CONTRIBUTOR": {"CONTRIBUTOR", "MAINTAINER", "OWNER"},
    "MAINTAINER": {"MAINTAINER", "OWNER"},
    "REVIEWER": {"REVIEWER"},
    "OWNER": {"OWNER"},
}
PASSING = ("PASSED", "SKIPPED", "WAIVED")
SIGNING = {"OWN_KEY": 1, "USER_VERIFIED": 2}
MOST_TRIALS = 200_000


def hands(person):
    return {person["id"], *person["minters"]}


def least_of(policies):
    """How strong a signature the strictest of the policies wants."""
    return max([0, *(SIGNING.get(text_in(policy.get("signing")), 0) for _, policy in policies)])


class Recount:
    """Counts a move anew: by the statement, its policies' texts and what entries say of people, and by nothing else."""

    def __init__(self, move, request, decisions, statement, policies, authors, slugs, signatures):
        self.decisions, self.statement, self.policies, self.slugs = decisions, statement, policies, slugs
        self.signatures, self.by_signer = signatures, 0
        self.least = least_of(policies)
        by = request.fact["by"]
        self.asked = by
        self.duties = {"REQUESTER": [by["id"], *by["minters"]], "AUTHOR": authors}
        frozen = Request(request.fact)
        frozen.decisions = decisions
        self.emergency_signers = [fact["by"] for fact in frozen.approvals()]
        approvals = [fact for fact in frozen.approvals() if fact["by"]["user"] and self.signed(fact)]
        self.approvals = [self.counted(fact["by"], move) for fact in approvals]
        self.shown = [self.counted(fact["by"], move) for fact in approvals if signatures.of(fact)[1]]
        self.needed = self.given = 0
        self.faults = []

    @staticmethod
    def counted(person, move):
        """The person with the roles that they had at the move, where its entry says so; else those at the signature."""
        if move["signers"] is ABSENT:
            return person
        told = [each for each in map(dict_of, list_of(move["signers"])) if each.get("id") == person["id"]]
        roles = map(dict_of, list_of(told[0].get("roles")) if told else [])
        return {**person, "roles": [f"{each.get('teamId')}:{each.get('role')}" for each in roles]}

    def signed(self, fact):
        """Whether a decision is signed as the strictest of the policies wants."""
        return self.signatures.of(fact)[0] >= self.least

    def held(self, person, role, team):
        """Whether the person then had a role of the team that is or includes this one."""
        slugs = self.slugs.get(team)
        for each in person["roles"]:
            slug, colon, own = each.partition(":")
            is_team = slug == team if slug.startswith("team_") else slug in slugs if slugs else colon
            if own in INCLUDED.get(role, {role}) and is_team:
                return True
        return False

    def requirements(self, listed):
        wanted = []
        for each in list_of(listed):
            each = dict_of(each)
            team = each.get("teamId")
            team = team if isinstance(team, str) else text_in(self.statement.get("teamId"))
            count = each.get("count", 1)
            wanted += [(text_in(each.get("role")), team)] * min(count if isinstance(count, int) else 1, 100)
        return wanted

    def barred(self, person, id_, policy, waivers=True):
        separated = list_of(policy.get("separationOfDuties"))
        minters = set(person["minters"]) - {person["id"]}
        for duty, behind in self.duties.items():
            if duty in separated and person["id"] in behind:
                return True
            if minters & set(behind if duty in separated else behind[:1]):
                return True
        return waivers and any(
            fact["after"]["verdict"] == "WAIVE"
            and dict_of(fact["after"].get("gate")).get("policy") == id_
            and hands(fact["by"]) & hands(person)
            for fact in self.decisions
        )

    def filled(self, wanted, people):
        """How many places can be filled at once, by people of whom no two share a hand: by trying."""
        able = sorted(([person for person in people if self.held(person, *each)] for each in wanted), key=len)
        best, trials = 0, 0

        def go(at, taken, count):
            nonlocal best, trials
            best, trials = max(best, count), trials + 1
            if best == len(able) or count + len(able) - at <= best or trials > MOST_TRIALS:
                return
            for person in able[at]:
                if not hands(person) & taken:
                    go(at + 1, taken | hands(person), count + 1)
            go(at + 1, taken, count)

        go(0, frozenset(), 0)
        return best

    def run(self, move, closed):
        if closed is not None:
            self.faults.append(f"the request was {closed} before")
        emergency = self.statement.get("emergency") is True
        is_nobodys = True
        for id_, policy in self.policies:
            listed = dict_of(policy.get("emergency")).get("requirements") if emergency else policy.get("requirements")
            wanted = self.requirements(listed)
            is_nobodys = is_nobodys and not wanted
            filled, shown = (
                self.filled(wanted, [each for each in people if not self.barred(each, id_, policy)])
                for people in (self.approvals, self.shown)
            )
            self.by_signer += shown
            self.needed, self.given = self.needed + len(wanted), self.given + filled
            if filled < len(wanted):
                self.faults.append(f"of policy {id_} {filled} of {len(wanted)} places are filled")
            if not emergency:
                self.gates(move, id_, policy)
        if emergency and not self.policies:
            self.faults.append("no policy guards the move: it could be no emergency")
        for id_, policy in self.policies if emergency else []:
            if not list_of(dict_of(policy.get("emergency")).get("requirements")):
                self.faults.append(f"policy {id_} allows no emergency")
        if is_nobodys:
            self.free(emergency)
        if move["after"].get("slot") != self.statement.get("to"):
            self.faults.append("it went to another slot than was signed")

    def gates(self, move, id_, policy):
        if self.statement.get("to") not in list_of(policy.get("slots")):
            return
        for gate in list_of(policy.get("gates")):
            key = dict_of(gate).get("key")
            verdicts = []
            for told in (list_of(self.statement.get("gates")), move["gates"]):
                own = [each for each in map(dict_of, told) if (each.get("policy"), each.get("key")) == (id_, key)]
                verdicts.append(own[0].get("verdict") if own else None)
            if any(verdict not in PASSING for verdict in verdicts):
                self.faults.append(f"the gate {key} of policy {id_} has not passed")
            elif "WAIVED" in verdicts:
                waivers = [
                    self.counted(fact["by"], move)
                    for fact in self.decisions
                    if fact["after"]["verdict"] == "WAIVE"
                    and judged_of(fact["after"].get("gate")) == {"policy": id_, "key": key}
                    and fact["by"]["user"]
                    and self.signed(fact)
                    and not self.barred(fact["by"], id_, policy, waivers=False)
                ]
                wanted = self.requirements(gate.get("waivableBy"))
                if not wanted or self.filled(wanted, waivers) < len(wanted):
                    self.faults.append(f"nobody who may has waived the gate {key} of policy {id_}")

    def free(self, emergency):
        """No policy asks for a signature: whoever asked may move the slot, or a maintainer has approved."""
        if not emergency and any(re.search(r":(MAINTAINER|OWNER)$", role) for role in self.asked["roles"]):
            return
        approved, shown = (any(map(self.is_free, people)) for people in (self.approvals, self.shown))
        self.needed, self.given, self.by_signer = self.needed + 1, self.given + approved, self.by_signer + shown
        if not approved:
            self.faults.append("no policy asks for a signature, and no maintainer has approved")

    def is_free(self, person):
        """Whether the person may sign where no policy has a place: a maintainer of the model's team who did not ask."""
        first = {people[0] for people in self.duties.values() if people}
        return (
            self.held(person, "MAINTAINER", text_in(self.statement.get("teamId")))
            and person["id"] not in self.duties["REQUESTER"]
            and not (set(person["minters"]) - {person["id"]}) & first
        )

    # What an emergency owes

    def review(self, move, own, last_leaf, decisions):
        """What became of the review, or None, and what is wrong with it: pairs of an entry and words."""
        openings = (
            fact
            for fact in own
            if fact["act"] == "openReview"
            and fact["allowed"]
            and fact["leaf"] > move["leaf"]
            and fact["after"].get("request") == move["after"]["request"]
        )
        opened = next(openings, None)
        if opened is None:
            # A pack may end amid the entries of one transaction.
            return None, [(move, "no review of the emergency was opened")] if last_leaf > move["leaf"] else []
        told, faults = opened["after"], []
        review = {"id": text_in(told.get("review")), "dueAt": text_in(told.get("dueAt")), "state": "OPEN"}
        review["needed"], review["given"] = self.ordinary([])
        confirmed = {}
        for fact in decisions:
            if fact["after"]["verdict"] not in ("CONFIRM", "OVERTURN"):
                continue
            if fact["after"].get("review") != review["id"] or fact["leaf"] < opened["leaf"]:
                faults.append((fact, "it is of no review"))
                continue
            wrong = self.decide(review, confirmed, fact)
            if wrong is not None:
                faults.append((fact, wrong))
        return review, faults

    def decide(self, review, confirmed, fact):
        """Takes one decision on a review; what is wrong with it, or None."""
        person = self.counted(fact["by"], fact)
        if review["state"] != "OPEN":
            return f"the review was {review['state']} before"
        signed_it = any(hands(person) & hands(each) for each in self.emergency_signers)
        if not person["user"] or signed_it or not self.may_review(person):
            return "it is by somebody who may not review the emergency"
        if not self.signed(fact):
            return None
        if fact["after"]["verdict"] == "OVERTURN":
            review["state"] = "OVERTURNED"
        else:
            confirmed[person["id"]] = fact["by"]
            people = [self.counted(each, fact) for each in confirmed.values()]
            review["needed"], review["given"] = self.ordinary(people)
            if review["needed"] == review["given"]:
                review["state"] = "CONFIRMED"
        told = fact["after"].get("reviewState", ABSENT)
        if told is ABSENT or ("OPEN" if told == "OVERDUE" else told) == review["state"]:
            return None
        return f"its entry says {told} of the review, and it is {review['state']}"

    def ordinary_places(self):
        return [(id_, policy, self.requirements(policy.get("requirements"))) for id_, policy in self.policies]

    def may_review(self, person):
        places = self.ordinary_places()
        if not any(wanted for _, _, wanted in places):
            return self.is_free(person)
        return any(
            not self.barred(person, id_, policy, waivers=False) and any(self.held(person, *each) for each in wanted)
            for id_, policy, wanted in places
        )

    def ordinary(self, people):
        """How many places the policies ask for but in an emergency, and how many of them these people fill."""
        needed = given = 0
        for id_, policy, wanted in self.ordinary_places():
            able = [each for each in people if not self.barred(each, id_, policy, waivers=False)]
            needed, given = needed + len(wanted), given + self.filled(wanted, able)
        return (needed, given) if needed else (1, int(any(map(self.is_free, people))))


# ---- Time stamps: DER (X.690), certificates (RFC 5280), tokens (RFC 3161); RSA and ECDSA in whole numbers


class StampFault(Exception):
    """Why a time-stamp token is not believed."""


SEQUENCE, SET, CONTEXT = 0x30, 0x31, 0xA0
BOOLEAN, INTEGER, BITS, OCTETS, OID, UTF8, PRINTABLE = 0x01, 0x02, 0x03, 0x04, 0x06, 0x0C, 0x13


class Der:
    """One element; its parts are read one after another."""

    def __init__(self, data, at=0, whole=True):
        if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
            raise StampFault("an element is cut short, or has a long tag")
        self.tag, length, start = data[at], data[at + 1], at + 2
        if length >= 0x80:
            size, start = length & 0x7F, start + (length & 0x7F)
            if not 1 <= size <= 4 or start > len(data):
                raise StampFault("a length is cut short, indefinite or too long")
            length = int.from_bytes(data[at + 2 : start], "big")
            if length < 0x80 or data[at + 2] == 0:
                raise StampFault("a length is not the shortest")
        self.end = start + length
        if self.end > len(data) or (whole and self.end != len(data)):
            raise StampFault("an element has another length than what holds it")
        self.data, self.body = data[at : self.end], data[start : self.end]

    def all(self):
        found, at = [], 0
        while at < len(self.body):
            found.append(Der(self.body, at, whole=False))
            at = found[-1].end
        return found

    def parts(self, *tags):
        """Parts with just these tags, in this order; None for one that may be missing (a tag in a tuple) and is."""
        rest, found = self.all(), []
        for tag in tags:
            optional = isinstance(tag, tuple)
            wanted = tag[0] if optional else tag
            if rest and wanted in (None, rest[0].tag):
                found.append(rest.pop(0))
            elif optional:
                found.append(None)
            else:
                raise StampFault("a part is missing, or another one")
        if rest:
            raise StampFault("there is a part too many")
        return found

    def only(self, tag):
        return self.parts(tag)[0]

    def need(self, tag):
        if self.tag != tag:
            raise StampFault("an element has another tag than it should")
        return self


def der_oid(element):
    body, arcs, arc = element.need(OID).body, [], 0
    if not 0 < len(body) <= 40 or body[-1] >= 0x80:
        raise StampFault("this is no object identifier")
    for byte in body:
        if arc == 0 and byte == 0x80:
            raise StampFault("an object identifier is not the shortest")
        arc = arc << 7 | byte & 0x7F
        if byte < 0x80:
            arcs.append(arc)
            arc = 0
    top = min(arcs[0] // 40, 2)
    return ".".join(map(str, [top, arcs[0] - top * 40, *arcs[1:]]))


def der_integer(element):
    body = element.need(INTEGER).body
    if not body or (len(body) > 1 and body[0] in (0, 0xFF) and body[0] >> 7 == body[1] >> 7):
        raise StampFault("this is no whole number, or not the shortest")
    return int.from_bytes(body, "big", signed=True)


def der_boolean(element):
    body = element.need(BOOLEAN).body
    if body not in (b"\x00", b"\xff"):
        raise StampFault("this is neither true nor false")
    return body == b"\xff"


def der_bits(element):
    body = element.need(BITS).body
    if body[:1] != b"\0":
        raise StampFault("this is no string of whole bytes")
    return body[1:]


DER_TIMES = {
    0x17: re.compile(r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z", re.ASCII),
    0x18: re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,8}[1-9]))?Z", re.ASCII),
}


def der_time(element):
    form = DER_TIMES.get(element.tag)
    match = form and form.fullmatch(element.body.decode("latin-1"))
    if not match:
        raise StampFault("this is no time in UTC")
    year, *rest = match.groups()[:6]
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
    try:
        datetime(int(year), *map(int, rest))
    except ValueError:
        raise StampFault("this is no time in UTC") from None
    month, day, hour, minute, second = rest
    fraction = f".{match[7]}" if match[7] else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{fraction}Z"


DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
SCHEMES = {
    "1.2.840.113549.1.1.1": ("rsa", None),
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.4.3.2": ("ecdsa", "sha256"),
    "1.2.840.10045.4.3.3": ("ecdsa", "sha384"),
    "1.2.840.10045.4.3.4": ("ecdsa", "sha512"),
}
DIGEST_INFOS = {
    "sha256": bytes.fromhex("3031300d060960864801650304020105000420"),
    "sha384": bytes.fromhex("3041300d060960864801650304020205000430"),
    "sha512": bytes.fromhex("3051300d060960864801650304020305000440"),
}


def nothing_more(null):
    if null is not None and null.body:
        raise StampFault("a null holds something")


def digest_named(algorithm):
    oid, null = algorithm.need(SEQUENCE).parts(OID, (0x05,))
    nothing_more(null)
    name = DIGESTS.get(der_oid(oid))
    if name is None:
        raise StampFault("a digest is neither SHA-256 nor SHA-384 nor SHA-512")
    return name


def scheme_of(algorithm):
    """How something was signed: (kind, digest or None, bytes of salt)."""
    oid, given = algorithm.need(SEQUENCE).parts(OID, (None,))
    name = der_oid(oid)
    if name == "1.2.840.113549.1.1.10":
        if given is None:
            raise StampFault("RSA-PSS without parameters means SHA-1")
        digest, mask, salt = given.need(SEQUENCE).parts(CONTEXT, CONTEXT + 1, (CONTEXT + 2,))
        digest = digest_named(digest.only(SEQUENCE))
        function, inner = mask.only(SEQUENCE).parts(OID, SEQUENCE)
        length = 20 if salt is None else der_integer(salt.only(INTEGER))
        if der_oid(function) != "1.2.840.113549.1.1.8" or digest_named(inner) != digest or not 0 <= length <= 64:
            raise StampFault("RSA-PSS in a way that is not read")
        return "pss", digest, length
    if name not in SCHEMES:
        raise StampFault("signed in a way that is not read")
    if given is not None:
        nothing_more(given.need(0x05))
    return (*SCHEMES[name], 0)


CURVES = {
    "301306072a8648ce3d020106082a8648ce3d030107": P256,
    "301006072a8648ce3d020106052b81040022": P384,
    "301006072a8648ce3d020106052b81040023": P521,
}
RSA_KEY = "300d06092a864886f70d0101010500"


def public_key_of(info):
    """(curve, (x, y)) or (None, (modulus, exponent)); None for a key of another kind."""
    algorithm, bits = info.parts(SEQUENCE, BITS)
    name, data = algorithm.data.hex(), der_bits(bits)
    try:
        if name == RSA_KEY:
            modulus, exponent = (der_integer(each) for each in Der(data).need(SEQUENCE).parts(INTEGER, INTEGER))
            good = 2048 <= modulus.bit_length() <= 8192 and 1 < exponent < 2**33 and exponent % 2 == 1
            return (None, (modulus, exponent)) if modulus > 0 and good else None
    except StampFault:
        return None
    curve = CURVES.get(name)
    if curve is None or len(data) != 1 + 2 * curve.size or data[0] != 4:
        return None
    point = int.from_bytes(data[1 : 1 + curve.size], "big"), int.from_bytes(data[1 + curve.size :], "big")
    return (curve, point) if curve.holds(*point) else None


def mask_of(seed, length, digest):
    blocks = -(-length // hashlib.new(digest).digest_size)
    return b"".join(hashlib.new(digest, seed + struct.pack(">I", each)).digest() for each in range(blocks))[:length]


def is_padded(encoded, bits, data, digest, salt):
    """EMSA-PSS-VERIFY of RFC 8017, section 9.1.2."""
    inner, size = hashlib.new(digest, data).digest(), hashlib.new(digest).digest_size
    if len(encoded) < size + salt + 2 or encoded[-1] != 0xBC:
        return False
    masked, proof = encoded[: -size - 1], encoded[-size - 1 : -1]
    unused = 8 * len(encoded) - bits
    if masked[0] >> (8 - unused):
        return False
    plain = bytearray(a ^ b for a, b in zip(masked, mask_of(proof, len(masked), digest)))
    plain[0] &= 0xFF >> unused
    zeros = len(plain) - salt - 1
    if any(plain[:zeros]) or plain[zeros] != 1:
        return False
    return hashlib.new(digest, bytes(8) + inner + bytes(plain[zeros + 1 :])).digest() == proof


def is_signed(data, scheme, signature, key, told=None):
    kind, digest, salt = scheme
    digest = digest or told
    if digest is None or key is None or (key[0] is None) == (kind == "ecdsa"):
        return False
    if kind == "ecdsa":
        return key[0].verifies(hashlib.new(digest, data).digest(), signature, key[1])
    modulus, exponent = key[1]
    size, number = (modulus.bit_length() + 7) // 8, int.from_bytes(signature, "big")
    if len(signature) != size or number >= modulus:
        return False
    opened = pow(number, exponent, modulus)
    if kind == "pss":
        bits = modulus.bit_length() - 1
        length = (bits + 7) // 8
        return opened < 256**length and is_padded(opened.to_bytes(length, "big"), bits, data, digest, salt)
    tail = b"\0" + DIGEST_INFOS[digest] + hashlib.new(digest, data).digest()
    return opened.to_bytes(size, "big") == b"\0\1" + b"\xff" * (size - 2 - len(tail)) + tail


KEY_ID, KEY_USAGE, CONSTRAINTS, POLICIES, PURPOSES = (f"2.5.29.{each}" for each in (14, 15, 19, 32, 37))
UNDERSTOOD = {KEY_ID, KEY_USAGE, CONSTRAINTS, POLICIES, PURPOSES}
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"


class Certificate:
    """A certificate of version 3, as far as time stamping needs it."""

    def __init__(self, whole):
        signed, algorithm, signature = whole.need(SEQUENCE).parts(SEQUENCE, SEQUENCE, BITS)
        version, serial, same, issuer, validity, subject, info, _, _, extensions = signed.parts(
            CONTEXT, INTEGER, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, SEQUENCE, (0x81,), (0x82,), (CONTEXT + 3,)
        )
        if der_integer(version.only(INTEGER)) != 2 or same.data != algorithm.data:
            raise StampFault("no certificate of version 3, or of two algorithms")
        self.data, self.signed, self.signature = whole.data, signed.data, der_bits(signature)
        self.serial, self.issuer, self.subject = der_integer(serial), issuer.data, subject.data
        self.start, self.end = (der_time(each) for each in validity.parts(None, None))
        self.name, self.key = common_name_in(subject), public_key_of(info)
        try:
            self.scheme = scheme_of(algorithm)
        except StampFault:
            self.scheme = None
        self.extensions = {}
        for each in [] if extensions is None else extensions.only(SEQUENCE).all():
            oid, critical, value = each.need(SEQUENCE).parts(OID, (BOOLEAN,), OCTETS)
            oid = der_oid(oid)
            if oid in self.extensions:
                raise StampFault("a certificate has an extension twice")
            self.extensions[oid] = critical is not None and der_boolean(critical), value.body

    def value(self, oid, tag):
        return Der(self.extensions[oid][1]).need(tag) if oid in self.extensions else None

    def is_good(self, second):
        known = all(oid in UNDERSTOOD for oid, (critical, _) in self.extensions.items() if critical)
        return known and self.start <= second <= self.end

    def may(self, uses):
        bits = self.value(KEY_USAGE, BITS)
        return bits is None or (len(bits.body) > 1 and bits.body[0] < 8 and bits.body[1] & uses != 0)

    def may_issue(self, below):
        constraints = self.value(CONSTRAINTS, SEQUENCE)
        if constraints is None or not self.may(0x04):
            return False
        authority, length = constraints.parts((BOOLEAN,), (INTEGER,))
        return authority is not None and der_boolean(authority) and (length is None or der_integer(length) >= below)

    def has_issued(self, other, second, below):
        if self.subject != other.issuer or other.scheme is None:
            return False
        return self.is_good(second) and self.may_issue(below) and is_signed(other.signed, other.scheme, other.signature, self.key)

    def is_for_stamping(self):
        purposes = self.value(PURPOSES, SEQUENCE)
        if purposes is None or not self.extensions[PURPOSES][0]:
            return False
        return [der_oid(each) for each in purposes.all()] == [TIME_STAMPING] and self.may(0xC0)


def common_name_in(name):
    found = None
    for attribute in (each for group in name.all() for each in group.all()):
        oid, value = attribute.need(SEQUENCE).parts(OID, None)
        if der_oid(oid) == "2.5.4.3":
            try:
                text = value.body.decode("utf-8") if value.tag in (UTF8, PRINTABLE) else ""
            except UnicodeDecodeError:
                text = ""
            found = text if 0 < len(text) <= 200 and not re.search(r"[\x00-\x1f\x7f-\x9f]", text) else None
    return found


def is_issued_below(certificate, roots, others, second):
    reached = [certificate] if certificate.is_good(second) else []
    for below in range(5):
        if any(root.has_issued(each, second, below) for root in roots for each in reached):
            return True
        reached = [
            other for other in others if any(other is not each and other.has_issued(each, second, below) for each in reached)
        ]
    return False


def read_authorities(path):
    """The certificates of a file in PEM."""
    form = rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----"
    found = [Certificate(Der(base64.b64decode(b"".join(each.split())))) for each in re.findall(form, read_file(path))]
    if not found:
        raise StampFault("there is no certificate in PEM")
    return found


SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
ESS_1, ESS_2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"


def verify_token(token, digest, roots):
    """(time, by whom) of a token over this SHA-256; raises a StampFault."""
    kind, wrapped = Der(token).need(SEQUENCE).parts(OID, CONTEXT)
    if der_oid(kind) != SIGNED_DATA:
        raise StampFault("it is not signed")
    _, _, content, given, _, signers = wrapped.only(SEQUENCE).parts(
        INTEGER, SET, SEQUENCE, (CONTEXT,), (CONTEXT + 1,), SET
    )
    kind, wrapped = content.parts(OID, CONTEXT)
    if der_oid(kind) != TST_INFO:
        raise StampFault("what is signed is no time stamp")
    info = wrapped.only(OCTETS).body
    time = read_stamp(info, digest)
    others = [] if given is None else [each for each in given.all() if each.tag == SEQUENCE]
    if len(others) > 10:
        raise StampFault("it has more than 10 certificates")
    others = [Certificate(each) for each in others]
    own = stamper_of(signers.only(SEQUENCE), info, others)
    if not own.is_for_stamping():
        raise StampFault("its certificate is not for time stamping alone")
    if not is_issued_below(own, roots, others, time[:19] + "Z"):
        raise StampFault(f"no chain of certificates that were valid at {time} leads to an authority that is believed")
    return time, sha(own.data).hex() if own.name is None else own.name


def read_stamp(info, digest):
    version, policy, imprint, serial, time, _, ordering, nonce, _ = Der(info).need(SEQUENCE).parts(
        INTEGER, OID, SEQUENCE, INTEGER, 0x18, (SEQUENCE,), (BOOLEAN,), (INTEGER,), (CONTEXT,)
    )
    der_oid(policy)
    for number in (serial, nonce):
        if number is not None:
            der_integer(number)
    if ordering is not None:
        der_boolean(ordering)
    algorithm, stamped = imprint.parts(SEQUENCE, OCTETS)
    if der_integer(version) != 1 or digest_named(algorithm) != "sha256" or stamped.body != digest:
        raise StampFault("it stamps something else")
    return der_time(time)


def stamper_of(signer, info, certificates):
    """The certificate of whoever signed the token, once the signature holds."""
    rest = signer.all()
    by_key = len(rest) > 1 and rest[1].tag == 0x80
    _, who, algorithm, attributes, scheme, signature, _ = signer.parts(
        INTEGER, 0x80 if by_key else SEQUENCE, SEQUENCE, CONTEXT, SEQUENCE, OCTETS, (CONTEXT + 1,)
    )
    digest, scheme, values = digest_named(algorithm), scheme_of(scheme), {}
    if scheme[1] not in (None, digest):
        raise StampFault("it is signed over another digest than it names")
    for each in attributes.all():
        oid, value = each.need(SEQUENCE).parts(OID, SET)
        oid, value = der_oid(oid), value.all()
        if oid in values:
            raise StampFault("a signed attribute is there twice")
        values[oid] = value[0] if len(value) == 1 else None
    own = next((each for each in certificates if is_meant(who, each) and is_named(values, each)), None)
    if own is None:
        raise StampFault("it holds no certificate that the signer says is its own")
    kind, summed = values.get(CONTENT_TYPE), values.get(MESSAGE_DIGEST)
    if kind is None or summed is None or der_oid(kind) != TST_INFO:
        raise StampFault("what was signed is no time stamp")
    if summed.need(OCTETS).body != hashlib.new(digest, info).digest():
        raise StampFault("what was signed is another time stamp")
    if not is_signed(b"\x31" + attributes.data[1:], scheme, signature.body, own.key, digest):
        raise StampFault("its signature is wrong")
    return own


def is_meant(who, certificate):
    if who.tag == 0x80:
        own = certificate.value(KEY_ID, OCTETS)
        return own is not None and own.body == who.body
    issuer, serial = who.parts(SEQUENCE, INTEGER)
    return (issuer.data, der_integer(serial)) == (certificate.issuer, certificate.serial)


def is_named(values, certificate):
    """The certificate's digest is among what was signed (RFC 5035)."""
    newer, older = values.get(ESS_2), values.get(ESS_1)
    given = older if newer is None else newer
    if given is None:
        return False
    listed = given.need(SEQUENCE).parts(SEQUENCE, (SEQUENCE,))[0].all()
    if not listed:
        return False
    if newer is None:
        digest, (summed, _) = "sha1", listed[0].parts(OCTETS, (SEQUENCE,))
    else:
        algorithm, summed, _ = listed[0].parts((SEQUENCE,), OCTETS, (SEQUENCE,))
        digest = "sha256" if algorithm is None else digest_named(algorithm)
    return summed.body == hashlib.new(digest, certificate.data).digest()


# ---- A version in a pack


FROZEN = ("createModelVersion", "freezeModelVersion")


class Version:
    """What the pack says of the version: its content, the requests for it, the policies, the moves."""

    def __init__(self, found, pack, signed, facts):
        self.found, self.pack, self.signed, self.facts = found, pack, signed, facts
        self.id = signed["version"]["id"]
        self.own = [fact for fact in facts if fact["stream"] == f"model_version:{self.id}"]
        self.requests = Requests(found)
        for fact in self.own:
            self.requests.take(fact)
        self.content, self.statements, self.policies = None, {}, {}
        self.approvals = {"needed": 0, "given": 0, "bySigner": 0, "moves": []}

    def digest_before(self, leaf):
        told = [each for each in self.own if each["allowed"] and each["act"] in FROZEN and each["leaf"] < leaf]
        return told[-1]["after"].get("digest") if told else None

    def check_content(self):
        text, version = self.pack.text("content.json"), self.signed["version"]
        if text is None:
            return
        told = self.digest_before(MAX_SIZE)
        try:
            content = dict_of(json.loads(text, parse_constant=unusual))
        except (ValueError, RecursionError, Unusual):
            content = None
        if content is None or text_digest(text) != told:
            self.found.add("CONTENT_MISMATCH", "content.json has not the digest that the version's entries tell")
            return
        self.content = content
        model, acts = text_in(content.get("modelId")), ("createRegisteredModel", "renameRegisteredModel")
        named = [
            fact["after"].get("name")
            for fact in self.facts
            if fact["stream"] == f"registered_model:{model}" and fact["allowed"] and fact["act"] in acts
        ]
        said = (version["modelId"], version["number"], version["digest"], version["model"])
        if said != (model, content.get("version"), told, named[-1] if named else None):
            detail = "the statement is about another version than the pack's entries and content"
            self.found.add("STATEMENT_MISMATCH", detail)
        files = [(f"artifacts/{each.get('path')}", each.get("sha256")) for each in self.artifacts()]
        if self.signed["subjects"] != [(version["id"], version["digest"]), *files]:
            self.found.add("STATEMENT_MISMATCH", "its subjects are not the version and its files")

    def artifacts(self):
        return [dict_of(each) for each in list_of((self.content or {}).get("artifacts"))]

    def check_keys(self, index):
        """The keys that a pack of this version must have, and no others; whether none is missing."""
        things = {f"model_version:{self.id}"}
        if self.content is not None:
            things.add(f"registered_model:{text_in(self.content.get('modelId'))}")
        for fact in self.own:
            for kind, id_, role, _ in fact["subjects"]:
                made = fact["act"] == "createModelVersion" and fact["allowed"] and role in ("run", "loggedModel")
                if made or (kind, role) == ("approval_policy", "policy"):
                    things.add(f"{kind}:{id_}")
        wanted = {*things, *("stream:" + each for each in things), f"log:{self.signed['log']['id']}"}
        for fact in self.own:
            signing_key = dict_of(fact["after"].get("signature")).get("signingKey")
            if fact["allowed"] and isinstance(signing_key, str):
                wanted.add(f"signing_key:{signing_key}")
        has = {key[0] for key in index["keys"]}
        for key in sorted(wanted - has):
            self.found.add("INDEX_INCOMPLETE", f"the pack does not have the key {key}")
        for key in sorted(has - wanted):
            if self.content is not None:
                self.found.add("MALFORMED", f"the key {key} is none that a pack of this version has")
        return not wanted - has

    def text_at(self, name, fact):
        if name not in self.pack.names:
            self.found.add("MISSING", f"{name} is missing", **place_of(fact))
            return None
        return self.pack.text(name)

    def check_texts(self):
        known = set()
        for id_, request in self.requests.all.items():
            name = f"statements/{id_}.json"
            known.add(name)
            text = self.text_at(name, request.fact)
            statement = None if text is None else object_in(text)
            if text is None:
                continue
            if statement is None or text_digest(text) != request.digest or statement.get("modelVersionId") != self.id:
                self.found.add("REQUEST_MISMATCH", f"{name} is not what was asked for", **place_of(request.fact))
                continue
            self.statements[id_] = statement
        revisions = {
            f"{fact['stream'].partition(':')[2]}.{fact['after']['revision']}": fact["after"]["digest"]
            for fact in self.facts
            if fact["stream"].startswith("approval_policy:")
            and fact["allowed"]
            and type(fact["after"].get("revision")) is int
            and "digest" in fact["after"]
        }
        for id_, statement in self.statements.items():
            fact = self.requests.all[id_].fact
            for cited in map(dict_of, list_of(statement.get("policies"))):
                key, digest = f"{cited.get('id')}.{cited.get('revision')}", cited.get("digest")
                known.add(f"policies/{key}.json")
                if digest is None or key in self.policies:
                    continue
                text = self.text_at(f"policies/{key}.json", fact)
                if text is None:
                    continue
                policy = object_in(text)
                if policy is None or text_digest(text) != digest or revisions.get(key) != digest:
                    detail = f"policies/{key}.json is not the policy that was signed by"
                    self.found.add("POLICY_TEXT_MISMATCH", detail, **place_of(fact))
                else:
                    self.policies[key] = cited.get("id"), policy
        if len(self.statements) == len(self.requests.all):
            for name in sorted(self.pack.names - known):
                if name.startswith(("statements/", "policies/")):
                    self.found.add("MALFORMED", f"{name}: no entry and no statement names it")

    def policies_of(self, id_):
        """The policies that a request's statement names, by id and text; None where a text does not hold."""
        cited = map(dict_of, list_of(self.statements.get(id_, {}).get("policies")))
        keys = [f"{each.get('id')}.{each.get('revision')}" for each in cited]
        return [self.policies[key] for key in keys] if all(key in self.policies for key in keys) else None

    def check_signed(self, signatures):
        """Every decision, whatever its verdict and whatever became of its request, is signed as the policies ask."""
        for id_, request in self.requests.all.items():
            policies = self.policies_of(id_)
            if id_ not in self.statements or policies is None:
                continue
            least = least_of(policies)
            for fact in request.decisions:
                if least and fact["words"] is None:
                    detail = f"{id_}: a policy asks for a signature by an own key"
                    self.found.add("POLICY_UNSATISFIED", detail, **place_of(fact))
                if least == 2 and signatures.of(fact)[0] == 1:
                    detail = f"{id_}: a policy asks for a device that verified its user"
                    self.found.add("USER_NOT_VERIFIED", detail, **place_of(fact))

    def recount(self, signatures, last_leaf):
        self.check_signed(signatures)
        authors, slugs = self.authors(), {}
        for fact in self.facts:
            for kind, id_, _, label in fact["subjects"]:
                if kind == "team" and isinstance(label, str):
                    slugs.setdefault(id_, set()).add(label)
        for move, id_, request, decisions, closed in self.requests.moves:
            if request is None:
                detail = f"no entry before has asked for the move by {id_}"
                self.found.add("POLICY_UNSATISFIED", detail, **place_of(move))
                continue
            statement, policies = self.statements.get(id_), self.policies_of(id_)
            if statement is None or policies is None:
                continue
            count = Recount(move, request, decisions, statement, policies, authors, slugs, signatures)
            count.run(move, closed)
            if self.digest_before(move["leaf"]) != statement.get("digest"):
                count.faults.append("what was signed is not what the version had frozen")
            for fault in count.faults:
                self.found.add("POLICY_UNSATISFIED", f"{id_}: {fault}", **place_of(move))
            review, wrong = None, []
            if statement.get("emergency") is True:
                review, wrong = count.review(move, self.own, last_leaf, request.decisions)
            for fact, detail in wrong:
                self.found.add("POLICY_UNSATISFIED", f"{id_}: {detail}", **place_of(fact))
            self.approvals["needed"] += count.needed
            self.approvals["given"] += count.given
            self.approvals["bySigner"] += count.by_signer
            self.approvals["moves"].append(
                {
                    "request": id_,
                    "slot": move["after"].get("slot"),
                    "at": move["at"],
                    "needed": count.needed,
                    "given": count.given,
                    "signers": sorted(person["id"] for person in count.approvals),
                    "review": review,
                }
            )

    def authors(self):
        """Whoever made the version, whoever minted their credential, whoever opened its run and its logged model."""
        made = next((fact for fact in self.own if fact["act"] == "createModelVersion" and fact["allowed"]), None)
        if made is None:
            return []
        origins = {f"{kind}:{id_}" for kind, id_, role, _ in made["subjects"] if role in ("run", "loggedModel")}
        opened = [
            fact["by"]["id"]
            for fact in self.facts
            if fact["stream"] in origins and fact["act"] in ("createRun", "createLoggedModel")
        ]
        return [made["by"]["id"], *made["by"]["minters"], *opened]

    def check_card(self, digests):
        card = self.signed["card"]
        if [name for name in digests if name.startswith("card.")] != ([] if card is None else [card["file"]]):
            self.found.add("STATEMENT_MISMATCH", "the model card is another file than the statement names")
        if card is None or self.content is None:
            return
        is_ours = any((each.get("path"), each.get("sha256")) == (card["path"], card["sha256"]) for each in self.artifacts())
        extension = re.search(r"\.([a-z0-9]{1,10})\Z", card["path"].rpartition("/")[2].lower())
        digest = digests.get(card["file"])
        is_file = digest is None or digest[0] == card["sha256"]
        if not is_ours or not is_file or card["file"] != f"card.{extension[1] if extension else 'bin'}":
            self.found.add("CONTENT_MISMATCH", "the model card is none of the version's files")

    def check_artifacts(self, folder):
        if self.content is None:
            return
        there = {}
        for where, folders, files in os.walk(folder):
            for name in files + [each for each in folders if os.path.islink(os.path.join(where, each))]:
                path = os.path.join(where, name)
                there[os.path.relpath(path, folder).replace(os.sep, "/")] = path
        for each in self.artifacts():
            path = there.pop(each.get("path"), None)
            if path is None:
                self.found.add("MISSING", f"{each.get('path')} of the version is not in the folder")
            elif file_digest(path) != each.get("sha256"):
                self.found.add("DIGEST_MISMATCH", f"{each.get('path')} is not the file that the version froze")
        for path in sorted(there):
            self.found.add("DIGEST_MISMATCH", f"{path} is no file of the version")


def object_in(text):
    try:
        return dict_of(json.loads(text, parse_constant=unusual))
    except (ValueError, RecursionError, Unusual):
        return None


def file_digest(path):
    if os.path.islink(path) or not os.path.isfile(path):
        return None
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(CHUNK), b""):
            digest.update(piece)
    return digest.hexdigest()


# ---- A pack


PACK_NOT_PROVEN = [
    "that a role was given by somebody else than its holder; which team a role is of, where no entry names the team's slug",
    "that no other policy guarded a move, and that gates found what they should have: their inputs are not judged again",
]


def verify_pack(path, pinned, old, artifacts, signers, tsa):
    found, roots = Findings(), None if tsa is None else read_authorities(tsa)
    pack = open_pack(found, path)
    judged = None if pack is None else judge_pack(found, pack, pinned, old, artifacts, signers, roots)
    claims = {"identity": None, "approvals": None, "anchoredAt": None, "timestamps": []}
    if judged is None:
        return found.report(None, ["anything"], **claims)
    signed, index, believed, is_complete, version, (anchors, tokens, stamps), signatures = judged
    known = as_of(believed)
    not_proven = [
        "that what entries say was true when it was written",
        f"what came after the first {index['size']} leaves of the log",
        *PACK_NOT_PROVEN,
    ]
    if signatures is None:
        not_proven.append("who decided: entries are missing, and no signature was judged")
    else:
        not_proven += signatures.not_proven()
    if known is None or known["time"] is None:
        not_proven.append("when the checkpoint was signed, and that nobody was shown another: no witness signed it")
    if old:
        not_proven.append('that the log goes on from a smaller checkpoint that was kept: "consistency" tells it')
    level = signed["hardening"]["level"]
    if level is not None:
        not_proven.append(f"hardening level {level}: that is the registry's own word")
    if roots is not None and tokens == 0:
        not_proven.append("when the checkpoint was there: --tsa was given, and the pack has no time stamp")
    elif roots is None and tokens > 0:
        not_proven.append("what the time stamps in anchors/ say: name their authority's certificates with --tsa")
    elif stamps:
        not_proven.append("that no certificate of a time-stamping authority was revoked")
    if anchors > tokens:
        not_proven.append("that anchors have what anchors/ says, and since when: ask them; the registry says so")
    said = signed["version"]
    claims["identity"] = {
        "model": said["model"],
        "version": said["number"],
        "modelVersionId": said["id"],
        "registeredModelId": said["modelId"],
        "digest": said["digest"],
        "log": signed["log"]["id"],
    }
    claims["approvals"] = version.approvals
    covering = [each["time"] for each in stamps if int(each["size"]) >= int(index["size"])]
    claims["anchoredAt"] = (known and known["time"]) or min(covering, key=lambda time: time.rstrip("Z"), default=None)
    claims["timestamps"] = stamps
    complete = {**known, "size": str(index["size"])} if known is not None and is_complete else None
    return found.report(complete, not_proven, **claims)


def pack_policy(found, pinned, beside):
    if pinned is None:
        found.add("UNPINNED", "no --policy: the pack vouches for itself", severity="warning")
        if beside is None:
            found.add("MALFORMED", "there is no policy.txt in the pack, and none was named")
            return None
    try:
        return read_policy(beside if pinned is None else read_file(pinned).decode("utf-8"))
    except (NoteFault, UnicodeDecodeError) as fault:
        found.add("MALFORMED", str(fault))
        return None


def signers_in(found, paths):
    """The lines of the lists of signers; None where there is no list. One that is not understood allows nobody."""
    lines = []
    for path in paths:
        try:
            lines += read_signers(read_file(path).decode("utf-8"))
        except (SignerFault, UnicodeDecodeError) as fault:
            found.add("MALFORMED", f"{path}: {fault}")
    return lines if paths else None


def judge_pack(found, pack, pinned, old, artifacts, signers, roots):
    digests = pack.all_digests()
    if digests is None:
        return None
    for name in pack.zip.members:
        if not PACK_NAMES.fullmatch(name):
            found.add("MALFORMED", f"{name} is no file of a pack")
    signed, index = pack.part("statement.dsse.json", read_dsse), pack.part("index.json", read_index)
    note = pack.data("checkpoint")
    told = None if note is None else told_by(note)
    if note is not None and told is None:
        found.add("MALFORMED", "checkpoint is none")
    policy = pack_policy(found, pinned, pack.text("policy.txt"))
    if signed is None or index is None or told is None or policy is None:
        return None
    keys = PackKeys(found, told[0], policy)
    facts, proofs, is_read, is_told, holds = read_pack_entries(found, pack, signed, index, note, told, keys)
    policy = keys.chain.policy()
    believed = believe(found, note, policy, "checkpoint")
    if believed is not None:
        keys.chain.judge(believed, "checkpoint")
        if not any(key[2] == 1 and vkey_text(key) in keys.log for key in believed[3]):
            found.add("KEY_CHAIN_BROKEN", "no key that signed the checkpoint was announced on the log's own stream")
    for path in old:
        kept = believe(found, read_file(path), policy, path)
        if kept is not None and kept[1] > told[1]:
            found.add("SIZE_BELOW_ANCHOR", f"an older checkpoint has {kept[1]} leaves, the pack's only {told[1]}")
        elif kept is not None and kept[1:3] != told[1:3] and kept[1] == told[1]:
            found.add("ANCHOR_INCONSISTENT", f"the {told[1]} leaves are not those of the checkpoint that was kept")
    anchors = compare_anchors(found, pack, told, policy, roots)
    pack.part("keys.json", keys.compare)
    keys.check_statement(signed, index["size"])
    compare_statement(found, signed, index, told)
    level = signed["hardening"]["level"]
    if keys.hardening not in (None, level):
        found.add("STATEMENT_MISMATCH", "the statement names another hardening level than the log reported last")
    version = Version(found, pack, signed, facts)
    version.check_content()
    has_keys = version.check_keys(index)
    version.check_texts()
    # Where something is missing of what the version's stream says, its moves cannot be counted.
    signatures = None
    signers = signers_in(found, signers)
    if is_told:
        signatures = Signatures(found, facts, version.own, keys.is_own_log, signers)
        stream = f"stream:model_version:{version.id}"
        version.recount(signatures, max([-1, *(leaf for key in index["keys"] if key[0] == stream for leaf in key[3])]))
    else:
        version.approvals = None
    manifest = pack.part("manifest.json", read_manifest)
    if manifest is not None:
        compare_manifest(found, manifest, digests, signed["manifest"])
    compare_proofs(found, proofs, digests, is_read, signatures)
    version.check_card(digests)
    if artifacts is not None:
        version.check_artifacts(artifacts)
    if is_read and not anchors[0] and believed is not None and believed[4] is None:
        found.add("UNANCHORED", "nobody but the log itself says when, and that this is its only checkpoint", severity="info")
    later = told[1] - index["size"] - (1 if index["commit"] >= index["size"] else 0)
    if later > 0:
        found.add("UNSEQUENCED", f"the log has {later} leaves beyond the pack's index", severity="info")
    return signed, index, believed, holds and has_keys, version, anchors, signatures


def read_pack_entries(found, pack, signed, index, note, told, keys):
    streams = {key[0][7:] for key in index["keys"] if key[0].startswith("stream:")}
    entries, of_index = Entries(found, streams.__contains__), PackIndex(found, index)
    disclosures = Disclosures(found, signed["disclosed"])
    own, of_version = f"log:{signed['log']['id']}", f"model_version:{signed['version']['id']}"
    facts, proofs, last, is_read, is_told = [], {}, -1, True, True
    if "entries.jsonl" not in pack.names:
        found.add("MISSING", "entries.jsonl is missing")
    for line in pack.lines():
        if line is None or line["leaf"] <= last:
            found.add("MALFORMED", f"entries.jsonl holds no line after that of leaf {last}: none, or in disorder")
            is_read = False
            break
        leaf = last = line["leaf"]
        data = line["envelope"].encode("utf-8", "surrogatepass")
        hashes = "".join(base64.b64encode(each).decode() + "\n" for each in line["proof"])
        proof = f"c2sp.org/tlog-proof@v1\nindex {leaf}\n{hashes}\n".encode() + note
        proofs[f"proofs/{leaf}.entry"] = sha(data).hex(), leaf
        proofs[f"proofs/{leaf}.tlog-proof"] = sha(proof).hex(), leaf
        digest = sha(b"\0" + data)
        if not is_included(digest, leaf, told[1], told[2], line["proof"]):
            found.add("LEAF_MISMATCH", "the proof does not lead from the entry to the checkpoint's root", leaf=leaf)
        read = entries.look(data, digest, {"body": line["body"], "links": line["links"]}, leaf)
        of_index.entry(leaf, read)
        if read is None or read[3] is None:
            is_needed = read is None or read[0]["stream"] == of_version
            is_told = is_told and not is_needed and all(link[0] != "signing_key" for link in line["links"])
            continue
        envelope, _, after, body = read
        fact = fact_of(body, envelope, leaf, line["disclosures"])
        disclosures.look(body, line["disclosures"], place_of(fact))
        if envelope["stream"] == own:
            keys.act(fact, after)
        facts.append(fact)
    disclosures.finish()
    of_index.finish(own, told[1])
    return facts, proofs, is_read, is_told and is_read and of_index.holds, of_index.holds


def read_anchor(text):
    at, note, consistency, kind, receipt, size, version = members_of(
        value_of(text), "at", "checkpoint", "consistency", "kind", "receipt", "size", "v"
    )
    need(version == 1 and texts_of([at, note, kind, receipt]) and isinstance(consistency, list))
    token = receipt if kind == "rfc3161" else None
    return size_of(size), note.encode("utf-8"), [bytes_of(each, 32) for each in consistency], token


def compare_anchors(found, pack, told, policy, roots):
    """The pack's checkpoint must go on from each that is kept or stamped; how many there are, and the stamps that hold."""
    names = [name for name in pack.zip.members if name.startswith("anchors/")]
    tokens, stamps = 0, []
    for name in names:
        kept = pack.part(name, read_anchor)
        tokens += kept is not None and kept[3] is not None
        older = None if kept is None else believe(found, kept[1], (policy[0], {}, {}, "none"), name)
        if older is None:
            continue
        origin, size, root = older[:3]
        if origin != told[0]:
            found.add("WRONG_LOG", f"{name}: what it keeps is of another log")
        elif size != kept[0]:
            found.add("MALFORMED", f"{name} is none")
        elif size > told[1]:
            found.add("SIZE_BELOW_ANCHOR", f"{name}: it keeps {size} leaves, the pack has {told[1]}")
        elif size > 0 and not goes_on(size, told[1], root, told[2], kept[2]):
            found.add("ANCHOR_INCONSISTENT", f"{name}: the pack's log does not go on from what it keeps")
        if kept[3] is not None and roots is not None:
            try:
                time, by = read_receipt(kept[3], sha(read_note(kept[1])[0].encode("utf-8")), roots)
                stamps.append({"size": str(size), "time": time, "by": by})
            except StampFault as fault:
                found.add("TIMESTAMP_INVALID", f"{name}: {fault}")
    return len(names), tokens, stamps


def read_receipt(receipt, digest, roots):
    try:
        time, token = members_of(json.loads(receipt), "time", "token")
        token = unbase64(token) if isinstance(token, str) else None
    except (ValueError, RecursionError):
        token = None
    if token is None:
        raise StampFault("the receipt holds no token")
    stamped, by = verify_token(token, digest, roots)
    if time != stamped:
        raise StampFault("the receipt tells another time than the token")
    return stamped, by


def compare_statement(found, signed, index, told):
    log, said = signed["log"], signed["index"]
    if (log["origin"], int(log["size"]), log["root"]) != (told[0], told[1], told[2].hex()):
        found.add("STATEMENT_MISMATCH", "the statement names another log, size or root than the checkpoint")
    counts = {key[0]: str(key[2]) for key in index["keys"]}
    is_index = (int(said["commitIndex"]), int(said["size"]), said["root"]) == (index["commit"], index["size"], index["root"])
    if not is_index or signed["counts"] != counts:
        found.add("STATEMENT_MISMATCH", "the statement names another index, or other counts, than index.json")


def read_manifest(text):
    files, version = members_of(value_of(text), "files", "v")
    need(version == 1 and isinstance(files, dict))
    read = {}
    for name, each in files.items():
        digest, size = members_of(each, "sha256", "size")
        need(type(size) is int)
        read[name] = hex_of(digest), size
    return read


def compare_manifest(found, manifest, digests, signed):
    if digests["manifest.json"][0] != signed:
        found.add("MANIFEST_MISMATCH", "manifest.json is not the one that the statement names")
    for name, said in manifest.items():
        if name not in digests:
            found.add("MISSING", f"{name} is missing")
        elif digests[name] != said:
            found.add("MANIFEST_MISMATCH", f"{name} is not what the manifest says")
    for name in digests:
        if name not in LAST_FILES and name not in manifest:
            found.add("MANIFEST_MISMATCH", f"{name} is not in the manifest")


def compare_proofs(found, proofs, digests, is_read, signatures):
    judged = ("proofs/",)
    if signatures is not None:
        judged = ("proofs/", "signatures/")
        made = {name: (text_digest(text), leaf) for name, (text, leaf) in signatures.files.items()}
        proofs = {**proofs, **made}
    for name, (digest, leaf) in proofs.items():
        if name not in digests:
            found.add("MISSING", f"{name} is missing", leaf=leaf)
        elif digests[name][0] != digest:
            found.add("PROOF_MISMATCH", f"{name} is not what the entry and the checkpoint make", leaf=leaf)
    for name in digests if is_read else ():
        if name.startswith(judged) and name not in proofs:
            found.add("PROOF_MISMATCH", f"{name} is of no entry of the pack")


# ---- What is said


def in_words(report):
    lines = []
    for each in report["findings"]:
        leaf = "" if each["leaf"] is None else f"leaf {each['leaf']}"
        words = [f"{each['severity']} {each['code']}", leaf, each["stream"] or "", each["detail"]]
        lines.append(" ".join(word for word in words if word))
    claims = report["claims"]
    identity = claims.get("identity")
    if identity is not None:
        version = f"version {identity['version']} of {json.dumps(identity['model'])} ({identity['modelVersionId']})"
        lines.append(f"{version}, content {identity['digest']}")
    known = claims["completeAsOf"]
    if known is not None:
        lines.append(f"{known['origin']}: {known['size']} leaves, signed by {', '.join(known['by'])}")
        if known["time"] is not None:
            lines.append(f"witnessed at {known['time']}")
    for stamp in claims.get("timestamps") or []:
        lines.append(f"{stamp['by']} has stamped {stamp['size']} leaves at {stamp['time']}")
    for move in (claims.get("approvals") or {"moves": []})["moves"]:
        by = f" by {', '.join(move['signers'])}" if move["signers"] else ""
        lines.append(f"moved to {move['slot']} at {move['at']}: {move['given']} of {move['needed']} places filled{by}")
    if (claims.get("approvals") or {}).get("bySigner"):
        lines.append(f"shown by signers' own keys: {claims['approvals']['bySigner']} places")
    lines += ["Not proven:", *(f"  {text}" for text in claims["notProven"]), report["verdict"]]
    return "\n".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", "?", line) for line in lines)


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(USAGE_EXIT, f"countersign_verify: {message}\n")


def main():
    parser = Parser(prog="countersign_verify.py", description="0: OK, 1: TAMPERED, 2: INCOMPLETE, 3: UNVERIFIABLE")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    log = commands.add_parser("log", help="every byte of an exported log")
    log.add_argument("dir")
    log.add_argument("--old", action="append", default=[], metavar="NOTE", help="a checkpoint that you kept")
    pack = commands.add_parser("pack", help="an evidence pack")
    pack.add_argument("file")
    pack.add_argument("--artifacts", metavar="DIR", help="a folder with the version's files")
    pack.add_argument("--tsa", metavar="CA", help="certificates (PEM) of time-stamping authorities that you believe")
    pack.add_argument("--old", action="append", default=[], metavar="NOTE", help="a checkpoint that you kept")
    pack.add_argument(
        "--signers", action="append", default=[], metavar="FILE", help="whose keys are whose (OpenSSH's allowed_signers)"
    )
    consistency = commands.add_parser("consistency", help="that a checkpoint goes on from an older one")
    for name in ("old", "new", "dir"):
        consistency.add_argument(name)
    for command in (log, pack, consistency):
        command.add_argument("--policy", metavar="FILE", help="whom to believe (tlog-policy)")
        command.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        if given.command == "log":
            report = verify_log(given.dir, given.policy, given.old)
        elif given.command == "pack":
            report = verify_pack(given.file, given.policy, given.old, given.artifacts, given.signers, given.tsa)
        else:
            report = verify_consistency(given.old, given.new, given.dir, given.policy)
    except OSError as fault:
        parser.exit(USAGE_EXIT, f"countersign_verify: {fault.filename}: {fault.strerror}\n")
    except StampFault as fault:
        parser.exit(USAGE_EXIT, f"countersign_verify: {given.tsa} holds no certificates of authorities: {fault}\n")
    print(json.dumps(report) if given.json else in_words(report))
    sys.exit(EXITS[report["verdict"]])


if __name__ == "__main__":
    main()
