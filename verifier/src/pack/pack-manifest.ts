import { sha256 } from "../../../verify/sha256.js";
import type { Findings } from "../findings.js";
import type { PackEntries } from "./pack-entries.js";
import type { Digest, PackFiles } from "./pack-files.js";
import { canonicalIn, exactly, isHex } from "./shapes.js";
import type { Signatures } from "./signatures/signatures.js";

const last = ["manifest.json", "statement.dsse.json"];

/** Every file but the manifest and the statement must be in the manifest, with its digest, and lie there. */
export const checkManifest = (
  found: Findings,
  text: string,
  { files, digest }: { files: ReadonlyMap<string, Digest>; digest: string },
): void => {
  const manifest = manifestIn(text);
  if (manifest === undefined) {
    found.add("MALFORMED", "manifest.json is none");
    return;
  }
  if (files.get("manifest.json")?.sha256 !== digest)
    found.add("MANIFEST_MISMATCH", "manifest.json is not the one that the statement names");
  for (const [name, said] of manifest) {
    const is = files.get(name);
    if (is === undefined) found.add("MISSING", `${name} is missing`);
    else if (is.sha256 !== said.sha256 || is.size !== said.size)
      found.add("MANIFEST_MISMATCH", `${name} is not what the manifest says`);
  }
  for (const name of files.keys())
    if (!last.includes(name) && !manifest.has(name)) found.add("MANIFEST_MISMATCH", `${name} is not in the manifest`);
};

const manifestIn = (text: string): ReadonlyMap<string, Digest> | undefined => {
  const all = exactly(canonicalIn(text), "files", "v");
  if (all?.v !== 1 || typeof all.files !== "object" || all.files === null || Array.isArray(all.files)) return undefined;
  const files = new Map<string, Digest>();
  for (const [name, value] of Object.entries(all.files)) {
    const { sha256: own, size } = exactly(value, "sha256", "size") ?? {};
    if (!isHex(own) || typeof size !== "number") return undefined;
    files.set(name, { sha256: own, size });
  }
  return files;
};

/** `proofs/` and `signatures/` have what `entries.jsonl` and the checkpoint make, and nothing else. */
export const checkProofs = (
  found: Findings,
  files: ReadonlyMap<string, Digest>,
  { proofs, isRead }: Pick<PackEntries, "proofs" | "isRead">,
  signatures: Signatures | undefined,
): void => {
  const made = new Map<string, { readonly sha256: string; readonly leaf: bigint | null }>(proofs);
  for (const [name, { text, leaf }] of signatures?.files ?? []) made.set(name, { sha256: sha256(text), leaf });
  for (const [name, { leaf, sha256: digest }] of made) {
    const is = files.get(name);
    const place = leaf === null ? {} : { leaf };
    if (is === undefined) found.add("MISSING", `${name} is missing`, place);
    else if (is.sha256 !== digest)
      found.add("PROOF_MISMATCH", `${name} is not what entries and the checkpoint make`, place);
  }
  if (!isRead) return;
  const judged = signatures === undefined ? ["proofs"] : ["proofs", "signatures"];
  for (const name of files.keys())
    if (judged.includes(name.split("/")[0] ?? "") && name.includes("/") && !made.has(name))
      found.add("PROOF_MISMATCH", `${name} is of no entry of the pack`);
};

const known =
  /^(?:manifest\.json|statement\.dsse\.json|checkpoint|policy\.txt|keys\.json|entries\.jsonl|index\.json|content\.json|report\.html|card\.[a-z0-9]{1,10}|(?:proofs|statements|policies|signatures|anchors)\/.+)$/;

/** Only files that a pack has. */
export const checkNames = (found: Findings, { names }: PackFiles): void => {
  for (const name of names) if (!known.test(name)) found.add("MALFORMED", `${name} is no file of a pack`);
};
