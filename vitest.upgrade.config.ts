import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/**
 * The last release beside this one, on one database that this one has migrated: `npm run test:upgrade`, by hand before a
 * release. `UPGRADE_FROM` names a tag or commit; else it is the newest tag `v*`.
 */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], globalSetup: [] } },
  defineConfig({ test: { include: ["test/upgrade/**/*.upgrade.ts"], testTimeout: 900_000 } }),
);
