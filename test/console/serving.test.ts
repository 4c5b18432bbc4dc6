import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { screens } from "../../src/console/screens.js";
import { checkout } from "../support/checkout.js";
import { openWorld, type World } from "../support/world.js";

let world: World;

beforeAll(async () => {
  const node = join(checkout, "node_modules", ".bin", "node");
  execFileSync(node, [join("scripts", "run.js"), "--build-only"], { cwd: checkout, stdio: "ignore" });
  world = await openWorld();
}, 300_000);
afterAll(() => world?.close());

const html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const open = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(world.url + path, { headers: { accept: html, ...headers }, redirect: "manual" });

/** A GET whose path is sent as it stands, and whose answer is not decompressed. */
const raw = (
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> =>
  new Promise((resolve, reject) => {
    request(world.url, { path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });

const assets = async (): Promise<string[]> =>
  [...(await (await open("/")).text()).matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, name]) => `/${name}`);

describe("the page", () => {
  it("is the answer to everybody at every screen's address, also below a team's prefix", async () => {
    const example = (screen: string): string => screen.replace(/\$\w+/g, "7");
    for (const path of screens.map(example)) {
      for (const address of [path, `/teams/risk${path}`, `${path}?q=team:risk`]) {
        const answer = await open(address);
        expect([address, answer.status]).toEqual([address, 200]);
        expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
        expect(await answer.text()).toContain('<base href="/" />');
      }
    }
    for (const name of ["a%20b", "%25", "%23", "%3F", "%F0%9F%A6%8A", "x".repeat(256), "%F0%9F%A6%8A".repeat(256)])
      expect([name.slice(0, 20), (await open(`/models/${name}/versions/1`)).status]).toEqual([name.slice(0, 20), 200]);
  });

  it("is a 404 where the console has no screen, and stays away from every other door", async () => {
    for (const path of [
      "/nothing",
      "/models/a/b",
      "/teams/risk/nothing",
      "/models/churn/versions/7/x",
      "/assets/none.js",
    ]) {
      const answer = await open(path);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        404,
        "text/html; charset=utf-8",
      ]);
    }
    for (const path of [
      "/graphql",
      "/evidence",
      "/resolve",
      "/metrics",
      "/api/2.0/mlflow/none",
      "/teams/risk/api/2.0/mlflow/none",
      "/get-artifact",
    ]) {
      const answer = await open(path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.headers.get("content-type")).toMatch(/json/);
    }
    expect(await (await open("/health")).text()).toBe("OK");
  });

  it("is for browsers alone: whoever does not ask for HTML is answered as before", async () => {
    for (const accept of ["*/*", "application/json", "text/html;q=0"])
      for (const path of ["/", "/models", "/nothing"]) {
        const answer = await open(path, { accept });
        expect([accept, path, answer.status]).toEqual([accept, path, 401]);
        expect(await answer.json()).toMatchObject({ code: "UNAUTHENTICATED" });
      }
    const posted = await fetch(`${world.url}/models`, { method: "POST", headers: { accept: html } });
    expect(posted.status).toBe(401);
  });

  it("comes with the strict policy, is asked again each time, and not sent twice", async () => {
    const answer = await open("/models");
    const policy = answer.headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy.split("; ")).toContain(part);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    const etag = answer.headers.get("etag") ?? "";
    const again = await open("/inbox", { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await open("/nothing", { "if-none-match": etag })).status).toBe(404);
    expect((await open("/models", { host: "evil.example" })).status).toBe(200);
    expect((await raw("/models", { host: "evil.example", accept: html })).status).toBe(403);
  });
});

it("the explorer alone may have inline styles, since its editor makes them; its scripts are ours, too", async () => {
  const policyOf = async (path: string): Promise<string[]> =>
    ((await open(path)).headers.get("content-security-policy") ?? "").split("; ");
  const explorer = await policyOf("/explorer");
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
  ])
    expect(explorer).toContain(part);
  expect(await policyOf("/explorers")).toEqual(await policyOf("/models"));
  expect((await assets()).filter((name) => /explorer|monaco/.test(name))).toEqual([]);
});

