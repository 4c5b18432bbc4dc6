import { shown } from "./invalid-search.js";
import { unquoted } from "./tokens.js";
const keyQuotes = ["'", '"', "`"];
/** Whether one pair of `quote` encloses all of it; a doubled quote within ends nothing. */
const isEnclosed = (raw, quote) => raw.length > 1 &&
    raw.startsWith(quote) &&
    raw.endsWith(quote) &&
    !unquoted(raw)
        .replaceAll(quote + quote, "")
        .includes(quote);
/** The key without its quotes, which stand around the whole of it or nowhere. */
const bareKey = (raw, fail) => {
    const isQuoted = keyQuotes.some((quote) => isEnclosed(raw, quote));
    if (!isQuoted && keyQuotes.some((quote) => raw.includes(quote)))
        throw fail(`Invalid identifier: the quotes must enclose the whole key ${shown(raw)}`);
    const key = isQuoted ? unquoted(raw) : raw;
    if (key === "")
        throw fail("Invalid identifier: the key is empty");
    return key;
};
const bareEntity = (raw) => (isEnclosed(raw, "`") ? unquoted(raw) : raw);
/** Names as MLflow lists the valid ones. */
export const listed = (valid) => [...valid].map((name) => `'${name}'`).join(", ");
/**
 * Reads a field as written: what stands before the first dot says the kind, and an attribute needs no such word
 * (mlflow/utils/search_utils.py, _get_identifier). The key is as the user wrote it; whether there is such a key is not
 * looked at.
 */
export const splitField = (raw, prefixes, fail) => {
    const dot = raw.indexOf(".");
    if (dot < 0)
        return { kind: "attribute", key: bareKey(raw, fail) };
    const entity = bareEntity(raw.slice(0, dot));
    const kind = prefixes.get(entity);
    if (kind === undefined)
        throw fail(`Invalid entity type '${shown(entity)}'. Valid values are ${listed(prefixes.keys())}`);
    return { kind, key: bareKey(raw.slice(dot + 1), fail) };
};
//# sourceMappingURL=split-field.js.map