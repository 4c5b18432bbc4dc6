import { DomainError } from "../errors.js";

/** Characters of the name of a file below its run, logged model or version. */
const MAX_PATH = 1_000;
/** Bytes of it in UTF-8: what fits into an index, beside the id of a version. */
const MAX_PATH_BYTES = 2_500;

/** The message is MLflow's own, which its clients and tests know: `validate_path_is_safe` in mlflow/utils/uri.py. */
const invalidPath = (why = ""): DomainError =>
  new DomainError("INVALID_INPUT", `Invalid path${why}`, { path: ["path"] });

const counted = (count: number): string => count.toLocaleString("en-US");

const limits = `at most ${counted(MAX_PATH)} characters and ${counted(MAX_PATH_BYTES)} bytes in UTF-8`;

/**
 * The segments of a path, which is a key and never a path of a disk: all the same nothing that could be one elsewhere
 * gets in. Those that say nothing (`.`, empty) are dropped; what is percent-encoded after the one decoding that HTTP
 * asks for stays as it is. Throws INVALID_INPUT, `Invalid path`.
 */
export const pathSegments = (text: string): string[] => {
  if (text.includes("#"))
    throw invalidPath(": a name holds no “#”, since MLflow's clients drop what follows it; rename the file.");
  if (!text.isWellFormed() || /[\p{Cc}\\]/u.test(text)) throw invalidPath();
  if (text.startsWith("/") || /^[A-Za-z]:(\/|$)/.test(text) || /^file:/i.test(text)) throw invalidPath();
  const segments = text.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.includes("..")) throw invalidPath();
  return segments;
};

/**
 * The path of these segments, of at most 1,000 characters and 2,500 bytes; none of them is the root, the empty string.
 */
export const pathOf = (segments: readonly string[]): string => {
  const path = segments.join("/");
  if (path.length <= MAX_PATH_BYTES / 3) return path;
  const [characters, bytes] = [[...path].length, Buffer.byteLength(path)];
  if (characters > MAX_PATH || bytes > MAX_PATH_BYTES)
    throw invalidPath(`: ${limits}; this one has ${counted(characters)} and ${counted(bytes)}.`);
  return path;
};

/**
 * Reads the name of a file, or of a folder, below a run, a logged model or a version. The empty string is the root.
 * Throws INVALID_INPUT, `Invalid path`.
 */
export const parseArtifactPath = (text: string): string => pathOf(pathSegments(text));

/** As `parseArtifactPath`, but a file must be named. */
export const parseFilePath = (text: string): string => {
  const path = parseArtifactPath(text);
  if (path === "" || text.endsWith("/")) throw invalidPath();
  return path;
};
