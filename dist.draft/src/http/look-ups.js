import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { DomainError } from "../errors.js";
import { createBuckets } from "./buckets.js";
/** Look-ups a second that an address which has spent its failures still has; once more for who comes again. */
const RESERVE = 5;
const REMEMBERED = 10_000;
/** What a credential or code that is none is refused with. */
const wrong = new Set(["UNAUTHENTICATED", "NOT_FOUND"]);
/** Makes the process's look-ups, with `perMinute` failures for each address; 0 sets no limit. */
export const createLookUps = (perMinute) => {
    const failures = createBuckets(perMinute);
    const reserves = [createBuckets(60 * RESERVE, RESERVE), createBuckets(60 * RESERVE, RESERVE)];
    const good = new LRUCache({ max: REMEMBERED });
    const refused = new LRUCache({ max: REMEMBERED });
    /** Somebody honest shows the same secret again; a guess that came twice would be half as many guesses. */
    const takeReserve = (address, key) => {
        const again = refused.delete(key);
        try {
            reserves[again ? 1 : 0].take(address, 1, SPENT);
        }
        catch (error) {
            refused.set(key, true);
            throw error;
        }
    };
    /** Counts the failure beforehand, since many may be asked about at once; says whether the limit was reached. */
    const admit = (address, key) => {
        try {
            failures.take(address, 1, SPENT);
            return "counted";
        }
        catch (error) {
            if (key === undefined)
                throw error;
            takeReserve(address, key);
            return "reserve";
        }
    };
    return {
        run: async (address, secret, look) => {
            if (perMinute === 0)
                return look();
            const key = secret === undefined ? undefined : hashOf(secret);
            const isKnown = key !== undefined && good.has(key);
            const by = isKnown ? "known" : admit(address, key);
            try {
                const found = await look();
                if (key !== undefined)
                    good.set(key, true);
                if (by === "counted")
                    failures.giveBack(address, 1);
                return found;
            }
            catch (error) {
                const isWrong = error instanceof DomainError && wrong.has(error.code);
                if (!isWrong && by === "counted")
                    failures.giveBack(address, 1);
                if (!isWrong || by === "counted")
                    throw error;
                if (key !== undefined)
                    good.delete(key);
                failures.take(address, 1, SPENT);
                throw error;
            }
        },
    };
};
const SPENT = "Too many failed authentications from this address";
const hashOf = (secret) => createHash("sha256").update(secret).digest("base64");
//# sourceMappingURL=look-ups.js.map