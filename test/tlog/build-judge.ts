import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { judgeBinary } from "./judge.js";

/** Builds the judge once, by the Go that `npm run python-env go` installed; Go's own cache makes the next time short. */
export default (): void => {
  const go = fileURLToPath(new URL("../../.venvs/go/bin/go", import.meta.url));
  const { status, stderr, error } = spawnSync(go, ["build", "-buildvcs=false", "-trimpath", "-o", judgeBinary, "."], {
    cwd: fileURLToPath(new URL("judge", import.meta.url)),
    env: { ...process.env, GOTOOLCHAIN: "local" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the judge was not built: ${error?.message ?? stderr}`);
};
