import { beforeEach, expect, it, onTestFinished } from "vitest";
import { copyOf, query, type TestDatabase, testDatabase } from "../support/database.js";
import { overwriteHeap } from "../support/heap-page.js";
import { logHome, runLog, startSequencer, untilSigned } from "../support/sequencer.js";
import { entry } from "./entries.js";

/** Whoever owns the machine changes PostgreSQL's files: no trigger, no grant and no WAL knows of it. */

let database: TestDatabase;
let home: string;
/** The table that keeps the entries. */
let table: string;

beforeEach(async () => {
  database = await testDatabase();
  onTestFinished(() => database.drop());
  home = logHome();
  const said = (reason: string) => entry({ stream: "team_a", body: JSON.stringify({ reason }) });
  for (const reason of ["it was asked for", "it was better", "it was signed"])
    await query(database.runtimeUrl, `select from audit.append('${JSON.stringify([said(reason)])}')`);
  const sequencer = startSequencer(database, home);
  await untilSigned(database, home);
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
  const [kept] = await query<{ name: string }>(
    database.superuserUrl,
    "select tableoid::regclass::text as name from audit.entry where body like '%better%'",
  );
  table = kept?.name ?? "";
  expect(await runLog(database, home, ["verify"])).toMatchObject({ code: 0 });
});

/** A copy of the database in which these bytes stand instead of those; what `verify` says of it. */
const verified = async (of: string, bytes: readonly [string, string], mended: boolean) => {
  const copy = await copyOf(database, "file_copy");
  onTestFinished(() => copy.drop());
  await overwriteHeap(copy, { source: database, table: of }, bytes, mended);
  return runLog(copy, home, ["verify"]);
};

it("an entry or a link that was changed in its file is found, with the page's checksum made right", async () => {
  expect(await verified(table, ["it was better", "it was worse!"], true)).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^BODY_HASH_MISMATCH team:team_a entry 2: .*\n1 findings\.\n$/),
  });
  expect(await verified("audit.subject", ["target", "tested"], true)).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^LINKS_MISMATCH \S+ entry 1: .*\n1 findings\.\n$/),
  });
});

it("a page whose checksum is wrong is not read: nothing is said to hold", async () => {
  expect(await verified(table, ["it was better", "it was worse!"], false)).toMatchObject({
    code: 2,
    printed: "",
    complaint: expect.stringContaining("invalid page in block 0"),
  });
});
