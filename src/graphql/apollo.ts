import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
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
import { formatError, logFaults } from "./top-level-error.js";

/** Notes which documents are valid, and logs faults under their request. */
const listeners = (admission: Admission): ApolloServerPlugin<Ctx> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ source }) => admission.accept(source),
    didEncounterErrors: async ({ errors, contextValue }) => logFaults(errors, contextValue.log),
  }),
});

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
      listeners(admission),
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
