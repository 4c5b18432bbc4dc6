// @module-tag crash
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { ROUND } from "../../src/sequencer/round.store.js";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { openNote } from "../../verify/log/note.js";
import { rootAt } from "../../verify/log/proofs.js";
import { pathOf, readBundle, tileReader, widthAt } from "../../verify/log/tiles.js";
import { leafHash, rootOf } from "../../verify/log/tree.js";
import { parseVkey } from "../../verify/log/vkey.js";
import { entry } from "../audit/entries.js";
import { asSuperuser, query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

/** Appends `count` entries by the service's login, over these streams in turn; answers when they are committed. */
const append = async (count: number, streams = ["team_a", "team_b", "usr_c"]): Promise<void> => {
  const entries = Array.from({ length: count }, (_, at) => entry({ stream: streams[at % streams.length] ?? "" }));
  await query(database.runtimeUrl, `select from audit.append('${JSON.stringify(entries)}')`);
};

interface Leaf {
  readonly entry: bigint;
  readonly stream: string;
  readonly seq: string;
  readonly hash: Buffer;
  readonly envelope: string;
}

const leaves = (): Promise<Leaf[]> =>
  query<Leaf>(
    database.superuserUrl,
    `select l.entry_id as entry, e.stream_kind || ':' || e.stream_id as stream, e.stream_seq::text as seq, l.hash, e.envelope
     from audit.leaf l join audit.entry e on e.id = l.entry_id order by l.idx`,
  );

/** The folder's checkpoint, opened with the log's key. */
const published = async (home: string) => {
  const [key] = await query<{ vkey: string }>(database.superuserUrl, "select vkey from audit.log_key");
  const known = parseVkey(key?.vkey ?? "");
  if (known === undefined) throw new Error("no vkey");
  const { text } = openNote(readFileSync(join(home, "log/checkpoint")), [known]);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint === undefined) throw new Error("no checkpoint");
  return checkpoint;
};

/** Nothing is lost or doubled, streams go on in order, and the folder's tiles make the root that is signed. */
const expectWhole = async (home: string): Promise<void> => {
  const all = await leaves();
  const { entries, pending } = await progress(database);
  expect([all.length, pending]).toEqual([entries, 0]);
  expect(new Set(all.map(({ entry: id }) => id)).size).toBe(all.length);
  for (const [, own] of Map.groupBy(all, ({ stream }) => stream))
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_, at) => String(at + 1)));
  const { size, root } = await published(home);
  expect(rootOf(all.slice(0, Number(size)).map(({ envelope }) => leafHash(envelope))).equals(root)).toBe(true);
  const read = tileReader((tile) => readFileSync(join(home, "log", pathOf(tile))), size);
  expect(Buffer.compare(await rootAt(read, size), root)).toBe(0);
  for (let n = 0n; n * 256n < size; n++) {
    const width = widthAt({ level: "entries", n }, size);
    const bundle = readBundle(readFileSync(join(home, "log", pathOf({ level: "entries", n, width })))) ?? [];
    const own = all.slice(Number(n) * 256, Number(n) * 256 + width);
    expect(bundle.map((each) => Buffer.from(each).toString())).toEqual(own.map(({ envelope }) => envelope));
  }
  const checkpoints = await query<{ size: number; root: Buffer }>(
    database.superuserUrl,
    "select size::int, root from audit.checkpoint order by size",
  );
  for (const { size: at, root: then } of checkpoints)
    expect(rootOf(all.slice(0, at).map(({ hash }) => hash)).equals(then)).toBe(true);
};

