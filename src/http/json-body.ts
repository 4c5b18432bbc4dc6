import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { DomainError } from "../errors.js";
import { limits } from "../graphql/limits.js";

const jsonType = /^application\/json(?:\s*;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

const parse = (body: Buffer): unknown => {
  if (!isUtf8(body)) throw new DomainError("BAD_REQUEST", "The request body is not UTF-8.");
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    throw new DomainError("BAD_REQUEST", "The request body is not JSON.");
  }
};

/** Takes JSON in UTF-8, and nothing else. */
export const acceptJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(jsonType, { parseAs: "buffer" }, async (_: unknown, body: Buffer) => parse(body));
};

/** What the headers of a body say already, before a byte of it is read. */
export const checkBodyHeaders = (headers: NodeJS.Dict<string | string[]>): void => {
  const length = Number(headers["content-length"] ?? 0);
  if (length > limits.bodyBytes) throw bodyTooLarge(length);
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    throw new DomainError("UNSUPPORTED_MEDIA_TYPE", "The request body must not be compressed.");
};

export const bodyTooLarge = (bytes?: number): DomainError =>
  new DomainError(
    "BODY_TOO_LARGE",
    `The request body is ${bytes === undefined ? "larger" : `${bytes.toLocaleString("en-US")} bytes`}; the limit is ${limits.bodyBytes.toLocaleString("en-US")} bytes.`,
  );
