import { LRUCache } from "lru-cache";
import { idPrefix } from "../db/ids.js";
const MAX_AGE_MS = 60_000;
const MAX_CALLERS = 5_000;
/** Every change of a principal, a team or the organisation drops everything: such changes are rare. */
export const createCallerCache = (db) => {
    const remembered = new LRUCache({ max: MAX_CALLERS });
    const asked = new Map();
    let epoch = 0;
    db.onChange((changes) => {
        if (!touchesRights(changes))
            return;
        epoch++;
        remembered.clear();
        asked.clear();
    });
    const ask = async (credential, load) => {
        const asOf = epoch;
        const startedAt = performance.now();
        const { caller, validForMs } = await load();
        // What was read before a change that has been announced since must not be kept.
        if (asOf === epoch)
            remembered.set(credential, { caller, until: startedAt + Math.min(MAX_AGE_MS, validForMs) });
        return caller;
    };
    return {
        get: (credential) => {
            const found = remembered.get(credential);
            return found !== undefined && performance.now() < found.until && db.heardRecently() ? found.caller : undefined;
        },
        fill: (credential, load) => {
            if (!db.heardRecently())
                return load().then(({ caller }) => caller);
            const earlier = asked.get(credential);
            if (earlier !== undefined)
                return earlier;
            const answer = ask(credential, load).finally(() => {
                if (asked.get(credential) === answer)
                    asked.delete(credential);
            });
            asked.set(credential, answer);
            return answer;
        },
    };
};
/** Whether a change can bear on who somebody is or what they may do. */
export const touchesRights = (changes) => changes === "everything" || changes.some(({ stream }) => carriesRights(stream));
/** Ids of principals, of teams and of the organisation. */
const rightful = new Set(["usr", "sa", "sys", "team", "org"]);
const carriesRights = (stream) => rightful.has(idPrefix(stream) ?? "");
//# sourceMappingURL=caller-cache.js.map