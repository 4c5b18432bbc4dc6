import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { RandomForestClassifier } from "ml-random-forest";
import LinearRegression from "ml-regression-multivariate-linear";
import { type Day, dayFeatures, penguinFeatures } from "./datasets.js";
import { filesIn } from "./model-files.js";
import type { DayRows, Forest, PenguinRows, TrainedModel } from "./workbench.js";

const require = createRequire(import.meta.url);

/** Name and installed version of a library, as a model file cites it. */
const cite = (library: string): string =>
  `${library} ${(require(`${library}/package.json`) as { version: string }).version}`;

const modelFile = "model.json";

const write = (folder: string, content: object): Pick<TrainedModel, "folder" | "files"> => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, modelFile), `${JSON.stringify(content)}\n`);
  return { folder, files: filesIn(folder) };
};

/** What every training draws its chances from, in either language. */
export const seed = 42;

/** A forest in a few words. */
export const titleOf = ({ trees, depth }: Forest): string =>
  `${trees} ${trees === 1 ? "tree" : "trees"}, at most ${depth} deep`;

const fitForest = (
  { trees, featuresPerTree, depth }: Forest,
  { classes, train }: Pick<PenguinRows, "classes" | "train">,
): RandomForestClassifier => {
  const model = new RandomForestClassifier({
    nEstimators: trees,
    maxFeatures: featuresPerTree,
    replacement: false,
    useSampleBagging: trees > 1,
    noOOB: true,
    seed,
    treeOptions: { maxDepth: depth },
  });
  const features = train.map((row) => [...row.features]);
  model.train(
    features,
    train.map(({ species }) => classes.indexOf(species)),
  );
  return model;
};

/** How many of the held rows the model tells right. */
const countRight = (
  model: RandomForestClassifier,
  { classes, held }: Pick<PenguinRows, "classes" | "held">,
): number => {
  const answers = model.predict(held.map(({ features }) => [...features]));
  return held.filter(({ species }, row) => classes[answers[row] ?? -1] === species).length;
};

/** Trains a forest only to measure it: the part of the held rows that it tells right. */
export const accuracyOf = (forest: Forest, rows: Omit<PenguinRows, "data">): number =>
  countRight(fitForest(forest, rows), rows) / rows.held.length;

/** A random forest in JavaScript, as one JSON file. */
export const trainClassifier = (folder: string, forest: Forest, rows: PenguinRows): TrainedModel => {
  const { data, classes, train, held } = rows;
  const model = fitForest(forest, rows);
  const library = cite("ml-random-forest");
  const settings = { ...forest, seed };
  const right = countRight(model, rows);
  return {
    ...write(folder, { library, features: penguinFeatures, classes, model: model.toJSON() }),
    title: titleOf(forest),
    params: { library, ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)])) },
    metrics: {
      heldOutAccuracy: right / held.length,
      heldOutRight: right,
      heldOutRows: held.length,
      trainingRows: train.length,
      microsecondsPerAnswer: microsecondsPerCall(() => model.predict([[...(held[0]?.features ?? [])]])),
    },
    data,
  };
};

/** The median of timed calls, after some that warm the machine up. */
const microsecondsPerCall = (call: () => unknown): number => {
  const times = Array.from({ length: 2_000 }, () => {
    const started = performance.now();
    call();
    return (performance.now() - started) * 1_000;
  });
  return Math.round(times.slice(1_000).sort((a, b) => a - b)[500] ?? 0);
};

/** A linear regression in JavaScript, as one JSON file. */
export const trainForecast = (folder: string, { data, train, held }: DayRows): TrainedModel => {
  const model = new LinearRegression(
    train.map(({ features }) => [...features]),
    train.map(({ celsius }) => [celsius]),
  );
  const library = cite("ml-regression-multivariate-linear");
  const written = write(folder, { library, features: dayFeatures, unit: "°C", model: model.toJSON() });
  const error = (forecast: (day: Day) => number): number =>
    held.reduce((sum, day) => sum + Math.abs(forecast(day) - day.celsius), 0) / held.length;
  return {
    ...written,
    title: `linear, ${dayFeatures.length} features`,
    params: { library, features: dayFeatures.join(", ") },
    metrics: {
      heldOutMeanAbsoluteError: error(({ features }) => model.predict([...features])[0] ?? Number.NaN),
      asYesterdayMeanAbsoluteError: error(({ yesterday }) => yesterday),
      heldOutRows: held.length,
      trainingRows: train.length,
    },
    data,
  };
};

/** Loads a classifier from the folder that holds its file. */
export const loadClassifier = (folder: string): ((features: readonly number[]) => string) => {
  const { classes, model } = JSON.parse(readFileSync(join(folder, modelFile), "utf8")) as {
    classes: string[];
    model: Parameters<typeof RandomForestClassifier.load>[0];
  };
  const loaded = RandomForestClassifier.load(model);
  return (features) => classes[loaded.predict([[...features]])[0] ?? -1] ?? "none";
};
