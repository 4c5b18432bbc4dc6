import {
  GraphQLError,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  responsePathAsArray,
} from "graphql";
import type { Ctx } from "../context.js";
import { DomainError, errorCodes } from "../errors.js";
import { answerTooLarge } from "../http/budget.js";

/** Seconds that a caller told to come back later should wait. */
const RETRY_AFTER = "1";

/** HTTP statuses that a top-level error gives to the whole GraphQL answer; all others leave it 200. */
const httpOf = (error: DomainError): { status: number; headers: Map<string, string> } | undefined => {
  const { http: status } = errorCodes[error.code];
  if (status !== 429 && status !== 503) return undefined;
  const retryAfter = error.is("RATE_LIMITED") ? String(error.details.retryAfter) : RETRY_AFTER;
  return { status, headers: new Map([["retry-after", retryAfter]]) };
};

/** A domain error as a GraphQL error; anything else unchanged. */
export const toGraphQLError = (error: unknown): unknown => {
  if (!(error instanceof DomainError)) return error;
  const http = httpOf(error);
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { code: error.code, ...(error.path.length > 0 && { inputPath: error.path }), ...(http && { http }) },
  });
};

/** An answer that grows too large while it is read is refused by the field that was being read. */
const inField = (error: unknown, { path }: GraphQLResolveInfo): unknown => {
  if (!(error instanceof DomainError && error.is("COST_LIMIT_EXCEEDED"))) return error;
  const { bytes = 0, most = 0 } = error.details;
  return answerTooLarge(bytes, most, responsePathAsArray(path));
};

const translate = (field: GraphQLField<unknown, Ctx>): void => {
  const { resolve } = field;
  if (resolve === undefined) return;
  field.resolve = (source, args, ctx, info) => {
    const rethrow = (error: unknown): never => {
      throw toGraphQLError(inField(error, info));
    };
    try {
      const result = resolve(source, args, ctx, info);
      return result instanceof Promise ? result.catch(rethrow) : result;
    } catch (error) {
      return rethrow(error);
    }
  };
};

/**
 * Translates domain errors where resolvers throw them: graphql-js takes an error that has a `path` of its own for one
 * that it has placed already, and the answer would not say which field failed.
 */
export const translateDomainErrors = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith("__"))
      for (const field of Object.values(type.getFields())) translate(field);
  return schema;
};
