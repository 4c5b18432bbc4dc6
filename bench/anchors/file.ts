// The limit for sending a file in Node: a bare read stream over node:http, chunks of 1 MiB. A process of its own,
// started by `startFileServer`.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const path = process.argv[2] ?? "";
const headers = { "content-type": "application/octet-stream", "content-length": statSync(path).size };

const server = createServer((_, response) => {
  response.writeHead(200, headers);
  createReadStream(path, { highWaterMark: 1024 * 1024 }).pipe(response);
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on("disconnect", () => process.exit());
