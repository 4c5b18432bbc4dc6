import { canonicalJson, type Json } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** What a version froze of the run that made it: part of its digest, see docs/digest.md. */
export interface RunSnapshot {
  /** MLflow's run id. */
  readonly id: string;
  /** MLflow's experiment id. */
  readonly experimentId: string;
  readonly status: string;
  /** The user that the client named. */
  readonly user: string;
  /** Milliseconds since the epoch in decimal digits; the end null while the run goes on. */
  readonly startTime: string;
  readonly endTime: string | null;
  readonly sourceCommit: string | null;
  readonly tags: readonly KeyValue[];
}

/** A metric's value: a finite number, or the name of one that JSON cannot hold. */
export type DoubleValue = number | "NaN" | "Infinity" | "-Infinity";

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
  sha256(versionStatement(modelId, version, content));

/** A run's tags in the order of their keys. */
export const byKey = (tags: readonly KeyValue[]): KeyValue[] => [...tags].sort((a, b) => (a.key < b.key ? -1 : 1));

/** The snapshot as it goes into the digest. */
const snapshotStatement = (snapshot: RunSnapshot): Json => {
  const { id, experimentId, status, user, startTime, endTime, sourceCommit, tags } = snapshot;
  const pairs = byKey(tags).map(({ key, value }) => ({ key, value }));
  return { id, experimentId, status, user, startTime, endTime, sourceCommit, tags: pairs };
};

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
