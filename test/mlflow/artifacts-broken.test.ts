// @module-tag crash
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "../support/actor.js";
import { query } from "../support/database.js";
import { digestHeader, exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor;
let mlflow: Mlflow;
let run: string;
let root: string;
let store: string;

beforeAll(async () => {
  world = await openWorld();
  store = join(world.config.home, "artifacts");
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mlflow = new Mlflow(ana);
});
afterAll(() => world?.close());
beforeEach(async () => {
  run = await mlflow.run("0");
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
});

const files = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(folder, name)).isFile())
    : [];
const incoming = (): string[] => files(join(store, "incoming"));
const kept = (): string[] => files(join(store, "sha256")).sort();
const counts = async () =>
  (
    await query<{ artifacts: number; blobs: number; entries: number }>(
      world.database.superuserUrl,
      `select (select count(*) from artifact)::int as artifacts, (select count(*) from blob)::int as blobs,
         (select count(*) from audit.entry where action = 'logArtifact')::int as entries`,
    )
  )[0];

/** Holds what is visible and what is on disk against what was; a refusal of rights adds its entry. */
const unchanged = async (attempt: () => Promise<void>, denials = 0): Promise<void> => {
  const before = { rows: await counts(), disk: kept() };
  await attempt();
  await until("nothing is incoming", () => incoming().length === 0);
  const entries = (before.rows?.entries ?? 0) + denials;
  expect({ rows: await counts(), disk: kept() }).toEqual({ ...before, rows: { ...before.rows, entries } });
  expect(await mlflow.get("artifacts/list", { run_id: run })).toEqual({ root_uri: `mlflow-artifacts:/${root}` });
};

/** Sends a head and some of a body as they are; ends the connection this way once the upload has begun, or is answered. */
const sendRaw = (
  head: string[],
  body: Buffer,
  end: "destroy" | "end" | "reset",
  hasBegun = () => incoming().length > 0,
): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(ana.url);
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      const all = [...head, `host: ${hostname}:${port}`, `authorization: Bearer ${ana.token}`];
      socket.write(`${all.join("\r\n")}\r\n\r\n`);
      socket.write(body, async () => {
        await until("the upload has begun, or is answered", () => answer !== "" || hasBegun());
        if (end === "end") socket.end();
        else if (end === "reset") socket.resetAndDestroy();
        else socket.destroy();
      });
    });
    socket.on("data", (part) => {
      answer += String(part);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
  });

describe("an upload that breaks off leaves nothing, no entry and no fault", () => {
  const head = (...headers: string[]) => [`PUT ${proxied(`${root}/broken`)} HTTP/1.1`, ...headers];

  it.each(["destroy", "end", "reset"] as const)("the client goes away in the middle: %s", async (end) => {
    await unchanged(async () => {
      await sendRaw(head("content-length: 5000000"), randomBytes(3_000_000), end);
    });
  });

  it("a chunked body without its end", async () => {
    await unchanged(async () => {
      const chunk = Buffer.concat([Buffer.from("f4240\r\n"), randomBytes(1_000_000), Buffer.from("\r\n")]);
      await sendRaw(head("transfer-encoding: chunked"), chunk, "end");
    });
  });

  it("a chunked body that is no chunk", async () => {
    await unchanged(async () => {
      await sendRaw(head("transfer-encoding: chunked"), Buffer.from("zz\r\nnope\r\n"), "end");
    });
  });

  it("a body without a length is empty, and one with two lengths no request", async () => {
    await unchanged(async () => {
      const two = await sendRaw(head("content-length: 3", "content-length: 4"), Buffer.from("abcd"), "end");
      expect(two).toMatch(/^HTTP\/1\.1 400 /);
      const both = await sendRaw(head("content-length: 3", "transfer-encoding: chunked"), Buffer.from("abc"), "end");
      expect(both).toMatch(/^HTTP\/1\.1 400 /);
    });
  });

  it("another digest than promised", async () => {
    await unchanged(async () => {
      const body = randomBytes(2_000_000);
      const headers = { "content-digest": digestHeader("another") };
      const answer = await exactly(ana, "PUT", proxied(`${root}/broken`), { headers, body });
      expect(`${answer.status} ${answer.json?.error_code}`).toBe("400 INVALID_PARAMETER_VALUE");
    });
  });

  it("a client that goes away while it waits for the answer has, or has not, stored the file", async () => {
    const body = randomBytes(1_000);
    await sendRaw(head(`content-length: ${body.length}`), body, "destroy");
    await until("nothing is incoming", () => incoming().length === 0);
    const answer = await exactly(ana, "GET", proxied(`${root}/broken`));
    if (answer.status === 200) expect(answer.bytes.equals(body)).toBe(true);
    else expect(answer.status).toBe(404);
  });

  it("what stood there before stays as it was", async () => {
    await mlflow.upload(`${root}/broken`, "before");
    await sendRaw(head("content-length: 5000000"), randomBytes(3_000_000), "destroy");
    await until("nothing is incoming", () => incoming().length === 0);
    expect((await mlflow.download(`${root}/broken`)).text).toBe("before");
  });
});

