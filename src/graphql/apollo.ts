import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Ctx } from "../context.js";
import { type ErrorCode, errorCodes } from "../errors.js";
import { limits } from "./limits.js";

/** Apollo's own codes in the words of our catalogue. */
const renamed: Record<string, ErrorCode> = {
  BAD_USER_INPUT: "INVALID_INPUT",
  OPERATION_RESOLUTION_FAILURE: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_FOUND: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_REQUEST",
};

const MAX_MESSAGE = 500;

/** graphql-js says of an argument that a variable made unfit only by its message; no resolver's error is one of these. */
const isArgumentFault = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  error.message.startsWith('Argument "') &&
  (error.originalError === undefined || error.originalError instanceof GraphQLError);

const codeOf = (formatted: GraphQLFormattedError, error: unknown): ErrorCode => {
  if (isArgumentFault(error)) return "INVALID_INPUT";
  const code = String(formatted.extensions?.code);
  const known = renamed[code] ?? code;
  return known in errorCodes ? (known as ErrorCode) : "INTERNAL";
};

/** What a caller may read of an error: our own texts and those about the caller's document; of a fault nothing. */
export const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
  const code = codeOf(formatted, error);
  const { locations, path, extensions } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (code === "INTERNAL")
    return { message: "A fault of the service; its log holds the details under this request id.", ...place, extensions: { code } };
  const inputPath = extensions?.inputPath;
  return {
    message: formatted.message.length > MAX_MESSAGE ? `${formatted.message.slice(0, MAX_MESSAGE)}…` : formatted.message,
    ...place,
    extensions: { code, ...(inputPath !== undefined && { inputPath }) },
  };
};

/** Logs what is answered as INTERNAL, with its stack, under the request's id. */
const faultLog: ApolloServerPlugin<Ctx> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors)
        if (codeOf({ message: "", extensions: { code: error.extensions.code ?? "INTERNAL" } }, error) === "INTERNAL")
          contextValue.log.error({ err: unwrapResolverError(error), path: error.path }, "fault in a resolver");
    },
  }),
};

/** The GraphQL engine over `schema`, started; nothing of it that talks to the outside is on. */
export const createApollo = async (schema: GraphQLSchema, log: Logger): Promise<ApolloServer<Ctx>> => {
  const apollo = new ApolloServer<Ctx>({
    schema,
    nodeEnv: "production",
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    cache: "bounded",
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    formatError,
    stringifyResult: (result) => JSON.stringify(result),
    logger: {
      debug: (message) => log.debug(message),
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
    plugins: [
      faultLog,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
};
