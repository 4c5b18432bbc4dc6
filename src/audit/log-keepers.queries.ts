import { type Reader, sql } from "../db/sql.js";

/** Somebody outside who keeps the log's checkpoints, an anchor or a witness, as the sequencer noted it last. */
export interface LogKeeper {
  readonly kind: string;
  readonly target: string;
  readonly name: string;
  readonly isWeak: boolean;
  readonly state: "NEW" | "CONFIRMED" | "UNREACHABLE" | "REFUSED" | "CONFLICT" | "LOST";
  readonly detail: string | null;
  /** Leaves that it has confirmed. */
  readonly size: bigint | null;
  /** When it did. */
  readonly at: string | null;
}

const keepers = sql(
  "log.keepers",
  `select kind, target, name, weak as "isWeak", state, detail, size, at from audit.keeper
   where log = (select max(log) from audit.tree) and removed_at is null order by kind, name, target`,
);

const hardening = sql("log.hardening", "select level, findings from audit.hardening order by entry_id desc limit 1");

/** What the sequencer last said of how hard it is to change the log unnoticed; undefined before the first time. */
export const logHardening = (
  db: Reader,
): Promise<{ level: number; findings: readonly { code: string; detail: string }[] } | undefined> => db.row(hardening);

/** Everybody who keeps the log's checkpoints now. */
export const logKeepers = (db: Reader): Promise<LogKeeper[]> => db.rows<LogKeeper>(keepers);