const staticImports = (script: string): string[] =>
  [...script.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map(([, name]) => `/assets/${name}`);

describe("the files", () => {
  it("are compressed beforehand, for ever where the name has a digest", async () => {
    const names = await assets();
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const plain = await raw(name);
      const immutable = name.startsWith("/assets/");
      expect([name, plain.status, plain.headers["content-encoding"]]).toEqual([name, 200, undefined]);
      expect(plain.headers["cache-control"]).toBe(immutable ? "public, max-age=31536000, immutable" : "no-cache");
      expect(plain.headers["x-content-type-options"]).toBe("nosniff");
      if (!/\.(js|css)$/.test(name) || !immutable) continue;
      const brotli = await raw(name, { "accept-encoding": "gzip, br" });
      expect(brotli.headers["content-encoding"]).toBe("br");
      expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
      expect((await raw(name, { "accept-encoding": "br;q=0, gzip" })).headers["content-encoding"]).toBe("gzip");
      expect((await raw(name, { "if-none-match": String(plain.headers.etag) })).status).toBe(304);
    }
  });

  it("are those that the build left, and nothing that a path could name", async () => {
    for (const path of [
      "/assets/../../package.json",
      "/assets/%2e%2e/index.html",
      "/.sources",
      "/index.html",
      "/assets/",
      "//etc/passwd",
      "/theme.js/",
    ])
      expect([path, (await raw(path)).status]).toEqual([path, 401]);
  });

  it("stay within what a first load may weigh", async () => {
    const weight = async (pattern: RegExp, compressed: boolean): Promise<number> => {
      const found = (await assets()).filter((name) => pattern.test(name));
      expect(found.length).toBeGreaterThan(0);
      const bodies = await Promise.all(found.map(async (name) => (await raw(name)).body));
      return bodies.reduce((sum, body) => sum + (compressed ? gzipSync(body).length : body.length), 0) / 1_024;
    };
    expect(await weight(/\.js$/, true)).toBeLessThan(192);
    expect(await weight(/\.css$/, true)).toBeLessThan(20);
    expect(await weight(/\.woff2$/, false)).toBeLessThan(100);
  });

  it("stay within what a screen may fetch beside the first load: 15 KiB of script", async () => {
    const first = (await assets()).filter((name) => name.endsWith(".js"));
    const bodies = new Map<string, Buffer>();
    /** Reads a script and all that it imports before it runs, but what the first load brought. */
    const read = async (name: string): Promise<void> => {
      if (bodies.has(name)) return;
      bodies.set(name, (await raw(name)).body);
      for (const other of staticImports(String(bodies.get(name)))) await read(other);
    };
    const firstLoad = (await Promise.all(first.map(async (name) => String((await raw(name)).body)))).join("\n");
    const parts = [...readFileSync("web/router.tsx", "utf8").matchAll(/import\("\.\/\w+\/(\w+)\.tsx"\)/g)];
    const weights: Record<string, number> = {};
    for (const [, part = ""] of parts) {
      const [, entry] = new RegExp(`import\\(.\\./(${part}-[\\w-]{8}\\.js)`).exec(firstLoad) ?? [];
      bodies.clear();
      await read(`/assets/${entry}`);
      const beside = [...bodies].filter(([name]) => !first.includes(name));
      weights[part] = beside.reduce((sum, [, body]) => sum + gzipSync(body).length, 0) / 1_024;
    }
    expect(Object.keys(weights).length).toBeGreaterThan(25);
    expect(Object.entries(weights).filter(([, weight]) => weight < 0.1 || weight > 15)).toEqual([]);
  });
});

it("has the addresses that the console's router has", () => {
  const source = readFileSync("web/router.tsx", "utf8");
  const paths = [...source.matchAll(/path: "([^"]*)"/g)].map(([, path]) => (path === "/" ? "/" : `/${path}`));
  const nowhere = "/$";
  expect(paths, "an address that no screen has is told within the shell").toContain(nowhere);
  expect(paths.filter((path) => path !== nowhere).sort()).toEqual([...screens].sort());
});
