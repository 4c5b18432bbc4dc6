import { shown } from "./invalid-search.js";
import { unquoted } from "./tokens.js";
const numeric = ["=", "!=", ">", ">=", "<", "<="];
const textual = ["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"];
const integerPattern = /^[+-]?\d+$/;
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
/** A 64-bit integer: a number where that is exact, else a bigint. */
const integer = (digits, { key, fail }) => {
    const tooLong = digits.length > 40;
    const value = tooLong ? 0n : BigInt(digits.replace("+", ""));
    if (tooLong || value > INT64_MAX || value < INT64_MIN)
        throw fail(`Invalid value for numeric attribute '${key}': it is not a 64-bit integer`);
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : value;
};
/** How a field is called in MLflow's messages. */
const called = {
    attribute: "attributes",
    metric: "metric",
    param: "parameter (e.g. 'my-value')",
    tag: "tag (e.g. 'my-value')",
    dataset: "dataset attributes",
};
const notText = (token, { kind, fail }) => token.kind === "name"
    ? fail("Parameter value is either not quoted or unidentified quote types used for string value " +
        `${shown(token.text)}. Use either single or double quotes`)
    : fail(`Expected a quoted string value for ${called[kind]}. Got value ${shown(token.text)}`);
const readText = (token, subject) => {
    if (token.kind === "text")
        return unquoted(token.text);
    throw notText(token, subject);
};
/** A text in single or double quotes. */
export const text = { operators: textual, read: readText };
/** As `text`; may be tested for being there. */
export const optionalText = { operators: [...textual, "IS NULL", "IS NOT NULL"], read: readText };
/** A metric's value, a double. */
export const metricValue = {
    operators: numeric,
    read: (token, { fail }) => {
        if (token.kind === "number")
            return Number(token.text);
        throw fail(`Expected numeric value type for metric. Found ${shown(token.text)}`);
    },
};
const notNumeric = (token, { key, fail }) => fail(`Expected numeric value type for numeric attribute: ${key}. Found ${shown(token.text)}`);
/** Milliseconds, also with a fraction, as runs are searched by. */
export const time = {
    operators: numeric,
    read: (token, subject) => {
        if (token.kind !== "number")
            throw notNumeric(token, subject);
        return integerPattern.test(token.text) ? integer(token.text, subject) : Number(token.text);
    },
};
const readInteger = (digits, subject) => {
    if (integerPattern.test(digits))
        return integer(digits, subject);
    throw subject.fail(`Invalid value for numeric attribute '${subject.key}': ${shown(digits)}`);
};
/** Milliseconds, whole ones, as experiments are searched by. */
export const wholeTime = {
    operators: numeric,
    read: (token, subject) => {
        if (token.kind !== "number")
            throw notNumeric(token, subject);
        return readInteger(token.text, subject);
    },
};
/** A version's number, which may stand in quotes. */
export const versionNumber = {
    operators: numeric,
    read: (token, subject) => {
        if (token.kind === "text")
            return readInteger(unquoted(token.text), subject);
        if (token.kind === "number")
            return readInteger(token.text, subject);
        throw notText(token, subject);
    },
};
/** An experiment's id: digits, without leading zeros. */
const experimentNumber = (digits, { fail }) => {
    if (/^\d{1,19}$/.test(digits))
        return BigInt(digits).toString();
    throw fail(`Invalid experiment ID '${shown(digits)}': a number in quotes is expected`);
};
/** An experiment's id in quotes. */
export const experimentId = {
    operators: ["=", "!=", "IN", "NOT IN"],
    read: (token, subject) => experimentNumber(readText(token, subject), subject),
};
/** A logged model's text stands in single quotes; a bare number is taken as it is written. */
const readLoggedText = (token, subject) => {
    if (token.kind === "number")
        return token.text;
    if (token.kind === "text" && token.text.startsWith("'"))
        return unquoted(token.text);
    throw subject.fail(`Invalid value ${shown(token.text)}: a text in single quotes or a number is expected`);
};
/** A logged model's text. */
export const loggedText = { operators: textual, read: readLoggedText };
/** A logged model's experiment, as `experimentId` or a bare number. */
export const loggedExperimentId = {
    operators: experimentId.operators,
    read: (token, subject) => experimentNumber(readLoggedText(token, subject), subject),
};
/** MLflow's numbers and names of a logged model's states, with ours: mlflow/entities/logged_model_status.py. */
const loggedStatuses = new Map([
    ["0", "UNSPECIFIED"],
    ["1", "PENDING"],
    ["2", "READY"],
    ["3", "UPLOAD_FAILED"],
    ["FAILED", "UPLOAD_FAILED"],
    ["LOGGED_MODEL_PENDING", "PENDING"],
    ["LOGGED_MODEL_READY", "READY"],
    ["LOGGED_MODEL_UPLOAD_FAILED", "UPLOAD_FAILED"],
]);
/** A logged model's status by any of its names, or by MLflow's number: becomes our name of it. */
export const loggedStatus = {
    operators: textual,
    read: (token, subject) => {
        const status = readLoggedText(token, subject);
        return loggedStatuses.get(status) ?? status;
    },
};
//# sourceMappingURL=values.js.map