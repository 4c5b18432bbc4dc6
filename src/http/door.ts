import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import type { Caller } from "../access/caller.js";
import type { Scope } from "../access/principal.js";
import type { Channel } from "../context.js";
import type { DomainError } from "../errors.js";
import type { Sender } from "./sender.js";
import type { CookieUse } from "./session-cookie.js";

/** Who may use a route: everybody, whoever is authenticated, or holders of one of these token scopes. */
export type RoutePolicy = "public" | "authenticated" | Scope | readonly Scope[];

/** An error as a door's clients read it. */
export interface Refusal {
  readonly status: number;
  readonly body: object;
  /** `application/json` unless told. */
  readonly mediaType?: string;
}

/** What is known of the request that is refused. */
export type Refused = Pick<FastifyRequest, "id" | "headers">;

/** A way into the service: some paths, what is served there, and how errors are told there. */
export interface Door {
  /** One word for it: `graphql`. */
  readonly name: string;
  /** Whether a path that no route has, or that cannot be read, is refused in this door's words. */
  readonly isMine: (path: string) => boolean;
  readonly refuse: (error: DomainError, request: Refused) => Refusal;
  /** What a path of the door's that no route has is answered; NOT_FOUND unless told. */
  readonly nothing?: (path: string) => DomainError;
  /** Adds the door's routes; one that states no policy does not boot. */
  readonly routes: FastifyPluginAsync;
  /** A route that is answered before any framework. */
  readonly fast?: FastRoute;
}

/** A route for GET and HEAD on the server's own request listener. It passes the same guards as every other. */
export interface FastRoute {
  readonly path: string;
  readonly policy: Exclude<RoutePolicy, "public">;
  readonly session?: CookieUse;
  /** What a query asks, or a refusal of what cannot be read. A query that is repeated is read once. */
  readonly read: (query: URLSearchParams) => FastQuestion;
}

/** A question that has been read. It is answered at once where it can be: a promise costs more than the work. */
export type FastQuestion = (caller: Caller, headers: IncomingHttpHeaders) => FastAnswer | Promise<FastAnswer>;

/** An answer with its headers as one flat list of names and values: what node:http sends fastest. */
export interface FastAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** A request as routes read it: the query and the path's parameters are parsed by the router. */
export type Asked = FastifyRequest<{ Querystring: URLSearchParams; Params: Partial<Record<string, string>> }>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may use the route; a route that does not say does not boot. */
    policy?: RoutePolicy;
    channel?: Channel;
    /** Where the session's cookie counts; absent: it counts for nothing. */
    session?: CookieUse;
    /** Whether any Host is answered, as for probes; absent: the service's own names alone. */
    anyHost?: boolean;
    /** Whose route it is; set where the door is opened. */
    door?: Door;
    /** Bytes of a body at the most, if not 1 MiB; `Infinity` for what is streamed to disk. */
    bodyBytes?: number;
    /** Bytes that are read for an answer at the most, if not 32 MiB. */
    answerBytes?: number;
    /** Whether a file comes or goes: when the service stops, it has the time that files have. */
    file?: boolean;
    /** Security headers of its answers; those of data unless told. */
    security?: OutgoingHttpHeaders;
  }
  interface FastifyRequest {
    /** Where it comes from. */
    readonly sender: Sender;
    caller: Caller | null;
    started: number;
  }
}
