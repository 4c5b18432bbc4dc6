import { entryHash, readEnvelope } from "../../verify/envelope.js";
import { sha256 } from "../../verify/sha256.js";
import { type DoubleValue, type RunSnapshot, versionDigest } from "../../verify/version-digest.js";
import type { Entry, RunFacts, VersionFacts } from "./evidence.js";

/** Recomputes a version's digest by the rule of `docs/digest.md` from what the service says that the version froze. */
export const digestOf = (facts: VersionFacts): string => {
  const { registeredModel, version, source, runId, params, datasets, artifacts, runSnapshot } = facts;
  return versionDigest(registeredModel.id, version, {
    source,
    runId,
    params,
    metrics: facts.metrics as readonly { key: string; value: DoubleValue }[],
    datasets,
    artifacts: artifacts.map(({ size, ...file }) => ({ ...file, size: String(size) })),
    run: runSnapshot && snapshotOf(runSnapshot),
  });
};

/** Of the run: instants as milliseconds since the epoch, in digits. */
const snapshotOf = ({ runId, startTime, endTime, ...run }: RunFacts): RunSnapshot => ({
  ...run,
  id: runId,
  startTime: String(Date.parse(startTime)),
  endTime: endTime === null ? null : String(Date.parse(endTime)),
});

/** Whether an entry's hash is that of its envelope (RFC 6962), and the envelope names what the entry shows. */
export const isProven = ({ hash, envelope, body, previousHash, stream, seq, at }: Entry): boolean => {
  const sealed = envelope === null ? undefined : readEnvelope(envelope);
  if (envelope === null || body === null || sealed === undefined) return false;
  const placed = sealed.prev === previousHash && sealed.stream === stream && sealed.seq === String(seq);
  return placed && sealed.at === at && entryHash(envelope) === hash && sealed.body === sha256(body);
};

/** Whether entries of one stream are numbered from 1 without a gap, each citing the hash of the one before. */
export const isChained = (chain: readonly Entry[]): boolean =>
  chain.length > 0 &&
  chain.every(({ seq, previousHash }, index) => {
    const earlier = chain[index - 1];
    return seq === index + 1 && (earlier === undefined || previousHash === earlier.hash);
  });
