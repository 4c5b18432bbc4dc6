import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { commitIndex } from "../../src/sequencer/commit-index.store.js";
import { indexHeads, readIndexHeads } from "../../src/sequencer/index-heads.store.js";
import { indexTree } from "../../src/sequencer/index-tree.store.js";
import { type LogSettings, type LogState, openLog } from "../../src/sequencer/log-state.store.js";
import { type LogSession, openSession } from "../../src/sequencer/session.store.js";
import { BUCKETS, bucketRoot, hashOfKey, itemOf, keysOf } from "../../verify/log/index.js";
import type { Job } from "../context.js";
import { show } from "../figures.js";
import { removeHome, startService, temporaryHome } from "../stage.js";

const [ENTRIES, VERSIONS, MODELS, TEAMS] = [10_000_000, 1_400_000, 200_000, 100];
/** Of these the sequencer's own steps are measured; the index of those before is put there as it would be. */
const MEASURED = 600_000;
/** Entries of one round, and keys with new leaves after which the index is committed to, as the sequencer has both. */
const [ROUND, MOST_KEYS] = [1_000, 200_000];

/** An entry of a version's story: three links, and the stream. */
const keysOfEntry = (version: number, scale: number): string[] =>
  keysOf(
    [
      ["model_version", `mv_bench${version}`, "target"],
      ["registered_model.version", `mod_bench${version % Math.ceil(MODELS * scale)}`, "model"],
      ["team", `team_bench${version % TEAMS}`, "owner"],
    ],
    `model_version:mv_bench${version}`,
  );

/** Hashes that this process makes while `work` runs. */
const counted = async (work: () => Promise<void>): Promise<number> => {
  const own = { createHash: crypto.createHash, hash: crypto.hash };
  let hashes = 0;
  const count =
    <Made extends (...args: never[]) => unknown>(make: Made) =>
    (...args: Parameters<Made>) => {
      hashes++;
      return make(...args);
    };
  Object.assign(crypto, { createHash: count(own.createHash), hash: count(own.hash) });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    Object.assign(crypto, own);
    syncBuiltinESMExports();
  }
  return hashes;
};

