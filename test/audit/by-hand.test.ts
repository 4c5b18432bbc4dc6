import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { entryHash, NO_ENTRY } from "../../verify/envelope.js";
import type { Actor } from "../support/actor.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

const document = readFileSync(new URL("../../docs/audit-log.md", import.meta.url), "utf8");
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(document)?.[1] ?? "";
const statement = block("sql");
/** What stands between `node -e '` and `'`. */
const script = /node -e '(.*?)'\n/s.exec(block("sh"))?.[1] ?? "";

let world: World;
let mia: Actor;
let superuser: pg.Client;
let version: string;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  version = await addVersion(mia, model);
  await request(mia, version, "Production");
  await mia.do("setTag", { subjectId: version, key: "last", value: "one" });
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
});
afterEach(() => superuser.query("rollback"));
afterAll(async () => {
  await superuser?.end();
  await world?.close();
});

describe("the statement in docs/audit-log.md", () => {
  const broken = async (): Promise<string[]> =>
    (await superuser.query(statement)).rows.map(
      ({ stream_kind, stream_seq }) => `${stream_kind ?? "stream"} ${stream_seq ?? "without entries"}`,
    );

  it("finds nothing in a log that nobody has touched", async () => {
    expect(await broken()).toEqual([]);
  });

  const leaf = "leaf_hash = sha256('\\x00'::bytea || convert_to(envelope, 'UTF8'))";
  const entry = (seq: number): string => `stream_id = $1 and stream_seq = ${seq}`;

  const link = `entry_id = (select id from audit.entry where ${entry(2)})`;

  it("finds nothing in a stream of form 1, and what was changed there", async () => {
    await superuser.query("begin");
    await superuser.query("alter table audit.entry disable trigger all");
    const { rows } = await superuser.query<{ id: string; envelope: string }>(
      "select id::text as id, envelope from audit.entry where stream_id = $1 order by stream_seq",
      [version],
    );
    let prev = NO_ENTRY;
    for (const { id, envelope } of rows) {
      const { links: _, out: __, rows: ___, ...kept } = JSON.parse(envelope);
      const older = JSON.stringify({ ...kept, prev, v: 1 });
      const before = prev;
      prev = entryHash(older);
      await superuser.query(
        "update audit.entry set envelope = $2, prev_hash = decode($3, 'hex'), leaf_hash = decode($4, 'hex') where id = $1",
        [id, older, before, prev],
      );
    }
    await superuser.query("update audit.stream set head = decode($2, 'hex') where id = $1", [version, prev]);
    expect(await broken()).toEqual([]);
    await superuser.query(`update audit.entry set action = 'x' where ${entry(3)}`, [version]);
    expect(await broken()).toEqual(["model_version 3"]);
  });

  it.each([
    ["another body", [`update audit.entry set body = body || ' ' where ${entry(2)}`], ["model_version 2"]],
    ["another time", [`update audit.entry set at = at - interval '1 year' where ${entry(2)}`], ["model_version 2"]],
    ["another actor", [`update audit.entry set actor_id = 'usr_x' where ${entry(2)}`], ["model_version 2"]],
    ["another action", [`update audit.entry set action = 'x' where ${entry(2)}`], ["model_version 2"]],
    ["another outcome", [`update audit.entry set outcome = 'DENIED' where ${entry(2)}`], ["model_version 2"]],
    ["a link deleted", [`delete from audit.subject where ${link} and role = 'owner'`], ["model_version 2"]],
    ["all links deleted", [`delete from audit.subject where ${link}`], ["model_version 2"]],
    [
      "a link added",
      [
        `insert into audit.subject (kind, subject_id, entry_id, role, action, at)
          select 'team', 'team_x', id, 'owner', action, at from audit.entry where ${entry(2)}`,
      ],
      ["model_version 2"],
    ],
    [
      "a link of another kind",
      [`update audit.subject set kind = 'registered_model' where ${link} and role = 'model'`],
      ["model_version 2"],
    ],
    [
      "a link of another role",
      [`update audit.subject set role = 'read' where ${link} and role = 'owner'`],
      ["model_version 2"],
    ],
    ["another envelope", [`update audit.entry set envelope = envelope || ' ' where ${entry(2)}`], ["model_version 2"]],
    [
      "another envelope with its hash",
      [
        `update audit.entry set envelope = replace(envelope, '"ALLOWED"', '"DENIED"') where ${entry(2)}`,
        `update audit.entry set ${leaf} where ${entry(2)}`,
      ],
      ["model_version 2", "model_version 3"],
    ],
    [
      "an entry gone from the middle",
      [`delete from audit.entry where ${entry(2)}`],
      ["model_version 3", "model_version 4"],
    ],
    ["the last entry gone", [`delete from audit.entry where ${entry(4)}`], ["model_version 3"]],
    ["a whole stream gone", ["delete from audit.entry where stream_id = $1"], ["stream without entries"]],
    [
      "two entries exchanged",
      [
        `update audit.entry set stream_seq = 99 where ${entry(2)}`,
        `update audit.entry set stream_seq = 2 where ${entry(3)}`,
        `update audit.entry set stream_seq = 3 where ${entry(99)}`,
      ],
      ["model_version 2", "model_version 3", "model_version 4"],
    ],
  ])("finds %s", async (_, attacks, found) => {
    await superuser.query("begin");
    for (const table of ["entry", "subject"]) await superuser.query(`alter table audit.${table} disable trigger all`);
    for (const attack of attacks) await superuser.query(attack, [version]);
    expect((await broken()).sort()).toEqual(found);
  });
});

