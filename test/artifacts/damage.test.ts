import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, rmSync, truncateSync, writeSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkout } from "../support/checkout.js";
import { query } from "../support/database.js";
import { exactly, proxied, sha256 } from "../support/exactly.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
// A command line is run from the build, which this makes first.
import "../support/service.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mlflow: Mlflow;
let run: string;
let root: string;

beforeAll(async () => {
  world = await openWorld();
  mlflow = new Mlflow(world.admin);
});
afterAll(() => world?.close());
beforeEach(async () => {
  run = await mlflow.run("0");
  root = placeIn((await mlflow.get("runs/get", { run_id: run })).run.info.artifact_uri);
});

const store = (): string => world.config.artifactsDir;
const pathOf = async (bytes: Buffer): Promise<string> => {
  const digest = sha256(bytes);
  const [row] = await query<{ location: string }>(
    world.database.superuserUrl,
    `select location from blob where sha256 = decode('${digest}', 'hex')`,
  );
  return join(store(), row?.location ?? "absent");
};
/** Changes one byte where it lies; the file is as long as before. */
const flip = async (bytes: Buffer, at: number): Promise<void> => {
  const file = openSync(await pathOf(bytes), "r+");
  writeSync(file, Buffer.from([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
  closeSync(file);
};
const upload = async (name: string, size: number): Promise<Buffer> => {
  const bytes = randomBytes(size);
  await mlflow.upload(`${root}/${name}`, bytes);
  return bytes;
};

/** What of a file arrives, and whether that was all of it. */
const download = (name: string): Promise<{ status: number; bytes: number; whole: boolean }> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(world.url);
    const path = proxied(`${root}/${name}`);
    request({ hostname, port, path, headers: world.admin.headers(), agent: false }, (response) => {
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      response.on("error", () => undefined);
      response.on("close", () => resolve({ status: response.statusCode ?? 0, bytes, whole: response.complete }));
    }).end();
  });
const part = (name: string, range: string) =>
  exactly(world.admin, "GET", proxied(`${root}/${name}`), { headers: { range } });

const counted = async (): Promise<Record<string, number>> => {
  const text = await (await world.admin.get("/metrics")).text();
  const lines = text.matchAll(/^countersign_artifact_blobs_damaged_total\{damage="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, damage, count]) => [damage, Number(count)]));
};
/** How many more requests met damage of each kind. */
const growth = async (attempt: () => Promise<void>): Promise<Record<string, number>> => {
  const before = await counted();
  await attempt();
  const after = await counted();
  return Object.fromEntries(Object.entries(after).map(([damage, count]) => [damage, count - (before[damage] ?? 0)]));
};
const none = { missing: 0, changed: 0, unreadable: 0 };

describe("bytes that changed on disk are never sent as if they were those that were stored", () => {
  it.each([0, 1_600_000, 2_999_999])("of a large file: broken off before its end, counted (byte %d)", async (at) => {
    const bytes = await upload("big", 3_000_000);
    expect(await download("big")).toEqual({ status: 200, bytes: 3_000_000, whole: true });
    await flip(bytes, at);
    const grown = await growth(async () => {
      const got = await download("big");
      expect(got).toMatchObject({ status: 200, whole: false });
      expect(got.bytes).toBeLessThan(3_000_000);
    });
    expect(grown).toEqual({ ...none, changed: 1 });
  });

  it("of a small file: an error in words, none of its headers, not a byte", async () => {
    const bytes = await upload("small", 1_000);
    await flip(bytes, 500);
    expect(
      await growth(async () => {
        const answer = await exactly(world.admin, "GET", proxied(`${root}/small`));
        expect(answer.status, answer.story).toBe(500);
        expect(answer.json).toMatchObject({ code: "INTERNAL", message: expect.stringContaining(sha256(bytes)) });
        for (const name of ["repr-digest", "etag"]) expect(answer.headers[name], name).toBeUndefined();
      }),
    ).toEqual({ ...none, changed: 1 });
  });

  it("of a part: the file is proven first, and once more when it was changed since", async () => {
    const bytes = await upload("ranged", 3_000_000);
    for (const range of ["bytes=10-19", "bytes=2999990-", "bytes=0-1999999"]) {
      const answer = await part("ranged", range);
      expect(answer.status, answer.story).toBe(206);
    }
    await flip(bytes, 2_500_000);
    expect(
      await growth(async () => {
        for (const range of ["bytes=10-19", "bytes=0-2999999"]) {
          const answer = await part("ranged", range).catch(() => null);
          if (range === "bytes=10-19") expect(answer?.status, answer?.story).toBe(500);
          else expect(answer).toBeNull();
        }
      }),
    ).toEqual({ ...none, changed: 2 });
    await mlflow.upload(`${root}/ranged`, bytes);
    expect((await part("ranged", "bytes=10-19")).bytes.equals(bytes.subarray(10, 20))).toBe(true);
  });

  it("several parts at once of a file that nobody has read yet are all right, or all refused", {
    tags: "race",
  }, async () => {
    const bytes = await upload("parts", 6_000_000);
    const ask = () =>
      Promise.all([1, 2, 3, 4, 5].map((n) => part("parts", `bytes=${n * 1_000_000}-${n * 1_000_000 + 9}`)));
    for (const [index, { bytes: got }] of (await ask()).entries())
      expect(got.equals(bytes.subarray((index + 1) * 1_000_000, (index + 1) * 1_000_000 + 10))).toBe(true);
    await flip(bytes, 5_999_999);
    expect((await ask()).map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
  });

  it("of a file that was cut short, or is gone: an error, counted as what it is", async () => {
    const [short, gone] = [await upload("short", 2_000), await upload("gone", 2_000)];
    truncateSync(await pathOf(short), 1_999);
    rmSync(await pathOf(gone));
    expect(
      await growth(async () => {
        expect((await download("short")).status).toBe(500);
        expect((await download("gone")).status).toBe(500);
        expect((await part("gone", "bytes=0-1")).status).toBe(500);
      }),
    ).toEqual({ ...none, changed: 1, missing: 2 });
    for (const bytes of [short, gone]) await mlflow.upload(`${root}/again`, bytes);
    for (const name of ["short", "gone"]) expect((await download(name)).whole).toBe(true);
  });
});

/** `npm run verify-blobs` with these arguments. */
const verify = (env: Record<string, string> = {}, ...args: string[]) => {
  const node = join(checkout, "node_modules", ".bin", "node");
  const ran = spawnSync(node, [join(checkout, "scripts", "run.js"), "src/cli/verify-blobs.ts", ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      COUNTERSIGN_HOME: world.config.home,
      DATABASE_URL: world.database.runtimeUrl,
      DATABASE_OWNER_URL: world.database.ownerUrl,
      ...env,
    },
    encoding: "utf8",
  });
  return { code: ran.status, out: ran.stdout.trim().split("\n"), err: ran.stderr };
};

describe("npm run verify-blobs", () => {
  it("reads all there is, over pages, and says which bytes are damaged, and whose they are", async () => {
    await query(world.database.superuserUrl, "delete from artifact; delete from blob");
    const many = Array.from({ length: 501 }, (_, index) => Buffer.from(`one of many: ${index}`));
    for (let at = 0; at < many.length; at += 20)
      await Promise.all(
        many.slice(at, at + 20).map((bytes, index) => mlflow.upload(`${root}/many/${at + index}`, bytes)),
      );
    expect(verify()).toMatchObject({
      code: 0,
      out: [expect.stringMatching(/^All 501 blobs \([\d,]+ bytes\) are as they were stored\.$/)],
    });
    const last = many.toSorted((one, other) => (sha256(one) < sha256(other) ? -1 : 1)).at(-1) ?? Buffer.alloc(0);
    const [gone, shorter] = many.filter((bytes) => bytes !== last);
    await flip(last, 0);
    rmSync(await pathOf(gone ?? last));
    truncateSync(await pathOf(shorter ?? last), 1);
    const { code, out } = verify();
    expect(code).toBe(1);
    expect(out.pop()).toMatch(/^3 of 501 blobs are damaged/);
    const line = (damage: string, bytes: Uint8Array = last): string =>
      `${damage} ${sha256(bytes)} (${bytes.length} bytes): ${run}/many/${many.findIndex((each) => sha256(each) === sha256(bytes))}`;
    expect(out.sort()).toEqual([line("changed", last), line("changed", shorter), line("missing", gone)].sort());
  });

  it("takes no other folder for the store, and no argument", async () => {
    const foreign = join(world.config.home, "elsewhere");
    const refused = verify({ COUNTERSIGN_ARTIFACTS_DIR: foreign });
    expect(refused).toMatchObject({ code: 2, out: [""] });
    expect(refused.err).toContain("there is no artifact store in");
    expect(verify({}, "--repair")).toMatchObject({
      code: 2,
      err: expect.stringContaining("usage: npm run verify-blobs"),
    });
  });
});
