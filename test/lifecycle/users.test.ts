import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkout } from "../support/checkout.js";
import { killGroup, postgresPid, removeHome, startService, statusOf, temporaryHome } from "../support/service.js";

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const canSwitch =
  isRoot &&
  spawnSync("setpriv", ["--version"]).status === 0 &&
  spawnSync(join(checkout, "node_modules/.bin/node"), ["--version"], nobody).status === 0;

const ownerOf = (pid: number | null): number => statSync(`/proc/${pid}`).uid;

describe.runIf(isRoot)("as root", () => {
  test("PostgreSQL runs as an unprivileged user; the home's secrets stay root's", async () => {
    const home = temporaryHome();
    await startService({ home }).url();
    expect(ownerOf(postgresPid(home))).not.toBe(0);
    expect(statSync(join(home, "database-url")).uid).toBe(0);
  });

  test("a checkout under a folder that only root may enter serves, and keeps its data over kill -9", {
    tags: "crash",
  }, async () => {
    const parent = mkdtempSync(join(tmpdir(), "countersign-private-"));
    const copy = join(parent, "checkout");
    const home = join(copy, ".countersign");
    const before = sharedCopies();
    onTestFinished(async () => {
      await removeHome(home);
      rmSync(parent, { recursive: true, force: true });
      for (const name of sharedCopies().filter((found) => !before.includes(found)))
        rmSync(join("/var/lib/countersign", name), { recursive: true, force: true });
    });
    copyCheckout(copy);
    const first = startService({ home, cwd: copy, env: { COUNTERSIGN_SEQUENCER: "off" } });
    expect(await statusOf(`${await first.url()}/ready`)).toBe(200);
    expect(statSync(parent).mode & 0o777).toBe(0o700);
    expect(realpathSync(join(home, "postgres")).startsWith(parent)).toBe(false);
    expect(realpathSync(join(home, "postgresql")).startsWith(parent)).toBe(false);
    const token = readFileSync(join(home, "admin-token"), "utf8");
    killGroup(first.process, "SIGKILL");
    const second = startService({ home, cwd: copy, env: { COUNTERSIGN_SEQUENCER: "off" } });
    expect(await statusOf(`${await second.url()}/ready`)).toBe(200);
    expect(readFileSync(join(home, "admin-token"), "utf8")).toBe(token);
  });
});

describe.runIf(canSwitch)("as an ordinary user", () => {
  test("everything runs as that user, in a checkout that it cannot write", async () => {
    const parent = mkdtempSync(join(tmpdir(), "countersign-user-"));
    chownSync(parent, nobody.uid, nobody.gid);
    const home = join(parent, "home");
    onTestFinished(async () => {
      await removeHome(home);
      rmSync(parent, { recursive: true, force: true });
    });
    const prefix = ["setpriv", `--reuid=${nobody.uid}`, `--regid=${nobody.gid}`, "--clear-groups"];
    const service = startService({ home, prefix });
    expect(await statusOf(`${await service.url()}/ready`)).toBe(200);
    expect(ownerOf(postgresPid(home))).toBe(nobody.uid);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    service.process.kill("SIGTERM");
    expect(await service.end()).toBe(0);
    expect(postgresPid(home)).toBeNull();
  });
});

/** The programs that homes outside of the server's reach share. */
const sharedCopies = (): string[] =>
  existsSync("/var/lib/countersign")
    ? readdirSync("/var/lib/countersign").filter((name) => name.startsWith("postgresql-"))
    : [];

/** A checkout of its own under 0700: what a start reads, hard-linked where the disk is the same. */
const copyCheckout = (to: string): void => {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const name of [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "scripts",
    "src",
    "verify",
    "migrations",
    "packs",
    "dist",
    "web",
    "node_modules",
  ]) {
    const from = realpathSync(join(checkout, name));
    const target = join(to, basename(name));
    if (spawnSync("cp", ["-al", from, target]).status !== 0) {
      rmSync(target, { recursive: true, force: true });
      execFileSync("cp", ["-a", from, target]);
    }
  }
};
