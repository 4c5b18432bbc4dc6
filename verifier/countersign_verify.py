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
import sys
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

    def report(self, as_of, not_proven):
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
        return {"verdict": verdict, "findings": findings, "claims": {"completeAsOf": as_of, "notProven": not_proven}}


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


def canonical(value):
    """RFC 8785."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, str):
        value.encode("utf-8")
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join(f"{canonical(name)}:{canonical(each)}" for name, each in members) + "}"


class Unusual(Exception):
    """A number that json writes otherwise than RFC 8785 does."""


def unusual(_):
    raise Unusual


def small(digits):
    return int(digits) if len(digits) < 16 else unusual(digits)


DECODER = json.JSONDecoder(parse_float=unusual, parse_int=small, parse_constant=unusual)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)


def value_of(text):
    """The value of a canonical text: most are seen to be so by json itself, the others are written anew."""
    if text.isascii():
        try:
            value = DECODER.decode(text)
            if ENCODER.encode(value) == text:
                return value
        except (Unusual, ValueError):
            pass
    value = parse(text)
    if canonical(value) != text:
        raise Strict("not canonical")
    return value


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
    ("log", "index"): "log.index",
    ("experiment", "experiment"): "experiment.run",
    ("logged_model", "loggedModel"): "logged_model.version",
    ("model_version", "read"): "model_version.read",
    ("registered_model", "model"): "registered_model.version",
    ("run", "run"): "run.version",
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

    def __init__(self, found):
        self.found = found
        self.streams = {}

    def look(self, data, digest, line, leaf):
        """(envelope, links, after) of a leaf; links are None where they are not the envelope's. None for no envelope."""
        place = {"leaf": leaf, "entry": line and line["entry"]}
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
        rows = NO_ENTRY if line["rows"] is None else digest_of(line["rows"])
        links = self.links(envelope, line["links"], body, place)
        if envelope.get("rows", rows) != rows:
            self.found.add("ROWS_MISMATCH", "the notes of rows are not those whose digest the envelope holds", **place)
        return envelope, links, ABSENT if body is None else body.get("after", ABSENT)

    def follow(self, envelope, digest, place):
        seq, previous, at = self.streams.get(envelope["stream"], (0, NO_ENTRY, ""))
        own = int(envelope["seq"])
        if own > seq + 1:
            self.found.add("STREAM_GAP", f"entry {own} follows entry {seq} of its stream", **place)
        elif own <= seq:
            self.found.add("SEQ_COLLISION", f"entry {own} stands after entry {seq} of its stream", **place)
        elif envelope["prev"] != previous:
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
        envelope, links, after = read
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
        )
        return line if is_line else None
    except (ValueError, KeyError, TypeError):
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
                envelope, _, after = read
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


def in_words(report):
    lines = []
    for each in report["findings"]:
        leaf = "" if each["leaf"] is None else f"leaf {each['leaf']}"
        words = [f"{each['severity']} {each['code']}", leaf, each["stream"] or "", each["detail"]]
        lines.append(" ".join(word for word in words if word))
    known = report["claims"]["completeAsOf"]
    if known is not None:
        lines.append(f"{known['origin']}: {known['size']} leaves, signed by {', '.join(known['by'])}")
        if known["time"] is not None:
            lines.append(f"witnessed at {known['time']}")
    lines += ["Not proven:", *(f"  {text}" for text in report["claims"]["notProven"]), report["verdict"]]
    return "\n".join(lines)


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
    consistency = commands.add_parser("consistency", help="that a checkpoint goes on from an older one")
    for name in ("old", "new", "dir"):
        consistency.add_argument(name)
    for command in (log, consistency):
        command.add_argument("--policy", metavar="FILE", help="whom to believe (tlog-policy)")
        command.add_argument("--json", action="store_true")
    given = parser.parse_args()
    try:
        if given.command == "log":
            report = verify_log(given.dir, given.policy, given.old)
        else:
            report = verify_consistency(given.old, given.new, given.dir, given.policy)
    except OSError as fault:
        parser.exit(USAGE_EXIT, f"countersign_verify: {fault.filename}: {fault.strerror}\n")
    print(json.dumps(report) if given.json else in_words(report))
    sys.exit(EXITS[report["verdict"]])


if __name__ == "__main__":
    main()
