import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { readNote } from "../../verify/log/note.js";
import { appendLeaf, emptyFrontier, writeFrontier } from "../../verify/log/tree.js";
import { formatVkey } from "../../verify/log/vkey.js";
import { newId, uuidOfId } from "../db/ids.js";
import type { Signed } from "./keepers/keeper.js";
import { withKeyFiles } from "./key-files-lock.store.js";
import { entryOfAct } from "./log-acts.store.js";
import { freshLogKey, keptLogKey } from "./log-key.js";
import { currentLog, type LogState } from "./log-state.store.js";
import type { LogSession } from "./session.store.js";
import type { LogFolder } from "./tile-files.js";

export interface Opening {
  /** Why, in the operator's words. */
  readonly reason: string;
  /** Whether somebody else may hold the key: then the new log has another. */
  readonly compromised: boolean;
  /** The role that owns the log. */
  readonly auditRole: string;
  readonly logName: string | null;
  readonly logKey: string;
  /** The newest checkpoint of the log before that an anchor has. */
  readonly anchored: Signed | null;
}

const lastSigned = "select size, root, note from audit.checkpoint where log = $1 order by size desc limit 1";
const lockTree = "select size from audit.tree where log = $1 for update";
const addTree = "insert into audit.tree (log, id, origin, frontier, size) values ($1, $2, $3, $4, 1)";
const addLeaf =
  "insert into audit.leaf (log, idx, entry_id, hash) select $1, 0, id, leaf_hash from audit.entry where id = $2 returning hash";
const newest = "select coalesce(max(id), 0) as id from audit.entry";
const requeue = `insert into audit.pending (entry_id) select id from audit.entry where id > $2 and id <= $3 and id <> $1
  on conflict do nothing`;
/** Entries that one statement puts into the queue again: it ends in seconds. */
const STEP = 500_000n;

/**
 * Opens a log anew, by the login that migrates: another origin, whose first leaf says what was before. Every entry waits to
 * become a leaf of it; the old log's leaves and checkpoints stay. Two at once open one after the other.
 */
export const openIncarnation = (
  session: LogSession,
  folder: LogFolder,
  opening: Opening,
): Promise<{ origin: string; vkey: string } | null> => withKeyFiles(session, () => openAlone(session, folder, opening));

const openAlone = async (
  session: LogSession,
  folder: LogFolder,
  opening: Opening,
): Promise<{ origin: string; vkey: string } | null> => {
  const old = await currentLog(session);
  if (old === null) return null;
  const id = newId("log");
  const log = old.log + 1;
  const origin = opening.logName === null ? `countersign.local/${uuidOfId(id)}` : `${opening.logName}/${log}`;
  const signer = opening.compromised ? freshLogKey(opening.logKey, origin) : keptLogKey(opening.logKey, origin);
  const vkey = formatVkey(signer.key);
  const after = {
    origin,
    vkey,
    compromised: opening.compromised,
    ...(await leftBehind(session, folder, old, opening)),
  };
  const act = entryOfAct(id, { action: "openIncarnation", after, reason: opening.reason });
  await session.transaction(async () => {
    const [role] = await session.rows<{ name: string }>("select quote_ident($1) as name", [opening.auditRole]);
    await session.rows(`set local role ${role?.name}`);
    await session.rows(lockTree, [old.log]);
    const [made] = await session.rows<{ entry: bigint }>("select entry_id as entry from audit.append($1)", [
      JSON.stringify([act]),
    ]);
    const [leaf] = await session.rows<{ hash: Buffer }>(addLeaf, [log, made?.entry]);
    if (leaf === undefined) throw new Error("the entry that opens the log is not there");
    await session.rows(addTree, [log, id, origin, writeFrontier(appendLeaf(emptyFrontier(), leaf.hash).frontier)]);
    await session.rows("insert into audit.log_key (log, vkey, entry_id) values ($1, $2, $3)", [log, vkey, made?.entry]);
    await session.rows("delete from audit.pending where entry_id = $1", [made?.entry]);
    const [last] = await session.rows<{ id: bigint }>(newest);
    for (let from = 0n; from < (last?.id ?? 0n); from += STEP)
      await session.rows(requeue, [made?.entry, from, from + STEP]);
  });
  return { origin, vkey };
};

/** The newest checkpoint that is known of the old log, and how many leaves that it covers the database has lost. */
const leftBehind = async (
  session: LogSession,
  folder: LogFolder,
  { log, origin, frontier }: LogState,
  { anchored }: Pick<Opening, "anchored">,
) => {
  const [stored] = await session.rows<{ note: string }>(lastSigned, [log]);
  const notes = [folder.checkpoint(), stored?.note ?? null, anchored?.note ?? null].flatMap((note) => {
    const found = note === null ? undefined : parseCheckpoint(readNote(note).text);
    return note === null || found?.origin !== origin ? [] : [{ note, size: found.size }];
  });
  const newest = notes.reduce<(typeof notes)[number] | null>(
    (best, each) => (best === null || each.size > best.size ? each : best),
    null,
  );
  const lost = newest === null || newest.size <= frontier.size ? 0n : newest.size - frontier.size;
  return {
    predecessor: { origin, checkpoint: newest?.note ?? null, anchored: anchored?.note ?? null },
    lost: String(lost),
  };
};
