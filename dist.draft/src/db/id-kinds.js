import { idPrefix } from "./ids.js";
/** Joins the nouns; two that share a prefix or a name are a fault of the program. */
export const joinIdKinds = (list) => {
    const byPrefix = new Map();
    const subjects = new Set();
    for (const kind of list) {
        if (subjects.has(kind.subject))
            throw new Error(`two nouns are called ${kind.subject}`);
        subjects.add(kind.subject);
        for (const prefix of kind.prefixes) {
            if (byPrefix.has(prefix))
                throw new Error(`two nouns have ids that begin with ${prefix}_`);
            byPrefix.set(prefix, kind);
        }
    }
    return { list, of: (id) => byPrefix.get(idPrefix(id) ?? "") };
};
/** The name of an id's noun, as entries hold it. */
export const subjectOf = (kinds, id) => {
    const kind = kinds.of(id);
    if (kind === undefined)
        throw new Error(`not an id: ${id}`);
    return kind.subject;
};
//# sourceMappingURL=id-kinds.js.map