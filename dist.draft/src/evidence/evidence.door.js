import { restRefusal } from "../http/refusal.js";
import { exportOf } from "./export.js";
/** `GET /evidence?model=&version=&format=jsonl|csv|html&includeReads=`: everything about a version, to hand over. */
export const evidenceDoor = (contextOf) => ({
    name: "evidence",
    isMine: (path) => path === "/evidence",
    refuse: restRefusal,
    routes: async (app) => {
        app.route({
            method: "GET",
            url: "/evidence",
            exposeHeadRoute: false,
            config: { policy: "READ", session: "download" },
            handler: async (request, reply) => {
                const given = new AbortController();
                request.raw.on("close", () => given.abort());
                const { headers, body } = await exportOf(contextOf(request), request.query, given.signal);
                return reply.headers(headers).send(body);
            },
        });
    },
});
//# sourceMappingURL=evidence.door.js.map