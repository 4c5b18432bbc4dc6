import { defineConfig, mergeConfig } from "vitest/config";
import { unitTests } from "./scripts/unit-tests.js";
import base from "./vitest.config.js";

/** Tables and pure rules, without a database: `npm run test:unit`, in seconds. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], globalSetup: [] } },
  defineConfig({ test: { include: unitTests() } }),
);
