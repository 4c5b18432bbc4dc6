import type { IncomingHttpHeaders } from "node:http";
import type { FastifyReply } from "fastify";
import type { Ctx } from "../../context.js";
import type { Asked, RoutePolicy } from "../../http/door.js";
import type { CookieUse } from "../../http/session-cookie.js";
import type { KeptAnswers } from "../kept-answers.js";
import type { Fields, MessageOf } from "./message.js";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Where an operation is mounted, `*` and all: MLflow's REST API, its browser's twin, or a path without prefix. */
export type Mount = "/api/2.0" | "/ajax-api/2.0" | "/api/3.0" | "/ajax-api/3.0" | "";

/** Version 2.0 of the protocol, for clients and for browsers: where most calls are. */
export const version2: readonly Mount[] = ["/api/2.0", "/ajax-api/2.0"];
export const version3: readonly Mount[] = ["/api/3.0", "/ajax-api/3.0"];
export const ajax2: readonly Mount[] = ["/ajax-api/2.0"];

/** One call: who asks, for which team, with which client. */
export interface Call {
  readonly ctx: Ctx;
  /** Slug of the team that the call names by header or path prefix; null when it names none. */
  readonly team: string | null;
  readonly headers: IncomingHttpHeaders;
  /** Answers of the registry that are kept until their model changes. */
  readonly answers: KeptAnswers;
}

interface Common {
  readonly methods: readonly Method[];
  /** `:name` is a path parameter, `*` the rest of the path. */
  readonly path: string;
  readonly at: readonly Mount[];
  /** Who may call it at all; acts check their own scope, so that a refusal has its entry. */
  readonly policy: RoutePolicy;
  /** Bytes of a body at the most. */
  readonly bodyBytes?: number;
  /** Where the session's cookie counts: for reading artifacts, and for nothing else. */
  readonly session?: CookieUse;
}

/** A call whose request and answer are messages. */
export interface MessageOperation extends Common {
  readonly fields: Fields;
  /** The field that the rest of the path is, where the path ends in `*`. */
  readonly rest?: string;
  readonly answer: (call: Call, message: never) => Promise<object>;
}

/** A call that reads or writes bytes: it has the request and the reply. */
export interface StreamOperation extends Common {
  readonly stream: (call: Call, request: Asked, reply: FastifyReply) => Promise<FastifyReply>;
}

export type Operation = MessageOperation | StreamOperation;

/** What a call states beside its method and path. */
type Stated = Pick<Common, "policy" | "bodyBytes" | "session"> & { at?: readonly Mount[] };

/** States a call: its messages' fields, and the one function that answers it wherever it is mounted. */
export const operation = <Shape extends Fields>(
  methods: Method | readonly Method[],
  path: string,
  options: Stated & { fields: Shape; rest?: string },
  answer: (call: Call, message: MessageOf<Shape>) => Promise<object>,
): MessageOperation => ({
  at: version2,
  ...options,
  methods: typeof methods === "string" ? [methods] : methods,
  path,
  answer: answer as MessageOperation["answer"],
});

/** How files are asked for. */
export const fileMethods: readonly Method[] = ["GET", "HEAD"];

/** States a call that streams. */
export const streaming = (
  methods: Method | readonly Method[],
  path: string,
  options: Stated,
  stream: StreamOperation["stream"],
): StreamOperation => ({
  at: version2,
  ...options,
  methods: typeof methods === "string" ? [methods] : methods,
  path,
  stream,
});
