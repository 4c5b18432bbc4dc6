import { expect, it, onTestFinished } from "vitest";
import { entry } from "../audit/entries.js";
import { query, testDatabase } from "../support/database.js";
import { logHome, progress, startSequencer } from "../support/sequencer.js";
import { until } from "../support/until.js";

it("the index is committed to when it is asked for, but not before a checkpoint covers the commitment before", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const home = logHome();
  const append = async (): Promise<void> => {
    await query(database.runtimeUrl, `select from audit.append('${JSON.stringify([entry({ stream: "team_a" })])}')`);
    await until("the entry to be a leaf", async () => (await progress(database)).pending === 0);
  };
  const index = async () => {
    const [row] = await query<{ size: number; asked: number }>(
      database.superuserUrl,
      `select index_size::int as size, (select count(*)::int from audit.index_order) as asked from audit.tree`,
    );
    return row ?? { size: 0, asked: 0 };
  };
  const ask = (size: number) =>
    query(database.runtimeUrl, `insert into audit.index_order (log, size) values (1, ${size})`);
  const silent = startSequencer(database, home, { COUNTERSIGN_CHECKPOINT_MS: "3600000" });
  await until("the log", async () => (await progress(database)).leaves > 0);
  await append();
  await ask(2);
  await until("what was asked for", async () => (await index()).asked === 0);
  const { size } = await index();
  expect(size).toBeGreaterThanOrEqual(2);
  await ask(size + 1);
  for (let round = 0; round < 3; round++) await append();
  expect(await index()).toEqual({ size, asked: 1 });
  silent.process.kill("SIGTERM");
  await silent.end();
  startSequencer(database, home);
  await until("what was asked for", async () => (await index()).asked === 0);
  expect((await index()).size).toBeGreaterThan(size);
}, 60_000);
