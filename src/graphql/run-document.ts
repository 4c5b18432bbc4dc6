import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from "graphql";
import type { Ctx } from "../context.js";
import type { OperationRequest } from "./admission.js";
import { boundAnswer } from "./bound-answer.js";
import { Misfit } from "./plain-selection.js";
import { withShortCuts } from "./short-cut.js";
import { formatError, logFaults } from "./top-level-error.js";

export interface RunAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly result: FormattedExecutionResult;
}

interface HttpHead {
  status?: number;
  headers?: Map<string, string>;
}

type Given = Omit<OperationRequest, "query">;

/**
 * Runs a document that has been parsed and validated, and bounds what it answers. Statuses follow GraphQL over HTTP: 400
 * when nothing could be run, else what an error asks for.
 */
export const runDocument = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  given: Given,
  ctx: Ctx,
): Promise<RunAnswer> => answerOf(await run(schema, document, given, ctx), ctx);

/** The same of a document that is run again and again: by its short cuts, and as it stands where one of them misses. */
export const runKnownDocument = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  given: Given,
  ctx: Ctx,
): Promise<RunAnswer> => {
  const executed = await run(schema, withShortCuts(schema, document), given, ctx);
  const missed = executed.errors?.some(({ originalError }) => originalError instanceof Misfit) ?? false;
  return answerOf(missed ? await run(schema, document, given, ctx) : executed, ctx);
};

const run = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: Given,
  ctx: Ctx,
): Promise<ExecutionResult> =>
  execute({
    schema,
    document,
    contextValue: ctx,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });

const answerOf = (executed: ExecutionResult, ctx: Ctx): RunAnswer => {
  const { data, errors } = boundAnswer(executed, ctx.budget);
  if (errors === undefined) return { status: 200, headers: new Map(), result: { data: data ?? null } };
  logFaults(errors, ctx.log);
  const head = headOf(errors);
  const formatted = errors.map((error) => formatError(error.toJSON(), error));
  return {
    status: head.status ?? (data === undefined ? 400 : 200),
    headers: head.headers ?? new Map(),
    result: { errors: formatted, ...(data !== undefined && { data }) },
  };
};

const headOf = (errors: readonly GraphQLError[]): HttpHead => {
  const heads = errors
    .map((error) => error.extensions.http as HttpHead | undefined)
    .filter((head) => head !== undefined);
  return Object.assign({}, ...heads) as HttpHead;
};
