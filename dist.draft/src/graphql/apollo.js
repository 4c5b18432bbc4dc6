import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled, } from "@apollo/server/plugin/disabled";
import { limits } from "./limits.js";
import { runDocument } from "./run-document.js";
import { formatError, logFaults } from "./top-level-error.js";
/** Notes which documents are valid, runs them, and logs faults of requests that came to no document. */
const listeners = (schema, admission) => ({
    requestDidStart: async () => ({
        didResolveOperation: async ({ source }) => admission.accept(source),
        responseForOperation: async ({ document, operation, request, contextValue }) => {
            if (operation === undefined)
                return null;
            const { status, headers, result } = await runDocument(schema, document, request, contextValue);
            return { http: { status, headers: headersOf(headers) }, body: { kind: "single", singleResult: result } };
        },
        didEncounterErrors: async ({ errors, contextValue }) => logFaults(errors, contextValue.log),
    }),
});
const headersOf = (headers) => {
    const map = new HeaderMap();
    for (const [name, value] of headers)
        map.set(name, value);
    return map;
};
/** The GraphQL engine over `schema`, started; nothing of it that talks to the outside is on. */
export const createApollo = async (schema, admission, log) => {
    const apollo = new ApolloServer({
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
//# sourceMappingURL=apollo.js.map