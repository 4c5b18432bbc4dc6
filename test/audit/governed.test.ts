import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fillEveryTable } from "../support/every-table.js";
import { openWorld, type World } from "../support/world.js";
import { entry } from "./entries.js";

let world: World;
let superuser: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  world = await openWorld();
  [superuser, owner] = [world.database.superuserUrl, world.database.ownerUrl].map((url) => new pg.Client(url)) as [
    pg.Client,
    pg.Client,
  ];
  await Promise.all([superuser.connect(), owner.connect()]);
  await fillEveryTable(world, superuser);
});
afterEach(() => superuser.query("rollback"));
afterAll(async () => {
  await Promise.all([superuser?.end(), owner?.end()]);
  await world?.close();
});

const attempt = async (client: pg.Client, ...statements: string[]): Promise<string> => {
  try {
    await client.query("begin");
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
    return "committed";
  } catch (error) {
    await client.query("rollback");
    return (error as { code: string }).code;
  }
};

const append = (...entries: object[]): string =>
  `select audit.append(${pg.escapeLiteral(JSON.stringify(entries))}::json)`;

interface Guard {
  name: string;
  events: string[];
  enabled: string;
  deferred: boolean;
  /** A column that an UPDATE may name. */
  settable: string;
  noTruncate: boolean;
}

const guards = async (): Promise<Guard[]> =>
  (
    await superuser.query<Guard>(`
      select c.relname as name, t.tgenabled as enabled, t.tgdeferrable and t.tginitdeferred as deferred,
        array_remove(array[case when t.tgtype & 4 > 0 then 'insert' end, case when t.tgtype & 8 > 0 then 'delete' end,
          case when t.tgtype & 16 > 0 then 'update' end], null) as events,
        (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.attidentity = ''
          and not a.attisdropped and (t.tgattr = ''::int2vector or a.attnum = any(t.tgattr))
          order by a.attnum limit 1) as settable,
        exists (select from pg_trigger n where n.tgrelid = c.oid and n.tgtype & 32 > 0 and n.tgenabled = 'A') as "noTruncate"
      from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_class c on c.oid = t.tgrelid
      where p.proname = 'require_entry' and c.relnamespace = 'public'::regnamespace order by c.relname`)
  ).rows;

describe("every governed table", () => {
  it("has a trigger for each event, deferred to the commit, which replica mode does not switch off", async () => {
    const all = await guards();
    expect(all.length).toBeGreaterThan(20);
    for (const { name, events, enabled, deferred, noTruncate } of all)
      expect({ name, events, enabled, deferred, noTruncate }).toEqual({
        name,
        // A group's lapsing moves with each token that shows it; joining and leaving have entries.
        events: name === "principal_group" ? ["insert", "delete"] : ["insert", "delete", "update"],
        enabled: "A",
        deferred: true,
        noTruncate: true,
      });
  });

  it("refuses an ad-hoc UPDATE and DELETE at the commit, even to a superuser in replica mode", async () => {
    for (const { name, events, settable } of await guards()) {
      const { rowCount } = await superuser.query(`select from ${name} limit 1`);
      expect({ name, rowCount }).toEqual({ name, rowCount: 1 });
      for (const mode of ["origin", "replica"])
        for (const sql of [`update ${name} set ${settable} = ${settable}`, `delete from ${name}`]) {
          if (!events.includes(sql.split(" ")[0] ?? "")) continue;
          const outcome = await attempt(superuser, `set local session_replication_role = ${mode}`, sql);
          // Where other rows point at this one, the foreign key speaks first; replica mode silences it.
          const expected = mode === "origin" && sql.startsWith("delete") ? ["CS001", "23503"] : ["CS001"];
          expect({ sql, mode, refused: expected.includes(outcome) }).toEqual({ sql, mode, refused: true });
        }
    }
  });

  it("refuses an ad-hoc INSERT at the commit", async () => {
    const row = "'team_x', 'ad-hoc', 'Ad hoc'";
    expect(await attempt(superuser, `insert into team (id, slug, name) values (${row})`)).toBe("CS001");
  });

  it("refuses TRUNCATE to its owner", async () => {
    for (const { name } of await guards())
      expect({ name, code: await attempt(owner, `truncate ${name} cascade`) }).toEqual({ name, code: "42501" });
  });
});

describe("an entry lets a change pass", () => {
  const other = "team_other";
  let team: string;
  let change: string;

  beforeAll(() => {
    team = world.teamId("fraud");
    change = `update team set name = name where id = '${team}'`;
  });

  it("of the same transaction, about the row's own thing", async () => {
    expect(await attempt(superuser, change, append(entry({ stream: team })))).toBe("committed");
    expect(await attempt(superuser, append(entry({ stream: team })), change, append(entry({ stream: team })))).toBe(
      "committed",
    );
    expect(await attempt(superuser, change)).toBe("CS001");
  });

  it("not one that came before it: no envelope would commit to the row as it is now", async () => {
    expect(await attempt(superuser, append(entry({ stream: team })), change)).toBe("CS001");
    expect(await attempt(superuser, change, append(entry({ stream: team })), change)).toBe("CS001");
  });

  it("also when a savepoint was rolled back to in between", async () => {
    const statements = ["savepoint s", append(entry({ stream: team })), "rollback to s"];
    expect(await attempt(superuser, change, ...statements)).toBe("CS001");
    expect(await attempt(superuser, change, ...statements, append(entry({ stream: team })))).toBe("committed");
  });

  it.each([
    ["tells of a refusal", () => entry({ stream: team, outcome: "DENIED" })],
    ["is about something else", () => entry({ stream: other })],
    [
      "names it as the owner of what was changed",
      () => entry({ stream: other, subjects: [{ kind: "team", id: team, role: "owner" }] }),
    ],
  ])("not one that %s", async (_, wrong) => {
    expect(await attempt(superuser, change, append(wrong()))).toBe("CS001");
  });

  it("both for where a row was and for where it is, when its key changes", async () => {
    const risk = world.teamId("risk");
    const move = `update team_member set team_id = '${risk}' where team_id = '${team}' and role = 'OWNER'`;
    expect(await attempt(superuser, move, append(entry({ stream: risk })))).toBe("CS001");
    expect(await attempt(superuser, move, append(entry({ stream: team })))).toBe("CS001");
    expect(await attempt(superuser, move, append(entry({ stream: team }), entry({ stream: risk })))).toBe("committed");
  });
});
