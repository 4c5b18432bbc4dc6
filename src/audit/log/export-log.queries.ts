import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import { entryBundle, pathOf, TILE_WIDTH, type Tile } from "../../../verify/log/tiles.js";
import { appendLeaf, emptyFrontier, type Frontier } from "../../../verify/log/tree.js";
import { StartError } from "../../config.js";
import { cosignedNote } from "./cosigned.js";
import { ownPolicy } from "./log-policy.js";

interface Signed {
  readonly log: number;
  readonly size: string;
  readonly note: string;
  readonly vkeys: string[];
}

interface LeafRow {
  readonly idx: string;
  readonly hash: Buffer;
  readonly entry: string;
  readonly envelope: string | null;
  readonly body: string | null;
  readonly links: string;
  readonly rows: string | null;
}

const newest = `
  select c.log, c.size::text as size, ${cosignedNote} as note, array(select k.vkey from audit.log_key k
    where k.log = c.log and k.retired_at is null order by k.entry_id) as vkeys
  from audit.checkpoint c order by c.log desc, c.size desc limit 1`;

const leaves = `
  select l.idx::text as idx, l.hash, l.entry_id::text as entry, e.envelope, e.body,
    (select '[' || coalesce(string_agg(t.link, ',' order by t.link collate "C"), '') || ']'
     from (select format('["%s","%s","%s"]', s.kind, s.subject_id, s.role) as link
       from audit.subject s where s.entry_id = l.entry_id) t) as links,
    (select '[' || string_agg(format('["%s",%s,%s]', c.tbl, c.key, coalesce('"' || encode(c.hash, 'hex') || '"', 'null')),
       ',' order by c.id) || ']'
     from audit.row_seal r join audit.row_change c on c.xid = r.xid and c.id = any(r.changes)
     where r.entry_id = e.id and r.xid = e.xid) as rows
  from audit.leaf l left join audit.entry e on e.id = l.entry_id
  where l.log = $1 and l.idx >= $2 and l.idx < $3 order by l.idx`;

/** Leaves of one statement: ten bundles. */
const PAGE = 10 * TILE_WIDTH;

/**
 * Writes the log up to its last checkpoint into a new folder, from the database alone: what `countersign-verify log` reads
 * (docs/evidence-format.md). Answers how many leaves; it holds up nobody.
 */
export const exportLog = async (url: string, folder: string): Promise<bigint> => {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new StartError(`${folder} is not empty: name a new folder`);
  const client = new pg.Client({ connectionString: url, application_name: "countersign log export" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0");
    const [signed] = (await client.query<Signed>(newest)).rows;
    if (signed === undefined) throw new StartError("no checkpoint was signed yet: start the sequencer first");
    const files = logFiles(folder);
    files.write("checkpoint", signed.note);
    files.write("policy.txt", ownPolicy(signed.vkeys, null));
    const size = BigInt(signed.size);
    for (let from = 0n; from < size; from += BigInt(PAGE)) {
      const to = from + BigInt(PAGE) < size ? from + BigInt(PAGE) : size;
      const { rows } = await client.query<LeafRow>(leaves, [signed.log, String(from), String(to)]);
      if (BigInt(rows.length) !== to - from)
        throw new StartError(
          `leaves between ${from} and ${to} are gone from the database: npm run log -- verify says more`,
        );
      files.take(rows);
    }
    files.finish();
    return size;
  } finally {
    await client.end();
  }
};

/** A log's folder as it grows: whole bundles and tiles are written, what is left over at the end. */
const logFiles = (folder: string) => {
  const open = new Map<number, { first: bigint; hashes: Uint8Array[] }>();
  let frontier: Frontier = emptyFrontier();
  let bundle: Buffer[] = [];
  const write = (path: string, bytes: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  const writeTile = (tile: Tile, bytes: Uint8Array): void => write(pathOf(tile), bytes);
  const closeBundle = (): void => {
    const n = (frontier.size - 1n) / BigInt(TILE_WIDTH);
    writeTile({ level: "entries", n, width: bundle.length }, entryBundle(bundle));
    bundle = [];
  };
  const closeTile = (level: number): void => {
    const { first, hashes } = open.get(level) ?? { first: 0n, hashes: [] };
    if (hashes.length > 0)
      writeTile({ level, n: first / BigInt(TILE_WIDTH), width: hashes.length }, Buffer.concat(hashes));
    open.delete(level);
  };
  const keep = (level: number, index: bigint, hash: Uint8Array): void => {
    const tile = open.get(level) ?? { first: index, hashes: [] };
    open.set(level, tile);
    if (tile.hashes.push(hash) === TILE_WIDTH) closeTile(level);
  };
  return {
    write,
    take: (rows: readonly LeafRow[]): void => {
      for (const { envelope, hash } of rows) {
        const grown = appendLeaf(frontier, hash);
        frontier = grown.frontier;
        for (const { level, index, hash: made } of grown.made) if (level % 8 === 0) keep(level / 8, index, made);
        if (bundle.push(Buffer.from(envelope ?? "")) === TILE_WIDTH) closeBundle();
      }
      appendFileSync(join(folder, "entries.jsonl"), rows.map(lineOf).join(""));
    },
    finish: (): void => {
      if (bundle.length > 0) closeBundle();
      for (const level of [...open.keys()]) closeTile(level);
    },
  };
};

const lineOf = ({ idx, entry, body, links, rows }: LeafRow): string =>
  `{"leafIndex":"${idx}","entry":"${entry}","body":${JSON.stringify(body)},"links":${links},"rows":${rows}}\n`;
