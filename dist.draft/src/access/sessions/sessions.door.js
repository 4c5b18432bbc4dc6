import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import { notFound } from "../../errors.js";
import { admittedCaller, factsOf } from "../../http/facts.js";
import { restRefusal } from "../../http/refusal.js";
import { instantOfSeconds } from "../../instant.js";
import { closeSession } from "./close-session.js";
import { openSession } from "./open-session.js";
import { redeemLink } from "./redeem-link.js";
const WHAT = "an API token, a token of the identity provider, or the code of a sign-in link.";
const body = z.union([
    z.strictObject({ token: z.string().trim().min(1).max(12_000) }),
    z.strictObject({ code: z.string().trim().min(1).max(200) }),
], { error: `{token} or {code}: ${WHAT}` });
/**
 * `/session`: a browser exchanges a token, or the code of a sign-in link, for a session's cookie, asks whether it has one, and ends it. The answer is
 * `{principal {id, handle, displayName}, expiresAt}`; the page keeps neither the token nor the cookie.
 */
export const sessionsDoor = ({ db, log, contextOf, authenticator, cookie, guards }) => ({
    name: "sessions",
    isMine: (path) => path === "/session",
    refuse: restRefusal,
    routes: async (app) => {
        app.route({
            method: "POST",
            url: "/session",
            config: { policy: "public", bodyBytes: 16 * 1024 },
            handler: async (request, reply) => {
                const given = parseInput(body, request.body);
                const cameIn = { ip: request.raw.socket.remoteAddress ?? null, channel: "http" };
                request.caller = await guards.lookUp(request.raw, "token" in given ? given.token : given.code, async () => {
                    const token = "token" in given ? given.token : await redeemLink({ ...factsOf(request, log), db }, given.code);
                    return authenticator.identify(token, cameIn);
                });
                const { secret, expiresAt } = await openSession(contextOf(request), {});
                return reply.header("set-cookie", cookie.set(secret)).send(shown(request.caller, expiresAt));
            },
        });
        app.route({
            method: "GET",
            url: "/session",
            exposeHeadRoute: false,
            config: { policy: "authenticated", session: "console" },
            handler: async (request) => {
                const caller = admittedCaller(request);
                if (caller.credential.method !== "session")
                    throw notFound("session");
                return shown(caller, instantOfSeconds(caller.credential.expiresAt));
            },
        });
        app.route({
            method: "DELETE",
            url: "/session",
            config: { policy: "authenticated", session: "console" },
            handler: async (request, reply) => {
                await closeSession(contextOf(request), { all: request.query.has("all") });
                return reply.code(204).header("set-cookie", cookie.clear).send();
            },
        });
    },
});
const shown = ({ principal }, expiresAt) => ({
    principal: { id: principal.id, handle: principal.handle, displayName: principal.displayName },
    expiresAt,
});
//# sourceMappingURL=sessions.door.js.map