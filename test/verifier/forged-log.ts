import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "../../verify/canonical-json.js";
import { toBase64 } from "../../verify/log/bytes.js";
import { formatCheckpoint } from "../../verify/log/checkpoint.js";
import { noteSigner, signNote } from "../../verify/log/note.js";
import { consistencyProof, inclusionProof } from "../../verify/log/proofs.js";
import { entriesPath, readBundle, TILE_WIDTH } from "../../verify/log/tiles.js";
import { formatTlogProof } from "../../verify/log/tlog-proof.js";
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from "../../verify/log/tree.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { type Line, type Loose, type PackHand, resealed } from "./pack-hand.js";

const sha = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** The envelopes of an exported log's first leaves. */
const envelopesIn = (folder: string, size: number): string[] => {
  const bundles = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, n) => {
    const [whole, partial] = [entriesPath(BigInt(n)), (width: number) => `${entriesPath(BigInt(n))}.p/${width}`];
    for (const path of [whole, ...Array.from({ length: TILE_WIDTH }, (_, width) => partial(width))])
      try {
        return readBundle(readFileSync(join(folder, path))) ?? [];
      } catch {
        // Another width.
      }
    throw new Error(`no bundle ${n}`);
  });
  return bundles
    .flat()
    .slice(0, size)
    .map((bytes) => Buffer.from(bytes).toString());
};

export interface Forging {
  /** Where the pack is written. */
  readonly path: string;
  readonly change: (bodyOf: (leaf: number) => Loose) => void;
  /** Leaves of the exported log beyond those of the pack's checkpoint, which the forged one covers, too. */
  readonly beyond?: number;
  /** Bodies as texts, whatever they are. */
  readonly texts?: ReadonlyMap<number, string>;
}

/** A leaf of an exported log as a line of a pack that has it not. */
export const lineFrom = async (folder: string, leaf: number, size: number): Promise<Line> => {
  const lines = readFileSync(join(folder, "entries.jsonl"), "utf8").trimEnd().split("\n");
  const envelopes = envelopesIn(folder, size);
  const { body, links } = JSON.parse(lines[leaf] ?? "") as Pick<Line, "body" | "links">;
  const proof = (await inclusionProof(nodesOf(envelopes).read, BigInt(leaf), BigInt(size))).map(toBase64);
  return { leafIndex: String(leaf), envelope: envelopes[leaf] ?? "", body, links, disclosures: [], proof };
};

/** What an anchor keeps of an exported log when it had so many leaves, with the proof that the pack's log goes on from it. */
export const keptAt = async (
  folder: string,
  size: number,
  { hand, key }: { hand: PackHand; key: string },
): Promise<Loose> => {
  const { log } = hand.statement.predicate;
  const envelopes = envelopesIn(folder, Number(log.size));
  const root = frontierRoot(nodesOf(envelopes.slice(0, size)).frontier);
  const text = formatCheckpoint({ origin: log.origin, size: BigInt(size), root });
  const hashes = await consistencyProof(nodesOf(envelopes).read, BigInt(size), BigInt(log.size));
  const checkpoint = signNote(text, [noteSigner(log.origin, key)]);
  const told = { at: "2026-11-30T12:00:00.000Z", kind: "file", receipt: "{}", v: 1 };
  return { ...told, checkpoint, consistency: hashes.map(toBase64), size: String(size) };
};

/**
 * The pack as somebody would write it who has the log's key and every entry: what is changed of the pack's bodies is sealed by
 * digests, streams, tree, checkpoint, proofs and statement of one's own. Answers the policy that believes them.
 */
