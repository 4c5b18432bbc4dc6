import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { signInLink } from "./access/sessions/sign-in-link.js";
import { type Config, readConfig, sequencerEnvironment } from "./config.js";
import { recordHardening } from "./db/hardening.js";
import { migrate } from "./db/migrate.js";
import { type ResolvedDatabase, resolveDatabase } from "./db/resolve-database.js";
import { exposureWarnings } from "./http/exposure-rules.js";
import { createLog } from "./log.js";
import { checkKeepers } from "./sequencer/keepers/check-keepers.js";
import { superviseSequencer } from "./sequencer/supervise.js";
import type { RunningServer } from "./server.js";
import { listenForSignals, type Shutdown, within } from "./shutdown.js";
import { startFault } from "./start-fault.js";

/** After the requests in flight, which have 6 s: time for the rest, then for PostgreSQL, together under ten seconds. */
const restStopMs = 500;
const databaseStopMs = 3_000;

/** After the start, until its last work is done. */
const settledMs = 3_000;

const start = async (): Promise<void> => {
  const config = readConfig();
  const log = createLog(config);
  const shutdown = listenForSignals(log);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "a fault that nothing handled");
    void shutdown.end(1);
  });
  try {
    if (config.sequencer === "child") await checkKeepers(config);
    // The server's modules load while PostgreSQL starts.
    const [{ startServer }, database] = await Promise.all([import("./server.js"), openDatabase(config, log, shutdown)]);
    const server = await startServer(config, database, log);
    for (const warning of exposureWarnings(config)) log.warn(warning);
    startSequencer(config, database, { log, shutdown });
    shutdown.add(() => stopServing(server, config, log));
    if (!shutdown.begun()) announce(server, config, database, await consoleLine(server, config, log));
    setTimeout(letGo, settledMs).unref();
  } catch (error) {
    if (shutdown.begun()) return;
    complain(error, config, log);
    await shutdown.end(1);
  }
};

/** The log's own process; the service works without one, too. */
const startSequencer = (
  { sequencer }: Config,
  { sequencerUrl }: ResolvedDatabase,
  { log, shutdown }: { log: Logger; shutdown: Shutdown },
): void => {
  if (sequencer === "off" || shutdown.begun()) return;
  if (sequencerUrl === null) {
    log.warn("no login for the log's sequencer: set DATABASE_SEQUENCER_URL, or let DATABASE_URL's login create roles");
    return;
  }
  const supervised = superviseSequencer(sequencerEnvironment(sequencerUrl), log);
  shutdown.add(() => supervised.stop());
};

/**
 * Gives back what the start alone needed, 20 MB, which else stays until requests have filled the heap; `npm start` exposes gc.
 * Only this flavour does. It also drops the shape of objects of which none is alive just then, and what makes one that is
 * written with computed keys never takes its fast way again: `process.nextTick` does, and would cost ten times as much for as
 * long as the service runs. One tick that waits keeps its shape.
 */
const letGo = (): void => {
  process.nextTick(() => undefined);
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
};

/** First `/ready` turns, later the socket closes; then whatever is under way has its time. */
const stopServing = async (server: RunningServer, { drainDelayMs }: Config, log: Logger): Promise<void> => {
  server.drain();
  await sleep(drainDelayMs);
  const brokenOff = await server.finish();
  if (brokenOff > 0) log.warn({ connections: brokenOff }, "some requests did not finish in time");
  if (!(await within(restStopMs, server.close()))) log.warn("some work for them did not end in time");
};

const openDatabase = async (
  config: Config,
  log: ReturnType<typeof createLog>,
  shutdown: Shutdown,
): Promise<ResolvedDatabase> => {
  const database = await resolveDatabase(config, log);
  shutdown.add(async () => void (await within(databaseStopMs, database.stop())));
  await migrate(database.ownerUrl, database, log);
  await recordHardening(database.ownerUrl, database.hardening, { allowLower: config.allowLowerHardening, log });
  return database;
};

/**
 * How to open the console. On a terminal, where nobody else listens, it is a link that signs one browser in as the first
 * administrator, once, within ten minutes; a link is never written where lines are kept.
 */
const consoleLine = async (server: RunningServer, config: Config, log: Logger): Promise<string> => {
  const address = config.publicUrl?.href ?? server.url;
  const isPrivate = process.stdout.isTTY === true && /^(127\.|localhost$|::1$)/.test(config.host);
  const byToken = `Console: open ${address} in a browser and sign in with a token`;
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

/** The lines that a newcomer needs: each names what is there. */
const announce = (server: RunningServer, { home }: Config, { hardening }: ResolvedDatabase, console: string): void => {
  const token = join(home, "admin-token");
  const quoted = /^[\w/.@:+-]+$/.test(token) ? token : `'${token.replaceAll("'", "'\\''")}'`;
  const query = `{"query":"{ viewer { principal { handle } } }"}`;
  const lines = [
    `Countersign listens on ${server.url}`,
    ...(existsSync(token)
      ? [
          `Admin token: ${token}`,
          `Try: curl -s ${server.url}/graphql -H "authorization: Bearer $(cat ${quoted})" -H 'content-type: application/json' -d '${query}'`,
        ]
      : [`Admin token: none in ${home}; npm run admin-token makes one`]),
    ...(server.hasConsole ? [console] : []),
    `Hardening level ${hardening.level}: ${hardening.text}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
};

/** Standard output is for people, one line of it; standard error is the log, where a fault of ours stands whole. */
const complain = (error: unknown, config: Config | null, log: Logger): void => {
  const { line, ours } = startFault(error, config);
  if (ours) log.fatal({ err: error }, "the service could not start");
  process.stdout.write(`countersign: ${line}\n`);
};

try {
  await start();
} catch (error) {
  complain(error, null, createLog({ logLevel: "info", bootstrapToken: null }));
  process.exitCode = 1;
}
