import { readFileSync } from "node:fs";
import { sameBytes } from "../../verify/log/bytes.js";
import { pathOf, TILE_WIDTH, widthAt } from "../../verify/log/tiles.js";
import type { Believed } from "../../verify/log/tlog-policy.js";
import { appendLeaf, emptyFrontier, emptyRoot, frontierRoot } from "../../verify/log/tree.js";
import { believe, completeAsOf, policyFor } from "./believe.js";
import { collectFindings, type Findings, type Report, verdictOf } from "./findings.js";
import { type LogFolder, MissingFile, openFolder } from "./log-folder.js";

interface Paths {
  readonly older: string;
  readonly newer: string;
  readonly dir: string;
}

/** `consistency OLD NEW DIR`: that the newer checkpoint goes on from the older one, by the leaves' hashes in a folder. */
export const verifyConsistency = (paths: Paths, { policy: pinned }: { policy?: string | undefined }): Report => {
  const { older, newer, dir } = paths;
  const found = collectFindings();
  const folder = openFolder(dir);
  const policy = policyFor(found, pinned, folder.policy());
  const [from, to] = [older, newer].map((path) =>
    policy === undefined ? undefined : believe(found, readFileSync(path, "utf8"), policy, path),
  );
  if (from !== undefined && to !== undefined) compare(found, folder, paths, [from, to]);
  const findings = found.all();
  const claims = {
    completeAsOf: to === undefined ? null : completeAsOf(to),
    notProven: ["what the entries say: only that none was changed between the two checkpoints"],
  };
  return { verdict: verdictOf(findings), findings, claims };
};

const compare = (
  found: Findings,
  folder: LogFolder,
  { older, newer }: Paths,
  [from, to]: readonly [Believed, Believed],
): void => {
  if (from.origin !== to.origin) found.add("WRONG_LOG", `${older} is of another log than ${newer}`);
  else if (from.size > to.size) found.add("SIZE_BELOW_ANCHOR", `${older} has more leaves than ${newer}`);
  else
    try {
      const roots = rootsOf(found, folder, [from.size, to.size]);
      if (roots === undefined) return;
      const [before, after] = roots;
      if (!sameBytes(after, to.root)) found.add("ROOT_MISMATCH", `the tiles are not those of ${newer}`);
      else if (from.size > 0n && !sameBytes(before, from.root))
        found.add("ANCHOR_INCONSISTENT", `${newer} does not go on from ${older}`);
    } catch (error) {
      if (!(error instanceof MissingFile)) throw error;
      found.add("MISSING", error.message);
    }
};

/** The roots at two sizes, made of the tiles of level 0; undefined where one has not its length. */
const rootsOf = (
  found: Findings,
  folder: LogFolder,
  [from, to]: readonly [bigint, bigint],
): [Uint8Array, Uint8Array] | undefined => {
  let [frontier, before] = [emptyFrontier(), emptyRoot];
  for (let n = 0n; n * BigInt(TILE_WIDTH) < to; n++) {
    const tile = { level: 0, n, width: widthAt({ level: 0, n }, to) };
    const bytes = folder.tile(tile);
    if (bytes.length !== tile.width * 32) {
      found.add("TILE_MISMATCH", `${pathOf(tile)} has ${bytes.length} bytes, not ${tile.width * 32}`);
      return undefined;
    }
    for (let at = 0; at < bytes.length; at += 32) {
      frontier = appendLeaf(frontier, bytes.subarray(at, at + 32)).frontier;
      if (frontier.size === from) before = frontierRoot(frontier);
    }
  }
  return [before, frontierRoot(frontier)];
};
