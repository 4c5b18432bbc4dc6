import { createReadStream } from "node:fs";
import { restRefusal } from "../http/refusal.js";
import { etagOf } from "./files.js";
import { isScreen, ownPath } from "./screens.js";
/** What a browser may do on the console's page: run our scripts and no other, ask this origin and no other. */
export const pageSecurity = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types dompurify",
    ].join("; "),
};
/**
 * The console: its files, and one page that is the answer to whatever a browser opens below no other door. The page is
 * everybody's; data decides. `prefix`: the path that browsers reach the console under, such as `/registry`.
 */
export const consoleDoor = (build, others, prefix = "") => ({
    name: "console",
    isMine: () => false,
    refuse: restRefusal,
    routes: async (app) => {
        for (const file of build.files)
            serveFile(app, file);
        app.addConstraintStrategy(pageRequests(others));
        servePage(app, build.page.replace('<base href="/" />', `<base href="${prefix}/" />`));
    },
});
/** Tells the router which requests open a page: a browser's, at a path that is no other door's. */
const pageRequests = (others) => ({
    name: "opens",
    storage: () => {
        const handlers = new Map();
        return {
            get: (value) => handlers.get(value) ?? null,
            set: (value, handler) => void handlers.set(value, handler),
        };
    },
    validate: () => undefined,
    deriveConstraint: ({ url = "/", headers }) => acceptsPage(headers.accept) && !others.some((door) => door.isMine(ownPath(url))) ? "page" : undefined,
});
/** Browsers name `text/html` when they open an address; what scripts and clients fetch does not. */
const acceptsPage = (accept = "") => accept.split(",").some((range) => /^\s*text\/html\s*(;|$)/i.test(range) && !/;\s*q=0(\.0+)?\s*(;|$)/i.test(range));
const servePage = (app, page) => {
    const etag = etagOf(page);
    app.route({
        method: "GET",
        url: "*",
        constraints: { opens: "page" },
        config: { policy: "public", security: pageSecurity },
        handler: (request, reply) => {
            const found = isScreen(request.url);
            const known = found && isKnown(request, etag);
            reply.headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", vary: "accept", etag });
            return reply.code(known ? 304 : found ? 200 : 404).send(known ? undefined : page);
        },
    });
};
const isKnown = ({ headers }, etag) => headers["if-none-match"]?.split(",").some((each) => each.trim().replace(/^W\//, "") === etag) ?? false;
const serveFile = (app, file) => {
    app.route({
        method: "GET",
        url: `/${file.name}`,
        config: { policy: "public" },
        handler: (request, reply) => sendFile(file, request, reply),
    });
};
const sendFile = (file, request, reply) => {
    reply.headers({
        "content-type": file.type,
        "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
        etag: file.etag,
    });
    if (isKnown(request, file.etag))
        return reply.code(304).send();
    const [encoding, { path, size }] = wayOf(file, request.headers["accept-encoding"]);
    if (encoding !== "identity")
        reply.header("content-encoding", encoding);
    return reply.header("content-length", size).send(createReadStream(path));
};
/** The smallest way to send a file that the browser takes. */
const wayOf = (file, accepted = "") => {
    const takes = (encoding) => accepted.split(",").some((each) => {
        const [name = "", ...parameters] = each.split(";");
        return name.trim().toLowerCase() === encoding && !parameters.some((one) => /^\s*q=0(\.0+)?\s*$/.test(one));
    });
    const found = ["br", "gzip"].find((encoding) => file.ways.has(encoding) && takes(encoding)) ?? "identity";
    const way = file.ways.get(found);
    if (way === undefined)
        throw new Error(`${file.name} was not listed`);
    return [found, way];
};
//# sourceMappingURL=console.door.js.map