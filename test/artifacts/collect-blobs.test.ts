import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemCtx } from "../../src/access/system.js";
import { keepBlob } from "../../src/artifacts/artifacts.store.js";
import type { BlobStore } from "../../src/artifacts/blob-store.js";
import { type Collected, collectBlobs } from "../../src/artifacts/collect-blobs.js";
import { localBlobs } from "../../src/artifacts/local/local-blobs.js";
import { type ArrivedBlob, storeBytes } from "../../src/artifacts/store-bytes.js";
import { createUploadTurns } from "../../src/artifacts/upload-turns.js";
import { type Database, openDatabase } from "../../src/db/database.js";
import { CommitUnknown } from "../../src/db/faults.js";
import { joined } from "../../src/kinds.js";
import { asSuperuser, query } from "../support/database.js";
import { exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

const log = pino({ level: "silent" });

let world: World;
let mlflow: Mlflow;
let db: Database;
let store: string;
let run: string;
let root: string;

const open = (): Promise<Database> =>
  openDatabase({
    url: world.database.runtimeUrl,
    kinds: joined().ids,
    entities: [],
    readPoolSize: 2,
    writePoolSize: 2,
    timeouts: { statement: 10_000, wait: 10_000 },
    log,
    changeFeed: false,
  });

beforeAll(async () => {
  world = await openWorld();
  store = join(world.config.home, "artifacts");
  mlflow = new Mlflow(await world.user("ana", { fraud: ["MAINTAINER"] }));
  db = await open();
  await mlflow.post("registered-models/create", { name: "kept" });
});
afterAll(async () => {
  await db?.close();
  await world?.close();
});
beforeEach(async () => {
  // What the test before left to nobody would be counted here.
  await collect(0);
  run = await mlflow.run("0");
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
});

const collect = (graceHours: number, dryRun = false, blobs: BlobStore = localBlobs(store)): Promise<Collected> =>
  collectBlobs({ ...systemCtx(db, log, "cli"), blobs }, { graceHours, dryRun });
const nothing = { blobs: 0, bytes: 0n, uploads: { files: 0, bytes: 0n } };
const remove = (path: string) => exactly(mlflow.actor, "DELETE", proxied(`${root}${path}`));
const pathOf = (bytes: Buffer): string => {
  const digest = sha256(bytes);
  return join(store, "sha256", digest.slice(0, 2), digest.slice(2, 4), digest);
};
const isKept = (bytes: Buffer): boolean => existsSync(pathOf(bytes));
const entries = async (): Promise<{ body: string }[]> =>
  query(world.database.superuserUrl, "select body from audit.entry where action = 'collectBlobs' order by id");

/** Digests that a run or a version names and that are not where their row says. */
const missing = async (): Promise<string[]> => {
  const named = await query<{ sha256: string; location: string }>(
    world.database.superuserUrl,
    `select encode(sha256, 'hex') as sha256, location from blob
     where sha256 in (select sha256 from artifact union select sha256 from version_artifact)`,
  );
  const absent: string[] = [];
  for (const place of named) {
    const blob = await localBlobs(store).open(place);
    if (blob === undefined) absent.push(place.sha256);
    await blob?.close();
  }
  return absent;
};
/** Files of uploads in the store, by the digest of their bytes. */
const filesOf = async (bytes: Buffer | string): Promise<number> =>
  (await localBlobs(store).list(sha256(bytes).slice(0, 2))).filter(
    (blob) => blob.sha256 === sha256(bytes) && blob.upload !== null,
  ).length;
const uploads = async (): Promise<number> =>
  (await query(world.database.superuserUrl, "select from blob_upload")).length;

describe("bytes that nothing names", () => {
  it("go after the grace period, with an entry that counts them; a dry run only tells", async () => {
    const bytes = [1_000, 2_000, 3_000].map((size) => randomBytes(size));
    for (const [index, each] of bytes.entries()) await mlflow.upload(`${root}/${index}`, each);
    await remove("");
    expect(await collect(24)).toEqual(nothing);
    expect(await collect(24, true)).toEqual(nothing);
    expect(await collect(0, true)).toEqual({ ...nothing, blobs: 3, bytes: 6_000n });
    expect(bytes.every(isKept)).toBe(true);
    expect(await entries()).toEqual([]);
    await asSuperuser(
      world.database.superuserUrl,
      `update blob set touched_at = touched_at - interval '25 hours' where size in (1000, 2000)`,
    );
    expect(await collect(24, true)).toEqual({ ...nothing, blobs: 2, bytes: 3_000n });
    expect(await collect(24)).toEqual({ ...nothing, blobs: 2, bytes: 3_000n });
    expect(bytes.map(isKept)).toEqual([false, false, true]);
    expect(await collect(0)).toEqual({ ...nothing, blobs: 1, bytes: 3_000n });
    expect(await collect(0)).toEqual(nothing);
    const told = (await entries()).map(({ body }) => JSON.parse(body));
    expect(told.reduce((sum, { after }) => sum + after.blobs, 0)).toBe(3);
    expect(told.reduce((sum, { after }) => sum + Number(after.bytes), 0)).toBe(6_000);
    expect(told[0]).toMatchObject({ actor: { kind: "SYSTEM" }, outcome: "ALLOWED", request: { channel: "cli" } });
    expect(await query(world.database.runtimeUrl, "select count(*)::int as n from blob")).toEqual([{ n: 0 }]);
  });

  it("are those of no run, no logged model and no version: any of them keeps them", async () => {
    const shared = randomBytes(500);
    const frozen = randomBytes(600);
    const replaced = randomBytes(700);
    const model = await mlflow.loggedModel("0");
    await mlflow.upload(`${root}/model/frozen`, frozen);
    await mlflow.upload(`${root}/shared`, shared);
    await mlflow.upload(`0/models/${model}/artifacts/shared`, shared);
    await mlflow.upload(`${root}/replaced`, replaced);
    await mlflow.upload(`${root}/replaced`, "by something else");
    await mlflow.post("model-versions/create", { name: "kept", source: `runs:/${run}/model`, run_id: run });
    await mlflow.post("runs/update", { run_id: run, status: "FINISHED" });
    await remove("");
    const found = await collect(0);
    expect(found.blobs).toBe(2);
    expect([isKept(shared), isKept(frozen), isKept(replaced)]).toEqual([true, true, false]);
    await mlflow.call("DELETE", "model-versions/delete", { name: "kept", version: "1" });
    await exactly(mlflow.actor, "DELETE", proxied(`0/models/${model}/artifacts/shared`));
    await collect(0);
    expect([isKept(shared), isKept(frozen)]).toEqual([false, true]);
  });

  it("come back with the next upload of them", async () => {
    const bytes = randomBytes(800);
    await mlflow.upload(`${root}/x`, bytes);
    await remove("/x");
    await collect(0);
    expect(isKept(bytes)).toBe(false);
    await mlflow.upload(`${root}/x`, bytes);
    expect(await collect(0)).toEqual(nothing);
    expect((await exactly(mlflow.actor, "GET", proxied(`${root}/x`))).bytes.equals(bytes)).toBe(true);
  });

  it("that are asked for while they go are gone, or are there, and never half", async () => {
    const bytes = randomBytes(3_000_000);
    await mlflow.upload(`${root}/x`, bytes);
    const asked = Array.from({ length: 10 }, () => exactly(mlflow.actor, "GET", proxied(`${root}/x`)));
    await remove("/x");
    await Promise.all([collect(0), ...asked]);
    for (const { status, bytes: got, story } of await Promise.all(asked)) {
      expect([200, 404], story.slice(0, 300)).toContain(status);
      if (status === 200) expect(got.equals(bytes)).toBe(true);
    }
  });
});

describe("what an upload that was cut off left behind", () => {
  const old = (path: string): void => {
    const then = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(path, then, then);
  };

  it("a file that no row names goes, once it is old", async () => {
    const stray = randomBytes(900);
    mkdirSync(dirname(pathOf(stray)), { recursive: true });
    writeFileSync(pathOf(stray), stray);
    expect(await collect(1)).toEqual(nothing);
    old(pathOf(stray));
    expect(await collect(1, true)).toEqual({ ...nothing, blobs: 1, bytes: 900n });
    expect(await collect(1)).toEqual({ ...nothing, blobs: 1, bytes: 900n });
    expect(isKept(stray)).toBe(false);
    expect(JSON.parse((await entries()).at(-1)?.body ?? "").after).toMatchObject({ blobs: 1, bytes: "900" });
  });

  it("an unfinished file goes after the grace period, and never within ten minutes", async () => {
    const incoming = join(store, "incoming");
    mkdirSync(incoming, { recursive: true });
    for (const name of ["new", "old"]) writeFileSync(join(incoming, name), "12345");
    old(join(incoming, "old"));
    const before = (await entries()).length;
    expect((await collect(24)).uploads).toEqual({ files: 0, bytes: 0n });
    expect((await collect(0, true)).uploads).toEqual({ files: 1, bytes: 5n });
    expect((await collect(0)).uploads).toEqual({ files: 1, bytes: 5n });
    expect(readdirSync(incoming)).toEqual(["new"]);
    expect(await entries()).toHaveLength(before);
  });
});

describe("beside uploads", () => {
  it("no file that was acknowledged loses its bytes, however often both are done", async () => {
    const contents = Array.from({ length: 6 }, (_, index) => Buffer.from(`content ${index}`));
    let done = false;
    const other = await open();
    const collecting = [db, other].map(async (each) => {
      let gone = 0;
      while (!done) {
        const found = await collectBlobs(
          { ...systemCtx(each, log, "cli"), blobs: localBlobs(store) },
          {
            graceHours: 0,
            dryRun: false,
          },
        );
        gone += found.blobs;
      }
      return gone;
    });
    const uploading = contents.map(async (bytes, index) => {
      const answers: number[] = [];
      for (let round = 0; round < 25; round++) {
        // Each of two writers names the same bytes, takes them away and names them again.
        const place = `${root}/${index % 3}`;
        answers.push((await exactly(mlflow.actor, "PUT", proxied(place), { body: bytes })).status);
        const got = await exactly(mlflow.actor, "GET", proxied(place));
        if (got.status !== 404) expect(`${got.status} ${got.text}`).toMatch(/^200 content \d$/);
        if (round % 2 === 0 && round < 24) await exactly(mlflow.actor, "DELETE", proxied(place));
      }
      return answers;
    });
    const statuses = (await Promise.all(uploading)).flat();
    done = true;
    const gone = (await Promise.all(collecting)).reduce((sum, each) => sum + each, 0);
    await other.close();
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(gone).toBeGreaterThan(0);
    expect(await missing()).toEqual([]);
  });

  it("a blob whose row an upload holds is passed over; the upload is not held up", async () => {
    const bytes = randomBytes(1_100);
    await mlflow.upload(`${root}/x`, bytes);
    await remove("/x");
    let collected: Collected | undefined;
    await db.transaction(async (tx) => {
      await tx.rows({ text: "update blob set touched_at = touched_at where sha256 = decode($1, 'hex')" }, [
        sha256(bytes),
      ]);
      collected = await collect(0);
      expect(isKept(bytes)).toBe(true);
    });
    expect(collected).toEqual(nothing);
    expect((await collect(0)).blobs).toBe(1);
  });

  it("when the file cannot be removed, the next round does it", async () => {
    const bytes = randomBytes(1_200);
    await mlflow.upload(`${root}/x`, bytes);
    await remove("/x");
    const failing = {
      ...localBlobs(store),
      remove: async () => {
        throw new Error("input/output error");
      },
    };
    await expect(collect(0, false, failing)).rejects.toThrow("input/output error");
    expect(isKept(bytes)).toBe(true);
    expect(await collect(0, true)).toMatchObject({ blobs: 1, bytes: 1_200n });
    expect(await collect(0)).toMatchObject({ blobs: 1, bytes: 1_200n });
    expect(isKept(bytes)).toBe(false);
  });
});

describe("an upload of which the bytes are there and the row is not yet", () => {
  const uploadTurns = createUploadTurns({ most: 2, waitMs: 60_000 });
  const ctx = () => ({ ...systemCtx(db, log, "cli"), blobs: localBlobs(store), uploadTurns });
  const source = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
    yield bytes;
  };
  const naming = (arrived: ArrivedBlob) => db.transaction((tx) => keepBlob(tx, arrived));

  it("is left alone while it lives, whatever the grace period", async () => {
    const bytes = randomBytes(1_300);
    const told: Collected[] = [];
    await storeBytes(ctx(), source(bytes), async (arrived) => {
      expect(await filesOf(bytes)).toBe(1);
      told.push(await collect(0, true), await collect(0));
      return naming(arrived);
    });
    expect(told).toEqual([nothing, nothing]);
    expect([await filesOf(bytes), await uploads()]).toEqual([1, 0]);
    expect(await collect(0)).toMatchObject({ blobs: 1, bytes: 1_300n });
  });

  it("goes when its process has died, and is refused should that wake again", async () => {
    const bytes = randomBytes(1_400);
    const late = storeBytes(ctx(), source(bytes), async (arrived) => {
      await asSuperuser(
        world.database.superuserUrl,
        "update blob_upload set touched_at = touched_at - interval '11 minutes'",
      );
      expect(await collect(0, true)).toMatchObject({ blobs: 1, bytes: 1_400n });
      expect(await collect(0)).toMatchObject({ blobs: 1, bytes: 1_400n });
      expect([await filesOf(bytes), isKept(bytes)]).toEqual([0, false]);
      return naming(arrived);
    });
    await expect(late).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("given up") });
    expect(await query(world.database.superuserUrl, "select from blob where size = 1400")).toEqual([]);
  });

  it("goes at once when it is refused", async () => {
    const bytes = randomBytes(1_500);
    await expect(
      storeBytes(ctx(), source(bytes), async (arrived) => {
        await db.transaction(async (tx) => {
          await keepBlob(tx, arrived);
          throw new Error("a file stands there");
        });
        return null;
      }),
    ).rejects.toThrow("a file stands there");
    expect([await filesOf(bytes), isKept(bytes), await uploads()]).toEqual([0, false, 0]);
  });

  it("stays when its COMMIT was not answered but done", async () => {
    const bytes = randomBytes(1_600);
    const unknown = storeBytes(ctx(), source(bytes), async (arrived) => {
      await naming(arrived);
      throw new CommitUnknown(new Error("the connection broke"));
    });
    await expect(unknown).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect([await filesOf(bytes), await uploads()]).toEqual([1, 0]);
    expect(await collect(0)).toMatchObject({ blobs: 1, bytes: 1_600n });
  });
});

