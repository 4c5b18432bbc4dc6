import { type Signer, signNote } from "../../verify/log/note.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { Halt } from "./halt.js";
import { withFreeKeyFiles, withKeyFiles } from "./key-files-lock.store.js";
import { appendAct } from "./log-acts.store.js";
import { dropRetired, isRotating, keptLogKey, keyFiles, readLogKeys, settleKeys } from "./log-key.js";
import { currentLog, type LogState } from "./log-state.store.js";
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

/** Those of the keys that have a file here, and what is wrong with the others. */
const filesOf = (rows: readonly KeyRow[], file: string, origin: string): { signers: Signer[]; fault: Halt | null } => {
  const { keys, faults } = readLogKeys(file, origin);
  const signers: Signer[] = [];
  let [fault = null] = faults;
  for (const { vkey } of rows) {
    const signer = keys.find(({ key }) => formatVkey(key) === vkey);
    if (signer !== undefined) signers.push(signer);
    else fault ??= new Halt("KEY_MISSING", `neither COUNTERSIGN_LOG_KEY nor a file beside it holds ${vkey}`);
  }
  return { signers, fault };
};

/** The keys with a file here; one that signs on must have one, or the log cannot be signed. */
const requireSigners = (rows: readonly KeyRow[], file: string, origin: string): Signer[] => {
  const staying = rows.filter(({ isDue }) => !isDue);
  const { signers, fault } = filesOf(staying, file, origin);
  if (signers.length === 0 && fault !== null) throw fault;
  return filesOf(rows, file, origin).signers;
};

/**
 * The keys that sign now: nothing else may ever sign for the log. While a rotation lasts one of them suffices, so that a file
 * which the other lacks halts nothing yet.
 */
export const signersOf = async (
  session: LogSession,
  { log, origin }: Pick<LogState, "log" | "origin">,
  file: string,
): Promise<Signer[]> => {
  const rows = await session.rows<KeyRow>(activeKeys, [log]);
  return requireSigners(rows, file, origin);
};

/** What is wrong with the key files while the log can still be signed; null where nothing is. */
export const keyFault = async (
  session: LogSession,
  { log, origin }: Pick<LogState, "log" | "origin">,
  file: string,
): Promise<Halt | null> => filesOf(await session.rows<KeyRow>(activeKeys, [log]), file, origin).fault;

/**
 * Retires the keys whose time has come; they sign nothing more. Brings the files of a rotation to their places, also where
 * it, or an earlier run of this, was broken off.
 */
export const retireKeys = async (session: LogSession, state: KeyedLog, file: string): Promise<void> => {
  const { log, id, origin } = state;
  const rows = await session.rows<KeyRow>(activeKeys, [log]);
  const due = rows.filter(({ isDue }) => isDue);
  // From then on the others sign alone.
  requireSigners(rows, file, origin);
  for (const { vkey } of due)
    await session.transaction(async () => {
      await session.rows("update audit.log_key set retired_at = clock_timestamp() where log = $1 and vkey = $2", [
        log,
        vkey,
      ]);
      await appendAct(session, id, { action: "retireLogKey", after: { origin, vkey } });
    });
  if (isRotating(file)) await withFreeKeyFiles(session, () => tidyKeys(session, state, file));
};

/** The files are those of the log that is current now, which may have been opened a moment ago. */
const tidyKeys = async (session: LogSession, { log, origin }: KeyedLog, file: string): Promise<void> => {
  if ((await currentLog(session))?.log !== log) return;
  const vkeysOf = (rows: readonly { vkey: string }[]): string[] => rows.map(({ vkey }) => vkey);
  settleKeys(file, origin, vkeysOf(await session.rows<KeyRow>(activeKeys, [log])));
  dropRetired(file, origin, vkeysOf(await session.rows<KeyRow>(retiredKeys, [log])));
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
 * is brought to its end instead; while an old key still signs there is no other. Two at once are one after the other. Null
 * where there is no log.
 */
export const rotateKey = (session: LogSession, options: Rotating): Promise<Rotation | null> =>
  withKeyFiles(session, async () => {
    const state = await currentLog(session);
    return state === null ? null : rotateAlone(session, state, options);
  });

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
