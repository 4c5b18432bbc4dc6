import { DomainError } from "../errors.js";
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Strict";
/** The name bears the instance: two services on one host keep two sessions. */
export const sessionCookie = (instanceId) => {
    const name = `__Host-countersign-${instanceId.slice(0, 8)}`;
    const value = new RegExp(`(?:^|;)\\s*${name}=([\\w-]{1,100})\\s*(?:;|$)`);
    return {
        set: (secret) => `${name}=${secret}; ${ATTRIBUTES}`,
        clear: `${name}=; ${ATTRIBUTES}; Max-Age=0`,
        read: ({ cookie }) => (cookie === undefined ? undefined : value.exec(cookie)?.[1]),
    };
};
/** Whether a browser sends the request for a page: it must never be asked for a password. */
export const isBrowser = (headers) => headers["countersign-console"] !== undefined ||
    headers["sec-fetch-site"] !== undefined ||
    (headers.cookie?.includes("__Host-countersign-") ?? false);
/** Refuses the cookie in a request that a page of ours did not send: Fetch Metadata first, Origin where it is absent. */
export const requireOwnPage = (headers, use, isOwn) => {
    const site = headers["sec-fetch-site"];
    const { origin } = headers;
    if (site === undefined ? origin === undefined || !isOwn(origin) : site !== "same-origin")
        throw new DomainError("FOREIGN_ORIGIN", "The session's cookie counts only in requests of the console's own pages.");
    if (use === "console" && headers["countersign-console"] !== "1")
        throw new DomainError("FOREIGN_ORIGIN", "A request with the session's cookie must say `Countersign-Console: 1`.");
};
//# sourceMappingURL=session-cookie.js.map