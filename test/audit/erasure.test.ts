import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyLog } from "../../src/audit/check/verify-log.queries.js";
import { checkContent } from "../../src/registry/frozen/check-content.queries.js";
import { checkEvidence } from "../../verify/check-evidence.js";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { invited, openWorld, type World } from "../support/world.js";
import { entry } from "./entries.js";

/** A reviewer leaves, and wants to be forgotten: what they signed still holds. */

let world: World;
let mia: Actor;
let zoe: Actor;

const PERSON = {
  handle: "zoe.unmistakable",
  name: "Zoë Unmistakable",
  email: "zoe@unmistakable.example",
  subject: "00u-unmistakable",
  group: "unmistakable-people",
};
const WORDS = {
  comment: "unmistakable comment",
  no: "unmistakable objection",
  reason: "unmistakable wish",
  offer: "unmistakable offer",
  waiver: "unmistakable excuse",
  emergency: "unmistakable fire",
};

beforeAll(async () => {
  world = await openWorld();
  const { admin } = world;
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const { handle, name: displayName, email, subject } = PERSON;
  const identity = { issuer: "https://id.example", subject };
  const made = await admin.do("createUser", { handle, displayName, email, identity }, "user { id }");
  const id: string = made.createUser.user.id;
  await world.team("risk");
  for (const [team, roles] of [
    ["risk", ["REVIEWER"]],
    ["fraud", ["OWNER"]],
  ] as const)
    await admin.do("addTeamMember", { teamId: world.teamId(team), principalId: id, roles }, "membership { roles }");
  zoe = await invited(admin, id, "somebody");
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  await olga.do("setOwnershipTag", { registeredModelId: model, key: "ON_CALL", principalId: zoe.id });
  await approve(zoe, await request(mia, await addVersion(mia, model), "Production"), { comment: WORDS.comment });
  const second = await addVersion(mia, model);
  const open = await request(mia, second, "Production");
  await zoe.do("rejectTransition", {
    transitionRequestId: open.id,
    comment: WORDS.no,
  });
  await request(zoe, second, "Staging", { reason: WORDS.reason });
  await zoe.do("transferRegisteredModel", {
    registeredModelId: model,
    teamId: world.teamId("risk"),
    reason: WORDS.offer,
  });
  await askAgainstGate(olga);
  await zoe.get("/evidence?model=churn&version=1", { "user-agent": "unmistakable-agent/1" });
  const superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  await superuser.query("begin");
  await superuser.query("insert into principal_group values ($1, $2, now())", [id, PERSON.group]);
  await superuser.query("select audit.append($1)", [JSON.stringify([entry({ stream: id })])]);
  await superuser.query("commit");
  await superuser.end();
});
afterAll(() => world?.close());

/** They ask for a waiver of a gate, and in an emergency. */
const askAgainstGate = async (owner: Actor): Promise<void> => {
  const gated = await registerModel(mia, world.teamId("fraud"), "gated");
  const requirements = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];
  const policy = {
    name: "good enough",
    scope: { registeredModelId: gated },
    slots: ["Production", "Staging"],
    requirements: [],
    gates: [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: requirements }],
    emergency: { requirements, reviewWithinHours: 24 },
  };
  const { approvalPolicy } = (await owner.do("createApprovalPolicy", policy, "approvalPolicy { id }"))
    .createApprovalPolicy;
  const bad = await addVersion(mia, gated, { metrics: [{ key: "accuracy", value: 0.7 }] });
  const waivers = [{ policyId: approvalPolicy.id, gateKey: "good", reason: WORDS.waiver }];
  await request(zoe, bad, "Production", { waivers });
  await request(zoe, bad, "Staging", { emergency: { reason: WORDS.emergency } });
};

/** Rows of the whole database, the log among it, that hold a text, in clear or in what opens a commitment. */
const rowsWith = async (text: string): Promise<string[]> => {
  const url = world.database.superuserUrl;
  const tables = await query<{ name: string }>(
    url,
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'audit') and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  const found = [];
  for (const { name } of tables) {
    const clear =
      name === "audit.disclosure"
        ? "convert_from(decode(rpad(translate(disclosure, '-_', '+/'), (length(disclosure) + 3) / 4 * 4, '='), 'base64'), 'UTF8')"
        : "t::text";
    const [row] = await query<{ count: number }>(
      url,
      `select count(*)::int as count from ${name} t where ${clear} ilike ${pg.escapeLiteral(`%${text}%`)}`,
    );
    if ((row?.count ?? 0) > 0) found.push(`${name}: ${row?.count}`);
  }
  return found;
};

const erase = (input: Answer): Promise<Answer> =>
  world.admin.do(
    "erasePersonalData",
    { principalId: zoe.id, reason: "as they asked", ...input },
    "erased { values rows remains { where count } principal { handle displayName } }",
  );

const evidence = async (): Promise<Answer[]> =>
  (
    await world.admin.ask(
      `{ modelVersion(name: "churn", version: 1) { evidence(first: 200) { nodes {
           hash envelope body action reason disclosures actor { id handle displayName } } } } }`,
    )
  ).modelVersion.evidence.nodes;

