import { appendLeaf, type Frontier, writeFrontier } from "../../verify/log/tree.js";
import { Halt } from "./halt.js";
import type { Draft, IndexHeads } from "./index-heads.store.js";
import type { LogState } from "./log-state.store.js";
import { checked, keysOfEntry, type Sequenced, sequencedOf } from "./sequenced.store.js";
import type { LogSession } from "./session.store.js";

/** Entries that one round takes. */
export const ROUND = 1_000;

const takeNext = `select p.entry_id as entry, ${sequencedOf}
  from (select entry_id from audit.pending where entry_id <> all($1::bigint[]) order by entry_id limit ${ROUND}) p
    left join audit.entry e on e.id = p.entry_id
  order by p.entry_id`;

const lockTree = "select size, (select max(log) from audit.tree) as newest from audit.tree where log = $1 for update";

/** All that a round writes; its hashes come one after the other, in the order of their entries. */
const grow = `with
  dropped as (delete from audit.pending where entry_id = any($4::bigint[]) returning entry_id),
  added as (insert into audit.leaf (log, idx, entry_id, hash)
    select $1, $2 + u.at - 1, u.entry_id, substr($5::bytea, 32 * u.at::int - 31, 32)
    from unnest($4::bigint[]) with ordinality as u(entry_id, at)),
  moved as (update audit.tree set size = $3, frontier = $6 where log = $1 and size = $2 returning log)
  select (select count(*) from dropped) as dropped, (select count(*) from moved) as moved`;

/** An entry that was found to be what its hashes say, and the keys of the index that it belongs to. */
interface Taken extends Sequenced {
  readonly keys: readonly string[];
}

/** Entries that were read, and checked, while a round before was written; they are still in the queue. */
export type Ahead = Promise<readonly Taken[]>;

/** What a round did. */
export interface Round {
  /** The entries that became leaves, in their order. */
  readonly taken: readonly Sequenced[];
  /** Whether it took an entry that is no commitment to the index: only those make it worth another. */
  readonly grew: boolean;
  readonly frontier: Frontier;
  /** What the next round takes, if it is known; rejects where it does not fit. */
  readonly ahead: Ahead | null;
}

/**
 * One transaction: the next entries of the queue become leaves. Whatever does not fit halts the log; nothing is skipped.
 * `heads` has them only once the commit is done. A full round reads the next one's entries before it writes, so that they
 * are checked while the database works; whoever took them meanwhile fails that round, since it deletes each of them.
 */
export const runRound = async (
  session: LogSession,
  { log, id, frontier }: LogState,
  { heads, ahead }: { heads: IndexHeads; ahead: Ahead | null },
): Promise<Round> => {
  if (ahead === null && !(await isAny(session))) return { taken: [], grew: false, frontier, ahead: null };
  const { round, keep } = await session.transaction(async () => {
    const [tree] = await session.rows<{ size: bigint; newest: number }>(lockTree, [log]);
    if (tree?.newest !== log) throw new Error("a new log was opened");
    if (tree?.size !== frontier.size) throw new Error("another process has extended the log: this one no longer leads");
    const next = await (ahead ?? take(session, []));
    const draft = await heads.draft(next.flatMap(({ keys }) => keys));
    const grown = extended(frontier, next, draft);
    const entries = next.map(({ entry }) => entry);
    const following = next.length < ROUND ? null : take(session, entries);
    const hashes = Buffer.concat(next.map(({ hash }) => hash));
    const values = [log, frontier.size, grown.size, entries, hashes, writeFrontier(grown)];
    const writing = session.rows<{ dropped: bigint; moved: bigint }>(grow, values);
    const [wrote] = await writing.catch(async (error: unknown) => {
      // A read that failed has ended the transaction: it says why.
      await following;
      throw error;
    });
    if (wrote?.dropped !== BigInt(next.length) || wrote.moved !== 1n)
      throw new Error("another process took the same entries");
    const grew = next.some(({ action, stream }) => action !== "commitIndex" || stream !== `log:${id}`);
    return { round: { taken: next, grew, frontier: grown, ahead: following }, keep: draft.keep };
  });
  keep();
  return round;
};

const isAny = async (session: LogSession): Promise<boolean> =>
  (await session.rows<{ any: boolean }>("select exists (select from audit.pending) as any"))[0]?.any === true;

/** The next entries but these, each checked. */
const take = (session: LogSession, but: readonly bigint[]): Ahead => {
  const taken = session
    .rows<Sequenced>(takeNext, [but])
    .then((rows) => rows.map((entry) => ({ ...checked(entry), keys: keysOfEntry(entry) })));
  // What does not fit is met in the round that wants it.
  taken.catch(() => undefined);
  return taken;
};

/** The tree with these leaves more, which the draft gets too; each must be the next of its stream. */
const extended = (frontier: Frontier, next: readonly Taken[], draft: Draft): Frontier => {
  let grown = frontier;
  for (const { entry, stream, seq, keys, hash } of next) {
    const count = draft.add(keys, grown.size, `stream:${stream}`);
    if (count !== seq)
      throw new Halt("STREAM_GAP", `entry ${entry} is number ${seq} of ${stream}, which has ${count - 1n} leaves`);
    grown = appendLeaf(grown, hash).frontier;
  }
  return grown;
};
