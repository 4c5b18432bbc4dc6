import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ArtifactChild,
  childrenOf,
  filesBelow,
  isFolder,
  placeAfter,
} from "../../src/artifacts/artifacts.queries.js";
import { dropArtifacts } from "../../src/artifacts/artifacts.store.js";
import { sqlOn } from "../../src/db/pool.js";
import type { Sql } from "../../src/db/sql.js";
import { type TestDatabase, testDatabase } from "../support/database.js";

let database: TestDatabase;
let client: pg.Client;
let db: Sql;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client(database.runtimeUrl);
  await client.connect();
  db = sqlOn(client as unknown as pg.PoolClient, (error) => error);
  await client.query("insert into blob (sha256, size) values (decode(repeat('00', 32), 'hex'), 1)");
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const store = async (paths: readonly string[]): Promise<string> => {
  const owner = randomUUID();
  await client.query(
    `insert into artifact (owner, path, sha256, size)
     select $1, p, decode(repeat('00', 32), 'hex'), 1 from json_array_elements_text($2) as p`,
    [owner, JSON.stringify(paths)],
  );
  return owner;
};

const byCodePoint = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** What a folder holds, by the paths alone. */
const model = (paths: readonly string[], folder: string): { name: string; isFolder: boolean }[] => {
  const prefix = folder === "" ? "" : `${folder}/`;
  const rests = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const children = new Map<string, boolean>();
  for (const rest of [...rests].sort(byCodePoint)) children.set(rest.split("/")[0] ?? "", rest.includes("/"));
  return [...children].map(([name, folderToo]) => ({ name, isFolder: folderToo }));
};

const listed = async (uuid: string, folder: string, limit: number): Promise<ArtifactChild[]> => {
  const all: ArtifactChild[] = [];
  for (let from = ""; ; ) {
    const page = await childrenOf(db, { uuid }, folder, { from, limit });
    expect(page.length).toBeLessThanOrEqual(limit);
    all.push(...page);
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return all;
    from = placeAfter(last);
  }
};

/** Names full of characters that sort just before and after the slash, and at both ends. */
const segment = fc
  .string({
    unit: fc.constantFrom(..."a", "b", "!", " ", "-", ".", "0", "1", ":", "%", "_", "é", "🦄", "\u{10FFFF}"),
    minLength: 1,
    maxLength: 3,
  })
  .filter((name) => name !== "." && name !== "..");
