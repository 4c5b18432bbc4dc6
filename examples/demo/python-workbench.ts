import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Client } from "./client.js";
import { dayFeatures, penguinFeatures } from "./datasets.js";
import { filesIn } from "./model-files.js";
import { waiting } from "./screen.js";
import { seed, titleOf } from "./training.js";
import type { TrainedModel, Workbench } from "./workbench.js";

const environment = fileURLToPath(new URL("../../.venvs/mlflow3", import.meta.url));
const script = fileURLToPath(new URL("workbench.py", import.meta.url));

/** The interpreter of the environment that `scripts/python-env.js` makes, if it has made it. */
export const findPython = (): string | undefined => {
  const place = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");
  return existsSync(join(environment, ".requirements")) ? join(environment, place) : undefined;
};

/** Nothing of the caller's settings may lead the client to another server. */
const variables = (folder: string, who?: Client): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(MLFLOW_|_MLFLOW_)/.test(key))),
  HOME: folder,
  // Kept, since making a list of fonts takes seconds.
  MPLCONFIGDIR: join(environment, "matplotlib"),
  MLFLOW_DISABLE_TELEMETRY: "true",
  DO_NOT_TRACK: "1",
  MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: "false",
  ...(who !== undefined && { MLFLOW_TRACKING_URI: who.url, MLFLOW_TRACKING_TOKEN: who.token }),
});

/** Runs one task of `workbench.py` in `folder`: JSON goes in, the last line that comes out is JSON. */
const runTask = async <Answer>(
  python: string,
  folder: string,
  task: string,
  input: object,
  who?: Client,
): Promise<Answer> => {
  mkdirSync(folder, { recursive: true });
  const child = spawn(python, [script, task], { cwd: folder, env: variables(folder, who) });
  child.stdin.end(JSON.stringify(input));
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await waiting(`${task}, in Python`, once(child, "close"))) as [number | null];
  const [answer, said] = await printed;
  if (code !== 0) throw new Error(`workbench.py ${task} ended with ${code}:\n${said.slice(-4_000)}`);
  return JSON.parse(answer.trim().split("\n").at(-1) ?? "") as Answer;
};

type Measured = Pick<TrainedModel, "params" | "metrics">;

/** Trained, logged, registered and loaded by the stock MLflow client, with scikit-learn. */
export const pythonWorkbench = (python: string): Workbench => ({
  tools: "Python with the stock MLflow client and scikit-learn",
  trainClassifier: async (folder, forest, { data, ...rows }) => {
    const input = { ...rows, folder, forest, seed, features: penguinFeatures };
    const measured = await runTask<Measured>(python, dirname(folder), "train-classifier", input);
    return { ...measured, title: titleOf(forest), folder, files: filesIn(folder), data };
  },
  trainForecast: async (folder, { data, ...rows }) => {
    const input = { ...rows, folder, features: dayFeatures };
    const measured = await runTask<Measured>(python, dirname(folder), "train-forecast", input);
    return { ...measured, title: `linear, ${dayFeatures.length} features`, folder, files: filesIn(folder), data };
  },
  logAndRegister: async (author, name, { data, ...model }) => {
    const input = { ...model, name, data: { name: data.name, url: data.url, sha256: data.sha256 } };
    return (await runTask<{ version: number }>(python, dirname(model.folder), "register", input, author)).version;
  },
  askForStage: async (author, name, version, stage) => {
    const input = { name, version: String(version), stage };
    return (await runTask<{ refusal: string }>(python, process.cwd(), "ask-for-stage", input, author)).refusal;
  },
  loadAndPredict: async (serving, uri, folder, rows) => {
    const input = { uri, folder, features: penguinFeatures, rows: rows.map(({ features }) => features) };
    return (await runTask<{ answers: string[] }>(python, folder, "predict", input, serving)).answers;
  },
});
