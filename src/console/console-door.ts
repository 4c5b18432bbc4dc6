import { createReadStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ConsoleBuild, type ConsoleFile, type Encoding, etagOf } from "./files.js";
import { isScreen } from "./screens.js";

/** What a browser may do on the console's page: run our scripts and no other, ask this origin and no other. */
export const PAGE_POLICY = [
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
].join("; ");

/** The console: a page that is the answer to whatever a browser opens, and the files behind it. */
export interface ConsoleDoor {
  /** Registers the files, each under its own path. */
  routes(app: FastifyInstance): void;
  /** Whether a request that no route answers is a browser's that opens a page. */
  isPage(request: IncomingMessage): boolean;
  /** Answers the page: 200 where the console has a screen, else 404. */
  page(request: FastifyRequest, reply: FastifyReply): FastifyReply;
}

/** `prefix`: the path that the console is reached under, such as `/registry`; empty at the origin's root. */
export const createConsoleDoor = (build: ConsoleBuild | null, prefix = ""): ConsoleDoor => {
  const page = build?.page.replace('<base href="/" />', `<base href="${prefix}/" />`) ?? "";
  const etag = etagOf(page);
  return {
    routes: (app) => {
      for (const file of build?.files ?? []) serveFile(app, file);
    },
    isPage: ({ method, headers }) =>
      build !== null && (method === "GET" || method === "HEAD") && acceptsPage(headers.accept),
    page: (request, reply) => {
      const found = isScreen(request.url);
      const fresh = found && request.headers["if-none-match"]?.includes(etag) === true;
      return reply
        .code(fresh ? 304 : found ? 200 : 404)
        .headers({
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": PAGE_POLICY,
          "cross-origin-opener-policy": "same-origin",
          "cache-control": "no-cache",
          vary: "accept",
          etag,
        })
        .send(fresh ? undefined : page);
    },
  };
};

/** Browsers name `text/html` when they open an address; what scripts and clients fetch does not. */
const acceptsPage = (accept = ""): boolean =>
  accept.split(",").some((range) => /^\s*text\/html\s*(;|$)/i.test(range) && !/;\s*q=0(\.0+)?\s*(;|$)/i.test(range));

const serveFile = (app: FastifyInstance, file: ConsoleFile): void => {
  app.route({
    method: "GET",
    url: `/${file.name}`,
    config: { policy: "public" },
    handler: (request, reply) => {
      reply.headers({
        "content-type": file.type,
        "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
        etag: file.etag,
      });
      if (request.headers["if-none-match"]?.includes(file.etag)) return reply.code(304).send();
      const [encoding, { path, size }] = wayOf(file, request.headers["accept-encoding"]);
      if (encoding !== "identity") reply.header("content-encoding", encoding);
      return reply.header("content-length", size).send(createReadStream(path));
    },
  });
};

const wayOf = (file: ConsoleFile, accepted = ""): [Encoding, { path: string; size: number }] => {
  const takes = (encoding: string): boolean =>
    accepted.split(",").some((each) => {
      const [name = "", ...parameters] = each.split(";");
      return name.trim().toLowerCase() === encoding && !parameters.some((one) => /^\s*q=0(\.0+)?\s*$/.test(one));
    });
  const found = (["br", "gzip"] as const).find((encoding) => file.ways.has(encoding) && takes(encoding)) ?? "identity";
  const way = file.ways.get(found);
  if (way === undefined) throw new Error(`${file.name} was not listed`);
  return [found, way];
};
