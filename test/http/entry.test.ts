import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInFlight } from "../../src/http/budget.js";
import { until } from "../support/until.js";
import { cpuToReadJson } from "../support/yardstick.js";
import { bodyOf, rawRequest, statusOf } from "./raw-request.js";
import { badToken, goodToken, type StubService, startStub } from "./stub-service.js";

let service: StubService;
beforeAll(async () => {
  service = await startStub();
});
afterAll(() => service.close());

const authorized = { authorization: `Bearer ${goodToken}` };
const json = { ...authorized, "content-type": "application/json" };
const graphql = (headers: Record<string, string>, body: string | Buffer): Promise<Response> =>
  fetch(`${service.url}/graphql`, { method: "POST", headers, body: body as string });
const typename = JSON.stringify({ query: "{ __typename }" });
const paths = ["/graphql", "/resolve?uri=models:/churn/Production", "/evidence", "/metrics", "/nothing", "/"];

describe("hosts", () => {
  const get = (path: string, ...hosts: string[]): Promise<string> =>
    rawRequest(
      service.port,
      `GET ${path} HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join("")}Connection: close\r\n\r\n`,
    );

  const foreign = ["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1@evil.example", ""];

  it.each(["/version", ...paths])("answers no foreign host on %s, and no second one", async (path) => {
    for (const host of foreign) {
      const answer = await get(path, host);
      expect(statusOf(answer), host).toBe(403);
      expect(path === "/graphql" ? answer : bodyOf(answer).code).toContain("FOREIGN_HOST");
      expect(answer).toContain(JSON.stringify(host).replaceAll('"', '\\"'));
    }
    expect(statusOf(await get(path, "localhost", "evil.example"))).toBe(400);
    expect(statusOf(await get(path, "localhost", "localhost"))).toBe(400);
    expect(statusOf(await get(path))).toBe(400);
  });

  it.each(["/health", "/ready"])("lets probes ask %s by whatever address they know, but by one", async (path) => {
    for (const host of ["10.1.2.3:4000", ...foreign]) expect(statusOf(await get(path, host)), host).toBe(200);
    expect(statusOf(await rawRequest(service.port, `GET ${path} HTTP/1.0\r\n\r\n`))).toBe(200);
    expect(statusOf(await get(path, "localhost", "10.1.2.3"))).toBe(400);
    expect(statusOf(await get(`${path}/`, "10.1.2.3"))).toBe(403);
  });

  it("answers every host when told so", async () => {
    const open = await startStub({ allowedHosts: ["*"] });
    try {
      const answer = await rawRequest(
        open.port,
        "GET /version HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n",
      );
      expect(statusOf(answer)).toBe(200);
    } finally {
      await open.close();
    }
  });

  it("answers its own names on any port, in any case", async () => {
    for (const host of ["localhost", "LOCALHOST:1234", "127.0.0.1:80", "[::1]:4000"])
      expect(statusOf(await get("/health", host)), host).toBe(200);
  });

  it("takes no absolute request target", async () => {
    const answer = await rawRequest(service.port, "GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(statusOf(answer)).toBe(400);
  });
});

describe("origins", () => {
  const foreign = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1" },
  ];
  it.each(foreign)("refuses a POST with %o, whoever sends it", async (headers) => {
    const response = await graphql({ ...json, ...headers } as Record<string, string>, typename);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "FOREIGN_ORIGIN" } }] });
  });

  it("takes its own origin, and none", async () => {
    for (const headers of [
      {},
      { origin: service.url },
      { "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "none" },
    ])
      expect((await graphql({ ...json, ...headers } as Record<string, string>, typename)).status).toBe(200);
  });
});

describe("a public URL", () => {
  it("is a page of ours under any host that the proxy asks by, and nobody else's", async () => {
    const behind = await startStub({ publicUrl: new URL("https://ml.example/registry") });
    const status = async (origin: string): Promise<number> => {
      const headers = { ...json, origin };
      return (await fetch(`${behind.url}/graphql`, { method: "POST", headers, body: typename })).status;
    };
    try {
      expect(await status("https://ml.example")).toBe(200);
      expect(await status(behind.url)).toBe(200);
      for (const origin of ["http://ml.example", "https://ml.example:8443", "https://ml.example.evil.example"])
        expect(await status(origin), origin).toBe(403);
    } finally {
      await behind.close();
    }
  });
});

