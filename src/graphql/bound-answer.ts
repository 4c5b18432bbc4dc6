import { type ExecutionResult, GraphQLError } from "graphql";
import { DomainError, type ErrorCode } from "../errors.js";
import { answerTooLarge, type Budget } from "../http/budget.js";
import { answerLimits } from "../http/limits.js";
import { toGraphQLError } from "./domain-errors.js";

/** Errors that refuse an answer whole: half of it would be read as all, and the same field may fail a thousand times. */
const ofWhole = new Set<unknown>(["COST_LIMIT_EXCEEDED", "BUSY"] satisfies ErrorCode[]);

/** Times its length that the text of an answer takes while it is put together: its pieces, then the whole. */
const BUILT = 2;

/** The result, counted as held; where it is more than one answer may be, or than the process may hold, the refusal. */
export const boundAnswer = (result: ExecutionResult, budget: Budget): ExecutionResult => {
  const met = result.errors?.find(({ extensions }) => ofWhole.has(extensions.code));
  const refusal = met ?? tooLarge(result.data, budget);
  return refusal === null ? result : { data: null, errors: [refusal] };
};

/**
 * Measures an answer before it becomes text, since one value may stand in it under many names. The refusal names the
 * field at which it became too large.
 */
const tooLarge = (data: unknown, budget: Budget): GraphQLError | null => {
  const path: (string | number)[] = [];
  let bytes = 0;
  let isWide = false;
  const add = (more: number, depth: number): void => {
    bytes += more;
    if (bytes <= answerLimits.bytes) return;
    path.length = depth;
    throw answerTooLarge(bytes, answerLimits.bytes, path);
  };
  // Every value of every answer comes by here: it makes no arrays of entries, and shortens no path.
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === "string") {
      const length = Buffer.byteLength(value);
      isWide ||= length !== value.length;
      add(length + 3, depth);
    } else if (typeof value !== "object" || value === null) add(8, depth);
    else if (Array.isArray(value))
      for (let index = 0; index < value.length; index++) {
        path[depth] = index;
        walk(value[index], depth + 1);
      }
    // Answers are plain: they inherit nothing that could be met here.
    else
      for (const key in value) {
        path[depth] = key;
        add(key.length + 4, depth + 1);
        walk((value as Record<string, unknown>)[key], depth + 1);
      }
  };
  try {
    walk(data, 0);
    path.length = 0;
    budget.hold(BUILT * (isWide ? 2 * bytes : bytes));
    return null;
  } catch (error) {
    const refusal = toGraphQLError(error);
    if (!(error instanceof DomainError && refusal instanceof GraphQLError)) throw error;
    const { message, extensions } = refusal;
    return new GraphQLError(message, { extensions, originalError: error, ...(path.length > 0 && { path }) });
  }
};
