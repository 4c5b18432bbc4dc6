import pino from "pino";
import { expect, test } from "vitest";
import { migrations } from "../../migrations/index.js";
import { livingFunctions } from "../../src/db/living-functions.js";
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

const bodyOf = "select prosrc as body, pg_get_userbyid(proowner) as owner from pg_proc where proname = 'refuse_change'";
const otherBody = `create or replace function audit.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$`;
const noteOther = "update schema_function set digest = 'other' where name = 'audit.refuse_change'";

test("puts a SQL function of this release in the place of an older one, once", async () => {
  const database = await testDatabase();
  const [before] = await query(database.superuserUrl, bodyOf);
  await asSuperuser(database.superuserUrl, otherBody, noteOther);
  expect(await query(database.superuserUrl, bodyOf)).not.toEqual([before]);
  await Promise.all([1, 2].map(() => migrate(database.ownerUrl, database, log)));
  expect(await query(database.superuserUrl, bodyOf)).toEqual([before]);
  const applied = "select name, applied_at from schema_function order by name";
  const times = await query(database.superuserUrl, applied);
  expect(times).toHaveLength(livingFunctions().length);
  await migrate(database.ownerUrl, database, log);
  expect(await query(database.superuserUrl, applied)).toEqual(times);
  await database.drop();
});

test("an older release puts no old SQL function back", async () => {
  const database = await testDatabase();
  await asSuperuser(
    database.superuserUrl,
    `insert into schema_migration (timestamp, name) values (99999999999999, 'Future99999999999999')`,
    otherBody,
    noteOther,
  );
  const newer = await query(database.superuserUrl, bodyOf);
  await expect(migrate(database.ownerUrl, database, log)).rejects.toThrow("newer release");
  expect(await query(database.superuserUrl, bodyOf)).toEqual(newer);
  await database.drop();
});
