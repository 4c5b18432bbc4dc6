import type { IncomingMessage } from "node:http";
import type { Authenticator, Shown } from "../access/authenticate.js";
import type { Caller } from "../access/caller.js";
import type { Config } from "../config.js";
import type { Channel } from "../context.js";
import { DomainError, forbidden } from "../errors.js";
import { createBuckets } from "./buckets.js";
import type { RoutePolicy } from "./door.js";
import { checkEntry, ownOrigin } from "./entry.js";
import { type CookieUse, requireOwnPage, type SessionCookie } from "./session-cookie.js";

/** A request on its way in: fastify's own, or one on a fast route. */
export interface Visit {
  readonly id: string;
  readonly raw: IncomingMessage;
  /** Who sends it, as soon as that is known; null on a public route. */
  caller: Caller | null;
  /** When it came, on the monotonic clock. */
  started: number;
}

/** What a route states for the guards. */
export interface RouteRule {
  readonly policy: RoutePolicy;
  readonly channel: Channel;
  /** Where the session's cookie counts; absent: it counts for nothing. */
  readonly session?: CookieUse | undefined;
}

/** What stands between the socket and every route, whichever door it belongs to. */
export interface Guards {
  /**
   * Host, origin, credential, scope: in this order, from the headers alone. Sets `visit.caller`; at once where the
   * caller is known, since a promise costs more than the look-up.
   */
  admit(visit: Visit, rule: RouteRule): void | Promise<void>;
  /** Counts a credential or code that was none against its sender's address; RATE_LIMITED past the limit. */
  countFailure(request: IncomingMessage): void;
  /** Takes from what the caller may spend in a minute; RATE_LIMITED with the seconds to wait when that is not left. */
  spend(caller: Caller, cost: number): void;
}

/** What the guards are told by the configuration. */
export type GuardsConfig = Pick<
  Config,
  "allowedHosts" | "publicUrl" | "graphqlCostPerMinute" | "authFailuresPerMinute"
>;

/** How the guards find out who sends a request. */
export interface GuardsTools {
  readonly authenticator: Authenticator;
  readonly cookie: SessionCookie;
}

/** Makes the process's guards. */
export const createGuards = (config: GuardsConfig, { authenticator, cookie }: GuardsTools): Guards => {
  const own = { hosts: new Set(config.allowedHosts), isOwn: ownOrigin(config.publicUrl) };
  const failures = createBuckets(config.authFailuresPerMinute);
  const budget = createBuckets(config.graphqlCostPerMinute);
  const countFailure: Guards["countFailure"] = ({ socket }) =>
    failures.take(socket.remoteAddress ?? "", 1, "Too many failed authentications from this address");
  /** Past the limit failures are answered 429, while a good credential from the same address still passes. */
  const authenticate = async (request: IncomingMessage, shown: Shown, channel: Channel): Promise<Caller> => {
    try {
      return await authenticator.authenticate({ ...shown, ip: request.socket.remoteAddress ?? null, channel });
    } catch (error) {
      if (error instanceof DomainError && error.code === "UNAUTHENTICATED") countFailure(request);
      throw error;
    }
  };
  /** The credential of a request; a cookie beside it is refused, since one of the two would be ignored. */
  const shownBy = ({ headers }: IncomingMessage, session: CookieUse | undefined): Shown => {
    const { authorization } = headers;
    const secret = cookie.read(headers);
    if (secret === undefined) return { authorization, cookie: undefined };
    if (authorization !== undefined)
      throw new DomainError("BAD_REQUEST", "Send the session's cookie or Authorization, not both.");
    if (session === undefined) return { authorization: undefined, cookie: undefined };
    requireOwnPage(headers, session, (origin) => own.isOwn(origin, headers.host));
    return { authorization: undefined, cookie: secret };
  };
  const pass = (visit: Visit, caller: Caller, policy: RoutePolicy): void => {
    visit.caller = caller;
    checkScope(caller, policy);
  };
  return {
    admit: (visit, { policy, channel, session }) => {
      checkEntry(visit.raw, own);
      if (policy === "public") return;
      const shown = shownBy(visit.raw, session);
      const known = authenticator.cached(shown);
      if (known !== undefined) return pass(visit, known, policy);
      return authenticate(visit.raw, shown, channel).then((caller) => pass(visit, caller, policy));
    },
    countFailure,
    spend: ({ principal }, cost) =>
      budget.take(principal.id, cost, "The GraphQL cost budget of this principal is spent"),
  };
};

/** Refuses a caller whose credential lacks the route's scope. */
const checkScope = ({ credential }: Caller, policy: RoutePolicy): void => {
  if (policy === "public" || policy === "authenticated") return;
  const wanted = typeof policy === "string" ? [policy] : policy;
  if (!wanted.some((scope) => credential.scopes.has(scope)))
    throw forbidden(`This token lacks the scope ${wanted.join(" or ")}.`);
};
