import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** Other people's implementations judge the log: `npm run test:tlog`, which installs Go and builds the judge first. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], globalSetup: [] } },
  defineConfig({
    test: {
      include: ["test/tlog/**/*.tlog.ts"],
      globalSetup: ["test/support/embedded.ts", "test/tlog/build-judge.ts"],
    },
  }),
);
