import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import { verifyInclusion } from "../../../verify/log/proofs.js";
import { formatTlogProof } from "../../../verify/log/tlog-proof.js";
import { leafHash } from "../../../verify/log/tree.js";
import { sha256Bytes } from "../../../verify/sha256.js";
import { entryRules } from "../entry-rules.js";
import type { Findings } from "../findings.js";
import { disclosureRules } from "./disclosures.js";
import { type Fact, factOf, isJudged } from "./facts.js";
import type { Digest } from "./pack-files.js";
import { indexRules, type PackIndex } from "./pack-index.js";
import type { KeyRules } from "./pack-keys.js";
import { linesIn, type PackLine } from "./pack-lines.js";

interface Reading {
  readonly found: Findings;
  readonly index: PackIndex;
  /** What the checkpoint says, and its note. */
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly disclosed: readonly string[];
  readonly keys: KeyRules;
  /** The streams of the log itself, and of the version. */
  readonly logStream: string;
  readonly versionStream: string;
}

export interface PackEntries {
  /** What entries say that something is judged by, oldest first. */
  readonly facts: readonly Fact[];
  /** Files that must lie in `proofs/`, with the leaf that each is of. */
  readonly proofs: ReadonlyMap<string, Digest & { readonly leaf: bigint }>;
  readonly isIndexed: boolean;
  /** Whether all lines could be read. */
  readonly isRead: boolean;
  /** Whether nothing is missing of what the version's own stream, and keys, say: only then can its moves be counted. */
  readonly isTold: boolean;
}

/** Reads every entry of a pack: its leaf, envelope, body, links and disclosures, its stream and its keys. */
export const readEntries = async (
  pieces: AsyncIterable<Buffer>,
  { found, index, checkpoint, note, disclosed, keys, logStream, versionStream }: Reading,
): Promise<PackEntries> => {
  const streams = new Set(index.keys.flatMap(({ key }) => (key.startsWith("stream:") ? [key.slice(7)] : [])));
  const rules = entryRules(found, (stream) => streams.has(stream));
  const [ofIndex, ofDisclosures] = [indexRules(found, index), disclosureRules(found, disclosed)];
  const proofs = new Map<string, Digest & { leaf: bigint }>();
  const facts: Fact[] = [];
  let [last, isRead, isTold] = [-1n, true, true];
  for await (const line of linesIn(pieces)) {
    if (line === undefined || line.leaf <= last) {
      found.add(
        "MALFORMED",
        `entries.jsonl holds no line after that of leaf ${last}: it is none, or stands in disorder`,
      );
      isRead = false;
      break;
    }
    const { leaf } = line;
    last = leaf;
    for (const [name, data] of proofFiles(line, note))
      proofs.set(name, { sha256: sha256Bytes(data).toString("hex"), size: Buffer.byteLength(data), leaf });
    const hash = leafHash(line.envelope);
    if (!verifyInclusion({ leaf: hash, index: leaf, size: checkpoint.size, root: checkpoint.root, proof: line.proof }))
      found.add("LEAF_MISMATCH", "the proof does not lead from the entry to the checkpoint's root", { leaf });
    const entry = rules.look(line.envelope, hash.toString("hex"), line, { leaf });
    ofIndex.entry(leaf, entry);
    if (entry?.body === undefined) {
      const isNeeded = entry?.envelope.stream === versionStream || line.links.some(([kind]) => kind === "signing_key");
      isTold &&= entry !== undefined && !isNeeded;
      continue;
    }
    const { stream, at } = entry.envelope;
    const fact = factOf(entry.body, line.disclosures, { leaf, stream, at });
    ofDisclosures.look(entry.body, line.disclosures, { leaf, stream });
    if (stream === logStream) keys.entry(fact, entry.after);
    if (isJudged(fact)) facts.push(fact);
  }
  ofDisclosures.finish();
  const isIndexed = ofIndex.finish(logStream, checkpoint.size);
  return { facts, proofs, isRead, isIndexed, isTold: isTold && isRead && isIndexed };
};

const proofFiles = ({ leaf, envelope, proof }: PackLine, note: string): [name: string, data: string][] => [
  [`proofs/${leaf}.entry`, envelope],
  [`proofs/${leaf}.tlog-proof`, formatTlogProof({ index: leaf, hashes: proof, checkpoint: note })],
];
