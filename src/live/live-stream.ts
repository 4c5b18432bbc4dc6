import type { PassThrough } from "node:stream";
import type { Ctx } from "../context.js";
import type { Change } from "../db/changes.js";
import { type Told, toldOf } from "./told-changes.js";

export interface StreamOptions {
  readonly out: PassThrough;
  /** Asks anew who the caller is and what they may do; throws when they are nobody any more. */
  readonly rights: () => Promise<Ctx>;
  /** Ids of runs whose points are told too. */
  readonly watched: readonly string[];
  readonly onEnd: () => void;
}

/** One page that listens. */
export interface LiveStream {
  readonly watched: readonly string[];
  /** Pulses of the watched runs when they were last told. */
  readonly pulses: Map<string, string>;
  hear(changes: readonly Change[]): void;
  /** Anything may have changed. */
  hearAll(): void;
  /** The caller's rights may have changed: they are asked for even when there is nothing to tell. */
  recheck(): void;
  beat(): void;
  end(): void;
}

/** Entries of one commit, and its echo from the change feed, are told together. */
const TOGETHER_MS = 80;
/** A page that takes no more than this is let go: it reads everything anew when it comes back. */
const MOST_UNSENT = 64 * 1024;

/** Tells a page what changed of what it may read. Rights are asked for every time that something is told. */
export const openStream = ({ out, rights, watched, onEnd }: StreamOptions): LiveStream => {
  let waiting: Change[] = [];
  let scheduled = false;
  let telling = false;
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    onEnd();
    out.end();
  };
  const write = (text: string): void => {
    if (ended) return;
    if (out.writableLength > MOST_UNSENT) end();
    else out.write(text);
  };
  const tell = (told: Told | { readonly kind: "everything" }): void => write(`data: ${JSON.stringify(told)}\n\n`);
  const flush = async (): Promise<void> => {
    const changes = waiting;
    waiting = [];
    try {
      const ctx = await rights();
      for (const each of changes.length === 0 ? [] : await toldOf(ctx, changes)) tell(each);
      ctx.budget.nextPiece();
    } catch {
      // Nobody any more, or nobody can say: the page asks again, and is told which.
      end();
    }
  };
  const schedule = (): void => {
    if (scheduled || ended) return;
    scheduled = true;
    setTimeout(() => {
      if (telling) {
        scheduled = false;
        return schedule();
      }
      scheduled = false;
      telling = true;
      void flush().finally(() => {
        telling = false;
      });
    }, TOGETHER_MS).unref();
  };
  out.on("close", end);
  return {
    watched,
    pulses: new Map(),
    hear: (changes) => {
      waiting.push(...changes);
      schedule();
    },
    hearAll: () => {
      tell({ kind: "everything" });
      schedule();
    },
    recheck: schedule,
    beat: () => write(": beat\n\n"),
    end,
  };
};
