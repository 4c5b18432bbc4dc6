import type { Logger } from "pino";
import type { Config } from "../config.js";
import type { Sql } from "../db/sql.js";
import { diskFault } from "../disk-faults.js";
import { DomainError } from "../errors.js";
import type { BlobStore } from "./blob-store.js";
import { localBlobs } from "./local/local-blobs.js";
import { tryToWrite } from "./local/store-folder.js";
import { type Foreign, ownStore } from "./own-store.js";

/** The blob store that a process has. */
export interface OwnBlobs {
  readonly blobs: BlobStore;
  /** Why the store is not this database's, and what to do; null when it is. Names folders: not for strangers. */
  readonly foreign: () => Promise<Foreign>;
  /** What is wrong with the store, for anybody to read; null when artifacts can be read and written. */
  readonly fault: () => Promise<string | null>;
}

/** A probe within these milliseconds of another has its answer: strangers may ask. */
const PROBE_MS = 2_000;
/** A disk that hangs is one that cannot be used. */
const HANGS_MS = 900;

const NOT_OURS =
  "the artifacts folder is not the one of this database: see COUNTERSIGN_ARTIFACTS_DIR; the service's log says more";

/**
 * Opens the blob store that the configuration names, for the service and for the command line. Nothing is read from or
 * written to a folder that is not this database's: such calls throw UNAVAILABLE, until it is.
 */
export const openBlobs = ({ artifactsDir }: Pick<Config, "artifactsDir">, db: Sql, log: Logger): OwnBlobs => {
  const foreign = ownStore(artifactsDir, db);
  const requireOurs = async (): Promise<void> => {
    const why = await foreign().catch((error: unknown) => {
      throw diskFault(error);
    });
    if (why !== null) throw new DomainError("UNAVAILABLE", `Not available: ${NOT_OURS}.`);
  };
  const probe = async (): Promise<string | null> => {
    try {
      const why = await foreign();
      if (why !== null) return told(why, NOT_OURS);
      await tryToWrite(artifactsDir);
      return told(null, null);
    } catch (error) {
      // It is the database that is away, which others tell.
      if (error instanceof DomainError) return last;
      const { code } = error as NodeJS.ErrnoException;
      // A full disk still serves what it holds; uploads are told that there is no room.
      if (code === "ENOSPC" || code === "EDQUOT") return told(null, null);
      return told(error, `artifacts cannot be written${code === undefined ? "" : ` (${code})`}`);
    }
  };
  let last: string | null = null;
  const told = (why: unknown, text: string | null): string | null => {
    if (text !== null && text !== last) log.error({ err: why, folder: artifactsDir }, text);
    if (text === null && last !== null) log.info({ folder: artifactsDir }, "artifacts can be read and written again");
    last = text;
    return text;
  };
  return { blobs: guarded(localBlobs(artifactsDir), requireOurs), foreign, fault: seldom(probe) };
};

/** The store behind a look at whether it is the right one: a mount that is gone shows an empty folder. */
const guarded = (store: BlobStore, requireOurs: () => Promise<void>): BlobStore => {
  const after =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await requireOurs();
      return call(...args);
    };
  return {
    place: after(store.place),
    open: async (blob) => {
      const found = await store.open(blob);
      if (found === undefined) await requireOurs();
      return found;
    },
    remove: after(store.remove),
    list: after(store.list),
    unfinished: after(store.unfinished),
    clear: after(store.clear),
  };
};

/** One probe at a time, also where it hangs; its answer again for a while. */
const seldom = (probe: () => Promise<string | null>): (() => Promise<string | null>) => {
  let [ended, probing] = [Number.NEGATIVE_INFINITY, undefined as Promise<string | null> | undefined];
  return () => {
    if (probing === undefined || performance.now() - ended > PROBE_MS) {
      ended = Number.POSITIVE_INFINITY;
      probing = probe().finally(() => {
        ended = performance.now();
      });
    }
    return inTime(probing);
  };
};

const inTime = async (probing: Promise<string | null>): Promise<string | null> => {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, HANGS_MS, "the disk of the artifacts does not answer");
  });
  try {
    return await Promise.race([probing, hangs]);
  } finally {
    clearTimeout(timer);
  }
};
