import { z } from "zod";
import type { Json } from "../../../verify/canonical-json.js";
import { displayName, id, text } from "../../input.js";
import { count } from "../registry-input.js";
import { registryLimits } from "../registry-limits.js";
import { type DocumentFields, pathsOf } from "./document-rules.js";

/** Published limits of documents. */
export const documentLimits = {
  /** Bytes of a text in UTF-8. */
  content: 1_048_576,
  /** Fields, by their paths; characters of a path; bytes of all as JSON. */
  fields: 200,
  path: 200,
  fieldBytes: 262_144,
  /** Documents of one model or version; revisions of one document. */
  documents: 200,
  revisions: 1_000,
} as const;

/** Kinds that everybody knows; others may be made up. */
export const documentKinds = [
  "MODEL_CARD",
  "VALIDATION_REPORT",
  "FAIRNESS_AUDIT",
  "IMPACT_ASSESSMENT",
  "DATA_SHEET",
  "MONITORING_PLAN",
] as const;

const kindText = `${documentKinds.join(", ")}, or 1–40 capital letters A–Z, digits and “_”, beginning with a letter.`;

/** The kind of a document. */
export const documentKind = z.string({ error: kindText }).regex(/^[A-Z][A-Z0-9_]{0,39}$/, { error: kindText });

const pathText = `1–${documentLimits.path} characters: names of letters, digits, “_” and “-”, joined by dots.`;

/** The path of a field. */
export const fieldPath = z
  .string({ error: pathText })
  .max(documentLimits.path, { error: pathText })
  .regex(/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/, { error: pathText });

const contentText = `Markdown of at most ${count(documentLimits.content)} bytes in UTF-8, without NUL.`;

/** Whether a text may be the content of a document. */
export const isContent = (value: string): boolean =>
  value.isWellFormed() && !value.includes("\0") && Buffer.byteLength(value) <= documentLimits.content;

const fieldsText = `a JSON object of at most ${documentLimits.fields} fields and ${count(documentLimits.fieldBytes)} bytes; text without NUL or lone surrogates; each path once, ${pathText}`;

const isText = (value: string): boolean => value.isWellFormed() && !value.includes("\0");

/** Whether every text in it is one that can be stored, and every number finite; no deeper than 20. */
const isPlain = (value: unknown, depth = 20): value is Json => {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "string") return isText(value);
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth - 1));
  return Object.entries(value).every(([key, item]) => isText(key) && isPlain(item, depth - 1));
};

const isFields = (value: unknown): value is DocumentFields => {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !isPlain(value)) return false;
  const paths = pathsOf(value as DocumentFields).map(([path]) => path);
  const known = new Set(paths);
  return (
    known.size === paths.length &&
    paths.length <= documentLimits.fields &&
    paths.every((path) => fieldPath.safeParse(path).success) &&
    Buffer.byteLength(JSON.stringify(value)) <= documentLimits.fieldBytes
  );
};

const fields = z.custom<DocumentFields>(isFields, { error: fieldsText });

const revision = z.strictObject({
  subjectId: id,
  kind: documentKind,
  title: displayName,
  content: z.string({ error: contentText }).refine(isContent, { error: contentText }).nullish(),
  artifact: z.strictObject({ runId: text(registryLimits.runId, { min: 1 }), path: text(1_000, { min: 1 }) }).nullish(),
  fields: fields.nullish(),
  expectedRevision: z.int({ error: "a revision's number; 0: there is none yet." }).min(0).nullish(),
});

const oneText = { error: "give either content or artifact.", path: ["content"] };

/** A new revision of a document: its text, or the file that has it. */
export const documentInput = revision.refine((given) => (given.content == null) !== (given.artifact == null), oneText);

/** The same once a file has been read: the text, and which file it was. */
export const readDocument = revision
  .refine(({ content }) => content != null, oneText)
  .transform(({ content, ...rest }) => ({ ...rest, content: content ?? "" }));