const cpuSince = (before?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** Seconds of CPU in which this process makes so many hashes of a head and a leaf's index. */
const bareSeconds = (hashes: number): number => {
  const bytes = Buffer.alloc(40, 1);
  const [most, before] = [Math.min(hashes, 2_000_000), process.cpuUsage()];
  for (let made = 0; made < most; made++) crypto.createHash("sha256").update(bytes).digest();
  return cpuSince(before) * (hashes / most);
};

/** Keys of so many things, each with its place among them. */
const keysLike = (kind: string, prefix: string, count: number): string =>
  `select '${kind}:${prefix}_bench' || i as key, '${prefix}' || i as thing from generate_series(0, ${count - 1}) i`;

const heads = (scale: number): string => `insert into audit.index_head (log, bucket, key, n, head)
  select 1, ('x' || left(encode(sha256(convert_to(k.key, 'UTF8')), 'hex'), 5))::bit(20)::int as bucket, k.key, 7,
    sha256(convert_to(k.thing, 'UTF8'))
  from (${[
    keysLike("model_version", "mv", VERSIONS * scale),
    keysLike("stream:model_version", "mv", VERSIONS * scale),
    keysLike("registered_model.version", "mod", Math.ceil(MODELS * scale)),
    keysLike("team", "team", TEAMS),
  ].join(" union all ")}) k order by bucket, k.key`;

const readChunk =
  "select bucket, key, n as count, head from audit.index_head where log = 1 and bucket >= $1 and bucket < $2";

/** Puts an index there that has all keys already, with heads that stand for their earlier leaves. */
const putIndex = async (session: LogSession, opened: LogState, { scale, size }: { scale: number; size: bigint }) => {
  await session.rows("set statement_timeout = 0");
  await session.rows(heads(scale));
  await session.rows("analyze audit.index_head");
  const tree = indexTree(session, opened.log);
  let keys = 0n;
  for (let from = 0; from < BUCKETS; from += BUCKETS / 128) {
    type Head = { bucket: number; key: string; count: bigint; head: Buffer };
    const rows = await session.rows<Head>(readChunk, [from, from + BUCKETS / 128]);
    keys += BigInt(rows.length);
    const made = new Map<number, Buffer>();
    for (const [bucket, own] of Map.groupBy(rows, ({ bucket: of }) => of))
      made.set(bucket, bucketRoot(own.map((of) => itemOf({ ...of, keyHash: hashOfKey(of.key) }))));
    await tree.load(made.keys());
    tree.update(made);
    await tree.store(made.keys());
  }
  const note = "update audit.tree set size = $1, index_size = $1, index_root = $2, index_keys = $3 where log = 1";
  await session.rows(note, [size, tree.root, keys]);
  return { ...opened, frontier: { ...opened.frontier, size }, indexSize: size, indexKeys: keys };
};

interface Filled {
  readonly state: LogState;
  readonly entries: number;
  readonly hashes: number;
  /** Of this process; PostgreSQL's is not in it. */
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly memory: number;
}

/** Enters the last entries into the index by the sequencer's own steps, committing to it whenever its memory is full. */
const fill = async (session: LogSession, opened: LogState, scale: number): Promise<Filled> => {
  const [heads, tree] = [indexHeads(session, opened.log), indexTree(session, opened.log)];
  let state = opened;
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  await tree.load([]);
  const commit = async (size: bigint): Promise<void> => {
    state = { ...state, frontier: { ...state.frontier, size } };
    state = { ...state, ...(await commitIndex(session, state, { heads, tree })) };
    most = Math.max(most, process.memoryUsage.rss());
  };
  const [cpu, begun, first] = [process.cpuUsage(), performance.now(), opened.frontier.size];
  const entries = Math.floor(MEASURED * scale);
  const hashes = await counted(async () => {
    for (let from = 0; from < entries; from += ROUND) {
      const keys = Array.from({ length: ROUND }, () => {
        return keysOfEntry(Math.floor(Math.random() * VERSIONS * scale), scale);
      });
      const draft = await heads.draft(keys.flat());
      for (const [at, own] of keys.entries()) draft.add(own, first + BigInt(from + at), "");
      draft.keep();
      if (heads.changed.size > MOST_KEYS || from + ROUND >= entries) await commit(first + BigInt(from + ROUND));
    }
  });
  const cpuSeconds = cpuSince(cpu);
  const seconds = (performance.now() - begun) / 1_000;
  return { state, entries, hashes, cpuSeconds, seconds, memory: most - before };
};

/** Milliseconds until a sequencer that takes over has the index of the log. */
const timeToStart = async (url: string, state: LogState): Promise<number> => {
  const begun = performance.now();
  const session = await openSession(url);
  await indexTree(session, state.log).load([]);
  await readIndexHeads(session, state);
  const taken = performance.now() - begun;
  await session.end();
  return taken;
};

/** (li) The index of a large log, by the sequencer's own steps on a database of its own. */
export const logIndex: Job = async ({ folder, scale }) => {
  const home = temporaryHome();
  const service = await startService(home, { COUNTERSIGN_SEQUENCER: "off" });
  try {
    const session = await openSession(service.superuserUrl);
    const opened = await openLog(session, { logName: null, logKey: join(folder, "li-key.pem") } as LogSettings);
    const size = BigInt(Math.floor((ENTRIES - MEASURED) * scale));
    const filled = await fill(session, await putIndex(session, opened, { scale, size }), scale);
    await session.end();
    const start = await timeToStart(service.superuserUrl, filled.state);
    const perLink = filled.hashes / (filled.entries * 3);
    const ratio = bareSeconds(filled.hashes) / filled.cpuSeconds;
    return [
      {
        job: "li",
        what: `the index of ${show(ENTRIES * scale)} entries, ${show(Number(filled.state.indexKeys))} keys: the last ${show(filled.entries)}, CPU of the process; anchor: as many bare hashes`,
        ours: `${show(filled.cpuSeconds)} s CPU, ${show(perLink)} hashes a link`,
        anchor: `${show(ratio * filled.cpuSeconds)} s`,
        ratio: ratio.toFixed(2),
        target: "≤ 12 hashes a link, ≥ 0.5, ≤ 512 MiB, start ≤ 2 s",
        met: perLink <= 12 && ratio >= 0.5 && filled.memory <= 512 * 2 ** 20 && start <= 2_000,
        note: `${show(filled.seconds)} s with PostgreSQL; + ${show(filled.memory / 2 ** 20)} MiB; start ${show(start)} ms`,
      },
    ];
  } finally {
    await service.stop();
    removeHome(home);
  }
};
