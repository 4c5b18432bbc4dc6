import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { unforgivenStories } from "./scripts/ci/stories.js";

export default defineConfig({
  resolve: {
    // type-graphql and Apollo load graphql's CommonJS build; two copies of its classes do not know each other.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["reflect-metadata"],
    globalSetup: ["test/support/embedded.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: "forks",
    maxWorkers: availableParallelism(),
    tags: unforgivenStories,
  },
});
