import DataLoader from "dataloader";
/** The request's loader of a kind: `factory` makes it at first use, bound to the caller's rights. */
export const loader = (ctx, factory) => {
    const known = ctx.loaders.get(factory);
    if (known !== undefined)
        return known;
    const made = factory(ctx);
    ctx.loaders.set(factory, made);
    return made;
};
/** The row of each id, null where there is none. */
export const byId = (ids, rows) => {
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
};
/** The rows under each id, in their order. */
export const under = (ids, rows) => {
    const groups = new Map(ids.map((id) => [id, []]));
    for (const row of rows)
        groups.get(row.of)?.push(row);
    return ids.map((id) => groups.get(id) ?? []);
};
const textOf = (args) => JSON.stringify(args, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
/** A loader of an edge that has arguments: `fetch` answers for each id, in their order. */
export const edgeLoader = (fetch) => new DataLoader(async (asked) => {
    const groups = new Map();
    for (const each of asked) {
        const key = textOf(each.args);
        groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    const answers = new Map();
    await Promise.all([...groups.values()].map(async (group) => {
        const args = group[0].args;
        const results = await fetch(group.map(({ id }) => id), args);
        for (const [index, each] of group.entries())
            answers.set(each, results[index]);
    }));
    return asked.map((each) => answers.get(each));
}, { cacheKeyFn: ({ id, args }) => `${id} ${textOf(args)}` });
/** What the loader has of these ids, in their order, without those it has nothing of. A fault of one is a fault of all. */
export const loadFound = async (rows, ids) => {
    const found = await Promise.all(ids.map((id) => rows.load(id)));
    return found.filter((row) => row !== null);
};
//# sourceMappingURL=loader.js.map