describe("the sequencer", () => {
  it("puts every entry into the log and signs it, with a key that it makes; a transaction that stays open delays its own alone", async () => {
    const home = logHome();
    await append(700);
    startSequencer(database, home, { COUNTERSIGN_LOG_NAME: "registry.example/log" });
    await untilSigned(database, home);
    const elsewhere = new pg.Client(database.runtimeUrl);
    await elsewhere.connect();
    await elsewhere.query("begin");
    await elsewhere.query("select from audit.append($1)", [JSON.stringify([entry({ stream: "team_open" })])]);
    await append(4, ["mod_d"]);
    await untilSigned(database, home);
    expect((await leaves()).map(({ stream }) => stream)).not.toContain("team:team_open");
    await elsewhere.query("commit");
    await elsewhere.end();
    await untilSigned(database, home);
    await expectWhole(home);
    expect(await published(home)).toMatchObject({ origin: "registry.example/log", size: 707n });
    expect(statSync(join(home, "log-key.pem")).mode & 0o777).toBe(0o600);
    const acts = await query(database.superuserUrl, "select action from audit.entry where stream_kind = 'log'");
    expect(acts).toEqual([{ action: "addLogKey" }]);
  });

  it("loses and doubles nothing when it is killed again and again while others write", async () => {
    const home = logHome();
    const indexed = { COUNTERSIGN_INDEX_SECONDS: "1" };
    let writing = true;
    const writers = Promise.all(
      ["team_a", "team_b", "usr_c"].map(async (stream) => {
        while (writing) await append(40, [stream, "mod_all"]);
      }),
    );
    try {
      for (let kill = 0; kill < 6; kill++) {
        const sequencer = startSequencer(database, home, indexed);
        const before = (await progress(database)).leaves;
        await until("the log to grow", async () => (await progress(database)).leaves > before + 100);
        sequencer.process.kill("SIGKILL");
        await sequencer.end();
      }
    } finally {
      writing = false;
      await writers;
    }
    startSequencer(database, home, indexed);
    await until("the index to cover all but its own commitment", async () => {
      const [tree] = await query<{ rest: bigint }>(
        database.superuserUrl,
        "select size - index_size as rest from audit.tree",
      );
      return tree?.rest === 1n;
    });
    await untilSigned(database, home);
    await expectWhole(home);
    expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
  });

  it("has one leader: the other waits, and who lost the lead commits nothing more", async () => {
    const home = logHome();
    const first = startSequencer(database, home);
    await until("the first to lead", () => first.logged().includes("leads the log"));
    const second = startSequencer(database, home);
    await append(10);
    await untilSigned(database, home);
    expect(second.logged()).not.toContain("leads the log");
    first.process.kill("SIGSTOP");
    await query(
      database.superuserUrl,
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and d.datname = current_database() and l.granted`,
    );
    await append(10);
    await until("the second to lead", () => second.logged().includes("leads the log"));
    await untilSigned(database, home);
    first.process.kill("SIGCONT");
    await append(300);
    await untilSigned(database, home);
    await until("the first to notice", () => first.logged().includes("the log is not extended"));
    await expectWhole(home);
  });
});

/** What an owner of the database can do, triggers off. */
const tamper = (statement: string): Promise<void> =>
  asSuperuser(
    database.superuserUrl,
    "set session_replication_role = replica",
    allTriggers("disable"),
    statement,
    allTriggers("enable always"),
  );

const allTriggers = (how: string): string => `do $$ declare t record; begin
  for t in select tgrelid::regclass as tbl, tgname from pg_trigger
    where tgname ~ '_is_append_only$' and tgrelid in ('audit.entry'::regclass, 'audit.checkpoint'::regclass, 'audit.subject'::regclass)
  loop execute format('alter table %s ${how} trigger %I', t.tbl, t.tgname); end loop; end $$`;

/** What is done to entries that wait in the queue, by what name it halts the log, and how it is mended. */
const faults: [string, string, string][] = [
  [
    "LEAF_MISMATCH",
    `update audit.entry set envelope = replace(envelope, 'ALLOWED', 'DENIED') where id = (select max(entry_id) from audit.pending)`,
    `update audit.entry set envelope = replace(envelope, 'DENIED', 'ALLOWED') where envelope like '%DENIED%'`,
  ],
  [
    "COLUMN_ENVELOPE_MISMATCH",
    `update audit.entry set stream_id = 'team_x' where id = (select max(entry_id) from audit.pending)`,
    `update audit.entry set stream_id = 'team_a' where stream_id = 'team_x'`,
  ],
  [
    "LINKS_MISMATCH",
    `update audit.subject set role = 'owner' where entry_id = (select max(entry_id) from audit.pending)`,
    `update audit.subject set role = 'target' where role = 'owner'`,
  ],
  ["MISSING", `insert into audit.pending values (8999999)`, `delete from audit.pending where entry_id = 8999999`],
  [
    "STREAM_GAP",
    `delete from audit.pending where entry_id = (select min(entry_id) from audit.pending)`,
    `insert into audit.pending select id from audit.entry e where not exists (select from audit.leaf l where l.entry_id = e.id) on conflict do nothing`,
  ],
];

describe("what does not fit", () => {
  it("halts the log by name, whatever waits behind it, and lets it go on once it is as it was", async () => {
    const home = logHome();
    const sequencer = startSequencer(database, home);
    await append(2, ["team_a"]);
    await untilSigned(database, home);
    for (const [code, harm, mend] of faults) {
      sequencer.process.kill("SIGSTOP");
      await append(2, ["team_a"]);
      const { leaves: before } = await progress(database);
      await tamper(harm);
      sequencer.process.kill("SIGCONT");
      await until(`the log to halt: ${code}`, async () => (await progress(database)).halted === code);
      await append(2, ["team_z"]);
      expect(await progress(database)).toMatchObject({ leaves: before, signed: before });
      await tamper(mend);
      await untilSigned(database, home);
      expect((await progress(database)).halted).toBe(null);
    }
    await expectWhole(home);
    const acts = await query<{ action: string }>(
      database.superuserUrl,
      "select action from audit.entry where stream_kind = 'log' order by id",
    );
    expect(acts.map(({ action }) => action)).toEqual(["addLogKey", ...faults.flatMap(() => ["haltLog", "resumeLog"])]);
  });

  it("holds up no full round that stands before it, although that has read it already", async () => {
    const home = logHome();
    const sequencer = startSequencer(database, home);
    await append(2);
    await untilSigned(database, home);
    sequencer.process.kill("SIGSTOP");
    const { leaves: before } = await progress(database);
    await append(ROUND + 500);
    const [, harm, mend] = faults[0] as (typeof faults)[number];
    await tamper(harm);
    sequencer.process.kill("SIGCONT");
    await until("the log to halt", async () => (await progress(database)).halted === "LEAF_MISMATCH");
    expect(await progress(database)).toMatchObject({ leaves: before + ROUND });
    await tamper(mend);
    await untilSigned(database, home);
    await expectWhole(home);
  });

  it("halts when the folder has a checkpoint that the database lost, and when the key is gone", async () => {
    const home = logHome();
    const first = startSequencer(database, home);
    await append(3);
    await untilSigned(database, home);
    first.process.kill("SIGTERM");
    expect(await first.end()).toBe(0);
    await tamper("delete from audit.checkpoint");
    const second = startSequencer(database, home);
    await until("the log to halt", async () => (await progress(database)).halted === "FORK");
    second.process.kill("SIGTERM");
    await second.end();
    renameSync(join(home, "log"), join(home, "log-of-before"));
    renameSync(join(home, "log-key.pem"), join(home, "elsewhere.pem"));
    startSequencer(database, home);
    await until("the log to halt", async () => (await progress(database)).halted === "KEY_MISSING");
    renameSync(join(home, "elsewhere.pem"), join(home, "log-key.pem"));
    await untilSigned(database, home);
    await expectWhole(home);
  });
});

describe("a folder that takes no file", () => {
  it("holds up the signature, and not the log, until it does again", async () => {
    const home = logHome();
    const sequencer = startSequencer(database, home);
    await append(2);
    await untilSigned(database, home);
    const { signed } = await progress(database);
    renameSync(join(home, "log/tile"), join(home, "log/kept"));
    writeFileSync(join(home, "log/tile"), "");
    await append(2);
    await until("the complaint", () => sequencer.logged().includes("its folder takes no file"));
    await append(2);
    await until("the queue to be taken", async () => (await progress(database)).pending === 0);
    expect(await progress(database)).toMatchObject({ signed, halted: null });
    rmSync(join(home, "log/tile"));
    renameSync(join(home, "log/kept"), join(home, "log/tile"));
    await untilSigned(database, home);
    await expectWhole(home);
  });
});

describe("logins", () => {
  it("lets the sequencer append acts of the log and no other, and change nothing that is written", async () => {
    await append(1);
    const refused = async (url: string, statement: string): Promise<void> =>
      expect(query(url, statement), statement).rejects.toMatchObject({ code: "42501" });
    const act = JSON.stringify([entry({ stream: "team_a" })]);
    await refused(database.sequencerUrl, `select audit.append_log('${act}')`);
    await refused(database.sequencerUrl, `select audit.append('${act}')`);
    await refused(database.sequencerUrl, "update audit.entry set body = '{}'");
    await refused(database.sequencerUrl, "insert into audit.pending values (5)");
    await refused(database.sequencerUrl, "delete from audit.leaf");
    await refused(database.sequencerUrl, "select from principal");
    await refused(database.runtimeUrl, "delete from audit.pending");
    await refused(database.runtimeUrl, "insert into audit.leaf values (1, 0, 1, sha256(''))");
    await refused(database.runtimeUrl, "update audit.tree set size = 0");
    await refused(database.superuserUrl, "truncate audit.leaf");
    for (const table of ["keeper", "anchor", "cosignature"]) {
      await refused(database.runtimeUrl, `insert into audit.${table} select from audit.${table}`);
      await refused(database.sequencerUrl, `delete from audit.${table}`);
      await refused(database.superuserUrl, `truncate audit.${table}`);
    }
    await query(
      database.runtimeUrl,
      "select from audit.leaf, audit.tree, audit.checkpoint, audit.index_head, audit.log_key",
    );
  });
});
