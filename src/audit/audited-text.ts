import { createHash } from "node:crypto";
import type { Json } from "./jcs.js";

const WHOLE = 1_000;

/** A text as an entry holds it: whole up to 1,000 code units, a longer one by its SHA-256 and length. */
export const auditedText = (value: string | undefined): Json => {
  if (value === undefined) return null;
  if (value.length <= WHOLE) return value;
  return { sha256: createHash("sha256").update(value).digest("hex"), length: value.length };
};

/** Tags as an entry holds them. */
export const auditedTags = (tags: readonly { key: string; value: string }[]): Json =>
  tags.map(({ key, value }) => ({ key, value: auditedText(value) }));
