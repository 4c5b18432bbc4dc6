import type { IncomingMessage } from "node:http";
import type { Authenticator } from "../access/authenticate.js";
import type { Caller } from "../access/caller.js";
import type { Scope } from "../access/principal.js";
import type { Channel } from "../context.js";
import { DomainError, forbidden } from "../errors.js";
import type { Buckets } from "./buckets.js";

/** Who may use a route: everybody, whoever is authenticated, or holders of one of these token scopes. */
export type RoutePolicy = "public" | "authenticated" | Scope | readonly Scope[];

/** Refuses a caller whose credential lacks the route's scope. */
export const checkScope = (caller: Caller, policy: RoutePolicy): void => {
  if (policy === "public" || policy === "authenticated") return;
  const wanted: readonly Scope[] = typeof policy === "string" ? [policy] : policy;
  if (!wanted.some((scope) => caller.credential.scopes.has(scope)))
    throw forbidden(`This token lacks the scope ${wanted.join(" or ")}.`);
};

export type Gate = (request: IncomingMessage, channel: Channel) => Promise<Caller>;

/**
 * Tells who sends a request, from its headers alone. Failures are counted by address: past the limit they are
 * answered 429, while a good credential from the same address still passes.
 */
export const createGate =
  (authenticator: Authenticator, failures: Buckets): Gate =>
  async (request, channel) => {
    const ip = request.socket.remoteAddress ?? null;
    try {
      return await authenticator.authenticate(request.headers.authorization, ip, channel);
    } catch (error) {
      if (error instanceof DomainError && error.code === "UNAUTHENTICATED") countFailure(failures, request);
      throw error;
    }
  };

/** Counts a credential or code that was none against its sender's address; RATE_LIMITED past the limit. */
export const countFailure = (failures: Buckets, { socket }: IncomingMessage): void =>
  failures.take(socket.remoteAddress ?? "", 1, "Too many failed authentications from this address");
