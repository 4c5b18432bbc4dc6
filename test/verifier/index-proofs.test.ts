import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import {
  bucketOf,
  bucketPath,
  bucketRoot,
  indexRoot,
  itemOf,
  proveKey,
  stateOfLeaves,
} from "../../verify/log/index.js";
import { verifiers } from "./verifiers.js";

const KEY = "model_version:mv_1";
const own = stateOfLeaves(KEY, [0n, 5n]);

/** Another key's item in the same bucket, which is not that of any text. */
const neighbour = itemOf({ ...own, keyHash: Buffer.concat([own.keyHash.subarray(0, 31), Buffer.of(0)]) });

const bucketWith = async (items: readonly Buffer[]) => {
  const bucket = bucketOf(own.keyHash);
  const sorted = [...items].sort(Buffer.compare);
  return {
    root: await indexRoot(new Map([[bucket, bucketRoot(sorted)]])),
    proof: { items: sorted, path: await bucketPath(() => new Map<number, Uint8Array>(), bucket) },
  };
};

/** What the verifier in Python reads from a bucket; null: nothing is proven. */
const inPython = async (program: string, file: string, items: readonly Buffer[]): Promise<unknown> => {
  const { root, proof } = await bucketWith(items);
  const read = `import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("verifier", sys.argv[1])
verifier = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verifier)
key, items, path, root = json.load(sys.stdin)
hexes = lambda texts: [bytes.fromhex(text) for text in texts]
proved = verifier.key_proved(key, hexes(items), hexes(path), bytes.fromhex(root))
print(json.dumps(proved and [str(proved[0]), proved[1] and proved[1].hex()]))`;
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  const input = JSON.stringify([KEY, proof.items.map(hex), proof.path.map(hex), hex(root)]);
  const { stdout, stderr } = spawnSync(program, ["-B", "-c", read, file], { encoding: "utf8", input });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
};

const inJavaScript = async (items: readonly Buffer[]): Promise<unknown> => {
  const { root, proof } = await bucketWith(items);
  const proved = proveKey(own.keyHash, proof, root);
  if (proved.proved === "NOTHING") return null;
  return proved.proved === "ABSENT" ? ["0", null] : [String(proved.count), Buffer.from(proved.head).toString("hex")];
};

/** The item with a count of nothing. */
const emptied = (item: Buffer): Buffer => Buffer.from(item).fill(0, 32, 40);

const none = { ...own, count: 0n };
const present = ["2", Buffer.from(own.head).toString("hex")];

it.each<[string, Buffer[], unknown]>([
  ["that has the key's item counts its leaves", [neighbour, itemOf(own)], present],
  ["without the key's item shows that no leaf belongs to it", [neighbour], ["0", null]],
  ["that is empty shows it too", [], ["0", null]],
  [
    "whose item counts no leaf shows nothing, with the head of none",
    [itemOf({ ...none, head: Buffer.alloc(32) })],
    null,
  ],
  ["whose item counts no leaf shows nothing, with the head of some", [itemOf(none)], null],
  ["where another key's item counts no leaf shows nothing", [emptied(neighbour), itemOf(own)], null],
])("a bucket %s, in both verifiers", async (_, items, expected) => {
  expect(await inJavaScript(items)).toEqual(expected);
  for (const [program, file] of verifiers)
    if (program === "python3") expect(await inPython(program, file, items)).toEqual(expected);
});
