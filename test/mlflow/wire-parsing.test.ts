import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow, type WireReply } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** How requests are read and answers written, whatever the call: mlflow-wire's ground rules. */

let world: World;
let ana: Mlflow;
let experiment: string, run: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  experiment = await ana.experiment("parsing");
  run = await ana.run(experiment);
});
afterAll(() => world?.close());

/** Sends a body as it is. */
const sendText = (path: string, body: string, type: string | null = "application/json"): Promise<WireReply> =>
  ana.raw("POST", path, { body: Buffer.from(body), headers: type === null ? {} : { "content-type": type } });

/** Sends a body with any method: `fetch` sends none with GET. */
const sent = (method: string, path: string, body: string, type: string | null, chunked = false): Promise<WireReply> =>
  new Promise((resolve, reject) => {
    const headers = {
      ...ana.headers(),
      ...(type !== null && { "content-type": type }),
      ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": Buffer.byteLength(body) }),
    };
    const outgoing = request(`${world.url}${ana.path(path)}`, { method, headers }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ status: response.statusCode ?? 0, headers: new Headers(), text, body: JSON.parse(text) as Answer });
    });
    outgoing.once("error", reject).end(body);
  });

const errorOf = ({ status, body, text }: WireReply): string =>
  body === null ? `${status} ${text}` : `${status} ${body.error_code}: ${body.message}`;

