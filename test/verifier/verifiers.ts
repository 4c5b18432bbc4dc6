import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "vitest";
import { verifierFile } from "../../scripts/build-verifier.js";
import type { Report } from "../../verifier/src/findings.js";

const pythonFile = verifierFile.replace("countersign-verify.mjs", "countersign_verify.py");

/** The verifier in Python is asked where there is one. */
export const verifiers: readonly (readonly [program: string, file: string])[] = [
  [process.execPath, verifierFile],
  ...(spawnSync("python3", ["-V"]).status === 0 ? [["python3", pythonFile] as const] : []),
];

/** What verifiers have said, alike, and their exit status. */
export interface Verified extends Report {
  readonly exit: number;
  /** Code and leaf of each finding, sorted; what is no alarm apart, but for what the log has come to meanwhile. */
  readonly places: readonly string[];
  readonly quiet: readonly string[];
  readonly hasLater: boolean;
}

/** What the verifiers say, and their exit status: all must find the same at the same places, and claim the same. */
export const verify = async (...args: string[]): Promise<Verified> => {
  const said = await Promise.all(verifiers.map((verifier) => ask(verifier, args)));
  const [one] = said.map(claimed);
  for (const each of said) expect(claimed(each)).toEqual(one);
  return said[0]!;
};

const ask = async ([program, file]: readonly [string, string], args: readonly string[]): Promise<Verified> => {
  const run = promisify(execFile)(program, [file, ...args, "--json"], { maxBuffer: 64 << 20 });
  const { stdout, exit } = await run.then(
    (ended) => ({ ...ended, exit: 0 }),
    (error: { stdout: string; code: number; stderr: string }) => {
      expect(error.stderr).toBe("");
      return { stdout: error.stdout, exit: error.code };
    },
  );
  const report = JSON.parse(stdout) as Report;
  const placesOf = (isQuiet: boolean): string[] =>
    report.findings
      .filter(({ severity, code }) => (severity === "info") === isQuiet && code !== "UNSEQUENCED")
      .map(({ code, leaf }) => (leaf === null ? code : `${code} ${leaf}`))
      .sort();
  const hasLater = report.findings.some(({ code }) => code === "UNSEQUENCED");
  return { ...report, exit, places: placesOf(false), quiet: placesOf(true), hasLater };
};

const claimed = ({ verdict, exit, places, quiet, hasLater, claims }: Verified) => {
  const { notProven: _, ...same } = claims;
  return { verdict, exit, places, quiet, hasLater, ...same };
};
