import { type Config, StartError } from "../config.js";
import { borrowDatabase } from "../db/resolve-database.js";
import { createLog } from "../log.js";
import { type AnchorReport, checkAnchors } from "../sequencer/keepers/check-anchors.store.js";
import { checkTimestamps } from "../sequencer/keepers/check-timestamps.store.js";
import { identityOf } from "../sequencer/keepers/keepers.store.js";
import { readAnchors, readAuthorities } from "../sequencer/keepers/read-keepers.js";
import { currentLog } from "../sequencer/log-state.store.js";
import { withSession } from "../sequencer/session.store.js";

const exitCodes = { OK: 0, TAMPERED: 1, INCOMPLETE: 2, UNVERIFIABLE: 3 } as const;

/** One that contradicts the database outweighs all; one that is silent or has lost something, those that agree. */
const verdictOf = (reports: readonly AnchorReport[]): keyof typeof exitCodes => {
  const has = (...codes: AnchorReport["code"][]): boolean => reports.some(({ code }) => codes.includes(code));
  if (has("ANCHOR_INCONSISTENT", "SIZE_BELOW_ANCHOR", "TIMESTAMP_INVALID")) return "TAMPERED";
  if (!has("CONSISTENT", "ANCHOR_LOST")) return "UNVERIFIABLE";
  return has("ANCHOR_LOST", "ANCHOR_UNREACHABLE") ? "INCOMPLETE" : "OK";
};

/** `npm run log -- check-anchors`: where the anchors' file is, beside a running service or without one. */
export const checkAllAnchors = async (config: Config, { json }: { json: boolean }): Promise<void> => {
  const logins = await borrowDatabase(config, createLog({ ...config, logLevel: "warn" }));
  try {
    const anchors = await withSession(logins.runtimeUrl, async (session) => {
      const state = await currentLog(session);
      if (state === null) throw new StartError("there is no log yet: start the sequencer first");
      const identity = await identityOf(session, state, config.logKey);
      const kept = await checkAnchors(session, state, { anchors: readAnchors(config, state.origin), identity });
      return [...kept, ...(await checkTimestamps(session, state, readAuthorities(config)))];
    });
    const verdict = verdictOf(anchors);
    console.log(json ? JSON.stringify({ verdict, anchors }) : [...anchors.map(lineOf), verdict].join("\n"));
    process.exitCode = exitCodes[verdict];
  } finally {
    await logins.stop();
  }
};

const lineOf = ({ code, kind, target, isWeak, size, ageSeconds, detail }: AnchorReport): string => {
  const what = size === null ? "" : `, ${size} leaves`;
  const age = ageSeconds === null ? "" : `, signed ${Math.round(ageSeconds)} s ago`;
  return `${code} ${kind} ${target}${isWeak ? " (weak)" : ""}${what}${age}: ${detail}`;
};
