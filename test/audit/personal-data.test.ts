import { createHash } from "node:crypto";
import pg from "pg";
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

interface Row {
  id: string;
  body: string;
  labels: (string | null)[];
  disclosures: string[];
}

const rows = (): Promise<Row[]> =>
  query<Row>(
    world.database.superuserUrl,
    `select e.id::text as id, e.body, coalesce(p.disclosures, array[]::text[]) as disclosures,
       (select array_agg(s.label) from audit.subject s where s.entry_id = e.id) as labels
     from audit.entry e left join audit.pii p on p.entry_id = e.id order by e.id`,
  );

beforeAll(async () => {
  world = await openWorld();
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  await world.admin.do("createUser", { handle: "erika", displayName: "Erika Mustermann", email: EMAIL });
  model = await registerModel(mia, world.teamId("fraud"), "churn");
  const version = await addVersion(mia, model);
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
  });
  await approve(rob, await request(mia, version, "Production"), { comment: "fine" });
  await mia.refused("approveTransition", { transitionRequestId: "req_x", contentDigest: "x" });
  await rob.get("/evidence?model=churn&version=1", { "user-agent": AGENT });
});
afterAll(() => world?.close());

describe("what a body says of people", () => {
  it("is their handle: no display name, no e-mail address, no IP address, no agent, in no body and no label", async () => {
    const names = await query<{ name: string }>(
      world.database.superuserUrl,
      "select display_name as name from principal where display_name like 'The %' or display_name like 'Erika%'",
    );
    expect(names.length).toBe(4);
    const clear = [...names.map(({ name }) => name), EMAIL, "mustermann", AGENT, "127.0.0.1", "::1"];
    const all = await rows();
    expect(all.length).toBeGreaterThan(15);
    for (const { id, body, labels } of all)
      for (const value of clear)
        expect({ id, value, found: [body, ...labels].join().includes(value) }).toMatchObject({ found: false });
  });

  it("is committed to: each value beside opens exactly one commitment, at the place it names", async () => {
    const salts = new Set<string>();
    const values = new Set<string>();
    for (const { body, disclosures } of await rows()) {
      const committed = new Map<string, string>();
      for (const disclosure of disclosures) {
        const [salt, path, value] = JSON.parse(Buffer.from(disclosure, "base64url").toString()) as [
          string,
          string,
          string,
        ];
        expect(Buffer.from(salt, "base64url")).toHaveLength(16);
        salts.add(salt);
        values.add(value);
        committed.set(path, createHash("sha256").update(disclosure).digest("base64url"));
      }
      const { actor, request: made } = JSON.parse(body) as Answer;
      for (const [path, place] of [
        ["/actor/name", actor.name],
        ["/request/ip", made.ip],
        ["/request/agent", made.agent],
      ] as const)
        expect(place).toEqual(committed.has(path) ? { _c: committed.get(path) } : null);
      // A migration's own entry names nobody.
      expect(committed.has("/actor/name")).toBe(JSON.parse(body).action !== "commitRows");
    }
    const disclosed = (await rows()).flatMap(({ disclosures }) => disclosures);
    expect(salts.size).toBe(disclosed.length);
    expect(values).toContain("The rob");
    expect(values).toContain(AGENT);
  });

  it("can be erased beside the log, and every hash still holds", async () => {
    const owner = new pg.Client(world.database.ownerUrl);
    await owner.connect();
    await owner.query(`set role ${pg.escapeIdentifier(world.database.auditRole)}`);
    await owner.query("delete from audit.pii using audit.entry e where e.id = pii.entry_id and e.actor_id = $1", [
      rob.id,
    ]);
    await owner.end();
    const { nodes } = (
      await world.admin.ask(
        `{ modelVersion(name: "churn", version: 1) { evidence(first: 200) { nodes {
             hash envelope body actor { handle displayName } } } } }`,
      )
    ).modelVersion.evidence;
    const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
    for (const { hash, envelope, body } of nodes) {
      expect(sha256(`\0${envelope}`)).toBe(hash);
      expect(JSON.parse(envelope).body).toBe(sha256(body));
    }
    const byRob = nodes.filter(({ actor }: Answer) => actor.handle === "rob");
    expect(byRob.length).toBeGreaterThan(0);
    for (const { actor } of byRob) expect(actor.displayName).toBeNull();
    for (const { actor } of nodes.filter(({ actor: who }: Answer) => who.handle === "mia"))
      expect(actor.displayName).toBe("The mia");
  });
});
