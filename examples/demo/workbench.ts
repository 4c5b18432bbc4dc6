import type { Client } from "./client.js";
import type { Day, Penguin, PublicData } from "./datasets.js";
import { nodeWorkbench } from "./node-workbench.js";
import { findPython, pythonWorkbench } from "./python-workbench.js";

/** A file of a model, and what it is known by. */
export interface ModelFile {
  /** Below the model's folder. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** A trained model as it lies on disk, and what is known of it. */
export interface TrainedModel {
  readonly title: string;
  readonly folder: string;
  readonly files: readonly ModelFile[];
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly data: PublicData;
}

/** How strong a forest is made. */
export interface Forest {
  readonly trees: number;
  readonly featuresPerTree: number;
  readonly depth: number;
}

/** Penguins to train on and penguins to measure on. */
export interface PenguinRows {
  readonly data: PublicData;
  readonly classes: readonly string[];
  readonly train: readonly Penguin[];
  readonly held: readonly Penguin[];
}

/** Days to train on and later days to measure on. */
export interface DayRows {
  readonly data: PublicData;
  readonly train: readonly Day[];
  readonly held: readonly Day[];
}

/** What a team trains, logs, registers and serves its models with. */
export interface Workbench {
  readonly tools: string;
  /** Trains a classifier, measures it on rows that it has not seen, and writes its files. */
  trainClassifier(folder: string, forest: Forest, rows: PenguinRows): Promise<TrainedModel>;
  /** Trains a forecast, measures it beside the forecast "as yesterday", and writes its files. */
  trainForecast(folder: string, rows: DayRows): Promise<TrainedModel>;
  /** Logs a run with everything that is known of the model, its files too, and registers the next version; its number. */
  logAndRegister(author: Client, name: string, model: TrainedModel): Promise<number>;
  /** Asks for a stage as any MLflow client does; answers what it was refused with. */
  askForStage(author: Client, name: string, version: number, stage: string): Promise<string>;
  /** Loads what the URI names, as a serving system does; answers for each row. The files are in `folder` then. */
  loadAndPredict(serving: Client, uri: string, folder: string, rows: readonly Penguin[]): Promise<readonly string[]>;
}

/** Python with the stock MLflow client where `npm run test:mlflow` has made that environment, else Node.js alone. */
export const chooseWorkbench = (): Workbench => {
  const python = findPython();
  return python === undefined ? nodeWorkbench : pythonWorkbench(python);
};
