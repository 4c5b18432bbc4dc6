import { request as ask, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../support/world.js";
import { openPage, openWindow, useBrowser } from "./browser.js";
import { type Cast, openCast, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let strips: Server;
let passes: Server;

/** A proxy below `/registry`, which takes the prefix away or leaves it. */
const proxy = (target: () => string, path: (url: string) => string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      if (!request.url?.startsWith("/registry")) return response.writeHead(404).end();
      const { method, headers } = request;
      const passed = ask(`${target()}${path(request.url)}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on("error", () => response.destroy());
      request.pipe(passed);
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_PUBLIC_URL: "http://127.0.0.1/registry/" } });
  strips = await proxy(
    () => world.url,
    (url) => url.slice("/registry".length) || "/",
  );
  passes = await proxy(
    () => world.url,
    (url) => url,
  );
  cast = await openCast(world);
  await tellChurn(world, cast);
}, 120_000);
afterAll(async () => {
  strips?.close();
  passes?.close();
  await world?.close();
});

it.each(["strips", "passes"])(
  "below a path, behind a proxy that %s it, everything stays below that path",
  async (kind) => {
    const url = urlOf(kind === "strips" ? strips : passes);
    const page = await openPage(await openWindow(url, { as: cast.rob, below: "/registry" }), url);
    page.on("request", (sent) => expect.soft(new URL(sent.url()).pathname).toMatch(/^\/registry(\/|$)/));
    await page.goto("/registry/#/models/churn/versions/7");
    await page.getByRole("heading", { level: 1, name: "churn version 7" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/registry/models/churn/versions/7");
    await page.getByRole("link", { name: "Models", exact: true }).first().click();
    await page.getByRole("link", { name: "churn", exact: true }).click();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "churn" }).waitFor();
    await page.goto("/registry/teams/churn/#/models/churn");
    await page.getByRole("heading", { level: 1, name: "churn" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/registry/models/churn");
  },
);
