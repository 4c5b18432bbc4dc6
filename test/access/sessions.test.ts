import { createHash } from "node:crypto";
import diagnostics from "node:diagnostics_channel";
import type { FastifyInstance, RouteOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSecret } from "../../src/access/tokens/token-format.js";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { signInCode } from "../support/sign-in-code.js";
import { actorFor, inDays, openWorld, redeem, type World } from "../support/world.js";
import { type IdentityProvider, startIdentityProvider } from "./identity-provider.js";

let world: World;
let idp: IdentityProvider;
const routes: { method: string; url: string; config: NonNullable<RouteOptions["config"]> }[] = [];
beforeAll(async () => {
  idp = await startIdentityProvider();
  const { issuer, audience, jwks } = idp.config;
  const watch = (message: unknown): void => {
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url, config }) => {
      for (const each of [method].flat()) routes.push({ method: each, url, config: config ?? {} });
    });
  };
  diagnostics.subscribe("fastify.initialization", watch);
  world = await openWorld({
    env: {
      COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "0",
      COUNTERSIGN_JWT_ISSUER: issuer,
      COUNTERSIGN_JWT_AUDIENCE: audience,
      COUNTERSIGN_JWKS: "url" in jwks ? jwks.url.href : jwks.file,
    },
  });
  diagnostics.unsubscribe("fastify.initialization", watch);
}, 120_000);
afterAll(async () => {
  await world?.close();
  await idp?.stop();
});

const own = { "countersign-console": "1", "sec-fetch-site": "same-origin" };
const json = { "content-type": "application/json" };

const signIn = async (token: string | null, url = world.url): Promise<Response> =>
  fetch(`${url}/session`, { method: "POST", headers: { ...json, ...own }, body: JSON.stringify({ token }) });

/** Signs in and gives the cookie, as a browser would send it. */
const cookieOf = async (token: string | null): Promise<string> => {
  const response = await signIn(token);
  expect(response.status, await response.clone().text()).toBe(200);
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
};

const asked = async (cookie: string, path: string, headers: object = own, init: RequestInit = {}) =>
  fetch(world.url + path, { ...init, headers: { cookie, ...headers } });

const graphql = async (
  cookie: string,
  text: string,
  variables: Answer = {},
  headers: object = own,
): Promise<Answer> => {
  const response = await asked(
    cookie,
    "/graphql",
    { ...json, ...headers },
    {
      method: "POST",
      body: JSON.stringify({ query: text, variables }),
    },
  );
  return { status: response.status, headers: response.headers, ...((await response.json()) as Answer) };
};

const viewer = (cookie: string, headers: object = own) =>
  graphql(cookie, "{ viewer { principal { handle } scopes } }", {}, headers);

const minted = (by: Actor, of: Actor, options: object = {}): Promise<Actor> => actorFor(by, of.id, of.handle, options);

const entries = (principal: string, action: string): Promise<Answer[]> =>
  query(
    world.database.superuserUrl,
    `select outcome, body::json as body from audit.entry
     where stream_id = '${principal}' and action = '${action}' order by id`,
  );

