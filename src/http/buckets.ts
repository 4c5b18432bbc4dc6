import { LRUCache } from "lru-cache";
import { DomainError } from "../errors.js";

interface Bucket {
  level: number;
  at: number;
}

/** Token buckets, one per key, refilled evenly. */
export interface Buckets {
  /** Takes `amount`; when the bucket does not hold it, RATE_LIMITED with the seconds to wait. */
  take(key: string, amount: number, what: string): void;
  /** Puts back what was taken for nothing. */
  giveBack(key: string, amount: number): void;
}

const MAX_KEYS = 10_000;

/** Buckets that are given `perMinute` and hold `most`, a minute's worth unless told; 0 sets no limit. */
export const createBuckets = (
  perMinute: number,
  most: number = perMinute,
  now: () => number = () => performance.now(),
): Buckets => {
  if (perMinute === 0) return { take: () => undefined, giveBack: () => undefined };
  const buckets = new LRUCache<string, Bucket>({ max: MAX_KEYS });
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
      if (bucket !== undefined) bucket.level = Math.min(most, bucket.level + amount);
    },
  };
};
