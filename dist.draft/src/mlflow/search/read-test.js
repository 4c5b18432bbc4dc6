import { datasetKeys } from "./grammars.js";
import { shown } from "./invalid-search.js";
import { listed, splitField } from "./split-field.js";
/** The field's name for us, and how it compares. */
const readField = (raw, grammar, fail) => {
    const { kind, key } = splitField(raw, grammar.prefixes, fail);
    if (kind === "attribute") {
        const attribute = grammar.attributes.get(key);
        if (attribute !== undefined)
            return { kind, ...attribute, fail };
        throw fail(`Invalid attribute key '${shown(key)}' specified. Valid keys are ${listed(grammar.attributes.keys())}`);
    }
    if (kind === "dataset" && !datasetKeys.has(key))
        throw fail(`Invalid dataset key '${shown(key)}' specified. Valid keys are ${listed(datasetKeys)}`);
    const type = grammar.kinds[kind];
    if (type === undefined)
        throw fail(`Invalid entity type '${kind}'`);
    return { kind, key, type, fail };
};
const badOperator = (operator, { kind, key, type, fail }, grammar) => {
    const nullable = ["tag", "param"].filter((each) => grammar.kinds[each]?.operators.includes("IS NULL"));
    if (!operator.startsWith("IS ") || nullable.length === 0)
        return fail(`Invalid comparator '${shown(operator)}' not one of ${listed(type.operators)}`);
    const where = nullable.map((each) => `${each}s`).join(" and ");
    return fail(`IS NULL / IS NOT NULL is only supported for ${where}, not for '${kind}' '${shown(key)}'`);
};
const differentType = "While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list";
/** The values of a list; only texts compare by it, so each is one. */
const readList = (tokens, field) => {
    if (tokens.length === 0)
        throw field.fail("While parsing a list in the query, expected a non-empty list of string values, but got empty list");
    const mixed = { ...field, fail: (message) => field.fail(`${differentType}. ${message}`) };
    return tokens.map((token) => String(field.type.read(token, token.kind === "number" ? mixed : field)));
};
/**
 * Checks a comparison against what is searched: field, operator, value, in this order, as MLflow does; `fail` makes the
 * error that names the clause.
 */
export const readTest = (raw, grammar, fail) => {
    const field = readField(raw.field.text, grammar, fail);
    const { kind, key, type } = field;
    const operator = type.operators.find((each) => each === raw.operator);
    if (operator === undefined)
        throw badOperator(raw.operator, field, grammar);
    if (raw.value === null)
        return { kind, key, operator, value: null };
    const value = "kind" in raw.value ? type.read(raw.value, field) : readList(raw.value, field);
    return { kind, key, operator, value };
};
//# sourceMappingURL=read-test.js.map