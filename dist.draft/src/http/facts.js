import { clientRequestIdOf } from "./entry.js";
/** What is known of a request before anybody asks who sends it. */
export const factsOf = (request, log, software = null) => ({
    requestId: request.id,
    channel: request.routeOptions.config.channel ?? "http",
    client: {
        ip: request.sender.address,
        agent: request.headers["user-agent"]?.slice(0, 500) ?? null,
        software,
        requestId: clientRequestIdOf(request.raw),
    },
    log: log.child({ requestId: request.id }),
});
/** Who sends it; every route but the public ones has a caller. */
export const admittedCaller = ({ caller }) => {
    if (caller === null)
        throw new Error("a context needs a caller");
    return caller;
};
//# sourceMappingURL=facts.js.map