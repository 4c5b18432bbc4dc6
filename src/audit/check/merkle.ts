import type { EntryLink } from "../../../verify/links.js";
import { parseCheckpoint } from "../../../verify/log/checkpoint.js";
import {
  bucketOf,
  bucketRoot,
  hashOfKey,
  indexRoot,
  itemOf,
  keysOf,
  nextHead,
  noHead,
} from "../../../verify/log/index.js";
import { NoteError, openNote } from "../../../verify/log/note.js";
import { appendLeaf, emptyFrontier, type Frontier, frontierRoot, writeFrontier } from "../../../verify/log/tree.js";
import { parseVkey } from "../../../verify/log/vkey.js";
import type { Asked, Check, LogFinding } from "./finding.js";

interface Tree {
  readonly log: number;
  readonly size: bigint;
  readonly frontier: Buffer;
  readonly indexSize: bigint;
  readonly indexRoot: Buffer | null;
}

interface Leaf {
  readonly index: bigint;
  readonly entry: bigint;
  readonly hash: Buffer;
  readonly stream: string;
  readonly links: EntryLink[];
}

interface Checkpoint {
  readonly size: bigint;
  readonly root: Buffer;
  readonly note: string;
}

const newestTree = `select log, size, frontier, index_size as "indexSize", index_root as "indexRoot"
  from audit.tree order by log desc limit 1`;

const finding = (
  code: string,
  detail: string,
  entry: bigint | null = null,
  stream: string | null = null,
): LogFinding => ({
  code,
  entry: entry === null ? null : String(entry),
  stream,
  detail,
});

/** The queue, the leaves, the tree over them, what was signed of it and the index are what the entries make. */
export const checkMerkle: Check = async (client) => {
  const queued = await checkQueue(client);
  const { rows } = await client.query<Tree>(newestTree);
  const [tree] = rows;
  if (tree === undefined) return queued;
  const leaves = await checkLeaves(client, tree);
  return [...queued, ...leaves, ...(await checkTree(client, tree))];
};

const queue = `
  with newest as (select max(log) as log from audit.tree),
  place as (select e.id, e.stream_kind || ':' || e.stream_id as stream, p.entry_id is not null as waits, l.entry_id is not null as placed
    from audit.entry e left join audit.pending p on p.entry_id = e.id
      left join audit.leaf l on l.entry_id = e.id and l.log = (select log from newest))
  select id as entry, stream, case when waits then 'DUPLICATE' else 'ORPHAN_ENTRY' end as code from place
    where waits = placed
  union all
  select p.entry_id, null, 'MISSING' from audit.pending p left join audit.entry e on e.id = p.entry_id where e.id is null
  order by 1`;

const details: Readonly<Record<string, string>> = {
  DUPLICATE: "it is a leaf of the log, and waits to be one",
  ORPHAN_ENTRY: "it is no leaf of the log, and does not wait to be one",
  MISSING: "the queue or the log names an entry that is not there",
  LEAF_MISMATCH: "the leaf is not the entry's hash",
  INDEX_MISMATCH: "leaves are missing before it, or it stands before the stream's entry before it",
};

const checkQueue = async (client: Asked): Promise<LogFinding[]> => {
  const { rows } = await client.query<{ entry: bigint; stream: string | null; code: string }>(queue);
  return rows.map(({ entry, stream, code }) => finding(code, details[code] ?? code, entry, stream));
};

const misplaced = `
  select l.idx as index, l.entry_id as entry, l.stream, l.code from (
    select l.idx, l.entry_id, e.stream_kind || ':' || e.stream_id as stream, case
      when e.id is null then 'MISSING'
      when l.hash <> e.leaf_hash then 'LEAF_MISMATCH'
      when l.idx <> row_number() over (order by l.idx) - 1
        or e.stream_seq <> row_number() over (partition by e.stream_kind, e.stream_id order by l.idx) then 'INDEX_MISMATCH' end as code
    from audit.leaf l left join audit.entry e on e.id = l.entry_id where l.log = $1) l
  where l.code is not null order by 1`;

const checkLeaves = async (client: Asked, { log }: Tree): Promise<LogFinding[]> => {
  const { rows } = await client.query<{ index: bigint; entry: bigint; stream: string | null; code: string }>(
    misplaced,
    [log],
  );
  return rows.map(({ index, entry, stream, code }) => finding(code, `leaf ${index}: ${details[code]}`, entry, stream));
};

