import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { DomainError, type ErrorCode } from "../errors.js";
import { createBuckets } from "./buckets.js";

/** Look-ups a second that an address which has spent its failures still has; once more for who comes again. */
const RESERVE = 5;
const REMEMBERED = 10_000;

/** What a credential or code that is none is refused with. */
const wrong = new Set<ErrorCode>(["UNAUTHENTICATED", "NOT_FOUND"]);

/** Looks credentials and codes up for strangers, so that guesses reach the database a few times a minute only. */
export interface LookUps {
  /**
   * Runs `look` for the secret that an address shows; what is refused as wrong counts as a failure of that address. Past
   * the limit a secret that was good before is looked up as ever, another one while the reserve lasts; else RATE_LIMITED.
   * No secret at all is never looked up then.
   */
  run<Found>(address: string, secret: string | undefined, look: () => Promise<Found>): Promise<Found>;
}

/** Makes the process's look-ups, with `perMinute` failures for each address; 0 sets no limit. */
export const createLookUps = (perMinute: number): LookUps => {
  const failures = createBuckets(perMinute);
  const reserves = [createBuckets(60 * RESERVE, RESERVE), createBuckets(60 * RESERVE, RESERVE)] as const;
  const good = new LRUCache<string, true>({ max: REMEMBERED });
  const refused = new LRUCache<string, true>({ max: REMEMBERED });

  /** Somebody honest shows the same secret again; a guess that came twice would be half as many guesses. */
  const takeReserve = (address: string, key: string): void => {
    const again = refused.delete(key);
    try {
      reserves[again ? 1 : 0].take(address, 1, SPENT);
    } catch (error) {
      refused.set(key, true);
      throw error;
    }
  };

  /** Counts the failure beforehand, since many may be asked about at once; says whether the limit was reached. */
  const admit = (address: string, key: string | undefined): "counted" | "reserve" => {
    try {
      failures.take(address, 1, SPENT);
      return "counted";
    } catch (error) {
      if (key === undefined) throw error;
      takeReserve(address, key);
      return "reserve";
    }
  };

  return {
    run: async (address, secret, look) => {
      if (perMinute === 0) return look();
      const key = secret === undefined ? undefined : hashOf(secret);
      const isKnown = key !== undefined && good.has(key);
      const by = isKnown ? "known" : admit(address, key);
      try {
        const found = await look();
        if (key !== undefined) good.set(key, true);
        if (by === "counted") failures.giveBack(address, 1);
        return found;
      } catch (error) {
        const isWrong = error instanceof DomainError && wrong.has(error.code);
        if (!isWrong && by === "counted") failures.giveBack(address, 1);
        if (!isWrong || by === "counted") throw error;
        if (key !== undefined) good.delete(key);
        failures.take(address, 1, SPENT);
        throw error;
      }
    },
  };
};

const SPENT = "Too many failed authentications from this address";

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64");
