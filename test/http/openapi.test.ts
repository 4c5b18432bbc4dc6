import diagnostics from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bodyLimits } from "../../src/http/limits.js";
import { operations } from "../../src/mlflow/operations.js";
import { openapiDocument } from "../../src/openapi/document.js";
import { openWorld, type World } from "../support/world.js";

/** The console's page and its files, which are there once it is built. */
const ofConsole = /^(\*|\/assets\/.*|\/(layers\.css|mark\.svg|theme\.js))$/;

const templated = (url: string): string => url.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{path}");

let world: World;
/** The routes that are served, without the console's page and its files. */
const served = new Set<string>();
/** Bytes that a route takes of a body. */
const bounds = new Map<string, number>();
beforeAll(async () => {
  const watch = (message: unknown): void => {
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url, config }) => {
      if (ofConsole.test(url)) return;
      for (const each of [method].flat()) {
        served.add(`${each} ${url}`);
        bounds.set(`${each.toLowerCase()} ${templated(url)}`, config?.bodyBytes ?? bodyLimits.bytes);
      }
    });
  };
  diagnostics.subscribe("fastify.initialization", watch);
  world = await openWorld();
  diagnostics.unsubscribe("fastify.initialization", watch);
});
afterAll(() => world?.close());

const committed = readFileSync("openapi.json", "utf8");

it("openapi.json is what the code states (npm run schema)", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(openapiDocument(operations, version))));
});

it("openapi.json passes its linter", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: committed, absoluteRef: "openapi.json", config });
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
});

it("is served to the authenticated alone, as committed", async () => {
  expect((await fetch(`${world.url}/openapi.json`)).status).toBe(401);
  const answer = await world.admin.get("/openapi.json");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual(JSON.parse(committed));
});

it("states every route that is served, and no other", () => {
  const { paths } = JSON.parse(committed) as { paths: Record<string, Record<string, unknown>> };
  const stated = Object.entries(paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // Routes behind a team's prefix are the same calls, HEAD is GET's, and /resolve is served before the router.
  const found = [...served]
    .filter(
      (route) =>
        !route.includes(" /teams/") && !(route.startsWith("HEAD ") && served.has(route.replace("HEAD", "GET"))),
    )
    .map(templated);
  const written = stated.filter(
    (route) => !(route.startsWith("HEAD ") && stated.includes(route.replace("HEAD", "GET"))),
  );
  expect([...new Set([...found, "GET /resolve"])].sort()).toEqual(written.sort());
});

it("states the bound of each body as its route has it, and says when to come again", () => {
  interface Call {
    requestBody?: object;
    responses: Record<string, { description: string; headers?: object }>;
  }
  const { paths } = JSON.parse(committed) as { paths: Record<string, Record<string, Call>> };
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ place: `${method} ${path}`, ...call })),
  );
  const told = calls.flatMap(({ place, responses }) => {
    const bytes = /([\d,]+) bytes/.exec(responses["413"]?.description ?? "")?.[1];
    return bytes === undefined ? [] : [[place, Number(bytes.replaceAll(",", ""))]];
  });
  const taken = calls
    .filter(({ requestBody }) => requestBody !== undefined)
    .map(({ place }): [string, number | undefined] => [place, bounds.get(place)])
    .filter(([, bytes]) => bytes !== Number.POSITIVE_INFINITY);
  expect(told.length).toBeGreaterThan(60);
  expect(told).toEqual(taken);
  const without = calls.filter(({ responses }) => responses["503"]?.headers === undefined).map(({ place }) => place);
  expect(without).toEqual(["get /health", "get /version"]);
});
