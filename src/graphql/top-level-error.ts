import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "pino";
import { type ErrorCode, errorCodes } from "../errors.js";

/** Apollo's own codes in the words of our catalogue. */
const renamed: Record<string, ErrorCode> = {
  BAD_USER_INPUT: "INVALID_INPUT",
  OPERATION_RESOLUTION_FAILURE: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_FOUND: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_REQUEST",
};

const HEAD = 150;
const TAIL = 350;

/**
 * graphql-js quotes the whole value that does not fit, where and why stand around it. Of what it suggests the nearest
 * stays: whoever asks is known, and may read the schema.
 */
const shorten = (message: string): string => {
  const bare = message.replace(/ Did you mean ([^"?]*"[^"?]*")[^?]*\?$/, " Did you mean $1?");
  return bare.length <= HEAD + TAIL ? bare : `${bare.slice(0, HEAD)}…${bare.slice(-TAIL)}`;
};

/** graphql-js says that a variable or argument does not fit only by its message; no resolver's error is one of these. */
const isInputFault = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  /^(?:Argument|Variable) "/.test(error.message) &&
  (error.originalError === undefined || error.originalError instanceof GraphQLError);

const codeOf = (code: unknown, error: unknown): ErrorCode => {
  const known = renamed[String(code)] ?? String(code);
  if (known in errorCodes) return known as ErrorCode;
  return isInputFault(error) ? "INVALID_INPUT" : "INTERNAL";
};

/** What a caller may read of an error: our own texts and those about the caller's document; of a fault nothing. */
export const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const { message, locations, path, extensions } = formatted;
  const code = codeOf(extensions?.code, error);
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (code === "INTERNAL")
    return {
      message: "A fault of the service; its log holds the details under this request id.",
      ...place,
      extensions: { code },
    };
  const inputPath = extensions?.inputPath;
  return {
    message: shorten(message),
    ...place,
    extensions: { code, ...(inputPath !== undefined && { inputPath }) },
  };
};

/** Logs the errors that are answered as INTERNAL, with their stacks. */
export const logFaults = (errors: readonly GraphQLError[], log: Logger): void => {
  for (const error of errors)
    if (codeOf(error.extensions.code, error) === "INTERNAL")
      log.error({ err: unwrapResolverError(error), path: error.path }, "fault in a resolver");
};
