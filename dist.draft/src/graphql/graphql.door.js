import { HeaderMap } from "@apollo/server";
import { errorCodes } from "../errors.js";
import { asBytes } from "../http/as-bytes.js";
import { admittedCaller } from "../http/facts.js";
import { inputPathOf } from "../http/refusal.js";
import { limits } from "./limits.js";
import { runDocument } from "./run-document.js";
/** `/graphql` over Apollo's own HTTP protocol, with the published limits before it; known documents run at once. */
export const graphqlDoor = (options) => ({
    name: "graphql",
    isMine: (path) => path === "/graphql",
    refuse: (error, { id, headers }) => ({
        status: errorCodes[error.code].http,
        mediaType: mediaTypeOf(headers.accept),
        body: {
            errors: [{ message: error.message, extensions: { code: error.code, requestId: id, ...inputPathOf(error) } }],
        },
    }),
    routes: async (app) => {
        app.route({
            method: ["GET", "POST"],
            url: "/graphql",
            exposeHeadRoute: false,
            config: { policy: "authenticated", channel: "graphql", session: "console", bodyBytes: limits.bodyBytes },
            handler: answerer(options),
        });
    },
});
/** The headers that Apollo's protocol and CSRF rules look at. */
const relevant = ["accept", "content-type", "apollo-require-preflight", "x-apollo-operation-name"];
const headersOf = ({ headers }) => {
    const map = new HeaderMap();
    for (const name of relevant) {
        const value = headers[name];
        if (typeof value === "string")
            map.set(name, value);
    }
    return map;
};
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const fromBody = (body) => {
    if (!isRecord(body) || typeof body.query !== "string")
        return undefined;
    const { query, operationName, variables } = body;
    return {
        query,
        operationName: typeof operationName === "string" ? operationName : null,
        variables: isRecord(variables) ? variables : null,
    };
};
const fromQuery = (params) => {
    const query = params.get("query");
    if (query === null)
        return undefined;
    try {
        return fromBody({
            query,
            operationName: params.get("operationName"),
            variables: JSON.parse(params.get("variables") ?? "{}"),
        });
    }
    catch {
        return { query, operationName: params.get("operationName") };
    }
};
/** The media type of a GraphQL answer that the caller asked for. */
const mediaTypeOf = (accept) => accept?.includes("application/graphql-response+json") ? "application/graphql-response+json" : "application/json";
/** Errors stand first in the text; each is given the request's id. */
const withRequestId = (text, requestId) => {
    if (!text.startsWith('{"errors":'))
        return text;
    const result = JSON.parse(text);
    for (const error of result.errors)
        error.extensions = { ...error.extensions, requestId };
    return JSON.stringify(result);
};
/** The media type of an answer, where the caller's wish is plain; else Apollo negotiates. */
const plainMediaType = (accept) => {
    if (accept === undefined || accept === "*/*" || accept === "application/json")
        return "application/json; charset=utf-8";
    return accept === "application/graphql-response+json" ? `${accept}; charset=utf-8` : undefined;
};
const isPlain = (body) => isRecord(body) &&
    (body.extensions === undefined || body.extensions === null) &&
    (body.operationName === undefined || body.operationName === null || typeof body.operationName === "string") &&
    (body.variables === undefined || body.variables === null || isRecord(body.variables));
const answerer = ({ apollo, schema, admission, guards, contextOf }) => {
    const admit = (request, operation) => {
        const admitted = operation && admission.admit(operation);
        guards.spend(admittedCaller(request), 1 + (admitted?.cost ?? 0));
        return admitted;
    };
    const throughApollo = async (request, reply) => {
        const { method, query, body: given } = request;
        const search = method === "POST" ? "" : `?${query}`;
        const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
            httpGraphQLRequest: { method, headers: headersOf(request), search, body: given },
            context: async () => contextOf(request),
        });
        if (body.kind !== "complete")
            throw new Error("incremental delivery is not enabled");
        return send(reply, status ?? 200, headers, withRequestId(body.string, request.id));
    };
    return async (request, reply) => {
        const isPost = request.method === "POST";
        const operation = isPost ? fromBody(request.body) : fromQuery(request.query);
        const document = admit(request, operation)?.document;
        const mediaType = plainMediaType(request.headers.accept);
        if (!document || !operation || mediaType === undefined || !isPost || !isPlain(request.body))
            return throughApollo(request, reply);
        const { status, headers, result } = await runDocument(schema, document, operation, contextOf(request));
        reply.header("content-type", mediaType);
        return send(reply, status, headers, withRequestId(JSON.stringify(result), request.id));
    };
};
const send = (reply, status, headers, body) => {
    for (const [name, value] of headers)
        reply.header(name, value);
    return reply.code(status).send(asBytes(body));
};
//# sourceMappingURL=graphql.door.js.map