import type { Findings } from "../findings.js";
import type { PackEntries } from "./pack-entries.js";
import type { Digest, PackFiles } from "./pack-files.js";
import { canonicalIn, exactly, isHex } from "./shapes.js";

const own = ["manifest.json", "statement.dsse.json"];

/** Every file but the manifest and the statement must be in the manifest, with its digest, and lie there. */
export const checkManifest = (
  found: Findings,
  text: string,
  { files, sha256 }: { files: ReadonlyMap<string, Digest>; sha256: string },
): void => {
  const manifest = manifestIn(text);
  if (manifest === undefined) {
    found.add("MALFORMED", "manifest.json is none");
    return;
  }
  if (files.get("manifest.json")?.sha256 !== sha256)
    found.add("MANIFEST_MISMATCH", "manifest.json is not the one that the statement names");
  for (const [name, said] of manifest) {
    const is = files.get(name);
    if (is === undefined) found.add("MISSING", `${name} is missing`);
    else if (is.sha256 !== said.sha256 || is.size !== said.size)
      found.add("MANIFEST_MISMATCH", `${name} is not what the manifest says`);
  }
  for (const name of files.keys())
    if (!own.includes(name) && !manifest.has(name)) found.add("MANIFEST_MISMATCH", `${name} is not in the manifest`);
};

const manifestIn = (text: string): ReadonlyMap<string, Digest> | undefined => {
  const all = exactly(canonicalIn(text), "files", "v");
  if (all?.v !== 1 || typeof all.files !== "object" || all.files === null || Array.isArray(all.files)) return undefined;
  const files = new Map<string, Digest>();
  for (const [name, value] of Object.entries(all.files)) {
    const { sha256, size } = exactly(value, "sha256", "size") ?? {};
    if (!isHex(sha256) || typeof size !== "number") return undefined;
    files.set(name, { sha256, size });
  }
  return files;
};

/** `proofs/` has for each entry what `entries.jsonl` and the checkpoint make, and nothing else. */
export const checkProofs = (
  found: Findings,
  files: ReadonlyMap<string, Digest>,
  { proofs, isRead }: Pick<PackEntries, "proofs" | "isRead">,
): void => {
  for (const [name, { leaf, sha256 }] of proofs) {
    const is = files.get(name);
    if (is === undefined) found.add("MISSING", `${name} is missing`, { leaf });
    else if (is.sha256 !== sha256)
      found.add("PROOF_MISMATCH", `${name} is not what the entry and the checkpoint make`, { leaf });
  }
  if (!isRead) return;
  for (const name of files.keys())
    if (name.startsWith("proofs/") && !proofs.has(name))
      found.add("PROOF_MISMATCH", `${name} is of no entry of the pack`);
};

const known =
  /^(?:manifest\.json|statement\.dsse\.json|checkpoint|policy\.txt|keys\.json|entries\.jsonl|index\.json|content\.json|report\.html|card\.[a-z0-9]{1,10}|(?:proofs|statements|policies|signatures|anchors)\/.+)$/;

/** Only files that a pack has; answers the folders whose files are not judged. */
export const checkNames = (found: Findings, { names }: PackFiles): string[] => {
  for (const name of names) if (!known.test(name)) found.add("MALFORMED", `${name} is no file of a pack`);
  return ["signatures"].filter((folder) => [...names].some((name) => name.startsWith(`${folder}/`)));
};
