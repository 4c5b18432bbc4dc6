import { loggedModelGrammar } from "./grammars.js";
import { invalidOrder, isStorable, searchLimits as limits, shown } from "./invalid-search.js";
import { listed, splitField } from "./split-field.js";
import { tokenize, unquoted } from "./tokens.js";
const checkSize = (text) => {
    if (text.length > limits.orderKey)
        throw invalidOrder(`Invalid order_by clause: one has at most ${limits.orderKey} characters.`);
    if (!isStorable(text))
        throw invalidOrder("Invalid order_by clause: it has a NUL or is not well-formed Unicode.");
};
const attribute = (spelled, { order }) => {
    const key = order.attributes.get(spelled);
    if (key !== undefined)
        return key;
    throw invalidOrder(`${order.refusal} '${shown(spelled)}' specified. Valid keys are ${listed(order.attributes.keys())}.`);
};
const isAscending = (direction, clause) => {
    const word = direction.text.toUpperCase();
    if (direction.kind === "end" || word === "ASC")
        return true;
    if (word === "DESC")
        return false;
    throw invalidOrder(`Invalid ordering key in order_by clause '${shown(clause)}': a key is followed by ASC or DESC.`);
};
const orderKey = (clause, grammar) => {
    checkSize(clause);
    const [field, direction = field, ...rest] = tokenize(clause);
    const isField = field?.kind === "name" || (field?.kind === "text" && field.text.startsWith('"'));
    const isPlain = rest.length === 0 || (direction?.kind === "name" && rest[0]?.kind === "end");
    if (!isField || direction === undefined || !isPlain)
        throw invalidOrder(`Invalid order_by clause '${shown(clause)}'. Could not be parsed.`);
    const ascending = isAscending(direction, clause);
    const fail = (message) => invalidOrder(`${message}; in the order_by clause '${shown(clause)}'.`);
    const { kind, key } = splitField(field.text, grammar.prefixes, fail);
    if (kind === "attribute")
        return { kind, key: attribute(key, grammar), ascending };
    if (!grammar.order.kinds.has(kind))
        throw fail(`Invalid order_by entity: ${kind}`);
    return { kind, key, ascending };
};
const checkOrder = (keys) => {
    if (keys.length > limits.orderKeys)
        throw invalidOrder(`order_by has at most ${limits.orderKeys} keys.`);
    const seen = new Set();
    for (const { kind, key, datasetName, datasetDigest } of keys) {
        const identity = JSON.stringify([kind, key, datasetName, datasetDigest]);
        if (seen.has(identity))
            throw invalidOrder(`\`order_by\` contains duplicate fields: ${kind} '${shown(key)}'.`);
        seen.add(identity);
    }
};
/**
 * Reads a list of `key [ASC|DESC]`. A key that is none of what is searched, one given twice, two in one string and
 * whatever else is no such key is INVALID_INPUT at `order_by`.
 */
export const parseOrder = (clauses, grammar) => {
    const keys = (clauses ?? []).slice(0, limits.orderKeys + 1).map((clause) => orderKey(clause, grammar));
    checkOrder(keys);
    return keys;
};
const fieldName = (raw) => (/^`[^`]+`$/.test(raw) ? unquoted(raw) : raw);
const loggedOrderKey = (given) => {
    const name = given.field_name ?? "";
    const texts = [name, given.dataset_name ?? "", given.dataset_digest ?? ""];
    texts.forEach(checkSize);
    const ascending = given.ascending ?? true;
    const dot = name.indexOf(".");
    if (dot < 0) {
        const key = attribute(fieldName(name), loggedModelGrammar);
        return { kind: "attribute", key, ascending, datasetName: null, datasetDigest: null };
    }
    const key = fieldName(name.slice(dot + 1));
    if (name.slice(0, dot) !== "metrics" || key === "")
        throw invalidOrder(`Invalid order by field name: ${shown(name)}. Only metrics are supported.`);
    const [, datasetName, datasetDigest] = texts.map((text) => (text === "" ? null : text));
    return { kind: "metric", key, ascending, datasetName: datasetName ?? null, datasetDigest: datasetDigest ?? null };
};
/**
 * Reads the order of a search of logged models, whose keys are objects: an attribute, or `metrics.` and a key, which
 * needs no quotes (mlflow/store/tracking/sqlalchemy_store.py, _apply_order_by_search_logged_models). The dataset counts
 * for metrics only. Errors as of `parseOrder`.
 */
export const parseLoggedModelOrder = (given) => {
    const keys = (given ?? []).slice(0, limits.orderKeys + 1).map(loggedOrderKey);
    checkOrder(keys);
    return keys;
};
//# sourceMappingURL=parse-order.js.map