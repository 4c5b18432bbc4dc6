import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import type { Change, Changes } from "./changes.js";
import { connectionOptions, type Timeouts } from "./pool.js";

const POLL_MS = 40;
const POLL_TIMEOUT_MS = 2_000;
const RECONNECT_MS = 200;
/** One plan for all polls, by the index on `xid`, also while the log is too young for that to pay. */
const ONE_PLAN = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan";
/** A feed that has not polled for this long may have missed something. */
const SILENCE_MS = 1_000;

/** Tells what other processes have committed, by the audit log: each change has its entry there. */
export interface ChangeFeed {
  /** Whether a poll of the last second succeeded. If not, nothing cached may be used. */
  heardRecently(): boolean;
  /** Seconds since the last poll that succeeded was sent; infinite before the first. */
  heardAgo(): number;
  stop(): Promise<void>;
}

export interface ChangeFeedOptions {
  url: string;
  timeouts: Timeouts;
  log: Logger;
  announce(changes: Changes): void;
}

/**
 * What is committed now, and the entries that are so since the snapshot `$1`: no gaps, whatever order they commit in.
 * Entries that came with a restored dump may bear numbers of transactions that are still to come here: left out.
 */
const poll = {
  name: "feed.poll",
  text: `select pg_current_snapshot()::text as snapshot, (
      select json_agg(json_build_object('stream', e.stream_id, 'subjects', (
        select coalesce(json_agg(s.subject_id), '[]') from audit.subject s where s.entry_id = e.id)))
      from audit.entry e
      where e.xid >= pg_snapshot_xmin($1::pg_snapshot) and e.xid < pg_snapshot_xmax(pg_current_snapshot())
        and not pg_visible_in_snapshot(e.xid, $1::pg_snapshot) and e.outcome = 'ALLOWED') as changes`,
};
const baseline = "select pg_current_snapshot()::text as snapshot";

/** Follows the audit log on a connection of its own until stopped; reconnects by itself. */
export const followChanges = (options: ChangeFeedOptions): ChangeFeed => {
  const state: State = { heardAt: Number.NEGATIVE_INFINITY, client: null, stopped: new AbortController() };
  const done = follow(options, state);
  return {
    heardAgo: () => (performance.now() - state.heardAt) / 1_000,
    heardRecently: () => performance.now() - state.heardAt < SILENCE_MS,
    stop: async () => {
      state.stopped.abort();
      await disconnect(state);
      await done;
    },
  };
};

interface State {
  /** When the last successful poll was sent: what it saw is no older. */
  heardAt: number;
  client: pg.Client | null;
  readonly stopped: AbortController;
}

const follow = async (options: ChangeFeedOptions, state: State): Promise<void> => {
  let warned = false;
  while (!state.stopped.signal.aborted) {
    try {
      await pollUntilLost(options, state, () => {
        warned = false;
      });
    } catch (error) {
      if (!state.stopped.signal.aborted && !warned) options.log.warn({ err: error }, "change feed lost; reconnecting");
      warned = true;
    }
    await disconnect(state);
    await pause(RECONNECT_MS, state);
  }
};

/** The first snapshot comes before the announcement: what is cached after it is followed from here. */
const pollUntilLost = async (
  { url, timeouts, announce }: ChangeFeedOptions,
  state: State,
  onHeard: () => void,
): Promise<void> => {
  const settings = connectionOptions(url, "countersign-feed", timeouts);
  const client = new pg.Client({
    ...settings,
    options: `${settings.options} ${ONE_PLAN}`,
    connectionTimeoutMillis: POLL_TIMEOUT_MS,
    query_timeout: POLL_TIMEOUT_MS,
  });
  state.client = client;
  client.on("error", () => undefined);
  await client.connect();
  const first = await client.query<{ snapshot: string }>(baseline);
  let snapshot = first.rows[0]?.snapshot;
  announce("everything");
  while (!state.stopped.signal.aborted) {
    const sentAt = performance.now();
    const { rows } = await client.query<{ snapshot: string; changes: Change[] | null }>({
      ...poll,
      values: [snapshot],
    });
    if (rows[0]?.changes != null) announce(rows[0].changes);
    snapshot = rows[0]?.snapshot;
    state.heardAt = sentAt;
    onHeard();
    await pause(POLL_MS, state);
  }
};

const disconnect = async (state: State): Promise<void> => {
  const { client } = state;
  state.client = null;
  await client?.end().catch(() => undefined);
};

/** Keeps no process alive. */
const pause = (ms: number, state: State): Promise<unknown> =>
  sleep(ms, undefined, { signal: state.stopped.signal, ref: false }).catch(() => undefined);
