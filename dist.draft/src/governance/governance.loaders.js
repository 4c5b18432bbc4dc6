import DataLoader from "dataloader";
import { guardsOf, policiesById } from "./policies/policies.queries.js";
import { approversOfMany, decisionEntriesOf, decisionsOf, openRequestsOf, requestsById, } from "./requests.queries.js";
const grouped = (ids, rows, idOf) => ids.map((id) => rows.filter((row) => idOf(row) === id));
/** Requests by id, null where absent or hidden. */
export const requestLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await requestsById(ctx.db.reader, ctx.access.ability, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
});
/** Decisions by the id of a request that the caller reads. */
export const decisionsLoader = (ctx) => new DataLoader(async (ids) => grouped(ids, await decisionsOf(ctx.db.reader, ids), (row) => row.requestId));
/** Present approvers by the id of a request that the caller reads. */
export const approversLoader = (ctx) => new DataLoader(async (ids) => grouped(ids, await approversOfMany(ctx.db.reader, ids), (row) => row.requestId));
/** The entry of each decision, by the id of a request that the caller reads. */
export const decisionEntriesLoader = (ctx) => new DataLoader(async (ids) => grouped(ids, await decisionEntriesOf(ctx.db.reader, ids), (row) => row.requestId));
/** How many requests are pending, by the id of a model that the caller reads. */
export const openRequestsLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await openRequestsOf(ctx.db.reader, ids);
    return ids.map((id) => rows.find((row) => row.of === id)?.open ?? 0);
});
/** Guarded slots with the ids of the policies that guard them, by the id of a model that the caller reads. */
export const guardsLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await guardsOf(ctx.db.reader, ctx.access, ids);
    return ids.map((id) => {
        const slots = new Map();
        for (const { of, slot, policyId } of rows)
            if (of === id)
                slots.set(slot, [...(slots.get(slot) ?? []), policyId]);
        return [...slots].map(([slot, policyIds]) => ({ slot, policyIds }));
    });
});
/** Policies by id, null where absent or hidden. */
export const policyLoader = (ctx) => new DataLoader(async (ids) => {
    const rows = await policiesById(ctx.db.reader, ctx.access, ids);
    return ids.map((id) => rows.find((row) => row.id === id) ?? null);
});
//# sourceMappingURL=governance.loaders.js.map