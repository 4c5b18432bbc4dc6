import { emptyFrontier, type Frontier, readFrontier, writeFrontier } from "../../verify/log/tree.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { newId, uuidOfId } from "../db/ids.js";
import { Halt } from "./halt.js";
import type { AnchorSettings } from "./keepers/read-keepers.js";
import { appendAct } from "./log-acts.store.js";
import { keptLogKey } from "./log-key.js";
import type { LogSession } from "./session.store.js";

/** What the sequencer is told. */
export interface LogSettings extends AnchorSettings {
  /** Origin of a log that is made now; null: one of its own. */
  readonly logName: string | null;
  readonly logKey: string;
  readonly checkpointMs: number;
  readonly indexSeconds: number;
  readonly anchorSeconds: number;
  /** Whether a login that owns the database could be read here. */
  readonly ownerIsHere: boolean;
  /** The file of `COUNTERSIGN_WITNESSES`; null: there are none. */
  readonly witnesses: string | null;
}

/** The log as the database has it. */
export interface LogState {
  /** Which incarnation. */
  readonly log: number;
  readonly id: string;
  /** The log's name, by which checkpoints and keys are told from others'. */
  readonly origin: string;
  readonly frontier: Frontier;
  /** Leaves that the index was last committed over. */
  readonly indexSize: bigint;
  readonly indexKeys: bigint;
  /** Why it was halted last, unless it went on since. */
  readonly halted: string | null;
}

const readTree = `select log, id, origin, frontier, index_size as "indexSize", index_keys as "indexKeys", halted
  from audit.tree order by log desc limit 1`;

type TreeRow = Omit<LogState, "frontier"> & { frontier: Buffer };

/** The current log; null before the first start. */
export const currentLog = async (session: LogSession): Promise<LogState | null> => {
  const [row] = await session.rows<TreeRow>(readTree);
  return row === undefined ? null : { ...row, frontier: frontierOf(row.frontier) };
};

const frontierOf = (bytes: Buffer): Frontier => {
  try {
    return readFrontier(bytes);
  } catch (error) {
    throw new Halt("TREE_MALFORMED", (error as Error).message);
  }
};

/** The current log; at the first start it is made, with its key and the entry that announces it. */
export const openLog = async (session: LogSession, settings: LogSettings): Promise<LogState> =>
  (await currentLog(session)) ?? (await makeLog(session, settings));

const makeLog = async (session: LogSession, { logName, logKey }: LogSettings): Promise<LogState> => {
  const id = newId("log");
  const origin = logName ?? `countersign.local/${uuidOfId(id)}`;
  const signer = keptLogKey(logKey, origin);
  const frontier = emptyFrontier();
  await session.transaction(async () => {
    await session.rows("insert into audit.tree (log, id, origin, frontier) values (1, $1, $2, $3)", [
      id,
      origin,
      writeFrontier(frontier),
    ]);
    const vkey = formatVkey(signer.key);
    const entry = await appendAct(session, id, { action: "addLogKey", after: { origin, vkey } });
    await session.rows("insert into audit.log_key (log, vkey, entry_id) values (1, $1, $2)", [vkey, entry]);
  });
  return { log: 1, id, origin, frontier, indexSize: 0n, indexKeys: 0n, halted: null };
};

/** Notes why the log is not extended, once for each reason; its entry waits in the queue as all others do. */
export const noteHalt = async (session: LogSession, { code, message }: Halt): Promise<void> => {
  const [row] = await session.rows<{ log: number; id: string; halted: string | null }>(readTree);
  if (row === undefined || row.halted === code) return;
  await session.transaction(async () => {
    await session.rows(
      "update audit.tree set halted = $2, halt_detail = $3, halted_at = clock_timestamp() where log = $1",
      [row.log, code, message],
    );
    await appendAct(session, row.id, { action: "haltLog", after: { code, detail: message } });
  });
};

/** Notes what will halt the log unless it is mended, for whoever asks how it stands; null: nothing will. */
export const noteWarning = async (session: LogSession, log: number, warning: Halt | null): Promise<void> => {
  await session.rows(
    "update audit.tree set halt_detail = $2 where log = $1 and halted is null and halt_detail is distinct from $2",
    [log, warning === null ? null : `${warning.code}: ${warning.message}`],
  );
};

/** What halted the log has passed: it goes on. */
export const noteResumed = async (session: LogSession, { log, id, halted }: LogState): Promise<void> => {
  if (halted === null) return;
  await session.transaction(async () => {
    await session.rows("update audit.tree set halted = null, halt_detail = null, halted_at = null where log = $1", [
      log,
    ]);
    await appendAct(session, id, { action: "resumeLog", after: { code: halted } });
  });
};
