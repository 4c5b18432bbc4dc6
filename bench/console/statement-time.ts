import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Service } from "../stage.js";
import { asSuperuser } from "../statement-log.js";

/** Milliseconds that the service's statements took in PostgreSQL while `work` ran, by its log. */
export const statementTime = async (service: Service, work: () => Promise<unknown>): Promise<number> => {
  await logTimes(service, 0);
  try {
    const start = statSync(service.serverLog).size;
    await work();
    await sleep(50);
    const text = readFileSync(service.serverLog).subarray(start).toString();
    const sequencer = await sequencerSessions(service);
    return [...text.matchAll(/\[(\d+)\] LOG: {2}duration: ([\d.]+) ms(.*)/g)]
      .filter(([, session = "", , what = ""]) => !sequencer.has(session) && !what.includes("feed.poll"))
      .reduce((sum, [, , milliseconds]) => sum + Number(milliseconds), 0);
  } finally {
    await logTimes(service, -1);
  }
};

const sequencerSessions = async (service: Service): Promise<Set<string>> => {
  const text = String.raw`select pid::text from pg_stat_activity where usename like '%\_sequencer'`;
  return new Set((await asSuperuser<{ pid: string }>(service, text)).map(({ pid }) => pid));
};

/** Sessions hear of it when they next wait for a statement; the pause lets the idle ones. */
const logTimes = async (service: Service, from: 0 | -1): Promise<void> => {
  await asSuperuser(service, `alter system set log_min_duration_statement = ${from}`, "select pg_reload_conf()");
  await sleep(300);
};
