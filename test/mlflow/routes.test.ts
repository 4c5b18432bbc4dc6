import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../src/mlflow/operations.js";
import { isMlflowPath } from "../../src/mlflow/wire/mounts.js";
import { Actor } from "../support/actor.js";
import { exactly } from "../support/exactly.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** M-21, M-22: every mounted path is one operation's, with that operation's policy, by identity; none is forgotten. */

interface Mounted {
  readonly method: string;
  readonly url: string;
  readonly config: NonNullable<RouteOptions["config"]>;
}

let world: World;
const routes: Mounted[] = [];

beforeAll(async () => {
  // Fastify tells of each instance before its first route: these are the live service's own.
  const watch = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url, config }) => {
      for (const each of [method].flat()) routes.push({ method: each, url, config: config ?? {} });
    });
  };
  diagnostics.subscribe("fastify.initialization", watch);
  world = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "0" } });
  diagnostics.unsubscribe("fastify.initialization", watch);
});
afterAll(() => world?.close());

const known = new Set<unknown>(operations);

/** Routes below MLflow's paths, but for the probes that clients ask there too. */
const mlflowRoutes = () => routes.filter(({ url, config }) => isMlflowPath(url) && config.policy !== "public");

/** The console's page and its files, which are there once it is built. */
const ofConsole = /^(\*|\/assets\/.*|\/(layers\.css|mark\.svg|theme\.js))$/;

describe("the live router", () => {
  it("has routes, and a policy on each; only the probes, the console's files, and what a code or a token opens, are public", () => {
    expect(routes.length).toBeGreaterThan(200);
    for (const { method, url, config } of routes) expect(config.policy, `${method} ${url}`).toBeDefined();
    const open = routes.filter(({ config }) => config.policy === "public").map(({ url }) => url);
    const known = [
      "/health",
      "/invitations/redeem",
      "/ready",
      "/session",
      "/teams/:team/health",
      "/teams/:team/version",
      "/version",
    ];
    expect([...new Set(open)].filter((url) => !ofConsole.test(url)).sort()).toEqual(known);
  });

  it("mounts each operation at each of its places, with and without a team's prefix, and nothing else of MLflow's", () => {
    const expected = operations.flatMap(({ at, path, methods }) =>
      at.flatMap((mount) =>
        ["", "/teams/:team"].flatMap((prefix) => methods.map((method) => `${method} ${prefix}${mount}${path}`)),
      ),
    );
    const mounted = mlflowRoutes().map(({ method, url }) => `${method} ${url}`);
    expect(mounted.sort()).toEqual(expected.sort());
    expect(new Set(mounted).size).toBe(mounted.length);
  });

  it("knows the operation and its policy by identity, wherever it is mounted", () => {
    const byOperation = new Map<unknown, Set<string>>();
    for (const { method, url, config } of mlflowRoutes()) {
      const { operation } = config;
      expect(known.has(operation), `${method} ${url}`).toBe(true);
      expect(config.policy, `${method} ${url}`).toBe(operation?.policy);
      expect(config.bodyBytes, `${method} ${url}`).toBe(operation?.bodyBytes);
      expect(config).toMatchObject({ channel: "mlflow-rest", door: { name: "mlflow" } });
      const twins = byOperation.get(operation) ?? new Set();
      byOperation.set(operation, twins.add(url));
    }
    expect(byOperation.size).toBe(operations.length);
    for (const twins of byOperation.values()) expect(twins.size).toBeGreaterThan(1);
  });

  it("reads by scope; acts check theirs in the command, so that a refusal has its entry", () => {
    for (const { methods, path, policy } of operations) {
      expect(policy, path).not.toBe("public");
      const reads = methods.every((method) => method === "GET" || method === "HEAD");
      if (reads && path !== "/mlflow/server-info") expect([policy].flat(), path).toContain("READ");
      for (const each of [policy].flat()) expect(["READ", "RESOLVE", "authenticated"], path).toContain(each);
    }
  });
});

/** A path of the route, as somebody could ask for it. */
const concrete = (url: string): string => url.replaceAll(/:\w+|\*/g, "x");

/** Other spellings that servers have taken for the same path, or for none that needs a credential. */
const spellings = (path: string): string[] => [
  path,
  `${path}/`,
  `/${path}`,
  `//${path}`,
  path.toUpperCase(),
  path.replace("/", "/./"),
  `${path}?x=1`,
  `${path};x=1`,
  `${path}%00`,
  `${path}%2f`,
  path.replace(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  path.replaceAll("/", "%2f").replace("%2f", "/"),
  path.replace("2.0", "3.0"),
  path.replace("2.0", "1.0"),
  path.replace("2.0", "2.0/preview"),
  path.replace("/api/", "/ajax-api/"),
  path.replace("/ajax-api/", "/api/"),
];

describe("M-20: nobody without a credential gets past the door", () => {
  it("on any path, in any spelling, by any method, known or not", async () => {
    const anonymous = new Actor(world.url, null, "anonymous");
    const paths = new Set(routes.filter(({ config }) => config.policy !== "public").map(({ url }) => concrete(url)));
    for (const path of [
      "/",
      "/v1/traces",
      "/signup",
      "/static-files/x",
      "/ajax-api/3.0/jobs/x",
      "/api/2.0/mlflow/none",
    ])
      paths.add(path);
    const open = new Set(
      routes.filter(({ config }) => config.policy === "public").map(({ method, url }) => `${method} ${url}`),
    );
    const unauthenticated = new Set<string>();
    for (const path of paths)
      for (const method of ["GET", "POST", "DELETE"].filter((each) => !open.has(`${each} ${path}`))) {
        const all = method === "GET" ? spellings(path) : [path];
        for (const target of all) {
          const answer = await exactly(anonymous, method, target);
          expect(answer.status, answer.story).toBe(401);
          unauthenticated.add(answer.text.replace(/"request_?[iI]d":"[^"]*"/, ""));
        }
      }
    // One text for each shape of error: it does not tell what is there.
    expect(unauthenticated.size).toBeLessThanOrEqual(3);
  });
});

describe("a token's scope holds wherever the operation is mounted", () => {
  it("one that may only approve reads nothing", async () => {
    const ana = await world.user("ana", { fraud: ["OWNER"] });
    const approver = await actorFor(ana, ana.id, "ana", { scopes: ["APPROVE"] });
    for (const { method, url, config } of mlflowRoutes()) {
      if (config.policy === "authenticated") continue;
      const answer = await exactly(approver, method, concrete(url));
      expect(answer.status, answer.story).toBe(403);
      if (method !== "HEAD") expect(answer.json?.error_code, answer.story).toBe("PERMISSION_DENIED");
    }
  });

  it("one that may only resolve reads what serving needs, and no more", async () => {
    const ana = await world.user("ann", { fraud: ["OWNER"] });
    const server = await actorFor(ana, ana.id, "ann", { scopes: ["RESOLVE"] });
    const served = new Set<string>();
    for (const { method, url, config } of mlflowRoutes()) {
      if (config.policy === "authenticated") continue;
      const answer = await exactly(server, method, concrete(url));
      if (answer.status !== 403) served.add(config.operation?.path ?? "");
    }
    expect([...served].sort()).toEqual([
      "/mlflow-artifacts/artifacts",
      "/mlflow-artifacts/artifacts/*",
      "/mlflow/model-versions/get",
      "/mlflow/model-versions/get-download-uri",
      "/mlflow/registered-models/alias",
      "/mlflow/registered-models/get",
      "/mlflow/registered-models/get-latest-versions",
      "/model-versions/get-artifact",
    ]);
  });
});