export const forged = async (
  hand: PackHand,
  folder: string,
  { path, change, beyond = 0, texts = new Map() }: Forging,
): Promise<string> => {
  const { log } = hand.statement.predicate;
  log.size = String(Number(log.size) + beyond);
  const [logKey, packKey] = [generateKeyPairSync("ed25519").privateKey, generateKeyPairSync("ed25519").privateKey];
  const signer = noteSigner(log.origin, logKey);
  const bodies = new Map<number, Loose>();
  const bodyOf = (leaf: number): Loose => {
    const known =
      bodies.get(leaf) ?? JSON.parse(hand.lines.find(({ leafIndex }) => leafIndex === String(leaf))?.body ?? "");
    bodies.set(leaf, known);
    return known;
  };
  const publicKey = Buffer.from(packKey.export({ format: "jwk" }).x ?? "", "base64url");
  Object.assign(bodyOf(hand.leaf("addLogKey")).after, { vkey: formatVkey(signer.key) });
  Object.assign(bodyOf(hand.leaf("addPackKey")).after, { keyid: sha(publicKey), publicKey: toBase64(publicKey) });
  hand.json("keys.json", (keys) => {
    keys.log[0].vkey = formatVkey(signer.key);
    Object.assign(keys.pack[0], { keyid: sha(publicKey), publicKey: toBase64(publicKey) });
  });
  change(bodyOf);
  const bodyText = (leaf: number): string | undefined =>
    texts.get(leaf) ?? (bodies.has(leaf) ? canonicalJson(bodies.get(leaf)) : undefined);
  const envelopes = chained(envelopesIn(folder, Number(log.size)), bodies, bodyText);
  await proveAll(hand, envelopes, (text) => signNote(text, [signer]));
  for (const line of hand.lines) {
    line.body = bodyText(Number(line.leafIndex)) ?? line.body;
  }
  resealed(hand, path, packKey);
  writeFileSync(`${path}.policy`, `log ${formatVkey(signer.key)}\nquorum none\n`);
  return `${path}.policy`;
};

/** Envelopes that name the bodies as they are then, each the hash of the one before on its stream. */
const chained = (
  envelopes: readonly string[],
  bodies: ReadonlyMap<number, Loose>,
  bodyText: (leaf: number) => string | undefined,
): string[] => {
  const last = new Map<string, string>();
  return envelopes.map((text, leaf) => {
    const envelope = JSON.parse(text);
    const body = bodies.get(leaf);
    envelope.prev = last.get(envelope.stream) ?? envelope.prev;
    if (body !== undefined) {
      const { action: act, actor, outcome: out } = body;
      Object.assign(envelope, { act, actor: actor.id, out });
    }
    const changed = bodyText(leaf);
    if (changed !== undefined) envelope.body = sha(changed);
    const sealed = canonicalJson(envelope);
    last.set(envelope.stream, leafHash(sealed).toString("hex"));
    return sealed;
  });
};

const nodesOf = (envelopes: readonly string[]) => {
  const nodes = new Map<string, Uint8Array>();
  let frontier = emptyFrontier();
  for (const envelope of envelopes) {
    const grown = appendLeaf(frontier, leafHash(envelope));
    frontier = grown.frontier;
    for (const { level, index, hash } of grown.made) nodes.set(`${level}/${index}`, hash);
  }
  return { frontier, read: (level: number, at: bigint) => nodes.get(`${level}/${at}`) as Uint8Array };
};

/** The tree over the envelopes, and what the pack says of it. */
const proveAll = async (
  hand: PackHand,
  envelopes: readonly string[],
  signed: (text: string) => string,
): Promise<void> => {
  const { frontier, read } = nodesOf(envelopes);
  const { log } = hand.statement.predicate;
  const root = frontierRoot(frontier);
  const checkpoint = signed(formatCheckpoint({ origin: log.origin, size: frontier.size, root }));
  log.root = root.toString("hex");
  hand.files.set("checkpoint", Buffer.from(checkpoint));
  for (const line of hand.lines) {
    const index = BigInt(line.leafIndex);
    const hashes = await inclusionProof(read, index, frontier.size);
    Object.assign(line, { envelope: envelopes[Number(index)], proof: hashes.map(toBase64) });
    hand.files.set(`proofs/${index}.entry`, Buffer.from(line.envelope));
    hand.files.set(`proofs/${index}.tlog-proof`, Buffer.from(formatTlogProof({ index, hashes, checkpoint })));
  }
};
