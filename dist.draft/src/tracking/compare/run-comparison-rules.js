import { directionOf } from "../metrics/metric-direction-rules.js";
const sameValue = (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));
/** Puts lists by key side by side, one for each run; by key. */
export const sideBySide = (lists) => {
    const maps = lists.map((list) => new Map(list.map(({ key, value }) => [key, value])));
    const keys = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort((a, b) => (a < b ? -1 : 1));
    return keys.map((key) => {
        const values = maps.map((map) => map.get(key) ?? null);
        return { key, values, differs: values.some((value) => !sameValue(value, values[0])) };
    });
};
/** Marks the best of a metric's values; NaN is none. */
export const withBest = (row, given) => {
    const direction = given ?? directionOf(row.key);
    const directionSource = given !== undefined ? "GIVEN" : direction === null ? null : "NAME";
    const numbers = row.values.filter((value) => value !== null && !Number.isNaN(value));
    const marked = direction !== null && numbers.length > 1;
    const best = direction === "HIGHER_IS_BETTER" ? Math.max(...numbers) : Math.min(...numbers);
    return { ...row, direction, directionSource, isBest: row.values.map((value) => marked && value === best) };
};
/** Which runs used which data set as what, by name, digest and context. */
export const datasetsSideBySide = (lists) => {
    const keyOf = ({ name, digest, context }) => JSON.stringify([name, digest, context]);
    const all = new Map(lists.flat().map((used) => [keyOf(used), used]));
    const users = lists.map((list) => new Set(list.map(keyOf)));
    return [...all]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { name, digest, context }]) => ({ name, digest, context, usedBy: users.map((used) => used.has(key)) }));
};
//# sourceMappingURL=run-comparison-rules.js.map