// @module-tag crash
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { openIncarnation } from "../../src/sequencer/incarnation.store.js";
import { rotateKey, successionText } from "../../src/sequencer/key-chain.store.js";
import { keptLogKey } from "../../src/sequencer/log-key.js";
import { withSession } from "../../src/sequencer/session.store.js";
import { logFolder } from "../../src/sequencer/tile-files.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { openNote, readNote } from "../../verify/log/note.js";
import { formatVkey, parseVkey } from "../../verify/log/vkey.js";
import { entry } from "../audit/entries.js";
import { type Cut, cuttingProxy, isStatement } from "../support/cutting-proxy.js";
import { query, type TestDatabase, testDatabase } from "../support/database.js";
import {
  logHome,
  progress,
  runLog,
  type Sequencer,
  startLog,
  startSequencer,
  untilSigned,
} from "../support/sequencer.js";
import { until } from "../support/until.js";
import { verify } from "../verifier/verifiers.js";

let database: TestDatabase;
let home: string;
beforeEach(async () => {
  database = await testDatabase();
  home = logHome();
});
afterEach(() => database.drop());

/** An entry whose body says what its columns do, as verifiers want it. */
const append = (stream: string): Promise<unknown> => {
  const subjects = [{ id: stream, kind: "team", label: null, role: "target" }];
  const told = { action: "testAct", actor: { id: "usr_test" }, after: {}, outcome: "ALLOWED", subjects };
  const made = entry({ stream, body: canonicalJson(told) });
  return query(database.runtimeUrl, `select from audit.append('${JSON.stringify([made])}')`);
};

/** What an operator types after `npm run log --`; answers what it prints. */
const log = async (args: string[], env: Record<string, string> = {}): Promise<string> => {
  const { printed, complaint, code } = await runLog(database, home, args, env);
  if (code !== 0) throw new Error(complaint);
  return printed;
};

const note = (): string => readFileSync(join(home, "log/checkpoint"), "utf8");
const known = (...vkeys: string[]) => vkeys.flatMap((vkey) => parseVkey(vkey) ?? []);

/** How many keys signed the published checkpoint. */
const signatures = (): number => readNote(note()).signatures.length;

const actsOf = (action: string) =>
  query<{ after: { vkey: string; note?: string } }>(
    database.superuserUrl,
    `select (body::json)->'after' as after from audit.entry where action = '${action}' order by id`,
  );

const firstKey = async (): Promise<string> => (await actsOf("addLogKey"))[0]?.after.vkey ?? "";

const originOf = (vkey: string): string => vkey.split("+")[0] ?? "";

const endOverlap = (): Promise<unknown> =>
  query(
    database.superuserUrl,
    "update audit.log_key set retiring_at = clock_timestamp() where retiring_at is not null and retired_at is null",
  );

const keyFiles = (): string[] =>
  readdirSync(home)
    .filter((name) => name.startsWith("log-key"))
    .sort();

it("rotates the key: announced under the old one, signing beside it, then alone; two rotations at once are one", async () => {
  startSequencer(database, home, { COUNTERSIGN_INDEX_SECONDS: "1" });
  await untilSigned(database, home);
  const pinned = await firstKey();

  const [rotated, again] = (await Promise.all([log(["rotate-key", "--json"]), log(["rotate-key", "--json"])])).map(
    (printed) => JSON.parse(printed),
  );
  expect(again).toEqual(rotated);
  expect(rotated.oldVkey).toBe(pinned);
  await until("both keys to sign", () => signatures() === 2);
  expect(openNote(note(), known(pinned)).signatures).toHaveLength(1);
  expect(openNote(note(), known(pinned, rotated.vkey)).signatures).toHaveLength(2);
  const announced = await actsOf("addLogKey");
  expect(announced.map(({ after }) => after.vkey)).toEqual([pinned, rotated.vkey]);
  expect(openNote(announced[1]?.after.note ?? "", known(pinned)).text).toBe(successionText(rotated.vkey));

  await endOverlap();
  await until("the old key to be retired", async () => (await actsOf("retireLogKey"))[0]?.after.vkey === pinned);
  await append("team_a");
  await untilSigned(database, home);
  expect([signatures(), keyFiles()]).toEqual([1, ["log-key.pem"]]);
  expect(openNote(note(), known(rotated.vkey)).signatures).toHaveLength(1);
  expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
});

/** Nothing more is entered into the log's own stream until it is let go. */
const holdLogStream = async (): Promise<() => Promise<void>> => {
  const holder = new pg.Client(database.superuserUrl);
  await holder.connect();
  holder.on("error", () => undefined);
  await holder.query("begin");
  await holder.query("select from audit.stream where id like 'log\\_%' for update");
  await holder.query("select from audit.tree for update");
  return () => holder.end();
};

