"""The vectors of index.test.ts, reckoned without a line of JavaScript."""

import hashlib


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    """RFC 6962, section 2.1."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\0" + leaves[0])
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1" + root(leaves[:half]) + root(leaves[half:]))


def item(key, leaves):
    head = bytes(32)
    for leaf in leaves:
        head = sha(head + leaf.to_bytes(8, "big"))
    return sha(key.encode()) + len(leaves).to_bytes(8, "big") + head


def bucket(an_item):
    return int.from_bytes(an_item[:4], "big") >> 12


first = item("model_version:mv_1", [0, 5, 4294967296])
print("item", first.hex())
print("bucket", bucket(first))
print("firstHead", sha(bytes(32) + bytes(8)).hex())
buckets = [sha(b"")] * (1 << 20)
print("emptyIndexRoot", root(buckets).hex())
for at, key in enumerate(["model_version:mv_1", "stream:model_version:mv_1", "usr_1"]):
    one = item(key, [at, 7])
    buckets[bucket(one)] = root([one])
print("indexRoot", root(buckets).hex())
