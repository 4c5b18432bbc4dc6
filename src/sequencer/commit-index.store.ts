import { bucketOf, bucketRoot, hashOfKey, itemOf } from "../../verify/log/index.js";
import type { IndexHeads } from "./index-heads.store.js";
import { dropOrders } from "./index-orders.store.js";
import type { IndexTree } from "./index-tree.store.js";
import { appendAct } from "./log-acts.store.js";
import type { LogState } from "./log-state.store.js";
import type { LogSession } from "./session.store.js";

const writeHeads = `insert into audit.index_head (log, bucket, key, n, head)
  select $1, u.bucket, u.key, u.n, u.head from unnest($2::int[], $3::text[], $4::bigint[], $5::bytea[]) as u(bucket, key, n, head)
  on conflict (log, bucket, key) do update set n = excluded.n, head = excluded.head returning (xmax = 0) as fresh`;
const readBuckets = "select bucket, key, n as count, head from audit.index_head where log = $1 and bucket = any($2)";
const noteIndex = `update audit.tree set index_size = $2, index_root = $3, index_keys = $4, index_entry = $5 where log = $1`;

/** Keys that one statement takes. */
const PAGE = 5_000;

/** Enters the index over all leaves into the log: the entry says size, root and how many keys there are. */
export const commitIndex = async (
  session: LogSession,
  { log, id, frontier: { size }, indexKeys }: LogState,
  { heads, tree }: { heads: IndexHeads; tree: IndexTree },
): Promise<{ indexSize: bigint; indexKeys: bigint }> => {
  const committed = await session.transaction(async () => {
    const { buckets, fresh } = await storeHeads(session, log, heads);
    const roots = await rootsOf(session, log, buckets);
    await tree.load(buckets);
    tree.update(roots);
    await tree.store(buckets);
    const keys = indexKeys + BigInt(fresh);
    const after = { size: String(size), root: tree.root.toString("hex"), keys: String(keys) };
    const entry = await appendAct(session, id, { action: "commitIndex", after });
    await session.rows(noteIndex, [log, size, tree.root, keys, entry]);
    await dropOrders(session, log, size);
    return { indexSize: size, indexKeys: keys };
  });
  heads.committed();
  return committed;
};

const storeHeads = async (
  session: LogSession,
  log: number,
  { changed }: IndexHeads,
): Promise<{ buckets: number[]; fresh: number }> => {
  const all = [...changed].map(([key, head]) => ({ key, bucket: bucketOf(hashOfKey(key)), ...head }));
  let fresh = 0;
  for (let from = 0; from < all.length; from += PAGE) {
    const page = all.slice(from, from + PAGE);
    const rows = await session.rows<{ fresh: boolean }>(writeHeads, [
      log,
      page.map(({ bucket }) => bucket),
      page.map(({ key }) => key),
      page.map(({ count }) => count),
      page.map(({ head }) => head),
    ]);
    fresh += rows.filter((row) => row.fresh).length;
  }
  return { buckets: [...new Set(all.map(({ bucket }) => bucket))], fresh };
};

const rootsOf = async (session: LogSession, log: number, buckets: readonly number[]): Promise<Map<number, Buffer>> => {
  const roots = new Map<number, Buffer>();
  type Row = { bucket: number; key: string; count: bigint; head: Buffer };
  for (let from = 0; from < buckets.length; from += PAGE) {
    const rows = await session.rows<Row>(readBuckets, [log, buckets.slice(from, from + PAGE)]);
    for (const [bucket, items] of Map.groupBy(rows, ({ bucket: own }) => own))
      roots.set(
        bucket,
        bucketRoot(items.map(({ key, count, head }) => itemOf({ keyHash: hashOfKey(key), count, head }))),
      );
  }
  return roots;
};
