import { z } from "zod";
import type { DoubleValue, VersionContent } from "../../../verify/version-digest.js";
import { text } from "../../input.js";
import { promptSources } from "../prompt-rules.js";
import { count, key, line, unique, unseen } from "../registry-input.js";
import { registryLimits as limits } from "../registry-limits.js";

const doubleText = "a number, or “NaN”, “Infinity”, “-Infinity”.";
/** A double as canonical JSON holds it: names for those that JSON cannot write. */
export const double = z
  .union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity), z.enum(["NaN", "Infinity", "-Infinity"])], {
    error: doubleText,
  })
  .transform((value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value) as DoubleValue);

const MAX_LONG = 2n ** 63n - 1n;
const sizeText = "bytes: a whole number from 0 to 9223372036854775807.";
const size = z
  .union([z.bigint(), z.number().refine(Number.isSafeInteger), z.string().regex(/^\d{1,19}$/)], { error: sizeText })
  .transform((value) => BigInt(value))
  .refine((value) => value >= 0n && value <= MAX_LONG, { error: sizeText })
  .transform(String);

/** The manifest names files below one root: no way out of it, no two spellings of one path. */
const isRelativePath = (path: string): boolean =>
  !path.includes("\\") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");

const artifactPath = line(limits.artifactPath).refine(isRelativePath, {
  error: "a relative path such as “model/weights.bin”: no leading or doubled “/”, no “.” or “..” part, no backslash.",
});

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: "SHA-256 as 64 lower-case hexadecimal digits." });

const uriText = `a URI with a scheme, such as “s3://bucket/path”, of at most ${count(limits.source)} characters without hidden ones.`;
const uri = text(limits.source).refine(
  (value) =>
    promptSources.has(value) ||
    (/^[A-Za-z][A-Za-z0-9+.-]*:./.test(value) && value.trim() === value && !unseen.test(value)),
  { error: uriText },
);

const runId = line(limits.runId).refine((value) => !/\s/.test(value), { error: "a run's id, without white space." });

const dataset = z.strictObject({
  name: line(limits.datasetName),
  digest: line(limits.datasetDigest)
    .nullish()
    .transform((value) => value ?? null),
  source: text(limits.datasetSource)
    .nullish()
    .transform((value) => value ?? null),
});

/** The fields of `createModelVersion` that are frozen as given. */
export const versionContent = {
  source: uri,
  runId: runId.nullish().transform((value) => value ?? null),
  params: unique(
    z.strictObject({ key, value: text(limits.paramValue) }),
    limits.params,
    "params",
    (param) => param.key,
  ),
  metrics: unique(z.strictObject({ key, value: double }), limits.metrics, "metrics", (metric) => metric.key),
  datasets: unique(dataset, limits.datasets, "data sets", ({ name, digest }) => JSON.stringify([name, digest])),
  artifacts: unique(
    z.strictObject({ path: artifactPath, sha256, size }),
    limits.artifacts,
    "artifacts",
    (artifact) => artifact.path,
  ),
};

/** Only the frozen part of the parsed input. */
export const contentOf = ({
  source,
  runId: run,
  params,
  metrics,
  datasets,
  artifacts,
}: VersionContent): VersionContent => ({
  source,
  runId: run,
  params,
  metrics,
  datasets,
  artifacts,
});
