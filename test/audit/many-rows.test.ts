import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { entry } from "./entries.js";

let database: TestDatabase;
let runtime: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  runtime = new pg.Client(database.runtimeUrl);
  await runtime.connect();
});
afterAll(async () => {
  await runtime?.end();
  await database?.drop();
});

/** Rows of the log that were read for each of `count` new teams, each with an entry, when the commit looks for their entries. */
const readForEach = async (name: string, count: number): Promise<number> => {
  const ids = Array.from({ length: count }, (_, index) => `team_${name}${index}`);
  await runtime.query("begin");
  await runtime.query(
    "insert into team (id, slug, name) select id, replace(id, '_', '-'), id from unnest($1::text[]) id",
    [ids],
  );
  await runtime.query("select audit.append($1)", [JSON.stringify(ids.map((stream) => entry({ stream })))]);
  const before = await rowsRead();
  await runtime.query("set constraints all immediate");
  const read = (await rowsRead()) - before;
  await runtime.query("commit");
  return read / count;
};

const rowsRead = async (): Promise<number> => {
  const { rows } = await runtime.query<{ read: string }>(`
    select sum(pg_stat_get_xact_tuples_fetched(oid) + pg_stat_get_xact_tuples_returned(oid)) as read
    from pg_class where relnamespace = 'audit'::regnamespace and relkind in ('r', 'i')`);
  return Number(rows[0]?.read);
};

it("each row's entry is looked up by what the row is about, however many rows and entries a transaction has", async () => {
  const few = await readForEach("few", 10);
  expect(few).toBeGreaterThan(0);
  expect(await readForEach("many", 300)).toBeLessThanOrEqual(few);
});
