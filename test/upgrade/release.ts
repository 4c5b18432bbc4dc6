import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "../support/checkout.js";

const git = (...args: string[]): string => execFileSync("git", args, { cwd: checkout, encoding: "utf8" }).trim();

/** The tag or commit to upgrade from: `UPGRADE_FROM`, else the newest tag `v*`. */
const releaseRef = (): string => {
  const named = process.env.UPGRADE_FROM ?? git("tag", "--list", "v*", "--sort=-version:refname").split("\n")[0];
  if (!named)
    throw new Error("no release is tagged v*: name what to upgrade from, UPGRADE_FROM=<commit> npm run test:upgrade");
  return named;
};

/** Checks the last release out beside this one, installs and builds it; `remove` takes it away again. */
export const lastRelease = (): { folder: string; ref: string; remove(): void } => {
  const ref = releaseRef();
  const folder = join(mkdtempSync(join(tmpdir(), "countersign-release-")), "release");
  git("worktree", "add", "--detach", folder, ref);
  const run = (...args: string[]): void => {
    execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  };
  run("ci", "--no-progress");
  run("run", "build");
  const remove = (): void => {
    git("worktree", "remove", "--force", folder);
    rmSync(join(folder, ".."), { recursive: true, force: true });
  };
  return { folder, ref, remove };
};
