import type { FastifyReply } from "fastify";
import type { Asked, Door } from "../../http/door.js";
import type { ContextOf } from "../../http/facts.js";
import { restRefusal } from "../../http/refusal.js";
import { packFrom } from "./ask-by-name.js";
import { packBytes, type ToDownload } from "./pack-bytes.js";

/** `GET /evidence/pack?model=&version=&disclose=&card=` makes an evidence pack, `GET /evidence/pack/<id>` has one again. */
export const packsDoor = (contextOf: ContextOf): Door => ({
  name: "evidence packs",
  isMine: (path) => path === "/evidence/pack" || path.startsWith("/evidence/pack/"),
  refuse: restRefusal,
  routes: async (app) => {
    const route = { policy: "READ", session: "download", file: true } as const;
    app.route({
      method: "GET",
      url: "/evidence/pack",
      exposeHeadRoute: false,
      config: route,
      handler: async (request: Asked, reply) => {
        const ctx = contextOf(request);
        return send(reply, await packBytes(ctx, await packFrom(ctx, request.query)));
      },
    });
    app.route({
      method: "GET",
      url: "/evidence/pack/:id",
      exposeHeadRoute: false,
      config: route,
      handler: async (request: Asked, reply) =>
        send(reply, await packBytes(contextOf(request), request.params.id ?? "")),
    });
  },
});

const send = (reply: FastifyReply, { id, sha256, size, body }: ToDownload): FastifyReply =>
  reply
    .headers({
      "content-type": "application/zip",
      "content-length": String(size),
      "content-disposition": `attachment; filename="evidence-${id}.zip"`,
      etag: `"${sha256}"`,
      "cache-control": "private, no-cache",
    })
    .send(body);
