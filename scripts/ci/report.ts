/** One test as a run of vitest left it. */
export interface TestRecord {
  /** Path from the root of the checkout. */
  file: string;
  /** Unique in its file; the file's own failures (a hook, an import) stand under `the file itself`. */
  name: string;
  state: "passed" | "failed" | "skipped";
  tags: string[];
  /** What failed, with its stack; empty unless failed. */
  failure: string;
}

/** One run of vitest. */
export interface Report {
  tests: TestRecord[];
  files: { file: string; ms: number }[];
  /** Errors that belong to no file. */
  errors: string[];
}

/** Environment variable that says where the reporter writes. */
export const REPORT_FILE = "CI_REPORT_FILE";