it("more bytes than announced belong to no file", async () => {
  const line = `PUT ${proxied(`${root}/short`)} HTTP/1.1`;
  const answer = await sendRaw(
    [line, "content-length: 3"],
    Buffer.from("abcGET / HTTP/1.1\r\n\r\n"),
    "end",
    () => false,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect((await mlflow.download(`${root}/short`)).text).toBe("abc");
});

describe("a refusal reaches a client that is still sending, on a connection that goes on", () => {
  const big = randomBytes(30_000_000);
  const sendTwice = (place: string): Promise<string[]> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(ana.url);
      const socket = connect(Number(port), hostname);
      let text = "";
      socket.on("error", reject);
      socket.on("data", (part) => {
        text += String(part);
      });
      socket.on("close", () => resolve([...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status ?? "")));
      const common = [`host: ${hostname}:${port}`, `authorization: Bearer ${ana.token}`];
      const put = [`PUT ${proxied(place)} HTTP/1.1`, ...common, `content-length: ${big.length}`, "\r\n"].join("\r\n");
      const get = ["GET /health HTTP/1.1", ...common, "connection: close", "\r\n"].join("\r\n");
      socket.write(put);
      socket.write(big);
      socket.write(get);
    });

  it.each([
    ["no such run", () => `0/${"0".repeat(32)}/artifacts/x`, "404", 1],
    ["no place for files", () => "0/nowhere", "403", 1],
    ["no name", () => `${root}/a#b`, "400", 0],
  ])("%s", async (_, place, status, denials) => {
    await unchanged(async () => {
      expect(await sendTwice(place())).toEqual([status, "200"]);
    }, denials);
  });

  it("a message that is too large and does not say so", async () => {
    const parts = function* (): Generator<Buffer> {
      for (let index = 0; index < 12; index++) yield Buffer.alloc(1024 * 1024, " ");
    };
    const { hostname, port } = new URL(ana.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...ana.headers(), "content-type": "application/json", "transfer-encoding": "chunked" };
      const path = "/api/2.0/mlflow/runs/create";
      const outgoing = request({ hostname, port, method: "POST", path, headers, agent: false }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
      });
      outgoing.on("error", reject);
      for (const part of parts()) outgoing.write(part);
      outgoing.end();
    });
    expect(status).toBe(413);
  });
});

describe.runIf(process.platform === "linux")("a download that breaks off", () => {
  /** Files of the store that this process has open. */
  const opened = (): string[] =>
    readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        const path = readlinkSync(`/proc/self/fd/${fd}`);
        return path.startsWith(store) ? [path] : [];
      } catch {
        return [];
      }
    });

  it("leaves no file open", async () => {
    await mlflow.upload(`${root}/big`, randomBytes(20_000_000));
    const { hostname, port } = new URL(ana.url);
    for (let round = 0; round < 10; round++)
      await new Promise<void>((resolve) => {
        const options = { hostname, port, path: proxied(`${root}/big`), headers: ana.headers(), agent: false };
        const outgoing = request(options, (response) => {
          response.once("data", () => {
            if (round === 0) expect(opened()).toHaveLength(1);
            outgoing.destroy();
          });
          response.on("error", () => undefined);
          response.on("close", resolve);
        });
        outgoing.on("error", () => undefined);
        outgoing.end();
      });
    await until("no file is open", () => opened().length === 0);
    for (const headers of [{ "if-none-match": "*" }, { range: "bytes=99999999-" }])
      await exactly(ana, "GET", proxied(`${root}/big`), { headers });
    await exactly(ana, "HEAD", proxied(`${root}/big`));
    expect(opened()).toEqual([]);
    expect((await exactly(ana, "GET", proxied(`${root}/big`))).bytes).toHaveLength(20_000_000);
    await until("no file is open", () => opened().length === 0);
  });
});
