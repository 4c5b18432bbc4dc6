import { systemCtx } from "../access/system.js";
import { expireTransition } from "./expire-transition.js";
import { expiredRequests } from "./requests.store.js";
/** Closes transition requests whose time has passed. */
export const expiryJob = (db, log) => ({
    name: "request-expiry",
    everyMs: 30_000,
    run: async (signal) => {
        for (const transitionRequestId of await expiredRequests(db.single)) {
            if (signal.aborted)
                return;
            await expireTransition(systemCtx(db, log, "job"), { transitionRequestId });
        }
    },
});
//# sourceMappingURL=expiry.job.js.map