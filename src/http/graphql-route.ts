import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Ctx } from "../context.js";
import type { OperationRequest } from "../graphql/admission.js";
import type { Buckets } from "./buckets.js";
import { refusal } from "./refusal.js";

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<Ctx>;
  /** Checks the published limits and answers the operation's cost. */
  readonly admit: (request: OperationRequest) => number;
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
    return fromBody({ query, operationName: params.get("operationName"), variables: JSON.parse(params.get("variables") ?? "{}") });
  } catch {
    return { query, operationName: params.get("operationName") };
  }
};

/** The media type of a GraphQL answer that the caller asked for. */
export const graphqlMediaType = (accept: string | undefined): string =>
  accept?.includes("application/graphql-response+json") ? "application/graphql-response+json" : "application/json";

const searchOf = (url: string): string => {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark);
};

/** Errors stand first in the text; each is given the request's id. */
const withRequestId = (text: string, requestId: string): string => {
  if (!text.startsWith('{"errors":')) return text;
  const result = JSON.parse(text) as { errors: { extensions?: object }[] };
  for (const error of result.errors) error.extensions = { ...error.extensions, requestId };
  return JSON.stringify(result);
};

/** `/graphql` over Apollo's own HTTP protocol, with the published limits before it. */
export const graphqlRoute = ({ apollo, admit, budget, context }: GraphqlRouteOptions) => {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const search = searchOf(request.url);
    try {
      const operation = request.method === "GET" ? fromSearch(search) : fromBody(request.body);
      const cost = operation === undefined ? 1 : 1 + admit(operation);
      budget.take(request.caller?.principal.id ?? "", cost, "The GraphQL cost budget of this principal is spent");
    } catch (error) {
      const answer = refusal(error, request.id, "graphql", graphqlMediaType(request.headers.accept));
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    }
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method, headers: headersOf(request), search, body: request.body },
      context: async () => context(request),
    });
    if (body.kind !== "complete") throw new Error("incremental delivery is not enabled");
    for (const [name, value] of headers) reply.header(name, value);
    return reply.code(status ?? 200).send(withRequestId(body.string, request.id));
  };
};
