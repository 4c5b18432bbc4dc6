import { GraphQLID, getNamedType } from "graphql";
import { DomainError } from "../errors.js";
/** The longest text that any question can need: a tag's value. */
const MAX_TEXT = 100_000;
const refuse = (path, rule) => {
    throw new DomainError("INVALID_INPUT", `${path.join(".")}: ${rule}`, { path: [...path] });
};
const check = (value, path) => {
    if (typeof value === "string") {
        if (value.length > MAX_TEXT)
            refuse(path, `at most ${MAX_TEXT.toLocaleString("en-US")} characters.`);
        if (value.includes("\0"))
            refuse(path, "no NUL characters.");
        if (!value.isWellFormed())
            refuse(path, "well-formed Unicode, no lone surrogates.");
    }
    else if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
            check(item, [...path, String(index)]);
    }
    else if (typeof value === "object" && value !== null) {
        for (const [key, item] of Object.entries(value))
            check(item, [...path, key]);
    }
};
/**
 * The check of what a question's arguments say, before anything is asked of the database: text that PostgreSQL cannot
 * hold is refused by name. Ids are left alone: a malformed one is an absent one. Commands check their own inputs.
 */
export const argumentCheck = (args) => {
    const names = args.filter(({ type }) => getNamedType(type) !== GraphQLID).map(({ name }) => name);
    if (names.length === 0)
        return null;
    return (values) => {
        for (const name of names)
            check(values[name], [name]);
    };
};
//# sourceMappingURL=argument-text.js.map