describe("authentication", () => {
  it.each(paths)("demands a credential on %s, known or not", async (path) => {
    for (const headers of [{}, { authorization: `Bearer ${badToken}` }, { authorization: "Nonsense" }]) {
      const response = await fetch(service.url + path, { headers: headers as Record<string, string> });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      const body = (await response.json()) as { errors?: [{ extensions: object }] };
      expect(path === "/graphql" ? body.errors?.[0].extensions : body).toMatchObject({
        code: "UNAUTHENTICATED",
        requestId: response.headers.get("x-request-id"),
      });
    }
  });

  it("asks before a byte of the body arrives", async () => {
    const head =
      "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n";
    expect(statusOf(await rawRequest(service.port, `${head}\r\n`))).toBe(401);
    const waiting = await rawRequest(service.port, `${head}Expect: 100-continue\r\n\r\n`);
    expect(statusOf(waiting)).toBe(401);
  });

  it("asks a known caller for the body that waits", async () => {
    const head = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${goodToken}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`;
    expect(statusOf(await rawRequest(service.port, head))).toBe(100);
  });

  it("slows down an address that fails, not one that succeeds", async () => {
    const limited = await startStub({ authFailuresPerMinute: 3 });
    try {
      const statuses: number[] = [];
      for (let tries = 0; tries < 5; tries++) statuses.push((await fetch(`${limited.url}/metrics`)).status);
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      const refused = await fetch(`${limited.url}/resolve?uri=x`);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await fetch(`${limited.url}/metrics`, { headers: authorized })).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});

describe("bodies", () => {
  const over = 8 * 1024 * 1024 + 1;
  const deep = "[".repeat(1_000_000);
  it.each([
    ["over 8 MiB, announced", "x".repeat(over), "application/json", 413, "BODY_TOO_LARGE"],
    ["not JSON", "{", "application/json", 400, "BAD_REQUEST"],
    ["deep and not JSON", deep, "application/json", 400, "BAD_REQUEST"],
    ["empty", "", "application/json", 400, "BAD_REQUEST"],
    ["not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "application/json", 400, "BAD_REQUEST"],
    ["text", typename, "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["a form", "query=%7Ba%7D", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["multipart", "--x--", "multipart/form-data; boundary=x", 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["another charset", typename, "application/json; charset=utf-16", 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["a batch", `[${typename},${typename}]`, "application/json", 400, "BAD_REQUEST"],
    ["no object", "5", "application/json", 400, "BAD_REQUEST"],
    ["a query that is no text", '{"query":7}', "application/json", 400, "BAD_REQUEST"],
    ["variables that are text", '{"query":"{__typename}","variables":"x"}', "application/json", 400, "BAD_REQUEST"],
  ] as const)("refuses one that is %s", async (_, body, type, status, code) => {
    const response = await graphql({ ...authorized, "content-type": type }, body);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: [{ extensions: object }] };
    expect(errors[0].extensions).toMatchObject({ code, requestId: response.headers.get("x-request-id") });
  });

  const filled = (bytes: number): string =>
    JSON.stringify({ query: "{ __typename }", variables: { x: "x".repeat(bytes) } });

  it("takes what the route states: one MiB unless it brings many values in a call", async () => {
    const statusAt = async (path: string): Promise<number> =>
      (await fetch(`${service.url}/api/2.0/mlflow/${path}`, { method: "POST", headers: json, body: filled(2 ** 20) }))
        .status;
    expect(await statusAt("runs/search")).toBe(413);
    expect(await statusAt("runs/set-tag")).toBe(413);
    for (const path of ["runs/log-batch", "runs/create", "model-versions/create", "runs/log-inputs"])
      expect(await statusAt(path), path).not.toBe(413);
  });

  it("count into what their sender may spend in a minute, as their route's limit where their length is not told", async () => {
    const limited = await startStub({ graphqlCostPerMinute: 1_000 });
    const send = (body: string | ReadableStream, more: object = {}) =>
      fetch(`${limited.url}/graphql`, { method: "POST", headers: json, body, ...more } as RequestInit);
    try {
      expect((await send(filled(7 * 2 ** 20))).status).toBe(200);
      const refused = await send(filled(7 * 2 ** 20));
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await send(typename)).status).toBe(200);
      expect((await send(new Blob([typename]).stream(), { duplex: "half" })).status).toBe(429);
    } finally {
      await limited.close();
    }
  });

  it("are refused while the process holds all that it may; small ones pass", async () => {
    const inFlight = createInFlight(4 * 2 ** 20);
    const full = await startStub({}, { inFlight });
    const send = (body: string) => fetch(`${full.url}/graphql`, { method: "POST", headers: json, body });
    try {
      // Who is alone passes: what one may send is bounded by its route.
      expect((await send(filled(5 * 2 ** 20))).status).toBe(200);
      await until("what was held is given back", () => inFlight.held === 0);
      inFlight.held += 2 ** 20;
      const refused = await send(filled(5 * 2 ** 20));
      inFlight.held -= 2 ** 20;
      expect(refused.status).toBe(503);
      expect(refused.headers.get("retry-after")).toBe("1");
      expect(((await refused.json()) as { errors: [{ extensions: object }] }).errors[0].extensions).toMatchObject({
        code: "BUSY",
      });
      inFlight.held += inFlight.limit;
      expect((await send(typename)).status).toBe(200);
      inFlight.held -= inFlight.limit;
      expect((await send(filled(3 * 2 ** 20))).status).toBe(200);
      expect((await send(filled(3 * 2 ** 20))).status).toBe(200);
    } finally {
      await full.close();
    }
  });

  it("refuses one over 8 MiB that does not say so, and a compressed one", async () => {
    const stream = new Blob(["x".repeat(over)]).stream();
    const chunked = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: json,
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect((await graphql({ ...json, "content-encoding": "gzip" }, typename)).status).toBe(415);
  });

  it.each([
    ["deep", `${"[".repeat(4_000_000)}${"]".repeat(4_000_000)}`, "nests deeper than 64"],
    ["wide", `[${"{},".repeat(2_500_000)}{}]`, "over 250000 brackets"],
    ["of brackets in a string", JSON.stringify("[{,:".repeat(100_000)), "Long"],
    ["deep as it may be", `${"[".repeat(60)}${"]".repeat(60)}`, "Long"],
  ])("refuses variables that are %s before they cost anything", async (_, value, message) => {
    const body = Buffer.from(`{"query":"query($value: Long!) { long(value: $value) }","variables":{"value":${value}}}`);
    const before = process.cpuUsage();
    const response = await graphql(json, body);
    const { errors } = (await response.json()) as { errors: [{ message: string }] };
    const { user } = process.cpuUsage(before);
    expect(response.status).toBe(400);
    expect(errors[0].message).toContain(message);
    expect(errors[0].message.length).toBeLessThan(600);
    expect(user / 1_000).toBeLessThan(10 * cpuToReadJson());
  });
});

describe("answers", () => {
  it("are JSON, never a page, and carry the request's id, which is the service's own", async () => {
    const response = await fetch(`${service.url}/nothing`, { headers: { ...authorized, "x-request-id": "trace-7" } });
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-request-id": expect.stringMatching(/^[\da-f-]{36}$/),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
    expect(await response.json()).toMatchObject({
      code: "NOT_FOUND",
      requestId: response.headers.get("x-request-id"),
    });
  });

  it("come under an id of their own each, whatever the caller calls the request", async () => {
    const ids = new Set<string | null>();
    for (const given of ["<script>", "trace-7", "trace-7"]) {
      const response = await fetch(`${service.url}/health`, { headers: { "x-request-id": given } });
      ids.add(response.headers.get("x-request-id"));
    }
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  });

  it.each(["/Health", "/health/", "/GRAPHQL", "/graphql/", "/resolve/", "/%", "/%00", "/..%2fhealth"])(
    "take paths to the letter: %s is nothing",
    async (path) => {
      const answer = await rawRequest(
        service.port,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${goodToken}\r\nConnection: close\r\n\r\n`,
      );
      expect([400, 404]).toContain(statusOf(answer));
      expect(answer).not.toMatch(/<|\bat \S+:\d|node_modules/);
    },
  );

  it("say what is not HTTP", async () => {
    const answer = await rawRequest(service.port, "NONSENSE\r\n\r\n");
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toMatchObject({ code: "BAD_REQUEST" });
    const long = await rawRequest(
      service.port,
      `GET /health HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
    );
    expect(statusOf(long)).toBe(431);
  });
});

describe("resolve", () => {
  const resolve = (query: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
    fetch(`${service.url}/resolve${query}`, { method, headers: { ...authorized, ...headers } });
  const uri = "?uri=models:/churn/Production";

  it("answers with an ETag, and 304 to who has it", async () => {
    const response = await resolve(uri);
    expect(await response.json()).toEqual({ name: "churn", version: 7 });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: '"abc"',
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    for (const known of ['"abc"', 'W/"abc"', '"x", "abc"', "*"]) {
      const unchanged = await resolve(uri, { "if-none-match": known });
      expect([unchanged.status, await unchanged.text()]).toEqual([304, ""]);
    }
    expect((await resolve(uri, { "if-none-match": '"x"' })).status).toBe(200);
    const head = await resolve(uri, {}, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it.each([
    ["", 400, "INVALID_INPUT"],
    ["?uri=", 400, "INVALID_INPUT"],
    [`?uri=${"x".repeat(2_001)}`, 400, "INVALID_INPUT"],
    ["?uri=a&uri=b", 400, "INVALID_INPUT"],
    ["?uri=models:/churn/Production&at=yesterday", 400, "INVALID_INPUT"],
    ["?uri=models:/other/Production", 404, "NOT_FOUND"],
  ])("refuses %s", async (query, status, code) => {
    const response = await resolve(query);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, message: expect.any(String), requestId: expect.any(String) });
  });

  it("is GET only", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) expect((await resolve(uri, {}, method)).status).toBe(404);
    const posted = await fetch(`${service.url}/resolve${uri}`, { method: "POST", headers: authorized, body: "x" });
    expect(posted.status).toBe(404);
  });
});

describe("status", () => {
  const text = async (path: string): Promise<string> => (await fetch(service.url + path)).text();

  it("tells strangers that it lives, is ready, and which version it is", async () => {
    expect(await text("/health")).toBe("OK");
    expect(await text("/version")).toBe("1.2.3");
    expect(JSON.parse(await text("/ready"))).toMatchObject({ ready: true, hardening: "level 2: test" });
  });

  it("is not ready while draining, without its database, or when that is slow", async () => {
    const facts = {
      database: true,
      writable: true,
      migrations: true,
      artifacts: true as const,
      draining: false,
      hardening: "",
      log: "OFF",
    };
    const broken = [
      async () => ({ ...facts, draining: true }),
      async () => ({ ...facts, migrations: false }),
      async () => ({ ...facts, writable: false }),
      async () => ({ ...facts, artifacts: "artifacts cannot be written (EROFS)" }),
      async () => Promise.reject(new Error("down")),
      () => new Promise<never>(() => undefined),
    ];
    for (const readiness of broken) {
      const stub = await startStub({}, { readiness });
      const response = await fetch(`${stub.url}/ready`);
      expect([response.status, ((await response.json()) as { ready: boolean }).ready]).toEqual([503, false]);
      expect((await fetch(`${stub.url}/health`)).status).toBe(200);
      await stub.close();
    }
  });

  it("shows metrics to the authenticated", async () => {
    const metrics = await (await fetch(`${service.url}/metrics`, { headers: authorized })).text();
    expect(metrics).toMatch(/countersign_http_requests_total\{route="\/resolve",status="200"\} \d+/);
    expect(metrics).toContain('countersign_http_request_duration_seconds_bucket{le="0.001",route="/health"}');
  });
});
