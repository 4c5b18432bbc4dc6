import { type Signer, signNote } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { keyFilesLock } from "../db/log-lock.js";
import { Halt } from "./halt.js";
import { appendAct } from "./log-acts.store.js";
import { dropRetired, isRotating, keptLogKey, keyFiles, readLogKeys, settleKeys } from "./log-key.js";
import type { LogState } from "./log-state.store.js";
import type { LogSession } from "./session.store.js";

interface KeyRow {
  readonly vkey: string;
  /** When it stops signing; null: no end is set. */
  readonly retiringAt: string | null;
  readonly isDue: boolean;
}

const activeKeys = `select vkey, retiring_at as "retiringAt", coalesce(retiring_at <= clock_timestamp(), false) as "isDue"
  from audit.log_key where log = $1 and retired_at is null order by entry_id`;

const retiredKeys = "select vkey from audit.log_key where log = $1 and retired_at is not null";

type KeyedLog = Pick<LogState, "log" | "id" | "origin">;

/** The keys that sign now, one file for each: nothing else may ever sign for the log. */
export const signersOf = async (
  session: LogSession,
  { log, origin }: Pick<LogState, "log" | "origin">,
  file: string,
): Promise<Signer[]> => {
  const rows = await session.rows<KeyRow>(activeKeys, [log]);
  const found = readLogKeys(file, origin);
  return rows.map(({ vkey }) => {
    const signer = found.find(({ key }) => formatVkey(key) === vkey);
    if (signer === undefined)
      throw new Halt("KEY_MISSING", `neither COUNTERSIGN_LOG_KEY nor a file beside it holds ${vkey}`);
    return signer;
  });
};

/**
 * Retires the keys whose time has come; they sign nothing more. Brings the files of a rotation to their places, also where
 * it, or an earlier run of this, was broken off.
 */
export const retireKeys = async (session: LogSession, state: KeyedLog, file: string): Promise<void> => {
  const { log, id, origin } = state;
  const due = (await session.rows<KeyRow>(activeKeys, [log])).filter(({ isDue }) => isDue);
  for (const { vkey } of due)
    await session.transaction(async () => {
      await session.rows("update audit.log_key set retired_at = clock_timestamp() where log = $1 and vkey = $2", [
        log,
        vkey,
      ]);
      await appendAct(session, id, { action: "retireLogKey", after: { origin, vkey } });
    });
  if (!isRotating(file)) return;
  const [lock] = await session.rows<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [keyFilesLock]);
  if (lock?.mine === true) await unlocked(session, () => tidyKeys(session, state, file));
};

const tidyKeys = async (session: LogSession, { log, origin }: KeyedLog, file: string): Promise<void> => {
  const vkeysOf = (rows: readonly { vkey: string }[]): string[] => rows.map(({ vkey }) => vkey);
  settleKeys(file, origin, vkeysOf(await session.rows<KeyRow>(activeKeys, [log])));
  dropRetired(file, origin, vkeysOf(await session.rows<KeyRow>(retiredKeys, [log])));
};

/** Does the work, and gives the key files free. */
const unlocked = async <Made>(session: LogSession, work: () => Promise<Made>): Promise<Made> => {
  try {
    return await work();
  } finally {
    // A session that has ended holds no lock.
    await session.rows("select pg_advisory_unlock($1)", [keyFilesLock]).catch(() => undefined);
  }
};

/** What an old key signs of the new one that follows it: a note that can be taken for no checkpoint. */
export const successionText = (vkey: string): string => `countersign-log-key/v1\n${vkey}\n`;

/** A rotation as it stands. */
export interface Rotation {
  readonly vkey: string;
  readonly oldVkey: string | null;
  readonly retiringAt: string | null;
}

const announce = "insert into audit.log_key (log, vkey, entry_id) values ($1, $2, $3)";
const endAt = `update audit.log_key set retiring_at = clock_timestamp() + $3 * interval '1 hour'
  where log = $1 and vkey = $2 returning retiring_at as "retiringAt"`;

/**
 * Announces a new key, signed over by the old one; both sign until the overlap ends. One that was broken off in the middle
 * is brought to its end instead; while an old key still signs there is no other. Two at once are one after the other.
 */
export const rotateKey = async (session: LogSession, state: KeyedLog, options: Rotating): Promise<Rotation> => {
  await session.rows("select pg_advisory_lock($1)", [keyFilesLock]);
  return unlocked(session, () => rotateAlone(session, state, options));
};

interface Rotating {
  readonly file: string;
  readonly overlapHours: number;
}

const rotateAlone = async (
  session: LogSession,
  { log, id, origin }: KeyedLog,
  { file, overlapHours }: Rotating,
): Promise<Rotation> => {
  const rows = await session.rows<KeyRow>(activeKeys, [log]);
  settleKeys(
    file,
    origin,
    rows.map(({ vkey }) => vkey),
  );
  const retiring = rows.find(({ retiringAt }) => retiringAt !== null);
  const newest = rows.at(-1)?.vkey ?? "";
  if (retiring !== undefined) return { vkey: newest, oldVkey: retiring.vkey, retiringAt: retiring.retiringAt };
  const [old] = await signersOf(session, { log, origin }, file);
  if (old === undefined) throw new Halt("KEY_MISSING", `the log ${origin} has no key`);
  const vkey = formatVkey(keptLogKey(keyFiles(file).next, origin).key);
  const retiringAt = await session.transaction(async () => {
    const note = signNote(successionText(vkey), [old]);
    const entry = await appendAct(session, id, { action: "addLogKey", after: { origin, vkey, note } });
    await session.rows(announce, [log, vkey, entry]);
    return (await session.rows<{ retiringAt: string }>(endAt, [log, newest, overlapHours]))[0]?.retiringAt ?? null;
  });
  settleKeys(file, origin, [vkey]);
  return { vkey, oldVkey: newest, retiringAt };
};
