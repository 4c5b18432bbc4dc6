import { expect, it, onTestFinished } from "vitest";
import { openWorld } from "../support/world.js";
import { machineWith } from "./client.js";

// Spark is a download of 350 MB: `TEST_SPARK=1 npm run test:mlflow`.
it.runIf(process.env.TEST_SPARK === "1")("5: one model is used on Spark too", async () => {
  const world = await openWorld();
  onTestFinished(() => world.close());
  const maintainer = await world.user("maintainer", { analytics: ["MAINTAINER"] });
  const printed = await machineWith("mlflow3+spark").example("one_model_four_ways.py", ["--spark"], maintainer);
  expect(printed).toContain("Spark: the same");
});
