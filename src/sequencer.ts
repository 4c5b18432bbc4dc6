import { existsSync } from "node:fs";
import { type Config, readConfig, StartError } from "./config.js";
import { ownerUrlFile, sequencerUrlFile, storedUrl } from "./db/provision.js";
import { createLog } from "./log.js";
import { checkKeepers } from "./sequencer/keepers/check-keepers.js";
import { sequence } from "./sequencer/lead.js";

/** Below a service, which migrates, its login is never far. */
const ownerIsHere = ({ home, databaseOwnerUrl }: Config): boolean =>
  process.argv.includes("--child") || databaseOwnerUrl !== null || existsSync(ownerUrlFile(home));

/**
 * The sequencer: extends the log and signs it, as a process of its own. Below a service it ends with it: then its standard
 * input does.
 */
const run = async (): Promise<void> => {
  const config = readConfig();
  const log = createLog(config).child({ process: "sequencer" });
  const url = config.databaseSequencerUrl ?? storedUrl(sequencerUrlFile(config.home));
  if (url === null)
    throw new StartError(
      `no login for the sequencer: set DATABASE_SEQUENCER_URL, or start the service once with COUNTERSIGN_HOME at ${config.home}`,
    );
  await checkKeepers(config);
  const ended = new AbortController();
  const end = (): void => ended.abort();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, end);
  if (process.argv.includes("--child")) process.stdin.on("close", end).on("error", end).resume();
  await sequence({ url, settings: { ...config, ownerIsHere: ownerIsHere(config) }, log, signal: ended.signal });
};

try {
  await run();
  process.exit(0);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`countersign: ${error.message}`);
  process.exit(1);
}
