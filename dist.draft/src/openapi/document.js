import { schemaOf } from "../mlflow/wire/message.js";
import { ownRoutes } from "./own-routes.js";
const refused = (schema) => ({
    description: "Refused: the body says what was wrong and what is allowed.",
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
});
const answered = (mediaType, schema) => ({
    description: "Done.",
    content: { [mediaType]: { schema } },
});
/** `:name` and `*` as OpenAPI writes them. */
const templated = (path) => path.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{path}");
const pathParameters = (path) => [...templated(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
}));
const inPath = (path, rest) => new Set([...[...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? ""), ...(rest === undefined ? [] : [rest])]);
/** Messages within messages cannot stand in a query. */
const isFlat = ({ schema }) => {
    const { type, items } = schema;
    return type !== "object" && items?.type !== "object";
};
const without = (fields, names) => Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
const queryParameters = (fields) => Object.entries(fields).flatMap(([name, field]) => isFlat(field) ? [{ name, in: "query", required: field.isRequired, schema: field.schema }] : []);
const mlflowCall = (operation, method, path) => {
    const fields = "fields" in operation ? without(operation.fields, inPath(path, operation.rest)) : {};
    const isRead = method === "GET" || method === "HEAD";
    const isStream = "stream" in operation;
    const bytes = { type: "string", format: "binary" };
    return {
        operationId: `${method.toLowerCase()}${path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
        summary: `MLflow: ${operation.path.replace(/^\/(mlflow\/)?/, "")}.`,
        tags: ["MLflow"],
        parameters: [...pathParameters(path), ...(isRead ? queryParameters(fields) : [])],
        ...(!isRead && {
            requestBody: isStream
                ? { content: { "application/octet-stream": { schema: bytes } } }
                : { content: { "application/json": { schema: schemaOf(fields) } } },
        }),
        responses: {
            200: isStream && isRead
                ? answered("application/octet-stream", bytes)
                : answered("application/json", { type: "object" }),
            "4XX": refused("MlflowError"),
        },
    };
};
const ownCall = (route) => ({
    operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
    summary: route.summary,
    tags: ["Countersign"],
    parameters: Object.entries(route.query ?? {}).map(([name, parameter]) => ({ name, in: "query", ...parameter })),
    ...(route.body !== undefined && {
        requestBody: { required: true, content: { "application/json": { schema: route.body } } },
    }),
    ...(route.isPublic === true && { security: [] }),
    responses: { 200: answered(...route.answers), "4XX": refused("Error") },
});
const errorOf = (properties, required) => ({
    type: "object",
    properties: Object.fromEntries(properties.map((name) => [name, { type: "string" }])),
    required,
});
/** The OpenAPI 3.1 document of MLflow's calls and of the service's own routes, made from the route table. */
export const openapiDocument = (operations, version) => {
    const paths = {};
    for (const route of ownRoutes)
        paths[route.path] = { ...paths[route.path], [route.method]: ownCall(route) };
    for (const operation of operations)
        for (const mount of operation.at)
            for (const method of operation.methods) {
                const path = `${mount}${operation.path}`;
                const at = templated(path);
                paths[at] = { ...paths[at], [method.toLowerCase()]: mlflowCall(operation, method, path) };
            }
    return {
        openapi: "3.1.1",
        info: {
            title: "Countersign",
            version,
            description: "MLflow's REST API as this service answers it, and its own routes. Every path of MLflow's is also served behind `/teams/<slug>`, which names the team that new things belong to.",
            license: { name: "Apache-2.0", identifier: "Apache-2.0" },
        },
        servers: [{ url: "/" }],
        security: [{ bearer: [] }, { basic: [] }],
        tags: [
            { name: "Countersign", description: "The service's own routes." },
            { name: "MLflow", description: "What MLflow's clients call." },
        ],
        paths,
        components: {
            securitySchemes: {
                bearer: { type: "http", scheme: "bearer", description: "An API token or a JWT." },
                basic: { type: "http", scheme: "basic", description: "Any name, with the token as the password." },
            },
            schemas: {
                Error: errorOf(["code", "message", "requestId"], ["code", "message", "requestId"]),
                MlflowError: errorOf(["error_code", "message", "code", "request_id", "approval_request_id"], ["error_code", "message", "code", "request_id"]),
            },
        },
    };
};
//# sourceMappingURL=document.js.map