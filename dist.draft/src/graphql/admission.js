import { getOperationAST, Kind, Lexer, parse, Source, TokenKind, } from "graphql";
import { LRUCache } from "lru-cache";
import { DomainError } from "../errors.js";
import { limits } from "./limits.js";
import { measure } from "./measure.js";
const over = (code, what, actual, limit) => new DomainError(code, `${what}: ${actual.toLocaleString("en-US")}; the limit is ${limit.toLocaleString("en-US")}.`);
const refuseOver = (measured) => {
    const checks = [
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
    for (const [actual, limit, code, what] of checks)
        if (actual > limit)
            throw over(code, what, actual, limit);
};
/** Counts lexical tokens without building anything; a lexical error ends the count, the parser will name it. */
const countTokens = (text) => {
    const lexer = new Lexer(new Source(text));
    let count = 0;
    try {
        while (lexer.advance().kind !== TokenKind.EOF)
            count++;
    }
    catch {
        return count;
    }
    return count;
};
const checkSize = (text) => {
    const bytes = Buffer.byteLength(text);
    if (bytes > limits.documentBytes)
        throw over("DOCUMENT_TOO_LARGE", "Bytes of the document", bytes, limits.documentBytes);
    if (text.length <= limits.tokens)
        return;
    const tokens = countTokens(text);
    if (tokens > limits.tokens)
        throw over("TOO_MANY_TOKENS", "Tokens of the document", tokens, limits.tokens);
};
const nothing = { cost: 0, document: null };
/** Makes the admission of documents against `schema`. */
export const createAdmission = (schema) => {
    const documents = new LRUCache({
        maxSize: 100_000,
        sizeCalculation: (_, text) => Math.min(text.length + 1, limits.tokens),
    });
    const look = (text) => {
        const known = documents.get(text);
        if (known !== undefined)
            return known;
        checkSize(text);
        const document = parseOrNothing(text);
        if (document === undefined)
            return undefined;
        for (const definition of document.definitions)
            if (definition.kind === Kind.OPERATION_DEFINITION)
                refuseOver(structure(schema, document, definition));
        const fresh = { document, costs: new Map(), valid: false };
        documents.set(text, fresh);
        return fresh;
    };
    const costOf = (known, operation, variables) => {
        const name = operation.name?.value ?? "";
        const cost = known.costs.get(name);
        if (cost !== undefined)
            return cost;
        const result = measure(schema, known.document, operation, variables);
        refuseOver(result.measure);
        const total = result.measure.cost + Math.ceil(result.measure.introspectionCost / 10);
        if (!result.dependsOnVariables)
            known.costs.set(name, total);
        return total;
    };
    return {
        admit: ({ query, operationName, variables }) => {
            const known = look(query);
            const operation = known && getOperationAST(known.document, operationName);
            if (!known || !operation)
                return nothing;
            return { cost: costOf(known, operation, variables ?? {}), document: known.valid ? known.document : null };
        },
        accept: (text) => {
            const known = documents.get(text);
            if (known !== undefined)
                known.valid = true;
        },
    };
};
const parseOrNothing = (text) => {
    try {
        return parse(text, { maxTokens: limits.tokens });
    }
    catch {
        return undefined;
    }
};
/** What holds of an operation that may not be the one to run: every validation rule will walk it all the same. */
const structure = (schema, document, operation) => ({
    ...measure(schema, document, operation, {}).measure,
    cost: 0,
});
//# sourceMappingURL=admission.js.map