import { type Config, StartError } from "./config.js";
import { isDatabaseRefusal } from "./db/faults.js";
import { DomainError } from "./errors.js";
import { redact } from "./log.js";

/** What went wrong at the start, and whether the service itself is at fault: then the log needs the whole error. */
export interface StartFault {
  /** One line, without secrets, that says what to do. */
  readonly line: string;
  readonly ours: boolean;
}

/** Tells a fault of the start; `config` is null when it could not be read. */
export const startFault = (error: unknown, config: Pick<Config, "host" | "port" | "home"> | null): StartFault => {
  const ours = !(error instanceof StartError) && mendable(error, config) === null;
  // What is worded here for operators holds no secret; what a library says might.
  const text = error instanceof StartError ? error.message : redact(mendable(error, config) ?? faultOfOurs(error));
  return { line: text.replaceAll(/\s*\n\s*/g, " "), ours };
};

const faultOfOurs = (error: unknown): string =>
  `a fault of the service itself (${messageOf(error)}); the log on standard error has it whole`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What an operator can mend; null for everything else. */
const mendable = (error: unknown, config: Pick<Config, "host" | "port" | "home"> | null): string | null => {
  if (error instanceof DomainError) return error.code === "UNAVAILABLE" ? gone(error.cause ?? error) : null;
  if (isDatabaseRefusal(error)) return `the database refused the start: ${error.message} (SQLSTATE ${error.code})`;
  const { code = "", syscall, path, message = "" } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === "listen" && config !== null) return cannotListen(code, message, config);
  if (path !== undefined && fileFaults.test(code))
    return `cannot use ${path} (COUNTERSIGN_HOME is ${config?.home ?? "not set"}): ${message}`;
  if (connectionFaults.test(`${code} ${message}`)) return gone(error);
  return null;
};

const fileFaults = /^E(ACCES|PERM|ROFS|NOSPC|NOTDIR|ISDIR|NOENT|EXIST|DQUOT|IO|MFILE|LOOP|NAMETOOLONG)$/;
const connectionFaults =
  /\bE(CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND|PIPE)\b|^ ?Connection terminated|timeout expired|Query read timeout/;

const gone = (error: unknown): string =>
  `the database went away during the start (${messageOf(error)}): see that it runs, then start again`;

const cannotListen = (code: string, message: string, { host, port }: Pick<Config, "host" | "port">): string => {
  if (code === "EADDRINUSE")
    return `port ${port} on ${host} is in use: choose another with PORT=${port + 1}, or PORT=0 for any free one`;
  if (code === "EACCES") return `port ${port} needs rights that this user lacks: choose another, e.g. PORT=4000`;
  return `cannot listen on ${host} (COUNTERSIGN_HOST), port ${port} (PORT): ${message}`;
};
