import { request } from "node:http";
import { BlockList } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.js";
import { networkOf } from "../../src/http/address-ranges.js";
import { exposureWarnings } from "../../src/http/exposure-rules.js";
import { senders } from "../../src/http/sender.js";
import { query } from "../support/database.js";
import { openWorld } from "../support/world.js";
import { goodToken, type StubService, startStub } from "./stub-service.js";

const trusting = (list: string) => readConfig({ COUNTERSIGN_TRUSTED_PROXIES: list }).trustedProxies;

describe("the client behind proxies", () => {
  const proxies = trusting("10.0.0.0/8, fd00::/8, 192.0.2.7");
  const from = (remoteAddress: string, forwarded?: string, proto?: string) =>
    senders(proxies)({
      socket: { remoteAddress },
      headers: { "x-forwarded-for": forwarded, "x-forwarded-proto": proto },
    } as never);

  it.each([
    ["10.0.0.1", undefined, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["fd00::1", "2001:DB8::5", "2001:db8::5"],
    ["192.0.2.7", "203.0.113.9", "203.0.113.9"],
    ["192.0.2.8", "203.0.113.9", "192.0.2.8"],
    ["203.0.113.1", "10.0.0.9", "203.0.113.1"],
    ["10.0.0.1", "198.51.100.4, 203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", "198.51.100.4, 203.0.113.9, 10.2.2.2", "203.0.113.9"],
    ["10.0.0.1", "10.3.3.3, 10.2.2.2", "10.3.3.3"],
    ["10.0.0.1", "203.0.113.9:4711", "203.0.113.9"],
    ["10.0.0.1", "[2001:db8::5]:4711", "2001:db8::5"],
    ["10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", "::ffff:cb00:7109", "203.0.113.9"],
    ["10.0.0.1", "0:0:0:0:0:FFFF:203.0.113.9", "203.0.113.9"],
    ["10.0.0.1", "203.0.113.9, 0:0:0:0:0:ffff:0a02:0202", "203.0.113.9"],
    ["10.0.0.1", "2001:0DB8:0:0::0005", "2001:db8::5"],
    ["10.0.0.1", "fe80::1%eth0", "fe80::1"],
    ["10.0.0.1", "198.51.100.4, unknown", "10.0.0.1"],
    ["10.0.0.1", "198.51.100.4, ' or 1=1, 10.2.2.2", "10.2.2.2"],
    ["10.0.0.1", "", "10.0.0.1"],
    ["10.0.0.1", `${"9".repeat(9_000)}`, "10.0.0.1"],
    ["10.0.0.1", ",,,", "10.0.0.1"],
  ])("%s that forwards for %s is %s", (address, forwarded, client) => {
    expect(from(address, forwarded).address).toBe(client);
  });

  it.each([
    ["10.0.0.1", "https", true],
    ["10.0.0.1", "http, HTTPS", true],
    ["10.0.0.1", "https, http", false],
    ["10.0.0.1", "http", false],
    ["10.0.0.1", undefined, false],
    ["203.0.113.1", "https", false],
  ])("%s that says it spoke %s: https is %s", (address, proto, https) => {
    expect(from(address, undefined, proto).https).toBe(https);
  });

  it("is whoever connects while no proxy is trusted", () => {
    const request = { socket: { remoteAddress: "127.0.0.1" }, headers: { "x-forwarded-for": "203.0.113.9" } };
    expect(senders(new BlockList())(request as never)).toEqual({ address: "127.0.0.1", https: false });
  });
});

it.each([
  ["203.0.113.5", "203.0.113.5"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4::/64"],
  ["", ""],
])("%s counts as %s", (address, network) => expect(networkOf(address)).toBe(network));

describe("a service behind a proxy", () => {
  let service: StubService;
  beforeAll(async () => {
    service = await startStub({
      trustedProxies: trusting("127.0.0.1"),
      publicUrl: new URL("https://ml.example/registry"),
      authFailuresPerMinute: 2,
    });
  });
  afterAll(() => service.close());

  const authorization = `Bearer ${goodToken}`;
  const get = (path: string, headers: Record<string, string>) => fetch(service.url + path, { headers });
  /** The status of a POST to `/graphql` for the host that browsers write for a standard port. */
  const posted = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ query: "{ __typename }" });
      const length = { "content-type": "application/json", "content-length": body.length };
      const options = { method: "POST", headers: { host: "127.0.0.1", ...length, ...headers } };
      const sent = request(`${service.url}/graphql`, options, (answer) => resolve(answer.resume().statusCode));
      sent.on("error", reject);
      sent.end(body);
    });
  const logged = (path: string): string[] =>
    service
      .lines()
      .map((line) => JSON.parse(line) as { path?: string; ip?: string })
      .flatMap((line) => (line.path === path && line.ip !== undefined ? [line.ip] : []));

  it("writes down the client's address, on every kind of route", async () => {
    await get("/health", { "x-forwarded-for": "203.0.113.1" });
    await get("/resolve?uri=models:/churn/Production", { authorization, "x-forwarded-for": "203.0.113.2" });
    expect(logged("/health")).toEqual(["203.0.113.1"]);
    expect(logged("/resolve")).toEqual(["203.0.113.2"]);
  });

  it("slows down the client that fails, not the proxy before it", async () => {
    const guess = async (client: string): Promise<number> =>
      (await get("/metrics", { "x-forwarded-for": client })).status;
    const first = [await guess("203.0.113.5"), await guess("203.0.113.5"), await guess("203.0.113.5")];
    expect(first).toEqual([401, 401, 429]);
    expect(await guess("198.51.100.1, 203.0.113.5")).toBe(429);
    expect(await guess("203.0.113.6")).toBe(401);
    const told: number[] = [];
    for (const client of ["2001:db8:7::1", "2001:db8:7:0:ffff::", "2001:db8:7::2", "2001:db8:7:1::1"])
      told.push(await guess(client));
    expect(told, "a network is one client").toEqual([401, 401, 429, 401]);
  });

  it.each([
    ["https://ml.example", {}, 200],
    ["http://ml.example", {}, 403],
    ["http://127.0.0.1", {}, 200],
    ["http://127.0.0.1", { "x-forwarded-proto": "https" }, 403],
    ["https://127.0.0.1", { "x-forwarded-proto": "https" }, 200],
    ["https://evil.example", { "x-forwarded-host": "evil.example" }, 403],
    ["https://evil.example", { "x-forwarded-prefix": "/evil", forwarded: "host=evil.example" }, 403],
  ])("a POST from a page of %s, forwarded with %j, is answered %i", async (origin, headers, status) => {
    expect(await posted({ authorization, origin, ...headers })).toBe(status);
  });
});

