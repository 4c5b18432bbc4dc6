import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readNote } from "../../verify/log/note.js";
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

const status = async (): Promise<{ state: string; halted: string | null; warning: string | null }> =>
  JSON.parse((await runLog(database, home, ["status", "--json"])).printed);

/** What the database says halts the log, or will. */
const noted = async (): Promise<string | null> =>
  (await query<{ detail: string | null }>(database.superuserUrl, "select halt_detail as detail from audit.tree"))[0]
    ?.detail ?? null;

const signatures = (): number => readNote(readFileSync(join(home, "log/checkpoint"), "utf8")).signatures.length;

const keyFiles = (): string[] =>
  readdirSync(home)
    .filter((name) => name.startsWith("log-key"))
    .sort();

const start = () => startSequencer(database, home, { COUNTERSIGN_INDEX_SECONDS: "1" });

it("a key that follows and is damaged warns while the one before signs, halts when that one ends, and put back goes on", async () => {
  const [current, next] = [join(home, "log-key.pem"), join(home, "log-key.pem.next")];
  const first = start();
  await untilSigned(database, home);
  first.process.kill("SIGTERM");
  await first.end();
  expect((await runLog(database, home, ["rotate-key"])).code).toBe(0);
  // A rotation that was killed before it moved the files.
  renameSync(current, next);
  renameSync(`${current}.retiring`, current);
  const whole = readFileSync(next, "utf8");
  writeFileSync(next, whole.slice(0, 60));

  start();
  await query(database.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream: "team_a" })])}')`);
  await until("the warning", async () => (await noted())?.startsWith("KEY_UNREADABLE: ") === true);
  await untilSigned(database, home);
  expect(await status()).toMatchObject({ state: "SIGNING", halted: null, warning: expect.stringContaining(next) });
  expect([signatures(), readFileSync(next, "utf8")]).toEqual([1, whole.slice(0, 60)]);

  await query(
    database.superuserUrl,
    "update audit.log_key set retiring_at = clock_timestamp() where retiring_at is not null",
  );
  await until("the log to halt", async () => (await progress(database)).halted === "KEY_UNREADABLE");
  const retired = "select from audit.log_key where retired_at is not null";
  expect(await query(database.superuserUrl, retired)).toEqual([]);

  writeFileSync(next, whole);
  await until("the rotation to end", async () => (await query(database.superuserUrl, retired)).length === 1);
  await until("the old file to go", () => keyFiles().join() === "log-key.pem");
  await untilSigned(database, home);
  expect([signatures(), readFileSync(current, "utf8")]).toEqual([1, whole]);
  const halts = await query<{ action: string }>(
    database.superuserUrl,
    "select action from audit.entry where action in ('haltLog', 'resumeLog') order by id",
  );
  expect(halts.map(({ action }) => action)).toEqual(["haltLog", "resumeLog"]);
  await until("nothing to be warned of", async () => (await noted()) === null);
});
