import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import type { MutantResult } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { type Area, areas } from "./areas.js";
import { score } from "./tell.js";

/**
 * Breaks the code in one place at a time and tells which breaks the tests beside it do not notice:
 * `npm run test:mutation -- [area …] [--sample 0.1] [--seed 7] [--mutate <file, or file:from-to lines>] [--tests <file>]`.
 * With fewer tests it is quicker, and the score never higher.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    mutate: { type: "string", multiple: true },
    tests: { type: "string", multiple: true },
  },
});
const [share, seed] = [Number(values.sample), Number(values.seed)];
const SANDBOX = ".stryker-tmp";

const breakEach = async ({ mutate, tests }: Area): Promise<MutantResult[]> => {
  process.env.MUTATION_TESTS = (values.tests ?? tests).join();
  const stryker = new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", import.meta.resolve("./sample.ts"), import.meta.resolve("./tell.ts")],
    vitest: { configFile: "vitest.mutation.config.ts", related: true },
    mutate: [...(values.mutate ?? mutate)],
    checkers: ["sample"],
    sample: { share, seed },
    warnings: false,
    concurrency: 1,
    coverageAnalysis: "perTest",
    // A constant of a module is read before a test runs: each would cost every test.
    ignoreStatic: true,
    // A busy machine takes its time; the first run only measures.
    dryRunTimeoutMinutes: 60,
    timeoutMS: 30_000,
    timeoutFactor: 4,
    reporters: ["tell"],
    tempDirName: SANDBOX,
    allowConsoleColors: false,
  });
  return stryker.runMutationTest();
};

const results: [string, MutantResult[]][] = [];
try {
  for (const area of areas().filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const mutants = await breakEach(area);
    results.push([area.name, mutants]);
    console.log(score(area.name, mutants));
  }
} finally {
  rmSync(SANDBOX, { recursive: true, force: true });
}
console.log(`\nsample ${share}, seed ${seed}`);
for (const [name, mutants] of results) console.log(score(name, mutants));
console.log(
  score(
    "in all",
    results.flatMap(([, mutants]) => mutants),
  ),
);
