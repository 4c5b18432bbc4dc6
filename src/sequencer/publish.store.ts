import { formatCheckpoint, parseCheckpoint } from "../../verify/log/checkpoint.js";
import { readNote, signNote } from "../../verify/log/note.js";
import { frontierRoot } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { Signed } from "./keepers/keeper.js";
import { signersOf } from "./key-chain.store.js";
import type { LogState } from "./log-state.store.js";
import type { LogSession } from "./session.store.js";
import type { LogFolder } from "./tile-files.js";
import { type Recent, writeTiles } from "./tiles.store.js";

type Stored = Signed & { readonly root: Buffer };

interface Cosigned {
  readonly vkey: string;
  readonly line: string;
}

const readCosigned = "select vkey, line from audit.cosignature where log = $1 and size = $2 order by vkey";
const readLast = "select size, root, note from audit.checkpoint where log = $1 order by size desc limit 1";
const readAt = "select size, root, note from audit.checkpoint where log = $1 and size = $2";
const store = "insert into audit.checkpoint (log, size, root, note) values ($1, $2, $3, $4)";

/** Publishes what the log has become: tiles, then the signed checkpoint. */
export interface Publisher {
  /** Leaves that the folder's checkpoint covers. */
  readonly size: bigint;
  /** The last checkpoint that was signed; null before the first. */
  readonly signed: Signed | null;
  publish(state: LogState, recent: Recent): Promise<void>;
  /** Puts a witness's lines below the checkpoint of this size, if it is the one that is published. */
  cosign(signedSize: bigint, vkey: string, lines: readonly string[]): Promise<void>;
}

/**
 * Looks whether what was published goes on in what the database has. A checkpoint that the database does not know of was
 * signed in a history that it has lost: the log halts. What the folder lacks is written with the next checkpoint.
 */
export const openPublisher = async (
  session: LogSession,
  folder: LogFolder,
  { state, keyFile }: { state: LogState; keyFile: string },
): Promise<Publisher> => {
  const { log } = state;
  await signersOf(session, state, keyFile);
  const [last] = await session.rows<Stored>(readLast, [log]);
  if (last !== undefined) requireGoesOn(last, state);
  let signed = last ?? null;
  let size = await publishedSize(session, folder, state);
  let outgrown: bigint[] = [];
  const known = last === undefined ? [] : await session.rows<Cosigned>(readCosigned, [log, last.size]);
  let cosigned = new Map(known.map(({ vkey, line }) => [vkey, line]));
  const sign = async ({ origin, frontier: tip }: LogState): Promise<Stored> => {
    const signers = await signersOf(session, state, keyFile);
    const root = frontierRoot(tip);
    const note = signNote(formatCheckpoint({ origin, size: tip.size, root }), signers);
    await session.rows(store, [log, tip.size, root, note]);
    return { size: tip.size, root, note };
  };
  return {
    get size() {
      return size;
    },
    get signed() {
      return signed;
    },
    publish: async (now, recent) => {
      const to = now.frontier.size;
      if (to === size) return;
      await writeTiles(session, folder, { log, from: size, to, recent });
      if (signed?.size !== to) {
        signed = await sign(now);
        cosigned = new Map();
      }
      await folder.writeCheckpoint(withLines(signed.note, cosigned));
      for (const n of outgrown) for (const level of [0, "entries"] as const) folder.dropPartial({ level, n });
      outgrown = wholeSince(size, to);
      size = to;
    },
    cosign: async (signedSize, vkey, lines) => {
      if (signed === null || signedSize !== size || signed.size !== size) return;
      if (!cosigned.has(vkey)) cosigned.set(vkey, lines.join(""));
      const note = withLines(signed.note, cosigned);
      if (folder.checkpoint() !== note) await folder.writeCheckpoint(note);
    },
  };
};

/** In the order of their keys, so that it is one text whoever signed first. */
const withLines = (note: string, lines: ReadonlyMap<string, string>): string =>
  note +
  [...lines.keys()]
    .sort()
    .map((vkey) => lines.get(vkey))
    .join("");

/** Numbers of the tiles that became whole between two sizes: what was there of them before is needed for a while. */
const wholeSince = (from: bigint, to: bigint): bigint[] =>
  Array.from({ length: Number((to >> 8n) - (from >> 8n)) }, (_, at) => (from >> 8n) + BigInt(at));

/** The tree must contain the last checkpoint; of an equal size it has the same root. */
const requireGoesOn = ({ size, root }: Stored, { frontier }: LogState): void => {
  if (size > frontier.size)
    throw new Halt(
      "SIZE_BELOW_CHECKPOINT",
      `the tree has ${frontier.size} leaves, and a checkpoint of ${size} was stored`,
    );
  if (size === frontier.size && !frontierRoot(frontier).equals(root))
    throw new Halt(
      "ROOT_MISMATCH",
      `the tree's root at ${size} leaves is not the one that was stored with its checkpoint`,
    );
};

/** How many leaves the folder's checkpoint covers, if it is one of this database's; 0 without one. */
const publishedSize = async (session: LogSession, folder: LogFolder, { log, origin }: LogState): Promise<bigint> => {
  const note = folder.checkpoint();
  const found = note === null ? undefined : parseCheckpoint(readNote(note).text);
  if (found === undefined) return 0n;
  if (found.origin !== origin) {
    folder.setAside(`of-${found.origin.replaceAll("/", "-")}`);
    return 0n;
  }
  const [stored] = await session.rows<Stored>(readAt, [log, found.size]);
  if (stored === undefined || !stored.root.equals(found.root))
    throw new Halt(
      "FORK",
      `the tile folder has a checkpoint of ${found.size} leaves that this database does not know: it was restored, or is another`,
    );
  return found.size;
};
