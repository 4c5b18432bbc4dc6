import { LRUCache } from "lru-cache";
import { DomainError } from "../errors.js";

interface Bucket {
  level: number;
  at: number;
}

/** Token buckets, one per key: a minute's worth at once, refilled evenly. */
export interface Buckets {
  /** Takes `amount`; when the bucket does not hold it, RATE_LIMITED with the seconds to wait. */
  take(key: string, amount: number, what: string): void;
}

const MAX_KEYS = 10_000;

/** Buckets that hold `perMinute`; 0 sets no limit. */
export const createBuckets = (perMinute: number, now: () => number = () => performance.now()): Buckets => {
  if (perMinute === 0) return { take: () => undefined };
  const buckets = new LRUCache<string, Bucket>({ max: MAX_KEYS });
  const perMs = perMinute / 60_000;
  return {
    take: (key, amount, what) => {
      const time = now();
      const bucket = buckets.get(key) ?? { level: perMinute, at: time };
      bucket.level = Math.min(perMinute, bucket.level + (time - bucket.at) * perMs);
      bucket.at = time;
      buckets.set(key, bucket);
      if (bucket.level >= amount) {
        bucket.level -= amount;
        return;
      }
      const retryAfter = Math.max(1, Math.ceil((amount - bucket.level) / perMs / 1_000));
      throw new DomainError("RATE_LIMITED", `${what}; try again in ${retryAfter} s.`, { details: { retryAfter } });
    },
  };
};
