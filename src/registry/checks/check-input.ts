import { z } from "zod";
import { id, modelName, text } from "../../input.js";
import { count, line } from "../registry-input.js";
import { registryLimits as limits } from "../registry-limits.js";

/** Published limits of checks. */
export const checkLimits = {
  /** Characters of a name, of an external id, of a summary. */
  name: 250,
  externalId: 250,
  summary: 20_000,
  detailsUrl: 2_000,
  /** Data sets, models or files that a check says it looked at. */
  inputs: 100,
  /** Bytes of a report in UTF-8. */
  report: 1_048_576,
} as const;

export const checkStatuses = ["IN_PROGRESS", "COMPLETED"] as const;
export const checkConclusions = ["SUCCESS", "FAILURE", "NEUTRAL"] as const;

const urlText = `an http or https URL of at most ${count(checkLimits.detailsUrl)} characters.`;
const url = text(checkLimits.detailsUrl).refine(
  (value) => /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value) && !/^https?:\/\/[^/]*@/.test(value),
  { error: urlText },
);

const sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, { error: "SHA-256 as 64 hexadecimal digits." })
  .toLowerCase();

const mediaType = z.string().regex(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/i, {
  error: "a media type such as application/json, without parameters.",
});

const reportText = `a text of at most ${count(checkLimits.report)} bytes in UTF-8, without NUL.`;
const content = z
  .string({ error: reportText })
  .refine((value) => value.isWellFormed() && !value.includes("\0") && Buffer.byteLength(value) <= checkLimits.report, {
    error: reportText,
  });

const inputsText = `at most ${checkLimits.inputs} inputs.`;

const MOST_VERSION = 2_147_483_647;
const versionText = { error: "a version's number: 1–2,147,483,647." };

const fields = z.strictObject({
  modelVersionId: id.nullish(),
  model: modelName.nullish(),
  version: z.int(versionText).min(1, versionText).max(MOST_VERSION, versionText).nullish(),
  versionDigest: sha256,
  name: line(checkLimits.name),
  status: z.enum(checkStatuses, { error: `one of ${checkStatuses.join(", ")}.` }),
  conclusion: z.enum(checkConclusions, { error: `one of ${checkConclusions.join(", ")}.` }).nullish(),
  summary: text(checkLimits.summary).nullish(),
  detailsUrl: url.nullish(),
  externalId: line(checkLimits.externalId).nullish(),
  inputs: z
    .array(z.strictObject({ name: line(limits.datasetName), digest: line(limits.datasetDigest) }), {
      error: inputsText,
    })
    .max(checkLimits.inputs, { error: inputsText })
    .nullish(),
  report: z.strictObject({ mediaType, content }).nullish(),
});

/** What a machine says that it checked, by GraphQL or by `POST /checks`. */
export const checkInput = fields
  .refine(({ modelVersionId, model, version }) => (modelVersionId == null) === (model != null && version != null), {
    error: "give either modelVersionId, or model and version.",
    path: ["modelVersionId"],
  })
  .refine(({ modelVersionId, model, version }) => modelVersionId == null || (model == null && version == null), {
    error: "give either modelVersionId, or model and version.",
    path: ["modelVersionId"],
  })
  .refine(({ status, conclusion }) => (status === "COMPLETED") === (conclusion != null), {
    error: `one of ${checkConclusions.join(", ")} when the status is COMPLETED, and none before.`,
    path: ["conclusion"],
  });

export type CheckInput = z.output<typeof checkInput>;
