import { LRUCache } from "lru-cache";
import { DomainError } from "../errors.js";
const MAX_KEYS = 10_000;
/** Buckets that are given `perMinute` and hold `most`, a minute's worth unless told; 0 sets no limit. */
export const createBuckets = (perMinute, most = perMinute, now = () => performance.now()) => {
    if (perMinute === 0)
        return { take: () => undefined, giveBack: () => undefined };
    const buckets = new LRUCache({ max: MAX_KEYS });
    const perMs = perMinute / 60_000;
    return {
        take: (key, amount, what) => {
            const time = now();
            const bucket = buckets.get(key) ?? { level: most, at: time };
            bucket.level = Math.min(most, bucket.level + (time - bucket.at) * perMs);
            bucket.at = time;
            buckets.set(key, bucket);
            if (bucket.level >= amount) {
                bucket.level -= amount;
                return;
            }
            const retryAfter = Math.max(1, Math.ceil((amount - bucket.level) / perMs / 1_000));
            throw new DomainError("RATE_LIMITED", `${what}; try again in ${retryAfter} s.`, { details: { retryAfter } });
        },
        giveBack: (key, amount) => {
            const bucket = buckets.get(key);
            if (bucket !== undefined)
                bucket.level = Math.min(most, bucket.level + amount);
        },
    };
};
//# sourceMappingURL=buckets.js.map