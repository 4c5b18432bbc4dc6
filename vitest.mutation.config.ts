import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

const tests = (process.env.MUTATION_TESTS ?? "").split(",");

/** The tests that a mutation run tries each mutant with: `npm run test:mutation`. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { include: tests } }),
);
