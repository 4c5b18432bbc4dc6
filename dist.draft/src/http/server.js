import { createServer } from "node:http";
/** Milliseconds without a byte in either direction after which a connection in use is closed. */
const SILENCE = 120_000;
/**
 * The server: fast routes are answered at once, everything else goes through the router. A path is the same with and
 * without `prefix`, since some proxies take it away and some do not.
 */
export const serverOf = (handler, fast, prefix) => {
    const listen = (request, response) => {
        if (prefix !== "")
            request.url = withoutPrefix(request.url ?? "", prefix);
        const short = fast.find(({ isMine }) => isMine(request));
        if (short !== undefined)
            void short.answer(request, response);
        else
            handler(request, response);
    };
    // Uploads take their time: what limits a request is silence, and `limitBodyTime` for bodies held in memory.
    const server = createServer({ headersTimeout: 15_000, requestTimeout: 0, keepAliveTimeout: 65_000 }, listen);
    server.setTimeout(SILENCE);
    // A body that waits to be asked for is asked for when its sender is known, in `guardRequests`.
    server.on("checkContinue", listen);
    return server;
};
const withoutPrefix = (url, prefix) => {
    const rest = url.startsWith(prefix) ? url.slice(prefix.length) : null;
    return rest !== null && /^[/?]|^$/.test(rest) ? rest.replace(/^(?!\/)/, "/") : url;
};
/** What is not HTTP at all. */
export const refuseMalformed = (error, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable)
        return void socket.destroy();
    const [status, text] = error.code === "HPE_HEADER_OVERFLOW"
        ? ["431 Request Header Fields Too Large", "The headers are over 16 KiB."]
        : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
            ? ["408 Request Timeout", "The request did not arrive in time."]
            : ["400 Bad Request", "This is not an HTTP request."];
    const body = JSON.stringify({ code: "BAD_REQUEST", message: text });
    socket.end(`HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
};
//# sourceMappingURL=server.js.map