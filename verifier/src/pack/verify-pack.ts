import { readFileSync } from "node:fs";
import { sameBytes } from "../../../verify/log/bytes.js";
import { type Checkpoint, parseCheckpoint } from "../../../verify/log/checkpoint.js";
import type { Believed, Policy } from "../../../verify/log/tlog-policy.js";
import { believe, completeAsOf, policyFor, textOf } from "../believe.js";
import { collectFindings, type Findings, type Report, verdictOf } from "../findings.js";
import { type Anchors, checkAnchors } from "./anchors.js";
import { checkArtifacts } from "./artifacts.js";
import { readSigned, type Signed } from "./dsse.js";
import { type Approvals, recountMoves } from "./moves.js";
import { type Content, checkCard, checkContent } from "./pack-content.js";
import { type PackEntries, readEntries } from "./pack-entries.js";
import { type Digest, openPack, type PackFiles } from "./pack-files.js";
import { lastLeafOf, type PackIndex, readIndex } from "./pack-index.js";
import { keyRules } from "./pack-keys.js";
import { checkManifest, checkNames, checkProofs } from "./pack-manifest.js";
import { checkTexts } from "./pack-requests.js";
import { checkAnnounced, checkKeys, checkSignature, checkStatement, identityOf } from "./pack-statement.js";
import { requestsTold } from "./requests.js";
import { judgeSignatures, type Signatures } from "./signatures/signatures.js";
import { signerList } from "./signatures/signer-list.js";
import { rootsFor, stampedAt } from "./timestamps.js";
import { unproven } from "./unproven.js";

export interface PackOptions {
  readonly policy?: string | undefined;
  /** Files with notes of before. */
  readonly old?: readonly string[] | undefined;
  /** Files in the form of OpenSSH's allowed_signers, from elsewhere than the registry. */
  readonly signers?: readonly string[] | undefined;
  /** A folder with the version's files. */
  readonly artifacts?: string | undefined;
  /** A file with the certificates of time-stamping authorities, in PEM. */
  readonly tsa?: string | undefined;
}

/** What a pack must have before anything of it can be judged. */
interface Parts {
  readonly signed: Signed;
  readonly index: PackIndex;
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly policy: Policy;
}

/** `pack FILE`: an evidence pack. */
export const verifyPack = async (path: string, options: PackOptions): Promise<Report> => {
  const found = collectFindings();
  const files = openPack(found, path);
  try {
    const judged = files && (await judge(found, files, options));
    const findings = found.all();
    return { verdict: verdictOf(findings), findings, claims: claimsOf(judged, options) };
  } finally {
    files?.close();
  }
};

type Digests = ReadonlyMap<string, Digest>;

interface Judged {
  readonly parts: Parts;
  readonly believed: Believed | undefined;
  readonly isComplete: boolean;
  readonly approvals: Approvals | null;
  readonly anchors: Anchors;
  readonly signatures: Signatures | undefined;
}

const judge = async (found: Findings, files: PackFiles, options: PackOptions): Promise<Judged | undefined> => {
  const roots = rootsFor(options.tsa);
  const digests = await files.digests();
  if (digests === undefined) return undefined;
  checkNames(found, files);
  const parts = await partsOf(found, files, options);
  if (parts === undefined) return undefined;
  const { signed, index, checkpoint, note, policy } = parts;
  const { statement } = signed;
  const keys = keyRules(found, checkpoint.origin, policy);
  const streams = { logStream: `log:${statement.log.id}`, versionStream: `model_version:${statement.version.id}` };
  const reading = { found, index, checkpoint, note, disclosed: statement.disclosed, keys, ...streams };
  if (!files.names.has("entries.jsonl")) found.add("MISSING", "entries.jsonl is missing");
  const entries = await readEntries(files.pieces("entries.jsonl"), reading);
  const believed = believe(found, note, keys.policy(policy), "checkpoint");
  if (believed !== undefined) {
    keys.judge(believed, "checkpoint");
    checkAnnounced(found, believed, keys);
  }
  compareOld(found, checkpoint, keys.policy(policy), options.old ?? []);
  const anchors = await checkAnchors(found, files, { checkpoint, policy: keys.policy(policy), roots });
  const keysText = await files.text("keys.json");
  if (keysText !== undefined) keys.compare(keysText);
  checkSignature(found, signed, keys, index.size);
  checkStatement(found, statement, { checkpoint, index, keys });
  const version = { signed, index, entries, digests, options, isOwnLog: keys.isOwnLog };
  const { hasKeys, ...judged } = await judgeVersion(found, files, version);
  if (entries.isRead && anchors.kept + anchors.tokens === 0 && believed?.signatures.every(({ time }) => time === null))
    found.add("UNANCHORED", "nobody but the log itself says when and that this is its only checkpoint", {}, "info");
  tellLater(found, index, checkpoint.size);
  return { parts, believed, isComplete: entries.isIndexed && hasKeys, anchors, ...judged };
};

