import { join } from "node:path";
import type { Logger } from "pino";
import { signInLink } from "./access/sessions/sign-in-link.js";
import { type Config, readConfig, StartError } from "./config.js";
import { migrate } from "./db/migrate.js";
import { type ResolvedDatabase, resolveDatabase } from "./db/resolve-database.js";
import { createLog } from "./log.js";
import type { RunningServer } from "./server.js";
import { listenForSignals, type Shutdown, within } from "./shutdown.js";

/** Time for requests in flight, then for PostgreSQL: together under ten seconds. */
const drainMs = 6_000;
const databaseStopMs = 3_000;

const start = async (): Promise<void> => {
  const config = readConfig();
  const log = createLog(config);
  const shutdown = listenForSignals(log);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "a fault that nothing handled");
    void shutdown.end(1);
  });
  try {
    // The server's modules load while PostgreSQL starts.
    const [{ startServer }, database] = await Promise.all([import("./server.js"), openDatabase(config, log, shutdown)]);
    const server = await startServer(config, database, log);
    shutdown.add(async () => {
      server.drain();
      if (!(await within(drainMs, server.close()))) log.warn("some requests did not finish in time");
    });
    if (!shutdown.begun()) announce(server.url, config, database, await consoleLine(server, config, log));
  } catch (error) {
    if (shutdown.begun()) return;
    complain(error, config);
    await shutdown.end(1);
  }
};

const openDatabase = async (
  config: Config,
  log: ReturnType<typeof createLog>,
  shutdown: Shutdown,
): Promise<ResolvedDatabase> => {
  const database = await resolveDatabase(config, log);
  shutdown.add(async () => void (await within(databaseStopMs, database.stop())));
  await migrate(database.ownerUrl, database, log);
  return database;
};

/**
 * How to open the console. On a terminal, where nobody else listens, it is a link that signs one browser in as the first
 * administrator, once, within ten minutes; a link is never written where lines are kept.
 */
const consoleLine = async (server: RunningServer, config: Config, log: Logger): Promise<string> => {
  const address = config.publicUrl?.href ?? server.url;
  const isPrivate = process.stdout.isTTY === true && /^(127\.|localhost$|::1$)/.test(config.host);
  const byToken = `Console: open ${address} in a browser and sign in with that token`;
  if (!isPrivate) return byToken;
  try {
    return await linkLine(server, address, log);
  } catch (error) {
    log.warn({ err: error }, "no sign-in link could be made: sign in with a token");
    return byToken;
  }
};

const linkLine = async (server: RunningServer, address: string, log: Logger): Promise<string> => {
  const [{ createSignInLink }, { systemCtx }] = await Promise.all([
    import("./access/sessions/create-sign-in-link.js"),
    import("./access/system.js"),
  ]);
  const { code, handle } = await createSignInLink(systemCtx(server.db, log, "cli"), {});
  return `Console: ${signInLink(address, code)} signs in as ${handle}, once, within ten minutes`;
};

/** The lines that a newcomer needs. */
const announce = (url: string, { home }: Config, { hardening }: ResolvedDatabase, console: string): void => {
  const token = join(home, "admin-token");
  const quoted = /^[\w/.@:+-]+$/.test(token) ? token : `'${token.replaceAll("'", "'\\''")}'`;
  const query = `{"query":"{ viewer { principal { handle } } }"}`;
  process.stdout.write(`\
Countersign listens on ${url}
Admin token: ${token}
${console}
Try: curl -s ${url}/graphql -H "authorization: Bearer $(cat ${quoted})" -H 'content-type: application/json' -d '${query}'
Hardening level ${hardening.level}: ${hardening.text}
`);
};

/** One line for what the operator can mend, the whole error for what is our fault. */
const complain = (error: unknown, config: Config | null): void => {
  const line = error instanceof StartError ? error.message : knownFault(error as NodeJS.ErrnoException, config);
  if (line === null) console.error(error);
  else console.error(`countersign: ${line.replaceAll(/\s*\n\s*/g, " ")}`);
};

const knownFault = (error: NodeJS.ErrnoException, config: Config | null): string | null => {
  const { code, syscall, path, message } = error;
  if (syscall === "listen" && config !== null) {
    if (code === "EADDRINUSE")
      return `port ${config.port} on ${config.host} is in use: choose another with PORT=${config.port + 1}, or PORT=0 for any free one`;
    if (code === "EACCES")
      return `port ${config.port} needs rights that this user lacks: choose another, e.g. PORT=4000`;
    return `cannot listen on ${config.host} (COUNTERSIGN_HOST), port ${config.port} (PORT): ${message}`;
  }
  if (path !== undefined && /^(EACCES|EPERM|EROFS|ENOSPC|ENOTDIR|EEXIST|EDQUOT)$/.test(code ?? ""))
    return `cannot use ${path} (COUNTERSIGN_HOME is ${config?.home ?? "not set"}): ${message}`;
  return null;
};

try {
  await start();
} catch (error) {
  complain(error, null);
  process.exitCode = 1;
}
