import { bucketOf, hashOfKey, nextHeads, noHead } from "../../verify/log/index.js";
import type { LogState } from "./log-state.store.js";
import { keysOfEntry, type Sequenced, sequencedOf } from "./sequenced.store.js";
import type { LogSession } from "./session.store.js";

/** How many leaves a key has, and the hash that chains them. */
export interface Head {
  readonly count: bigint;
  readonly head: Buffer;
}

/** Heads with some leaves more, not yet true. */
export interface Draft {
  /** The leaf belongs to these keys; answers how many leaves `counted`, one of them, has now. */
  add(keys: readonly string[], leaf: bigint, counted: string): bigint;
  /** Makes them true. */
  keep(): void;
}

/** The heads of keys that have leaves since the index was committed to last; the others stand in the database. */
export interface IndexHeads {
  readonly changed: ReadonlyMap<string, Head>;
  /** `keys` are all that leaves will be added to. */
  draft(keys: readonly string[]): Promise<Draft>;
  /** They stand in the database now. */
  committed(): void;
}

const readHeads = `select h.key, h.n as count, h.head from unnest($2::int[], $3::text[]) as u(bucket, key)
  join audit.index_head h on h.log = $1 and h.bucket = u.bucket and h.key = u.key`;

/** No key has a leaf yet. */
const none: Head = { count: 0n, head: noHead };

/** Heads of the log's index, as of its last commitment. */
export const indexHeads = (session: LogSession, log: number): IndexHeads => {
  const changed = new Map<string, Head>();
  const stored = async (keys: readonly string[]): Promise<Map<string, Head>> => {
    const buckets = keys.map((key) => bucketOf(hashOfKey(key)));
    const rows = await session.rows<Head & { key: string }>(readHeads, [log, buckets, keys]);
    return new Map(rows.map(({ key, count, head }) => [key, { count, head }]));
  };
  return {
    changed,
    draft: async (keys) => {
      const unknown = new Set(keys.filter((key) => !changed.has(key)));
      const known = await stored([...unknown]);
      const drafted = new Map<string, Head>();
      return {
        add: (own, leaf, counted) => {
          const before = own.map((key) => drafted.get(key) ?? changed.get(key) ?? known.get(key) ?? none);
          const next = nextHeads(
            before.map(({ head }) => head),
            leaf,
          );
          let last = 0n;
          own.forEach((key, at) => {
            const count = (before[at] as Head).count + 1n;
            drafted.set(key, { count, head: next[at] as Buffer });
            if (key === counted) last = count;
          });
          return last;
        },
        keep: () => {
          for (const [key, head] of drafted) changed.set(key, head);
        },
      };
    },
    committed: () => changed.clear(),
  };
};

const PAGE = 2_000;
const leavesFrom = `select l.idx as index, l.entry_id as entry, ${sequencedOf}
  from audit.leaf l join audit.entry e on e.id = l.entry_id
  where l.log = $1 and l.idx >= $2 order by l.idx limit ${PAGE}`;

/** Heads as they are at the log's size, by the leaves since the last commitment; and whether those are worth another. */
export const readIndexHeads = async (
  session: LogSession,
  { log, id, indexSize }: LogState,
): Promise<{ heads: IndexHeads; grew: boolean }> => {
  const heads = indexHeads(session, log);
  let grew = false;
  for (let from = indexSize; ; ) {
    const leaves = await session.rows<Sequenced & { index: bigint }>(leavesFrom, [log, from]);
    const keys = leaves.map(keysOfEntry);
    const draft = await heads.draft(keys.flat());
    leaves.forEach(({ index }, at) => void draft.add(keys[at] ?? [], index, ""));
    draft.keep();
    grew ||= leaves.some(({ action, stream }) => action !== "commitIndex" || stream !== `log:${id}`);
    if (leaves.length < PAGE) return { heads, grew };
    from += BigInt(PAGE);
  }
};
