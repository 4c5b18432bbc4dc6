import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { digestHeader, exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let mlflow: Mlflow;
let root: string;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mlflow = new Mlflow(ana);
  const run = await mlflow.run(await mlflow.experiment("transfer"));
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
});
afterAll(() => world?.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  exactly(ana, "GET", proxied(`${root}/${path}`), { headers });

describe("a file that was logged", () => {
  const bytes = Buffer.from("0123456789".repeat(30_000));

  beforeAll(async () => {
    await mlflow.upload(`${root}/data/digits.bin`, bytes);
  });

  it("comes back whole, with its digest and what keeps a browser from running it", async () => {
    const answer = await get("data/digits.bin");
    expect(answer.status, answer.story).toBe(200);
    expect(sha256(answer.bytes)).toBe(sha256(bytes));
    expect(answer.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": String(bytes.length),
      "content-disposition": "attachment; filename=digits.bin",
      etag: `"${sha256(bytes)}"`,
      "repr-digest": digestHeader(bytes),
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      vary: "authorization",
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
  });

  it("is told of by HEAD without a byte of it", async () => {
    const whole = await get("data/digits.bin");
    const head = await exactly(ana, "HEAD", proxied(`${root}/data/digits.bin`));
    expect(head.status).toBe(200);
    expect(head.bytes).toHaveLength(0);
    const told = ({ date, "x-request-id": id, connection, ...rest }: typeof head.headers) => rest;
    expect(told(head.headers)).toEqual(told(whole.headers));
    expect((await exactly(ana, "HEAD", proxied(`${root}/data/none`))).status).toBe(404);
  });

  it("is not sent again to whoever has it", async () => {
    const etag = `"${sha256(bytes)}"`;
    for (const known of [etag, `W/${etag}`, "*", `"other", ${etag}`]) {
      const answer = await get("data/digits.bin", { "if-none-match": known });
      expect(answer.status, known).toBe(304);
      expect(answer.bytes).toHaveLength(0);
      expect(answer.headers.etag).toBe(etag);
    }
    for (const known of ['"other"', sha256(bytes), ""])
      expect((await get("data/digits.bin", { "if-none-match": known })).status, known).toBe(200);
  });

  it.each([
    ["bytes=0-9", 0, 9],
    ["bytes=5-5", 5, 5],
    ["bytes=299990-", 299_990, 299_999],
    ["bytes=-5", 299_995, 299_999],
    ["bytes=0-999999", 0, 299_999],
    ["bytes=-999999", 0, 299_999],
  ])("comes in part: %s", async (range, start, end) => {
    const answer = await get("data/digits.bin", { range });
    expect(answer.status, answer.story).toBe(206);
    expect(answer.headers["content-range"]).toBe(`bytes ${start}-${end}/300000`);
    expect(answer.headers["content-length"]).toBe(String(end - start + 1));
    expect(answer.bytes.equals(bytes.subarray(start, end + 1))).toBe(true);
    expect(answer.headers["repr-digest"]).toBe(digestHeader(bytes));
  });

  it.each(["bytes=0-1,5-6", "bytes=", "bytes=a-b", "items=0-5", "bytes=9-1", "0-5"])(
    "comes whole where the range is none, or several: %s",
    async (range) => {
      const answer = await get("data/digits.bin", { range });
      expect([200, 416], answer.story).toContain(answer.status);
      if (answer.status === 200) expect(answer.bytes).toHaveLength(bytes.length);
    },
  );

  it("says 416 and how long it is when the range lies beyond, and nothing of the file's own headers", async () => {
    for (const range of ["bytes=300000-", "bytes=300000-300001"]) {
      const answer = await get("data/digits.bin", { range });
      expect(answer.status, answer.story).toBe(416);
      expect(answer.headers["content-range"]).toBe("bytes */300000");
      expect(answer.headers["content-type"]).toContain("application/json");
      for (const name of ["repr-digest", "etag", "content-disposition", "accept-ranges"])
        expect(answer.headers[name], name).toBeUndefined();
      expect(answer.json).toMatchObject({ code: "RANGE_NOT_SATISFIABLE" });
    }
  });

  it("resumes only what has not changed: If-Range", async () => {
    const etag = `"${sha256(bytes)}"`;
    const range = "bytes=10-19";
    expect((await get("data/digits.bin", { range, "if-range": etag })).status).toBe(206);
    for (const other of ['"other"', `W/${etag}`, new Date().toUTCString()])
      expect((await get("data/digits.bin", { range, "if-range": other })).status, other).toBe(200);
  });
});

it("an empty file is a file", async () => {
  await mlflow.upload(`${root}/empty.txt`, "");
  const answer = await get("empty.txt");
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ "content-length": "0", etag: `"${sha256("")}"` });
  expect((await get("empty.txt", { range: "bytes=0-0" })).status).toBe(416);
  expect((await exactly(ana, "HEAD", proxied(`${root}/empty.txt`))).headers["content-length"]).toBe("0");
});

