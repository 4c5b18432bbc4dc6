import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DomainError } from "../../src/errors.js";
import { until } from "../support/until.js";
import { goodToken, type StubService, startStub } from "./stub-service.js";

let service: StubService;
beforeAll(async () => {
  service = await startStub();
});
afterAll(() => service.close());

const authorized = { authorization: `Bearer ${goodToken}` };

const post = (query: string, variables: object = {}, headers: object = {}, to = service): Promise<Response> =>
  fetch(`${to.url}/graphql`, {
    method: "POST",
    headers: { ...authorized, "content-type": "application/json", ...headers } as Record<string, string>,
    body: JSON.stringify({ query, variables }),
  });

interface Body {
  data?: unknown;
  errors?: { message: string; path?: string[]; locations?: unknown; extensions: Record<string, unknown> }[];
}

/** The first answer comes through Apollo's pipeline, the next straight from the known document: they must be alike. */
const twice = async (
  query: string,
  variables: object = {},
): Promise<{ status: number; headers: Headers; body: Body }> => {
  const answers = [];
  for (let turn = 0; turn < 2; turn++) {
    const response = await post(query, variables);
    const body = (await response.json()) as Body;
    for (const { extensions } of body.errors ?? []) {
      if ("requestId" in extensions) expect(extensions.requestId).toBe(response.headers.get("x-request-id"));
      if ("requestId" in extensions) extensions.requestId = "same";
    }
    answers.push({ status: response.status, headers: response.headers, body });
  }
  const [first, second] = answers.map(({ status, headers, body }) => ({
    status,
    body,
    type: headers.get("content-type"),
    retryAfter: headers.get("retry-after"),
  }));
  expect(second).toEqual(first);
  return answers[0] as (typeof answers)[number];
};

describe("an operation is answered alike, known or not", () => {
  it("when all is well", async () => {
    const { status, body } = await twice("query ($n: Int) { things(first: $n) { nodes { id } } }", { n: 1 });
    expect([status, body]).toEqual([200, { data: { things: { nodes: [{ id: "th_1" }] } } }]);
  });

  it("when a resolver fails in a way nobody foresaw: nothing of it is told, all of it is logged", async () => {
    const { status, body } = await twice("query ($how: String!) { failing(how: $how) }", { how: goodToken });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { failing: null },
      errors: [
        {
          message: "A fault of the service; its log holds the details under this request id.",
          locations: [{ line: 1, column: 25 }],
          path: ["failing"],
          extensions: { code: "INTERNAL", requestId: "same" },
        },
      ],
    });
    const logged = service.lines().filter((line) => line.includes("fault in a resolver"));
    expect(logged).toHaveLength(2);
    expect(logged[0]).toMatch(/"requestId":"[\da-f-]{36}".*select secret.*csp_\[redacted\].*stack/);
  });

  it("when the database is down", async () => {
    const { status, headers, body } = await twice('{ failing(how: "down") }');
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
    expect(body.errors?.[0]?.extensions).toEqual({ code: "UNAVAILABLE", requestId: "same" });
  });

  it("when the caller may not", async () => {
    const { status, body } = await twice('{ failing(how: "known") hello: __typename }');
    expect([status, body.data]).toEqual([200, { failing: null, hello: "Query" }]);
    expect(body.errors?.[0]).toMatchObject({
      message: "Not you.",
      path: ["failing"],
      extensions: { code: "FORBIDDEN" },
    });
  });

  it.each([
    [{ value: "x" }, /^Variable "\$value" got invalid value "x"; .*Long: an integer from −2\^63/],
    [{ value: 2 ** 60 }, /Long: an integer/],
    [{ value: "1".repeat(300_000) }, /Long: an integer/],
    [{}, /^Variable "\$value" of required type "Long!" was not provided/],
  ])("when a variable does not fit (%#)", async (variables, message) => {
    const { status, body } = await twice("query ($value: Long!) { long(value: $value) }", variables);
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [expect.objectContaining({ message: expect.stringMatching(message) })] });
    expect(body.errors?.[0]?.extensions).toEqual({ code: "INVALID_INPUT", requestId: "same" });
    expect(body.errors?.[0]?.message.length).toBeLessThan(600);
  });

  it("when an argument is left out by a variable", async () => {
    const { status, body } = await twice("query ($value: Long! = 1) { long(value: $value) }", { value: null });
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions).toEqual({ code: "INVALID_INPUT", requestId: "same" });
  });

  it("when it must choose among operations", async () => {
    const { status, body } = await twice("query A { __typename } query B { __typename }");
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, "BAD_REQUEST"]);
  });

  it("with numbers beyond JSON", async () => {
    const { body } = await twice('{ long(value: 9223372036854775807) double(value: "NaN") small: long(value: -5) }');
    expect(body).toEqual({ data: { long: "9223372036854775807", double: "NaN", small: -5 } });
  });

  it("as the media type that was asked for", async () => {
    for (let turn = 0; turn < 2; turn++) {
      const accept = "application/graphql-response+json";
      const response = await post("{ a: __typename }", {}, { accept });
      expect(response.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
      expect((await post("{ a: __typename }", {}, { accept: "text/html" })).status).toBe(406);
    }
  });
});

