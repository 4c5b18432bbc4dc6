import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  Source,
  TokenKind,
} from "graphql";
import { LRUCache } from "lru-cache";
import { DomainError, type ErrorCode } from "../errors.js";
import { limits } from "./limits.js";
import { type Measure, measure, type Variables } from "./measure.js";

const over = (code: ErrorCode, what: string, actual: number, limit: number): DomainError =>
  new DomainError(code, `${what}: ${actual.toLocaleString("en-US")}; the limit is ${limit.toLocaleString("en-US")}.`);

const refuseOver = (measured: Measure): void => {
  const checks: [number, number, ErrorCode, string][] = [
    [measured.depth, limits.depth, "DEPTH_LIMIT_EXCEEDED", "Depth of the selections"],
    [measured.introspectionDepth, limits.introspectionDepth, "DEPTH_LIMIT_EXCEEDED", "Depth of the introspection"],
    [measured.aliases, limits.aliases, "ALIAS_LIMIT_EXCEEDED", "Aliases"],
    [measured.rootFields, limits.rootFields, "ROOT_FIELD_LIMIT_EXCEEDED", "Root fields"],
    [measured.transitions, limits.transitions, "ONE_TRANSITION_PER_OPERATION", "Transition-deciding mutations"],
    [measured.cost, limits.cost, "COST_LIMIT_EXCEEDED", "Objects that may come back"],
    [
      measured.introspectionCost,
      limits.introspectionCost,
      "COST_LIMIT_EXCEEDED",
      "Objects that introspection may bring",
    ],
  ];
  for (const [actual, limit, code, what] of checks) if (actual > limit) throw over(code, what, actual, limit);
};

/** Counts lexical tokens without building anything; a lexical error ends the count, the parser will name it. */
const countTokens = (text: string): number => {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) count++;
  } catch {
    return count;
  }
  return count;
};

const checkSize = (text: string): void => {
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.documentBytes)
    throw over("DOCUMENT_TOO_LARGE", "Bytes of the document", bytes, limits.documentBytes);
  if (text.length <= limits.tokens) return;
  const tokens = countTokens(text);
  if (tokens > limits.tokens) throw over("TOO_MANY_TOKENS", "Tokens of the document", tokens, limits.tokens);
};

interface Known {
  readonly document: DocumentNode;
  /** Cost of operations that no variable has a say in, by name. */
  readonly costs: Map<string, number>;
  /** Whether validation passed it. */
  valid: boolean;
}

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface Admitted {
  /** Objects that may come back; 0 where there is nothing to run. */
  readonly cost: number;
  /** The document, if it has been found valid before: it needs neither parser nor validation again. */
  readonly document: DocumentNode | null;
}

/** The check of the published limits, before anything else looks at a document, and the documents known to be valid. */
export interface Admission {
  /** Refuses what is over a limit. What is wrong otherwise is left to parser and validation to say. */
  admit(request: OperationRequest): Admitted;
  /** Notes that validation passed the document `text`. */
  accept(text: string): void;
}

const nothing: Admitted = { cost: 0, document: null };

/** Makes the admission of documents against `schema`. */
export const createAdmission = (schema: GraphQLSchema): Admission => {
  const documents = new LRUCache<string, Known>({
    maxSize: 100_000,
    sizeCalculation: (_, text) => Math.min(text.length + 1, limits.tokens),
  });
  const look = (text: string): Known | undefined => {
    const known = documents.get(text);
    if (known !== undefined) return known;
    checkSize(text);
    const document = parseOrNothing(text);
    if (document === undefined) return undefined;
    for (const definition of document.definitions)
      if (definition.kind === Kind.OPERATION_DEFINITION) refuseOver(structure(schema, document, definition));
    const fresh: Known = { document, costs: new Map(), valid: false };
    documents.set(text, fresh);
    return fresh;
  };
  const costOf = (known: Known, operation: OperationDefinitionNode, variables: Variables): number => {
    const name = operation.name?.value ?? "";
    const cost = known.costs.get(name);
    if (cost !== undefined) return cost;
    const result = measure(schema, known.document, operation, variables);
    refuseOver(result.measure);
    const total = result.measure.cost + Math.ceil(result.measure.introspectionCost / 10);
    if (!result.dependsOnVariables) known.costs.set(name, total);
    return total;
  };
  return {
    admit: ({ query, operationName, variables }) => {
      const known = look(query);
      const operation = known && getOperationAST(known.document, operationName);
      if (!known || !operation) return nothing;
      return { cost: costOf(known, operation, variables ?? {}), document: known.valid ? known.document : null };
    },
    accept: (text) => {
      const known = documents.get(text);
      if (known !== undefined) known.valid = true;
    },
  };
};

const parseOrNothing = (text: string): DocumentNode | undefined => {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch {
    return undefined;
  }
};

/** What holds of an operation that may not be the one to run: every validation rule will walk it all the same. */
const structure = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Measure => ({
  ...measure(schema, document, operation, {}).measure,
  cost: 0,
});
