import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer, MutationName } from "../support/actor.js";
import { asSuperuser } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let maintainer: Actor;
let other: Actor;
let both: Actor;
let auditor: Actor;
let risk: string;
let fraud: string;

const NODE = `query ($id: ID!) { node(id: $id) { ... on RegisteredModel {
  name team { slug } tags { key value } grants { team { slug } role slots grantedBy { handle } }
  transferOffer { team { slug } reason offeredBy { handle } offeredAt expiresAt }
  ownershipTags { key team { slug } principal { handle } from to setBy { handle } }
  history: ownershipTags(history: true) { key team { slug } principal { handle } from to } } } }`;

const read = async (by: Actor, id: string): Promise<Answer | null> => (await by.ask(NODE, { id })).node;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  maintainer = await world.user("maria", { risk: ["MAINTAINER"] });
  other = await world.user("otto", { fraud: ["OWNER"] });
  both = await world.user("beth", { risk: ["OWNER"], fraud: ["OWNER"] });
  auditor = await world.user("aude");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  risk = world.teamId("risk");
  fraud = world.teamId("fraud");
});
afterAll(() => world.close());

describe("ownership tags", () => {
  it("point at a team or a person, and keep from when to when", async () => {
    const id = await registerModel(owner, risk, "owned");
    const set = (input: Answer) => owner.do("setOwnershipTag", { registeredModelId: id, ...input });
    await set({ key: "OWNER", teamId: risk });
    await set({ key: "owner", teamId: fraud });
    await set({ key: "ON_CALL", principalId: maintainer.id });
    await set({ key: "Data Lead", principalId: other.id });
    await set({ key: "Data Lead", principalId: other.id });
    await owner.do("removeOwnershipTag", { registeredModelId: id, key: "ON_CALL" });
    expect(await owner.refused("removeOwnershipTag", { registeredModelId: id, key: "ON_CALL" })).toBe("NOT_FOUND");
    const found = await read(other, id);
    expect(found?.ownershipTags).toEqual([
      {
        key: "Data Lead",
        team: null,
        principal: { handle: "otto" },
        from: expect.any(String),
        to: null,
        setBy: { handle: "olga" },
      },
      {
        key: "OWNER",
        team: { slug: "fraud" },
        principal: null,
        from: expect.any(String),
        to: null,
        setBy: { handle: "olga" },
      },
    ]);
    const history = found?.history as Answer[];
    expect(history.map(({ key, team, principal, to }) => [key, team?.slug ?? principal?.handle, to === null])).toEqual([
      ["Data Lead", "otto", true],
      ["ON_CALL", "maria", false],
      ["OWNER", "risk", false],
      ["OWNER", "fraud", true],
    ]);
    const [first, second] = history.filter(({ key }) => key === "OWNER");
    expect(first?.to).toBe(second?.from);
    expect(found?.tags).toEqual([
      { key: "countersign.Data Lead", value: "otto" },
      { key: "countersign.owner", value: "fraud" },
    ]);
  });

  it("are set by owners of the model's team and admins, at exactly one active target", async () => {
    const id = await registerModel(owner, risk, "owned-by-whom");
    const input = { registeredModelId: id, key: "STEWARD" };
    expect(await maintainer.refused("setOwnershipTag", { ...input, teamId: fraud })).toBe("FORBIDDEN");
    expect(await other.refused("setOwnershipTag", { ...input, teamId: fraud })).toBe("FORBIDDEN");
    await world.admin.do("setOwnershipTag", { ...input, teamId: fraud });
    expect(await owner.refused("setOwnershipTag", input)).toBe("INVALID_INPUT");
    expect(await owner.refused("setOwnershipTag", { ...input, teamId: fraud, principalId: other.id })).toBe(
      "INVALID_INPUT",
    );
    expect(await owner.refused("setOwnershipTag", { ...input, teamId: other.id })).toBe("NOT_FOUND");
    expect(await owner.refused("setOwnershipTag", { ...input, principalId: "usr_x" })).toBe("NOT_FOUND");
    expect(await owner.refused("setOwnershipTag", { ...input, key: "k".repeat(251), teamId: fraud })).toBe(
      "INVALID_INPUT",
    );
    const leaver = await world.user("leaver");
    const robot = { teamId: risk, handle: "robot", displayName: "Robot" };
    const { createServiceAccount } = await owner.do("createServiceAccount", robot, "serviceAccount { id }");
    const robotId = createServiceAccount.serviceAccount.id;
    expect(await owner.refused("setOwnershipTag", { ...input, principalId: robotId })).toBe("NOT_FOUND");
    await world.admin.do("deactivateUser", { principalId: leaver.id });
    expect(await owner.refused("setOwnershipTag", { ...input, principalId: leaver.id })).toBe("NOT_FOUND");
  });

  it("are found by one filter: all that team fraud owns or stewards", async () => {
    const FIND =
      "query ($ownership: OwnershipFilter) { registeredModels(filter: { ownership: $ownership }) { nodes { name } } }";
    const find = async (ownership: Answer): Promise<string[]> =>
      (await auditor.ask(FIND, { ownership })).registeredModels.nodes.map(({ name }: Answer) => name);
    const id = await registerModel(owner, risk, "owned-hidden", { visibility: "TEAM" });
    await owner.do("setOwnershipTag", { registeredModelId: id, key: "VALIDATOR", teamId: fraud });
    expect(await find({ team: "fraud", keys: ["OWNER", "STEWARD"] })).toEqual(["owned", "owned-by-whom"]);
    expect(await find({ team: "fraud" })).toEqual(["owned", "owned-by-whom", "owned-hidden"]);
    expect(await find({ team: "fraud", key: "validator" })).toEqual(["owned-hidden"]);
    expect(await find({ principal: "otto", key: "Data Lead" })).toEqual(["owned"]);
    expect(await find({ principal: "maria" })).toEqual([]);
    expect(await find({ team: "nobody" })).toEqual([]);
    const seen = (await other.ask(FIND, { ownership: { team: "fraud" } })).registeredModels.nodes;
    expect(seen.map(({ name }: Answer) => name)).toEqual(["owned", "owned-by-whom"]);
  });
});

