import type { Report, TestRecord } from "./report.js";
import { unforgivenStories } from "./stories.js";

/** More flaky tests than these in one run are no accident. */
export const MOST_FLAKY = 5;

/** What came of one step of the plan: a suite of tests, or a command that counts as one. */
export interface Outcome {
  step: string;
  seconds: number;
  passed: number;
  /** Failed, and failed again when it was run alone; or what cannot be run again. */
  failures: Finding[];
  /** Failed first, and passed alone. */
  flaky: (Finding & { tags: string[] })[];
  files: Report["files"];
}

export interface Finding {
  name: string;
  /** What was seen the first time. */
  text: string;
}

export interface Verdict {
  passed: number;
  failures: Finding[];
  flaky: Finding[];
  /** Files by time, slowest first, ten at most. */
  slowest: Report["files"];
}

const keyOf = ({ file, name }: TestRecord): string => `${file} > ${name}`;

/** Files that must be run once more, alone: those in which something failed. */
export const filesToRepeat = (report: Report): string[] => [
  ...new Set(report.tests.filter(({ state }) => state === "failed").map(({ file }) => file)),
];

/**
 * Tells what failed twice from what failed once. The second run holds whole files, so a test that passed first and fails
 * now is flaky too, and one that a broken hook kept from running counts as it ended. `again` is null when nothing ran
 * twice; a test that is missing from it has failed.
 */
export const compareRuns = (first: Report, again: Report | null): Pick<Outcome, "passed" | "failures" | "flaky"> => {
  const second = new Map((again?.tests ?? []).map((test) => [keyOf(test), test]));
  const firstKeys = new Set(first.tests.map(keyOf));
  const onlySecond = (again?.tests ?? []).filter((test) => !firstKeys.has(keyOf(test)));
  const outcome: Pick<Outcome, "passed" | "failures" | "flaky"> = { passed: 0, failures: [], flaky: [] };
  for (const test of [...first.tests, ...onlySecond]) {
    const states = [test.state, second.get(keyOf(test))?.state];
    const finding = { name: keyOf(test), text: test.failure || second.get(keyOf(test))?.failure || "" };
    if (!states.includes("failed")) outcome.passed += states.includes("passed") ? 1 : 0;
    else if (isExcused(test, second)) outcome.flaky.push({ ...finding, tags: test.tags });
    else outcome.failures.push(finding);
  }
  for (const text of [...first.errors, ...(again?.errors ?? [])])
    outcome.failures.push({ name: "an error outside any test", text });
  return outcome;
};

/** Whether one of its two runs was good: it passed in one, or, being the file itself, did not fail in one. */
const isExcused = (test: TestRecord, second: Map<string, TestRecord>): boolean => {
  const other = second.get(keyOf(test));
  if (test.name === "the file itself") return other === undefined && [...second.values()].some(inFile(test.file));
  return test.state === "passed" || other?.state === "passed";
};

const inFile =
  (file: string) =>
  (test: TestRecord): boolean =>
    test.file === file;

/** The verdict over all steps: no flaky test is excused when there are too many, and no story of an unforgiven kind. */
export const conclude = (outcomes: Outcome[]): Verdict => {
  const flaky = outcomes.flatMap((outcome) => outcome.flaky);
  const kinds = new Set(unforgivenStories.map(({ name }) => name));
  const refusalOf = (tags: string[]): string | null => {
    const kind = tags.find((tag) => kinds.has(tag));
    if (kind !== undefined) return `passed alone, but its story is a ${kind}`;
    return flaky.length > MOST_FLAKY
      ? `passed alone, but ${flaky.length} are flaky, at most ${MOST_FLAKY} may be`
      : null;
  };
  const refused = flaky.flatMap(({ name, text, tags }) => {
    const refusal = refusalOf(tags);
    return refusal === null ? [] : [{ name, text: `(${refusal})\n${text}` }];
  });
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0) + flaky.length - refused.length,
    failures: [...outcomes.flatMap(({ failures }) => failures), ...refused],
    flaky: flaky.map(({ name, text }) => ({ name, text })),
    slowest: outcomes
      .flatMap(({ files }) => files)
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 10),
  };
};
