import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Entry, RunFacts, VersionFacts } from "./evidence.js";

const sorted = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] =>
  items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

/** Recomputes a version's digest by the rule of `docs/digest.md`: canonical JSON (RFC 8785), lists sorted by their keys. */
export const digestOf = (facts: VersionFacts): string => {
  const { registeredModel, version, source, runId, params, metrics, datasets, artifacts, runSnapshot } = facts;
  const statement = {
    modelId: registeredModel.id,
    version,
    source,
    runId,
    params: sorted(params, ({ key }) => key),
    metrics: sorted(metrics, ({ key }) => key),
    datasets: sorted(datasets, ({ name }) => name),
    artifacts: sorted(artifacts, ({ path }) => path).map(({ size, ...file }) => ({ ...file, size: String(size) })),
    ...(runSnapshot !== null && { run: runStatement(runSnapshot) }),
  };
  return createHash("sha256")
    .update(canonicalize(statement) ?? "")
    .digest("hex");
};

/** Of the run: instants as milliseconds since the epoch, in digits. */
const runStatement = ({ runId, startTime, endTime, tags, ...run }: RunFacts): object => ({
  ...run,
  id: runId,
  startTime: String(Date.parse(startTime)),
  endTime: endTime === null ? null : String(Date.parse(endTime)),
  tags: sorted(tags, ({ key }) => key),
});

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

/** Whether an entry's hash is that of its envelope (RFC 6962), and the envelope names what the entry shows. */
export const isProven = ({ hash, envelope, body, previousHash, stream, seq, at }: Entry): boolean => {
  if (envelope === null || body === null) return false;
  const sealed = JSON.parse(envelope) as Readonly<Record<"body" | "prev" | "stream" | "seq" | "at", string>>;
  const placed = sealed.prev === previousHash && sealed.stream === stream && sealed.seq === String(seq);
  return placed && sealed.at === at && sha256(Uint8Array.of(0), envelope) === hash && sealed.body === sha256(body);
};

/** Whether entries of one stream are numbered from 1 without a gap, each citing the hash of the one before. */
export const isChained = (chain: readonly Entry[]): boolean =>
  chain.length > 0 &&
  chain.every(({ seq, previousHash }, index) => {
    const earlier = chain[index - 1];
    return seq === index + 1 && (earlier === undefined || previousHash === earlier.hash);
  });
