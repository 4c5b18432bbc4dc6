import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bucketOf,
  bucketPath,
  bucketRoot,
  emptyIndexRoot,
  hashOfKey,
  type IndexReader,
  indexRoot,
  itemOf,
  keysOf,
  nextHead,
  noHead,
  proveKey,
  readItem,
  stateOfLeaves,
  updateIndex,
} from "../../../verify/log/index.js";
import { emptyRoot, type TreeNode } from "../../../verify/log/tree.js";
import { rootByDefinition, turned } from "./model.js";

it("keys of an entry: each link's thing once, reads apart, and its stream", () => {
  const links = [
    ["model_version", "mv_1", "target"],
    ["model_version", "mv_1", "subject"],
    ["model_version.read", "mv_2", "read"],
    ["registered_model.version", "mod_1", "model"],
  ] as const;
  expect(keysOf(links, "model_version:mv_1")).toEqual([
    "model_version:mv_1",
    "read:model_version.read:mv_2",
    "registered_model.version:mod_1",
    "stream:model_version:mv_1",
  ]);
  expect(keysOf([], "team:team_1")).toEqual(["stream:team:team_1"]);
});

// test/verify/log/index-vectors.py prints these
const vectors = {
  item: "877b79c53013eefc1800319c2b3814c44072aaa6a62d5b1e7a6f7c656c4792cc000000000000000355834d805dbcc21f895126bee7b6eccc319468082fce181c701e82e48e9408b0",
  bucket: 554935,
  firstHead: "2c34ce1df23b838c5abf2a7f6437cca3d3067ed509ff25f11df6b11b582b51eb",
  emptyIndexRoot: "edab7565646df03b0040eae638d9572cfb59d0f7b3206fe49df6d357d8afcbf6",
  indexRoot: "33439d4690f23eb95d789a9b3b64b6b5fb49bfba66050654860c46d4dfdeb637",
};

describe("as another language reckons it, over all 2^20 buckets", () => {
  it("a key's head and item", () => {
    const state = stateOfLeaves("model_version:mv_1", [0n, 5n, 4294967296n]);
    expect(itemOf(state).toString("hex")).toBe(vectors.item);
    expect(readItem(itemOf(state))).toEqual(state);
    expect(bucketOf(state.keyHash)).toBe(vectors.bucket);
    expect(nextHead(noHead, 0n).toString("hex")).toBe(vectors.firstHead);
  });

  it("the root of an index without a key, and of one with three", async () => {
    expect(emptyIndexRoot.toString("hex")).toBe(vectors.emptyIndexRoot);
    const items = ["model_version:mv_1", "stream:model_version:mv_1", "usr_1"].map((key, at) =>
      stateOfLeaves(key, [BigInt(at), 7n]),
    );
    const roots = new Map(items.map((state) => [bucketOf(state.keyHash), bucketRoot([itemOf(state)])]));
    expect(Buffer.from(await indexRoot(roots)).toString("hex")).toBe(vectors.indexRoot);
  });
});

/** An index in memory, as whoever builds one keeps it. */
const indexed = async (keys: ReadonlyMap<string, readonly bigint[]>) => {
  const buckets = new Map<number, Buffer[]>();
  for (const [key, leaves] of keys) {
    const state = stateOfLeaves(key, leaves);
    const bucket = bucketOf(state.keyHash);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), itemOf(state)].sort(Buffer.compare));
  }
  const nodes = new Map<string, Uint8Array>();
  const read: IndexReader = (level, indexes) =>
    new Map(
      indexes.flatMap((index) => {
        const node = nodes.get(`${level}/${index}`);
        return node === undefined ? [] : [[index, node]];
      }),
    );
  const keep = (made: readonly TreeNode[]): Uint8Array => {
    for (const { level, index, hash } of made) nodes.set(`${level}/${index}`, hash);
    return made.at(-1)?.hash ?? emptyIndexRoot;
  };
  const rootsOf = (some: Iterable<number>) => new Map([...some].map((b) => [b, bucketRoot(buckets.get(b) ?? [])]));
  return { buckets, read, keep, rootsOf };
};

const someKeys = fc
  .dictionary(
    fc.string({ minLength: 1, maxLength: 8 }),
    fc.uniqueArray(fc.bigInt(0n, 2n ** 63n - 1n), { minLength: 1 }),
    {
      minKeys: 1,
      maxKeys: 12,
    },
  )
  .map((keys) => new Map(Object.entries(keys).map(([key, leaves]) => [key, leaves.sort((a, b) => (a < b ? -1 : 1))])));

it("is the same whether built at once or bucket by bucket, and proves presence, absence and count", async () => {
  await fc.assert(
    fc.asyncProperty(someKeys, fc.string({ minLength: 9 }), fc.nat(), async (keys, absent, bit) => {
      const { buckets, read, keep, rootsOf } = await indexed(keys);
      let root = emptyIndexRoot as Uint8Array;
      for (const bucket of buckets.keys()) root = keep(await updateIndex(read, rootsOf([bucket])));
      expect(await indexRoot(rootsOf(buckets.keys()))).toEqual(root);
      for (const [key, leaves] of keys) {
        const state = stateOfLeaves(key, leaves);
        const bucket = bucketOf(state.keyHash);
        const proof = { items: buckets.get(bucket)!, path: await bucketPath(read, bucket) };
        const { count, head } = state;
        expect(proveKey(state.keyHash, proof, root)).toEqual({ proved: "PRESENT", count, head });
        const wrong = [
          { ...proof, items: proof.items.with(0, turned(proof.items[0]!, bit % 576)) },
          { ...proof, items: proof.items.slice(1) },
          { ...proof, items: [...proof.items, proof.items[0]!] },
          { ...proof, path: proof.path.with(bit % 20, turned(proof.path[bit % 20]!, bit)) },
          { ...proof, path: proof.path.slice(1) },
        ];
        for (const each of wrong) expect(proveKey(state.keyHash, each, root)).toEqual({ proved: "NOTHING" });
        expect(proveKey(state.keyHash, proof, turned(root, bit))).toEqual({ proved: "NOTHING" });
      }
      const bucket = bucketOf(hashOfKey(absent));
      const proof = { items: buckets.get(bucket) ?? [], path: await bucketPath(read, bucket) };
      expect(proveKey(hashOfKey(absent), proof, root)).toEqual({ proved: "ABSENT" });
    }),
    { numRuns: 20 },
  );
});

it("a bucket's root is that of its items in ascending order; one that is emptied is as never filled", async () => {
  const items = ["a", "b", "c"].map((key) => itemOf(stateOfLeaves(key, [1n])));
  expect(bucketRoot(items)).toEqual(rootByDefinition(items.toSorted(Buffer.compare)));
  expect(bucketRoot(items.toReversed())).toEqual(bucketRoot(items));
  const { read, keep } = await indexed(new Map());
  keep(await updateIndex(read, new Map([[5, bucketRoot(items)]])));
  expect(keep(await updateIndex(read, new Map([[5, emptyRoot]])))).toEqual(emptyIndexRoot);
});
