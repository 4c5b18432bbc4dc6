import { DomainError } from "../../errors.js";
import type { KeyValue } from "../key-value.js";
import { trackingKey, value } from "../tracking-input.js";
import { trackingLimits as limits } from "../tracking-limits.js";

/** A metric as a client logs it. */
export interface LoggedMetric {
  readonly key: string;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: bigint;
  readonly step: bigint;
  /** A logged model that the value is of, by its id. */
  readonly modelId?: string | undefined;
  readonly datasetName?: string | undefined;
  readonly datasetDigest?: string | undefined;
}

/** What is logged of a run at once. */
export interface Batch {
  readonly runId: string;
  readonly metrics: LoggedMetric[];
  readonly params: KeyValue[];
  readonly tags: KeyValue[];
  /** Whether its one metric was sent by itself: a refusal then names the metric's field alone. */
  readonly alone?: boolean | undefined;
}

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

const wrong = (path: string, message: string): DomainError =>
  new DomainError("INVALID_INPUT", `Invalid value for parameter '${path}' supplied: ${message}`, {
    path: ["input", path],
  });

/** Keys that were found well-formed lately: a training loop sends few, again and again. */
const wellFormed = new Set<string>();
const MAX_REMEMBERED = 10_000;

/** Refuses a key that MLflow would refuse; `path` says where it stood. */
export const checkKey = (key: string, path: string): void => {
  if (wellFormed.has(key)) return;
  const parsed = trackingKey.safeParse(key);
  if (!parsed.success) throw wrong(path, parsed.error.issues[0]?.message ?? "malformed");
  if (wellFormed.size >= MAX_REMEMBERED) wellFormed.clear();
  wellFormed.add(key);
};

const datasetText = { datasetName: value(limits.datasetName), datasetDigest: value(limits.datasetDigest) };
const datasetFields = { datasetName: "dataset_name", datasetDigest: "dataset_digest" } as const;

/** A data set is named by both of its fields or by none; an empty one is none. */
const checkDataset = (metric: LoggedMetric, place: string): void => {
  for (const name of ["datasetName", "datasetDigest"] as const) {
    const parsed = datasetText[name].safeParse(metric[name] ?? "");
    if (!parsed.success) throw wrong(`${place}${datasetFields[name]}`, parsed.error.issues[0]?.message ?? "malformed");
  }
  if (!metric.datasetName === !metric.datasetDigest) return;
  throw wrong(
    `${place}${metric.datasetName ? "dataset_digest" : "dataset_name"}`,
    "Both dataset_name and dataset_digest must be provided if one is provided.",
  );
};

/** What tells a logged model's metrics apart is the key of an index, whose room is in bytes. */
const checkRoom = ({ key, datasetName = "", datasetDigest = "" }: LoggedMetric, place: string): void => {
  const bytes = Buffer.byteLength(key + datasetName + datasetDigest);
  if (bytes <= limits.modelMetricBytes) return;
  throw wrong(
    `${place}dataset_name`,
    `with key and dataset_digest it takes ${bytes.toLocaleString("en-US")} bytes in UTF-8; for a logged model's metric these three have at most ${limits.modelMetricBytes.toLocaleString("en-US")} together.`,
  );
};

/** Refuses a metric that cannot be stored; `place` says where it stood. */
export const checkMetric = (metric: LoggedMetric, place = ""): void => {
  checkKey(metric.key, `${place}key`);
  const { timestamp, step } = metric;
  if (timestamp < 0n || timestamp > INT64_MAX) throw wrong(`${place}timestamp`, "a non-negative 64-bit integer.");
  if (step < INT64_MIN || step > INT64_MAX) throw wrong(`${place}step`, "a 64-bit integer.");
  if (metric.datasetName !== undefined || metric.datasetDigest !== undefined) checkDataset(metric, place);
  if (metric.modelId !== undefined) checkRoom(metric, place);
};

/** Refuses metrics that cannot be stored, and says where: `metrics[0].step`; the field alone of one that was sent `alone`. */
export const checkMetrics = (metrics: readonly LoggedMetric[], alone = false): void => {
  for (const [index, metric] of metrics.entries()) checkMetric(metric, alone ? "" : `metrics[${index}].`);
};

/** Refuses a batch over one of MLflow's limits (mlflow/utils/validation.py). */
export const checkBatchSize = (metrics: number, params: number, tags: number): void => {
  const checks = [
    ["metrics", metrics, limits.batchMetrics],
    ["params", params, limits.batchParams],
    ["tags", tags, limits.batchTags],
    ["metrics, params, and tags", metrics + params + tags, limits.batch],
  ] as const;
  for (const [what, count, most] of checks)
    if (count > most)
      throw new DomainError(
        "INVALID_INPUT",
        `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. Please split up ${what} across multiple requests and try again.`,
        { path: ["input", what] },
      );
};
