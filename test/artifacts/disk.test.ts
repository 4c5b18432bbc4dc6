// @module-tag crash
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statfsSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { Actor } from "../support/actor.js";
import { startArtifactService, streamUp } from "../support/artifact-service.js";
import { checkout } from "../support/checkout.js";
import { query } from "../support/database.js";
import { exactly, proxied } from "../support/exactly.js";
import { Mlflow } from "../support/mlflow.js";
import { graphql, killGroup, startService, temporaryHome } from "../support/service.js";
import { until } from "../support/until.js";

const MIB = 1024 * 1024;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

/** `npm run collect-blobs` with these arguments. */
const collect = (home: string, env: Record<string, string>, ...args: string[]) => {
  const node = join(checkout, "node_modules", ".bin", "node");
  const command = [join(checkout, "scripts", "run.js"), "src/cli/collect-blobs.ts", ...args];
  const { PATH = "" } = process.env;
  const ran = spawnSync(node, command, { env: { PATH, COUNTERSIGN_HOME: home, ...env }, encoding: "utf8" });
  return {
    code: ran.status,
    out: ran.stdout.trim(),
    err: ran.stderr.replaceAll(/^countersign: building\n/gm, "").trim(),
  };
};

describe("a service that is killed", () => {
  it("in the middle of uploads shows nothing of them, and what they left is swept", async () => {
    const { service, home, env, admin, mlflow, run, root } = await startArtifactService();
    const incoming = join(home, "artifacts", "incoming");
    await mlflow.upload(`${root}/before`, "whole");
    const slowly = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        yield randomBytes(MIB);
        await sleep(20);
      }
    };
    const broken = [0, 1, 2].map((index) => streamUp(admin, `${root}/killed-${index}`, slowly()));
    await until("bytes of all are on disk", () => {
      const sizes = filesBelow(incoming).map((file) => statSync(file).size);
      return sizes.length === 3 && sizes.every((size) => size > 2 * MIB);
    });
    killGroup(service.process, "SIGKILL");
    expect(await Promise.all(broken)).toEqual([null, null, null]);
    const left = filesBelow(incoming);
    expect(left).toHaveLength(3);

    const again = startService({ home, env });
    const after = new Mlflow(new Actor(await again.url(), admin.token, "admin"));
    expect((await after.get("artifacts/list", { run_id: run })).files).toEqual([
      { path: "before", is_dir: false, file_size: 5 },
    ]);
    expect((await after.download(`${root}/killed-0`)).status).toBe(404);
    expect((await after.download(`${root}/before`)).text).toBe("whole");

    expect(collect(home, env, "--grace-hours", "0").out).toContain("0 broken uploads");
    const earlier = new Date(Date.now() - 3_600_000);
    for (const file of left) utimesSync(file, earlier, earlier);
    expect(collect(home, env, "--grace-hours", "0").out).toContain("0 broken uploads");
    await query(env.DATABASE_URL ?? "", "update blob_upload set touched_at = touched_at - interval '1 hour'");
    expect(collect(home, env, "--grace-hours", "0", "--dry-run").out).toMatch(
      /^Dry run, nothing was removed: 0 blobs \(0 bytes\) that nothing names and 3 broken uploads \([\d,]+ bytes\) would go/,
    );
    expect(filesBelow(incoming)).toHaveLength(3);
    expect(collect(home, env, "--grace-hours", "0").out).toMatch(/^Removed 0 blobs .* and 3 broken uploads/);
    expect(filesBelow(incoming)).toEqual([]);
    expect((await after.download(`${root}/before`)).text).toBe("whole");
  });

  it("at any moment of small uploads has kept each that it acknowledged", async () => {
    const { service, home, env, admin, root } = await startArtifactService();
    const acknowledged = new Map<string, string>();
    let killed = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let index = 0; !killed; index++) {
        const [path, body] = [`${root}/${writer}/${index}`, `bytes ${writer} ${index}`];
        const answer = await exactly(admin, "PUT", proxied(path), { body }).catch(() => null);
        if (answer?.status === 200) acknowledged.set(path, body);
      }
    });
    await until("some are stored", () => acknowledged.size > 30);
    killGroup(service.process, "SIGKILL");
    killed = true;
    await Promise.all(writers);
    const after = new Mlflow(new Actor(await startService({ home, env }).url(), admin.token, "admin"));
    for (const [path, body] of acknowledged) expect((await after.download(path)).text, path).toBe(body);
  });
});

const canMount = (): boolean => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return spawnSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;
};

const mountable = canMount();

