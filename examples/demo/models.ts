import { join } from "node:path";
import { type Penguin, type PublicData, readDays, readPenguins, split } from "./datasets.js";
import { sizeOf } from "./model-files.js";
import { chapter, check, fact, kilobytes, percent, prefix, say, table } from "./screen.js";
import type { TrainedModel, Workbench } from "./workbench.js";

/** The models of the story. */
export interface Models {
  readonly weak: TrainedModel;
  readonly strong: TrainedModel;
  readonly larger: TrainedModel;
  readonly forecast: TrainedModel;
  /** Penguins that no model was trained on. */
  readonly unseen: readonly Penguin[];
}

const describe = (story: string, { origin, about, collectedBy, licence, sha256 }: PublicData, rows: string): void => {
  fact(story, origin);
  fact("", about);
  fact("", `Source: ${collectedBy}. Licence: ${licence}`);
  fact("", `${rows}; sha256 ${prefix(sha256)}…`);
};

/** Trains and measures every model on public data, says what that data is, and writes the files below `folder`. */
export const prepareModels = async (workbench: Workbench, folder: string): Promise<Models> => {
  chapter("Real data, real models");
  say("   The story calls its models “churn” and “demand-forecast”. The data is neither, but it is real:");
  const penguins = readPenguins();
  describe(
    "churn",
    penguins.data,
    `${penguins.records} rows, ${penguins.rows.length} of them measured; to tell: ${penguins.species.join(", ")}`,
  );
  const { train, held } = split(penguins.rows, "countersign", 0.7);
  fact("", `trained on ${train.length} rows, measured on ${held.length} others, drawn by a fixed seed`);
  const days = readDays();
  const past = days.rows.filter(({ date }) => date < "2015");
  const future = days.rows.filter(({ date }) => date >= "2015");
  describe(
    "forecast",
    days.data,
    `${days.records} rows; to tell: the next day's highest temperature (weather labels are not used)`,
  );
  fact(
    "",
    `trained on ${past.length} days to ${past.at(-1)?.date}, measured on ${future.length} days from ${future[0]?.date}`,
  );
  fact("with", workbench.tools);
  const rows = { data: penguins.data, classes: penguins.species, train, held };
  const churn = (name: string, trees: number, featuresPerTree: number, depth: number) =>
    workbench.trainClassifier(join(folder, "churn", name), { trees, featuresPerTree, depth }, rows);
  const models = {
    weak: await churn("a", 1, 4, 1),
    strong: await churn("b", 25, 3, 4),
    larger: await churn("c", 100, 3, 8),
    forecast: await workbench.trainForecast(join(folder, "demand-forecast", "a"), {
      data: days.data,
      train: past,
      held: future,
    }),
    unseen: held,
  };
  report(models);
  return models;
};

const report = ({ weak, strong, larger, forecast }: Models): void => {
  say();
  const classifiers = [weak, strong, larger].map(({ title, metrics, files }) => [
    `churn: ${title}`,
    `${metrics.heldOutRight} of ${metrics.heldOutRows} right, ${percent(metrics.heldOutAccuracy ?? 0)}`,
    kilobytes(sizeOf(files)),
    String(files.length),
  ]);
  const { heldOutMeanAbsoluteError: error = 0, asYesterdayMeanAbsoluteError: yesterday = 0 } = forecast.metrics;
  const line = [
    `demand-forecast: ${forecast.title}`,
    `${error.toFixed(2)} °C off; “as yesterday”: ${yesterday.toFixed(2)} °C`,
  ];
  table([
    ["model", "on rows it has not seen", "size", "files"],
    ...classifiers,
    [...line, kilobytes(sizeOf(forecast.files)), String(forecast.files.length)],
  ]);
  const [low = 0, high = 0] = [weak, strong].map(({ metrics }) => metrics.heldOutAccuracy);
  check("the models differ in strength", low < high, { low, high });
  check("the forecast beats “as yesterday”", error < yesterday, { error, yesterday });
};