/** How many sessions wait for a lock: of a row's, for the transaction that has it. */
const waitingFor = async (what: "transactionid" | "any"): Promise<number> =>
  (
    await query(
      database.superuserUrl,
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
         and '${what}' in ('any', wait_event)`,
    )
  ).length;

/** A log that has signed, and no sequencer any more. */
const signedLog = async (): Promise<void> => {
  const sequencer = startSequencer(database, home);
  await untilSigned(database, home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
};

it("a rotation that comes while another is about to announce its key waits, and then finds that one", async () => {
  await signedLog();
  const rotation = () =>
    withSession(database.sequencerUrl, (session) =>
      rotateKey(session, { file: join(home, "log-key.pem"), overlapHours: 24 }),
    );
  const letGo = await holdLogStream();
  const first = rotation();
  await until("the first to enter its key", async () => (await waitingFor("transactionid")) === 1);
  const second = rotation();
  await Promise.race([second, until("the second to wait for the files", async () => (await waitingFor("any")) === 2)]);
  await letGo();
  const [made, found] = await Promise.all([first, second]);
  expect(found).toEqual(made);
  expect([(await actsOf("addLogKey")).length, keyFiles()]).toEqual([2, ["log-key.pem", "log-key.pem.retiring"]]);
});

it("two new logs after a theft are opened one after the other, and the last one's key is there", async () => {
  await signedLog();
  const opening = {
    reason: "the key was copied",
    compromised: true,
    auditRole: database.auditRole,
    logName: null,
    logKey: join(home, "log-key.pem"),
    anchored: null,
  };
  const open = () =>
    withSession(database.ownerUrl, (session) => openIncarnation(session, logFolder(join(home, "log")), opening));
  const letGo = await holdLogStream();
  const first = open();
  await until("the first to enter itself", async () => (await waitingFor("transactionid")) === 1);
  const second = open();
  await Promise.race([second, until("the second to wait for the files", async () => (await waitingFor("any")) === 2)]);
  await letGo();
  const [, last] = await Promise.all([first, second]);
  expect(keyFiles()).toEqual(["log-key.pem", "log-key.pem.compromised", "log-key.pem.compromised-2"]);
  const kept = keptLogKey(opening.logKey, last?.origin ?? "");
  expect(formatVkey(kept.key)).toBe(last?.vkey);
  const keys = await query<{ log: number; vkey: string }>(
    database.superuserUrl,
    "select log, vkey from audit.log_key order by log desc limit 1",
  );
  expect(keys).toEqual([{ log: 3, vkey: last?.vkey }]);
});

it("a key file that is not whole halts the log by its name, stays as it is, and put back lets it go on", async () => {
  const path = join(home, "log-key.pem");
  const sequencer = startSequencer(database, home);
  await untilSigned(database, home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const whole = readFileSync(path, "utf8");
  const cut = whole.slice(0, 60);
  writeFileSync(path, cut);
  startSequencer(database, home);
  await until("the log to halt", async () => (await progress(database)).halted === "KEY_UNREADABLE");
  const [tree] = await query<{ detail: string }>(database.superuserUrl, "select halt_detail as detail from audit.tree");
  expect(tree?.detail).toContain(`${path} holds no private key that is whole`);
  for (const args of [["rotate-key"], ["new-incarnation", "--reason", "r"]])
    await expect(log(args)).rejects.toThrow(path);
  expect([readFileSync(path, "utf8"), keyFiles()]).toEqual([cut, ["log-key.pem"]]);
  writeFileSync(path, whole);
  await append("team_a");
  await until("the log to go on", async () => (await progress(database)).halted === null);
  await untilSigned(database, home);
  writeFileSync(`${path}.next`, "");
  await expect(log(["rotate-key"])).rejects.toThrow(`${path}.next is empty`);
  expect([readFileSync(`${path}.next`, "utf8"), (await actsOf("addLogKey")).length]).toEqual(["", 1]);
});

it("a rotation that is killed at any of its steps comes to its end, and verifiers follow from the first key", async () => {
  const proxy = await cuttingProxy(database.sequencerUrl);
  onTestFinished(() => proxy.close());
  const through = { ...database, sequencerUrl: proxy.through(database.sequencerUrl) };
  /** Breaks the next transaction that enters this act off, before its COMMIT or after. */
  const breaks = (where: Cut, action: string): Promise<void> => {
    let isIt = false;
    return proxy.cut(where, (sent) => {
      isIt ||= sent.text.includes(action);
      return isIt && isStatement("commit")(sent);
    });
  };
  const killedRotation = async (where: Cut): Promise<void> => {
    const broken = breaks(where, "addLogKey");
    const command = startLog(through, home, ["rotate-key"]);
    await broken;
    command.process.kill("SIGKILL");
    await command.ended;
  };
  const start = (on: Pick<TestDatabase, "sequencerUrl">) =>
    startSequencer(on, home, { COUNTERSIGN_INDEX_SECONDS: "1" });
  const kill = async (sequencer: Sequencer): Promise<void> => {
    sequencer.process.kill("SIGKILL");
    await sequencer.end();
  };
  const counts = async (): Promise<number[]> =>
    Promise.all(["addLogKey", "retireLogKey", "haltLog"].map(async (action) => (await actsOf(action)).length));
  const signed = async (by: number): Promise<void> => {
    await append("team_a");
    await untilSigned(database, home);
    expect(signatures()).toBe(by);
  };

  const first = start(database);
  await untilSigned(database, home);
  const pinned = await firstKey();
  await killedRotation("before");
  await signed(1);
  expect([await counts(), keyFiles()]).toEqual([
    [1, 0, 0],
    ["log-key.pem", "log-key.pem.next"],
  ]);
  await kill(first);
  const made = formatVkey(keptLogKey(join(home, "log-key.pem.next"), originOf(pinned)).key);
  await killedRotation("after");
  expect([await counts(), keyFiles()]).toEqual([
    [2, 0, 0],
    ["log-key.pem", "log-key.pem.next"],
  ]);

  const second = start(through);
  await signed(2);
  expect(JSON.parse(await log(["rotate-key", "--json"]))).toMatchObject({ vkey: made, oldVkey: pinned });
  expect([await counts(), keyFiles()]).toEqual([
    [2, 0, 0],
    ["log-key.pem", "log-key.pem.retiring"],
  ]);
  const unretired = breaks("before", "retireLogKey");
  await endOverlap();
  await unretired;
  await kill(second);
  expect(await counts()).toEqual([2, 0, 0]);
  const retired = breaks("after", "retireLogKey");
  const third = start(through);
  await retired;
  await kill(third);
  expect([await counts(), keyFiles()]).toEqual([
    [2, 1, 0],
    ["log-key.pem", "log-key.pem.retiring"],
  ]);

  // Between its two moves of files, and nobody types the command again before the overlap is over.
  await killedRotation("after");
  renameSync(join(home, "log-key.pem"), join(home, "log-key.pem.retiring"));
  await endOverlap();
  start(database);
  await until("the second key to be retired", async () => (await counts())[1] === 2);
  await signed(1);
  expect([await counts(), keyFiles()]).toEqual([[3, 2, 0], ["log-key.pem"]]);
  const [folder, policy] = [join(home, "exported"), join(home, "policy.txt")];
  await exportLog(database.runtimeUrl, folder);
  writeFileSync(policy, `log ${pinned}\nquorum none\n`);
  expect(await verify("log", folder, "--policy", policy)).toMatchObject({ verdict: "OK", places: [] });
});

it("opens a new log when the key is lost, whose first leaf says what was before, with every entry in it", async () => {
  const first = startSequencer(database, home, { COUNTERSIGN_LOG_NAME: "registry.example/log" });
  await append("team_a");
  await untilSigned(database, home);
  first.process.kill("SIGTERM");
  await first.end();
  const old = note();
  rmSync(join(home, "log-key.pem"));
  const sequencer = startSequencer(database, home, {
    COUNTERSIGN_LOG_NAME: "registry.example/log",
    COUNTERSIGN_INDEX_SECONDS: "1",
  });
  await until("the log to halt", async () => (await progress(database)).halted === "KEY_MISSING");
  await append("team_b");
  await expect(log(["new-incarnation"])).rejects.toThrow("say why");
  const env = { COUNTERSIGN_LOG_NAME: "registry.example/log" };
  const opened = JSON.parse(await log(["new-incarnation", "--reason", "the disk died", "--json"], env));
  expect(opened.origin).toBe("registry.example/log/2");
  await until("the new log to have every entry", async () => {
    const [row] = await query<{ done: boolean }>(
      database.superuserUrl,
      `select (select count(*) from audit.entry) = (select count(*) from audit.leaf where log = 2)
         and coalesce((select max(size) from audit.checkpoint where log = 2) = (select count(*) from audit.entry), false) as done`,
    );
    return row?.done === true && note() !== old;
  });
  const { text } = openNote(note(), known(opened.vkey));
  expect(parseCheckpoint(text)?.origin).toBe("registry.example/log/2");
  const [leaf] = await query<{ action: string; after: object }>(
    database.superuserUrl,
    `select e.action, (e.body::json)->'after' as after from audit.leaf l join audit.entry e on e.id = l.entry_id
     where l.log = 2 and l.idx = 0`,
  );
  expect(leaf).toEqual({
    action: "openIncarnation",
    after: {
      origin: "registry.example/log/2",
      vkey: opened.vkey,
      compromised: false,
      lost: "0",
      predecessor: { origin: "registry.example/log", checkpoint: old, anchored: null },
      why: "the disk died",
    },
  });
  expect(readdirSync(join(home, "log")).sort()).toEqual(["checkpoint", "of-registry.example-log", "tile"]);
  expect(readFileSync(join(home, "log/of-registry.example-log/checkpoint"), "utf8")).toBe(old);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);
});
