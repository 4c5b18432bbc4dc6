import type { FilesGate } from "./gate.js";
import { MOST_STEPS, matchesGlob, TooManySteps } from "./glob-rules.js";
import { failed, type Outcome, passed } from "./outcome.js";

type Matched = { readonly glob: string; readonly path: string | null; readonly sha256: string | null };

/** What a files gate looks at: of each glob the first file that matches it. */
export type FilesInputs = {
  readonly required: readonly Matched[];
  readonly forbidden: readonly Matched[];
  /** How many files the frozen manifest has. */
  readonly files: number;
  /** Bytes of all of them, in decimal digits. */
  readonly bytes: string;
  /** Whether to match was too much work. */
  readonly unreadable: boolean;
};

interface Artifact {
  readonly path: string;
  readonly sha256: string;
  readonly size: string;
}

/** Matches a gate's globs with a manifest; the files in the order of their paths. */
export const lookIntoManifest = (
  { require = [], forbid = [] }: FilesGate,
  artifacts: readonly Artifact[],
): FilesInputs => {
  const sorted = [...artifacts].sort((one, other) => (one.path < other.path ? -1 : 1));
  const steps = { left: MOST_STEPS };
  const first = (glob: string): Matched => {
    const found = sorted.find(({ path }) => matchesGlob(glob, path, steps));
    return { glob, path: found?.path ?? null, sha256: found?.sha256 ?? null };
  };
  const files = sorted.length;
  const bytes = String(sorted.reduce((sum, { size }) => sum + BigInt(size), 0n));
  try {
    return { required: require.map(first), forbidden: forbid.map(first), files, bytes, unreadable: false };
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    return { required: [], forbidden: [], files, bytes, unreadable: true };
  }
};

const inWords = ({ require = [], forbid = [], maxBytes }: FilesGate): string =>
  [
    ...require.map((glob) => `a file ${glob}`),
    ...forbid.map((glob) => `no file ${glob}`),
    ...(maxBytes === undefined ? [] : [`at most ${maxBytes} bytes in all`]),
  ].join(", ");

/** Whether the manifest has what is required, nothing that is forbidden, and is small enough. */
export const judgeFiles = (gate: FilesGate, inputs: FilesInputs): Outcome => {
  const required = inWords(gate);
  const { files, bytes } = inputs;
  const observed = `${files} ${files === 1 ? "file" : "files"}, ${bytes} bytes`;
  const fail = (cause: string): Outcome => failed(required, observed, cause);
  if (inputs.unreadable) return fail("to match these globs with so many files is too much work: name fewer or simpler");
  const forbidden = inputs.forbidden.find(({ path }) => path !== null);
  if (forbidden !== undefined)
    return fail(`the version has the file ${forbidden.path}, and ${forbidden.glob} is forbidden: make one without it`);
  const missing = inputs.required.find(({ path }) => path === null);
  if (missing !== undefined) return fail(`the version has no file ${missing.glob}: make one that logs it`);
  if (gate.maxBytes !== undefined && BigInt(bytes) > BigInt(gate.maxBytes))
    return fail(`the version's files are ${bytes} bytes, at most ${gate.maxBytes} are allowed`);
  return passed(required, observed);
};
