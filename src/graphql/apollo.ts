import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Ctx } from "../context.js";
import type { Admission } from "./admission.js";
import { limits } from "./limits.js";
import { runDocument } from "./run-document.js";
import { formatError, logFaults } from "./top-level-error.js";

/** Notes which documents are valid, runs them, and logs faults of requests that came to no document. */
const listeners = (schema: GraphQLSchema, admission: Admission): ApolloServerPlugin<Ctx> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ source }) => admission.accept(source),
    responseForOperation: async ({ document, operation, request, contextValue }) => {
      if (operation === undefined) return null;
      const { status, headers, result } = await runDocument(schema, document, request, contextValue);
      return { http: { status, headers: headersOf(headers) }, body: { kind: "single", singleResult: result } };
    },
    didEncounterErrors: async ({ errors, contextValue }) => logFaults(errors, contextValue.log),
  }),
});

const headersOf = (headers: Iterable<readonly [string, string]>): HeaderMap => {
  const map = new HeaderMap();
  for (const [name, value] of headers) map.set(name, value);
  return map;
};

/** The GraphQL engine over `schema`, started; nothing of it that talks to the outside is on. */
export const createApollo = async (
  schema: GraphQLSchema,
  admission: Admission,
  log: Logger,
): Promise<ApolloServer<Ctx>> => {
  const apollo = new ApolloServer<Ctx>({
    schema,
    nodeEnv: "production",
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    cache: "bounded",
    documentStore: null,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
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
      listeners(schema, admission),
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
