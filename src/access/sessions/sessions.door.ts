import type { Logger } from "pino";
import { z } from "zod";
import { parseInput } from "../../acts/attempt.js";
import type { Database } from "../../db/database.js";
import { notFound } from "../../errors.js";
import type { Door } from "../../http/door.js";
import { admittedCaller, type ContextOf, factsOf } from "../../http/facts.js";
import type { Guards } from "../../http/guards.js";
import { bodyLimits } from "../../http/limits.js";
import { restRefusal } from "../../http/refusal.js";
import type { SessionCookie } from "../../http/session-cookie.js";
import { instantOfSeconds } from "../../instant.js";
import type { Authenticator } from "../authenticate.js";
import type { Caller } from "../caller.js";
import { closeSession } from "./close-session.js";
import { openSession } from "./open-session.js";
import { redeemLink } from "./redeem-link.js";

export interface SessionsDoorOptions {
  readonly db: Database;
  readonly log: Logger;
  readonly contextOf: ContextOf;
  readonly authenticator: Pick<Authenticator, "identify">;
  readonly cookie: SessionCookie;
  /** A wrong token counts as a failed sign-in. */
  readonly guards: Pick<Guards, "lookUp">;
}

const WHAT = "an API token, a token of the identity provider, or the code of a sign-in link.";

const body = z.union(
  [
    z.strictObject({ token: z.string().trim().min(1).max(12_000) }),
    z.strictObject({ code: z.string().trim().min(1).max(200) }),
  ],
  { error: `{token} or {code}: ${WHAT}` },
);

/**
 * `/session`: a browser exchanges a token, or the code of a sign-in link, for a session's cookie, asks whether it has one, and
 * ends it; `DELETE /session?id=` ends another one of the same person, `?all` every one. The answer is
 * `{principal {id, handle, displayName}, expiresAt}`; the page keeps neither the token nor the cookie.
 */
export const sessionsDoor = ({ db, log, contextOf, authenticator, cookie, guards }: SessionsDoorOptions): Door => ({
  name: "sessions",
  isMine: (path) => path === "/session",
  refuse: restRefusal,
  routes: async (app) => {
    app.route({
      method: "POST",
      url: "/session",
      config: { policy: "public", bodyBytes: bodyLimits.secretBytes },
      handler: async (request, reply) => {
        const given = parseInput(body, request.body);
        const cameIn = { ip: request.sender.address, channel: "http" as const };
        request.caller = await guards.lookUp(request.sender, "token" in given ? given.token : given.code, async () => {
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
        if (caller.credential.method !== "session") throw notFound("session");
        return shown(caller, instantOfSeconds(caller.credential.expiresAt));
      },
    });
    app.route<{ Querystring: URLSearchParams }>({
      method: "DELETE",
      url: "/session",
      config: { policy: "authenticated", session: "console" },
      handler: async (request, reply) => {
        const ctx = contextOf(request);
        const id = request.query.get("id");
        await closeSession(ctx, { all: request.query.has("all"), id });
        const stays = id !== null && !(ctx.credential.method === "session" && ctx.credential.sessionId === id);
        return (stays ? reply : reply.header("set-cookie", cookie.clear)).code(204).send();
      },
    });
  },
});

const shown = ({ principal }: Caller, expiresAt: string) => ({
  principal: { id: principal.id, handle: principal.handle, displayName: principal.displayName },
  expiresAt,
});
