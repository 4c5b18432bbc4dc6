import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../verify/canonical-json.js";
import type { Actor } from "../support/actor.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor;
let runtime: pg.Client;
let owner: pg.Client;
let superuser: pg.Client;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  [runtime, owner, superuser] = [world.database.runtimeUrl, world.database.ownerUrl, world.database.superuserUrl].map(
    (url) => new pg.Client(url),
  ) as [pg.Client, pg.Client, pg.Client];
  await Promise.all([runtime.connect(), owner.connect(), superuser.connect()]);
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  await request(mia, await addVersion(mia, model), "Production");
});
afterAll(async () => {
  await Promise.all([runtime?.end(), owner?.end(), superuser?.end()]);
  await world?.close();
});

const refusal = async (client: pg.Client, sql: string): Promise<string> => {
  try {
    await client.query(sql);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "allowed";
};

describe("as the service's own login", () => {
  it.each([
    "update audit.entry set body = '{}'",
    "delete from audit.entry",
    "truncate audit.entry",
    "insert into audit.entry (at, stream_kind, stream_id, stream_seq, action, outcome, actor_id, request_id, op_id, prev_hash, leaf_hash, envelope, body) values (now(), 'team', 'x', 1, 'a', 'ALLOWED', 'x', 'x', 'x', '', '', '', '')",
    "update audit.entry_p0 set body = '{}'",
    "delete from audit.entry_p0",
    "truncate audit.entry_p0",
    "insert into audit.entry_p0 (at) values (now())",
    "update audit.stream set seq = 0",
    "delete from audit.subject",
    "truncate audit.subject",
    "delete from audit.pending",
    "update audit.disclosure set disclosure = ''",
    "delete from audit.disclosure",
    "select setval('audit.entry_id_seq', 1)",
    "set session_replication_role = replica",
    "alter table audit.entry disable trigger all",
    "drop table audit.entry",
    "create table audit.mine (x int)",
    "alter table team disable trigger team_is_audited",
    "drop trigger team_is_audited on team",
    "truncate team cascade",
    "delete from decision",
    "update decision set verdict = 'APPROVE'",
    "update model_version set digest = 'x'",
    "update slot_interval set valid_from = now()",
  ])("refuses %s", async (sql) => {
    expect(await refusal(runtime, sql)).toBe("42501");
  });
});

describe("even as the owner of the schema", () => {
  it.each([
    "update audit.entry set body = '{}'",
    "delete from audit.entry_p0",
    "truncate audit.entry",
    "truncate audit.entry_p0",
    "truncate audit.subject",
  ])("a trigger refuses %s", async (sql) => {
    await owner.query(`set role ${pg.escapeIdentifier(world.database.auditRole)}`);
    expect(await refusal(owner, sql)).toBe("42501");
    await owner.query("reset role");
  });

  it("guards every partition against TRUNCATE and replica mode", async () => {
    const { rows } = await superuser.query(`
      select c.relname, array_agg(t.tgname::text order by t.tgname) as triggers, bool_and(t.tgenabled = 'A') as always
      from pg_class c join pg_inherits i on i.inhrelid = c.oid left join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
      where i.inhparent = 'audit.entry'::regclass group by c.relname`);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { triggers, always } of rows)
      expect({ triggers, always }).toEqual({ triggers: ["entry_is_append_only", "entry_no_truncate"], always: true });
  });
});

