import { createHash } from "node:crypto";
import { createReadStream, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Findings } from "../findings.js";
import type { Artifact } from "./pack-content.js";

/** Holds a folder of files against those that the version froze: each must be there, with its bytes, and no other. */
export const checkArtifacts = async (
  found: Findings,
  folder: string,
  artifacts: readonly Artifact[],
): Promise<void> => {
  const there = new Set(filesBelow(folder, ""));
  for (const { path, sha256 } of artifacts) {
    if (!there.delete(path)) found.add("MISSING", `${path} of the version is not in the folder`);
    else if ((await digestOf(join(folder, path))) !== sha256)
      found.add("DIGEST_MISMATCH", `${path} is not the file that the version froze`);
  }
  for (const path of [...there].sort()) found.add("DIGEST_MISMATCH", `${path} is no file of the version`);
};

/** Plain files below a folder, by their paths in it; what is no plain file is told by its path, and has no digest. */
const filesBelow = (folder: string, path: string): string[] =>
  readdirSync(join(folder, path)).flatMap((name) => {
    const own = path === "" ? name : `${path}/${name}`;
    return lstatSync(join(folder, own)).isDirectory() ? filesBelow(folder, own) : [own];
  });

const digestOf = async (path: string): Promise<string> => {
  if (!lstatSync(path).isFile()) return "";
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
};
