import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Frontier } from "../../verify/log/tree.js";
import { commitIndex } from "./commit-index.store.js";
import { Halt } from "./halt.js";
import { type IndexHeads, readIndexHeads } from "./index-heads.store.js";
import { indexWanted } from "./index-orders.store.js";
import { type IndexTree, indexTree } from "./index-tree.store.js";
import { type Keepers, openKeepers } from "./keepers/keepers.js";
import type { Outcome } from "./keepers/keepers.store.js";
import { keyFault, retireKeys } from "./key-chain.store.js";
import { type LogSettings, type LogState, noteHalt, noteResumed, noteWarning, openLog } from "./log-state.store.js";
import { openPublisher, type Publisher } from "./publish.store.js";
import { type Ahead, ROUND, runRound } from "./round.store.js";
import { type LogSession, openSession, takeLead } from "./session.store.js";
import { logFolder } from "./tile-files.js";
import type { Recent } from "./tiles.store.js";

/** Milliseconds between two looks at an empty queue. */
const POLL_MS = 200;
/** Milliseconds until what failed, or what halted the log, is tried again. */
const RETRY_MS = 1_000;
/** Keys with new leaves that are kept in memory: more, and the index is committed to before its time. */
const MOST_KEYS = 200_000;

export interface SequencerOptions {
  readonly url: string;
  readonly settings: LogSettings;
  readonly log: Logger;
  /** Ends the sequencer between two of its steps. */
  readonly signal: AbortSignal;
}

/** Extends and signs the log until told to end; while another session leads, it waits. */
export const sequence = async ({ url, settings, log, signal }: SequencerOptions): Promise<void> => {
  let said = "";
  const say = (error: unknown): void => {
    const text = error instanceof Halt ? `${error.code}: ${error.message}` : (error as Error).message;
    if (text !== said && !signal.aborted)
      log.error({ err: error instanceof Halt ? undefined : error }, `the log is not extended: ${text}`);
    said = text;
  };
  while (!signal.aborted) {
    try {
      await leadOnce({ url, settings, log, signal }, () => {
        said = "";
      });
    } catch (error) {
      say(error);
      await pause(error instanceof Halt ? error.retryMs : RETRY_MS, signal);
    }
  }
};

/** One session, from its connection to its first fault. */
const leadOnce = async (options: SequencerOptions, went: () => void): Promise<void> => {
  const session = await openSession(options.url);
  try {
    while (!(await takeLead(session))) {
      if (options.signal.aborted) return;
      await pause(POLL_MS, options.signal);
    }
    await lead(session, options, went).catch(async (error: unknown) => {
      if (error instanceof Halt) await noteHalt(session, error).catch(() => undefined);
      throw error;
    });
  } finally {
    await session.end();
  }
};

interface Held {
  state: LogState;
  readonly publisher: Publisher;
  readonly heads: IndexHeads;
  readonly tree: IndexTree;
  readonly keepers: Keepers;
  /** Whether it has leaves that are worth a commitment to the index. */
  grew: boolean;
  /** What the next round takes, where the last one has read it. */
  ahead: Ahead | null;
  /** Leaves that no checkpoint covers yet, as far as they are kept: the others are read again. */
  recent: Recent;
}

/** Leaves that are kept at the most: of more than two seconds, none. */
const MOST_RECENT = 50_000;

const withMore = ({ from, leaves }: Recent, taken: Recent["leaves"], { size }: Frontier): Recent =>
  leaves.length + taken.length > MOST_RECENT ? { from: size, leaves: [] } : { from, leaves: [...leaves, ...taken] };

/** Takes over what is there: nothing is kept from one session to the next. */
const takeOver = async (session: LogSession, { settings, log }: SequencerOptions): Promise<Held> => {
  const state = await openLog(session, settings);
  const folder = logFolder(settings.logDir);
  const publisher = await openPublisher(session, folder, { state, keyFile: settings.logKey });
  const tree = indexTree(session, state.log);
  await tree.load([]);
  const { heads, grew } = await readIndexHeads(session, state);
  const keepers = await openKeepers({ session, folder, state, signed: publisher.signed, settings, log });
  const recent = { from: state.frontier.size, leaves: [] };
  return { state, publisher, heads, grew, ahead: null, recent, tree, keepers };
};

