import { ensurePartitions } from "./append.store.js";
/** Makes partitions of the log before they are needed. */
export const partitionsJob = (db) => ({
    name: "audit-partitions",
    everyMs: 30_000,
    run: async () => {
        await ensurePartitions(db.single);
    },
});
//# sourceMappingURL=partitions.job.js.map