describe("the script in docs/audit-log.md", () => {
  const check = async (lines: string[]): Promise<string> => {
    const folder = mkdtempSync(join(tmpdir(), "countersign-export-"));
    writeFileSync(join(folder, "evidence.jsonl"), `${lines.join("\n")}\n`);
    try {
      return (await promisify(execFile)(process.execPath, ["-e", script], { cwd: folder })).stdout;
    } catch {
      return "refused";
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const exported = async (): Promise<string[]> =>
    (await (await mia.get("/evidence?model=churn&version=1")).text()).trimEnd().split("\n");

  it("passes an export, and neither a shortened nor a changed one", async () => {
    const lines = await exported();
    const entries = lines.filter((line) => line.startsWith('{"kind":"entry"')).length;
    expect(await check(lines)).toBe(`${entries} entries hold\n`);
    const third = lines.findIndex((line) => line.startsWith('{"kind":"entry"')) + 2;
    for (const forged of [
      lines.toSpliced(third, 1),
      lines.toSpliced(third, 1, (lines[third] ?? "").replace("mia", "mio")),
      lines.slice(0, -1),
    ])
      expect(await check(forged)).toBe("refused");
  });

  it("passes none whose last line was made anew after something was cut out or changed", async () => {
    const lines = await exported();
    const seal = (of: string[]): string[] => {
      const body = `${of.slice(0, -1).join("\n")}\n`;
      const sha256 = createHash("sha256").update(body).digest("hex");
      return of.with(-1, JSON.stringify({ ...JSON.parse(of.at(-1) ?? ""), sha256 }));
    };
    expect(await check(seal(lines))).not.toBe("refused");
    const at = (text: string): number => lines.findIndex((line) => line.includes(text));
    const own = at('"action":"setTag"');
    const link = JSON.parse(lines[own] ?? "").links[0];
    const changed = (index: number, from: string, to: string): string[] => {
      const line = (lines[index] ?? "").replace(from, to);
      expect(line).not.toBe(lines[index]);
      return lines.with(index, line);
    };
    for (const forged of [
      lines.toSpliced(own, 1),
      lines.toSpliced(at('{"kind":"content"'), 1),
      lines.toSpliced(at('{"kind":"request"'), 1),
      changed(at('{"kind":"content"'), "s3://bucket", "s3://bucked"),
      changed(at('{"kind":"request"'), "Production", "Archived"),
      changed(own, `${JSON.stringify(link)},`, ""),
      changed(own, '"outcome":"ALLOWED"', '"outcome":"FAILED"'),
      changed(own, '\\"value\\":\\"one\\"', '\\"value\\":\\"two\\"'),
    ])
      expect(await check(seal(forged))).toBe("refused");
  });
});

describe("npm run verify-evidence", () => {
  const run = async (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> => {
    const cli = new URL("../../src/cli/verify-evidence.ts", import.meta.url).pathname;
    try {
      return { code: 0, ...(await promisify(execFile)(process.execPath, ["--import", "tsx", cli, ...args])) };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string };
    }
  };

  it("says what holds, what is not proven, and names the line and the rule of what does not hold", async () => {
    const folder = mkdtempSync(join(tmpdir(), "countersign-verify-"));
    const file = join(folder, "evidence.jsonl");
    try {
      const text = await (await mia.get("/evidence?model=churn&version=1")).text();
      writeFileSync(file, text);
      const good = await run(file);
      expect(good).toMatchObject({ code: 0, stdout: expect.stringMatching(/^churn\/1: \d+ entries in \d+ lines\./) });
      expect(good.stdout).toMatch(/model_version:mv_.*\(\d+\).*Not proven by this file:.*tail/s);
      writeFileSync(file, text.replace("because the story says so", "because I say so"));
      expect(await run(file)).toMatchObject({ code: 1, stdout: expect.stringMatching(/line \d+, rule entry: /) });
      expect(await run(join(folder, "none"))).toMatchObject({ code: 2, stderr: expect.stringContaining("ENOENT") });
      expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining("usage: npm run verify-evidence") });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
