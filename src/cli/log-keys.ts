import { type Config, StartError } from "../config.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { createLog } from "../log.js";
import { openIncarnation } from "../sequencer/incarnation.store.js";
import type { Signed } from "../sequencer/keepers/keeper.js";
import { identityOf } from "../sequencer/keepers/keepers.store.js";
import { readAnchors } from "../sequencer/keepers/read-keepers.js";
import { rotateKey } from "../sequencer/key-chain.store.js";
import { currentLog } from "../sequencer/log-state.store.js";
import { type LogSession, withSession } from "../sequencer/session.store.js";
import { logFolder } from "../sequencer/tile-files.js";

const quiet = (config: Config) => createLog({ ...config, logLevel: "warn" });

/** `npm run log -- rotate-key`: by the sequencer's login, on the machine that has its key. */
export const rotate = async (config: Config, { json }: { json: boolean }): Promise<void> => {
  const logins = await borrowDatabase(config, quiet(config));
  try {
    const url = config.databaseSequencerUrl ?? logins.sequencerUrl;
    if (url === null) throw new StartError("the sequencer has no login: set DATABASE_SEQUENCER_URL");
    const made = await withSession(url, (session) =>
      rotateKey(session, { file: config.logKey, overlapHours: config.keyOverlapHours }),
    );
    if (made === null) throw new StartError("there is no log yet: start the sequencer first");
    const text = `New key: ${made.vkey}\nUntil ${made.retiringAt} this one signs beside it: ${made.oldVkey}`;
    console.log(json ? JSON.stringify(made) : text);
  } finally {
    await logins.stop();
  }
};

interface Opening {
  readonly json: boolean;
  readonly reason: string;
  readonly compromised: boolean;
}

/** `npm run log -- new-incarnation`: by the login that migrates, on the machine that has the key and the tiles. */
export const openAnew = async (config: Config, { json, reason, compromised }: Opening): Promise<void> => {
  const logins = await borrowDatabase(config, quiet(config));
  try {
    const { logName, logKey, logDir } = config;
    const opening = { logName, logKey, reason, compromised, auditRole: logins.auditRole };
    const made = await withSession(logins.ownerUrl, async (session) => {
      const anchored = await lastAnchored(session, config);
      return openIncarnation(session, logFolder(logDir), { ...opening, anchored });
    });
    if (made === null) throw new StartError("there is no log yet: the sequencer's first start makes it");
    console.log(json ? JSON.stringify(made) : `The log goes on as ${made.origin}, with the key ${made.vkey}`);
  } finally {
    await logins.stop();
  }
};

/** What the log before was anchored at: every anchor must tell, since the new log names the newest of what they have. */
const lastAnchored = async (session: LogSession, config: Config): Promise<Signed | null> => {
  const state = await currentLog(session);
  if (state === null) return null;
  const identity = await identityOf(session, state, config.logKey);
  const found = await Promise.all(
    readAnchors(config, state.origin).map((anchor) =>
      anchor.newest(identity).catch((error: Error) => {
        throw new StartError(
          `${anchor.kind} ${anchor.target} does not tell what it has (${error.message}): mend it, or take it out of COUNTERSIGN_ANCHORS`,
        );
      }),
    ),
  );
  return found.reduce((best, each) => (best === null || (each !== null && each.size > best.size) ? each : best), null);
};
