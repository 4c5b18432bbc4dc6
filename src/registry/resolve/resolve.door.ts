import type { IncomingHttpHeaders } from "node:http";
import { DomainError, notFound } from "../../errors.js";
import type { Door, FastAnswer, FastRoute } from "../../http/door.js";
import { namesTag } from "../../http/etag.js";
import { restRefusal } from "../../http/refusal.js";
import { dataSecurity } from "../../http/security.js";
import { normaliseInstant } from "../../instant.js";
import type { Resolver } from "./resolve.js";
import type { ResolvedBytes } from "./resolve-cache.js";

/** `GET /resolve`: which version a `models:` URI names now, or named at an instant. */
export const resolveDoor = (resolver: Resolver): Door => ({
  name: "resolve",
  isMine: (path) => path === "/resolve",
  refuse: restRefusal,
  routes: async () => undefined,
  fast: { path: "/resolve", policy: ["READ", "RESOLVE"], session: "console", read: reader(resolver) },
});

const MAX_URI = 2_000;

const one = (query: URLSearchParams, name: string): string | undefined => {
  const values = query.getAll(name);
  if (values.length > 1) throw new DomainError("INVALID_INPUT", `${name}: may be given once.`, { path: [name] });
  return values[0];
};

const uriOf = (query: URLSearchParams): string => {
  const uri = one(query, "uri");
  if (uri !== undefined && uri !== "" && uri.length <= MAX_URI) return uri;
  throw new DomainError(
    "INVALID_INPUT",
    `uri: models:/<name>/<stage>, models:/<name>@<alias>, models:/<name>/<version> or models:/<name>/latest, at most ${MAX_URI} characters.`,
    {
      path: ["uri"],
    },
  );
};

const askedAt = (query: URLSearchParams): string | undefined => {
  const at = one(query, "at");
  if (at === undefined) return undefined;
  const instant = normaliseInstant(at);
  if (instant !== undefined) return instant;
  throw new DomainError("INVALID_INPUT", "at: an RFC 3339 date and time with its offset, years 0001–9999.", {
    path: ["at"],
  });
};

interface Ready {
  readonly found: FastAnswer;
  readonly unchanged: FastAnswer;
}

/** Both answers of a cached resolution, made once: text and one flat header list are what node:http sends fastest. */
const readyOf = new WeakMap<ResolvedBytes, Ready>();

const makeReady = ({ etag, body }: ResolvedBytes): Ready => {
  const common = ["etag", etag, "cache-control", "private, no-cache", "vary", "authorization"];
  const type = ["content-type", "application/json; charset=utf-8", "content-length", String(body.length)];
  const security = Object.entries(dataSecurity).flat();
  return {
    found: { status: 200, headers: [...type, ...common, ...security], body: body.toString() },
    unchanged: { status: 304, headers: [...common, ...security], body: "" },
  };
};

const answer = (resolved: ResolvedBytes, headers: IncomingHttpHeaders): FastAnswer => {
  let ready = readyOf.get(resolved);
  if (ready === undefined) {
    ready = makeReady(resolved);
    readyOf.set(resolved, ready);
  }
  const known = headers["if-none-match"];
  return known !== undefined && namesTag(known, resolved.etag) ? ready.unchanged : ready.found;
};

/** The caller's rights first, then the answer's bytes, or 304 when the caller has them. What is cached comes at once. */
const reader =
  (resolver: Resolver): FastRoute["read"] =>
  (query) => {
    const uri = uriOf(query);
    const at = askedAt(query);
    return (caller, headers) => {
      const fresh = headers["cache-control"]?.includes("no-cache") ?? false;
      const cached = at === undefined && !fresh ? resolver.cached(caller.access, uri) : undefined;
      if (cached !== undefined) return answer(cached, headers);
      return resolver.resolve(caller.access, uri, { at, fresh }).then((found) => {
        if (found === undefined) throw notFound("model version");
        return answer(found, headers);
      });
    };
  };
