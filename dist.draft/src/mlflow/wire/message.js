import { DomainError } from "../../errors.js";
import { writeJson } from "./json.js";
const SEE = " See the API docs for more information about request parameters.";
/** The refusal of a field that must be there. */
export const missing = (path) => new DomainError("INVALID_INPUT", `Missing value for required parameter '${path}'.${SEE}`, { path: [path] });
const typeName = (value) => {
    if (typeof value === "boolean")
        return "bool";
    if (typeof value === "string")
        return "str";
    if (typeof value === "bigint" || Number.isInteger(value))
        return "int";
    if (typeof value === "number")
        return "float";
    return Array.isArray(value) ? "list" : value === null ? "NoneType" : "dict";
};
/** A text as a message shows it: no longer than `most`, and never half a character. */
export const cutShort = (text, most = 300) => (text.length <= most ? text : `${text.slice(0, most)}…`).toWellFormed();
const shown = (value) => cutShort(writeJson(value), 100);
/** The refusal of a value, in MLflow's words; `rule` says what is allowed. */
export const invalidValue = (value, path, rule) => new DomainError("INVALID_INPUT", `Invalid value ${shown(value)} for parameter '${path}' supplied: ${rule ?? `Hint: Value was of type '${typeName(value)}'.`}${SEE}`, { path: [path] });
const reading = (schema, read) => Object.assign(read, { schema });
const readText = reading({ type: "string" }, (value, path) => {
    if (typeof value === "string")
        return value;
    throw invalidValue(value, path);
});
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
/** 64-bit integers as numbers, as strings of digits, as `1.0` or `1e18`: what protobuf's JSON takes. */
const readLong = reading({ type: ["integer", "string"], format: "int64" }, (value, path) => {
    let long;
    if (typeof value === "bigint")
        long = value;
    else if (typeof value === "number" && Number.isInteger(value))
        long = BigInt(value);
    else if (typeof value === "string" && /^-?\d{1,19}(\.0+)?$/.test(value))
        long = BigInt(value.replace(/\.0+$/, ""));
    if (long === undefined || long > INT64_MAX || long < INT64_MIN)
        throw invalidValue(value, path);
    return long;
});
const readInt = reading({ type: "integer", format: "int32" }, (value, path) => {
    const long = readLong(value, path);
    if (long > 2147483647n || long < -2147483648n)
        throw invalidValue(value, path);
    return Number(long);
});
const named = new Set(["NaN", "Infinity", "-Infinity"]);
const readDouble = reading({ type: ["number", "string"], format: "double" }, (value, path) => {
    if (typeof value === "number")
        return value;
    if (typeof value === "bigint")
        return Number(value);
    const isNumber = typeof value === "string" && (named.has(value) || /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value));
    if (isNumber)
        return Number(value);
    throw invalidValue(value, path);
});
const readBool = reading({ type: "boolean" }, (value, path) => {
    if (typeof value === "boolean")
        return value;
    if (typeof value === "string" && /^(true|false)$/i.test(value))
        return value.toLowerCase() === "true";
    throw invalidValue(value, path, "true or false.");
});
const optional = (read) => ({
    schema: read.schema,
    isRequired: false,
    read,
    query: (values, path) => read(values.at(-1), path),
    absent: () => undefined,
});
const required = (read) => ({
    schema: read.schema,
    isRequired: true,
    read,
    query: (values, path) => read(values.at(-1), path),
    absent: (path) => {
        throw missing(path);
    },
});
const filled = reading({ type: "string", minLength: 1 }, (value, path) => {
    if (value === "")
        throw missing(path);
    return readText(value, path);
});
/** A text that may be left out. */
export const text = optional(readText);
/** A text that must be there and not be empty. */
export const requiredText = required(filled);
/** A text that must be there; empty is a value. */
export const givenText = required(readText);
export const long = optional(readLong);
export const requiredLong = required(readLong);
export const int = optional(readInt);
export const requiredDouble = required(readDouble);
export const bool = optional(readBool);
/** One of a protobuf enum's names, or its number. */
const readEnum = (numbers) => {
    const names = Object.keys(numbers);
    return reading({ enum: names }, (value, path) => {
        const found = names.find((name) => name === value || numbers[name] === value || String(numbers[name]) === value);
        if (found === undefined)
            throw invalidValue(value, path, `one of ${names.join(", ")}.`);
        return found;
    });
};
export const oneOf = (numbers) => optional(readEnum(numbers));
export const requiredOneOf = (numbers) => required(readEnum(numbers));
const readList = (item) => reading({ type: "array", items: item.schema }, (value, path) => {
    if (!Array.isArray(value))
        throw invalidValue(value, path);
    return value.map((each, index) => item(each, `${path}[${index}]`));
});
const readMessage = (shape) => reading(schemaOf(shape), (value, path) => readObject(shape, value, `${path}.`));
/** The JSON Schema of a message of these fields. */
export const schemaOf = (shape) => {
    const needed = Object.entries(shape).flatMap(([name, { isRequired }]) => (isRequired ? [name] : []));
    return {
        type: "object",
        properties: Object.fromEntries(Object.entries(shape).map(([name, { schema }]) => [name, schema])),
        ...(needed.length > 0 && { required: needed }),
    };
};
/** A list of texts; in a query string one name given several times. Absent is empty. */
export const texts = {
    schema: { type: "array", items: { type: "string" } },
    isRequired: false,
    read: readList(readText),
    query: (values) => [...values],
    absent: () => [],
};
/** A list of messages. Absent is empty. */
export const listOf = (shape) => ({
    schema: { type: "array", items: schemaOf(shape) },
    isRequired: false,
    read: readList(readMessage(shape)),
    query: (_, path) => {
        throw invalidValue("", path);
    },
    absent: () => [],
});
/** As `listOf`, but the list must be there; it may be empty. */
export const requiredListOf = (shape) => ({
    ...listOf(shape),
    isRequired: true,
    absent: (path) => {
        throw missing(path);
    },
});
/** A message within a message. */
export const objectOf = (shape) => required(readMessage(shape));
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const camelNames = new WeakMap();
const camelNamesOf = (shape) => {
    let names = camelNames.get(shape);
    if (names === undefined) {
        names = new Map(Object.keys(shape).map((name) => [name, camel(name)]));
        camelNames.set(shape, names);
    }
    return names;
};
/** Reads a JSON object; names in snake_case or lowerCamelCase, null is absent, what is unknown is passed over. */
export const readObject = (shape, value, prefix = "") => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        throw new DomainError("INVALID_INPUT", `Bad Request. ${prefix.slice(0, -1) || "The request body"} must be a JSON object.`);
    const given = value;
    const message = {};
    for (const [name, other] of camelNamesOf(shape)) {
        const found = Object.hasOwn(given, name) ? given[name] : Object.hasOwn(given, other) ? given[other] : undefined;
        const field = shape[name];
        const path = `${prefix}${name}`;
        message[name] = found === undefined || found === null ? field.absent(path) : field.read(found, path);
    }
    return message;
};
/** Reads a query string; names in snake_case only. */
export const readQuery = (shape, query) => {
    const message = {};
    for (const [name, field] of Object.entries(shape)) {
        const values = query.getAll(name);
        message[name] = values.length === 0 ? field.absent(name) : field.query(values, name);
    }
    return message;
};
//# sourceMappingURL=message.js.map