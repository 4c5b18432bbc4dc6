import { Ajv, type ValidateFunction } from "ajv";
import { LRUCache } from "lru-cache";
import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { type DocumentFields, pathsOf } from "./document-rules.js";

/** How many problems of one document are told. */
const MOST_PROBLEMS = 5;

const options = { strict: true, strictTypes: false, strictRequired: false, allErrors: true, addUsedSchema: false };

/** Made when it is first needed: that takes as long as a hundred answers. */
let ajv: Ajv | undefined;
const compiled = new LRUCache<string, ValidateFunction>({ max: 200 });

/** A schema, of a kind's fields or of another file's content, ready to be asked; throws where it is none. */
export const compiledSchema = (schema: object): ValidateFunction => {
  const key = canonicalJson(schema as Json);
  ajv ??= new Ajv(options);
  const known = compiled.get(key) ?? ajv.compile(schema);
  compiled.set(key, known);
  return known;
};

/** The fields as objects within objects: a key that is a path is taken apart. */
const nested = (fields: DocumentFields): object => {
  const root: Record<string, unknown> = Object.create(null);
  for (const [path, value] of pathsOf(fields)) {
    const keys = path.split(".");
    let at = root;
    for (const key of keys.slice(0, -1)) {
      const below = at[key];
      const next = isRecord(below) ? below : (Object.create(null) as Record<string, unknown>);
      at[key] = next;
      at = next;
    }
    at[keys.at(-1) ?? ""] = value;
  }
  return root;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Why the fields do not fit the schema of their kind, at most five reasons; none: they fit. */
export const problemsOf = (schema: object, fields: DocumentFields): string[] => {
  const fits = compiledSchema(schema);
  if (fits(nested(fields))) return [];
  const told = (fits.errors ?? []).map(({ instancePath, message = "does not fit" }) =>
    `${instancePath.slice(1).replaceAll("/", ".") || "fields"} ${message}`.slice(0, 300),
  );
  return [...new Set(told)].slice(0, MOST_PROBLEMS);
};
