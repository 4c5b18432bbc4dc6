import { DomainError, forbidden } from "../errors.js";
import { createBuckets } from "./buckets.js";
import { checkEntry, ownOrigin } from "./entry.js";
import { createLookUps } from "./look-ups.js";
import { requireOwnPage } from "./session-cookie.js";
/** Makes the process's guards. */
export const createGuards = (config, { authenticator, cookie }) => {
    const hosts = new Set(config.allowedHosts);
    const isOwn = ownOrigin(config.publicUrl);
    const lookUps = createLookUps(config.authFailuresPerMinute);
    const budget = createBuckets(config.graphqlCostPerMinute);
    const lookUp = ({ socket }, secret, look) => lookUps.run(socket.remoteAddress ?? "", secret, look);
    const underWay = new Map();
    /** What many requests at once show is one look-up, and one failure. */
    const authenticate = (request, shown, channel) => {
        const ip = request.socket.remoteAddress ?? null;
        const secret = shown.cookie ?? shown.authorization;
        const look = () => lookUp(request, secret, () => authenticator.authenticate({ ...shown, ip, channel }));
        const place = `${ip} ${secret}`;
        const earlier = underWay.get(place);
        if (secret === undefined || earlier !== undefined)
            return earlier ?? look();
        const found = look().finally(() => underWay.delete(place));
        underWay.set(place, found);
        return found;
    };
    /** The credential of a request; a cookie beside it is refused, since one of the two would be ignored. */
    const shownBy = ({ headers }, session, isOwn) => {
        const { authorization } = headers;
        const secret = cookie.read(headers);
        if (secret === undefined)
            return { authorization, cookie: undefined };
        if (authorization !== undefined)
            throw new DomainError("BAD_REQUEST", "Send the session's cookie or Authorization, not both.");
        if (session === undefined)
            return { authorization: undefined, cookie: undefined };
        requireOwnPage(headers, session, isOwn);
        return { authorization: undefined, cookie: secret };
    };
    const pass = (visit, caller, policy) => {
        visit.caller = caller;
        checkScope(caller, policy);
    };
    return {
        senderOf: senders(config.trustedProxies),
        admit: (visit, { policy, channel, session, anyHost = false }) => {
            const isOwn = ownOrigin(config.publicUrl, visit.raw.headers.host, visit.sender.https);
            checkEntry(visit.raw, { hosts: anyHost ? null : hosts, isOwn });
            if (policy === "public")
                return;
            const shown = shownBy(visit.raw, session, isOwn);
            const known = authenticator.cached(shown);
            if (known !== undefined)
                return pass(visit, known, policy);
            return authenticate(visit.sender, shown, channel).then((caller) => pass(visit, caller, policy));
        },
        lookUp,
        spend: ({ principal }, cost) => budget.take(principal.id, cost, "What this principal may spend in a minute, on answers and bodies, is spent"),
    };
};
/** Refuses a caller whose credential lacks the route's scope. */
const checkScope = ({ credential }, policy) => {
    if (policy === "public" || policy === "authenticated")
        return;
    const wanted = typeof policy === "string" ? [policy] : policy;
    if (!wanted.some((scope) => credential.scopes.has(scope)))
        throw forbidden(`This token lacks the scope ${wanted.join(" or ")}.`);
};
//# sourceMappingURL=guards.js.map