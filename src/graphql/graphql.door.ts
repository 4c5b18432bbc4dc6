import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyReply } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Ctx } from "../context.js";
import { type ErrorCode, errorCodes } from "../errors.js";
import { asBytes } from "../http/as-bytes.js";
import type { Asked, Door } from "../http/door.js";
import { admittedCaller, type ContextOf } from "../http/facts.js";
import type { Guards } from "../http/guards.js";
import { inputPathOf } from "../http/refusal.js";
import { isRecord } from "../input.js";
import type { Admission, Admitted, OperationRequest } from "./admission.js";
import { limits } from "./limits.js";
import { runKnownDocument } from "./run-document.js";

export interface GraphqlDoorOptions {
  readonly apollo: ApolloServer<Ctx>;
  readonly schema: GraphQLSchema;
  readonly admission: Admission;
  /** What each principal may still spend is theirs to say. */
  readonly guards: Pick<Guards, "spend">;
  /** Counts an error that stands in an answer. */
  readonly refused: (code: ErrorCode) => void;
  readonly contextOf: ContextOf;
}

/** `/graphql` over Apollo's own HTTP protocol, with the published limits before it; known documents run at once. */
export const graphqlDoor = (options: GraphqlDoorOptions): Door => ({
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
    app.route<{ Querystring: URLSearchParams }>({
      method: ["GET", "POST"],
      url: "/graphql",
      exposeHeadRoute: false,
      config: { policy: "authenticated", channel: "graphql", session: "console", bodyBytes: limits.bodyBytes },
      handler: answerer(options),
    });
  },
});

/** The headers that Apollo's protocol and CSRF rules look at. */
const relevant = ["accept", "content-type", "apollo-require-preflight", "x-apollo-operation-name"] as const;

const headersOf = ({ headers }: Pick<Asked, "headers">): HeaderMap => {
  const map = new HeaderMap();
  for (const name of relevant) {
    const value = headers[name];
    if (typeof value === "string") map.set(name, value);
  }
  return map;
};

const fromBody = (body: unknown): OperationRequest | undefined => {
  if (!isRecord(body) || typeof body.query !== "string") return undefined;
  const { query, operationName, variables } = body;
  return {
    query,
    operationName: typeof operationName === "string" ? operationName : null,
    variables: isRecord(variables) ? variables : null,
  };
};

const fromQuery = (params: URLSearchParams): OperationRequest | undefined => {
  const query = params.get("query");
  if (query === null) return undefined;
  try {
    return fromBody({
      query,
      operationName: params.get("operationName"),
      variables: JSON.parse(params.get("variables") ?? "{}"),
    });
  } catch {
    return { query, operationName: params.get("operationName") };
  }
};

/** The media type of a GraphQL answer that the caller asked for. */
const mediaTypeOf = (accept: string | undefined): string =>
  accept?.includes("application/graphql-response+json") ? "application/graphql-response+json" : "application/json";

/** Errors stand first in the text; each is counted, and given the request's id. */
const withRequestId = (text: string, requestId: string, refused: (code: ErrorCode) => void): string => {
  if (!text.startsWith('{"errors":')) return text;
  const result = JSON.parse(text) as { errors: { extensions?: { code?: ErrorCode } }[] };
  for (const error of result.errors) {
    refused(error.extensions?.code ?? "INTERNAL");
    error.extensions = { ...error.extensions, ...{ requestId } };
  }
  return JSON.stringify(result);
};

/** The media type of an answer, where the caller's wish is plain; else Apollo negotiates. */
const plainMediaType = (accept: string | undefined): string | undefined => {
  if (accept === undefined || accept === "*/*" || accept === "application/json")
    return "application/json; charset=utf-8";
  return accept === "application/graphql-response+json" ? `${accept}; charset=utf-8` : undefined;
};

const isPlain = (body: unknown): boolean =>
  isRecord(body) &&
  (body.extensions === undefined || body.extensions === null) &&
  (body.operationName === undefined || body.operationName === null || typeof body.operationName === "string") &&
  (body.variables === undefined || body.variables === null || isRecord(body.variables));

type AskedGraphql = Pick<Asked, "method" | "id" | "query" | "body" | "headers"> & Parameters<ContextOf>[0];

const answerer = ({ apollo, schema, admission, guards, refused, contextOf }: GraphqlDoorOptions) => {
  const admit = (request: AskedGraphql, operation: OperationRequest | undefined): Admitted | undefined => {
    const admitted = operation && admission.admit(operation);
    guards.spend(admittedCaller(request), 1 + (admitted?.cost ?? 0));
    return admitted;
  };
  const throughApollo = async (request: AskedGraphql, reply: FastifyReply): Promise<FastifyReply> => {
    const { method, query, body: given } = request;
    const search = method === "POST" ? "" : `?${query}`;
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headersOf(request), search, body: given },
      context: async () => contextOf(request),
    });
    if (body.kind !== "complete") throw new Error("incremental delivery is not enabled");
    return send(reply, status ?? 200, headers, withRequestId(body.string, request.id, refused));
  };
  return async (request: AskedGraphql, reply: FastifyReply): Promise<FastifyReply> => {
    const isPost = request.method === "POST";
    const operation = isPost ? fromBody(request.body) : fromQuery(request.query);
    const document = admit(request, operation)?.document;
    const mediaType = plainMediaType(request.headers.accept);
    if (!document || !operation || mediaType === undefined || !isPost || !isPlain(request.body))
      return throughApollo(request, reply);
    const { status, headers, result } = await runKnownDocument(schema, document, operation, contextOf(request));
    reply.header("content-type", mediaType);
    return send(reply, status, headers, withRequestId(JSON.stringify(result), request.id, refused));
  };
};

const send = (reply: FastifyReply, status: number, headers: Iterable<[string, string]>, body: string): FastifyReply => {
  for (const [name, value] of headers) reply.header(name, value);
  return reply.code(status).send(asBytes(body));
};
