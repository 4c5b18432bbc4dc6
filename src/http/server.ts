import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastListener } from "./fast-route.js";

/** Milliseconds without a byte in either direction after which a connection in use is closed. */
const SILENCE = 120_000;

/** The server: fast routes are answered at once, everything else goes through the router. */
export const serverOf = (handler: RequestListener, fast: readonly FastListener[]): Server => {
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    const short = fast.find(({ isMine }) => isMine(request));
    if (short !== undefined) void short.answer(request, response);
    else handler(request as never, response as never);
  };
  // Uploads take their time: what limits a request is silence, and `limitBodyTime` for bodies held in memory.
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 0, keepAliveTimeout: 65_000 }, listen);
  server.setTimeout(SILENCE);
  // A body that waits to be asked for is asked for when its sender is known, in `guardRequests`.
  server.on("checkContinue", listen);
  return server;
};

/** What is not HTTP at all. */
export const refuseMalformed = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, text] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? ["431 Request Header Fields Too Large", "The headers are over 16 KiB."]
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? ["408 Request Timeout", "The request did not arrive in time."]
        : ["400 Bad Request", "This is not an HTTP request."];
  const body = JSON.stringify({ code: "BAD_REQUEST", message: text });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
};