describe("what a configuration leaves open", () => {
  const warned = (env: NodeJS.ProcessEnv): string[] => exposureWarnings(readConfig(env));

  it("is told at the start", () => {
    expect(warned({})).toEqual([]);
    expect(warned({ COUNTERSIGN_HOST: "::1" })).toEqual([]);
    expect(warned({ COUNTERSIGN_HOST: "0.0.0.0", COUNTERSIGN_TRUSTED_PROXIES: "10.0.0.0/8" })).toEqual([]);
    expect(warned({ COUNTERSIGN_HOST: "0.0.0.0" })).toEqual([expect.stringContaining("COUNTERSIGN_TRUSTED_PROXIES")]);
    expect(warned({ COUNTERSIGN_ALLOWED_HOSTS: "*" })).toEqual([expect.stringContaining("every Host")]);
  });
});

it("entries hold the client's address, and the public path is answered with and without it", async () => {
  const world = await openWorld({
    env: { COUNTERSIGN_TRUSTED_PROXIES: "127.0.0.1", COUNTERSIGN_PUBLIC_URL: "https://ml.example/registry" },
  });
  try {
    for (const path of ["/registry/health", "/health", "/registry/graphql", "/registry/teams/x/version"])
      expect([path, (await world.admin.get(path)).status]).not.toEqual([path, 404]);
    expect((await world.admin.get("/registryx/health")).status).toBe(404);
    const sent = await fetch(`${world.url}/registry/graphql`, {
      method: "POST",
      headers: {
        ...world.admin.headers(),
        "content-type": "application/json",
        "x-forwarded-for": "198.51.100.1, 203.0.113.77",
      },
      body: JSON.stringify({
        query: 'mutation { createTeam(input: { slug: "risk", name: "Risk" }) { team { id } userErrors { message } } }',
      }),
    });
    expect(await sent.json()).toMatchObject({ data: { createTeam: { userErrors: [] } } });
    const kept = await query<{ disclosures: string[] }>(
      world.database.superuserUrl,
      "select disclosures from audit.pii order by entry_id desc limit 1",
    );
    const told = kept[0]?.disclosures.map((text) => JSON.parse(Buffer.from(text, "base64url").toString()).slice(1));
    expect(told).toContainEqual(["/request/ip", "203.0.113.77"]);
  } finally {
    await world.close();
  }
});
