const MAX_DEPTH = 64;
/**
 * Canonical JSON text by RFC 8785 (JCS), strict: throws on anything but plain objects, dense arrays, well-formed
 * strings, booleans, null and finite numbers. 64-bit integers do not belong here: write them as strings.
 */
export const canonicalJson = (value) => write(value, 0);
const write = (value, depth) => {
    if (depth > MAX_DEPTH)
        throw new TypeError(`canonical JSON nests deeper than ${MAX_DEPTH}`);
    if (value === null || typeof value === "boolean")
        return String(value);
    if (typeof value === "number")
        return writeNumber(value);
    if (typeof value === "string")
        return writeString(value);
    if (Array.isArray(value))
        return writeArray(value, depth);
    if (typeof value === "object")
        return writeObject(value, depth);
    throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
};
const writeNumber = (value) => {
    if (!Number.isFinite(value))
        throw new TypeError(`canonical JSON cannot hold ${value}`);
    return JSON.stringify(value);
};
const writeString = (value) => {
    if (!value.isWellFormed())
        throw new TypeError("canonical JSON cannot hold a lone surrogate");
    return JSON.stringify(value);
};
const writeArray = (value, depth) => {
    const items = [];
    for (let index = 0; index < value.length; index++) {
        if (!(index in value))
            throw new TypeError("canonical JSON cannot hold a sparse array");
        items.push(write(value[index], depth + 1));
    }
    return `[${items.join(",")}]`;
};
const writeObject = (value, depth) => {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null)
        throw new TypeError("canonical JSON holds plain objects only");
    const entries = Object.entries(value);
    if (Object.getOwnPropertySymbols(value).length > 0)
        throw new TypeError("canonical JSON cannot hold symbols");
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(",")}}`;
};
//# sourceMappingURL=canonical-json.js.map