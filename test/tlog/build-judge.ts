import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { built } from "./judge.js";

const packages = [
  ".",
  "./witness",
  "filippo.io/torchwood/cmd/litewitness",
  "github.com/transparency-dev/tessera/cmd/fsck",
];

/**
 * Builds the judge, and strangers' witness and checker, by the Go that `npm run python-env go` installed; Go's own cache makes the
 * next time short.
 */
export default (): void => {
  const go = fileURLToPath(new URL("../../.venvs/go/bin/go", import.meta.url));
  const args = ["build", "-buildvcs=false", "-trimpath", "-o", built(""), ...packages];
  const { status, stderr, error } = spawnSync(go, args, {
    cwd: fileURLToPath(new URL("judge", import.meta.url)),
    env: { ...process.env, GOTOOLCHAIN: "local" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`go ${args.join(" ")} failed: ${error?.message ?? stderr}`);
};