describe("a change without an entry", () => {
  /** Tables whose rows are no part of what is governed, each with its reason. */
  const ungoverned = new Set([
    "idempotency_key" /* a memory of answers */,
    "instance" /* secrets of the installation */,
    "hardening_level" /* how the service was started */,
    ...["schema_migration", "schema_function"] /* what migrations and functions have been applied */,
    "model_activity" /* when something was done to a model last: an entry tells what */,
    "tracked_author" /* who wrote what runs hold; a trigger makes them a version's authors when it is frozen */,
    ...[
      "identity_seen",
      "session_seen",
      "api_token_seen",
    ] /* when a provider's token, a session and a token were last seen */,
    "preference" /* how each person wants the console */,
    "tracking_key" /* a dictionary */,
    ...["run_metric", "latest_metric", "run_param", "run_tag"] /* points, params and tags of runs (design §4) */,
    ...["dataset", "run_dataset", "run_model_input", "run_model_output"] /* what runs used and made */,
    ...["logged_model_param", "logged_model_tag"] /* likewise of logged models */,
    ...["logged_model_metric", "latest_model_metric"],
    ...[
      "version_param",
      "version_metric",
    ] /* the frozen record's, which the version's digest commits to, as rows to search */,
    "version_copy" /* which version another was copied from: the entry of its making says so */,
    "blob_upload" /* files that are on their way */,
    ...["evaluation_link", "model_file"] /* which version a run's metrics speak of: made anew from what runs hold */,
    ...["check_content", "document_content"] /* texts, under the digest that a governed row holds */,
    ...[
      "blob_hold",
      "evidence_pack_file",
    ] /* what an evidence pack became, by its digest; that it was asked for is governed */,
    "paired_comparison" /* computed anew from two tables of scores, by the digests of both */,
    ...["blob", "artifact"] /* files of runs; what versions froze of them is governed */,
  ]);

  it("cannot be committed on any governed table, by anybody while the triggers are on", async () => {
    const { rows } = await superuser.query<{ name: string; guarded: boolean }>(`
      select c.relname as name, exists (select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and p.proname = 'require_entry' and t.tgenabled = 'A') as guarded
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`);
    const names = rows.filter(({ name }) => !ungoverned.has(name));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(({ guarded }) => !guarded)).toEqual([]);
  });

  it.each([
    "team",
    "principal",
    "team_member",
    "organization_role",
    "api_token",
    "registered_model",
    "model_name",
    "model_version",
    "slot",
    "slot_interval",
    "transition_request",
  ])("fails for a row of %s at commit", async (table) => {
    const { rows } = await superuser.query(`select count(*)::int as n from ${table}`);
    expect(rows[0].n).toBeGreaterThan(0);
    const { rows: columns } = await superuser.query(
      `select attname from pg_attribute where attrelid = '${table}'::regclass and attnum = 1`,
    );
    const column = columns[0].attname;
    expect(
      await refusal(
        superuser,
        `update ${table} set ${column === "id" && table === "slot_interval" ? "version = version" : `${column} = ${column}`}`,
      ),
    ).toBe("CS001");
  });

  it("is not made by the service either: when the entry cannot be written, the change is not there", async () => {
    const app = pg.escapeIdentifier(world.database.appRole);
    await superuser.query(`revoke execute on function audit.append(json) from ${app}`);
    try {
      const reply = await world.admin.attempt("createTeam", { slug: "ghost", name: "Ghost" });
      expect(reply.errors[0]?.extensions.code).toBeDefined();
    } finally {
      await superuser.query(`grant execute on function audit.append(json) to ${app}`);
    }
    expect((await superuser.query("select from team where slug = 'ghost'")).rowCount).toBe(0);
  });
});

describe("the streams", () => {
  interface Row {
    stream: string;
    seq: string;
    prev: string;
    leaf: string;
    envelope: string;
    body: string;
    at: string;
  }

  const check = async (): Promise<number> => {
    const { rows } =
      await superuser.query<Row>(`select stream_kind || ':' || stream_id as stream, stream_seq::text as seq,
      encode(prev_hash, 'hex') as prev, encode(leaf_hash, 'hex') as leaf, envelope, body,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from audit.entry order by stream_kind, stream_id, stream_seq`);
    const heads = new Map<string, Row>();
    for (const row of rows) {
      const before = heads.get(row.stream);
      expect(row.seq).toBe(String(Number(before?.seq ?? 0) + 1));
      expect(row.prev).toBe(before?.leaf ?? "0".repeat(64));
      if (before !== undefined) expect(row.at > before.at).toBe(true);
      expect(row.leaf).toBe(createHash("sha256").update(`\0${row.envelope}`).digest("hex"));
      const envelope = JSON.parse(row.envelope);
      expect(row.envelope).toBe(canonicalJson(envelope));
      expect(envelope.body).toBe(createHash("sha256").update(row.body).digest("hex"));
      expect(row.body).toBe(canonicalJson(JSON.parse(row.body)));
      heads.set(row.stream, row);
    }
    return rows.length;
  };

  it("have no gap and one chain each, after 32 writers at once with refusals between", { tags: "race" }, async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "busy");
    const versions = await Promise.all(Array.from({ length: 8 }, () => addVersion(mia, model)));
    const writers = Array.from({ length: 32 }, async (_, writer) => {
      for (let round = 0; round < 6; round++) {
        const id = versions[(writer + round) % versions.length]!;
        if (round % 3 === 2) await mia.refused("renameRegisteredModel", { registeredModelId: model, name: "churn" });
        else if (round % 2) await mia.do("setAlias", { modelVersionId: id, alias: `a${writer % 4}` });
        else await mia.do("setTag", { subjectId: id, key: "round", value: `${writer}.${round}` });
      }
    });
    await Promise.all(writers);
    expect(await check()).toBeGreaterThan(200);
  });

  it("go on across the border of a partition", async () => {
    await superuser.query("alter table audit.entry alter column id restart with 9999998");
    for (let count = 0; count < 5; count++)
      await world.admin.do("createTeam", { slug: `border-${count}`, name: "Border" });
    const { rows } = await superuser.query("select count(*)::int as n from audit.entry_p1");
    expect(rows[0].n).toBeGreaterThan(0);
    await superuser.query("select audit.ensure_partitions()");
    expect((await superuser.query("select to_regclass('audit.entry_p3') as part")).rows[0].part).toBe("audit.entry_p3");
    await check();
  });
});