/** What the log took in after the index that the pack is complete by is no alarm; of it the pack says nothing. */
const tellLater = (found: Findings, { size, commitIndex }: PackIndex, leaves: bigint): void => {
  const later = leaves - size - (commitIndex >= size ? 1n : 0n);
  if (later > 0n) found.add("UNSEQUENCED", `the log has ${later} leaves beyond the pack's index`, {}, "info");
};

interface Version extends Pick<Parts, "signed" | "index"> {
  readonly entries: PackEntries;
  readonly digests: Digests;
  readonly options: PackOptions;
  readonly isOwnLog: (log: unknown) => boolean;
}

/** What the version froze, who asked for it to move and who signed; then every file's digest. */
const judgeVersion = async (
  found: Findings,
  files: PackFiles,
  of: Version,
): Promise<{ hasKeys: boolean } & Pick<Judged, "approvals" | "signatures">> => {
  const { signed, index, entries, digests, options, isOwnLog } = of;
  const { statement } = signed;
  const { facts } = entries;
  const versionStream = `model_version:${statement.version.id}`;
  const own = facts.filter(({ stream }) => stream === versionStream);
  const text = await files.text("content.json");
  const content = text === undefined ? undefined : checkContent(found, text, { statement, facts, own });
  const hasKeys = checkKeys(found, index, { own, content, statement });
  const told = requestsTold(own);
  const texts = await checkTexts(found, files, { told, facts, versionId: statement.version.id });
  const signers = signerList(found, options.signers ?? []);
  const signatures = entries.isTold ? judgeSignatures(found, { facts, own, isOwnLog, signers }) : undefined;
  const version = { facts, own, told, texts, lastLeaf: lastLeafOf(index, `stream:${versionStream}`) };
  const approvals = signatures === undefined ? null : recountMoves(found, { ...version, signatures });
  const manifest = await files.text("manifest.json");
  if (manifest !== undefined) checkManifest(found, manifest, { files: digests, digest: statement.manifest });
  checkProofs(found, digests, entries, signatures);
  checkCard(found, statement, digests, content);
  await compareArtifacts(found, content, options);
  return { hasKeys, approvals, signatures };
};

const compareArtifacts = async (
  found: Findings,
  content: Content | undefined,
  { artifacts }: PackOptions,
): Promise<void> => {
  if (artifacts !== undefined && content !== undefined) await checkArtifacts(found, artifacts, content.artifacts);
};

const partsOf = async (found: Findings, files: PackFiles, { policy }: PackOptions): Promise<Parts | undefined> => {
  const read = async <Part>(name: string, reader: (text: string) => Part | undefined): Promise<Part | undefined> => {
    const text = await files.text(name);
    const part = text === undefined ? undefined : reader(text);
    if (text !== undefined && part === undefined) found.add("MALFORMED", `${name} is none`);
    return part;
  };
  const signed = await read("statement.dsse.json", readSigned);
  const index = await read("index.json", readIndex);
  const checkpoint = await read("checkpoint", (note) => {
    const told = parseCheckpoint(textOf(note) ?? "");
    return told && { note, told };
  });
  const beside = await files.text("policy.txt");
  const believed = policyFor(found, policy, beside);
  if (signed === undefined || index === undefined || checkpoint === undefined || believed === undefined)
    return undefined;
  return { signed, index, checkpoint: checkpoint.told, note: checkpoint.note, policy: believed };
};

/** Against a checkpoint that was kept: of the same size, or a newer one, it can be told from a pack. */
const compareOld = (found: Findings, { size, root }: Checkpoint, policy: Policy, paths: readonly string[]): void => {
  for (const path of paths) {
    const kept = believe(found, readFileSync(path, "utf8"), policy, path);
    if (kept !== undefined && kept.size > size)
      found.add("SIZE_BELOW_ANCHOR", `an older checkpoint has ${kept.size} leaves, the pack's only ${size}`);
    else if (kept !== undefined && kept.size === size && !sameBytes(kept.root, root))
      found.add("ANCHOR_INCONSISTENT", `the ${size} leaves are not those of the checkpoint that was kept`);
  }
};

const claimsOf = (judged: Judged | undefined, { old = [], signers = [], tsa }: PackOptions): Report["claims"] => {
  if (judged === undefined)
    return {
      ...{ completeAsOf: null, identity: null, approvals: null, anchoredAt: null },
      timestamps: [],
      notProven: ["anything"],
    };
  const { parts, believed, isComplete, approvals, anchors, signatures } = judged;
  const asOf = believed === undefined ? null : completeAsOf(believed);
  return {
    completeAsOf: asOf === null || !isComplete ? null : { ...asOf, size: String(parts.index.size) },
    identity: identityOf(parts.signed.statement),
    approvals,
    anchoredAt: asOf?.time ?? stampedAt(anchors.stamps, parts.index.size),
    timestamps: anchors.stamps,
    notProven: unproven({ ...parts, anchors, signatures, signers, asOf, old, isStamped: tsa !== undefined }),
  };
};
