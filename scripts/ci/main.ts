// What `.ci/run` runs after `npm ci`. A suite that comes is one line more.
import { fileURLToPath } from "node:url";
import { runPlan, type Step } from "./run-plan.js";

const plan: Step[] = [
  { command: ["npx", "--no-install", "tsc", "-p", "."] },
  { command: ["npx", "--no-install", "tsc", "-p", "web"] },
  { command: ["npx", "--no-install", "biome", "ci", "."] },
  { command: ["npm", "test"], tests: true },
  { command: ["npm", "run", "demo"] },
  { command: ["npm", "run", "test:tlog"], tests: true },
  { command: ["npm", "run", "test:mlflow"], tests: true },
  // Once more, now that there is a Python client to play it with.
  { command: ["npm", "run", "demo"] },
];

const checkout = fileURLToPath(new URL("../..", import.meta.url));
process.exitCode = (await runPlan(plan, { checkout, print: console.log })) ? 0 : 1;
