import { appendLeaf, type Frontier, writeFrontier } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { IndexHeads } from "./index-heads.store.js";
import type { LogState } from "./log-state.store.js";
import { checked, keysOfEntry, type Sequenced, sequencedOf } from "./sequenced.store.js";
import type { LogSession } from "./session.store.js";

/** Entries that one round takes. */
export const ROUND = 1_000;

const takeNext = `select p.entry_id as entry, ${sequencedOf}
  from (select entry_id from audit.pending order by entry_id limit ${ROUND}) p left join audit.entry e on e.id = p.entry_id
  order by p.entry_id`;

const lockTree = "select size, (select max(log) from audit.tree) as newest from audit.tree where log = $1 for update";
const dropTaken = "delete from audit.pending where entry_id = any($1) returning entry_id";
const addLeaves = `insert into audit.leaf (log, idx, entry_id, hash)
  select $1, u.idx, u.entry_id, u.hash from unnest($2::bigint[], $3::bigint[], $4::bytea[]) as u(idx, entry_id, hash)`;
const growTree = "update audit.tree set size = $3, frontier = $4 where log = $1 and size = $2 returning log";

/** What a round did. */
export interface Round {
  readonly taken: number;
  /** Whether it took an entry that is no commitment to the index: only those make it worth another. */
  readonly grew: boolean;
  readonly frontier: Frontier;
}

/**
 * One transaction: the next entries of the queue become leaves. Whatever does not fit halts the log; nothing is skipped.
 * `heads` has them only once the commit is done.
 */
export const runRound = async (
  session: LogSession,
  { log, id, frontier }: LogState,
  heads: IndexHeads,
): Promise<Round> => {
  const [ahead] = await session.rows<{ any: boolean }>("select exists (select from audit.pending) as any");
  if (ahead?.any !== true) return { taken: 0, grew: false, frontier };
  const { round, keep } = await session.transaction(async () => {
    const [tree] = await session.rows<{ size: bigint; newest: number }>(lockTree, [log]);
    if (tree?.newest !== log) throw new Error("a new log was opened");
    if (tree?.size !== frontier.size) throw new Error("another process has extended the log: this one no longer leads");
    const next = await session.rows<Sequenced>(takeNext);
    const keys = next.map((entry) => keysOfEntry(checked(entry)));
    const draft = await heads.draft(keys.flat());
    const leaves = next.map(({ hash }, at) => ({ hash, index: frontier.size + BigInt(at) }));
    next.forEach(({ stream, seq, entry }, at) => {
      const count = draft.add(keys[at] ?? [], frontier.size + BigInt(at), `stream:${stream}`);
      if (count !== seq)
        throw new Halt("STREAM_GAP", `entry ${entry} is number ${seq} of ${stream}, which has ${count - 1n} leaves`);
    });
    const grown = leaves.reduce((tip, { hash }) => appendLeaf(tip, hash).frontier, frontier);
    await session.rows(addLeaves, [
      log,
      leaves.map(({ index }) => index),
      next.map(({ entry }) => entry),
      leaves.map(({ hash }) => hash),
    ]);
    const dropped = await session.rows(dropTaken, [next.map(({ entry }) => entry)]);
    const moved = await session.rows(growTree, [log, frontier.size, grown.size, writeFrontier(grown)]);
    if (dropped.length !== next.length || moved.length !== 1) throw new Error("another process took the same entries");
    const grew = next.some(({ action, stream }) => action !== "commitIndex" || stream !== `log:${id}`);
    return { round: { taken: next.length, grew, frontier: grown }, keep: draft.keep };
  });
  keep();
  return round;
};
