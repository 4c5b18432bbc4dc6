import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RandomForestClassifier } from "ml-random-forest";
import LinearRegression from "ml-regression-multivariate-linear";
import { type Day, dayFeatures, type Penguin, type PublicData, penguinFeatures } from "./datasets.js";

/** A trained model as it lies on disk, and what is known of it. */
export interface TrainedModel {
  readonly title: string;
  /** URI of the folder that holds the file. */
  readonly source: string;
  readonly file: { readonly path: string; readonly sha256: string; readonly size: number };
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly data: PublicData;
}

const require = createRequire(import.meta.url);

/** Name and installed version of a library, as a model file cites it. */
const cite = (library: string): string =>
  `${library} ${(require(`${library}/package.json`) as { version: string }).version}`;

/** The file in a model's folder. */
export const modelFile = "model.json";

const write = (folder: string, content: object): Pick<TrainedModel, "source" | "file"> => {
  const bytes = Buffer.from(`${JSON.stringify(content)}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, modelFile), bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { source: pathToFileURL(folder).href, file: { path: modelFile, sha256, size: bytes.length } };
};

/** How strong a forest is made. */
export interface Forest {
  readonly trees: number;
  readonly featuresPerTree: number;
  readonly depth: number;
}

const seed = 42;

/** Rows to train on and rows to measure on. */
export interface Rows {
  readonly data: PublicData;
  readonly classes: readonly string[];
  readonly train: readonly Penguin[];
  readonly held: readonly Penguin[];
}

const fitForest = ({ trees, featuresPerTree, depth }: Forest, { classes, train }: Rows): RandomForestClassifier => {
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

/** Trains a classifier, measures it on rows that it has not seen, and writes its file. */
export const trainClassifier = (folder: string, forest: Forest, rows: Rows): TrainedModel => {
  const { data, classes, train, held } = rows;
  const { trees, featuresPerTree, depth } = forest;
  const model = fitForest(forest, rows);
  const library = cite("ml-random-forest");
  const settings = { trees, featuresPerTree, depth, seed };
  const answers = model.predict(held.map(({ features }) => [...features]));
  const right = held.filter(({ species }, row) => classes[answers[row] ?? -1] === species).length;
  return {
    ...write(folder, { library, features: penguinFeatures, classes, model: model.toJSON() }),
    title: `${trees} ${trees === 1 ? "tree" : "trees"}, at most ${depth} deep`,
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

/** Trains a forecast, measures it on days that it has not seen, beside the forecast "as yesterday", and writes its file. */
export const trainForecast = (
  folder: string,
  { data, train, held }: { data: PublicData; train: Day[]; held: Day[] },
): TrainedModel => {
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

/** Loads a classifier from its file's bytes, as a serving system does. */
export const loadClassifier = (bytes: Buffer): ((features: readonly number[]) => string) => {
  const { classes, model } = JSON.parse(bytes.toString("utf8")) as {
    classes: string[];
    model: Parameters<typeof RandomForestClassifier.load>[0];
  };
  const loaded = RandomForestClassifier.load(model);
  return (features) => classes[loaded.predict([[...features]])[0] ?? -1] ?? "none";
};

/** The bytes of a file, and their digest. */
export const readWithDigest = (path: string | URL): { bytes: Buffer; sha256: string } => {
  const bytes = readFileSync(path);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
};