/** A store of twelve MiB in a home that is about to be used. */
const smallStore = (home: string): void => {
  const store = join(home, "artifacts");
  mkdirSync(store, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${12 * MIB}`, "tmpfs", store]);
  onTestFinished(() => void spawnSync("umount", ["--lazy", store]));
};

describe("a disk that takes no bytes", () => {
  it.skipIf(!mountable)(
    `is told by /ready and answers 503; what it holds is served${mountable ? "" : " (skipped: needs root that may mount a tmpfs)"}`,
    async () => {
      const { service, home, admin, mlflow, root } = await startArtifactService({ prepare: smallStore });
      const ready = async () => {
        const response = await fetch(`${admin.url}/ready`);
        return [response.status, ((await response.json()) as { artifacts: unknown }).artifacts];
      };
      const remount = (mode: "ro" | "rw") =>
        execFileSync("mount", ["-o", `remount,${mode},size=${12 * MIB}`, join(home, "artifacts")]);
      await mlflow.upload(`${root}/before`, "whole");
      expect(await ready()).toEqual([200, true]);
      remount("ro");
      for (const name of ["before", "after"]) {
        const refused = await exactly(admin, "PUT", proxied(`${root}/${name}`), { body: "new" });
        expect(refused.status, refused.story).toBe(503);
        expect(refused.json).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE", code: "UNAVAILABLE" });
        expect(refused.headers["retry-after"]).toBe("1");
      }
      expect((await mlflow.download(`${root}/before`)).text).toBe("whole");
      await until("ready tells it", async () => (await ready())[0] === 503);
      expect(await ready()).toEqual([503, "artifacts cannot be written (EROFS)"]);
      remount("rw");
      await until("ready again", async () => (await ready())[0] === 200);
      await mlflow.upload(`${root}/after`, "new");
      expect(service.output()).toContain("artifacts cannot be written (EROFS)");
    },
  );
});

describe("a full disk", () => {
  it.skipIf(!mountable)(
    `answers 507, loses nothing and goes on${mountable ? "" : " (skipped: needs root that may mount a tmpfs)"}`,
    async () => {
      const { service, home, env, admin, mlflow, root } = await startArtifactService({ prepare: smallStore });
      const store = join(home, "artifacts");
      const kept = randomBytes(4 * MIB);
      await mlflow.upload(`${root}/kept`, kept);
      await mlflow.upload(`${root}/replaced`, "the old");
      const parts = function* (): Generator<Buffer> {
        for (let index = 0; index < 30; index++) yield randomBytes(MIB);
      };
      for (const name of ["over", "replaced", "over"]) {
        const answer = await streamUp(admin, `${root}/${name}`, parts());
        expect(answer?.status, `${name}: ${answer?.text}`).toBe(507);
        expect(JSON.parse(answer?.text ?? "")).toMatchObject({
          error_code: "TEMPORARILY_UNAVAILABLE",
          code: "STORAGE_FULL",
        });
      }
      expect(filesBelow(join(store, "incoming"))).toEqual([]);
      expect((await mlflow.download(`${root}/over`)).status).toBe(404);
      expect((await mlflow.download(`${root}/replaced`)).text).toBe("the old");
      expect((await exactly(admin, "GET", proxied(`${root}/kept`))).bytes.equals(kept)).toBe(true);
      const several = await Promise.all([1, 2, 3, 4].map((index) => streamUp(admin, `${root}/p${index}`, parts())));
      expect(several.map((answer) => answer?.status)).toEqual([507, 507, 507, 507]);
      await mlflow.upload(`${root}/small`, randomBytes(MIB));

      await exactly(admin, "DELETE", proxied(`${root}/kept`));
      const free = (): number => Number(statfsSync(store).bavail) * Number(statfsSync(store).bsize);
      const before = free();
      const told = collect(home, env, "--grace-hours", "0");
      expect(told.out, told.err).toContain(`1 blob (${(4 * MIB).toLocaleString("en-US")} bytes)`);
      expect(free() - before).toBe(4 * MIB);
      await mlflow.upload(`${root}/again`, kept);
      expect(service.output()).not.toMatch(/uncaught|unhandled|fatal/i);
    },
  );
});

describe("npm run collect-blobs", () => {
  it("works on the embedded database, beside the service and without it", async () => {
    const home = temporaryHome();
    const service = startService({ home });
    const url = await service.url();
    const admin = new Actor(url, readFileSync(join(home, "admin-token"), "utf8").trim(), "admin");
    const mlflow = new Mlflow(admin);
    const run = await mlflow.run("0");
    await mlflow.upload(`0/${run}/artifacts/x`, randomBytes(1_000));
    await mlflow.upload(`0/${run}/artifacts/y`, randomBytes(2_000));
    await exactly(admin, "DELETE", proxied(`0/${run}/artifacts`));
    expect(collect(home, {}).out).toBe(
      "Removed 0 blobs (0 bytes) that nothing names and 0 broken uploads (0 bytes); the grace period was 24 h.",
    );
    expect(collect(home, {}, "--dry-run", "--grace-hours", "0").out).toBe(
      "Dry run, nothing was removed: 2 blobs (3,000 bytes) that nothing names and 0 broken uploads (0 bytes) would go, with a grace period of 0 h.",
    );
    service.process.kill("SIGTERM");
    await service.end();
    expect(collect(home, {}, "--grace-hours", "0").out).toMatch(/^Removed 2 blobs \(3,000 bytes\)/);
    await graphql(await startService({ home }).url(), home, "{ __typename }");
  });

  it("says what it takes, and refuses another database's bytes", async () => {
    const one = await startArtifactService();
    const other = await startArtifactService();
    await one.mlflow.upload(`${one.root}/x`, "x");
    for (const args of [["--grace-hours", "-1"], ["--grace-hours", "soon"], ["--force"], ["everything"]]) {
      const { code, err, out } = collect(one.home, one.env, ...args);
      expect(code, args.join(" ")).toBe(1);
      expect(out).toBe("");
      expect(err).toMatch(/^countersign: .*\nusage: npm run collect-blobs/s);
    }
    const foreign = collect(one.home, other.env, "--grace-hours", "0");
    expect(foreign).toMatchObject({ code: 1, out: "" });
    expect(foreign.err).toContain("belong to another database");
    expect((await one.mlflow.download(`${one.root}/x`)).text).toBe("x");
  });
});
