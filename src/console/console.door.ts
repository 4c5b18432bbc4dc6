import { createReadStream } from "node:fs";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Door } from "../http/door.js";
import { restRefusal } from "../http/refusal.js";
import { type ConsoleBuild, type ConsoleFile, type Encoding, etagOf } from "./files.js";
import { isExplorer, isScreen, ownPath } from "./screens.js";

/** What a browser may do on a page of the console. */
const securityOf = (policy: Readonly<Record<string, string>>) =>
  ({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join("; "),
  }) as const;

/** Run our scripts and no other, ask this origin and no other. */
const pagePolicy = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'self'",
  "frame-ancestors": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "dompurify",
} as const;

const pageSecurity = securityOf(pagePolicy);

/** The explorer's editor makes styles while it runs, and its typefaces stand in them; scripts are ours alone there too. */
const explorerSecurity = securityOf({
  ...pagePolicy,
  "style-src": "'self' 'unsafe-inline'",
  "font-src": "'self' data:",
  "trusted-types": "countersign default dompurify",
});

/**
 * The console: its files, and one page that is the answer to whatever a browser opens below no other door. The page is
 * everybody's; data decides. `prefix`: the path that browsers reach the console under, such as `/registry`.
 */
export const consoleDoor = (build: ConsoleBuild, others: readonly Door[], prefix = ""): Door => ({
  name: "console",
  isMine: () => false,
  refuse: restRefusal,
  routes: async (app) => {
    for (const file of build.files) serveFile(app, file);
    app.addConstraintStrategy(pageRequests(others));
    const based = (page: string): string => page.replace('<base href="/" />', `<base href="${prefix}/" />`);
    servePages(app, { page: based(build.page), explorer: based(build.explorer) });
  },
});

/** Tells the router which requests open a page: a browser's, at a path that is no other door's. */
const pageRequests = (others: readonly Door[]) => ({
  name: "opens",
  storage: () => {
    const handlers = new Map<string, unknown>();
    return {
      get: (value: string) => handlers.get(value) ?? null,
      set: (value: string, handler: unknown) => void handlers.set(value, handler),
    } as never;
  },
  validate: () => undefined,
  deriveConstraint: ({ url = "/", headers }: { url?: string | undefined; headers: { accept?: string | undefined } }) =>
    acceptsPage(headers.accept) && !others.some((door) => door.isMine(ownPath(url))) ? "page" : undefined,
});

/** Browsers name `text/html` when they open an address; what scripts and clients fetch does not. */
const acceptsPage = (accept = ""): boolean =>
  accept.split(",").some((range) => /^\s*text\/html\s*(;|$)/i.test(range) && !/;\s*q=0(\.0+)?\s*(;|$)/i.test(range));

const servePages = (app: FastifyInstance, { page, explorer }: Omit<ConsoleBuild, "files">): void => {
  const console = { page, etag: etagOf(page), security: pageSecurity };
  const other = { page: explorer, etag: etagOf(explorer), security: explorerSecurity };
  app.route({
    method: "GET",
    url: "*",
    constraints: { opens: "page" },
    config: { policy: "public", security: pageSecurity },
    handler: (request, reply) => {
      const found = isScreen(request.url);
      const { page, etag, security } = isExplorer(request.url) ? other : console;
      const known = found && isKnown(request, etag);
      reply.headers({ ...security, "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
      reply.headers({ vary: "accept", etag });
      return reply.code(known ? 304 : found ? 200 : 404).send(known ? undefined : page);
    },
  });
};

const isKnown = ({ headers }: FastifyRequest, etag: string): boolean =>
  headers["if-none-match"]?.split(",").some((each) => each.trim().replace(/^W\//, "") === etag) ?? false;

const serveFile = (app: FastifyInstance, file: ConsoleFile): void => {
  app.route({
    method: "GET",
    url: `/${file.name}`,
    config: { policy: "public" },
    handler: (request, reply) => sendFile(file, request, reply),
  });
};

const sendFile = (file: ConsoleFile, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  reply.headers({
    "content-type": file.type,
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    etag: file.etag,
  });
  if (isKnown(request, file.etag)) return reply.code(304).send();
  const [encoding, { path, size }] = wayOf(file, request.headers["accept-encoding"]);
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  return reply.header("content-length", size).send(createReadStream(path));
};

/** The smallest way to send a file that the browser takes. */
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
