// @module-tag crash
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { successionText } from "../../src/sequencer/key-chain.store.js";
import { keptLogKey } from "../../src/sequencer/log-key.js";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { openNote, readNote } from "../../verify/log/note.js";
import { formatVkey, parseVkey } from "../../verify/log/vkey.js";
import { entry } from "../audit/entries.js";
import { query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, runLog, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";

let database: TestDatabase;
let home: string;
beforeEach(async () => {
  database = await testDatabase();
  home = logHome();
});
afterEach(() => database.drop());

const append = (stream: string): Promise<unknown> =>
  query(database.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream })])}')`);

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

it("rotates the key: announced under the old one, signing beside it, then alone; wherever it is broken off", async () => {
  startSequencer(database, home, { COUNTERSIGN_INDEX_SECONDS: "1" });
  await untilSigned(database, home);
  const [first] = await actsOf("addLogKey");
  const pinned = first?.after.vkey ?? "";

  const rotated = JSON.parse(await log(["rotate-key", "--json"]));
  expect(rotated.oldVkey).toBe(pinned);
  await until("both keys to sign", () => signatures() === 2);
  expect(openNote(note(), known(pinned)).signatures).toHaveLength(1);
  expect(openNote(note(), known(pinned, rotated.vkey)).signatures).toHaveLength(2);
  const announced = (await actsOf("addLogKey")).at(-1)?.after;
  expect(announced?.vkey).toBe(rotated.vkey);
  expect(openNote(announced?.note ?? "", known(pinned)).text).toBe(successionText(rotated.vkey));

  const file = (suffix: string): string => join(home, `log-key.pem${suffix}`);
  // Killed once the log knew of the key, before its file had its place.
  renameSync(file(""), file(".next"));
  renameSync(file(".retiring"), file(""));
  await append("team_a");
  await untilSigned(database, home);
  expect(JSON.parse(await log(["rotate-key", "--json"]))).toEqual(rotated);
  expect([existsSync(file(".next")), existsSync(file(".retiring"))]).toEqual([false, true]);
  expect(await actsOf("addLogKey")).toHaveLength(2);

  await query(
    database.superuserUrl,
    "update audit.log_key set retiring_at = clock_timestamp() where retiring_at is not null",
  );
  await until("the old key to be retired", async () => (await actsOf("retireLogKey"))[0]?.after.vkey === pinned);
  await append("team_a");
  await untilSigned(database, home);
  expect([signatures(), existsSync(file(".retiring"))]).toEqual([1, false]);
  expect(openNote(note(), known(rotated.vkey)).signatures).toHaveLength(1);
  expect(await verifyLog(database.superuserUrl, { state: null })).toEqual([]);

  // Killed before the log knew of the key: what was made is used.
  const made = formatVkey(keptLogKey(file(".next"), readNote(note()).text.split("\n")[0] ?? "").key);
  const next = JSON.parse(await log(["rotate-key", "--json"], { COUNTERSIGN_KEY_OVERLAP_HOURS: "0" }));
  expect(next).toMatchObject({ vkey: made, oldVkey: rotated.vkey });
  await until("it to sign alone", async () => (await actsOf("retireLogKey")).length === 2);
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
