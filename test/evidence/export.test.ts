import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { asSuperuser, query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor, vera: Actor;
let version: string;

const MANY = 2_500;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  vera = await world.user("vera", { fraud: ["VIEWER"] });
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  version = await addVersion(mia, model);
  await mia.do("setTag", { subjectId: version, key: "note", value: 'a "quoted", text\r\nof two lines' });
  await mia.do("updateModelVersion", { modelVersionId: version, description: "=1+1" });
  // Copies of the newest entry, more than two pages of the export.
  await asSuperuser(
    world.database.superuserUrl,
    `select count(*) from (
       select json_agg(json_build_object('streamKind', e.stream_kind, 'streamId', e.stream_id, 'action', e.action,
         'outcome', e.outcome, 'actorId', e.actor_id, 'requestId', e.request_id, 'opId', e.op_id, 'body', e.body,
         'disclosures', '{}'::text[], 'subjects', (select json_agg(json_build_object('kind', s.kind, 'id', s.subject_id,
           'role', s.role, 'label', s.label)) from audit.subject s where s.entry_id = e.id))) as entries
       from generate_series(1, ${MANY}), (select * from audit.entry where stream_id = '${version}'
         order by stream_seq desc limit 1) e) copies, audit.append(entries)`,
  );
});
afterAll(() => world?.close());

const lines = async (by: Actor): Promise<Answer[]> =>
  (await (await by.get("/evidence?model=churn&version=1&format=jsonl")).text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** Rows of cells by RFC 4180. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows.filter((cells) => cells.length > 1);
};

describe("an export", () => {
  it("holds every entry once, stream by stream, whatever the number of pages", async () => {
    const [head, ...rest] = await lines(mia);
    const tail = rest.pop();
    const entries = rest.filter(({ kind }) => kind === "entry");
    expect(head).toMatchObject({ kind: "countersign-evidence", model: "churn", version: 1 });
    expect(tail).toMatchObject({ kind: "end", lines: rest.length + 1, entries: entries.length, exportedBy: "mia" });
    expect(new Set(entries.map(({ hash }) => hash)).size).toBe(entries.length);
    const touching = await query<{ n: number }>(
      world.database.superuserUrl,
      `select count(*)::int as n from audit.subject where (kind, subject_id) = ('model_version', '${version}')`,
    );
    const own = entries.filter(({ stream }) => stream === `model_version:${version}`);
    expect(own.length).toBe(touching[0]?.n);
    expect(own.length).toBeGreaterThan(MANY);
    expect(rest.find(({ kind, stream }) => kind === "stream" && stream === `model_version:${version}`)).toMatchObject({
      seq: String(own.length),
      head: own.at(-1)?.hash,
    });
    own.forEach(({ seq, previousHash, hash, envelope, body }, index) => {
      expect(seq).toBe(String(index + 1));
      expect(previousHash).toBe(own[index - 1]?.hash ?? "0".repeat(64));
      expect(createHash("sha256").update(`\0${envelope}`).digest("hex")).toBe(hash);
      expect(createHash("sha256").update(body).digest("hex")).toBe(JSON.parse(envelope).body);
    });
    expect(entries.filter(({ action }) => action === "exportEvidence")).toEqual([]);
  });

  it("is one table of equal rows as CSV, its cells exact, its formulas asleep", async () => {
    const response = await mia.get("/evidence?model=churn&version=1&format=csv");
    expect(response.headers.get("content-type")).toContain("text/csv");
    const [header = [], ...rows] = parseCsv(await response.text());
    expect(rows.length).toBeGreaterThan(MANY);
    for (const row of rows) expect(row).toHaveLength(header.length);
    const cell = (row: string[] | undefined, name: string): string => row?.[header.indexOf(name)] ?? "";
    const tagged = rows.find((row) => cell(row, "action") === "setTag");
    expect(JSON.parse(cell(tagged, "after"))).toEqual({ key: "note", value: 'a "quoted", text\r\nof two lines' });
    for (const row of rows) for (const value of row) expect(value).not.toMatch(/^[=+\-@\t\r]/);
  });

  it("says as CSV that it cannot be checked", async () => {
    const text = await (await mia.get("/evidence?model=churn&version=1&format=csv")).text();
    expect(text.slice(0, text.indexOf("\r\n"))).toContain("cannot be checked");
  });

  it("is recorded for every reader who takes one, on their own stream, with the format they took first in the hour", async () => {
    for (const format of ["csv", "jsonl"])
      await (await vera.get(`/evidence?model=churn&version=1&format=${format}`)).text();
    const all = await (await mia.get("/evidence?model=churn&version=1&format=csv&includeReads=true")).text();
    const [header = [], ...rows] = parseCsv(all);
    const exports = rows.filter((row) => row[header.indexOf("action")] === "exportEvidence");
    // One an hour: the hour may turn while this runs.
    expect(new Set(exports.map((row) => row[header.indexOf("actor")]))).toEqual(new Set(["mia", "vera"]));
    const hours = exports.map((row) => `${row[header.indexOf("actor")]} ${row[header.indexOf("at")]?.slice(0, 13)}`);
    expect(hours).toEqual([...new Set(hours)]);
    const mine = await vera.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AuditEntry { stream after } } }`, {
      ids: exports.map((row) => row[0]),
    });
    expect(mine.nodes).toContainEqual({ stream: `principal:${vera.id}`, after: { format: "csv" } });
  });

  it.each([
    ["model=churn&version=2", 404, "NOT_FOUND"],
    ["model=nothing&version=1", 404, "NOT_FOUND"],
    ["model=churn&version=1&format=xml", 400, "INVALID_INPUT"],
    ["model=churn&version=one", 400, "INVALID_INPUT"],
    ["model=churn&version=1&includeReads=yes", 400, "INVALID_INPUT"],
    ["model=churn&version=99999999999", 400, "INVALID_INPUT"],
    ["version=1", 400, "INVALID_INPUT"],
  ])("of %s is refused with %i, as JSON with a code and the request's id", async (search, status, code) => {
    const response = await mia.get(`/evidence?${search}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code,
      message: expect.any(String),
      requestId: expect.stringMatching(/^\S+$/),
    });
  });

  it("in another format is refused by the parameter's name", async () => {
    const refused = await (await mia.get("/evidence?model=churn&version=1&format=xml")).json();
    expect(refused).toMatchObject({ message: "format: one of jsonl, csv, html." });
  });

  it("needs a credential", async () => {
    const response = await fetch(`${world.url}/evidence?model=churn&version=1`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
