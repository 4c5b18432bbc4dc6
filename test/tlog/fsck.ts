import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { built } from "./judge.js";

/** What Tessera's `fsck` was asked, what it printed, and what it found. */
export interface Fscked {
  readonly command: string;
  readonly printed: string;
  /** By its words: it ends with 0 whatever it finds. */
  readonly verdict: "WHOLE" | "BROKEN" | "SILENT";
}

/** Has Tessera's `fsck` check a folder of tiles by the log's key, in a minute at most. */
export const fsck = (dir: string, { vkey, keyFile }: { vkey: string; keyFile: string }): Fscked => {
  writeFileSync(keyFile, vkey);
  // With one worker it never ends once a tile is wrong.
  const args = ["-storage_url", `file://${dir}/`, "-public_key", keyFile, "-N", "4", "-ui=false"];
  const { stdout, stderr, error } = spawnSync(built("fsck"), args, {
    encoding: "utf8",
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const printed = `${stdout}${stderr}${error?.message ?? ""}`;
  const failed = printed.includes("fsck failed: ");
  const succeeded = printed.includes("Successfully fsck'd log with size ") && error === undefined;
  const verdict = failed ? "BROKEN" : succeeded ? "WHOLE" : "SILENT";
  return { command: [built("fsck"), ...args].join(" "), printed, verdict };
};
