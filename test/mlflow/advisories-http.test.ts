import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../src/mlflow/operations.js";
import { rawRequest } from "../http/raw-request.js";
import { Actor, type Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Advisories on what browsers and strangers send (security-reliability.md, section 1). */

let world: World;
let ana: Mlflow;
let run: string;
let root: string;
let port: number;

beforeAll(async () => {
  world = await openWorld({ env: { COUNTERSIGN_AUTH_FAILURES_PER_MINUTE: "0" } });
  port = Number(new URL(world.url).port);
  ana = new Mlflow(await world.user("ana", { fraud: ["OWNER"] }));
  run = await ana.run("0");
  root = placeIn((await ana.get("runs/get", { run_id: run })).run.info.artifact_uri);
});
afterAll(() => world?.close());

const rows = async (): Promise<unknown> =>
  query(
    world.database.superuserUrl,
    `select (select count(*) from experiment)::int as experiments, (select count(*) from run)::int as runs,
       (select count(*) from run_tag)::int as tags, (select count(*) from artifact)::int as artifacts,
       (select count(*) from registered_model)::int as models, (select count(*) from principal)::int as principals,
       (select count(*) from audit.entry where outcome = 'ALLOWED')::int as entries`,
  );

/** Every call that changes something, at every place where it is mounted. */
const acts = operations.flatMap(({ methods, path, at }) =>
  methods
    .filter((method) => !["GET", "HEAD"].includes(method))
    .flatMap((method) => at.map((mount): [string, string] => [method, `${mount}${path.replace("*", root)}`])),
);
const targetOf = (path: string): string => path.replace("undefined", `${root}/x`).replaceAll(/:\w+/g, "x");

describe("M-23: there is no way in but a credential that somebody was given", () => {
  it.each([
    "users/create",
    "users/create-ui",
    "users/update-admin",
    "users/get",
    "users/list",
    "users/update-password",
  ])("%s", async (path) => {
    const before = await rows();
    const body = JSON.stringify({ username: "eve", password: "a-long-password" });
    const headers = { "content-type": "application/json" };
    for (const mount of ["/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/"])
      for (const [actor, status] of [
        [new Actor(world.url, null, "anonymous"), 401],
        [ana.actor, 404],
      ] as const) {
        const answer = await exactly(actor, "POST", `${mount}${path}`, { body, headers });
        expect(answer.status, answer.story).toBe(status);
      }
    expect(await rows()).toEqual(before);
  });

  it.each([
    "admin:password1234",
    "admin:password",
    "admin:",
    ":",
    "admin:admin",
    "mlflow:mlflow",
    `admin:${"x".repeat(43)}`,
  ])("M-25: %s opens nothing", async (pair) => {
    const authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    const anonymous = new Actor(world.url, null, "anonymous");
    const answer = await exactly(anonymous, "GET", "/api/2.0/mlflow/experiments/search", {
      headers: { authorization },
    });
    expect(`${answer.status} ${answer.json?.error_code}`).toBe("401 UNAUTHENTICATED");
    expect(answer.headers["content-type"]).toContain("application/json");
  });
});

describe("M-24: what a page of another site can make a browser send changes nothing", () => {
  const renaming = { experiment_id: "0", new_name: "taken over" };
  const creating = { name: "taken over" };
  const simple = [
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ];

  it.each(simple)("a body of %s is no message", async (type) => {
    const before = await rows();
    for (const [path, message] of [
      ["experiments/update", renaming],
      ["experiments/create", creating],
      ["registered-models/create", creating],
      ["runs/create", { experiment_id: "0" }],
      ["runs/log-batch", { run_id: run, tags: [{ key: "k", value: "v" }] }],
    ] as const)
      for (const mount of ["/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/", "/teams/fraud/api/2.0/mlflow/"]) {
        const sent = { body: JSON.stringify(message), headers: { "content-type": type } };
        const answer = await exactly(ana.actor, "POST", `${mount}${path}`, sent);
        expect(`${answer.status} ${answer.json?.error_code}`, answer.story).toBe("400 INVALID_PARAMETER_VALUE");
      }
    for (const method of ["PATCH", "DELETE"])
      for (const path of ["registered-models/update", "registered-models/delete", "model-versions/delete"]) {
        const sent = { body: JSON.stringify({ name: "x", version: "1" }), headers: { "content-type": type } };
        const answer = await exactly(ana.actor, method, `/api/2.0/mlflow/${path}`, sent);
        expect([400, 404], answer.story).toContain(answer.status);
      }
    const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=x`;
    const answer = await exactly(ana.actor, "POST", upload, { body: "x", headers: { "content-type": type } });
    expect(`${answer.status} ${answer.json?.error_code}`, answer.story).toBe("415 INVALID_PARAMETER_VALUE");
    expect(await rows()).toEqual(before);
  });

  it("no type at all is none either, but for files", async () => {
    const answer = await exactly(ana.actor, "POST", "/api/2.0/mlflow/experiments/create", {
      body: JSON.stringify(creating),
    });
    expect(`${answer.status} ${answer.json?.message}`).toContain("400 Bad Request. Content-Type");
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://127.0.0.1.evil.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "http://127.0.0.1" },
  ])("every call that changes something refuses %o", async (headers) => {
    const before = await rows();
    for (const [method, path] of acts) {
      const answer = await exactly(ana.actor, method, targetOf(path), {
        headers: { ...(headers as Record<string, string>), "content-type": "application/json" },
        body: JSON.stringify(creating),
      });
      expect(`${answer.status} ${answer.json?.error_code}`, answer.story).toBe("403 PERMISSION_DENIED");
      expect(answer.json?.code).toBe("FOREIGN_ORIGIN");
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
    expect(await rows()).toEqual(before);
  });

  it("a browser asks first and is told nothing", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const answer = await exactly(ana.actor, "OPTIONS", "/api/2.0/mlflow/runs/create", { headers });
    expect(answer.status).toBe(404);
    for (const name of Object.keys(answer.headers)) expect(name).not.toMatch(/^access-control/);
  });

  it("another method than the call's is not that call", async () => {
    const before = await rows();
    const asked = `/api/2.0/mlflow/experiments/create?${new URLSearchParams(creating)}`;
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
      const override = { "x-http-method-override": "POST", "x-method-override": "POST" };
      const answer = await exactly(ana.actor, method, asked, { headers: override });
      expect(answer.status, answer.story).toBe(404);
    }
    expect(await rows()).toEqual(before);
  });
});

describe("M-26: the service answers to its own names", () => {
  const ask = (path: string, ...hosts: string[]): Promise<string> =>
    rawRequest(
      port,
      `GET ${path} HTTP/1.1\r\n${hosts.map((host) => `Host: ${host}\r\n`).join("")}Authorization: Bearer ${ana.actor.token}\r\nConnection: close\r\n\r\n`,
    );

  it("on every kind of path", async () => {
    for (const path of [
      "/api/2.0/mlflow/experiments/search?max_results=1",
      "/ajax-api/2.0/mlflow/experiments/search?max_results=1",
      "/teams/fraud/api/2.0/mlflow/experiments/search?max_results=1",
      proxied(`${root}/x`),
      `/get-artifact?run_id=${run}&path=x`,
      "/model-versions/get-artifact?name=x&version=1&path=x",
      "/api/3.0/mlflow/server-info",
    ]) {
      for (const host of [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1@evil.example",
        "169.254.169.254",
        "[::]",
        "",
      ]) {
        const answer = await ask(path, host);
        expect(answer, `${path} for ${host}`).toMatch(/^HTTP\/1\.1 403 /);
        expect(answer).toContain('"error_code":"PERMISSION_DENIED"');
        expect(answer).not.toContain("Default");
      }
      expect(await ask(path, "localhost", "evil.example")).toMatch(/^HTTP\/1\.1 400 /);
      expect(await ask(path)).toMatch(/^HTTP\/1\.1 400 /);
      expect(await ask(path, `localhost:${port}`)).toMatch(/^HTTP\/1\.1 (200|404) /);
    }
  });

  it("and believes no header that claims another", async () => {
    const headers = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example", "x-original-url": "/health" };
    const answer = await exactly(ana.actor, "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0", { headers });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("evil.example");
  });
});

describe("M-29: what somebody wrote is data in every answer", () => {
  const markup = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;

  it("an error repeats no header, and is JSON that no browser sniffs", async () => {
    const { token } = ana.actor;
    for (const headers of [
      { "content-type": markup },
      { accept: markup },
      { "user-agent": markup },
      { "x-mlflow-workspace": markup },
      { "x-request-id": markup },
      { range: markup },
      { "if-none-match": markup },
      { authorization: `Bearer ${markup}` },
      { "content-digest": markup },
    ])
      for (const [method, path] of [
        ["POST", "/api/2.0/mlflow/experiments/create"],
        ["GET", "/api/2.0/mlflow/none"],
        ["PUT", proxied(`${root}/../x`)],
        ["GET", proxied(`${root}/none`)],
        ["GET", "/get-artifact?path=x"],
      ] as const) {
        const answer = await exactly(new Actor(world.url, token, "ana"), method, path, {
          headers: headers as Record<string, string>,
          ...(method !== "GET" && { body: "{}" }),
        });
        expect(answer.status, answer.story).toBeGreaterThanOrEqual(400);
        const where = answer.json?.message?.includes("no team") === true ? "" : answer.text;
        expect(where, answer.story).not.toContain("<script>");
        expect(JSON.stringify(answer.headers)).not.toContain("<script>");
        expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
        expect(answer.headers["x-content-type-options"]).toBe("nosniff");
        expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      }
  });

  it("names, tags and descriptions come back to the letter, as JSON", async () => {
    const description = `${markup} \u2028 !!js/function > function(){}`;
    await ana.post("registered-models/create", { name: `model ${markup.replaceAll("/", "")}`, description });
    const tags = [{ key: "mlflow.note.content", value: markup }];
    const noted = await ana.run("0", { run_name: markup, tags });
    for (const [path, message] of [
      ["registered-models/get", { name: `model ${markup.replaceAll("/", "")}` }],
      ["runs/get", { run_id: noted }],
    ] as const) {
      const answer = await ana.send("GET", path, message);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(JSON.stringify(answer.body)).toContain(JSON.stringify(markup.replaceAll("/", "")).slice(1, 8));
    }
  });

  it.each([
    "x.html",
    "x.svg",
    "x.xhtml",
    "x.xml",
    "x.js",
    "MLmodel",
    "x.pdf",
    `${markup.replaceAll("/", "")}.html`,
    "x.html;.png",
  ])("the file %s is an attachment in a sandbox, wherever it is asked for", async (name) => {
    await ana.upload(`${root}/${name}`, `<html>${markup}</html>`);
    const path = encodeURIComponent(name);
    for (const target of [
      proxied(`${root}/${name}`),
      proxied(`${root}/${name}`, "/ajax-api/2.0"),
      `/get-artifact?run_id=${run}&path=${path}`,
    ])
      for (const headers of [{}, { accept: "text/html" }, { range: "bytes=0-9" }] as Record<string, string>[]) {
        const answer = await exactly(ana.actor, "GET", target, { headers });
        expect([200, 206]).toContain(answer.status);
        expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename/);
        expect(answer.headers["x-content-type-options"]).toBe("nosniff");
        expect(answer.headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/);
      }
  });
});

describe("M-31: every string has a length", () => {
  const long = (length: number): string => "x".repeat(length);
  const calls: [string, (text: string) => Answer][] = [
    ["experiments/create", (name) => ({ name })],
    [
      "experiments/create",
      (artifact_location) => ({ name: "located", artifact_location: `s3://b/${artifact_location}` }),
    ],
    ["experiments/set-experiment-tag", (key) => ({ experiment_id: "0", key, value: "v" })],
    ["runs/set-tag", (key) => ({ run_id: run, key, value: "v" })],
    ["runs/log-parameter", (key) => ({ run_id: run, key, value: "v" })],
    ["runs/log-metric", (key) => ({ run_id: run, key, value: 1, timestamp: 1 })],
    ["registered-models/create", (name) => ({ name })],
    ["registered-models/create", (description) => ({ name: "described", description })],
    ["registered-models/create", (key) => ({ name: "tagged", tags: [{ key, value: "v" }] })],
    ["model-versions/create", (source) => ({ name: "long", source: `s3://b/${source}` })],
    ["registered-models/alias", (alias) => ({ name: "long", alias, version: "1" })],
    ["logged-models", (name) => ({ experiment_id: "0", name })],
    ["runs/search", (filter) => ({ experiment_ids: ["0"], filter: `params.a = '${filter}'` })],
    ["runs/search", (page_token) => ({ experiment_ids: ["0"], page_token })],
  ];

  beforeAll(async () => {
    await ana.post("registered-models/create", { name: "long" });
    await ana.post("model-versions/create", { name: "long", source: "s3://b/m" });
  });

  it.each(calls)("%s", async (path, message) => {
    const before = await rows();
    // Calls that carry one value end at 1 MiB, those that carry many at 8 MiB.
    for (const [length, statuses] of [
      [110_000, [400]],
      [7_000_000, [400, 413]],
      [10_000_000, [413]],
    ] as const) {
      const reply = await ana.send("POST", path, message(long(length)));
      if (path === "runs/search" && reply.status === 200) continue;
      expect(statuses, reply.text.slice(0, 500)).toContain(reply.status);
      expect(reply.body?.error_code).toBe("INVALID_PARAMETER_VALUE");
      expect(reply.text.length).toBeLessThan(2_000);
    }
    expect(await rows()).toEqual(before);
  });

  it("also in a path and a query", async () => {
    for (const target of [
      `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${long(12_000)}`,
      `/api/2.0/mlflow/runs/get?run_id=${long(12_000)}`,
      `/api/2.0/mlflow/logged-models/${long(12_000)}`,
      `/get-artifact?run_id=${run}&path=${long(12_000)}`,
      proxied(`${root}/${long(12_000)}`),
    ]) {
      const answer = await exactly(ana.actor, "GET", target);
      expect([400, 404], answer.story.slice(-500)).toContain(answer.status);
    }
    expect((await exactly(ana.actor, "GET", `/get-artifact?path=${long(20_000)}`)).status).toBe(431);
  });
});

describe("M-32: two models have two names", () => {
  const named = (name: string) => ana.send("POST", "registered-models/create", { name });

  it("one name in another normalisation is the same; an encoded one is another, to the letter", async () => {
    expect((await named("modèle")).status).toBe(200);
    const again = await named("mode\u0300le");
    expect(`${again.status} ${again.body?.error_code}`).toBe("400 RESOURCE_ALREADY_EXISTS");
    expect((await ana.get("registered-models/get", { name: "mode\u0300le" })).registered_model.name).toBe("modèle");
    expect((await named("prodmodel")).status).toBe(200);
    expect((await named("prod%6Dodel")).status).toBe(200);
    expect((await ana.get("registered-models/get", { name: "prod%6Dodel" })).registered_model.name).toBe("prod%6Dodel");
    expect((await ana.get("registered-models/get", { name: "prodmodel" })).registered_model.name).toBe("prodmodel");
  });

  it.each([
    "trailing ",
    " leading",
    "zero\u200bwidth",
    "\u202eright",
    "soft\u00adhyphen",
    "con\u0007trol",
    "line\u2028end",
    "a/b",
    "a:b",
    "\ufeffbom",
    "lone\ud800",
    "",
    " ",
    ".",
    "..",
  ])("%j is no name", async (name) => {
    const reply = await named(name);
    expect(`${reply.status} ${reply.body?.error_code}`, reply.text).toBe("400 INVALID_PARAMETER_VALUE");
  });
});
