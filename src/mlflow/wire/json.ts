import { DomainError } from "../../errors.js";
import { checkShape, textOf } from "../../http/json-body.js";

/** Digits that a double may not hold exactly. */
const longDigits = /\d{16}/;

const exactly = (_: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === "number" && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value)
    ? BigInt(source)
    : value;

const parseText = (text: string): unknown =>
  longDigits.test(text) ? (JSON.parse(text, exactly as never) as unknown) : (JSON.parse(text) as unknown);

/** Where the string that begins at `start` ends, its quote included. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};

const quoted = (between: string): string => between.replace(/-?Infinity|NaN/g, '"$&"');

/**
 * Python's JSON has bare NaN, Infinity and -Infinity: the tokens become the strings that protobuf uses. One pass: an
 * expression that matched whole strings would take time or memory that grows faster than the text.
 */
const withNamedNumbers = (text: string): string => {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    const string = open === -1 ? text.length : open;
    parts.push(quoted(text.slice(at, string)));
    at = open === -1 ? text.length : endOfString(text, open);
    parts.push(text.slice(string, at));
  }
  return parts.join("");
};

const notJson = (): DomainError => new DomainError("INVALID_INPUT", "Bad Request. The request body is not JSON.");

/**
 * Reads a request body as MLflow's clients write it: integers exact beyond 2^53 (as bigint), NaN and infinities bare or
 * as strings, a JSON text within a JSON string read once more, a byte order mark passed over. An empty body is an empty
 * object.
 */
export const readJson = (body: Buffer): unknown => {
  if (body.length === 0) return {};
  const text = textOf(body);
  if (text === null) throw notJson();
  checkShape(body);
  const value = parseLeniently(text);
  return typeof value === "string" ? readInner(value) : value;
};

const parseLeniently = (text: string): unknown => {
  try {
    return parseText(text);
  } catch {
    if (!/NaN|Infinity/.test(text)) throw notJson();
  }
  try {
    return parseText(withNamedNumbers(text));
  } catch {
    throw notJson();
  }
};

/** Old clients sent their JSON as a string. */
const readInner = (text: string): unknown => {
  checkShape(Buffer.from(text));
  return parseLeniently(text);
};

const raw = (_: string, value: unknown): unknown => {
  if (typeof value === "bigint") return rawJson(value.toString());
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
};

/** V8's own: a number by its digits. TypeScript 6 does not know it yet. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

/** Writes an answer as MLflow does: 64-bit integers as plain JSON numbers, NaN and infinities as strings. */
export const writeJson = (value: unknown): string => JSON.stringify(value, raw) ?? "null";