/** What was there is published before anything is added; a halted log goes on once that and a round have worked. */
const lead = async (session: LogSession, options: SequencerOptions, went: () => void): Promise<void> => {
  const held = await takeOver(session, options);
  try {
    await extend(session, held, options, went);
  } finally {
    held.keepers.stop();
  }
};

const extend = async (
  session: LogSession,
  held: Held,
  { settings, log, signal }: SequencerOptions,
  went: () => void,
): Promise<void> => {
  const { origin, frontier } = held.state;
  log.info({ origin, size: String(frontier.size) }, "this sequencer leads the log");
  const indexEvery = settings.indexSeconds * 1_000;
  const publish = publishing(log, settings.checkpointMs);
  let indexAt = performance.now() + indexEvery;
  const warn = async (): Promise<void> =>
    noteWarning(session, held.state.log, await keyFault(session, held.state, settings.logKey));
  await publish(held);
  await warn();
  held.keepers.offer(held.publisher.signed);
  while (!signal.aborted) {
    const { taken, grew, frontier: grown, ahead } = await runRound(session, held.state, held);
    held.ahead = ahead;
    held.recent = withMore(held.recent, taken, grown);
    if (held.state.halted !== null) await noteResumed(session, held.state);
    held.state = { ...held.state, frontier: grown, halted: null };
    held.grew ||= grew;
    await publish(held);
    if (await isDue(session, held, performance.now() >= indexAt)) {
      if (held.grew) held.state = { ...held.state, ...(await commitIndex(session, held.state, held)) };
      held.grew = false;
      await retireKeys(session, held.state, settings.logKey);
      await warn();
      indexAt = performance.now() + indexEvery;
    }
    for (const outcome of await held.keepers.settle()) await publish.cosign(held, outcome);
    went();
    if (taken.length < ROUND) await pause(POLL_MS, signal);
  }
};

interface Publishing {
  (held: Held): Promise<void>;
  /** Puts what a witness signed below the checkpoint. */
  cosign(held: Held, outcome: Outcome): Promise<void>;
}

/**
 * Whether the index is committed to now: it is time, a pack waits, or there is no room for more keys. It takes seconds in which
 * nothing is signed: where nobody waits for it, it comes after a checkpoint, so that no leaf waits for both.
 */
const isDue = async (session: LogSession, { state, publisher, heads }: Held, isTime: boolean): Promise<boolean> => {
  if (heads.changed.size > MOST_KEYS) return true;
  const { asked, isSigned } = await indexWanted(session, state, publisher.size);
  return isSigned && (asked || (isTime && publisher.size === state.frontier.size));
};

/**
 * Publishes when it is time to. A folder that takes no file holds up the signature, and not the log: it is tried again.
 */
const publishing = (log: Logger, everyMs: number): Publishing => {
  let next = 0;
  let complained = false;
  const patiently = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
      complained = false;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      next = performance.now() + RETRY_MS;
      if (!complained) log.error({ err: error }, "the log is not signed: its folder takes no file");
      complained = true;
    }
  };
  const publish = async (held: Held): Promise<void> => {
    const { publisher, state, keepers } = held;
    if (performance.now() < next || publisher.size === state.frontier.size) return;
    next = performance.now() + everyMs;
    await patiently(async () => {
      await publisher.publish(state, held.recent);
      held.recent = { from: publisher.size, leaves: [] };
      keepers.offer(publisher.signed);
    });
  };
  const cosign: Publishing["cosign"] = async ({ publisher }, { keeper: { vkey }, confirmed, cosignatures }) => {
    if (vkey !== null && confirmed !== null && cosignatures !== undefined)
      await patiently(() => publisher.cosign(confirmed.size, vkey, cosignatures));
  };
  return Object.assign(publish, { cosign });
};

const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
