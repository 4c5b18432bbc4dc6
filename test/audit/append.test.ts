import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, type Json } from "../../verify/canonical-json.js";
import { inOrder, linksDigest } from "../../verify/links.js";
import { type TestDatabase, testDatabase } from "../support/database.js";
import { entry } from "./entries.js";

let database: TestDatabase;
let pool: pg.Pool;
let superuser: pg.Client;

const WRITERS = 32;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.runtimeUrl, max: WRITERS });
  superuser = new pg.Client(database.superuserUrl);
  await superuser.connect();
});
afterAll(async () => {
  await pool?.end();
  await superuser?.end();
  await database?.drop();
});

interface Row {
  seq: string;
  at: string;
  prev: string;
  leaf: string;
  envelope: string;
  body: string;
}

const streamOf = async (kind: string, id: string): Promise<Row[]> =>
  (
    await superuser.query<Row>(
      `select stream_seq::text as seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
         encode(prev_hash, 'hex') as prev, encode(leaf_hash, 'hex') as leaf, envelope, body
       from audit.entry where stream_kind = $1 and stream_id = $2 order by stream_seq`,
      [kind, id],
    )
  ).rows;

const append = (client: pg.Pool | pg.PoolClient, ...entries: object[]): Promise<unknown> =>
  client.query("select audit.append($1)", [JSON.stringify(entries)]);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A letter or more of an alphabet. */
const word = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const lower = "abcdefghijklmnopqrstuvwxyz";
const alnum = `${lower}${lower.toUpperCase()}0123456789`;

