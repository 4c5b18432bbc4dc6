import { joinIdKinds } from "./db/id-kinds.js";
/** A noun whose rows are of one type; gives it back for a list of nouns of all types. */
export const defineKind = (kind) => kind;
/**
 * Joins the nouns, and the node types that are none (entries of the log have numbers, not ids of this form). Throws when
 * two claim the same ids, or when one does not say who reads it.
 */
export const joinKinds = (list, others = []) => {
    const unread = list.find(({ reader }) => reader === undefined);
    if (unread !== undefined)
        throw new Error(`the noun ${unread.subject} does not say who reads it`);
    const ids = joinIdKinds(list);
    const bySubject = new Map(list.map((kind) => [kind.subject, kind]));
    const nodes = [
        ...list.flatMap(({ prefixes, node }) => (node === undefined ? [] : [{ ...node, prefixes }])),
        ...others,
    ];
    const byPrefix = new Map(nodes.flatMap((node) => node.prefixes.map((prefix) => [prefix, node])));
    return {
        list,
        ids,
        of: (id) => bySubject.get(ids.of(id)?.subject ?? ""),
        nodeOf: (id) => byPrefix.get(/^([a-z]{2,4})_[0-9a-z]{1,40}$/.exec(id)?.[1] ?? ""),
    };
};
//# sourceMappingURL=kind.js.map