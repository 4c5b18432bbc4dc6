import { z } from "zod";
import { teamRoles } from "../../access/roles.js";
import { parseFilePath } from "../../artifacts/artifact-path-rules.js";
import { id, text } from "../../input.js";
import { checkLimits } from "../../registry/checks/check-input.js";
import { documentKind, documentLimits, fieldPath } from "../../registry/documents/document-input.js";

/** Limits of a policy's gates, published in docs/limits.md. */
export const gateLimits = {
  gates: 20,
  globs: 50,
  glob: 200,
  values: 50,
  value: 250,
  people: 50,
  ageHours: 87_600,
  column: 250,
} as const;

const isFilePath = (path: string): boolean => {
  try {
    parseFilePath(path);
    return true;
  } catch {
    return false;
  }
};

const finite = z.number({ error: "a finite number." });
const metricKey = text(250, { min: 1 });

const dataset = z.strictObject({ name: text(500, { min: 1 }), digest: text(100, { min: 1 }).nullish() });
const evaluator = z
  .strictObject({ teamId: id.nullish(), independent: z.boolean().nullish() })
  .refine(({ teamId, independent }) => teamId != null || independent === true, {
    error: "teamId, independent: true, or both.",
  });

export const metric = z
  .strictObject({
    key: metricKey,
    min: finite.nullish(),
    max: finite.nullish(),
    dataset: dataset.nullish(),
    evaluator: evaluator.nullish(),
  })
  .refine(({ min, max }) => min != null || max != null, { error: "min, max, or both." })
  .refine(({ min, max }) => min == null || max == null || min <= max, { path: ["min"], error: "not above max." })
  .refine(({ dataset: data, evaluator: by }) => by == null || data != null, {
    path: ["evaluator"],
    error: "it needs dataset: without one the metric is that which the version froze.",
  });

export const champion = z
  .strictObject({
    metric: metricKey.nullish(),
    paired: z
      .strictObject({
        table: text(1_000, { min: 1 }).refine(isFilePath, { error: "a file's path, as scores.json." }),
        row: text(gateLimits.column, { min: 1 }),
        score: text(gateLimits.column, { min: 1 }),
        confidence: finite.min(0.5, "0.5 or more, below 1.").lt(1, "0.5 or more, below 1.").nullish(),
      })
      .nullish(),
    direction: z.enum(["HIGHER", "LOWER"]),
    margin: finite.nullish(),
    relative: z.boolean().nullish(),
    dataset: dataset.nullish(),
    evaluator: evaluator.nullish(),
    against: text(256, { min: 1 }).nullish(),
    without: z.enum(["PASS", "FAIL"]).nullish(),
  })
  .refine(({ metric: ofRun, paired }) => (ofRun == null) !== (paired == null), {
    path: ["metric"],
    error: "either metric or paired.",
  })
  .refine(({ relative, paired }) => relative !== true || paired == null, {
    path: ["relative"],
    error: "the margin of paired scores is no part of the champion's value.",
  })
  .refine(({ relative, margin }) => relative !== true || ((margin ?? 0) >= -1 && (margin ?? 0) <= 100), {
    path: ["margin"],
    error: "of the champion's value: a number from -1 to 100 (0.05 is five per cent).",
  });

const EACH = ["minRatio", "maxDifference", "minEach", "maxEach"] as const;
const sizeText = "a whole number from 1 to 2,147,483,647.";

export const groups = z
  .strictObject({
    metric: metricKey,
    attribute: text(100, { min: 1 }).refine((value) => !value.includes(":"), { error: "without a colon." }),
    minRatio: finite.gt(0, "above 0, at most 1.").max(1, "above 0, at most 1.").nullish(),
    maxDifference: finite.min(0, "0 or more.").nullish(),
    minEach: finite.nullish(),
    maxEach: finite.nullish(),
    minGroupSize: z.int({ error: sizeText }).min(1, sizeText).max(2_147_483_647, sizeText).nullish(),
    dataset: dataset.nullish(),
    evaluator: evaluator.nullish(),
  })
  .refine((given) => EACH.some((bound) => given[bound] != null), { error: `at least one of ${EACH.join(", ")}.` })
  .refine(({ minEach, maxEach }) => minEach == null || maxEach == null || minEach <= maxEach, {
    path: ["minEach"],
    error: "not above maxEach.",
  });

export const tag = z.strictObject({
  key: text(250, { min: 1 }),
  values: z
    .array(text(gateLimits.value))
    .min(1, "1–50 values.")
    .max(gateLimits.values, "1–50 values.")
    .transform((values) => [...new Set(values)]),
  subject: z.enum(["VERSION", "MODEL"]).nullish(),
  setBy: z.strictObject({ role: z.enum(teamRoles), teamId: id.nullish() }).nullish(),
  independent: z.boolean().nullish(),
});

const people = z
  .array(id, { error: "1–50 ids of principals." })
  .min(1, "1–50 ids of principals.")
  .max(gateLimits.people, "1–50 ids of principals.")
  .transform((ids) => [...new Set(ids)]);
const ageHours = z
  .int({ error: "1–87,600 hours." })
  .min(1, "1–87,600 hours.")
  .max(gateLimits.ageHours, "1–87,600 hours.");

export const check = z.strictObject({
  name: text(checkLimits.name, { min: 1 }),
  reportedBy: people,
  maxAgeHours: ageHours.nullish(),
});

export const document = z.strictObject({
  kind: documentKind,
  fields: z
    .array(fieldPath, { error: "at most 200 paths of fields." })
    .max(documentLimits.fields, "at most 200 paths of fields.")
    .transform((paths) => [...new Set(paths)])
    .nullish(),
  subject: z.enum(["VERSION", "MODEL"]).nullish(),
  publishedBy: z.strictObject({ role: z.enum(teamRoles), teamId: id.nullish() }).nullish(),
  independent: z.boolean().nullish(),
  maxAgeHours: ageHours.nullish(),
});

export const signature = z.strictObject({
  mode: z.enum(["PRESENT", "COMPATIBLE"], { error: "PRESENT or COMPATIBLE." }),
});

const globs = z
  .array(text(gateLimits.glob, { min: 1 }))
  .max(gateLimits.globs, "at most 50 globs.")
  .nullish();
const MAX_LONG = 2n ** 63n - 1n;
const bytesText = "bytes: a whole number from 0 to 9,223,372,036,854,775,807.";

export const files = z
  .strictObject({
    require: globs,
    forbid: globs,
    maxBytes: z.bigint().min(0n, bytesText).max(MAX_LONG, bytesText).nullish(),
  })
  .refine(({ require, forbid, maxBytes }) => (require ?? []).length + (forbid ?? []).length > 0 || maxBytes != null, {
    error: "require, forbid or maxBytes: at least one.",
  })
  .refine(({ require, forbid }) => (require ?? []).length + (forbid ?? []).length <= gateLimits.globs, {
    error: "at most 50 globs.",
  });

const asked = z.boolean().nullish();
export const provenance = z
  .strictObject({ commit: asked, trainingData: asked, environment: asked })
  .refine((given) => Object.values(given).includes(true), {
    error: "commit, trainingData or environment: at least one is true.",
  });
