import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../audit/jcs.js";
import { type DoubleValue, type RunSnapshot, snapshotStatement } from "./run-snapshot.js";

/** What is frozen when a version is made. */
export interface VersionContent {
  readonly source: string;
  readonly runId: string | null;
  readonly params: readonly { readonly key: string; readonly value: string }[];
  readonly metrics: readonly { readonly key: string; readonly value: DoubleValue }[];
  readonly datasets: readonly {
    readonly name: string;
    readonly digest: string | null;
    readonly source: string | null;
  }[];
  /** `size` in bytes, as a decimal string: a 64-bit number. */
  readonly artifacts: readonly { readonly path: string; readonly sha256: string; readonly size: string }[];
  /** What the service itself read of the run; absent when it did not. */
  readonly run?: RunSnapshot | null;
}

/** The version's frozen content as canonical JSON (RFC 8785); the form is specified in `docs/digest.md`. */
export const versionStatement = (modelId: string, version: number, content: VersionContent): string => {
  const { source, runId, params, metrics, datasets, artifacts, run } = content;
  const statement: Json = {
    modelId,
    version,
    source,
    runId,
    params: sortBy(params, ({ key }) => [key]).map(({ key, value }) => ({ key, value })),
    metrics: sortBy(metrics, ({ key }) => [key]).map(({ key, value }) => ({ key, value })),
    datasets: sortBy(datasets, ({ name, digest }) => [name, digest ?? ""]).map(({ name, digest, source: from }) => ({
      name,
      digest,
      source: from,
    })),
    artifacts: sortBy(artifacts, ({ path }) => [path]).map(({ path, sha256, size }) => ({ path, sha256, size })),
    ...(run != null && { run: snapshotStatement(run) }),
  };
  return canonicalJson(statement);
};

/** `ModelVersion.digest`: SHA-256 of `versionStatement`, in lower-case hex. */
export const versionDigest = (modelId: string, version: number, content: VersionContent): string =>
  createHash("sha256")
    .update(versionStatement(modelId, version, content))
    .digest("hex");

/** Sorted by the UTF-16 code units of the keys, as RFC 8785 sorts property names. */
const sortBy = <Item>(items: readonly Item[], keysOf: (item: Item) => string[]): Item[] =>
  items
    .map((item) => ({ item, keys: keysOf(item) }))
    .sort((a, b) => compare(a.keys, b.keys))
    .map(({ item }) => item);

const compare = (a: readonly string[], b: readonly string[]): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
};
