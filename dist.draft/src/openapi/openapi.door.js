import { restRefusal } from "../http/refusal.js";
/** `GET /openapi.json`: what can be called here, for whoever is authenticated. */
export const openapiDoor = (document) => {
    const body = JSON.stringify(document);
    return {
        name: "openapi",
        isMine: (path) => path === "/openapi.json",
        refuse: restRefusal,
        routes: async (app) => {
            app.get("/openapi.json", { config: { policy: "authenticated" } }, async (_, reply) => reply.header("content-type", "application/json; charset=utf-8").send(body));
        },
    };
};
//# sourceMappingURL=openapi.door.js.map