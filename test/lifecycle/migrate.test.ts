import pino from "pino";
import { expect, test } from "vitest";
import { migrations } from "../../migrations/index.js";
import { migrate, pendingMigrations } from "../../src/db/migrate.js";
import { asSuperuser, query, testDatabase } from "../support/database.js";

const log = pino({ level: "silent" });
const names = migrations.map((Migration) => new Migration().name);

test("migrates an empty database once, also when two services start at once", { tags: "race" }, async () => {
  const database = await testDatabase({ migrated: false });
  await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl, database, log)));
  const applied = await query(database.runtimeUrl, "select name from schema_migration order by id");
  expect(applied.map((row) => row.name)).toEqual(names);
  await database.drop();
});

test("tells which migrations a database lacks", async () => {
  const database = await testDatabase();
  const newest = names.at(-1) ?? "";
  await asSuperuser(database.superuserUrl, `delete from schema_migration where name = '${newest}'`);
  const applied = await query<never>(database.runtimeUrl, "select name from schema_migration");
  expect(await pendingMigrations({ rows: async <Row>() => applied as Row[], row: async () => undefined })).toEqual([
    newest,
  ]);
  await database.drop();
});

test("refuses a database that a newer release migrated", async () => {
  const database = await testDatabase();
  await asSuperuser(
    database.superuserUrl,
    `insert into schema_migration (timestamp, name) values (99999999999999, 'Future99999999999999')`,
  );
  await expect(migrate(database.ownerUrl, database, log)).rejects.toThrow(
    "the database was migrated by a newer release (Future99999999999999 is unknown here): update Countersign",
  );
  await database.drop();
});
