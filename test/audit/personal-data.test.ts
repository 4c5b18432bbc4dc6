import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let rob: Actor;
let model: string;

const EMAIL = "erika.mustermann@mail.example";
const AGENT = "a-browser-like-no-other/7";
const SUBJECT = "00u-erika-at-the-provider";
const WORDS = {
  reason: "Grandmother asked for it",
  comment: "Looks fine to my tired eyes",
  no: "Not on a Friday, says Rob",
};

interface Row {
  id: string;
  actor: string;
  action: string;
  body: string;
  labels: (string | null)[];
  disclosures: { path: string; category: string; of: string; disclosure: string }[];
}

const rows = (): Promise<Row[]> =>
  query<Row>(
    world.database.superuserUrl,
    `select e.id::text as id, e.actor_id as actor, e.action, e.body,
       (select array_agg(s.label) from audit.subject s where s.entry_id = e.id) as labels,
       (select coalesce(json_agg(json_build_object('path', d.path, 'category', d.category, 'of', d.principal_id,
          'disclosure', d.disclosure)), '[]') from audit.disclosure d where d.entry_id = e.id) as disclosures
     from audit.entry e order by e.id`,
  );

const opened = (disclosure: string): [string, string, unknown] =>
  JSON.parse(Buffer.from(disclosure, "base64url").toString());

/** Every commitment of a body, by where it stands. */
const commitmentsOf = (value: unknown, path = ""): [string, string][] => {
  if (typeof value !== "object" || value === null) return [];
  if ("_c" in value) return [[path, String(value._c)]];
  return Object.entries(value).flatMap(([key, each]) => commitmentsOf(each, `${path}/${key}`));
};

