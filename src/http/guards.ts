import type { IncomingMessage } from "node:http";
import type { Authenticator, Shown } from "../access/authenticate.js";
import type { Caller } from "../access/caller.js";
import { hasScope } from "../access/principal.js";
import type { Config } from "../config.js";
import type { Channel } from "../context.js";
import { DomainError, forbidden } from "../errors.js";
import { networkOf } from "./address-ranges.js";
import { createBuckets } from "./buckets.js";
import type { RoutePolicy } from "./door.js";
import { checkEntry, type IsOwnOrigin, ownOrigin } from "./entry.js";
import { createLookUps } from "./look-ups.js";
import { type Sender, type SenderOf, senders } from "./sender.js";
import { type CookieUse, requireOwnPage, type SessionCookie } from "./session-cookie.js";

/** A request on its way in: fastify's own, or one on a fast route. */
export interface Visit {
  readonly id: string;
  readonly raw: IncomingMessage;
  /** Where it comes from. */
  readonly sender: Sender;
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
  /** Whether any Host is answered: probes of a load balancer cannot set one. */
  readonly anyHost?: boolean | undefined;
}

/** What stands between the socket and every route, whichever door it belongs to. */
export interface Guards {
  /** Where a request comes from, seen through the trusted proxies. */
  readonly senderOf: SenderOf;
  /**
   * Host, origin, credential, scope: in this order, from the headers alone. Sets `visit.caller`; at once where the
   * caller is known, since a promise costs more than the look-up.
   */
  admit(visit: Visit, rule: RouteRule): void | Promise<void>;
  /**
   * Looks up the secret that a sender shows by `look`; one that is none counts against the address, and past
   * the limit guesses reach the database no more (RATE_LIMITED).
   */
  lookUp<Found>(sender: Sender, secret: string | undefined, look: () => Promise<Found>): Promise<Found>;
  /** Takes from what the caller may spend in a minute; RATE_LIMITED with the seconds to wait when that is not left. */
  spend(caller: Caller, cost: number): void;
}

/** What the guards are told by the configuration. */
export type GuardsConfig = Pick<
  Config,
  "allowedHosts" | "trustedProxies" | "publicUrl" | "graphqlCostPerMinute" | "authFailuresPerMinute"
>;

/** How the guards find out who sends a request. */
export interface GuardsTools {
  readonly authenticator: Authenticator;
  readonly cookie: SessionCookie;
}

/** Makes the process's guards. */
export const createGuards = (config: GuardsConfig, { authenticator, cookie }: GuardsTools): Guards => {
  const hosts = new Set(config.allowedHosts);
  const lookUps = createLookUps(config.authFailuresPerMinute);
  const budget = createBuckets(config.graphqlCostPerMinute);
  const lookUp: Guards["lookUp"] = ({ address }, secret, look) => lookUps.run(networkOf(address ?? ""), secret, look);
  const underWay = new Map<string, Promise<Caller>>();
  /** What many requests at once show is one look-up, and one failure. */
  const authenticate = (sender: Sender, shown: Shown, channel: Channel): Promise<Caller> => {
    const ip = sender.address;
    const secret = shown.cookie ?? shown.authorization;
    const look = () => lookUp(sender, secret, () => authenticator.authenticate({ ...shown, ip, channel }));
    const place = `${ip} ${secret}`;
    const earlier = underWay.get(place);
    if (secret === undefined || earlier !== undefined) return earlier ?? look();
    const found = look().finally(() => underWay.delete(place));
    underWay.set(place, found);
    return found;
  };
  const pass = (visit: Visit, caller: Caller, policy: RoutePolicy): void => {
    visit.caller = caller;
    checkScope(caller, policy);
  };
  return {
    senderOf: senders(config.trustedProxies),
    admit: (visit, { policy, channel, session, anyHost = false }) => {
      const isOwn = ownOrigin(config.publicUrl, visit.raw.headers.host, visit.sender.https);
      checkEntry(visit.raw, { hosts: anyHost ? null : hosts, isOwn });
      if (policy === "public") return;
      const shown = shownBy(visit.raw, cookie, session, isOwn);
      const known = authenticator.cached(shown);
      if (known !== undefined) return pass(visit, known, policy);
      return authenticate(visit.sender, shown, channel).then((caller) => pass(visit, caller, policy));
    },
    lookUp,
    spend: ({ principal }, cost) =>
      budget.take(principal.id, cost, "What this principal may spend in a minute, on answers and bodies, is spent"),
  };
};

/** The credential of a request; a cookie beside it is refused, since one of the two would be ignored. */
const shownBy = (
  { headers }: IncomingMessage,
  cookie: SessionCookie,
  session: CookieUse | undefined,
  isOwn: IsOwnOrigin,
): Shown => {
  const { authorization } = headers;
  const secret = cookie.read(headers);
  if (secret === undefined) return { authorization, cookie: undefined };
  if (authorization !== undefined)
    throw new DomainError("BAD_REQUEST", "Send the session's cookie or Authorization, not both.");
  if (session === undefined) return { authorization: undefined, cookie: undefined };
  requireOwnPage(headers, session, isOwn);
  return { authorization: undefined, cookie: secret };
};

/** Refuses a caller whose credential lacks the route's scope. */
const checkScope = ({ credential }: Caller, policy: RoutePolicy): void => {
  if (policy === "public" || policy === "authenticated") return;
  const wanted = typeof policy === "string" ? [policy] : policy;
  if (!wanted.some((scope) => hasScope(credential, scope)))
    throw forbidden(`This token lacks the scope ${wanted.join(" or ")}.`);
};