describe("a sign-in", () => {
  it("gives a cookie of the instance's own name that no script and no other site can use, and stores its digest alone", async () => {
    const ana = await world.user("ana", { fraud: ["OWNER"] });
    const response = await signIn(ana.token);
    const body = (await response.json()) as Answer;
    expect(body).toEqual({
      principal: { id: ana.id, handle: "ana", displayName: "The ana" },
      expiresAt: expect.stringMatching(/Z$/),
    });
    const hours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(11.9);
    expect(hours).toBeLessThanOrEqual(12);
    const given = response.headers.get("set-cookie") ?? "";
    const [{ value: instance } = {}] = await query<Answer>(
      world.database.superuserUrl,
      "select value from instance where key = 'database-id'",
    );
    expect(given).toMatch(
      new RegExp(`^__Host-countersign-${instance.slice(0, 8)}=[\\w-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict$`),
    );
    const secret = /=([\w-]{43});/.exec(given)?.[1] ?? "";
    const [row] = await query<Answer>(
      world.database.superuserUrl,
      `select encode(hash, 'hex') as hash, row_to_json(s)::text as all from session s where principal_id = '${ana.id}'`,
    );
    expect(row?.hash).toBe(createHash("sha256").update(secret).digest("hex"));
    expect(row?.all).not.toContain(secret);
    const [entry] = await entries(ana.id, "openSession");
    expect(entry?.body).toMatchObject({
      actor: { handle: { _c: expect.any(String) }, auth: { method: "api-token" } },
      after: { openedBy: "api-token", session: expect.stringMatching(/^ses_/) },
    });
    expect(JSON.stringify(entry)).not.toContain(secret);
    const cookie = given.split(";")[0] ?? "";
    expect(await (await asked(cookie, "/session")).json()).toEqual(body);
    expect(await viewer(cookie)).toMatchObject({ status: 200, data: { viewer: { principal: { handle: "ana" } } } });
  });

  it("refuses a wrong token without asking the browser for a password, and counts it", async () => {
    const limited = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "3" } });
    try {
      const statuses: number[] = [];
      for (let tries = 0; tries < 5; tries++) {
        const response = await signIn(`csp_${"x".repeat(36)}`, limited.url);
        expect(response.headers.get("www-authenticate")).toBeNull();
        expect(response.headers.get("set-cookie")).toBeNull();
        statuses.push(response.status);
      }
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      expect((await signIn(limited.admin.token, limited.url)).status).toBe(200);
    } finally {
      await limited.close();
    }
  });

  it.each([{}, { token: 7 }, { token: "" }, { token: "x", more: 1 }, []])("refuses the body %j", async (body) => {
    const response = await fetch(`${world.url}/session`, { method: "POST", headers: json, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
  });

  it("is not made by another site's form, nor by another origin", async () => {
    for (const foreign of [{ origin: "https://evil.example" }, { "sec-fetch-site": "same-site" }] as object[]) {
      const headers = { ...json, ...foreign } as Record<string, string>;
      const body = JSON.stringify({ token: world.admin.token });
      expect((await fetch(`${world.url}/session`, { method: "POST", headers, body })).status).toBe(403);
    }
    const form = { "content-type": "text/plain" };
    const body = JSON.stringify({ token: world.admin.token });
    expect((await fetch(`${world.url}/session`, { method: "POST", headers: form, body })).status).toBe(415);
  });
});

