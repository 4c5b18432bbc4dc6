import { fromBase64, hashFromBase64, readSize, toBase64 } from "./bytes.js";
import { verifyInclusion } from "./proofs.js";
import { type Believed, openCheckpoint, type Policy } from "./tlog-policy.js";

/** That a log has a leaf, in one text that needs nothing else (https://c2sp.org/tlog-proof). */
export interface TlogProof {
  readonly index: bigint;
  readonly hashes: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
  /** What nobody signed. */
  readonly extra?: Uint8Array | undefined;
}

const HEADER = "c2sp.org/tlog-proof@v1";

export const formatTlogProof = ({ index, hashes, checkpoint, extra }: TlogProof): string =>
  [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
    "",
    checkpoint,
  ].join("\n");

/** What such a text says, none of it verified; undefined when it is none. */
export const parseTlogProof = (text: string): TlogProof | undefined => {
  const end = text.indexOf("\n\n");
  const [header, ...lines] = text.slice(0, Math.max(end, 0)).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift()?.slice(6) ?? "") : null;
  const [first = "", ...path] = lines;
  const index = first.startsWith("index ") ? readSize(first.slice(6)) : undefined;
  const hashes = path.flatMap((line) => hashFromBase64(line) ?? []);
  if (header !== HEADER || extra === undefined || index === undefined || hashes.length !== path.length)
    return undefined;
  return { index, hashes, checkpoint: text.slice(end + 2), ...(extra === null ? {} : { extra }) };
};

/**
 * The checkpoint that a proof leads a leaf's hash to, when the policy believes it; undefined when the text is no proof or
 * leads elsewhere. Throws a NoteError or a CheckpointError as `openCheckpoint` does.
 */
export const verifyTlogProof = (text: string, leaf: Uint8Array, policy: Policy): Believed | undefined => {
  const proof = parseTlogProof(text);
  if (proof === undefined) return undefined;
  const believed = openCheckpoint(proof.checkpoint, policy);
  const { size, root } = believed;
  return verifyInclusion({ leaf, index: proof.index, size, root, proof: proof.hashes }) ? believed : undefined;
};