describe("prefixes", () => {
  it("serves one and the same answer under every prefix, with a team's before it, and after doubled slashes", async () => {
    const query = `?experiment_id=${experiment}`;
    const plain = await ana.raw("GET", `/api/2.0/mlflow/experiments/get${query}`);
    expect(plain.status).toBe(200);
    for (const prefix of [
      "/ajax-api/2.0",
      "/teams/risk/api/2.0",
      "/teams/risk/ajax-api/2.0",
      "//api/2.0",
      "///ajax-api/2.0",
    ])
      expect((await ana.raw("GET", `${prefix}/mlflow/experiments/get${query}`)).text, prefix).toBe(plain.text);
  });

  it("tells health and version to anybody, below a team's prefix too, as the clients ask with such a tracking URI", async () => {
    for (const path of ["/health", "/version"]) {
      const plain = await (await fetch(`${world.url}${path}`)).text();
      for (const team of ["risk", "nowhere"]) {
        const reply = await fetch(`${world.url}/teams/${team}${path}`);
        expect([reply.status, await reply.text()], `${team}${path}`).toEqual([200, plain]);
      }
    }
  });

  it("answers what is not served by JSON and ENDPOINT_NOT_FOUND: paths, methods, versions", async () => {
    const absent: [string, string][] = [
      ["GET", "/api/2.0/mlflow/nonsense"],
      ["GET", "/api/3.0/mlflow/experiments/get"],
      ["GET", "/api/2.0/mlflow/server-info"],
      ["GET", "/api/2.0/preview/mlflow/experiments/get"],
      ["GET", "/api/2.0/mlflow/experiments/create"],
      ["PUT", "/api/2.0/mlflow/runs/create"],
      ["GET", "/api/2.0/mlflow/metrics/get-history-bulk"],
      ["POST", "/api/3.0/mlflow/traces"],
      ["POST", "/v1/traces"],
      ["GET", "/ajax-api/2.0/mlflow/users/list"],
      ["GET", "/teams/risk/api/2.0/mlflow/nonsense"],
      ["GET", "/teams/risk"],
      ["HEAD", "/api/2.0/mlflow/runs/get"],
    ];
    for (const [method, path] of absent) {
      const reply = await ana.raw(method, path);
      expect(reply.status, `${method} ${path}`).toBe(404);
      if (method === "HEAD") continue;
      expect(reply.headers.get("content-type"), path).toContain("application/json");
      expect(reply.body?.error_code, `${method} ${path}`).toBe("ENDPOINT_NOT_FOUND");
    }
  });

  it("refuses strangers by JSON, and tells them no more of what there is", async () => {
    for (const path of ["/api/2.0/mlflow/experiments/get", "/api/2.0/mlflow/nonsense", "/api/3.0/mlflow/server-info"]) {
      const reply = await ana.raw("GET", path, { headers: { authorization: "Bearer wrong" } });
      expect([reply.status, reply.body?.error_code], path).toEqual([401, "UNAUTHENTICATED"]);
      expect(reply.headers.get("www-authenticate"), path).toContain("Basic");
    }
  });

  it("says of what MLflow's server has and this one has not what it is, where that is written, what ends the warning", async () => {
    const tracing =
      "Traces and their assessments are not served here (docs/mlflow.md, “Not served”). Set MLFLOW_TRACE_SAMPLING_RATIO=0, or call mlflow.tracing.disable(): then the client sends none and warns no more.";
    const told: [method: string, path: string, says: string][] = [
      ["POST", "/api/3.0/mlflow/traces", tracing],
      ["GET", "/api/3.0/mlflow/traces/tr-1/assessments/a", tracing],
      ["POST", "/api/2.0/mlflow/traces", tracing],
      ["POST", "/v1/traces", tracing],
      ["POST", "/teams/risk/api/3.0/mlflow/traces/search", tracing],
      ["GET", "/api/3.0/mlflow/scorers/list", "Evaluation of generative models"],
      ["POST", "/api/3.0/mlflow/datasets/create", "Evaluation of generative models"],
      ["GET", "/api/3.0/mlflow/gateway/endpoints/list", "MLflow's AI gateway is not served here"],
      ["GET", "/api/2.0/mlflow/webhooks", "Webhooks are not served here"],
      ["GET", "/api/2.0/mlflow/users/get", "MLflow's own users, permissions and roles are not served here"],
      ["GET", "/api/2.0/mlflow/experiments/permissions/get", "MLflow's own users, permissions and roles"],
      ["GET", "/api/3.0/mlflow/workspaces", "MLFLOW_WORKSPACE takes its slug"],
      ["GET", "/api/2.0/mlflow/nonsense", "There is no such MLflow call at this path for this method."],
      ["GET", "/api/2.0/mlflow/experiments/create", "There is no such MLflow call at this path for this method."],
    ];
    for (const [method, path, says] of told) {
      const reply = await ana.raw(method, path);
      expect(errorOf(reply), path).toContain("404 ENDPOINT_NOT_FOUND: ");
      expect(reply.body?.message, path).toContain(says);
    }
  });

  it("tells no token from an unknown one, and clients where to put it", async () => {
    const where = " MLflow's clients take it from MLFLOW_TRACKING_TOKEN, or from MLFLOW_TRACKING_PASSWORD, which wins.";
    const path = `${world.url}/api/2.0/mlflow/experiments/get?experiment_id=0`;
    for (const [headers, says] of [
      [{}, "No token came with the request. Send one as `Authorization: Bearer …`, or as the password of Basic."],
      [
        { authorization: "Bearer wrong" },
        "This token is not known here. Send a valid one as `Authorization: Bearer …`, or as the password of Basic.",
      ],
    ] as const) {
      const reply = await fetch(path, { headers });
      expect([reply.status, ((await reply.json()) as Answer).message]).toEqual([401, says + where]);
    }
  });

  it("takes the token as a password, whatever the name", async () => {
    const basic = Buffer.from(`anybody:${ana.actor.token}`).toString("base64");
    const reply = await ana.raw("GET", `experiments/get?experiment_id=${experiment}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    expect(reply.status, reply.text).toBe(200);
  });
});

describe("probes", () => {
  it("answers health and version as text to anybody, server-info to whoever is known", async () => {
    const health = await fetch(`${world.url}/health`);
    expect([health.status, await health.text()]).toEqual([200, "OK"]);
    const version = await (await fetch(`${world.url}/version`)).text();
    // Below 3.4 no client sends spans; what is no version at all would do the same, but warn.
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(version.split(".")[0])).toBeLessThan(3);
    for (const path of [
      "/api/3.0/mlflow/server-info",
      "/ajax-api/3.0/mlflow/server-info",
      "/teams/risk/api/3.0/mlflow/server-info",
    ]) {
      const reply = await ana.raw("GET", path);
      expect([reply.status, reply.body], path).toEqual([200, { store_type: "SqlStore", workspaces_enabled: true }]);
    }
  });

  it("answers server-info whatever workspace is asked for", async () => {
    const lost = new Mlflow(ana.actor, { workspace: "no-such-team" });
    expect((await lost.get("/api/3.0/mlflow/server-info")).workspaces_enabled).toBe(true);
  });
});

describe("a body", () => {
  it("must be announced as JSON by POST, even when there is none; parameters of the type are allowed", async () => {
    const message = JSON.stringify({ run_id: run, key: "typed", value: "yes" });
    expect(errorOf(await sendText("runs/set-tag", message, null))).toContain("Content-Type header is missing");
    expect(errorOf(await ana.raw("POST", "runs/create"))).toContain("Content-Type header is missing");
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"])
      expect(errorOf(await sendText("runs/set-tag", message, type)), type).toMatch(
        /^400 INVALID_PARAMETER_VALUE: .*must be one of \['application\/json'\]/,
      );
    for (const type of ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"])
      expect(errorOf(await sendText("runs/set-tag", message, type)), type).toContain("200");
  });

  it("need not be announced by PATCH and DELETE", async () => {
    const model = await ana.loggedModel(experiment);
    const reply = await ana.raw("PATCH", `logged-models/${model}/tags`, {
      body: Buffer.from(JSON.stringify({ tags: [{ key: "kind", value: "x" }] })),
    });
    expect(reply.status, reply.text).toBe(200);
    expect((await ana.raw("DELETE", `logged-models/${model}/tags/kind`)).status).toBe(200);
  });

  it("is refused when it is no object, and never understood as an empty one", async () => {
    for (const body of [
      "[]",
      '"[]"',
      "5",
      "null",
      "true",
      "{",
      '{"a":1,}',
      "NaN",
      "\u0000",
      '{"name":"x"} trailing',
      "'{}'",
    ])
      expect(errorOf(await sendText("experiments/create", body)), body).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Bad Request/,
      );
    expect(errorOf(await sendText("experiments/create", ""))).toContain("Missing value for required parameter 'name'");
  });

  it("may be JSON within a JSON string, as old clients send it", async () => {
    const inner = JSON.stringify({ run_id: run, key: "twice", value: "read" });
    expect((await sendText("runs/set-tag", JSON.stringify(inner))).status).toBe(200);
    const tags = (await ana.get("runs/get", { run_id: run })).run.data.tags as Answer[];
    expect(tags).toContainEqual({ key: "twice", value: "read" });
  });

  it("names fields in snake_case or lowerCamelCase, as a query does; unknown ones are passed over", async () => {
    const made = await ana.post("runs/create", {
      ...{ experimentId: experiment, runName: "camel", startTime: "77", userId: "ana", nonsense: { deep: [1] } },
    });
    expect(made.run.info).toMatchObject({ run_name: "camel", start_time: 77, user_id: "ana" });
    // Upstream passes over such a name in a query, and then answers something else.
    expect((await ana.get("runs/get", { runId: run })).run.info.run_id).toBe(run);
    await ana.get("runs/get", { run_id: run, nonsense: "1" });
  });

  it("and a query may say a thing once only: by one spelling, with one value", async () => {
    const both = await ana.refused("GET", "runs/get", { run_id: run, runId: run });
    expect([both.error, both.message]).toEqual([
      "400 INVALID_PARAMETER_VALUE",
      "Request specifies both 'run_id' and 'runId'; provide only one of them.",
    ]);
    const inBody = await ana.refused("POST", "runs/set-tag", { run_id: run, runId: run, key: "k", value: "v" });
    expect(inBody.message).toBe(both.message);
    const deep = await ana.refused("POST", "logged-models/search", {
      ...{ experiment_ids: [experiment], order_by: [{ field_name: "name", fieldName: "metrics.a" }] },
    });
    expect(deep.message).toContain("both 'field_name' and 'fieldName'");
    const twice = await ana.refused("GET", "experiments/search", { max_results: [1, 2] });
    expect([twice.error, twice.message]).toEqual([
      "400 INVALID_PARAMETER_VALUE",
      "The parameter 'max_results' is given 2 times; give it once.",
    ]);
    await ana.get("experiments/search", { max_results: [1, 1] });
  });

  it("may begin with a byte order mark, on every door", async () => {
    const mark = "\uFEFF";
    expect(errorOf(await sendText("runs/set-tag", `${mark}{"run_id":"${run}","key":"marked","value":"x"}`))).toContain(
      "200",
    );
    expect((await ana.get("runs/get", { run_id: run })).run.data.tags).toContainEqual({ key: "marked", value: "x" });
    expect(errorOf(await sendText("runs/set-tag", `${mark}${mark}{}`))).toContain("is not JSON");
    const graphql = await fetch(`${world.url}/graphql`, {
      method: "POST",
      headers: { ...ana.actor.headers(), "content-type": "application/json" },
      body: `${mark}{"query":"{ viewer { principal { handle } } }"}`,
    });
    expect(await graphql.json()).toEqual({ data: { viewer: { principal: { handle: "ana" } } } });
  });

  it("is refused over its size, its depth, its number of values, with one answer each", async () => {
    const deep = `{"run_id":"${run}","metrics":${"[".repeat(100)}${"]".repeat(100)}}`;
    expect(errorOf(await sendText("runs/log-batch", deep))).toContain("nests deeper");
    const many = `{"run_id":"${run}","ignored":[${"0,".repeat(300_000)}0]}`;
    expect(errorOf(await sendText("runs/log-batch", many))).toMatch(/^400 INVALID_PARAMETER_VALUE/);
    const large = `{"run_id":"${run}","ignored":"${"x".repeat(8 * 1024 * 1024)}"}`;
    expect(errorOf(await sendText("runs/log-batch", large))).toMatch(/^413 INVALID_PARAMETER_VALUE/);
  });

  it("that holds NaN is read in time linear in its length, however it is quoted", async () => {
    const bodies = [
      `{"key": NaN, "value": "${'\\"'.repeat(2_000_000)}`,
      `NaN${'"\\'.repeat(2_000_000)}`,
      `{"a": NaN, "run_id": "${"x".repeat(6_000_000)}", `,
    ];
    for (const body of bodies) expect(errorOf(await sendText("runs/log-batch", body))).toContain("is not JSON");
  });
});

describe("a GET whose parameters stand in its body, as mlflow-export-import and curl -X GET -d send it", () => {
  const getWith = (path: string, body: string, type = "application/json"): Promise<WireReply> =>
    sent("GET", path, body, type);

  it("is answered as if they stood in its query, whatever the body's type", async () => {
    const query = `experiments/get?experiment_id=${experiment}`;
    const plain = await ana.raw("GET", query);
    for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain"])
      for (const body of [{ experiment_id: experiment }, { experimentId: experiment }])
        expect((await getWith("experiments/get", JSON.stringify(body), type)).text, type).toBe(plain.text);
    const chunked = await sent("GET", "experiments/get", JSON.stringify({ experiment_id: experiment }), null, true);
    expect(chunked.text).toBe(plain.text);
    expect((await getWith(query, "{}")).text, "an empty message beside a query").toBe(plain.text);
    expect((await getWith(query, "null")).text).toBe(plain.text);
  });

  it("finds what its filter asks for, in every search, and pages", async () => {
    for (const name of ["asked-for", "other"]) {
      await ana.post("registered-models/create", { name });
      await ana.post("model-versions/create", { name, source: "s3://b/m" });
    }
    const filter = "name = 'asked-for'";
    const models = await getWith("registered-models/search", JSON.stringify({ filter, max_results: 10 }));
    expect(models.body?.registered_models.map(({ name }: Answer) => name)).toEqual(["asked-for"]);
    const versions = await getWith("model-versions/search", JSON.stringify({ filter, order_by: ["name"] }));
    expect(versions.body?.model_versions.map(({ name }: Answer) => name)).toEqual(["asked-for"]);
    const found = await getWith("experiments/search", JSON.stringify({ filter: "name = 'parsing'", max_results: 5 }));
    expect(found.body?.experiments.map(({ name }: Answer) => name)).toEqual(["parsing"]);
    const latest = await getWith("registered-models/get-latest-versions", '{"name":"asked-for","stages":["None"]}');
    expect(latest.body?.model_versions).toHaveLength(1);
  });

  it("takes the path's parameters from the path", async () => {
    const model = await ana.loggedModel(experiment);
    await ana.call("DELETE", `logged-models/${model}`);
    expect((await getWith(`logged-models/${model}`, "{}")).status).toBe(404);
    for (const other of [{ model_id: "m-other" }, { modelId: "m-other" }]) {
      const body = JSON.stringify({ ...other, allow_deleted: true });
      expect((await getWith(`logged-models/${model}`, body)).body?.model.info.model_id).toBe(model);
    }
  });

  it("is refused when it cannot be read, or when query and body both say something: nothing is half done", async () => {
    for (const body of ["run_id=1", "[]", "5", "{", '"x"'])
      expect(errorOf(await getWith("runs/get", body)), body).toMatch(/^400 INVALID_PARAMETER_VALUE: Bad Request/);
    expect(errorOf(await getWith("runs/get", '{"run_uuid":5}'))).toContain("Invalid value 5 for parameter 'run_uuid'");
    const both = await getWith(`experiments/search?max_results=5`, JSON.stringify({ filter: "name = 'nobody'" }));
    expect(errorOf(both)).toBe(
      "400 INVALID_PARAMETER_VALUE: Bad Request. The parameter 'max_results' stands in the query, where it is not read: this request has a JSON body too. Send all parameters in one of the two.",
    );
    const large = await getWith("runs/get", `{"run_id":"${run}","ignored":"${"x".repeat(8 * 1024 * 1024)}"}`);
    expect(large.status).toBe(413);
  });

  it("and other methods refuse parameters in the query, which would be passed over", async () => {
    const body = JSON.stringify({ experiment_ids: [experiment] });
    expect(errorOf(await sendText("runs/search?filter=metrics.a>1", body))).toBe(
      "400 INVALID_PARAMETER_VALUE: Bad Request. The parameter 'filter' stands in the query, where it is not read: POST has its parameters in a JSON body.",
    );
    expect(errorOf(await sendText("runs/search?maxResults=1", body))).toContain("'max_results' stands in the query");
    expect(errorOf(await sendText("runs/search?trace=1", body))).toContain("200");
    const removal = await ana.raw("DELETE", "registered-models/delete?name=asked-for");
    expect(errorOf(removal)).toContain("'name' stands in the query");
    expect((await ana.get("registered-models/get", { name: "asked-for" })).registered_model.name).toBe("asked-for");
  });
});

describe("other values", () => {
  it("enums are known by name and by number, and by nothing else", async () => {
    for (const [given, told] of [
      ["FINISHED", "FINISHED"],
      [4, "FAILED"],
      ["5", "KILLED"],
      ["RUNNING", "RUNNING"],
    ])
      expect((await ana.post("runs/update", { run_id: run, status: given })).run_info.status).toBe(told);
    for (const status of ["BOGUS", "finished", 0, 9, 1.5, true, [], {}, "", "1.0"]) {
      const { error, message } = await ana.refused("POST", "runs/update", { run_id: run, status });
      expect([error, message], JSON.stringify(status)).toEqual([
        "400 INVALID_PARAMETER_VALUE",
        expect.stringContaining("RUNNING, SCHEDULED, FINISHED, FAILED, KILLED"),
      ]);
    }
    for (const view of ["ACTIVE_ONLY", 1, "1"])
      await ana.post("experiments/search", { max_results: 1, view_type: view });
    await ana.refused("POST", "experiments/search", { max_results: 1, view_type: "ANY" });
    await ana.refused("GET", "experiments/search", { max_results: 1, view_type: "ANY" });
  });

  it("booleans are true or false, in any case in a query", async () => {
    const model = await ana.loggedModel(experiment);
    for (const word of ["true", "FALSE", "True"]) await ana.get(`logged-models/${model}`, { allow_deleted: word });
    for (const word of ["1", "yes", "", "maybe"])
      await ana.refused("GET", `logged-models/${model}`, { allow_deleted: word });
  });

  it("texts must be texts; what is missing, null or empty is missing; the message names the field and the value", async () => {
    const base = { run_id: run, key: "k", value: "v" };
    const wrong: [unknown, string, string][] = [
      [31, "31", "int"],
      [1.5, "1.5", "float"],
      [true, "true", "bool"],
      [["a"], '["a"]', "list"],
      [{ a: 1 }, '{"a":1}', "dict"],
    ];
    for (const [value, told, type] of wrong)
      for (const field of ["run_id", "key", "value"])
        expect((await ana.refused("POST", "runs/set-tag", { ...base, [field]: value })).message).toContain(
          `Invalid value ${told} for parameter '${field}' supplied: Hint: Value was of type '${type}'.`,
        );
    for (const value of [undefined, null, ""])
      for (const field of ["run_id", "key"])
        expect((await ana.refused("POST", "runs/set-tag", { ...base, [field]: value })).message).toBe(
          `Missing value for required parameter '${field}'. See the API docs for more information about request parameters.`,
        );
    for (const value of [undefined, null]) await ana.post("runs/set-tag", { ...base, key: "left-out", value });
    const tags = (await ana.get("runs/get", { run_id: run })).run.data.tags as Answer[];
    expect(tags).toContainEqual({ key: "left-out", value: "" });
  });

  it("a text that PostgreSQL or UTF-8 cannot hold is refused by name, and the messages stay short", async () => {
    const set = (body: string) => sendText("runs/set-tag", `{"run_id":"${run}",${body}}`);
    for (const text of ["a\\u0000b", "\\ud800", "\\udc00x", "x\\ud83d"]) {
      expect(errorOf(await set(`"key":"k","value":"${text}"`)), text).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Invalid value for parameter 'tags\[0\].value' supplied/,
      );
      expect(errorOf(await set(`"key":"${text}","value":""`)), text).toMatch(
        /^400 INVALID_PARAMETER_VALUE: Invalid value/,
      );
    }
    for (const run_id of ["x".repeat(1_000_000), "\ud83d".repeat(10)]) {
      const reply = await ana.send("POST", "runs/set-tag", { run_id, key: "k" });
      expect(reply.status).toBe(404);
      expect(reply.text.length).toBeLessThan(1_000);
      expect(reply.body?.message.isWellFormed()).toBe(true);
    }
    const wide = await ana.send("POST", "runs/set-tag", { run_id: { a: "\ud83d\ude00".repeat(99_999) }, key: "k" });
    expect([wide.status, wide.text.length < 1_000, wide.body?.message.isWellFormed()]).toEqual([400, true, true]);
  });

  it("what is not UTF-8 is refused", async () => {
    const body = Buffer.concat([
      Buffer.from(`{"run_id":"${run}","key":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const reply = await ana.raw("POST", "runs/set-tag", { body, headers: { "content-type": "application/json" } });
    expect(errorOf(reply)).toContain("400 INVALID_PARAMETER_VALUE");
  });
});

describe("an answer", () => {
  it("leaves out what is not set, keeps set empty texts and zeros, and writes integers as numbers", async () => {
    const made = (await ana.post("runs/create", { experiment_id: experiment, run_name: "bare", start_time: 0 })).run;
    expect(Object.keys(made.info).sort()).toEqual(
      [
        "artifact_uri",
        "experiment_id",
        "lifecycle_stage",
        "run_id",
        "run_name",
        "run_uuid",
        "start_time",
        "status",
        "user_id",
      ].sort(),
    );
    expect(made).toMatchObject({ info: { start_time: 0, user_id: "", status: "RUNNING" }, inputs: {}, outputs: {} });
    expect(made.data).toEqual({ tags: [{ key: "mlflow.runName", value: "bare" }] });
    expect((await ana.post("runs/search", { experiment_ids: [] })).runs).toBeUndefined();
    const reply = await ana.send("POST", "runs/search", {});
    expect([reply.text, reply.headers.get("content-type")]).toEqual([
      "{}",
      expect.stringContaining("application/json"),
    ]);
  });

  it("to an error holds MLflow's code, a message, our code and the request's id", async () => {
    const reply = await ana.raw("GET", "runs/get?run_id=nobody", { headers: { "x-request-id": "story-7" } });
    expect([reply.status, reply.body]).toEqual([
      404,
      {
        error_code: "RESOURCE_DOES_NOT_EXIST",
        message: "Run with id=nobody not found",
        code: "NOT_FOUND",
        request_id: reply.headers.get("x-request-id"),
      },
    ]);
    expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  });
});
