import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { DomainError } from "../errors.js";

/** A new id for each request, made here: what a caller sends is never taken for it. */
export const requestIdOf = (): string => randomUUID();

const saneId = /^[\w.:-]{1,128}$/;

/** The caller's own `x-request-id`, when it is a plain short word. */
export const clientRequestIdOf = ({ headers }: Pick<IncomingMessage, "headers">): string | null => {
  const given = headers["x-request-id"];
  return typeof given === "string" && saneId.test(given) ? given : null;
};

/** The name in a Host header, without the port; undefined when it is not one. */
const hostName = (host: string): string | undefined =>
  /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();

const countHosts = (rawHeaders: readonly string[]): number => {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") count++;
  }
  return count;
};

/** Refuses a request for a host that is not ours: DNS rebinding ends here. */
const checkHost = (request: IncomingMessage, allowed: ReadonlySet<string>): void => {
  if (countHosts(request.rawHeaders) > 1) throw new DomainError("BAD_REQUEST", "More than one Host header.");
  const name = hostName(request.headers.host ?? "");
  if (name !== undefined && (allowed.has(name) || allowed.has("*"))) return;
  throw new DomainError("FOREIGN_HOST", "This service does not answer for that host (COUNTERSIGN_ALLOWED_HOSTS).");
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what a page of another site makes a browser send: Fetch Metadata first, Origin where it is absent. */
const checkOrigin = ({ method = "", headers }: IncomingMessage, own: OwnOrigin): void => {
  if (safeMethods.has(method)) return;
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site === "same-origin" || site === "none") return;
  if (site === undefined && (origin === undefined || own(origin, headers.host))) return;
  throw new DomainError("FOREIGN_ORIGIN", "A cross-site request may not change anything.");
};

/** Whether a page of ours sent a request with this `Origin` and `Host`. */
export type OwnOrigin = (origin: string, host: string | undefined) => boolean;

/** A page is ours if it comes from the host that it asks, or from the public URL: a proxy may ask by another host. */
export const ownOrigin =
  (publicUrl: URL | null): OwnOrigin =>
  (origin, host) =>
    origin === publicUrl?.origin || hostOf(origin) === host?.toLowerCase();

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** What every request must pass before anybody looks at who sends it. */
export const checkEntry = (
  request: IncomingMessage,
  { hosts, isOwn }: { hosts: ReadonlySet<string>; isOwn: OwnOrigin },
): void => {
  checkHost(request, hosts);
  checkOrigin(request, isOwn);
  if (request.url?.[0] !== "/" || request.url.includes("#"))
    throw new DomainError("BAD_REQUEST", "The request target must be a path, without a fragment.");
};