describe("grants", () => {
  const input = (id: string, more: Answer = {}) => ({ registeredModelId: id, teamId: fraud, role: "VIEWER", ...more });

  it("share a TEAM model with another team until they are taken back, and can be changed", async () => {
    const id = await registerModel(owner, risk, "shared", { visibility: "TEAM" });
    expect(await read(other, id)).toBeNull();
    expect(await maintainer.refused("grantAccess", input(id))).toBe("FORBIDDEN");
    expect(await other.refused("grantAccess", input(id))).toBe("NOT_FOUND");
    await owner.do("grantAccess", input(id));
    expect((await read(other, id))?.name).toBe("shared");
    expect(await other.refused("setTag", { subjectId: id, key: "k", value: "v" })).toBe("FORBIDDEN");
    await owner.do("grantAccess", input(id, { role: "CONTRIBUTOR", slots: ["staging", "@challenger", "@challenger"] }));
    await other.do("setTag", { subjectId: id, key: "k", value: "v" });
    expect((await read(owner, id))?.grants).toEqual([
      {
        team: { slug: "fraud" },
        role: "CONTRIBUTOR",
        slots: ["@challenger", "Staging"],
        grantedBy: { handle: "olga" },
      },
    ]);
    await owner.do("revokeAccess", { registeredModelId: id, teamId: fraud });
    expect(await read(other, id)).toBeNull();
    expect(await other.refused("setTag", { subjectId: id, key: "k", value: "v" })).toBe("NOT_FOUND");
    expect(await owner.refused("revokeAccess", { registeredModelId: id, teamId: fraud })).toBe("NOT_FOUND");
  });

  it("are not for the owning team, unknown teams or slots", async () => {
    const id = await registerModel(owner, risk, "not-shared");
    expect(await owner.refused("grantAccess", input(id, { teamId: risk }))).toBe("INVALID_INPUT");
    expect(await owner.refused("grantAccess", input(id, { teamId: "team_x" }))).toBe("NOT_FOUND");
    expect(await owner.refused("grantAccess", input(id, { slots: ["Nowhere"] }))).toBe("INVALID_INPUT");
    expect(await owner.refused("grantAccess", input(id, { slots: ["@v7"] }))).toBe("INVALID_INPUT");
    expect(await owner.refused("grantAccess", input(id, { slots: [] }))).toBe("INVALID_INPUT");
  });

  it("are told to owners, admins, auditors, and to each granted team its own", async () => {
    const third = await world.user("theo", { third: ["VIEWER"] });
    const id = await registerModel(owner, risk, "told");
    await owner.do("grantAccess", input(id));
    await owner.do("grantAccess", input(id, { teamId: world.teamId("third") }));
    const slugs = async (by: Actor) => (await read(by, id))?.grants.map(({ team }: Answer) => team.slug);
    for (const reader of [owner, world.admin, auditor]) expect(await slugs(reader)).toEqual(["fraud", "third"]);
    expect(await slugs(other)).toEqual(["fraud"]);
    expect(await slugs(third)).toEqual(["third"]);
    expect(await slugs(maintainer)).toEqual([]);
  });

  /** What each role of the other team can do under each granted role: [read, tag, move Staging, rename]. */
  const table: [string, string, (string | null)[] | null, string][] = [
    ["VIEWER", "OWNER", null, "r---"],
    ["CONTRIBUTOR", "OWNER", null, "rt--"],
    ["MAINTAINER", "OWNER", null, "rtmn"],
    ["MAINTAINER", "MAINTAINER", null, "rtmn"],
    ["MAINTAINER", "CONTRIBUTOR", null, "rt--"],
    ["MAINTAINER", "VIEWER", null, "r---"],
    ["MAINTAINER", "REVIEWER", null, "r---"],
    ["CONTRIBUTOR", "CONTRIBUTOR", null, "rt--"],
    ["MAINTAINER", "MAINTAINER", ["Staging"], "rtm-"],
    ["MAINTAINER", "MAINTAINER", ["@challenger"], "rt--"],
  ];
  it.each(table)("of %s give a %s of the other team (slots %j) exactly %s", async (granted, held, slots, can) => {
    const handle =
      `g-${granted}-${held}-${slots?.length ?? 0}-${String(slots?.[0] ?? "").replace("@", "")}`.toLowerCase();
    const member = await world.user(handle, { fraud: [held as "OWNER"] });
    const id = await registerModel(owner, risk, `grant-${handle}`, { visibility: "TEAM" });
    const version = await addVersion(owner, id);
    await owner.do("grantAccess", input(id, { role: granted, slots }));
    const did = async (mutation: MutationName, fields: Answer): Promise<boolean> => {
      const reply = await member.attempt(
        mutation,
        fields,
        mutation === "requestTransition" ? "transitionRequest { state }" : "",
      );
      if (mutation === "requestTransition") return reply.data?.requestTransition.transitionRequest?.state === "APPLIED";
      return reply.errors.length === 0 && reply.data?.[mutation].userErrors.length === 0;
    };
    const answers = [
      (await read(member, id)) === null ? "-" : "r",
      (await did("setTag", { subjectId: version, key: "k", value: "v" })) ? "t" : "-",
      (await did("requestTransition", { modelVersionId: version, to: "Staging", reason: "r" })) ? "m" : "-",
      (await did("renameRegisteredModel", { registeredModelId: id, name: `${handle}-renamed` })) ? "n" : "-",
    ];
    expect(answers.join("")).toBe(can);
  });
});

