import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Policy } from "../../../verify/log/tlog-policy.js";
import type { Config } from "../../config.js";
import type { Reader } from "../../db/sql.js";
import { notFound } from "../../errors.js";
import type { Asked, Door, RoutePolicy } from "../../http/door.js";
import { admittedCaller } from "../../http/facts.js";
import { restRefusal } from "../../http/refusal.js";
import { signingVkeys } from "./log-keys.queries.js";
import { ownPolicy } from "./log-policy.js";
import { type PublishedLog, publishedLog } from "./published-log.js";

export interface LogDoorOptions {
  readonly config: Pick<Config, "logAccess" | "logDir" | "publicUrl">;
  readonly reader: Reader;
  /** Whose witnesses are asked; null: there are none. */
  readonly witnesses: Policy | null;
}

/** `GET /log/…`: the log as https://c2sp.org/tlog-tiles serves one, its keys, and a policy that names them. */
export const logDoor = ({ config, reader, witnesses }: LogDoorOptions): Door => {
  const { logAccess } = config;
  const policy: RoutePolicy = logAccess === "public" ? "public" : "READ";
  const log = publishedLog(config.logDir);
  const route = { policy, session: "console" } as const;
  const admit = (request: FastifyRequest): void => {
    if (logAccess === "auditors" && !seesAll(request)) throw notFound("page");
  };
  return {
    name: "log",
    isMine: (path) => path.startsWith("/log/"),
    refuse: restRefusal,
    routes: async (app) => {
      app.get("/log/checkpoint", { config: route }, async (request, reply) => {
        admit(request);
        return sendText(reply, (await log.checkpoint()) ?? nothing("checkpoint"));
      });
      app.get("/log/policy", { config: route }, async (request, reply) => {
        admit(request);
        return sendText(reply, ownPolicy(await vkeys(reader), config.publicUrl, witnesses ?? undefined));
      });
      app.get("/log/vkeys", { config: route }, async (request, reply) => {
        admit(request);
        return sendText(reply, (await vkeys(reader)).map((vkey) => `${vkey}\n`).join(""));
      });
      app.get("/log/tile/*", { config: route }, async (request: Asked, reply) => {
        admit(request);
        return sendTile(request, reply, { log, isPublic: logAccess === "public" });
      });
    },
  };
};

/** Sizes and proofs count what others did: they are for who may see all of it. */
const seesAll = (request: FastifyRequest): boolean => {
  const { access } = admittedCaller(request);
  return access.ability.can("audit", { type: "Organization" }) && !access.modelIds?.length;
};

const nothing = (what: string): never => {
  throw notFound(what);
};

const vkeys = async (reader: Reader): Promise<string[]> => {
  const found = await signingVkeys(reader);
  return found.length === 0 ? nothing("log") : found;
};

const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.headers({ "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" }).send(text);

const compressed = promisify(gzip);

/** What is published under a path stays: it may be kept for good. */
const sendTile = async (
  request: Asked,
  reply: FastifyReply,
  { log, isPublic }: { log: PublishedLog; isPublic: boolean },
): Promise<FastifyReply> => {
  const path = `tile/${request.params["*"] ?? ""}`;
  const isSpeltSo = request.url.split("?", 1)[0]?.endsWith(`/log/${path}`) === true;
  const bytes = (isSpeltSo ? await log.tile(path) : null) ?? nothing("tile");
  const isBundle = path.startsWith("tile/entries/");
  const zip = isBundle && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  return reply
    .headers({
      "content-type": "application/octet-stream",
      "cache-control": `${isPublic ? "public" : "private"}, max-age=31536000, immutable`,
      ...(isBundle && { vary: "accept-encoding" }),
      ...(zip && { "content-encoding": "gzip" }),
    })
    .send(zip ? await compressed(bytes) : bytes);
};
