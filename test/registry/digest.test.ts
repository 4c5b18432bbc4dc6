import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registryLimits } from "../../src/registry/registry-limits.js";
import { trackingLimits } from "../../src/tracking/tracking-limits.js";
import { type VersionContent, versionDigest, versionStatement } from "../../verify/version-digest.js";

const docs = readFileSync("docs/digest.md", "utf8");
const statements = [...docs.matchAll(/```json\n(.*)\n```/g)].map(([, text]) => text ?? "");
const digests = [...docs.matchAll(/```text\n([0-9a-f]{64})\n```/g)].map(([, hex]) => hex);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The vector of the document as a client might send it. */
const content: VersionContent = {
  source: "s3://models/churn/7",
  runId: null,
  params: [
    { key: "max_depth", value: "6" },
    { key: "Learning rate", value: "0.1" },
  ],
  metrics: [
    { key: "loss", value: "NaN" },
    { key: "accuracy", value: 0.912 },
    { key: "auc", value: 1 },
  ],
  datasets: [{ name: "customers é", digest: null, source: "dbfs:/customers" }],
  artifacts: [
    {
      path: "model/weights.bin",
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      size: "9007199254740993",
    },
    { path: "MLmodel", sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", size: "0" },
  ],
};

/** The document's second vector: what the service read of a run. */
const ofRun: VersionContent = {
  source: "mlflow-artifacts:/123456789012345678/0194fdc2fa2f7cc0a7a2b5e1c9d3f4a6/artifacts/model",
  runId: "0194fdc2fa2f7cc0a7a2b5e1c9d3f4a6",
  params: [{ key: "max_depth", value: "6" }],
  metrics: [{ key: "auc", value: 0.912 }],
  datasets: [{ name: "customers", digest: "a1b2c3", source: '{"url": "https://data.example/customers.csv"}' }],
  artifacts: [{ path: "MLmodel", sha256: sha256(""), size: "0" }],
  run: {
    id: "0194fdc2fa2f7cc0a7a2b5e1c9d3f4a6",
    experimentId: "123456789012345678",
    status: "FINISHED",
    user: "ana",
    startTime: "1795478400000",
    endTime: "1795478460123",
    sourceCommit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
    tags: [
      { key: "team", value: "größe" },
      { key: "mlflow.source.git.commit", value: "9fceb02d0ae598e95dc970b74767f19372d61af8" },
      { key: "mlflow.runName", value: "brave-hare-7" },
    ],
  },
};

/** The same by an independent canonicaliser and a sort of our own. */
const independently = (modelId: string, version: number, given: VersionContent): string => {
  const by = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] =>
    [...items].sort((a, b) => Number(key(a) > key(b)) - Number(key(a) < key(b)));
  const sorted = {
    params: by(given.params, (each) => each.key),
    metrics: by(given.metrics, (each) => each.key),
    datasets: by(given.datasets, (each) => each.name),
    artifacts: by(given.artifacts, (each) => each.path),
  };
  const run = given.run == null ? {} : { run: { ...given.run, tags: by(given.run.tags, (each) => each.key) } };
  return sha256(canonicalize({ modelId, version, source: given.source, runId: given.runId, ...sorted, ...run }) ?? "");
};

describe("the digest of a version", () => {
  it("is that of the document's vectors", () => {
    const vectors: [number, VersionContent][] = [
      [7, content],
      [8, ofRun],
    ];
    for (const [index, [version, each]] of vectors.entries()) {
      expect(versionStatement("mod_01h455vb4pex5vsknk084sn02q", version, each)).toBe(statements[index]);
      expect(versionDigest("mod_01h455vb4pex5vsknk084sn02q", version, each)).toBe(digests[index]);
      expect(sha256(statements[index] ?? "")).toBe(digests[index]);
    }
    expect([statements.length, digests.length]).toEqual([vectors.length, vectors.length]);
  });

  it("is what another canonicaliser makes of any content, in any order", () => {
    const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    const double = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom("NaN" as const, "Infinity" as const, "-Infinity" as const),
    );
    const named = <Item>(item: fc.Arbitrary<Item>, name: (item: Item) => string) =>
      fc.uniqueArray(item, { selector: name, maxLength: 6 });
    const anyContent = fc.record({
      source: fc.webUrl(),
      runId: fc.option(key),
      params: named(fc.record({ key, value: fc.string({ unit: "binary" }) }), (each) => each.key),
      metrics: named(fc.record({ key, value: double }), (each) => each.key),
      datasets: named(fc.record({ name: key, digest: fc.option(key), source: fc.option(key) }), (each) => each.name),
      artifacts: named(
        fc.record({
          path: key,
          sha256: key.map(sha256),
          size: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
        }),
        (each) => each.path,
      ),
      run: fc.option(
        fc.record({
          id: key,
          experimentId: key,
          status: key,
          user: fc.string(),
          startTime: key,
          endTime: fc.option(key),
          sourceCommit: fc.option(key),
          tags: named(fc.record({ key, value: fc.string({ unit: "binary" }) }), (each) => each.key),
        }),
      ),
    });
    fc.assert(
      fc.property(anyContent, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (any, version) => {
        const made = versionDigest("mod_x", version, any);
        expect(made).toBe(independently("mod_x", version, any));
        const turned = { ...any, params: [...any.params].reverse(), artifacts: [...any.artifacts].reverse() };
        expect(versionDigest("mod_x", version, turned)).toBe(made);
      }),
      { numRuns: 300 },
    );
  });

  it("changes with every part", () => {
    const base = versionDigest("mod_x", 1, content);
    const { run } = ofRun;
    if (run == null) throw new Error("the second vector has a run");
    const runs = [
      run,
      ...Object.keys(run).map((member) => ({ ...run, [member]: member === "tags" ? run.tags.slice(1) : "other" })),
    ];
    const changes: [string, number, Partial<VersionContent>][] = [
      ["mod_y", 1, {}],
      ["mod_x", 2, {}],
      ["mod_x", 1, { source: "s3://models/churn/8" }],
      ["mod_x", 1, { runId: "" }],
      ["mod_x", 1, { params: content.params.slice(1) }],
      ["mod_x", 1, { metrics: content.metrics.slice(1) }],
      ["mod_x", 1, { datasets: [] }],
      ["mod_x", 1, { artifacts: content.artifacts.slice(1) }],
      ...runs.map((run): [string, number, Partial<VersionContent>] => ["mod_x", 1, { run }]),
    ];
    const all = changes.map(([model, version, change]) => versionDigest(model, version, { ...content, ...change }));
    expect(new Set([base, ...all]).size).toBe(changes.length + 1);
  });

  it("documents the limits that hold", () => {
    const section = /## Limits\n([^#]*)/.exec(docs)?.[1] ?? "";
    const told = new Set([...section.matchAll(/\d[\d,]*/g)].map(([number]) => Number(number.replaceAll(",", ""))));
    const { ownershipTags: _, grantSlots: __, transferOfferDays: ___, ...ofVersions } = registryLimits;
    for (const limit of [...Object.values(ofVersions), trackingLimits.frozen]) expect(told).toContain(limit);
  });
});