/** What a body may hold: any JSON whose text has no lone surrogate. */
const anyJson = fc
  .jsonValue({ maxDepth: 4, noUnicodeString: false } as fc.JsonSharedConstraints)
  .filter((value) => JSON.stringify(value).isWellFormed())
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe("audit.append", () => {
  it("builds in SQL the envelope that canonical JSON gives, and keeps the body's bytes, whatever they are", async () => {
    const given = fc.record({
      kind: word(`${lower}_`, 40),
      id: word(`${alnum}_.:-`, 80),
      action: word(`${alnum}_.`, 80),
      actorId: word(`${alnum}_.:-`, 80),
      outcome: fc.constantFrom("ALLOWED", "DENIED", "FAILED"),
      links: fc.uniqueArray(
        fc.record({
          kind: word(`${lower}_.`, 80),
          id: word(`${alnum}_.:-`, 80),
          role: word(`${lower}_${lower.toUpperCase()}`, 40),
        }),
        { selector: (link) => `${link.kind} ${link.id}`, maxLength: 5 },
      ),
      body: fc.oneof(
        anyJson,
        fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
      ),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ kind, id, action, actorId, outcome, links, body: value }) => {
        const body = canonicalJson(value);
        fc.pre(!links.some((link) => link.kind === kind && link.id === id));
        await append(pool, entry({ stream: id, kind, action, actorId, outcome, body, subjects: links }));
        const row = (await streamOf(kind, id)).at(-1);
        expect(row?.body).toBe(body);
        const { at, prev, seq } = row as Row;
        expect(row?.envelope).toBe(
          canonicalJson({
            act: action,
            actor: actorId,
            at,
            body: sha256(body),
            links: linksDigest(
              inOrder([...links.map((link) => [link.kind, link.id, link.role] as const), [kind, id, "target"]]),
            ),
            out: outcome,
            prev,
            rows: "0".repeat(64),
            seq,
            stream: `${kind}:${id}`,
            v: 2,
          }),
        );
        expect(row?.leaf).toBe(sha256(`\0${row?.envelope}`));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["a quote in an action", { action: 'a"b' }],
    ["a new line after an action", { action: "act\n" }],
    ["a backslash in an actor", { actorId: "usr\\x" }],
    ["an empty actor", { actorId: "" }],
    ["an umlaut in a stream", { stream: "team_ä" }],
    ["a stream of 81 characters", { stream: "x".repeat(81) }],
    ["a capital in a kind", { stream: "team_x", kind: "Team" }],
    ["a colon in a kind", { stream: "team_x", kind: "a:b" }],
    ["an outcome of its own", { outcome: "MAYBE" }],
    ["a lower-case outcome", { outcome: "allowed" }],
    ["no body", { body: null }],
    ["a quote in a link's kind", { subjects: [{ kind: 'a"', id: "team_y", role: "owner" }] }],
    ["a comma in a link's id", { subjects: [{ kind: "team", id: 'y","', role: "owner" }] }],
    ["a new line after a link's role", { subjects: [{ kind: "team", id: "team_y", role: "owner\n" }] }],
    ["a link without an id", { subjects: [{ kind: "team", role: "owner" }] }],
  ])("refuses %s", async (_, wrong) => {
    await expect(append(pool, entry({ stream: "team_x", ...wrong }))).rejects.toMatchObject({
      code: expect.stringMatching(/^(22023|23502)$/),
    });
    expect(await streamOf("team", "team_x")).toEqual([]);
  });

  it("takes no time, number, hash or transaction from its caller", async () => {
    const wish = { at: "2001-01-01T00:00:00Z", seq: 99, prev: "ff", id: 5, xid: 3, entry_id: 7 };
    await append(pool, { ...entry({ stream: "team_wish" }), ...wish });
    const [row] = await streamOf("team", "team_wish");
    expect(row).toMatchObject({ seq: "1", prev: "0".repeat(64) });
    expect(Math.abs(Date.parse(row?.at ?? "") - Date.now())).toBeLessThan(60_000);
  });

  it("counts exactly where doubles no longer do, and goes on after a clock that was ahead", async () => {
    await append(pool, entry({ stream: "team_late" }));
    await superuser.query(
      "update audit.stream set seq = 9007199254740992, last_at = '2999-12-31 23:59:59.999999+00' where id = 'team_late'",
    );
    await append(pool, entry({ stream: "team_late" }), entry({ stream: "team_late" }));
    expect((await streamOf("team", "team_late")).slice(1).map(({ seq, at }) => [seq, at])).toEqual([
      ["9007199254740993", "3000-01-01T00:00:00.000000Z"],
      ["9007199254740994", "3000-01-01T00:00:00.000001Z"],
    ]);
  });

  it("keeps every stream gapless and chained under 32 writers on several streams at once, some of whom give up", {
    tags: "race",
  }, async () => {
    const streams = Array.from({ length: 6 }, (_, index) => `team_busy${index}`);
    const pick = (): string => streams[Math.floor(Math.random() * streams.length)] as string;
    let kept = 0;
    const write = async (round: number): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        // In any order, twice on one stream too: the function itself locks in one order.
        const entries = Array.from({ length: 1 + (round % 4) }, () => entry({ stream: pick() }));
        await append(client, ...entries);
        if (round % 7 === 0) await sleep(Math.random() * 5);
        if (round % 3 === 0) await client.query("rollback");
        else {
          await client.query("commit");
          kept += entries.length;
        }
      } finally {
        client.release();
      }
    };
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        for (let round = 0; round < 15; round++) await write(writer + round);
      }),
    );
    let found = 0;
    for (const id of streams) {
      const rows = await streamOf("team", id);
      rows.forEach(({ seq, prev, at }, index) => {
        const before = rows[index - 1];
        expect(seq).toBe(String(index + 1));
        expect(prev).toBe(before?.leaf ?? "0".repeat(64));
        if (before !== undefined) expect(at > before.at).toBe(true);
      });
      const { rows: heads } = await superuser.query(
        "select seq::text as seq, encode(head, 'hex') as head from audit.stream where kind = 'team' and id = $1",
        [id],
      );
      expect(heads[0]).toEqual({ seq: String(rows.length), head: rows.at(-1)?.leaf });
      found += rows.length;
    }
    expect(found).toBe(kept);
  });

  it("writes all it writes of an entry, or nothing", async () => {
    const before = await superuser.query("select count(*)::int as n from audit.entry");
    const twice = { kind: "team", id: "team_twice", role: "subject" };
    await expect(append(pool, entry({ stream: "team_half", subjects: [twice, twice] }))).rejects.toMatchObject({
      code: "23505",
    });
    expect((await superuser.query("select count(*)::int as n from audit.entry")).rows).toEqual(before.rows);
    expect((await superuser.query("select from audit.stream where id = 'team_half'")).rowCount).toBe(0);
    const { rows } = await superuser.query(
      `select (select count(*)::int from audit.entry e where not exists (select from audit.pending p where p.entry_id = e.id)) as unqueued,
         (select count(*)::int from audit.entry e where not exists (select from audit.subject s where s.entry_id = e.id)) as unlinked`,
    );
    expect(rows[0]).toEqual({ unqueued: 0, unlinked: 0 });
  });
});
