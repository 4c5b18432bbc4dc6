import { DomainError } from "../../errors.js";
import { firstMillisFrom } from "../../instant.js";
import { trackingLimits } from "../tracking-limits.js";
const MAX_DEPTH = 4;
const MAX_TESTS = 50;
const MAX_LIST = 20;
const MAX_VALUES = 100;
const MAX_TEXT = 20_000;
const refuse = (path, rule) => {
    throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${rule}`, { path: [...path] });
};
/** The condition as a filter. INVALID_INPUT names the field at fault, below `path`. */
export const filterFrom = (given, attributes, path) => {
    let tests = 0;
    const test = (made) => {
        if (++tests > MAX_TESTS)
            refuse(path, `at most ${MAX_TESTS} tests in all.`);
        return { test: made };
    };
    const all = (condition, at, depth) => {
        if (depth > MAX_DEPTH)
            refuse(at, `conditions nest at most ${MAX_DEPTH} deep.`);
        const within = (list) => listOf(condition, list, at).map((each, index) => all(each, [...at, list, String(index)], depth + 1));
        const or = within("or");
        return {
            and: [
                ...testsOf(condition, attributes, at).map(test),
                ...within("and"),
                ...(or.length === 0 ? [] : [{ or }]),
                ...(condition.not == null ? [] : [{ not: all(condition.not, [...at, "not"], depth + 1) }]),
            ],
        };
    };
    return all(given, path, 1);
};
const listOf = (given, name, path) => {
    const list = given[name];
    if (list == null)
        return [];
    if (list.length < 1 || list.length > MAX_LIST)
        refuse([...path, name], `1–${MAX_LIST} of them.`);
    return list;
};
/** The tests at one level of a condition; an empty list is refused: what it means is nobody's guess. */
const testsOf = (given, { texts, lists, times }, path) => {
    const fields = given;
    const each = (name, read) => listOf(given, name, path).map((item, index) => read(item, [...path, name, String(index)]));
    const keyed = (kind) => (item, at) => textTest({ kind, key: keyOf(item.key, at) }, item, at, "IS NOT NULL");
    return [
        ...Object.entries(lists).flatMap(([name, key]) => fields[name] == null
            ? []
            : [textTest({ kind: "attribute", key }, { values: fields[name] }, [...path, name])]),
        ...Object.entries(texts).flatMap(([name, key]) => fields[name] == null ? [] : [textTest({ kind: "attribute", key }, fields[name], [...path, name])]),
        ...Object.entries(times).flatMap(([name, key]) => timeTests(key, fields[name], [...path, name])),
        ...each("metrics", metricTest),
        ...each("params", keyed("param")),
        ...each("tags", keyed("tag")),
        ...each("datasets", (item, at) => textTest({ kind: "dataset", key: item.field.toLowerCase() }, item, at)),
    ];
};
const keyOf = (key, path) => {
    if (key.length < 1 || key.length > trackingLimits.key)
        refuse([...path, "key"], `1–${trackingLimits.key} characters.`);
    return key;
};
const textOperators = {
    EQUAL: "=",
    NOT_EQUAL: "!=",
    LIKE: "LIKE",
    ILIKE: "ILIKE",
    IN: "IN",
    NOT_IN: "NOT IN",
    EXISTS: "IS NOT NULL",
    MISSING: "IS NULL",
};
/** `alone`: what is meant when neither operator nor value is given. */
const textTest = (field, given, path, alone) => {
    const { operator: named, value, values } = given;
    const bare = value == null && values == null;
    const usual = bare ? alone : values == null ? "=" : "IN";
    const operator = named == null ? usual : textOperators[named];
    if (operator === undefined)
        return refuse(path, "give a value, values, or the operator EXISTS or MISSING.");
    if (operator === "IS NULL" || operator === "IS NOT NULL") {
        if (!bare)
            refuse(path, `${named} takes no value.`);
        return { ...field, operator, value: null };
    }
    if (operator === "IN" || operator === "NOT IN") {
        if (value != null || values == null || values.length < 1 || values.length > MAX_VALUES)
            return refuse(path, `${operator.replace(" ", "_")} takes values: 1–${MAX_VALUES} texts, and no value.`);
        for (const each of values)
            checkText(each, [...path, "values"]);
        return { ...field, operator, value: [...values] };
    }
    if (value == null || values != null)
        return refuse(path, `${named ?? "EQUAL"} takes a value, and no values.`);
    return { ...field, operator, value: checkText(value, [...path, "value"]) };
};
const checkText = (text, path) => {
    if (text.length > MAX_TEXT)
        refuse(path, `at most ${MAX_TEXT.toLocaleString("en-US")} characters.`);
    return text;
};
const numberOperators = {
    EQUAL: "=",
    NOT_EQUAL: "!=",
    LESS: "<",
    LESS_OR_EQUAL: "<=",
    GREATER: ">",
    GREATER_OR_EQUAL: ">=",
    EXISTS: "IS NOT NULL",
    MISSING: "IS NULL",
};
const metricTest = ({ key, operator: named, value }, path) => {
    const field = { kind: "metric", key: keyOf(key, path) };
    const operator = numberOperators[named ?? (value == null ? "EXISTS" : "EQUAL")] ?? "=";
    if (operator === "IS NULL" || operator === "IS NOT NULL") {
        if (value != null)
            refuse(path, `${named} takes no value.`);
        return { ...field, operator, value: null };
    }
    if (value == null || Number.isNaN(value))
        return refuse(path, `${named ?? "EQUAL"} takes a value, which is not NaN.`);
    return { ...field, operator, value };
};
const timeTests = (key, given, path) => {
    if (given == null)
        return [];
    const { from, to } = given;
    if (from == null && to == null)
        refuse(path, "give from, to, or both.");
    if (from != null && to != null && from >= to)
        refuse(path, "from must be before to.");
    const bound = (operator, instant) => instant == null ? [] : [{ kind: "attribute", key, operator, value: firstMillisFrom(instant) }];
    return [...bound(">=", from), ...bound("<", to)];
};
const MAX_ORDER = 5;
/** The keys of an order; `fields` has the attribute of each field. INVALID_INPUT where a key is not exactly one thing. */
export const orderFrom = (given, fields) => {
    const list = given ?? [];
    if (list.length > MAX_ORDER)
        refuse(["orderBy"], `at most ${MAX_ORDER} keys.`);
    return list.map(({ field, direction, ...kept }, index) => {
        const path = ["orderBy", String(index)];
        const ascending = direction !== "DESC";
        const named = Object.entries(kept).filter(([, key]) => key != null);
        const [first, ...more] = named;
        if (more.length > 0 || (field == null) === (first === undefined))
            refuse(path, "name exactly one thing to order by.");
        if (first !== undefined)
            return { kind: first[0], key: keyOf(first[1], path), ascending };
        return { kind: "attribute", key: fields[field ?? ""] ?? "", ascending };
    });
};
//# sourceMappingURL=filter-input.js.map