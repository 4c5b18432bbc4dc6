import { z } from "zod";
import type { DoubleValue, VersionContent } from "../../../verify/version-digest.js";
import { text } from "../../input.js";
import { promptSources } from "../prompt-rules.js";
import { registryLimits as limits } from "../registry-limits.js";

/** Controls, white space but the plain blank, and characters that nobody sees. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;
const count = (of: number): string => of.toLocaleString("en-US");

/** One line of 1 to `max` characters, nothing hidden in it. */
export const line = (max: number) =>
  text(max, { min: 1 }).refine((value) => value.trim() !== "" && !unseen.test(value), {
    error: `1–${count(max)} characters, not blank, no control, bidirectional or zero-width characters.`,
  });

/** Key of a param, metric or tag. */
export const key = line(limits.key);

/** An array of at most `max` items of which no two have the same name. */
const unique = <Item extends z.ZodType>(
  item: Item,
  max: number,
  what: string,
  nameOf: (value: z.output<Item>) => string,
) =>
  z
    .array(item, { error: `a list of ${what}.` })
    .max(max, { error: `at most ${count(max)} ${what}.` })
    .superRefine((items, context) => {
      const seen = new Set<string>();
      for (const [index, each] of items.entries()) {
        const name = nameOf(each);
        if (seen.has(name))
          context.addIssue({ code: "custom", path: [index], message: `named twice; ${what} must differ.` });
        seen.add(name);
      }
    })
    .nullish()
    .transform((items) => items ?? []);

/** The store's own tags, which only the typed operations set. */
export const RESERVED_PREFIX = "countersign.";

/** A tag's key: not one of ours. */
export const tagKey = key.refine((value) => !value.toLowerCase().startsWith(RESERVED_PREFIX), {
  error: `keys that begin with "${RESERVED_PREFIX}" are set by the service; ownership has setOwnershipTag.`,
});

/** A tag's value: at most 100,000 characters. */
export const tagValue = text(limits.tagValue);

/** Tags given when a model or version is made. */
export const tagList = unique(z.strictObject({ key: tagKey, value: tagValue }), limits.tags, "tags", (tag) => tag.key);

const doubleText = "a number, or “NaN”, “Infinity”, “-Infinity”.";
const double = z
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
