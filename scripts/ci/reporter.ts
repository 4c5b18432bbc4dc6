// A reporter for vitest that writes what `.ci/run` judges by, as JSON, to the file that the environment names.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";
import { REPORT_FILE, type Report, type TestRecord } from "./report.js";

const textOf = (errors: readonly SerializedError[]): string =>
  errors.map((error) => error.stack ?? `${error.name}: ${error.message}`).join("\n");

/** A test that did not come to its end, since its process died, has failed. */
const recordOf = (test: TestCase, file: string): TestRecord => {
  const { state, errors = [] } = test.result();
  const failure = state === "pending" ? "it did not come to its end" : state === "failed" ? textOf(errors) : "";
  return { file, name: test.fullName, state: state === "pending" ? "failed" : state, tags: [...test.tags], failure };
};

const recordsOf = (module: TestModule): TestRecord[] => {
  const file = module.relativeModuleId;
  const tests = [...module.children.allTests()];
  const seen = new Map<string, number>();
  const records = tests.map((test) => {
    const record = recordOf(test, file);
    const before = seen.get(record.name) ?? 0;
    seen.set(record.name, before + 1);
    return before === 0 ? record : { ...record, name: `${record.name} (${before + 1})` };
  });
  const own = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
  const isBroken = own.length > 0 || (!module.ok() && records.every(({ state }) => state !== "failed"));
  if (!isBroken) return records;
  const tags = [...new Set(tests.flatMap((test) => test.tags))];
  return [...records, { file, name: "the file itself", state: "failed", tags, failure: textOf(own) }];
};

export default class CiReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const report: Report = {
      tests: modules.flatMap(recordsOf),
      files: modules.map((module) => ({ file: module.relativeModuleId, ms: timeOf(module) })),
      errors: errors.map((error) => {
        const path: unknown = error.VITEST_TEST_PATH;
        return `${typeof path === "string" ? `${relative(".", path)}: ` : ""}${textOf([error])}`;
      }),
    };
    writeFileSync(process.env[REPORT_FILE] ?? "report.json", JSON.stringify(report));
  }
}

/** Milliseconds of its own: imports, hooks and tests. */
const timeOf = (module: TestModule): number => {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return Math.round(collectDuration + setupDuration + duration);
};