const PAGE = 5_000;
const page = `select l.idx as index, l.entry_id as entry, l.hash, e.stream_kind || ':' || e.stream_id as stream,
    (select coalesce(json_agg(json_build_array(s.kind, s.subject_id, s.role)), '[]') from audit.subject s
     where s.entry_id = l.entry_id) as links
  from audit.leaf l left join audit.entry e on e.id = l.entry_id
  where l.log = $1 and l.idx >= $2 order by l.idx limit ${PAGE}`;

async function* leavesOf(client: Asked, log: number): AsyncGenerator<Leaf> {
  for (let from = 0n; ; ) {
    const { rows } = await client.query<Leaf>(page, [log, from]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    from = last.index + 1n;
  }
}

/** Grows the tree anew: every checkpoint must be of it, and so must the index. */
const checkTree = async (client: Asked, tree: Tree): Promise<LogFinding[]> => {
  const checkpoints = new Map((await checkpointsOf(client, tree.log)).map((each) => [each.size, each]));
  const findings = await checkSignatures(client, tree.log, [...checkpoints.values()]);
  const heads = new Map<string, { count: bigint; head: Buffer }>();
  let tip: Frontier = emptyFrontier();
  for await (const { index, hash, links, stream } of leavesOf(client, tree.log)) {
    tip = appendLeaf(tip, hash).frontier;
    if (index < tree.indexSize) count(heads, keysOf(links, stream), index);
    const signed = checkpoints.get(tip.size);
    if (signed !== undefined && !frontierRoot(tip).equals(signed.root))
      findings.push(
        finding("ROOT_MISMATCH", `the root of the first ${tip.size} leaves is not the one that was signed`),
      );
  }
  if (!writeFrontier(tip).equals(tree.frontier))
    findings.push(
      finding("TREE_MISMATCH", `the tree of ${tree.size} leaves is not that of the ${tip.size} that are there`),
    );
  const ahead = [...checkpoints.keys()].filter((size) => size > tip.size);
  for (const size of ahead)
    findings.push(finding("SIZE_BELOW_CHECKPOINT", `${size} leaves were signed, and ${tip.size} are there`));
  if (tree.indexRoot !== null && !Buffer.from(await rootOfHeads(heads)).equals(tree.indexRoot))
    findings.push(
      finding("INDEX_MISMATCH", `the index over ${tree.indexSize} leaves is not what the entries' links make`),
    );
  return findings;
};

const count = (heads: Map<string, { count: bigint; head: Buffer }>, keys: readonly string[], leaf: bigint): void => {
  for (const key of keys) {
    const before = heads.get(key) ?? { count: 0n, head: noHead };
    heads.set(key, { count: before.count + 1n, head: nextHead(before.head, leaf) });
  }
};

const rootOfHeads = (heads: ReadonlyMap<string, { count: bigint; head: Buffer }>): Promise<Uint8Array> => {
  const items = [...heads].map(([key, { count: n, head }]) => {
    const keyHash = hashOfKey(key);
    return { bucket: bucketOf(keyHash), item: itemOf({ keyHash, count: n, head }) };
  });
  const buckets = Map.groupBy(items, ({ bucket }) => bucket);
  return indexRoot(new Map([...buckets].map(([bucket, own]) => [bucket, bucketRoot(own.map(({ item }) => item))])));
};

const checkpointsOf = async (client: Asked, log: number): Promise<Checkpoint[]> =>
  (await client.query<Checkpoint>("select size, root, note from audit.checkpoint where log = $1 order by size", [log]))
    .rows;

const checkSignatures = async (
  client: Asked,
  log: number,
  checkpoints: readonly Checkpoint[],
): Promise<LogFinding[]> => {
  const { rows } = await client.query<{ vkey: string }>("select vkey from audit.log_key where log = $1", [log]);
  const known = rows.flatMap(({ vkey }) => parseVkey(vkey) ?? []);
  return checkpoints.flatMap(({ size, root, note }) => {
    try {
      const told = parseCheckpoint(openNote(note, known).text);
      if (told?.size === size && root.equals(told.root)) return [];
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
    }
    return [finding("SIGNATURE_INVALID", `the checkpoint of ${size} leaves is not signed by a key of the log`)];
  });
};