beforeAll(async () => {
  world = await openWorld();
  const mia = await world.user("mia.lindqvist", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga.petrova", { fraud: ["OWNER"] });
  rob = await world.user("rob.okafor", { risk: ["REVIEWER"] });
  await world.admin.do("createUser", {
    handle: "erika",
    displayName: "Erika Mustermann",
    email: EMAIL,
    identity: { issuer: "https://id.example", subject: SUBJECT },
  });
  model = await registerModel(mia, world.teamId("fraud"), "churn");
  const version = await addVersion(mia, model);
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  await olga.do("setOwnershipTag", { registeredModelId: model, key: "ON_CALL", principalId: mia.id });
  await olga.do("setOwnershipTag", { registeredModelId: model, key: "ON_CALL", principalId: rob.id });
  await approve(rob, await request(mia, version, "Production", { reason: WORDS.reason }), { comment: WORDS.comment });
  const second = await request(mia, await addVersion(mia, model), "Production", { reason: WORDS.reason });
  const against = { transitionRequestId: second.id, comment: WORDS.no };
  await rob.do("rejectTransition", against);
  await mia.refused("approveTransition", { transitionRequestId: "req_x", contentDigest: "x" });
  await rob.get("/evidence?model=churn&version=1", { "user-agent": AGENT });
});
afterAll(() => world?.close());

describe("what a body says of people", () => {
  it("is their id: no handle, name, address, identity, machine, reason or comment, in no body and no label", async () => {
    const names = await query<{ name: string; handle: string }>(
      world.database.superuserUrl,
      "select display_name as name, handle from principal where display_name like 'The %' or display_name like 'Erika%'",
    );
    expect(names.length).toBe(4);
    const of = names.flatMap(({ name, handle }) => [name, `"${handle}"`]);
    const clear = [...of, EMAIL, SUBJECT, "mustermann", AGENT, "127.0.0.1", "::1", ...Object.values(WORDS)];
    const all = await rows();
    expect(all.length).toBeGreaterThan(15);
    for (const { id, body, labels } of all)
      for (const value of clear)
        expect({
          id,
          value,
          found: [body, ...labels.map((label) => `"${label}"`)].join().includes(value),
        }).toMatchObject({
          found: false,
        });
  });

  it("is committed to: each value beside opens exactly one commitment, at the place it names", async () => {
    const salts = new Set<string>();
    const values = new Set<unknown>();
    const all = await rows();
    for (const { body, disclosures } of all) {
      const committed = disclosures.map(({ path, disclosure }): [string, string] => {
        const [salt, said, value] = opened(disclosure);
        expect(Buffer.from(salt, "base64url")).toHaveLength(16);
        expect(said).toBe(path);
        salts.add(salt);
        values.add(value);
        return [path, createHash("sha256").update(disclosure).digest("base64url")];
      });
      expect(committed.sort()).toEqual(commitmentsOf(JSON.parse(body)).sort());
      // A migration's own entry names nobody.
      if (JSON.parse(body).action !== "commitRows")
        expect(committed.map(([path]) => path)).toEqual(expect.arrayContaining(["/actor/handle", "/actor/name"]));
    }
    expect(salts.size).toBe(all.flatMap(({ disclosures }) => disclosures).length);
    for (const value of ["The rob.okafor", "rob.okafor", AGENT, EMAIL, SUBJECT, ...Object.values(WORDS).slice(0, 2)])
      expect(values).toContain(value);
  });

  it("stands beside by whose it is and of which category: the actor's words and machines, each person's own names", async () => {
    const categoryOf = (path: string): string =>
      path.startsWith("/request/") ? "NETWORK" : /^\/reason$|\/cause$/.test(path) ? "TEXT" : "NAME";
    for (const { actor, body, disclosures } of await rows())
      for (const { path, category, of } of disclosures) {
        expect({ path, category }).toEqual({ path, category: categoryOf(path) });
        const subject = /^\/subjects\/(\d+)\/label$/.exec(path)?.[1];
        if (subject !== undefined) expect(of).toBe(JSON.parse(body).subjects[Number(subject)].id);
        else if (category !== "NAME" || path.startsWith("/actor/")) expect(of).toBe(actor);
      }
  });

  it("lets a printed name be traced to the entry that made the user", async () => {
    const made = (await rows()).filter(({ action }) => action === "createUser").at(-1);
    const said = Object.fromEntries(made?.disclosures.map(({ disclosure }) => opened(disclosure).slice(1)) ?? []);
    expect(said).toMatchObject({
      "/after/handle": "erika",
      "/after/displayName": "Erika Mustermann",
      "/after/email": EMAIL,
      "/after/identity/subject": SUBJECT,
    });
  });
});

describe("whoever reads an entry", () => {
  it("reads the values that it commits to, and what opens them", async () => {
    const { nodes } = (
      await world.admin.ask(
        `{ modelVersion(name: "churn", version: 1) { evidence(first: 200) { nodes {
             action body disclosures reason before after actor { handle displayName } subjects { type label } } } } }`,
      )
    ).modelVersion.evidence;
    const signed: Answer | undefined = nodes.find(({ action }: Answer) => action === "approveTransition");
    expect(signed).toMatchObject({
      reason: WORDS.comment,
      actor: { handle: "rob.okafor", displayName: "The rob.okafor" },
    });
    expect(signed?.disclosures.map((each: string) => opened(each).slice(1))).toEqual([
      ["/actor/handle", "rob.okafor"],
      ["/actor/name", "The rob.okafor"],
      ["/reason", WORDS.comment],
    ]);
    const { auditEntries } = await world.admin.ask(
      `{ auditEntries(first: 200, filter: { action: "setOwnershipTag" }) { nodes { before after subjects { role label } } } }`,
    );
    expect(auditEntries.nodes.at(-1)).toMatchObject({
      before: { key: "ON_CALL", principal: "mia.lindqvist" },
      after: { key: "ON_CALL", principal: "rob.okafor" },
      subjects: expect.arrayContaining([{ role: "principal", label: "rob.okafor" }]),
    });
  });
});
