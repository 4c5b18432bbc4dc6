import type { Checkpoint } from "../../../verify/log/checkpoint.js";
import { verifyConsistency } from "../../../verify/log/proofs.js";
import type { Policy } from "../../../verify/log/tlog-policy.js";
import type { Certificate } from "../../../verify/rfc3161/certificate.js";
import { believe } from "../believe.js";
import type { Findings } from "../findings.js";
import type { PackFiles } from "./pack-files.js";
import { bytesIn, canonicalIn, each, exactly, isText, sizeIn } from "./shapes.js";
import { checkStamp, type Stamp } from "./timestamps.js";

/** What an anchor is said to keep. */
interface Kept {
  readonly size: bigint;
  readonly note: string;
  readonly consistency: readonly Buffer[];
  readonly kind: string;
  readonly receipt: string;
}

/** What `anchors/` holds. */
export interface Anchors {
  /** Of anchors that keep checkpoints: their number. */
  readonly kept: number;
  /** Time stamps, and those of them that hold. */
  readonly tokens: number;
  readonly stamps: readonly Stamp[];
}

const keptIn = (text: string): Kept | undefined => {
  const names = ["at", "checkpoint", "consistency", "kind", "receipt", "size", "v"];
  const { v, size, checkpoint, consistency, at, kind, receipt } = exactly(canonicalIn(text), ...names) ?? {};
  const [leaves, proof] = [sizeIn(size), each(consistency, bytesIn(32))];
  if (v !== 1 || leaves === undefined || proof === undefined || !isText(checkpoint)) return undefined;
  if (!isText(at) || !isText(kind) || !isText(receipt)) return undefined;
  return { size: leaves, note: checkpoint, consistency: proof, kind, receipt };
};

interface Judging {
  readonly checkpoint: Checkpoint;
  readonly policy: Policy;
  /** Whose time stamps are believed; undefined: they are not judged. */
  readonly roots: readonly Certificate[] | undefined;
}

/** The pack's checkpoint must go on from each that an anchor keeps, or that was stamped. */
export const checkAnchors = async (
  found: Findings,
  files: PackFiles,
  { checkpoint, policy, roots }: Judging,
): Promise<Anchors> => {
  const names = [...files.names].filter((name) => name.startsWith("anchors/"));
  const unwitnessed: Policy = { ...policy, witnesses: [], groups: [], quorum: "none" };
  const stamps: Stamp[] = [];
  let tokens = 0;
  for (const name of names) {
    const text = await files.text(name);
    const kept = text === undefined ? undefined : keptIn(text);
    const older = kept && believe(found, kept.note, unwitnessed, name);
    if (kept === undefined) found.add("MALFORMED", `${name} is none`);
    if (kept?.kind === "rfc3161") tokens++;
    if (kept === undefined || older === undefined) continue;
    compare(found, name, { kept, older, checkpoint });
    if (kept.kind !== "rfc3161" || roots === undefined) continue;
    const stamp = checkStamp(found, { name, ...kept }, { roots, size: older.size });
    if (stamp !== undefined) stamps.push(stamp);
  }
  return { kept: names.length - tokens, tokens, stamps };
};

const compare = (
  found: Findings,
  name: string,
  { kept, older, checkpoint: { origin, size, root } }: { kept: Kept; older: Checkpoint; checkpoint: Checkpoint },
): void => {
  const claim = { from: older.size, to: size, fromRoot: older.root, toRoot: root, proof: kept.consistency };
  if (older.origin !== origin) found.add("WRONG_LOG", `${name}: what it keeps is of another log`);
  else if (older.size !== kept.size) found.add("MALFORMED", `${name} is none`);
  else if (older.size > size)
    found.add("SIZE_BELOW_ANCHOR", `${name}: it keeps ${older.size} leaves, the pack has ${size}`);
  else if (older.size > 0n && !verifyConsistency(claim))
    found.add("ANCHOR_INCONSISTENT", `${name}: the pack's log does not go on from what it keeps`);
};
