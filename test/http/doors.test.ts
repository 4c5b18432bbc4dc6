import type { AddressInfo } from "node:net";
import pino from "pino";
import { expect, it } from "vitest";
import type { Authenticator } from "../../src/access/authenticate.js";
import type { Caller } from "../../src/access/caller.js";
import { unknownToken } from "../../src/access/unauthenticated.js";
import { DomainError } from "../../src/errors.js";
import { buildApp } from "../../src/http/app.js";
import { createInFlight } from "../../src/http/budget.js";
import type { Door } from "../../src/http/door.js";
import { createMetrics } from "../../src/http/metrics.js";
import { restRefusal } from "../../src/http/refusal.js";
import { guardsOf } from "./stub-service.js";

const caller = (...scopes: string[]): Caller =>
  ({ principal: { id: "usr_1" }, credential: { scopes: new Set(scopes) }, access: {} }) as unknown as Caller;

const authenticator: Authenticator = {
  cached: ({ authorization }) => (authorization === "Bearer known" ? caller("READ") : undefined),
  identify: async () => {
    throw unknownToken();
  },
  authenticate: async ({ authorization }) => {
    if (authorization === "Bearer approver") return caller("APPROVE");
    throw unknownToken();
  },
};

const garden: Door = {
  name: "garden",
  isMine: (path) => path.startsWith("/garden/"),
  refuse: ({ code }, { id }) => ({ status: 418, body: { weed: code, id }, mediaType: "application/weed+json" }),
  nothing: () => new DomainError("NOT_FOUND", "Nothing grows here."),
  routes: async (app) => {
    app.get("/garden/rose", { config: { policy: "READ" } }, async () => ({ rose: "red" }));
    app.get(
      "/garden/page",
      { config: { policy: "public", security: { "content-security-policy": "default-src 'self'" } } },
      async (_, reply) => reply.type("text/html").send("<!doctype html>"),
    );
    app.get("/garden/thorn", { config: { policy: "public" } }, async () => {
      throw new DomainError("CONFLICT", "It stings.");
    });
  },
  fast: {
    path: "/bee",
    policy: ["READ"],
    read:
      (query) =>
      ({ principal }) => ({ status: 200, headers: ["x-bee", principal.id], body: query.get("to") ?? "" }),
  },
};

const open = async (...doors: Door[]) => {
  const log = pino({ level: "silent" });
  const app = await buildApp({
    guards: guardsOf(authenticator),
    doors,
    log,
    metrics: createMetrics(),
    inFlight: createInFlight(),
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const get = (path: string, authorization?: string, headers = {}): Promise<Response> =>
    fetch(url + path, { headers: { ...(authorization && { authorization }), ...headers } });
  return { get, close: () => app.close() };
};

it("one more door is one more item: its routes, its words, its headers", async () => {
  const { get, close } = await open(garden);
  try {
    expect(await (await get("/garden/rose", "Bearer known")).json()).toEqual({ rose: "red" });
    const page = await get("/garden/page");
    expect(page.headers.get("content-security-policy")).toBe("default-src 'self'");
    expect((await get("/garden/rose", "Bearer known")).headers.get("content-security-policy")).toContain("'none'");
    const refused = await get("/garden/thorn");
    expect([refused.status, refused.headers.get("content-type")]).toEqual([
      418,
      "application/weed+json; charset=utf-8",
    ]);
    expect(await refused.json()).toEqual({ weed: "CONFLICT", id: refused.headers.get("x-request-id") });
    expect(await (await get("/garden/nettle", "Bearer known")).json()).toMatchObject({ weed: "NOT_FOUND" });
    expect(await (await get("/garden/rose")).json()).toMatchObject({ weed: "UNAUTHENTICATED" });
    expect(await (await get("/elsewhere", "Bearer known")).json()).toMatchObject({ code: "NOT_FOUND" });
  } finally {
    await close();
  }
});

it("a fast route passes the guards of every other: credential, scope, origin of a change, one path to the letter", async () => {
  const { get, close } = await open(garden);
  try {
    const answer = await get("/bee?to=hive", "Bearer known");
    expect([answer.status, answer.headers.get("x-bee"), await answer.text()]).toEqual([200, "usr_1", "hive"]);
    expect((await get("/bee")).status).toBe(401);
    expect((await get("/bee", "Bearer approver")).status).toBe(403);
    expect((await get("/bees", "Bearer known")).status).toBe(404);
    expect((await get("/bee/", "Bearer known")).status).toBe(404);
  } finally {
    await close();
  }
});

it("a route that does not say who may use it does not boot", async () => {
  const careless: Door = {
    name: "careless",
    isMine: () => false,
    refuse: restRefusal,
    routes: async (app) => {
      app.get("/open", async () => "anybody");
    },
  };
  await expect(open(careless)).rejects.toThrow("route without a policy: GET /open");
});