const lastActivity = async (): Promise<string> =>
  (await world.admin.ask(`{ registeredModel(name: "churn") { lastActivityAt } }`)).registeredModel.lastActivityAt;

const holds = async (): Promise<void> => {
  expect(await verifyLog(world.database.runtimeUrl, { state: [checkContent] })).toEqual([]);
  const text = await (await world.admin.get("/evidence?model=churn&version=1")).text();
  expect((await checkEvidence(text.trimEnd().split("\n"))).findings).toEqual([]);
};

describe("erasePersonalData", () => {
  it("is refused to whoever is no administrator, of whom works still, and of a signer's name unless it is forced", async () => {
    const input = { principalId: zoe.id, categories: ["NAME"], reason: "as they asked" };
    expect((await mia.attempt("erasePersonalData", input)).errors[0]?.extensions.code).toBe("FORBIDDEN");
    expect(await world.admin.refused("erasePersonalData", input)).toBe("CONFLICT");
    await world.admin.do("deactivateUser", { principalId: zoe.id, reason: "gone" });
    expect(await world.admin.refused("erasePersonalData", input)).toBe("CONFLICT");
    expect(await rowsWith("unmistakable")).toContain("decision: 2");
    for (const text of [WORDS.waiver, WORDS.emergency])
      expect([text, await rowsWith(text)]).toEqual([text, expect.arrayContaining(["transition_request: 1"])]);
  });

  it("of where they acted from and what they wrote leaves who they are", async () => {
    const before = await lastActivity();
    const { erased } = (await erase({ categories: ["NETWORK", "TEXT"] })).erasePersonalData;
    expect(await lastActivity()).toBe(before);
    expect(erased.values).toBeGreaterThan(10);
    expect(erased.principal).toEqual({ handle: PERSON.handle, displayName: PERSON.name });
    for (const text of [...Object.values(WORDS), "unmistakable-agent"])
      expect([text, await rowsWith(text)]).toEqual([text, []]);
    const signed = (await evidence()).find(({ action }) => action === "approveTransition");
    expect(signed).toMatchObject({ reason: null, actor: { handle: PERSON.handle, displayName: PERSON.name } });
    await holds();
  });

  it("of who they are leaves their id, in no row of any table anything else", async () => {
    const { erased } = (await erase({ categories: ["NAME"], force: true })).erasePersonalData;
    expect(erased.principal).toEqual({
      handle: expect.stringMatching(/^erased-[0-9a-z]{26}$/),
      displayName: "(erased)",
    });
    for (const text of ["unmistakable", "Zoë"]) expect([text, await rowsWith(text)]).toEqual([text, []]);
    await holds();
  });

  it("leaves every hash, says who acted by their id, and in an entry that it was done", async () => {
    const signed = (await evidence()).find(({ action }) => action === "approveTransition");
    expect(signed).toMatchObject({ actor: { id: zoe.id, handle: null, displayName: null }, disclosures: [] });
    const page = await (await world.admin.get("/evidence?model=churn&version=1&format=html")).text();
    expect(page).toContain(zoe.id);
    expect(page).not.toMatch(/unmistakable/i);
    const { nodes } = (
      await world.admin.ask(
        `{ auditEntries(first: 10, filter: { action: "erasePersonalData", outcome: ALLOWED }) { nodes { after reason subjects { id role label } } } }`,
      )
    ).auditEntries;
    expect(nodes.map(({ after }: Answer) => after)).toEqual([
      { categories: ["NETWORK", "TEXT"], values: expect.any(Number), rows: expect.any(Number), forced: false },
      { categories: ["NAME"], values: expect.any(Number), rows: expect.any(Number), forced: true },
    ]);
    expect(nodes.at(-1)?.reason).toBe("as they asked");
    expect(nodes.at(-1)?.subjects).toContainEqual({ id: zoe.id, role: "target", label: null });
  });

  it("leaves no salt by which what a row said could be guessed", async () => {
    const notes = await query<{ tbl: string; salted: boolean }>(
      world.database.superuserUrl,
      `select tbl, salt is not null as salted from audit.row_change c
       where key like '["${zoe.id}"%' and tbl in ('principal', 'principal_group', 'user_identity') and hash is not null
         and exists (select from audit.row_change n where n.tbl = c.tbl and n.key = c.key and n.id > c.id)`,
    );
    expect(notes.length).toBeGreaterThanOrEqual(3);
    expect(notes.filter(({ salted }) => salted)).toEqual([]);
  });
});

describe("whoever has the service's login", () => {
  it("erases nothing without an entry that says so, and no row's latest salt", async () => {
    const runtime = new pg.Client(world.database.runtimeUrl);
    await runtime.connect();
    try {
      await expect(runtime.query("select audit.erase($1, '{NAME}')", [mia.id])).rejects.toMatchObject({
        code: "CS001",
      });
      await expect(runtime.query("select erase_decisions($1, true, true)", [zoe.id])).resolves.toMatchObject({
        rowCount: 0,
      });
      await expect(runtime.query("select erase_identities($1)", [mia.id])).rejects.toMatchObject({ code: "42501" });
    } finally {
      await runtime.end();
    }
    await holds();
  });
});
