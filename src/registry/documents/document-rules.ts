import { canonicalJson, type Json } from "../../../verify/canonical-json.js";
import { sha256 } from "../../../verify/sha256.js";

/** The fields of a document as they are given: objects within objects, or keys that are paths already. */
export type DocumentFields = { readonly [key: string]: Json };

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every field by its path: the keys down to it, joined by dots. An object that is empty is a field without anything in it. */
export const pathsOf = (fields: DocumentFields, above = ""): [path: string, value: Json][] =>
  Object.entries(fields).flatMap(([key, value]): [string, Json][] => {
    const path = `${above}${key}`;
    return isObject(value) && Object.keys(value).length > 0 ? pathsOf(value, `${path}.`) : [[path, value]];
  });

/** Whether somebody has filled a field: null, blank text, an empty list and an empty object say nothing; false and 0 do. */
const isFilled = (value: Json): boolean => {
  if (value === null) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.some(isFilled);
  return !isObject(value) || Object.values(value).some(isFilled);
};

/** Those of the wanted fields that nobody has filled, in their order; a path names all that is below it, too. */
export const unfilledOf = (fields: DocumentFields, wanted: readonly string[]): string[] => {
  const filled = pathsOf(fields).flatMap(([path, value]) => (isFilled(value) ? [path] : []));
  return wanted.filter((path) => !filled.some((each) => each === path || each.startsWith(`${path}.`)));
};

/** What a revision says. */
export interface DocumentContent {
  readonly kind: string;
  readonly title: string;
  readonly fields: DocumentFields;
  /** SHA-256 of its text in UTF-8. */
  readonly contentSha256: string;
}

/** SHA-256 of the canonical JSON (RFC 8785) of all that a revision says; its form is in docs/documents.md. */
export const documentDigest = ({ kind, title, fields, contentSha256: content }: DocumentContent): string =>
  sha256(canonicalJson({ content, fields, kind, title }));