const tree = fc
  .uniqueArray(
    fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
    { maxLength: 25 },
  )
  .map((paths) => paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`))));

const foldersOf = (paths: readonly string[]): string[] => [
  ...new Set([
    "",
    "a",
    "none",
    ...paths.flatMap((path) => path.split("/").map((_, at, all) => all.slice(0, at).join("/"))),
  ]),
];

describe("a folder's children", () => {
  it("are those of its files' paths, in their order, on pages of any size", async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.integer({ min: 1, max: 5 }), async (paths, limit) => {
        const owner = await store(paths);
        for (const folder of foldersOf(paths)) {
          const found = (await listed(owner, folder, limit)).map(({ name, isFolder: is }) => ({ name, isFolder: is }));
          expect(found, JSON.stringify({ paths, folder })).toEqual(model(paths, folder));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("tell size and digest of files only", async () => {
    const owner = await store(["file", "folder/file"]);
    expect(await childrenOf(db, { uuid: owner }, "", { from: "", limit: 10 })).toEqual([
      { name: "file", isFolder: false, size: 1n, sha256: "00".repeat(32) },
      { name: "folder", isFolder: true, size: null, sha256: null },
    ]);
  });
});

it("what is below a folder, and what goes with it, is what begins with its path and a slash", async () => {
  await fc.assert(
    fc.asyncProperty(tree, fc.nat(), async (paths, pick) => {
      const owner = await store(paths);
      const folders = foldersOf(paths);
      const places = [...folders, ...paths];
      const place = places[pick % places.length] ?? "";
      const isBelow = (path: string): boolean => place === "" || path.startsWith(`${place}/`);
      const below = paths.filter(isBelow).sort(byCodePoint);
      const relative = below.map((path) => (place === "" ? path : path.slice(place.length + 1)));
      expect((await filesBelow(db, { uuid: owner }, place, 1_000)).map(({ path }) => path)).toEqual(relative);
      if (place !== "") expect(await isFolder(db, { uuid: owner }, place)).toBe(below.length > 0);
      const gone = await dropArtifacts(db, owner, place);
      const left = paths.filter((path) => path !== place && !isBelow(path)).sort(byCodePoint);
      expect(gone.map(({ path }) => path).sort()).toEqual(paths.filter((path) => !left.includes(path)).sort());
      expect((await filesBelow(db, { uuid: owner }, "", 1_000)).map(({ path }) => path)).toEqual(left);
    }),
    { numRuns: 150 },
  );
});

describe("the work does not grow with what is not asked for", () => {
  const FILES = 30_000;
  let owner: string;

  beforeAll(async () => {
    owner = randomUUID();
    const insert = `insert into artifact (owner, path, sha256, size)
      select $1, p, decode(repeat('00', 32), 'hex'), 1 from generate_series(1, $2::int) i, lateral (values
        ('checkpoints/' || i || '/weights.bin'), ('flat/' || i), ('zz/one/two/' || i)) v(p)`;
    await client.query(insert, [owner, FILES]);
    await client.query(insert, [randomUUID(), FILES]);
    await client.query("insert into artifact values ($1, 'small/a', decode(repeat('00', 32), 'hex'), 1)", [owner]);
    await client.query("insert into artifact values ($1, 'small/b/c', decode(repeat('00', 32), 'hex'), 1)", [owner]);
    const superuser = new pg.Client(database.superuserUrl);
    await superuser.connect();
    await superuser.query("vacuum analyze artifact");
    await superuser.end();
  });

  /** Rows that this session has looked at. */
  const looked = async (): Promise<number> => {
    const { rows } = await client.query(
      `select pg_stat_get_xact_tuples_returned(t.oid) + coalesce((select sum(pg_stat_get_xact_tuples_fetched(i.indexrelid))
         from pg_index i where i.indrelid = t.oid), 0) + pg_stat_get_xact_tuples_fetched(t.oid) as n
       from pg_class t where t.oid = 'artifact'::regclass`,
    );
    return Number(rows[0].n);
  };

  /** Rows that a read looks at, by the plan for these values and by the one for any. */
  const rowsRead = async (read: () => Promise<unknown>): Promise<number[]> => {
    const counts: number[] = [];
    for (const mode of ["force_custom_plan", "force_generic_plan"]) {
      await client.query(`set plan_cache_mode = ${mode}`);
      await client.query("begin");
      const before = await looked();
      await read();
      counts.push((await looked()) - before);
      await client.query("rollback");
    }
    await client.query("reset plan_cache_mode");
    return counts;
  };

  const places: [string, string, number][] = [
    ["", "", 4],
    ["small", "", 2],
    ["checkpoints", "", 100],
    ["flat", "5", 100],
    ["zz", "", 1],
    ["zz/one", "", 1],
    ["none", "", 0],
  ];

  it.each(places)("listing %j from %j reads a row for each child", async (folder, from, children) => {
    const read = () => childrenOf(db, { uuid: owner }, folder, { from, limit: 100 });
    expect(await read()).toHaveLength(children);
    const counts = await rowsRead(read);
    if (children > 0) expect(Math.min(...counts)).toBeGreaterThanOrEqual(children);
    expect(Math.max(...counts)).toBeLessThanOrEqual(children + 2);
  });

  it("a small folder is frozen, or deleted, by its own rows", async () => {
    for (const count of await rowsRead(() => filesBelow(db, { uuid: owner }, "small", 10_001)))
      expect(count).toBeLessThanOrEqual(4);
    for (const path of ["small", "small/a"])
      for (const count of await rowsRead(() => dropArtifacts(db, owner, path))) expect(count).toBeLessThanOrEqual(6);
  });
});