it("a grant for slots moves a version only where it covers the slot that is left, too", async () => {
  const lena = await world.user("lena", { fraud: ["MAINTAINER"] });
  const id = await registerModel(owner, risk, "left-behind");
  const version = await addVersion(owner, id);
  const move = (to: string) => ({ modelVersionId: version, to, reason: "r" });
  const grant = { registeredModelId: id, teamId: fraud, role: "MAINTAINER" };
  await owner.do("grantAccess", { ...grant, slots: ["Production"] });
  await owner.do("requestTransition", move("Staging"), "transitionRequest { state }");
  const { errors } = await lena.attempt("requestTransition", move("Production"));
  expect(errors).toMatchObject([
    {
      message:
        'Moving a version of "left-behind" from Staging to Production takes CONTRIBUTOR in its team, or a grant that covers both.',
      extensions: { code: "FORBIDDEN" },
    },
  ]);
  await owner.do("grantAccess", { ...grant, slots: ["Production", "Staging"] });
  const moved = await lena.do("requestTransition", move("Production"), "transitionRequest { state }");
  expect(moved.requestTransition.transitionRequest.state).toBe("APPLIED");
});

describe("transferring a model", () => {
  const transfer = (by: Actor, id: string, teamId = fraud) =>
    by.do(
      "transferRegisteredModel",
      { registeredModelId: id, teamId, reason: "re-organisation" },
      "registeredModel { id team { slug } }",
    );
  const refused = (by: Actor, id: string, teamId = fraud) =>
    by.refused("transferRegisteredModel", { registeredModelId: id, teamId, reason: "r" });
  const teamOf = async (id: string): Promise<string> => (await read(auditor, id))?.team.slug;

  it("is at once for an owner of both teams and for an admin, and drops the receiving team's grant", async () => {
    for (const by of [both, world.admin]) {
      const id = await registerModel(owner, risk, `moved-by-${by.handle}`);
      await owner.do("grantAccess", { registeredModelId: id, teamId: fraud, role: "MAINTAINER" });
      await transfer(by, id);
      expect(await teamOf(id)).toBe("fraud");
      expect((await read(auditor, id))?.grants).toEqual([]);
      expect(await owner.refused("renameRegisteredModel", { registeredModelId: id, name: "x" })).toBe("FORBIDDEN");
      await other.do("updateRegisteredModel", { registeredModelId: id, description: "ours now" });
    }
  });

  it("is an offer for an owner of one team, which an owner of the other takes by the same call", async () => {
    const id = await registerModel(owner, risk, "offered", { visibility: "TEAM" });
    expect(await refused(maintainer, id)).toBe("FORBIDDEN");
    expect(await refused(other, id)).toBe("NOT_FOUND");
    await transfer(owner, id);
    expect(await teamOf(id)).toBe("risk");
    const { transferOffer } = (await read(owner, id)) ?? {};
    expect(transferOffer).toMatchObject({
      team: { slug: "fraud" },
      reason: "re-organisation",
      offeredBy: { handle: "olga" },
    });
    const days = (Date.parse(transferOffer.expiresAt) - Date.parse(transferOffer.offeredAt)) / 86_400_000;
    expect(days).toBeCloseTo(7, 3);
    const viewer = await world.user("vic", { fraud: ["VIEWER"] });
    expect(await refused(viewer, id)).toBe("NOT_FOUND");
    expect((await read(maintainer, id))?.transferOffer).toBeNull();
    await transfer(other, id);
    expect(await teamOf(id)).toBe("fraud");
    expect((await read(other, id))?.transferOffer).toBeNull();
    expect(await read(owner, id)).toBeNull();
  });

  it("lapses after seven days, can be withdrawn, and binds to one team", async () => {
    const id = await registerModel(owner, risk, "lapsing");
    await transfer(owner, id);
    await transfer(owner, id, risk);
    expect((await read(owner, id))?.transferOffer).toBeNull();
    expect(await refused(other, id)).toBe("FORBIDDEN");
    expect(await refused(owner, id, risk)).toBe("INVALID_INPUT");
    await transfer(owner, id);
    await asSuperuser(
      world.database.superuserUrl,
      "alter table transfer_offer disable trigger all",
      "update transfer_offer set expires_at = clock_timestamp()",
      "alter table transfer_offer enable always trigger transfer_offer_is_audited",
    );
    expect((await read(owner, id))?.transferOffer).toBeNull();
    expect(await refused(other, id)).toBe("FORBIDDEN");
    await transfer(owner, id);
    await transfer(other, id);
    expect(await teamOf(id)).toBe("fraud");
  });

  it("goes to a team that exists, for a reason, once", async () => {
    const id = await registerModel(owner, risk, "not-moved");
    expect(await refused(owner, id, "team_x")).toBe("NOT_FOUND");
    const input = { registeredModelId: id, teamId: fraud, reason: "  " };
    expect(await owner.refused("transferRegisteredModel", input)).toBe("INVALID_INPUT");
    await transfer(owner, id);
    await transfer(both, id);
    expect(await refused(both, id)).toBe("INVALID_INPUT");
  });

  it("leaves an entry on the model and on both teams, under one operation", async () => {
    const id = await registerModel(owner, risk, "audited-move");
    await transfer(both, id);
    const FIND = `query ($subjectId: ID!) { auditEntries(first: 200, filter: { action: "transferRegisteredModel", subjectId: $subjectId }) {
      nodes { stream before after reason requestId } } }`;
    const find = async (subjectId: string): Promise<Answer[]> =>
      (await auditor.ask(FIND, { subjectId })).auditEntries.nodes;
    const [entry] = await find(id);
    expect(entry).toMatchObject({
      stream: `registered_model:${id}`,
      before: { team: "risk" },
      after: { team: "fraud" },
      reason: "re-organisation",
    });
    for (const team of [risk, fraud])
      expect(
        (await find(team)).some(({ stream, requestId }) => stream === `team:${team}` && requestId === entry?.requestId),
      ).toBe(true);
  });
});
