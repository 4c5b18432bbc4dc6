import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { DomainError } from "../errors.js";
import { bodyLimits } from "./limits.js";

const jsonType = /^application\/json(?:\s*;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const between = new Set([0x2c, 0x3a]);
/** What a byte means outside of strings: 1 opens, 2 closes, 3 stands between, 4 begins a string. */
const meaning = Uint8Array.from({ length: 256 }, (_, byte) =>
  opening.has(byte) ? 1 : closing.has(byte) ? 2 : between.has(byte) ? 3 : byte === QUOTE ? 4 : 0,
);

/** Where the string that begins at `start` ends. */
const endOfString = (body: Buffer, start: number): number => {
  let index = start + 1;
  while (index < body.length && body[index] !== QUOTE) index += body[index] === BACKSLASH ? 2 : 1;
  return index;
};

/** Refuses what would keep the parser busy for long: nesting and the number of values, counted in one pass. */
export const checkShape = (body: Buffer, what = "The request body"): void => {
  let depth = 0;
  let marks = 0;
  for (let index = 0; index < body.length; index++) {
    const kind = meaning[body[index] ?? 0] ?? 0;
    if (kind === 0) continue;
    if (kind === 4) {
      index = endOfString(body, index);
      continue;
    }
    if (kind === 1) depth++;
    else if (kind === 2) depth--;
    if (depth > bodyLimits.nesting)
      throw new DomainError("BAD_REQUEST", `${what} nests deeper than ${bodyLimits.nesting}.`);
    if (++marks > bodyLimits.marks)
      throw new DomainError("BAD_REQUEST", `${what} has over ${bodyLimits.marks} brackets, commas and colons.`);
  }
};

/** A body's text, without the byte order mark that it may begin with (RFC 8259, 8.1); null when it is not UTF-8. */
export const textOf = (body: Buffer): string | null => {
  if (!isUtf8(body)) return null;
  const text = body.toString();
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
};

const parse = (body: Buffer): unknown => {
  const text = textOf(body);
  if (text === null) throw new DomainError("BAD_REQUEST", "The request body is not UTF-8.");
  checkShape(body);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DomainError("BAD_REQUEST", "The request body is not JSON.");
  }
};

/** Takes JSON in UTF-8, and nothing else. */
export const acceptJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonType, { parseAs: "buffer" }, async (_: unknown, body: Buffer) => parse(body));
};

/** What the headers of a body say already, before a byte of it is read; `most` is Infinity for what is streamed. */
export const checkBodyHeaders = (headers: NodeJS.Dict<string | string[]>, most: number): void => {
  const length = Number(headers["content-length"] ?? 0);
  if (length > most) throw bodyTooLarge(most, length);
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new DomainError("UNSUPPORTED_MEDIA_TYPE", "The request body must not be compressed.");
};

/** Bytes of the body that will be held in memory; where its length is not told, as many as its route takes. */
export const comingBytes = (headers: NodeJS.Dict<string | string[]>, most: number): number => {
  if (most === Number.POSITIVE_INFINITY) return 0;
  return headers["transfer-encoding"] === undefined ? Number(headers["content-length"] ?? 0) : most;
};

export const bodyTooLarge = (most: number, bytes?: number): DomainError =>
  new DomainError(
    "BODY_TOO_LARGE",
    `The request body is ${bytes === undefined ? "larger" : `${bytes.toLocaleString("en-US")} bytes`}; the limit is ${most.toLocaleString("en-US")} bytes.`,
  );