describe("a sign-in link", () => {
  const link = (): Promise<string> => signInCode(world);
  const open = (code: string) =>
    fetch(`${world.url}/session`, { method: "POST", headers: { ...json, ...own }, body: JSON.stringify({ code }) });

  it("signs one browser in as the first administrator, once", async () => {
    const code = await link();
    const answers = await Promise.all([open(code), open(code), open(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    const good = answers.find(({ status }) => status === 200) as Response;
    expect(await good.json()).toMatchObject({ principal: { handle: "admin" } });
    const cookie = good.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await viewer(cookie)).data.viewer).toMatchObject({
      principal: { handle: "admin" },
      scopes: [...everyScope, "REPORT"],
    });
    expect((await open(code)).status).toBe(404);
  });

  it("makes no token: its code is no invitation to whoever found it, and stays good for its owner", async () => {
    const code = await link();
    const { status, body } = await redeem(world.url, { code, name: "found", scopes: ["READ"], expiresAt: inDays(300) });
    expect({ status, code: body.code }).toEqual({ status: 404, code: "NOT_FOUND" });
    expect((await open(code)).status).toBe(200);
  });

  it("is good for ten minutes; a person's invitation is none", async () => {
    await link();
    const bob = await world.user("bob-invited");
    const { createInvitation } = await world.admin.do("createInvitation", { principalId: bob.id }, "code");
    expect((await open(createInvitation.code)).status).toBe(404);
    expect((await open(newSecret("csi_"))).status).toBe(404);
    const [{ minutes } = {}] = await query<Answer>(
      world.database.superuserUrl,
      `select extract(epoch from expires_at - created_at)::float8 / 60 as minutes from invitation
       where created_by like 'sys_%' order by id desc limit 1`,
    );
    expect(minutes).toBeLessThanOrEqual(10.1);
  });
});

const everyScope = ["READ", "RESOLVE", "WRITE", "APPROVE", "ADMIN"];

describe("a session is its credential", () => {
  it("has its scopes and models, and mints nothing stronger or longer", async () => {
    const bea = await world.user("bea", { risk: ["OWNER"] });
    const model = await registerModel(bea, world.teamId("risk"), "bea-model");
    const until = inDays(2);
    const narrow = await minted(bea, bea, { scopes: ["READ", "ADMIN"], modelIds: [model], expiresAt: until });
    const cookie = await cookieOf(narrow.token);
    const { data } = await viewer(cookie);
    expect(data.viewer.scopes).toEqual(["READ", "ADMIN"]);
    const mint =
      "mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { code } } }";
    const input = { principalId: bea.id, name: "more", scopes: ["READ"], expiresAt: inDays(9) };
    const refused = await graphql(cookie, mint, { input });
    expect(JSON.stringify(refused)).toContain("FORBIDDEN");
    const wider = await graphql(cookie, mint, { input: { ...input, scopes: ["WRITE"], expiresAt: until } });
    expect(JSON.stringify(wider)).toContain("FORBIDDEN");
  });

  it("never lives longer than its credential", async () => {
    const cora = await world.user("cora");
    const soon = new Date(Date.now() + 90_000).toISOString();
    const token = await minted(cora, cora, { expiresAt: soon });
    const body = (await (await signIn(token.token)).json()) as Answer;
    expect(Date.parse(body.expiresAt)).toBe(Date.parse(soon));
    const exp = Math.floor(Date.now() / 1_000) + 45;
    const jwt = (await (await signIn(await idp.token("jwt-1", { exp }))).json()) as Answer;
    expect(Date.parse(jwt.expiresAt)).toBe(exp * 1_000);
  });

  it("ends at once with its token, its user and its sign-out; a role taken away is taken from it too", async () => {
    const dan = await world.user("dan", { ops: ["OWNER"] });
    const token = await minted(dan, dan);
    const [one, two] = [await cookieOf(token.token), await cookieOf(dan.token)];
    expect((await viewer(one)).status).toBe(200);
    await dan.do("revokeApiToken", { apiTokenId: token.tokenId });
    expect((await viewer(one)).status).toBe(401);
    expect((await viewer(two)).status).toBe(200);
    const teamId = world.teamId("ops");
    const make = (name: string) =>
      graphql(
        two,
        "mutation ($input: CreateRegisteredModelInput!) { createRegisteredModel(input: $input) { userErrors { code } } }",
        { input: { name, teamId } },
      );
    expect((await make("dan-1")).data.createRegisteredModel.userErrors).toEqual([]);
    await world.admin.do("addTeamMember", { teamId, principalId: (await world.user("eve")).id, roles: ["OWNER"] });
    await world.admin.do("removeTeamMember", { teamId, principalId: dan.id });
    expect(JSON.stringify(await make("dan-2"))).toContain('"code":"FORBIDDEN"');
    await world.admin.do("deactivateUser", { principalId: dan.id });
    expect((await viewer(two)).status).toBe(401);
  });

  it("of an identity provider's token ends with the user, and outlives no group", async () => {
    const cookie = await cookieOf(await idp.token("jwt-2", { preferred_username: "frida" }));
    const { data } = await viewer(cookie);
    expect(data.viewer.principal.handle).toBe("frida");
    const [{ id } = {}] = await query<Answer>(
      world.database.superuserUrl,
      "select id from principal where handle = 'frida'",
    );
    await world.admin.do("deactivateUser", { principalId: id });
    expect((await viewer(cookie)).status).toBe(401);
  });

  it("closes by DELETE, alone or with all of the person's, each once in the log", async () => {
    const gil = await world.user("gil");
    const cookies = [await cookieOf(gil.token), await cookieOf(gil.token), await cookieOf(gil.token)];
    const [first = "", second = "", third = ""] = cookies;
    const left = await asked(first, "/session", own, { method: "DELETE" });
    expect([left.status, left.headers.get("set-cookie")]).toEqual([204, expect.stringMatching(/=; .*Max-Age=0/)]);
    expect((await asked(first, "/session")).status).toBe(401);
    expect((await asked(second, "/session")).status).toBe(200);
    expect((await asked(second, "/session?all", own, { method: "DELETE" })).status).toBe(204);
    for (const cookie of cookies) expect((await asked(cookie, "/session")).status).toBe(401);
    expect((await asked(third, "/session", own, { method: "DELETE" })).status).toBe(401);
    const closed = await entries(gil.id, "closeSession");
    expect(closed.map(({ body }) => body.after.sessions.length)).toEqual([1, 2]);
    expect(closed[0]?.body.actor.auth).toMatchObject({ method: "session", openedBy: "api-token" });
  });

  it("is listed to its person, who ends another one by its id, and nobody else does", async () => {
    const ivo = await world.user("ivo");
    const [here = "", there = ""] = [await cookieOf(ivo.token), await cookieOf(ivo.token)];
    const text = "{ viewer { sessions { id isCurrent tokenName openedAt seenAt expiresAt } } }";
    const list = async (cookie: string): Promise<Answer[]> =>
      ((await graphql(cookie, text)) as Answer).data.viewer.sessions;
    const both = await list(here);
    expect(both.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    const [other] = both.filter(({ isCurrent }) => !isCurrent);
    const end = (cookie: string, id: string): Promise<Response> =>
      asked(cookie, `/session?id=${id}`, own, { method: "DELETE" });
    const stranger = await cookieOf((await world.user("jan")).token);
    expect([await list(stranger)].flat().map(({ id }) => id)).not.toContain(other?.id);
    const [refused, absent] = [await end(stranger, other?.id), await end(stranger, "ses_00000000000000000000000001")];
    expect([refused.status, absent.status]).toEqual([404, 404]);
    expect((await asked(there, "/session")).status).toBe(200);
    const ended = await end(here, other?.id);
    expect([ended.status, ended.headers.get("set-cookie")]).toEqual([204, null]);
    expect((await asked(there, "/session")).status).toBe(401);
    expect((await asked(here, "/session")).status).toBe(200);
    expect((await end(here, other?.id)).status).toBe(404);
    const [entry] = await entries(ivo.id, "closeSession");
    expect(entry?.body.after.sessions).toEqual([other?.id]);
    const kim = await world.user("kim", { kims: ["OWNER"] });
    const model = await registerModel(kim, world.teamId("kims"), "kim-model");
    const whole = await cookieOf(kim.token);
    const narrow = await actorFor(kim, kim.id, "kim", { modelIds: [model] });
    expect((await narrow.ask(text)).viewer.sessions).toEqual([]);
    const [rest] = await list(whole);
    const bound = await cookieOf(narrow.token);
    expect((await list(bound)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
    expect((await end(bound, rest?.id)).status).toBe(404);
  });

  it("falls asleep after an hour; being seen is noted once a minute", async () => {
    const hal = await world.user("hal");
    const cookie = await cookieOf(hal.token);
    const other = await world.replica();
    const fresh = async (): Promise<number> =>
      (await fetch(`${other.url}/session`, { headers: { cookie, ...own } })).status;
    const mine = `(select id from session where principal_id = '${hal.id}')`;
    const seen = (ago: string) =>
      query(
        world.database.superuserUrl,
        `update session_seen set at = clock_timestamp() - interval '${ago}' where session_id = ${mine} returning at`,
      );
    const ago = async (): Promise<number> => {
      const [row] = await query<Answer>(
        world.database.superuserUrl,
        `select extract(epoch from clock_timestamp() - at)::float8 as ago from session_seen where session_id = ${mine}`,
      );
      return row?.ago;
    };
    try {
      await seen("59 minutes");
      expect(await fresh()).toBe(200);
      expect(await ago()).toBeLessThan(30);
      await seen("30 seconds");
      await world.admin.do("createUser", { handle: "wakes-caches", displayName: "x" });
      await expect.poll(fresh).toBe(200);
      expect(await ago()).toBeGreaterThan(29);
      await seen("61 minutes");
      await world.admin.do("createUser", { handle: "wakes-them-again", displayName: "x" });
      await expect.poll(fresh).toBe(401);
    } finally {
      await other.close();
    }
  });
});

describe("the cookie", () => {
  let cookie: string;
  beforeAll(async () => {
    cookie = await cookieOf((await world.user("ida", { lab: ["OWNER"] })).token);
  });

  it.each([
    ["without the console's header", { "sec-fetch-site": "same-origin" }],
    ["from another site", { ...own, "sec-fetch-site": "cross-site" }],
    ["from a sibling", { ...own, "sec-fetch-site": "same-site" }],
    ["from the address bar", { ...own, "sec-fetch-site": "none" }],
    ["without Fetch Metadata or Origin", { "countersign-console": "1" }],
    ["with another Origin", { "countersign-console": "1", origin: "https://evil.example" }],
    ["with no origin at all", { "countersign-console": "1", origin: "null" }],
  ] as [string, object][])("counts for nothing %s", async (_, headers) => {
    const answer = await viewer(cookie, headers);
    expect([answer.status, answer.data]).toEqual([403, undefined]);
    expect((await asked(cookie, "/session", headers)).status).toBe(403);
  });

  it("counts with an Origin of the service's own where a browser sends no Fetch Metadata", async () => {
    expect((await viewer(cookie, { "countersign-console": "1", origin: world.url })).status).toBe(200);
  });

  it("is refused beside Authorization, whichever is right", async () => {
    const headers = { ...own, authorization: `Bearer ${world.admin.token}` };
    for (const path of ["/session", "/resolve?uri=models:/x/1", "/metrics"])
      expect((await asked(cookie, path, headers)).status, path).toBe(400);
    expect((await viewer(cookie, headers)).status).toBe(400);
  });

  it("opens downloads to links of our pages, and to nobody else's", async () => {
    const lab = await world.user("lab-owner", { lab: ["OWNER"] });
    const model = await registerModel(lab, world.teamId("lab"), "lab-model");
    await addVersion(lab, model);
    const path = "/evidence?model=lab-model&version=1";
    expect((await asked(cookie, path, { "sec-fetch-site": "same-origin" })).status).toBe(200);
    for (const site of ["cross-site", "same-site", "none"])
      expect((await asked(cookie, path, { "sec-fetch-site": site })).status, site).toBe(403);
    expect((await asked(cookie, "/resolve?uri=models:/lab-model/1")).status).toBe(200);
  });

  it("counts only where a route says so: never on a write of MLflow's", () => {
    const open = routes.filter(({ config }) => config.session !== undefined);
    for (const { method, url, config } of open) {
      if (config.channel !== "mlflow-rest") continue;
      expect(["GET", "HEAD"], `${method} ${url}`).toContain(method);
      expect(url).toMatch(/artifact/);
    }
    const ours = open
      .filter(({ config }) => config.channel !== "mlflow-rest")
      .map(({ method, url }) => `${method} ${url}`);
    expect(ours.sort()).toEqual([
      "DELETE /session",
      ...["", "/pack", "/pack/:id"].map((path) => `GET /evidence${path}`),
      "GET /gates",
      "GET /graphql",
      "GET /live",
      ...["checkpoint", "policy", "tile/*", "vkeys"].map((name) => `GET /log/${name}`),
      "GET /session",
      ...["checkpoint", "policy", "tile/*", "vkeys"].map((name) => `HEAD /log/${name}`),
      "POST /graphql",
    ]);
  });

  it("elsewhere is as if it were not there, and no password is asked for", async () => {
    const write = await asked(
      cookie,
      "/api/2.0/mlflow/experiments/create",
      { ...json, ...own },
      { method: "POST", body: "{}" },
    );
    expect([write.status, write.headers.get("www-authenticate")]).toEqual([401, null]);
    expect((await asked(cookie, "/metrics")).status).toBe(401);
    const stranger = await fetch(`${world.url}/session`, { headers: own });
    expect([stranger.status, stranger.headers.get("www-authenticate")]).toEqual([401, null]);
    expect((await asked(`${cookie.slice(0, -43)}${"A".repeat(43)}`, "/session")).status).toBe(401);
  });
});
