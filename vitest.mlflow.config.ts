import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The stock MLflow clients against the service: `npm run test:mlflow`, which makes their Python environments first. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: { include: ["test/mlflow-client/**/*.mlflow.ts"], testTimeout: 600_000, maxWorkers: 2 },
  }),
);
