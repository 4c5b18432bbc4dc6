import { PassThrough } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { Authenticator } from "../access/authenticate.js";
import { invalid } from "../errors.js";
import type { Door } from "../http/door.js";
import { admittedCaller, type ContextOf } from "../http/facts.js";
import { restRefusal } from "../http/refusal.js";
import type { SessionCookie } from "../http/session-cookie.js";
import { runIdFrom } from "../tracking/tracking-ids.js";
import type { Live } from "./live.js";

const MOST_WATCHED = 20;

export interface LiveDoorOptions {
  readonly live: Live;
  readonly contextOf: ContextOf;
  readonly authenticator: Pick<Authenticator, "authenticate">;
  readonly cookie: SessionCookie;
}

/**
 * `GET /live`: server-sent events, `{kind, id}` of what the caller reads, as soon as it is committed. `?watch=run_…`, at
 * most 20 times, adds that a running run has new points. An event only says that what was read is old.
 */
export const liveDoor = ({ live, contextOf, authenticator, cookie }: LiveDoorOptions): Door => ({
  name: "live",
  isMine: (path) => path === "/live",
  refuse: restRefusal,
  routes: async (app) => {
    app.route<{ Querystring: URLSearchParams }>({
      method: "GET",
      url: "/live",
      exposeHeadRoute: false,
      config: { policy: "READ", session: "console" },
      handler: async (request, reply) => {
        const { principal, credential } = admittedCaller(request);
        const out = new PassThrough();
        const rights = async () => {
          request.caller = await authenticator.authenticate(shownBy(request, cookie), false);
          return contextOf(request);
        };
        const watched = watchedBy(request.query);
        live.listen({ principalId: principal.id, expiresAt: credential.expiresAt, out, rights, watched });
        // Something at once: a proxy that holds answers back shows itself, and the page knows that it is heard.
        out.write("retry: 2000\n\n");
        request.raw.on("close", () => out.destroy());
        return reply
          .headers({
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store, no-transform",
            "x-accel-buffering": "no",
          })
          .send(out);
      },
    });
  },
});

const watchedBy = (query: URLSearchParams): string[] => {
  const watched = [...new Set(query.getAll("watch"))];
  if (watched.length > MOST_WATCHED)
    throw invalid("watch", `watch: at most ${MOST_WATCHED} runs, not ${watched.length}.`);
  return watched.map(runIdFrom).filter((id) => id !== "");
};

/** What the request showed when it was admitted: the cookie, where it came by that. */
const shownBy = ({ headers, sender, routeOptions }: FastifyRequest, cookie: SessionCookie) => {
  const secret = cookie.read(headers);
  return {
    authorization: secret === undefined ? headers.authorization : undefined,
    cookie: secret,
    ip: sender.address,
    channel: routeOptions.config.channel ?? ("http" as const),
  };
};
