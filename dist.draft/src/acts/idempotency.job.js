import { dropOldKeys } from "./idempotency.store.js";
/** Forgets idempotency keys that are past their time. */
export const idempotencyJob = (db) => ({
    name: "idempotency-keys",
    everyMs: 30_000,
    run: async () => {
        await dropOldKeys(db.single);
    },
});
//# sourceMappingURL=idempotency.job.js.map