import { withSession } from "./session.store.js";
import { logFolder } from "./tile-files.js";
import { writeTiles } from "./tiles.store.js";

const last = `select log, size, note from audit.checkpoint where log = (select max(log) from audit.tree)
  order by size desc limit 1`;

/** Writes every tile of the last checkpoint anew, and then itself; answers its size, null where there is none. */
export const rebuildTiles = (url: string, logDir: string): Promise<bigint | null> =>
  withSession(url, async (session) => {
    const [checkpoint] = await session.rows<{ log: number; size: bigint; note: string }>(last);
    if (checkpoint === undefined) return null;
    const folder = logFolder(logDir);
    await writeTiles(session, folder, { log: checkpoint.log, from: 0n, to: checkpoint.size });
    await folder.writeCheckpoint(checkpoint.note);
    return checkpoint.size;
  });
