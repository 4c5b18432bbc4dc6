import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from "fastify";
import { asBytes } from "../http/as-bytes.js";
import type { Asked, Door } from "../http/door.js";
import type { ContextOf } from "../http/facts.js";
import { answerLimits, bodyLimits } from "../http/limits.js";
import type { KeptAnswers } from "./kept-answers.js";
import { notServed } from "./not-served.js";
import { operations } from "./operations.js";
import { mlflowClientOf } from "./wire/client.js";
import { mlflowError } from "./wire/errors.js";
import { writeJson } from "./wire/json.js";
import { isMlflowPath, TEAM_PREFIX } from "./wire/mounts.js";
import type { Call, Operation } from "./wire/operation.js";
import { messageOf } from "./wire/request-message.js";
import { wholeBody } from "./wire/whole-body.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The call of MLflow's that the route is a mount of. */
    operation?: Operation;
  }
}

export interface MlflowDoorOptions {
  readonly contextOf: ContextOf;
  /** The process's kept answers to hot calls. */
  readonly answers: KeptAnswers;
  /** What clients ask below their tracking URI too, which may hold a team's prefix. */
  readonly probes: FastifyPluginAsync;
}

/** MLflow's REST API, as its stock clients speak it. */
export const mlflowDoor = (options: MlflowDoorOptions): Door => ({
  name: "mlflow",
  isMine: isMlflowPath,
  refuse: (error, { id }) => mlflowError(error, id),
  nothing: notServed,
  routes: async (app) => {
    await app.register(options.probes, { prefix: TEAM_PREFIX });
    await app.register(calls(options));
  },
});

/** Mounts every call under each of its prefixes, with and without a team's: one handler each, found by the router. */
const calls =
  ({ contextOf, answers }: MlflowDoorOptions): FastifyPluginAsync =>
  async (app) => {
    const callOf = (request: Asked): Call => ({
      ctx: contextOf(request, mlflowClientOf(request.headers)),
      team: teamOf(request),
      headers: request.headers,
      answers,
    });
    app.removeAllContentTypeParsers();
    // What is streamed is read from the socket; all else is a buffer, whatever its type: messages check that themselves.
    app.addContentTypeParser("*", (request, payload, done) => {
      if (request.routeOptions.config.bodyBytes === Number.POSITIVE_INFINITY) return done(null, payload);
      const most = request.routeOptions.config.bodyBytes ?? bodyLimits.bytes;
      wholeBody(payload, most).then((body) => done(null, body), done);
    });
    for (const operation of operations)
      for (const mount of operation.at)
        for (const prefix of ["", TEAM_PREFIX]) add(app, operation, `${prefix}${mount}`, callOf);
  };

const add = (app: FastifyInstance, operation: Operation, prefix: string, callOf: (request: Asked) => Call): void => {
  app.route<{ Querystring: URLSearchParams; Params: Partial<Record<string, string>> }>({
    method: [...operation.methods],
    url: `${prefix}${operation.path}`,
    exposeHeadRoute: false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    config: {
      operation,
      policy: operation.policy,
      channel: "mlflow-rest",
      answerBytes: answerLimits.wireBytes,
      file: "stream" in operation,
      ...(operation.session !== undefined && { session: operation.session }),
      ...(operation.bodyBytes !== undefined && { bodyBytes: operation.bodyBytes }),
    },
    handler: async (request, reply) => {
      const call = callOf(request);
      if ("stream" in operation) return operation.stream(call, request, reply);
      const message = messageOf(operation, request);
      const answer = await operation.answer(call, (message instanceof Promise ? await message : message) as never);
      return send(request, reply, answer);
    },
  });
};

/** An answer that is text already is sent as it is. */
const send = ({ budget }: Asked, reply: FastifyReply, answer: object): FastifyReply => {
  reply.header("content-type", "application/json; charset=utf-8");
  if (Buffer.isBuffer(answer)) return reply.send(answer);
  const text = writeJson(answer);
  budget.hold(text.length);
  return reply.send(asBytes(text));
};

const teamOf = ({ headers, params }: Asked): string | null => {
  const header = headers["x-mlflow-workspace"];
  const named = typeof header === "string" ? header.trim() : "";
  return named || params.team || null;
};
