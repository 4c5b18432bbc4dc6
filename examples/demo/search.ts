import type { Client } from "./client.js";
import { readPenguins, split } from "./datasets.js";
import { post } from "./mlflow-rest.js";
import { experimentNamed } from "./node-workbench.js";
import { chapter, done } from "./screen.js";
import { accuracyOf, titleOf } from "./training.js";
import type { Forest } from "./workbench.js";

/** Fifty forests: as many trees, as deep, out of as many features. */
const forests: readonly Forest[] = [1, 2, 3, 4, 6]
  .flatMap((depth) =>
    [1, 2, 3, 4].flatMap((featuresPerTree) => [2, 4, 8].map((trees) => ({ trees, featuresPerTree, depth }))),
  )
  .slice(0, 50);

/** Sizes up to that of the forest at which its accuracy is measured: the steps of its curve. */
const sizes = [1, 2, 4, 8];

/** Logs a search of 50 trials as runs nested in one, and one more forest that is still being trained: pages to look at. */
export const search = async (author: Client): Promise<void> => {
  chapter("A search, for the pages of the console");
  const { rows, species: classes } = readPenguins();
  const { train, held } = split(rows, "countersign", 0.7);
  const measure = (forest: Forest): number => accuracyOf(forest, { classes, train, held });
  const experiment = await experimentNamed(author, "churn search");
  const parent = await startRun(author, experiment, "search of 50 forests", []);
  for (const [index, forest] of forests.entries())
    await logTrial(author, experiment, `trial ${String(index + 1).padStart(2, "0")}: ${titleOf(forest)}`, {
      forest,
      measure,
      parent,
    });
  await endRun(author, parent);
  done(author.handle, `searched ${forests.length} forests: one row of the experiment, which opens`);
  const going = { trees: 16, featuresPerTree: 3, depth: 8 };
  const run = await startRun(author, experiment, `still growing: ${titleOf(going)}`, []);
  await logCourse(author, run, going, measure);
  done(author.handle, "left one run unfinished: its page shows what is logged to it as it comes");
};

interface Trial {
  readonly forest: Forest;
  readonly measure: (forest: Forest) => number;
  /** The run that it is nested in. */
  readonly parent: string;
}

const logTrial = async (author: Client, experiment: string, name: string, trial: Trial): Promise<void> => {
  const { forest, measure, parent } = trial;
  const run = await startRun(author, experiment, name, [{ key: "mlflow.parentRunId", value: parent }]);
  await logCourse(author, run, forest, measure);
  await endRun(author, run);
};

/** The forest's settings, and its accuracy with its first tree, its first two, and so on. */
const logCourse = async (
  author: Client,
  run_id: string,
  forest: Forest,
  measure: (forest: Forest) => number,
): Promise<void> => {
  const params = Object.entries(forest).map(([key, value]) => ({ key, value: String(value) }));
  const metrics = sizes
    .filter((trees) => trees <= forest.trees)
    .map((trees) => {
      const value = measure({ ...forest, trees });
      return { key: "heldOutAccuracy", value, step: trees, timestamp: Date.now() };
    });
  await post(author, "runs/log-batch", { run_id, params, metrics });
};

const startRun = async (
  author: Client,
  experiment_id: string,
  run_name: string,
  tags: readonly { key: string; value: string }[],
): Promise<string> => {
  type Made = { run: { info: { run_id: string } } };
  const made = { experiment_id, run_name, start_time: Date.now(), tags };
  return (await post<Made>(author, "runs/create", made)).run.info.run_id;
};

const endRun = (author: Client, run_id: string): Promise<object> =>
  post(author, "runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