it("a file that is logged again is the new one, for all who ask from then on", async () => {
  const [first, second] = [randomBytes(70_000), randomBytes(90_000)];
  await mlflow.upload(`${root}/again.bin`, first);
  const etag = (await get("again.bin")).headers.etag ?? "";
  await mlflow.upload(`${root}/again.bin`, second);
  expect((await get("again.bin", { "if-none-match": etag })).bytes.equals(second)).toBe(true);
  expect((await get("again.bin", { range: "bytes=0-3", "if-range": etag })).status).toBe(200);
});

describe("a promised digest", () => {
  const bytes = Buffer.from("what I mean to send");
  const put = (name: string, headers: Record<string, string>) =>
    exactly(ana, "PUT", proxied(`${root}/promised/${name}`), { headers, body: bytes });

  it.each(["content-digest", "repr-digest"])("in %s is kept, or the file is not", async (header) => {
    expect((await put(`${header}-kept`, { [header]: digestHeader(bytes) })).status).toBe(200);
    const broken = await put(`${header}-broken`, { [header]: digestHeader("something else") });
    expect(broken.status, broken.story).toBe(400);
    expect(broken.json).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE" });
    expect((await get(`promised/${header}-broken`)).status).toBe(404);
  });

  it("among several algorithms is the SHA-256; others are passed over", async () => {
    const others = `sha-512=:${"A".repeat(86)}==:`;
    expect((await put("several", { "content-digest": `${others}, ${digestHeader(bytes)}` })).status).toBe(200);
    expect((await put("unknown", { "content-digest": others })).status).toBe(200);
    expect((await put("several-broken", { "content-digest": `${others}, ${digestHeader("x")}` })).status).toBe(400);
  });

  it("must be kept in both headers, and must be one", async () => {
    const good = digestHeader(bytes);
    const bad = digestHeader("x");
    expect((await put("both", { "content-digest": good, "repr-digest": good })).status).toBe(200);
    expect((await put("one-bad", { "content-digest": good, "repr-digest": bad })).status).toBe(400);
    expect((await put("other-bad", { "content-digest": bad, "repr-digest": good })).status).toBe(400);
    for (const malformed of ["sha-256=:AAAA:", "sha-256=abc", `sha-256=${sha256(bytes)}`, "sha-256="])
      expect((await put("malformed", { "content-digest": malformed })).status, malformed).toBe(400);
    expect((await get("promised/malformed")).status).toBe(404);
  });
});

describe("content types", () => {
  it.each([
    ["MLmodel", "text/plain; charset=utf-8"],
    ["MLproject", "text/plain; charset=utf-8"],
    ["mlproject", "text/plain; charset=utf-8"],
    ["notebook.ipynb", "text/plain; charset=utf-8"],
    ["conda.yaml", "text/plain; charset=utf-8"],
    ["notes.MD", "text/plain; charset=utf-8"],
    ["data.json", "text/plain; charset=utf-8"],
    ["script.js", "text/plain; charset=utf-8"],
    ["page.html", "text/html"],
    ["plot.png", "image/png"],
    ["drawing.svg", "image/svg+xml"],
    ["model.pkl", "application/octet-stream"],
    ["none", "application/octet-stream"],
    [".hidden", "application/octet-stream"],
  ])("%s is %s, an attachment, sandboxed", async (name, type) => {
    await mlflow.upload(`${root}/types/${name}`, "<script>alert(1)</script>");
    const answer = await get(`types/${name}`);
    expect(answer.headers["content-type"]).toBe(type);
    expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename/);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["content-security-policy"]).toMatch(/^sandbox/);
  });

  it("do not come from what the uploader said", async () => {
    const target = proxied(`${root}/types/claimed.bin`);
    const answer = await exactly(ana, "PUT", target, { headers: { "content-type": "text/html" }, body: "<b>" });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect((await get("types/claimed.bin")).headers["content-type"]).toBe("application/octet-stream");
  });
});

it("a compressed upload is refused: its bytes would not be those of the file", async () => {
  const target = proxied(`${root}/zipped`);
  const answer = await exactly(ana, "PUT", target, { headers: { "content-encoding": "gzip" }, body: "x" });
  expect(answer.status).toBe(415);
  expect((await get("zipped")).status).toBe(404);
});
