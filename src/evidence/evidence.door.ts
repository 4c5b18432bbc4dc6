import type { Door } from "../http/door.js";
import type { ContextOf } from "../http/facts.js";
import { restRefusal } from "../http/refusal.js";
import { exportOf } from "./export.js";

/** `GET /evidence?model=&version=&format=jsonl|csv|html&includeReads=`: everything about a version, to hand over. */
export const evidenceDoor = (contextOf: ContextOf): Door => ({
  name: "evidence",
  isMine: (path) => path === "/evidence",
  refuse: restRefusal,
  routes: async (app) => {
    app.route<{ Querystring: URLSearchParams }>({
      method: "GET",
      url: "/evidence",
      exposeHeadRoute: false,
      config: { policy: "READ", session: "download", file: true },
      handler: async (request, reply) => {
        const given = new AbortController();
        request.raw.on("close", () => given.abort());
        const { headers, body } = await exportOf(contextOf(request), request.query, given.signal);
        return reply.headers(headers).send(body);
      },
    });
  },
});
