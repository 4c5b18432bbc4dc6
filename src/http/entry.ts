import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
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
const checkHost = ({ host = "" }: IncomingHttpHeaders, allowed: ReadonlySet<string>): void => {
  const name = hostName(host);
  if (allowed.has("*") || (name !== undefined && allowed.has(name))) return;
  throw new DomainError(
    "FOREIGN_HOST",
    `This service does not answer for the host ${JSON.stringify(host.slice(0, 260))}: whoever runs it may name that host in COUNTERSIGN_ALLOWED_HOSTS.`,
  );
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses what a page of another site makes a browser send: Fetch Metadata first, Origin where it is absent. */
const checkOrigin = ({ method = "", headers }: IncomingMessage, isOwn: IsOwnOrigin): void => {
  if (safeMethods.has(method)) return;
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site === "same-origin" || site === "none") return;
  if (site === undefined && (origin === undefined || isOwn(origin))) return;
  throw new DomainError("FOREIGN_ORIGIN", "A cross-site request may not change anything.");
};

/** Whether a page of ours sent the request, as far as this Origin header tells. */
export type IsOwnOrigin = (origin: string) => boolean;

/** Our own pages come from the public address, or from the host that was asked; never by http where https is spoken. */
export const ownOrigin =
  (publicUrl: URL | null, host: string | undefined, https: boolean): IsOwnOrigin =>
  (origin) => {
    if (origin === publicUrl?.origin) return true;
    const page = URL.canParse(origin) ? new URL(origin) : null;
    return page !== null && page.host === host?.toLowerCase() && (page.protocol === "https:" || !https);
  };

/** What the check of an entry is told: `hosts` are those that are answered, null for a route that any host reaches. */
export interface Entry {
  readonly hosts: ReadonlySet<string> | null;
  readonly isOwn: IsOwnOrigin;
}

/** What every request must pass before anybody looks at who sends it. */
export const checkEntry = (request: IncomingMessage, { hosts, isOwn }: Entry): void => {
  if (countHosts(request.rawHeaders) > 1) throw new DomainError("BAD_REQUEST", "More than one Host header.");
  if (hosts !== null) checkHost(request.headers, hosts);
  checkOrigin(request, isOwn);
  if (request.url?.[0] !== "/" || request.url.includes("#"))
    throw new DomainError("BAD_REQUEST", "The request target must be a path, without a fragment.");
};
