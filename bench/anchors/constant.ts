// The limit for anything over HTTP in Node: the same bytes to every request, by node:http and nothing else. A process
// of its own, started by `startConstant`; POST bodies are read, since a server must.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const body = Buffer.from(process.argv[2] ?? "", "base64");
const headers = { "content-type": "application/json; charset=utf-8", "content-length": body.length };

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.writeHead(200, headers);
    response.end(body);
    return;
  }
  request.on("data", () => undefined);
  request.on("end", () => {
    response.writeHead(200, headers);
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("disconnect", () => process.exit());
