import { LRUCache } from "lru-cache";
import { requestIdOf } from "./entry.js";
import { refusal } from "./refusal.js";
import { dataSecurity } from "./security.js";
/** Opens a fast route straight on the server's request listener, before any framework, behind the same guards. */
export const openFastRoute = (route, { guards, lines }) => {
    const queryOf = queries(route.path.length + 1);
    return {
        isMine: ({ url = "", method }) => url.startsWith(route.path) &&
            (url.length === route.path.length || url[route.path.length] === "?") &&
            (method === "GET" || method === "HEAD"),
        answer: async (request, response) => {
            const visit = {
                id: requestIdOf(),
                raw: request,
                sender: guards.senderOf(request),
                caller: null,
                started: performance.now(),
            };
            let status;
            try {
                const admitted = guards.admit(visit, { policy: route.policy, channel: "http", session: route.session });
                if (admitted instanceof Promise)
                    await admitted;
                if (visit.caller === null)
                    throw new Error("a fast route needs a caller");
                const found = route.answer(visit.caller, queryOf(request.url ?? ""), request.headers);
                const answer = found instanceof Promise ? await found : found;
                status = answer.status;
                response.writeHead(status, [...answer.headers, "x-request-id", visit.id]);
                response.end(answer.body);
            }
            catch (error) {
                status = refuse(visit, response, error);
                lines.fault(error, visit.id);
            }
            lines.answered(visit, route.path, status);
        },
    };
};
/** Query strings that serving systems repeat are parsed once. */
const queries = (start) => {
    const parsed = new LRUCache({ max: 1_000 });
    return (url) => {
        const text = url.slice(start);
        const known = parsed.get(text);
        if (known !== undefined)
            return known;
        const query = new URLSearchParams(text);
        if (text.length <= 1_000)
            parsed.set(text, query);
        return query;
    };
};
const refuse = ({ id, raw }, response, error) => {
    const { status, headers, body } = refusal(error, { id, headers: raw.headers });
    response.writeHead(status, {
        ...headers,
        ...dataSecurity,
        "content-length": Buffer.byteLength(body),
        "x-request-id": id,
    });
    response.end(body);
    return status;
};
//# sourceMappingURL=fast-route.js.map