import { logIsLed } from "../db/log-lock.js";
import { type Reader, sql } from "../db/sql.js";
import { cosignedNote } from "./log/cosigned.js";

/** Whether the log is extended and signed. */
export type LogStanding = "SIGNING" | "HALTED" | "OFF";

/** How the log stands, as the database has it. */
export interface LogFacts {
  /** Null before the sequencer's first start. */
  readonly id: string | null;
  readonly origin: string | null;
  readonly size: bigint;
  readonly indexSize: bigint;
  readonly indexRoot: string | null;
  readonly halted: string | null;
  /** Why it is halted; of one that is not, what will halt it unless it is mended. */
  readonly haltDetail: string | null;
  /** Whether a sequencer leads the log now. */
  readonly led: boolean;
  readonly pending: bigint;
  /** When the entry that waits longest was written. */
  readonly oldestPendingAt: string | null;
  readonly checkpoint: string | null;
  readonly checkpointSize: bigint;
  readonly checkpointRoot: string | null;
  readonly signedAt: string | null;
}

const facts = sql(
  "log.facts",
  `select t.id, t.origin, coalesce(t.size, 0) as size, coalesce(t.index_size, 0) as "indexSize",
     encode(t.index_root, 'hex') as "indexRoot", t.halted, t.halt_detail as "haltDetail", ${logIsLed} as led,
     (select count(*) from audit.pending) as pending,
     (select e.at from audit.entry e where e.id = (select min(entry_id) from audit.pending)) as "oldestPendingAt",
     ${cosignedNote} as checkpoint, coalesce(c.size, 0) as "checkpointSize", encode(c.root, 'hex') as "checkpointRoot",
     c.signed_at as "signedAt"
   from (select 1) one left join (select * from audit.tree order by log desc limit 1) t on true
     left join lateral (select * from audit.checkpoint c where c.log = t.log order by c.size desc limit 1) c on true`,
);

/** How the log stands now. */
export const logFacts = async (db: Reader): Promise<LogFacts> => {
  const row = await db.row<LogFacts>(facts);
  if (row === undefined) throw new Error("no facts of the log");
  return row;
};

const origin = sql("log.origin", "select origin from audit.tree order by log desc limit 1");

/** The log's name now; null before the sequencer's first start. */
export const logOrigin = async (db: Reader): Promise<string | null> =>
  (await db.row<{ origin: string | null }>(origin))?.origin ?? null;

const standing = sql(
  "log.standing",
  `select t.halted, t.halt_detail as detail, ${logIsLed} as led
   from (select 1) one left join (select * from audit.tree order by log desc limit 1) t on true`,
);

/** Whether the log is extended; of a log that is halted, or will be unless something is mended, by what. */
export const logStanding = async (db: Reader): Promise<{ state: LogStanding; why: string | null }> => {
  const row = await db.row<{ halted: string | null; detail: string | null; led: boolean }>(standing);
  const halted = row?.halted ?? null;
  return { state: standingOf({ halted, led: row?.led === true }), why: halted ?? row?.detail?.split(":")[0] ?? null };
};

/** A log that nobody leads is off, halted or not. */
export const standingOf = ({ halted, led }: Pick<LogFacts, "halted" | "led">): LogStanding =>
  !led && halted === null ? "OFF" : halted === null ? "SIGNING" : "HALTED";

/** Where an entry is in the log. */
export interface Place {
  readonly entry: bigint;
  readonly index: bigint;
  readonly isSigned: boolean;
}

const places = sql(
  "log.places",
  `select l.entry_id as entry, l.idx as index, l.idx < coalesce((select max(c.size) from audit.checkpoint c
     where c.log = l.log), 0) as "isSigned"
   from audit.leaf l where l.log = (select max(log) from audit.tree) and l.entry_id = any($1::bigint[])`,
);

/** Where these entries are in the log; those that wait are left out. */
export const placesOf = (db: Reader, entries: readonly bigint[]): Promise<Place[]> => db.rows<Place>(places, [entries]);

const keys = sql(
  "log.keys",
  "select vkey from audit.log_key where log = (select max(log) from audit.tree) order by entry_id",
);

/** The keys that sign and have signed the log, oldest first. */
export const logKeys = async (db: Reader): Promise<string[]> =>
  (await db.rows<{ vkey: string }>(keys)).map(({ vkey }) => vkey);

const checkpointAt = sql(
  "log.checkpoint",
  `select ${cosignedNote} as note from audit.checkpoint c where c.log = (select max(log) from audit.tree) and c.size = $1`,
);

/** The checkpoint of exactly this size; undefined where none was signed. */
export const checkpointOf = async (db: Reader, size: bigint): Promise<string | undefined> =>
  (await db.row<{ note: string }>(checkpointAt, [size]))?.note;
