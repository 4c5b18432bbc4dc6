import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Service } from "./stage.js";

/** A statement as the database was told to run it. */
export interface SeenStatement {
  /** Null when it was sent without one. */
  readonly name: string | null;
  readonly text: string;
  /** SQL literals in the order of their numbers. */
  readonly parameters: readonly string[];
}

/** Runs one statement as the superuser. */
export const asSuperuser = async <Row extends pg.QueryResultRow>(
  { superuserUrl }: Pick<Service, "superuserUrl">,
  ...statements: string[]
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
};

const sizeOf = (file: number): number => fstatSync(file).size;

/** Every statement that the service sends while `work` runs, by PostgreSQL's log; not its change feed's and sequencer's. */
export const recordStatements = async (service: Service, work: () => Promise<unknown>): Promise<SeenStatement[]> => {
  const log = openSync(service.serverLog, "r");
  try {
    await logStatements(service, true);
    const start = sizeOf(log);
    await work();
    await sleep(50);
    const text = Buffer.alloc(sizeOf(log) - start);
    readSync(log, text, 0, text.length, start);
    return parse(entriesOf(text.toString(), await sequencerSessions(service))).filter(
      ({ name, text: statement }) => name !== "feed.poll" && !/^\s*$/.test(statement),
    );
  } finally {
    await logStatements(service, false);
    closeSync(log);
  }
};

/** Process ids of the sequencer's sessions, as the log has them. */
const sequencerSessions = async (service: Service): Promise<Set<string>> => {
  const text = String.raw`select pid::text from pg_stat_activity where usename like '%\_sequencer'`;
  return new Set((await asSuperuser<{ pid: string }>(service, text)).map(({ pid }) => pid));
};

/** Sessions hear of it when they next wait for a statement; the pause lets the idle ones. */
const logStatements = async (service: Service, on: boolean): Promise<void> => {
  await asSuperuser(
    service,
    `alter system set log_statement = '${on ? "all" : "none"}'`,
    "alter system set log_parameter_max_length = -1",
    "select pg_reload_conf()",
  );
  await sleep(300);
};

const entryStart = /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+): {2}/;

interface LogEntry {
  readonly session: string;
  readonly level: string;
  message: string;
}

/** Log entries, but for some sessions': a first line with its level, and lines that continue it. */
const entriesOf = (log: string, left: ReadonlySet<string>): LogEntry[] => {
  const found: LogEntry[] = [];
  for (const line of log.split("\n")) {
    const start = entryStart.exec(line);
    const last = found.at(-1);
    if (start !== null)
      found.push({ session: start[1] ?? "", level: start[2] ?? "", message: line.slice(start[0].length) });
    else if (last !== undefined) last.message += `\n${line}`;
  }
  return found.filter(({ session }) => !left.has(session));
};

const parse = (entries: readonly LogEntry[]): SeenStatement[] => {
  const seen: SeenStatement[] = [];
  for (const { level, message } of entries) {
    const statement = /^(?:execute ([^:]*)|statement): ([\s\S]*)$/.exec(message);
    const last = seen.at(-1);
    if (level === "LOG" && statement !== null)
      seen.push({ name: nameOf(statement[1]), text: (statement[2] ?? "").trim(), parameters: [] });
    else if (level === "DETAIL" && last !== undefined && message.startsWith("Parameters: "))
      seen[seen.length - 1] = { ...last, parameters: parametersOf(message) };
  }
  return seen.filter(({ text }) => !/^alter system|^select pg_reload_conf/i.test(text));
};

const nameOf = (name: string | undefined): string | null =>
  name === undefined || name === "" || name === "<unnamed>" ? null : name;

/** `$1 = 'it''s', $2 = NULL`: what stands after each sign is a literal. */
const parametersOf = (detail: string): string[] =>
  [...detail.matchAll(/\$\d+ = ('(?:[^']|'')*'|NULL)/g)].map(([, literal]) => literal ?? "NULL");
