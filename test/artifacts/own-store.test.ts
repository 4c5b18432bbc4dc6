import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import type { RunningServer } from "../../src/server.js";
import { Actor } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let root: string;

beforeEach(async () => {
  world = await openWorld();
  const mlflow = new Mlflow(world.admin);
  root = placeIn((await mlflow.get("runs/get", { run_id: await mlflow.run("0") })).run.info.artifact_uri);
});
// Replicas end before the world takes their database away.
const replicas: RunningServer[] = [];
afterEach(async () => {
  for (const replica of replicas.splice(0)) await replica.close();
  await world?.close();
});

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "countersign-store-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

/** A replica whose artifacts are in this folder. */
const replicaOn = async (artifactsDir: string): Promise<Actor> => {
  const server = await world.replica({ artifactsDir });
  replicas.push(server);
  return new Actor(server.url, world.admin.token, "admin");
};

const ready = async (url: string): Promise<{ status: number; artifacts: unknown }> => {
  const response = await fetch(`${url}/ready`);
  return { status: response.status, artifacts: ((await response.json()) as { artifacts: unknown }).artifacts };
};
const fine = { status: 200, artifacts: true };
const foreign = {
  status: 503,
  artifacts: expect.stringMatching(/^the artifacts folder is not the one .*COUNTERSIGN_ARTIFACTS_DIR/),
};

/** On a busy machine the disk answers late at first, and /ready says so. */
const isTold = (url: string, expected: object) => expect.poll(() => ready(url), { timeout: 30_000 }).toEqual(expected);

const put = async (by: Actor, name: string) =>
  exactly(by, "PUT", proxied(`${root}/${name}`), { body: `bytes of ${name}` });
const get = async (by: Actor, name: string) => exactly(by, "GET", proxied(`${root}/${name}`));

it("a replica that shares the folder is ready and serves what another stored; one with an empty folder is not", async () => {
  const sharing = await replicaOn(world.config.artifactsDir);
  expect((await put(sharing, "x")).status).toBe(200);
  expect((await get(world.admin, "x")).text).toBe("bytes of x");
  const empty = folder();
  const alone = await replicaOn(empty);
  await isTold(world.url, fine);
  await isTold(sharing.url, fine);
  await isTold(alone.url, foreign);
  for (const answer of [await get(alone, "x"), await put(alone, "y")])
    expect([answer.status, answer.json?.code], answer.story).toEqual([503, "UNAVAILABLE"]);
  expect(existsSync(join(empty, "incoming"))).toBe(false);
  expect((await get(world.admin, "y")).status).toBe(404);
});

it("a folder that nothing was ever stored in is claimed once: a second one is not the store, though as empty", async () => {
  await isTold((await replicaOn(folder())).url, foreign);
});

it("a mount that comes late makes the replica ready; one that goes away makes it not, and loses nothing", async () => {
  const mounted = folder();
  const replica = await replicaOn(mounted);
  await isTold(replica.url, foreign);
  const id = readFileSync(join(world.config.artifactsDir, "store-id"), "utf8");
  writeFileSync(join(mounted, "store-id"), id);
  await until("it is ready", async () => (await ready(replica.url)).status === 200);
  expect((await put(replica, "late")).status).toBe(200);
  rmSync(join(mounted, "store-id"));
  expect((await put(replica, "lost")).status).toBe(503);
  await until("it is not ready", async () => (await ready(replica.url)).status === 503);
});

it("the folder of another database is not taken, unless it holds nothing", async () => {
  const other = folder();
  writeFileSync(join(other, "store-id"), "00000000-0000-4000-8000-000000000000");
  await isTold((await replicaOn(other)).url, foreign);
});

/** The database as the release before left it, which knew no store. */
const asBefore = () => asSuperuser(world.database.superuserUrl, "delete from instance where key = 'blob-store-id'");

it("after an upgrade the folder that bears the database's mark is its store, and an empty one is not", async () => {
  await put(world.admin, "x");
  await asBefore();
  await isTold((await replicaOn(folder())).url, foreign);
  rmSync(join(world.config.artifactsDir, "store-id"));
  const upgraded = await replicaOn(world.config.artifactsDir);
  await isTold(upgraded.url, fine);
  expect((await get(upgraded, "x")).text).toBe("bytes of x");
});

it("after an upgrade a folder with another database's files is refused, and one without any is claimed", async () => {
  await asBefore();
  const full = folder();
  writeFileSync(join(full, "database-id"), "another");
  mkdirSync(join(full, "sha256", "ab"), { recursive: true });
  await isTold((await replicaOn(full)).url, foreign);
  const empty = folder();
  writeFileSync(join(empty, "database-id"), "another");
  await isTold((await replicaOn(empty)).url, fine);
  expect(readFileSync(join(empty, "database-id"), "utf8")).not.toBe("another");
});