describe("what is off", () => {
  it("suggestions but the nearest: whoever asks is known, and may read the schema", async () => {
    for (const [query, says] of [
      ["{ thing { nodes { id } } }", 'Cannot query field "thing" on type "Query". Did you mean "things"?'],
      ["{ things { node { id } } }", 'Did you mean "nodes"?'],
      [
        "{ things(frist: 1) { nodes { id } } }",
        'Unknown argument "frist" on field "Query.things". Did you mean "first"?',
      ],
    ] as const) {
      const { errors } = (await (await post(query)).json()) as { errors: { message: string }[] };
      expect(errors[0]?.message.endsWith(says), errors[0]?.message).toBe(true);
      const stranger = await fetch(`${service.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
      });
      expect([stranger.status, await stranger.text()]).toEqual([401, expect.not.stringContaining("Did you mean")]);
    }
  });

  it("persisted queries, GET without a preflight, mutations by GET", async () => {
    const hash = { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } };
    const persisted = await fetch(`${service.url}/graphql`, {
      method: "POST",
      headers: { ...authorized, "content-type": "application/json" },
      body: JSON.stringify({ extensions: hash }),
    });
    expect(await persisted.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    const get = (query: string, headers: object): Promise<Response> =>
      fetch(`${service.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...authorized, ...headers } });
    const preflight = { "apollo-require-preflight": "1" };
    expect((await get("{ __typename }", {})).status).toBe(400);
    expect((await get("{ __typename }", { ...preflight, "content-type": "text/plain" })).status).toBe(415);
    expect((await get("{ __typename }", preflight)).status).toBe(200);
    expect((await get("mutation { whoAmI }", preflight)).status).toBe(405);
    expect((await get("{ things(first: 201) { nodes { id } } }", preflight)).status).toBe(400);
  });
});

describe("the cost budget of a principal", () => {
  it("is spent by objects that may come back, and told with the time to wait", async () => {
    const limited = await startStub({ graphqlCostPerMinute: 450 });
    try {
      const query = "{ things(first: 200) { nodes { id } } }";
      const statuses = [];
      for (let turn = 0; turn < 3; turn++) statuses.push((await post(query, {}, {}, limited)).status);
      expect(statuses).toEqual([200, 200, 429]);
      const refused = await post(query, {}, {}, limited);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(10);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
      const resolve = await fetch(`${limited.url}/resolve?uri=models:/churn/Production`, { headers: authorized });
      expect(resolve.status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});

describe("the log", () => {
  it("has one line for each request, and never a secret", async () => {
    const before = service.lines().length;
    const secrets = { authorization: `Bearer ${goodToken}`, cookie: `session=${goodToken}` };
    await fetch(`${service.url}/resolve?uri=models:/churn/Production&token=${goodToken}`, { headers: secrets });
    await fetch(`${service.url}/${goodToken}`, { headers: secrets });
    await fetch(`${service.url}/metrics`, { headers: { authorization: `Basic ${btoa(`u:${goodToken}`)}` } });
    await post(`{ failing(how: "${goodToken}") }`);
    const logged = () =>
      service
        .lines()
        .slice(before)
        .map((line) => JSON.parse(line))
        .filter(({ msg }) => msg === "request");
    await until("all four are in the log", () => logged().length >= 4);
    const requests = logged();
    expect(requests.map(({ path, status, principal }) => [path, status, principal])).toEqual([
      ["/resolve", 200, "usr_1"],
      ["/csp_[redacted]", 404, "usr_1"],
      ["/metrics", 401, null],
      ["/graphql", 200, "usr_1"],
    ]);
    expect(requests[0]).toMatchObject({
      method: "GET",
      ms: expect.any(Number),
      ip: "127.0.0.1",
      requestId: expect.any(String),
    });
    for (const line of service.lines()) {
      expect(line).not.toContain(goodToken);
      expect(line).not.toContain(btoa(`u:${goodToken}`));
      expect(line).not.toMatch(/authorization|cookie/i);
    }
  });
});

describe("when the database cannot be asked who calls", () => {
  it("every door says 503 and when to come back", async () => {
    const authenticate = async (): Promise<never> => {
      throw new DomainError("UNAVAILABLE", "The database is not available right now; retry.");
    };
    const down = await startStub(
      {},
      { authenticator: { cached: () => undefined, authenticate, identify: authenticate } },
    );
    try {
      for (const path of ["/graphql", "/resolve?uri=x", "/evidence", "/metrics"]) {
        const response = await fetch(down.url + path, { headers: authorized });
        expect([path, response.status, response.headers.get("retry-after")]).toEqual([path, 503, "1"]);
        expect(await response.text()).toContain("UNAVAILABLE");
      }
      expect((await fetch(`${down.url}/health`)).status).toBe(200);
    } finally {
      await down.close();
    }
  });
});
