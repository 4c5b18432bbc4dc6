import { bodyLimits } from "../http/limits.js";
import { type Fields, type Schema, schemaOf } from "../mlflow/wire/message.js";
import type { Operation } from "../mlflow/wire/operation.js";
import { type OwnRoute, ownRoutes } from "./own-routes.js";

const refused = (schema: string): object => ({
  description: "Refused: the body says what was wrong and what is allowed.",
  content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
});

/** A body has its call's bound; a call that takes none refuses every body beyond that of all calls. */
const tooLarge = (schema: string, bytes: number): object =>
  Number.isFinite(bytes)
    ? {
        413: {
          ...refused(schema),
          description: `Refused: the body has more than ${bytes.toLocaleString("en-US")} bytes.`,
        },
      }
    : {};

const unavailable = (schema: string): object => ({
  ...refused(schema),
  description:
    "Not now: the database or the disk cannot be used, or too much is under way at once. Nothing was done; come again after the given time.",
  headers: { "Retry-After": { description: "Seconds to wait.", schema: { type: "integer", minimum: 1 } } },
});

const answered = (mediaType: string, schema: Schema): object => ({
  description: "Done.",
  content: { [mediaType]: { schema } },
});

/** `:name` and `*` as OpenAPI writes them. */
const templated = (path: string): string => path.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{path}");

const pathParameters = (path: string): object[] =>
  [...templated(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

const inPath = (path: string, rest: string | undefined): ReadonlySet<string> =>
  new Set([...[...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? ""), ...(rest === undefined ? [] : [rest])]);

/** Messages within messages cannot stand in a query. */
const isFlat = ({ schema }: Fields[string]): boolean => {
  const { type, items } = schema as { type?: unknown; items?: Schema };
  return type !== "object" && items?.type !== "object";
};

const without = (fields: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));

const queryParameters = (fields: Fields): object[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    isFlat(field) ? [{ name, in: "query", required: field.isRequired, schema: field.schema }] : [],
  );

const mlflowCall = (operation: Operation, method: string, path: string): object => {
  const fields = "fields" in operation ? without(operation.fields, inPath(path, operation.rest)) : {};
  const isRead = method === "GET" || method === "HEAD";
  const isStream = "stream" in operation;
  const bytes: Schema = { type: "string", format: "binary" };
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
      200:
        isStream && isRead
          ? answered("application/octet-stream", bytes)
          : answered("application/json", { type: "object" }),
      ...(!isRead && tooLarge("MlflowError", operation.bodyBytes ?? bodyLimits.bytes)),
      "4XX": refused("MlflowError"),
      503: unavailable("MlflowError"),
    },
  };
};

const ownCall = (route: OwnRoute): object => ({
  operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
  summary: route.summary,
  tags: ["Countersign"],
  parameters: [
    ...pathParameters(route.path),
    ...Object.entries(route.query ?? {}).map(([name, parameter]) => ({ name, in: "query", ...parameter })),
  ],
  ...(route.body !== undefined && {
    requestBody: { required: true, content: { "application/json": { schema: route.body } } },
  }),
  ...(route.isPublic === true && { security: [] }),
  responses: {
    200: answered(...route.answers),
    ...(route.body !== undefined && tooLarge("Error", route.bodyBytes ?? bodyLimits.bytes)),
    "4XX": refused("Error"),
    ...(route.asksNothing !== true && { 503: unavailable("Error") }),
  },
});

const errorOf = (properties: readonly string[], required: readonly string[]): Schema => ({
  type: "object",
  properties: Object.fromEntries(properties.map((name) => [name, { type: "string" }])),
  required,
});

/** The OpenAPI 3.1 document of MLflow's calls and of the service's own routes, made from the route table. */
export const openapiDocument = (operations: readonly Operation[], version: string): object => {
  return {
    openapi: "3.1.1",
    info: {
      title: "Countersign",
      version,
      description:
        "MLflow's REST API as this service answers it, and its own routes. Every path of MLflow's is also served behind `/teams/<slug>`, which names the team that new things belong to.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }, { basic: [] }],
    tags: [
      { name: "Countersign", description: "The service's own routes." },
      { name: "MLflow", description: "What MLflow's clients call." },
    ],
    paths: pathsOf(operations),
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API token or a JWT." },
        basic: { type: "http", scheme: "basic", description: "Any name, with the token as the password." },
      },
      schemas: {
        Error: errorOf(["code", "message", "requestId"], ["code", "message", "requestId"]),
        MlflowError: errorOf(
          ["error_code", "message", "code", "request_id", "approval_request_id"],
          ["error_code", "message", "code", "request_id"],
        ),
      },
    },
  };
};

const pathsOf = (operations: readonly Operation[]): Record<string, Record<string, object>> => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ownRoutes) paths[route.path] = { ...paths[route.path], [route.method]: ownCall(route) };
  for (const operation of operations)
    for (const mount of operation.at)
      for (const method of operation.methods) {
        const path = `${mount}${operation.path}`;
        const at = templated(path);
        paths[at] = { ...paths[at], [method.toLowerCase()]: mlflowCall(operation, method, path) };
      }
  return paths;
};
