import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import type { Ctx } from "../context.js";
import type { Admission, Admitted, OperationRequest } from "../graphql/admission.js";
import { runDocument } from "../graphql/run-document.js";
import type { Buckets } from "./buckets.js";
import { searchOf } from "./search-of.js";

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<Ctx>;
  readonly schema: GraphQLSchema;
  readonly admission: Admission;
  /** What each principal may still spend. */
  readonly budget: Buckets;
  readonly context: (request: FastifyRequest) => Ctx;
}

/** The headers that Apollo's protocol and CSRF rules look at. */
const relevant = ["accept", "content-type", "apollo-require-preflight", "x-apollo-operation-name"] as const;

const headersOf = ({ headers }: FastifyRequest): HeaderMap => {
  const map = new HeaderMap();
  for (const name of relevant) {
    const value = headers[name];
    if (typeof value === "string") map.set(name, value);
  }
  return map;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fromBody = (body: unknown): OperationRequest | undefined => {
  if (!isRecord(body) || typeof body.query !== "string") return undefined;
  const { query, operationName, variables } = body;
  return {
    query,
    operationName: typeof operationName === "string" ? operationName : null,
    variables: isRecord(variables) ? variables : null,
  };
};

const fromSearch = (search: string): OperationRequest | undefined => {
  const params = new URLSearchParams(search);
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
export const graphqlMediaType = (accept: string | undefined): string =>
  accept?.includes("application/graphql-response+json") ? "application/graphql-response+json" : "application/json";

/** Errors stand first in the text; each is given the request's id. */
const withRequestId = (text: string, requestId: string): string => {
  if (!text.startsWith('{"errors":')) return text;
  const result = JSON.parse(text) as { errors: { extensions?: object }[] };
  for (const error of result.errors) error.extensions = { ...error.extensions, requestId };
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

/** `/graphql` over Apollo's own HTTP protocol, with the published limits before it; known documents run at once. */
export const graphqlRoute = ({ apollo, schema, admission, budget, context }: GraphqlRouteOptions) => {
  const admit = (request: FastifyRequest, operation: OperationRequest | undefined): Admitted | undefined => {
    const admitted = operation && admission.admit(operation);
    budget.take(
      request.caller?.principal.id ?? "",
      1 + (admitted?.cost ?? 0),
      "The GraphQL cost budget of this principal is spent",
    );
    return admitted;
  };
  const throughApollo = async (request: FastifyRequest, search: string, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search, body: request.body },
      context: async () => context(request),
    });
    if (body.kind !== "complete") throw new Error("incremental delivery is not enabled");
    return send(reply, status ?? 200, headers, withRequestId(body.string, request.id));
  };
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const isPost = request.method === "POST";
    const search = isPost ? "" : searchOf(request.url);
    const operation = isPost ? fromBody(request.body) : fromSearch(search);
    const document = admit(request, operation)?.document;
    const mediaType = plainMediaType(request.headers.accept);
    if (!document || !operation || mediaType === undefined || !isPost || !isPlain(request.body))
      return throughApollo(request, search, reply);
    const { status, headers, body } = await runDocument(schema, document, operation, context(request));
    reply.header("content-type", mediaType);
    return send(reply, status, headers, withRequestId(body, request.id));
  };
};

const send = (reply: FastifyReply, status: number, headers: Iterable<[string, string]>, body: string): FastifyReply => {
  for (const [name, value] of headers) reply.header(name, value);
  return reply.code(status).send(body);
};
