// @module-tag leak
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { entryIds } from "../../src/audit/entry-ids.js";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor, olga: Actor, rob: Actor, vera: Actor, auditor: Actor, stranger: Actor;
let hidden: { model: string; version: string };
let open: { model: string; version: string };

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  vera = await world.user("vera", { fraud: ["VIEWER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  stranger = await world.user("stranger", { other: ["OWNER"] });
  auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  const story = async (name: string, more: Answer): Promise<{ model: string; version: string }> => {
    const model = await registerModel(mia, world.teamId("fraud"), name, more);
    return { model, version: await addVersion(mia, model, { tags: [{ key: "kept", value: `of ${name}` }] }) };
  };
  hidden = await story("hidden", { visibility: "TEAM" });
  open = await story("open", {});
  await world.admin.do("createApprovalPolicy", {
    name: "the whole organisation's",
    scope: { organization: true },
    slots: ["Production", "@signed"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    separationOfDuties: [],
  });
});
afterAll(() => world?.close());

const ENTRY = `id at action outcome actor { id handle } subjects { type id role label hidden } before after reason decision stream seq hash previousHash envelope body`;

const evidence = async (by: Actor, name: string, args = "first: 200"): Promise<Answer[]> => {
  const text = `query ($name: String!) { modelVersion(name: $name, version: 1) { evidence(${args}) { nodes { ${ENTRY} } } } }`;
  return (await by.ask(text, { name })).modelVersion.evidence.nodes;
};

/** Every entry there is, asked for by its number. */
const everything = async (by: Actor): Promise<Answer[]> => {
  const [last] = await query<{ id: string }>(
    world.database.superuserUrl,
    "select max(id)::text as id from audit.entry",
  );
  const ids = entryIds(Array.from({ length: Number(last?.id) }, (_, index) => BigInt(index + 1)));
  const found: Answer[] = [];
  for (let at = 0; at < ids.length; at += 100) {
    const { nodes } = await by.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AuditEntry { ${ENTRY} } } }`, {
      ids: ids.slice(at, at + 100),
    });
    found.push(...nodes.filter((node) => node !== null));
  }
  return found;
};

describe("whoever cannot read a thing", () => {
  let asked: Answer;

  beforeAll(async () => {
    asked = await request(mia, hidden.version, "Production", { reason: "a secret reason" });
    await request(mia, open.version, "Production", { reason: "an open reason" });
    await mia.refused("setAlias", { modelVersionId: hidden.version, alias: "signed" });
  });

  it("finds no entry of it by number, though a policy that they read decided there", async () => {
    const seen = await everything(stranger);
    expect(seen.length).toBeGreaterThan(5);
    const streams = await query<{ id: string; stream: string }>(
      world.database.superuserUrl,
      "select id::text as id, stream_id as stream from audit.entry",
    );
    const streamOf = new Map(streams.map(({ id, stream }) => [entryIds([BigInt(id)])[0], stream]));
    expect(seen.filter(({ id }) => [hidden.model, hidden.version].includes(streamOf.get(id) ?? ""))).toEqual([]);
    const text = JSON.stringify(seen);
    for (const secret of [hidden.model, hidden.version, asked.id, "a secret reason", "hidden/1", "of hidden"])
      expect(text).not.toContain(secret);
  });

  it("does not learn through another version's evidence that the same policy decided there", async () => {
    for (const reader of [stranger, vera, auditor]) {
      const requests = (await evidence(reader, "open")).filter(({ action }) => action === "requestTransition");
      expect(requests.map(({ reason }) => reason)).toEqual(["an open reason"]);
    }
  });

  it("sees of a thing they may read neither people's streams nor teams'", async () => {
    for (const { stream } of await everything(stranger))
      if (stream !== null && /^(principal|team|organization):/.test(stream))
        expect([`principal:${stranger.id}`, `team:${world.teamId("other")}`]).toContain(stream);
  });

  it("gets one answer for what is hidden, what is absent and what is no number", async () => {
    const of = await query<{ id: string }>(
      world.database.superuserUrl,
      `select id::text as id from audit.entry where stream_id = '${hidden.version}' limit 1`,
    );
    const number = of[0]?.id ?? "";
    const ids = [...entryIds([BigInt(number), 999_999_999_999_999_999n]), `ent_${number}`, "ent_0", "ent_-1", "ent_"];
    const { nodes } = await stranger.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(nodes).toEqual(ids.map(() => null));
  });
});

describe("a reviewer from another team", () => {
  it("reads the version's story, its model's name, the request, while it is open", async () => {
    const entries = await evidence(rob, "hidden");
    const asked = entries.find(({ action }) => action === "requestTransition");
    expect(asked).toMatchObject({ reason: "a secret reason", stream: `model_version:${hidden.version}` });
  });

  it("sees what was refused there; a viewer does not, the actor does", async () => {
    const tried = ({ action, outcome }: Answer): boolean => action === "setAlias" && outcome === "DENIED";
    for (const reader of [rob, mia, olga, auditor, world.admin])
      expect({ reader: reader.handle, sees: (await evidence(reader, "hidden")).some(tried) }).toEqual({
        reader: reader.handle,
        sees: true,
      });
    expect((await evidence(vera, "hidden")).some(tried)).toBe(false);
    expect((await everything(vera)).some(tried)).toBe(false);
    expect((await everything(mia)).some(tried)).toBe(true);
  });

  it("keeps the request and nothing else of a hidden model afterwards", async () => {
    const mine = (await evidence(rob, "hidden")).find(({ action }) => action === "requestTransition");
    const { transitionRequests } = await rob.ask(
      `{ transitionRequests(filter: { state: PENDING, model: "hidden" }) { nodes { id contentDigest } } }`,
    );
    await approve(rob, transitionRequests.nodes[0]!, { comment: "seen" });
    expect((await rob.ask(`{ modelVersion(name: "hidden", version: 1) { id } }`)).modelVersion).toBeNull();
    const left = await everything(rob);
    const kept = left.find(({ id }) => id === mine?.id);
    expect(kept).toMatchObject({ before: null, after: null, reason: null, decision: null, stream: null, body: null });
    // The number of an entry in a stream that is hidden would tell how much happened there.
    expect(mine?.seq).toEqual(expect.any(Number));
    expect([kept?.seq, kept?.envelope]).toEqual([null, null]);
    expect(kept?.hash).toBe(mine?.hash);
    expect(kept?.subjects.find(({ role }: Answer) => role === "target")).toEqual({
      type: "model_version",
      id: null,
      role: "target",
      label: null,
      hidden: true,
    });
  });
});

describe("an owner of a team", () => {
  it("reads what was refused there before there was a thing; nobody else does but the actor and auditors", async () => {
    const outsider = await world.user("outsider", { other: ["CONTRIBUTOR"] });
    await outsider.refused("createRegisteredModel", { name: "wanted", teamId: world.teamId("fraud") });
    const tried = ({ action, outcome }: Answer): boolean => action === "createRegisteredModel" && outcome === "DENIED";
    const sees = async (reader: Actor) => [reader.handle, (await everything(reader)).some(tried)];
    for (const reader of [olga, outsider, auditor, world.admin])
      expect(await sees(reader)).toEqual([reader.handle, true]);
    for (const reader of [mia, vera, rob, stranger]) expect(await sees(reader)).toEqual([reader.handle, false]);
    const entry = (await everything(olga)).find(tried);
    expect(entry).toMatchObject({ stream: `principal:${outsider.id}`, seq: expect.any(Number) });
    expect(entry?.decision).toMatchObject({ code: "FORBIDDEN" });
  });

  it("that a model was only offered to does not read the model's own story", async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "offered", { visibility: "TEAM" });
    const offer = { registeredModelId: model, reason: "take it" };
    await olga.do("transferRegisteredModel", { ...offer, teamId: world.teamId("other") });
    await olga.do("transferRegisteredModel", { ...offer, teamId: world.teamId("fraud") });
    const told = (await everything(stranger)).filter(({ action }) => /Transfer/.test(action));
    expect(told.map(({ action, stream }) => [action, stream])).toEqual([
      ["offerTransfer", `team:${world.teamId("other")}`],
      ["withdrawTransferOffer", `team:${world.teamId("other")}`],
    ]);
    expect(JSON.stringify(told)).not.toContain(model);
  });
});

describe("what concerns a principal", () => {
  it("is theirs to read whole, their tokens included", async () => {
    await actorFor(world.admin, vera.id, "vera");
    const seen = async (action: string): Promise<Answer[]> => {
      const entry = (await everything(vera)).find((each) => each.action === action);
      expect(entry?.body, action).not.toBeNull();
      return entry?.subjects.map(({ type, hidden: isHidden }: Answer) => [type, isHidden]);
    };
    expect(await seen("createApiToken")).toEqual([
      ["principal", false],
      ["api_token", false],
    ]);
    expect(await seen("redeemInvitation")).toEqual([
      ["principal", false],
      ["invitation", false],
      ["api_token", false],
      ["principal", false],
    ]);
  });
});

describe("a policy that the reader may not read", () => {
  it("is not named by what it decided", async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "guarded");
    const version = await addVersion(mia, model);
    await olga.do("createApprovalPolicy", {
      name: "our own concern",
      scope: { teamId: world.teamId("fraud") },
      slots: ["@inner"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
      separationOfDuties: [],
    });
    await request(mia, version, "@inner");
    const asked = async (by: Actor): Promise<Answer | undefined> =>
      (await evidence(by, "guarded")).find(({ action }) => action === "requestTransition");
    expect(JSON.stringify(await asked(vera))).toContain("our own concern");
    const seen = await asked(stranger);
    expect(seen).toMatchObject({ reason: expect.any(String), decision: null, body: null });
    expect(JSON.stringify(seen)).not.toContain("our own concern");
  });

  it("is not named by the requests that it decides: neither it, nor its revision, tags and teams", async () => {
    const text = `{ modelVersion(name: "guarded", version: 1) { transitionRequests { nodes { id statement cause
      requirements { role needed given policyName policyId policyRevision team { slug } } } } } }`;
    const of = async (by: Actor): Promise<Answer> => (await by.ask(text)).modelVersion.transitionRequests.nodes[0]!;
    const whole = { role: "REVIEWER", needed: 1, given: 0, policyName: "our own concern", policyRevision: 1 };
    for (const reader of [vera, rob, auditor]) {
      const { statement, requirements } = await of(reader);
      expect(requirements, reader.handle).toMatchObject([{ ...whole, team: { slug: "risk" } }]);
      expect(JSON.parse(statement).policies).toEqual([
        { id: requirements[0].policyId, revision: 1, digest: expect.any(String) },
      ]);
    }
    const { statement, requirements } = await of(stranger);
    expect(statement).toBeNull();
    expect(requirements).toEqual([
      { role: "REVIEWER", needed: 1, given: 0, policyName: null, policyId: null, policyRevision: null, team: null },
    ]);
  });

  it("is not named to whoever asks on MLflow's wire by a grant", async () => {
    const guest = await world.user("guest", { partner: ["MAINTAINER"] });
    const { registeredModel } = await olga.ask(`{ registeredModel(name: "guarded") { id } }`);
    const grant = { registeredModelId: registeredModel.id, teamId: world.teamId("partner"), role: "MAINTAINER" };
    await olga.do("grantAccess", grant);
    const alias = { name: "guarded", alias: "inner", version: "1" };
    const { message } = await new Mlflow(guest).refused("POST", "registered-models/alias", alias);
    expect(message).toContain("1 × REVIEWER of a team that a policy you may not read names (0 signed, 1 person could)");
    expect(message).not.toMatch(/risk|our own concern/);
    expect((await new Mlflow(mia).refused("POST", "registered-models/alias", alias)).message).toContain("of team risk");
  });
});

describe("an owner of the team that owned it", () => {
  it("reads what was written while it did, not what came after, wherever the model went", async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "moved", { visibility: "TEAM" });
    await addVersion(mia, model);
    await world.admin.do("transferRegisteredModel", {
      registeredModelId: model,
      teamId: world.teamId("other"),
      reason: "a new home",
    });
    await stranger.do("setTag", { subjectId: model, key: "ours", value: "now" });
    const log = async (by: Actor): Promise<string[]> =>
      (
        await by.ask(
          `query ($id: ID!) { auditEntries(first: 200, filter: { subjectId: $id }) { nodes { action outcome } } }`,
          { id: model },
        )
      ).auditEntries.nodes.map(({ action }: Answer) => action);
    const before = await log(olga);
    expect(before).toEqual(expect.arrayContaining(["createRegisteredModel", "createModelVersion"]));
    expect(before).not.toContain("setTag");
    const after = await log(stranger);
    expect(after).toContain("setTag");
    expect(after).not.toContain("createModelVersion");
    expect(await log(auditor)).toEqual(expect.arrayContaining(["createModelVersion", "setTag"]));
  });
});

describe("what is deleted", () => {
  it("keeps its story for those who read deleted things", async () => {
    const model = await registerModel(mia, world.teamId("fraud"), "gone");
    const version = await addVersion(mia, model);
    await mia.do("deleteModelVersion", { modelVersionId: version, reason: "no use" });
    const text = `{ modelVersion(name: "gone", version: 1, includeDeleted: true) { evidence { nodes { ${ENTRY} } } } }`;
    for (const reader of [auditor, olga, world.admin]) {
      const { nodes } = (await reader.ask(text)).modelVersion.evidence;
      expect(nodes.map(({ action }: Answer) => action)).toEqual([
        "createRegisteredModel",
        "createModelVersion",
        "deleteModelVersion",
      ]);
      for (const { subjects, body } of nodes) {
        expect(subjects.filter(({ hidden: isHidden }: Answer) => isHidden)).toEqual([]);
        expect(body).not.toBeNull();
      }
    }
    expect((await vera.ask(text)).modelVersion).toBeNull();
  });
});

describe("pages", () => {
  it("begin where an edge's cursor says, as where the page ended", async () => {
    const text = `query ($after: String) { modelVersion(name: "open", version: 1) { evidence(first: 2, after: $after) {
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
    const page = (await mia.ask(text)).modelVersion.evidence;
    expect(page.edges.at(-1)?.cursor).toBe(page.pageInfo.endCursor);
    expect(page.edges[0]?.cursor).toBe(page.pageInfo.startCursor);
    const next = (await mia.ask(text, { after: page.edges[0]?.cursor })).modelVersion.evidence;
    expect(next.edges[0]?.node.id).toBe(page.edges[1]?.node.id);
  });

  it("of a filtered list hold what the whole list holds of it", async () => {
    const all = await evidence(auditor, "open");
    const denied = await evidence(auditor, "open", 'first: 200, filter: { action: "createModelVersion" }');
    expect(denied).toEqual(all.filter(({ action }) => action === "createModelVersion"));
    const from = all[1]?.at;
    const to = all.at(-1)?.at;
    expect(await evidence(auditor, "open", `first: 200, filter: { from: "${from}", to: "${to}" }`)).toEqual(
      all.slice(1, -1),
    );
    expect(await evidence(auditor, "open", `first: 200, filter: { actor: "mia", outcome: ALLOWED }`)).toEqual(
      all.filter(({ actor, outcome }) => actor.handle === "mia" && outcome === "ALLOWED"),
    );
  });
});
