import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runPlan, type Step } from "../../scripts/ci/run-plan.js";
import { checkout } from "../support/checkout.js";

const config = `
import { unforgivenStories } from ${JSON.stringify(join(checkout, "scripts/ci/stories.ts"))};
export default { test: { include: ["*.test.ts"], tags: unforgivenStories } };`;

const head = `
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
/** False the first time, true from then on. */
const wasHere = (name) => {
  if (existsSync(name)) return true;
  writeFileSync(name, "");
  return false;
};
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "countersign-ci-"));
  symlinkSync(join(checkout, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", scripts: { test: "vitest run" } }));
  writeFileSync(join(folder, "vitest.config.ts"), config);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (plan: Step[]): Promise<{ ok: boolean; printed: string }> => {
  const lines: string[] = [];
  const print = (line: string): unknown => lines.push(line);
  const ok = await runPlan(plan, { checkout: folder, print, quiet: true, patienceMs: 1_500 });
  return { ok, printed: lines.join("\n") };
};

/** Runs a plan whose suite holds the one file of tests; gives what was printed and whether all was well. */
const play = async (tests: string, more: Step[] = []): Promise<{ ok: boolean; printed: string }> => {
  writeFileSync(join(folder, "scratch.test.ts"), head + tests);
  return run([{ command: ["npm", "test"], tests: true }, ...more]);
};

const commandLineOf = (pid: number): string =>
  existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";

const lastLine = (text: string): string | undefined => text.split("\n").at(-1);

describe("a run", () => {
  it("excuses a test that fails once, and names it with its first failure", async () => {
    const { ok, printed } = await play(`
      it("is well", () => undefined);
      it("fails once", () => expect(wasHere("once")).toBe(true));`);
    expect(printed).toMatch(/flaky: scratch\.test\.ts > fails once\n {2}AssertionError: expected false to be true/);
    expect(printed).toMatch(/\d s {2}npm test\n.* of 40 min/);
    expect(printed).toMatch(/== Slowest files\n +\d+\.\d s {2}scratch\.test\.ts/);
    expect(lastLine(printed)).toBe("2 passed, 0 failed");
    expect(ok).toBe(true);
  });

  it("fails by a test that fails again, by a race that failed once, by a broken hook and by a command", async () => {
    const { ok, printed } = await play(
      `
      it("fails always", () => expect(1).toBe(2));
      it("fails once more", { tags: "race" }, () => expect(wasHere("race")).toBe(true));`,
      [{ command: ["node", "-e", "process.exit(3)"] }, { command: ["node", "-e", ""] }],
    );
    expect(printed).toMatch(
      /What failed[\s\S]*scratch\.test\.ts > fails always\n {2}AssertionError: expected 1 to be 2/,
    );
    expect(printed).toMatch(/scratch\.test\.ts > fails once more\n {2}\(passed alone, but its story is a race\)/);
    expect(printed).toContain("node -e process.exit(3)\n  ended with 3");
    expect(lastLine(printed)).toBe("1 passed, 3 failed");
    expect(ok).toBe(false);
    const hook = await play(`beforeAll(() => { throw new Error("no ground"); }); it("stands on it", () => undefined);`);
    expect(hook.printed).toMatch(/scratch\.test\.ts > the file itself\n {2}Error: no ground/);
    expect(lastLine(hook.printed)).toBe("0 passed, 1 failed");
  });

  it("fails when no test ran, when a file cannot be read, and by an error outside any test", async () => {
    expect((await play("")).printed).toContain("scratch.test.ts > the file itself");
    const thrown = await play(`it("throws later", () => { setTimeout(() => { throw new Error("too late"); }, 0);
      return new Promise((done) => setTimeout(done, 50)); });`);
    expect(thrown.printed).toMatch(/an error outside any test\n {2}scratch\.test\.ts: Error: too late/);
    expect(lastLine(thrown.printed)).toBe("1 passed, 1 failed");
    rmSync(join(folder, "scratch.test.ts"));
    const none = await run([{ command: ["npm", "test"], tests: true }]);
    expect(none).toMatchObject({
      ok: false,
      printed: expect.stringContaining("npm test\n  ran no test and ended with 1"),
    });
  });
});

describe.runIf(existsSync("/proc/self/environ"))("what a suite leaves behind", { tags: "leak" }, () => {
  it("fails it: a process with its port, and a folder; they are gone afterwards", async () => {
    const { ok, printed } = await play(`
      it("leaves a server", async () => {
        const child = spawn(process.execPath, ["-e", "require('net').createServer().listen(0, () => console.log('up'))"],
          { detached: true, stdio: ["ignore", "pipe", "ignore"] });
        await new Promise((done) => child.stdout.once("data", done));
        child.stdout.destroy();
        child.unref();
        writeFileSync("pid", String(child.pid));
        mkdirSync(join(tmpdir(), "countersign-left"));
      });`);
    const pid = Number(readFileSync(join(folder, "pid"), "utf8"));
    expect(printed).toMatch(
      new RegExp(`npm test left behind\\n {2}process ${pid}, listening on port \\d+: .*createServer`),
    );
    expect(printed).toContain("folder or file $TMPDIR/countersign-left");
    expect(lastLine(printed)).toBe("1 passed, 1 failed");
    expect(ok).toBe(false);
    // A dead process that nobody has collected yet has no command line.
    expect(commandLineOf(pid)).toBe("");
  });

  it("is not what others do meanwhile, nor what ends soon by itself", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => 0, 1_000)"], { stdio: "ignore" });
    onTestFinished(async () => {
      other.kill();
      await once(other, "exit");
    });
    const theirs = mkdtempSync(join(tmpdir(), "countersign-theirs-"));
    onTestFinished(() => rmSync(theirs, { recursive: true, force: true }));
    const { ok, printed } = await play(`
      it("leaves what ends", () => {
        spawn(process.execPath, ["-e", "setTimeout(() => 0, 500)"], { detached: true, stdio: "ignore" }).unref();
      });`);
    expect(printed).not.toContain("left behind");
    expect(lastLine(printed)).toBe("1 passed, 0 failed");
    expect(ok).toBe(true);
    expect(other.exitCode).toBeNull();
    expect(existsSync(theirs)).toBe(true);
  });
});
