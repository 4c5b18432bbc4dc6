import { DomainError } from "../../errors.js";
const wordsFor = (words, at) => typeof words === "function" ? words(at) : at.length === 0 ? words : undefined;
/** Runs a call and tells a NOT_FOUND in MLflow's words: the same for what is absent and for what is hidden. */
export const saying = async (words, run) => {
    try {
        return await run();
    }
    catch (error) {
        const said = error instanceof DomainError && error.code === "NOT_FOUND" ? wordsFor(words, error.path) : undefined;
        throw said === undefined ? error : new DomainError("NOT_FOUND", said);
    }
};
/** What was found, or NOT_FOUND in these words. */
export const foundOr = (message, value) => {
    if (value === undefined || value === null)
        throw new DomainError("NOT_FOUND", message);
    return value;
};
//# sourceMappingURL=absent.js.map