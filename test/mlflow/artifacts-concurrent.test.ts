// @module-tag race
import { randomBytes } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Actor } from "../support/actor.js";
import { query } from "../support/database.js";
import { exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let replica: Awaited<ReturnType<World["replica"]>>;
/** The same person at each of two replicas. */
let both: [Actor, Actor];
let mlflow: Mlflow;
let run: string;
let root: string;

beforeAll(async () => {
  world = await openWorld();
  replica = await world.replica();
  const ana = await world.user("ana", { fraud: ["MAINTAINER"] });
  both = [ana, new Actor(replica.url, ana.token, "ana", ana.id)];
  mlflow = new Mlflow(ana);
});
afterAll(async () => {
  await replica?.close();
  await world?.close();
});
beforeEach(async () => {
  run = await mlflow.run("0");
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
});

const at = (index: number): Actor => (index % 2 === 0 ? both[0] : both[1]);
const put = (index: number, path: string, body: string | Buffer) =>
  exactly(at(index), "PUT", proxied(`${root}/${path}`), { body });
const get = (index: number, path: string) => exactly(at(index), "GET", proxied(`${root}/${path}`));
const leftBehind = (): string[] => readdirSync(join(world.config.home, "artifacts", "incoming"));

describe("at once", () => {
  it("one path, other bytes: one of them stands, whole", async () => {
    const contents = Array.from({ length: 12 }, () => randomBytes(300_000));
    const answers = await Promise.all(contents.map((bytes, index) => put(index, "same", bytes)));
    expect(answers.map(({ status }) => status)).toEqual(contents.map(() => 200));
    const [one, other] = [await get(0, "same"), await get(1, "same")];
    expect(contents.some((bytes) => bytes.equals(one.bytes))).toBe(true);
    expect(other.bytes.equals(one.bytes)).toBe(true);
    expect(one.headers.etag).toBe(`"${sha256(one.bytes)}"`);
    expect(leftBehind()).toEqual([]);
  });

  it("one content, other paths: stored once, read everywhere", async () => {
    const bytes = randomBytes(300_000);
    const paths = Array.from({ length: 12 }, (_, index) => `copies/${index}`);
    const answers = await Promise.all(paths.map((path, index) => put(index, path, bytes)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    for (const [index, path] of paths.entries()) expect((await get(index + 1, path)).bytes.equals(bytes)).toBe(true);
    const digest = sha256(bytes);
    const folder = join(world.config.home, "artifacts", "sha256", digest.slice(0, 2), digest.slice(2, 4));
    // One file: the name that its row tells, and the one by which replicas of the release before find it.
    const names = readdirSync(folder).sort();
    expect(names).toEqual([digest, expect.stringMatching(new RegExp(`^${digest}-[0-9a-f-]{36}$`))]);
    const [one, other] = names.map((name) => statSync(join(folder, name)));
    expect(one?.ino).toBe(other?.ino);
    expect(one?.size).toBe(bytes.length);
    expect(leftBehind()).toEqual([]);
  });

  it("a file and a folder of one name: one of them", async () => {
    for (let round = 0; round < 15; round++) {
      const name = `clash-${round}`;
      const paths = [name, `${name}/below`, `${name}/deep/below`, `${name}/below/deeper`];
      const answers = await Promise.all(paths.map((path, index) => put(index, path, path)));
      const stored = paths.filter((_, index) => answers[index]?.status === 200);
      for (const { status, json, story } of answers)
        if (status !== 200) expect(json?.code, story).toBe("ARTIFACT_CLASH");
      expect(stored.length).toBeGreaterThan(0);
      for (const path of stored) expect(stored.filter((other) => other.startsWith(`${path}/`))).toEqual([]);
      for (const path of stored) expect((await get(round, path)).text).toBe(path);
    }
  });

  it("a model's files by several threads, while others list and delete beside it", async () => {
    const files = Array.from({ length: 40 }, (_, index) => `model/part-${index}/weights.bin`);
    const work = files.flatMap((path, index) => [
      put(index, path, path),
      put(index + 1, `scratch/${index}`, path),
      exactly(at(index), "DELETE", proxied(`${root}/scratch`)),
      exactly(at(index), "GET", `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=model`),
    ]);
    for (const { status, story } of await Promise.all(work)) expect(status, story).toBe(200);
    const listed = await mlflow.get("artifacts/list", { run_id: run, path: "model" });
    expect(listed.files).toHaveLength(40);
    for (const [index, path] of files.entries()) expect((await get(index, path)).text).toBe(path);
  });

  it("a reader of what is being replaced gets one of its states, whole", async () => {
    const states = [randomBytes(700_000), randomBytes(900_000)];
    await put(0, "turning", states[0] ?? "");
    let done = false;
    const writing = (async () => {
      for (let round = 1; round < 20; round++) await put(round, "turning", states[round % 2] ?? "");
      done = true;
    })();
    let reads = 0;
    while (!done) {
      const { bytes, headers } = await get(reads++, "turning");
      expect(states.some((state) => state.equals(bytes))).toBe(true);
      expect(headers.etag).toBe(`"${sha256(bytes)}"`);
    }
    await writing;
    expect(reads).toBeGreaterThan(3);
  });
});

describe("two replicas on one folder", () => {
  it("what one stores, replaces or deletes is so at the other at once", async () => {
    for (let round = 0; round < 10; round++) {
      await put(round, "file", `state ${round}`);
      expect((await get(round + 1, "file")).text).toBe(`state ${round}`);
      await exactly(at(round + 1), "DELETE", proxied(`${root}/file`));
      expect((await get(round, "file")).status).toBe(404);
    }
  });

  it("a page begun at one goes on at the other", async () => {
    await query(
      world.database.superuserUrl,
      `insert into blob values (decode(repeat('00', 32), 'hex'), 1) on conflict do nothing`,
    );
    await query(
      world.database.superuserUrl,
      `insert into artifact (owner, path, sha256, size)
       select '${run}'::uuid, 'many/' || i || case when i % 3 = 0 then '/file' else '' end, decode(repeat('00', 32), 'hex'), 1
       from generate_series(1, 10000) i`,
    );
    const names: string[] = [];
    let token = "";
    let pages = 0;
    do {
      const asked = new URLSearchParams({ run_id: run, path: "many", ...(token !== "" && { page_token: token }) });
      const { json, story } = await exactly(at(pages++), "GET", `/api/2.0/mlflow/artifacts/list?${asked}`);
      expect(json?.files, story.slice(0, 300)).toBeDefined();
      const page = json as { files: { path: string }[]; next_page_token?: string };
      names.push(...page.files.map(({ path }) => path));
      token = page.next_page_token ?? "";
    } while (token !== "");
    expect(pages).toBe(10);
    const expected = Array.from({ length: 10_000 }, (_, index) => `many/${index + 1}`);
    expect(names).toEqual(expected.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))));
    const whole = await mlflow.get("/api/2.0/mlflow-artifacts/artifacts", { path: `${root}/many` });
    expect(whole.files).toHaveLength(10_000);
    expect(whole.files.filter((file: { is_dir: boolean }) => file.is_dir)).toHaveLength(3_333);
  });

  it("a page token belongs to its folder, its run and its caller", async () => {
    await query(
      world.database.superuserUrl,
      `insert into artifact (owner, path, sha256, size)
       select '${run}'::uuid, d || '/' || i, decode(repeat('00', 32), 'hex'), 1
       from generate_series(1, 1001) i, (values ('one'), ('two')) v(d)`,
    );
    const first = await mlflow.get("artifacts/list", { run_id: run, path: "one" });
    const page_token: string = first.next_page_token;
    expect((await mlflow.get("artifacts/list", { run_id: run, path: "one", page_token })).files).toHaveLength(1);
    expect((await mlflow.refused("GET", "artifacts/list", { run_id: run, path: "two", page_token })).error).toBe(
      "400 INVALID_PARAMETER_VALUE",
    );
    const other = await mlflow.run("0");
    expect((await mlflow.refused("GET", "artifacts/list", { run_id: other, path: "one", page_token })).message).toMatch(
      /^Invalid page token/,
    );
    const ben = new Mlflow(await world.user("ben", { fraud: ["VIEWER"] }));
    expect((await ben.refused("GET", "artifacts/list", { run_id: run, path: "one", page_token })).message).toMatch(
      /^Invalid page token/,
    );
    for (const altered of ["x", `${page_token}x`, page_token.slice(1), "eyJvZmZzZXQiOiAxMDB9"])
      expect(
        (await mlflow.refused("GET", "artifacts/list", { run_id: run, path: "one", page_token: altered })).error,
      ).toBe("400 INVALID_PARAMETER_VALUE");
  });
});
