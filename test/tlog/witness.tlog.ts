import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { parseCheckpoint } from "../../verify/log/checkpoint.js";
import { readNote } from "../../verify/log/note.js";
import { openCheckpoint, parsePolicy } from "../../verify/log/tlog-policy.js";
import { entry } from "../audit/entries.js";
import { query, type TestDatabase, testDatabase } from "../support/database.js";
import { logHome, progress, type Sequencer, startSequencer, untilSigned } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { judge } from "./judge.js";
import { startLitewitness } from "./litewitness.js";

const ORIGIN = "registry.example/log";

const append = (to: TestDatabase, stream: string): Promise<unknown> =>
  query(to.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream }), entry({ stream })])}')`);

const emptied = async (): Promise<TestDatabase> => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  return database;
};

const end = async (sequencer: Sequencer): Promise<void> => {
  sequencer.process.kill("SIGTERM");
  await sequencer.end();
};

it("torchwood's litewitness cosigns our log as it grows, and no fork by the same key, whose log halts", async () => {
  const [database, home] = [await emptied(), logHome()];
  writeFileSync(join(home, "anchors.json"), "[]", { mode: 0o600 });
  const alone = { COUNTERSIGN_ANCHORS: join(home, "anchors.json"), COUNTERSIGN_LOG_NAME: ORIGIN };
  const first = startSequencer(database, home, alone);
  await append(database, "team_a");
  await untilSigned(database, home);
  await end(first);
  const [{ vkey } = { vkey: "" }] = await query<{ vkey: string }>(
    database.superuserUrl,
    "select vkey from audit.log_key",
  );
  const witness = await startLitewitness("witness.example/lite", { origin: ORIGIN, vkey });
  const lines = `witness lite ${witness.vkey} ${witness.url}/\nquorum lite\n`;
  writeFileSync(join(home, "witnesses"), lines);
  const env = { ...alone, COUNTERSIGN_WITNESSES: join(home, "witnesses") };
  const policy = `log ${vkey}\nwitness lite ${witness.vkey}\nquorum lite\n`;
  const checkpoint = (): string => readFileSync(join(home, "log/checkpoint"), "utf8");

  /** The published checkpoint, once it covers every entry and the witness has signed it. */
  const cosigned = async (): Promise<string> => {
    await untilSigned(database, home);
    await until("litewitness's cosignature", () => readNote(checkpoint()).signatures.length === 2);
    const note = checkpoint();
    return readNote(note).text.startsWith(`${ORIGIN}\n${witness.known().size}\n`) ? note : cosigned();
  };
  const second = startSequencer(database, home, env);
  for (let more = 0; more < 3; more++) {
    await append(database, "team_a");
    const note = await cosigned();
    const { size, root } = openCheckpoint(note, parsePolicy(policy));
    expect(witness.known()).toEqual({ size: Number(size), root: Buffer.from(root).toString("base64") });
    const [theirs] = judge([{ do: "checkpoint", note, policy }]);
    expect(theirs).toMatchObject({ size: Number(size) });
  }
  await end(second);

  const known = witness.known();
  rmSync(join(home, "log"), { recursive: true });
  const forged = await emptied();
  while ((await progress(forged)).entries <= known.size) await append(forged, "team_b");
  const forging = startSequencer(forged, home, env);
  await until("the forged log to halt", async () => (await progress(forged)).halted === "FORK");
  await end(forging);
  const [why] = await query<{ detail: string }>(forged.superuserUrl, "select halt_detail as detail from audit.tree");
  expect(why?.detail).toContain("does not see that");
  // It is the log's own name and key, and goes beyond what the witness knows: only the history is another.
  expect(parseCheckpoint(readNote(checkpoint()).text)).toMatchObject({ origin: ORIGIN });
  expect(readNote(checkpoint()).signatures).toHaveLength(1);
  expect(witness.known()).toEqual(known);

  rmSync(join(home, "log"), { recursive: true });
  const third = startSequencer(database, home, env);
  await append(database, "team_a");
  await cosigned();
  expect(witness.known().size).toBeGreaterThan(known.size);
  await end(third);
}, 120_000);
