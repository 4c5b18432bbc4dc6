// @module-tag crash
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { successionText } from "../../src/sequencer/key-chain.store.js";
import { keptLogKey } from "../../src/sequencer/log-key.js";
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
