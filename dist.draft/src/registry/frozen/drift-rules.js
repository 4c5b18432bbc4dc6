import { instantOfMillis } from "../../instant.js";
const differ = (a, b) => a !== b && !(Number.isNaN(a) && Number.isNaN(b));
/** The keys of which the lists say different things, by key. */
export const driftOf = (frozen, now) => {
    const [then, today] = [frozen, now].map((list) => new Map(list.map(({ key, value }) => [key, value])));
    const keys = [...new Set([...frozen, ...now].map(({ key }) => key))].sort((a, b) => (a < b ? -1 : 1));
    return keys
        .map((key) => ({ key, frozen: then?.get(key) ?? null, now: today?.get(key) ?? null }))
        .filter((each) => differ(each.frozen, each.now));
};
/** Frozen metrics as numbers: what JSON cannot hold is frozen by its name. */
export const asNumbers = (metrics) => metrics.map(({ key, value }) => ({ key, value: Number(value) }));
/** What of a run's own facts goes on after a version froze them, as texts. */
export const frozenFacts = ({ status, endTime }) => factsFrom(status, endTime === null ? null : BigInt(endTime));
/** The same facts of a run as it is now. */
export const presentFacts = ({ status, endTime }) => factsFrom(status, endTime);
const factsFrom = (status, endTime) => [
    { key: "status", value: status },
    ...(endTime === null ? [] : [{ key: "endTime", value: instantOfMillis(endTime) ?? `${endTime}` }]),
];
//# sourceMappingURL=drift-rules.js.map