describe("the same bytes again", () => {
  it("are one file in the end, however many send them at once", { tags: "race" }, async () => {
    const bytes = randomBytes(200_000);
    await Promise.all(Array.from({ length: 12 }, (_, index) => mlflow.upload(`${root}/copy-${index}`, bytes)));
    expect(await missing()).toEqual([]);
    expect([await filesOf(bytes), await uploads()]).toEqual([1, 0]);
    for (const index of [0, 11])
      expect((await exactly(mlflow.actor, "GET", proxied(`${root}/copy-${index}`))).bytes.equals(bytes)).toBe(true);
  });

  it("heal those that were damaged on disk", async () => {
    const bytes = randomBytes(1_700);
    await mlflow.upload(`${root}/x`, bytes);
    writeFileSync(pathOf(bytes), "damaged");
    await mlflow.upload(`${root}/y`, bytes);
    for (const name of ["x", "y"])
      expect((await exactly(mlflow.actor, "GET", proxied(`${root}/${name}`))).bytes.equals(bytes)).toBe(true);
  });

  it("take the place of those that a release before stored by their digest alone", async () => {
    const bytes = randomBytes(1_800);
    mkdirSync(dirname(pathOf(bytes)), { recursive: true });
    writeFileSync(pathOf(bytes), bytes);
    await asSuperuser(
      world.database.superuserUrl,
      `insert into blob (sha256, size) values (decode('${sha256(bytes)}', 'hex'), 1800)`,
    );
    expect(await collect(0, true)).toMatchObject({ blobs: 1 });
    await mlflow.upload(`${root}/x`, bytes);
    expect([await filesOf(bytes), isKept(bytes)]).toEqual([1, true]);
    expect((await exactly(mlflow.actor, "GET", proxied(`${root}/x`))).bytes.equals(bytes)).toBe(true);
    await remove("/x");
    expect(await collect(0)).toMatchObject({ blobs: 1, bytes: 1_800n });
    expect([await filesOf(bytes), isKept(bytes)]).toEqual([0, false]);
  });
});
