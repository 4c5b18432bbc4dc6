import type { FastifyRequest } from "fastify";
import type { Logger } from "pino";
import type { Caller } from "../access/caller.js";
import type { Ctx } from "../context.js";
import { clientRequestIdOf } from "./entry.js";

/** What a request brings to its context, beside the caller. */
export type RequestFacts = Pick<Ctx, "requestId" | "channel" | "client" | "log">;

/** Makes the context of an admitted request; `software` is the client's name and version, where its protocol tells. */
export type ContextOf = (request: FastifyRequest, software?: string | null) => Ctx;

/** What is known of a request before anybody asks who sends it. */
export const factsOf = (request: FastifyRequest, log: Logger, software: string | null = null): RequestFacts => ({
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
export const admittedCaller = ({ caller }: FastifyRequest): Caller => {
  if (caller === null) throw new Error("a context needs a caller");
  return caller;
};
