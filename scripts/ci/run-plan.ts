import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareRuns, conclude, type Finding, filesToRepeat, type Outcome, type Verdict } from "./judge.js";
import { closeRoom, endProcesses, openRoom, type Room } from "./leftovers.js";
import { REPORT_FILE, type Report } from "./report.js";

/** One step of the run. */
export interface Step {
  /** Program and arguments. */
  command: [string, ...string[]];
  /** Whether it runs vitest, and takes its options after its own; otherwise it counts as one test. */
  tests?: boolean;
}

export interface PlanOptions {
  /** Where the commands run. */
  checkout: string;
  print: (line: string) => unknown;
  /** Keeps what the commands print to themselves. */
  quiet?: boolean;
  /** How long what a suite started may take to end. */
  patienceMs?: number;
}

const reporter = fileURLToPath(new URL("reporter.ts", import.meta.url));

/** Runs every step, whatever the earlier ones gave; prints the verdict and answers whether all is well. */
export const runPlan = async (plan: Step[], options: PlanOptions): Promise<boolean> => {
  const started = performance.now();
  const outcomes: Outcome[] = [];
  for (const step of plan) outcomes.push(await runStep(step, options));
  const verdict = conclude(outcomes);
  for (const line of summary(outcomes, verdict, secondsSince(started))) options.print(line);
  return verdict.failures.length === 0;
};

const runStep = async (step: Step, options: PlanOptions): Promise<Outcome> => {
  const started = performance.now();
  const name = step.command.join(" ");
  options.print(`\n== ${name}`);
  const result = step.tests ? await runSuite(step, options) : await runCommand(step, options);
  const seconds = secondsSince(started);
  options.print(`(${seconds} s)`);
  return { step: name, seconds, ...result };
};

type StepResult = Omit<Outcome, "step" | "seconds">;

const runCommand = async ({ command }: Step, options: PlanOptions): Promise<StepResult> => {
  const name = command.join(" ");
  const { ended, left } = await runProcess(command, {}, options);
  const failures = [...(ended === 0 ? [] : [{ name, text: `ended with ${ended}` }]), ...leftBy(name, left)];
  return { passed: failures.length === 0 ? 1 : 0, failures, flaky: [], files: [] };
};

/** Runs a suite; files in which something failed run once more, one after the other, with nothing beside them. */
const runSuite = async ({ command }: Step, options: PlanOptions): Promise<StepResult> => {
  const first = await runVitest(command, [], options);
  const files = filesToRepeat(first.report);
  if (files.length > 0) options.print(`\n== once more, alone: ${files.join(" ")}`);
  const again = files.length > 0 ? await runVitest(command, [...files, "--no-file-parallelism"], options) : null;
  const { passed, failures, flaky } = compareRuns(first.report, again?.report ?? null);
  return {
    passed,
    flaky,
    failures: [...failures, ...first.findings, ...(again?.findings ?? [])],
    files: first.report.files,
  };
};

/** One run of vitest: its report, and what was wrong that no test knows of. */
const runVitest = async (
  command: Step["command"],
  more: string[],
  options: PlanOptions,
): Promise<{ report: Report; findings: Finding[] }> => {
  const name = command.join(" ");
  const folder = mkdtempSync(join(tmpdir(), "cs-ci-report-"));
  const file = join(folder, "report.json");
  const withReporter: Step["command"] = [...command, "--", ...more, "--reporter=default", `--reporter=${reporter}`];
  const { ended, left } = await runProcess(withReporter, { [REPORT_FILE]: file }, options);
  const report: Report = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { tests: [], files: [], errors: [] };
  rmSync(folder, { recursive: true, force: true });
  const findings = leftBy(name, left);
  const isTold = report.errors.length > 0 || report.tests.some(({ state }) => state === "failed");
  if (report.tests.length === 0) findings.push({ name, text: `ran no test and ended with ${ended}` });
  else if (ended !== 0 && !isTold) findings.push({ name, text: `ended with ${ended}, though no test failed` });
  return { report, findings };
};

const leftBy = (name: string, left: string[]): Finding[] =>
  left.length === 0 ? [] : [{ name: `${name} left behind`, text: left.join("\n") }];

/** Runs a program to its end in a room of its own; gives its exit code or signal, and what it left behind. */
const runProcess = async (
  [program, ...args]: Step["command"],
  env: Record<string, string>,
  options: PlanOptions,
): Promise<{ ended: number | string; left: string[] }> => {
  const room = openRoom(options.checkout);
  const child = spawn(program, args, {
    cwd: options.checkout,
    env: { ...process.env, ...env, TMPDIR: room.folder },
    stdio: options.quiet ? "ignore" : ["ignore", "inherit", "inherit"],
  });
  const forget = endWithUs(child, room);
  const ended = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "no status"));
  });
  forget();
  return { ended, left: await closeRoom(room, options.patienceMs) };
};

/** Whoever interrupts the run ends what it started; gives the function that takes this back. */
const endWithUs = (child: ChildProcess, room: Room): (() => void) => {
  const end = (): void => {
    child.kill("SIGKILL");
    endProcesses(room);
    rmSync(room.folder, { recursive: true, force: true });
    process.exit(130);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
};

const secondsSince = (started: number): number => Math.round((performance.now() - started) / 1_000);

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

const indented = (text: string): string => text.replaceAll(/^/gm, "  ");

const summary = (outcomes: Outcome[], verdict: Verdict, seconds: number): string[] => [
  "\n== Time",
  ...outcomes.map(({ step, seconds }) => `${String(seconds).padStart(5)} s  ${step}`),
  `${String(seconds).padStart(5)} s  in all: ${minutes(seconds)}, of 40 min on two idle cores`,
  ...(verdict.slowest.length > 0 ? ["\n== Slowest files"] : []),
  ...verdict.slowest.map(({ file, ms }) => `${(ms / 1_000).toFixed(1).padStart(7)} s  ${file}`),
  ...(verdict.flaky.length > 0 ? ["\n== Flaky: failed, then passed alone"] : []),
  ...verdict.flaky.map(({ name, text }) => `flaky: ${name}\n${indented(text)}`),
  ...(verdict.failures.length > 0 ? ["\n== What failed"] : []),
  ...verdict.failures.map(({ name, text }) => `${name}\n${indented(text)}`),
  `\n${verdict.passed} passed, ${verdict.failures.length} failed`,
];
