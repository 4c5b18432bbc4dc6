import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let owner: Actor;
let maintainer: Actor;
let contributor: Actor;
let viewer: Actor;
let stranger: Actor;
let auditor: Actor;
let team: string;

const MODEL = `query ($name: String!, $at: DateTime, $includeDeleted: Boolean) {
  registeredModel(name: $name, at: $at, includeDeleted: $includeDeleted) {
    id name description visibility createdAt updatedAt deletedAt createdBy { handle } deletedBy { handle }
    team { slug } tags { key value } ownershipTags { key } grants { team { slug } } latestVersion { version }
    versions { nodes { version } } } }`;

const model = async (by: Actor, name: string, more: Answer = {}): Promise<Answer | null> =>
  (await by.ask(MODEL, { name, ...more })).registeredModel;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.user("olga", { risk: ["OWNER"] });
  maintainer = await world.user("maria", { risk: ["MAINTAINER"] });
  contributor = await world.user("carl", { risk: ["CONTRIBUTOR"] });
  viewer = await world.user("vera", { risk: ["VIEWER"] });
  stranger = await world.user("sven", { fraud: ["OWNER", "REVIEWER"] });
  auditor = await world.user("aude");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  team = world.teamId("risk");
});
afterAll(() => world.close());

describe("a registered model's name", () => {
  const refused: [string, string][] = [
    ["is empty", ""],
    ["is blank", "   "],
    ["begins with white space", " churn"],
    ["ends with white space", "churn\u00a0"],
    ["holds a slash", "a/b"],
    ["holds a colon", "a:b"],
    ["holds a control", "a\u0007b"],
    ["holds a line end", "a\nb"],
    ["holds NUL", "a\0b"],
    ["turns the direction", "a\u202eb"],
    ["isolates the direction", "a\u2066b"],
    ["holds a zero-width space", "a\u200bb"],
    ["holds a zero-width joiner", "a\u200db"],
    ["holds a soft hyphen", "a\u00adb"],
    ["has 257 characters", "x".repeat(257)],
  ];
  it.each(refused)("is refused when it %s", async (_, name) => {
    const reply = await contributor.attempt("createRegisteredModel", { name, teamId: team });
    const [error] = reply.data?.createRegisteredModel.userErrors ?? [];
    expect(error).toMatchObject({ code: "INVALID_INPUT", path: ["input", "name"] });
    expect(error?.message).toContain("1–256");
  });

  it("is refused with a lone surrogate, by which door it may come", async () => {
    const reply = await contributor.attempt("createRegisteredModel", { name: "a\ud800b", teamId: team });
    expect(JSON.stringify(reply)).toMatch(/INVALID_INPUT|BAD_REQUEST/);
  });

  it("may have 256 characters beyond the basic plane, spaces within, any script, and what SQL would mind", async () => {
    for (const name of ["𝔐".repeat(256), "Ünïcode Modell 模型", "it's; drop table--", "100% _under", "👍"]) {
      const id = await registerModel(contributor, team, name);
      expect((await model(contributor, name))?.id).toBe(id);
    }
  });

  it("is stored and looked up in NFC, its case kept", async () => {
    const id = await registerModel(contributor, team, "Cafe\u0301");
    expect((await model(contributor, "Caf\u00e9"))?.name).toBe("Caf\u00e9");
    expect((await model(contributor, "Cafe\u0301"))?.id).toBe(id);
    expect(await contributor.refused("createRegisteredModel", { name: "Caf\u00e9", teamId: team })).toBe("NAME_TAKEN");
    const lower = await registerModel(contributor, team, "caf\u00e9");
    expect(lower).not.toBe(id);
  });

  it("is told to be taken also where the holder may not be seen, and only by making or renaming", async () => {
    await registerModel(owner, team, "hidden", { visibility: "TEAM" });
    expect(await model(stranger, "hidden")).toBeNull();
    const here = world.teamId("fraud");
    expect(await stranger.refused("createRegisteredModel", { name: "hidden", teamId: here })).toBe("NAME_TAKEN");
    const mine = await registerModel(stranger, here, "seen");
    expect(await stranger.refused("renameRegisteredModel", { registeredModelId: mine, name: "hidden" })).toBe(
      "NAME_TAKEN",
    );
  });

  it("goes to exactly one of many who ask for it at once", { tags: "race" }, async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => contributor.attempt("createRegisteredModel", { name: "popular", teamId: team })),
    );
    const codes = replies.map((reply) => reply.data?.createRegisteredModel.userErrors?.[0]?.code ?? "MADE").sort();
    expect(codes).toEqual(["MADE", ...Array.from({ length: 19 }, () => "NAME_TAKEN")]);
  });
});

describe("who may do what with a model", () => {
  it("lets contributors of the team make it, with first tags", async () => {
    const reply = await contributor.do(
      "createRegisteredModel",
      { name: "made", teamId: team, description: "what it is", tags: [{ key: "area", value: "credit" }] },
      "registeredModel { name description visibility team { slug } createdBy { handle } tags { key value } }",
    );
    expect(reply.createRegisteredModel.registeredModel).toEqual({
      name: "made",
      description: "what it is",
      visibility: "ORGANIZATION",
      team: { slug: "risk" },
      createdBy: { handle: "carl" },
      tags: [{ key: "area", value: "credit" }],
    });
    expect(await viewer.refused("createRegisteredModel", { name: "v", teamId: team })).toBe("FORBIDDEN");
    expect(await stranger.refused("createRegisteredModel", { name: "v", teamId: team })).toBe("FORBIDDEN");
    expect(await world.admin.refused("createRegisteredModel", { name: "v", teamId: team })).toBe("FORBIDDEN");
    expect(await owner.refused("createRegisteredModel", { name: "v", teamId: "team_00000000000000000000000000" })).toBe(
      "NOT_FOUND",
    );
  });

  it("takes MAINTAINER to describe and rename, OWNER to hide, and nobody sees more than before", async () => {
    const id = await registerModel(contributor, team, "rights");
    const input = { registeredModelId: id };
    expect(await contributor.refused("updateRegisteredModel", { ...input, description: "x" })).toBe("FORBIDDEN");
    expect(await contributor.refused("renameRegisteredModel", { ...input, name: "y" })).toBe("FORBIDDEN");
    expect(await maintainer.refused("updateRegisteredModel", { ...input, visibility: "TEAM" })).toBe("FORBIDDEN");
    await maintainer.do("updateRegisteredModel", { ...input, description: "better" });
    await owner.do("updateRegisteredModel", { ...input, visibility: "TEAM" });
    expect(await model(viewer, "rights")).toMatchObject({ description: "better", visibility: "TEAM" });
    expect(await model(stranger, "rights")).toBeNull();
    expect(await stranger.refused("updateRegisteredModel", { ...input, description: "z" })).toBe("NOT_FOUND");
    expect(await stranger.refused("deleteRegisteredModel", { ...input, reason: "z" })).toBe("NOT_FOUND");
  });

  it("answers the same bytes for hidden, absent and malformed ids", async () => {
    const hidden = await registerModel(owner, team, "secret", { visibility: "TEAM" });
    const ids = [hidden, "mod_00000000000000000000000000", "MOD_", "", "Nonsense", "mv_00000000000000000000000000"];
    const answers = new Set<string>();
    for (const registeredModelId of ids) {
      const reply = await stranger.attempt("renameRegisteredModel", { registeredModelId, name: "other" });
      answers.add(JSON.stringify(reply.data));
    }
    expect(answers.size).toBe(1);
    const node = "query ($id: ID!) { node(id: $id) { id } }";
    for (const id of ids) expect((await stranger.ask(node, { id })).node).toBeNull();
  });

  it("changes nothing when nothing changes, and writes no entry for it", async () => {
    const id = await registerModel(owner, team, "same", { description: "d" });
    const before = (await model(owner, "same"))?.updatedAt;
    await owner.do("updateRegisteredModel", { registeredModelId: id, description: "d", visibility: "ORGANIZATION" });
    await owner.do("renameRegisteredModel", { registeredModelId: id, name: "same" });
    expect((await model(owner, "same"))?.updatedAt).toBe(before);
  });

  it("makes a model once for one idempotency key", async () => {
    const input = { name: "once", teamId: team, idempotencyKey: "k-1" };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => contributor.do("createRegisteredModel", input, "registeredModel { id }")),
    );
    expect(new Set(replies.map((reply) => reply.createRegisteredModel.registeredModel.id)).size).toBe(1);
    expect(await contributor.refused("createRegisteredModel", { ...input, name: "twice" })).toBe(
      "IDEMPOTENCY_KEY_REUSED",
    );
  });
});

describe("a name over time", () => {
  it("keeps ids, grants and versions over a rename, and tells who held a name when", async () => {
    const id = await registerModel(owner, team, "first-name");
    await addVersion(owner, id);
    await owner.do("grantAccess", { registeredModelId: id, teamId: world.teamId("fraud"), role: "VIEWER" });
    const born = (await model(owner, "first-name"))?.createdAt as string;
    await maintainer.do("renameRegisteredModel", { registeredModelId: id, name: "second-name" });
    expect(await model(owner, "first-name")).toBeNull();
    expect(await model(owner, "second-name")).toMatchObject({
      id,
      grants: [{ team: { slug: "fraud" } }],
      latestVersion: { version: 1 },
    });
    const heir = await registerModel(owner, team, "first-name");
    expect((await model(owner, "first-name"))?.id).toBe(heir);
    expect((await model(owner, "first-name", { at: born }))?.id).toBe(id);
    expect(await model(owner, "second-name", { at: born })).toBeNull();
    const heirBorn = (await model(owner, "first-name"))?.createdAt as string;
    expect((await model(owner, "first-name", { at: heirBorn }))?.id).toBe(heir);
    expect((await model(owner, "second-name", { at: heirBorn }))?.id).toBe(id);
    const VERSION = `query ($at: DateTime) { modelVersion(name: "first-name", version: 1, at: $at) { registeredModel { id } createdAt } }`;
    expect((await owner.ask(VERSION)).modelVersion).toBeNull();
    expect((await owner.ask(VERSION, { at: born })).modelVersion).toBeNull();
    const AT = `{ modelVersion(name: "second-name", version: 1) { createdAt } }`;
    const at = (await owner.ask(AT)).modelVersion.createdAt;
    expect((await owner.ask(VERSION, { at })).modelVersion.registeredModel.id).toBe(id);
  });

  it("goes by the caller's rights of now, and knows no future", async () => {
    const id = await registerModel(owner, team, "once-open");
    const at = (await model(owner, "once-open"))?.createdAt as string;
    expect((await model(stranger, "once-open", { at }))?.id).toBe(id);
    await owner.do("updateRegisteredModel", { registeredModelId: id, visibility: "TEAM" });
    expect(await model(stranger, "once-open", { at })).toBeNull();
    const reply = await owner.send(MODEL, { name: "once-open", at: new Date(Date.now() + 3_600_000).toISOString() });
    expect(reply.errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });
});

describe("a name under contention", () => {
  it("has one holder at every instant while it is deleted, made and renamed at once", { tags: "race" }, async () => {
    const name = "contended";
    let holder = await registerModel(owner, team, name);
    for (let round = 0; round < 12; round++) {
      const gone =
        round % 2 === 0
          ? owner.do("deleteRegisteredModel", { registeredModelId: holder, reason: "r" })
          : owner.do("renameRegisteredModel", { registeredModelId: holder, name: `${name}-${round}` });
      const takers = Array.from({ length: 4 }, async () => {
        for (;;) {
          const reply = await owner.attempt(
            "createRegisteredModel",
            { name, teamId: team },
            "registeredModel { id createdAt }",
          );
          const { registeredModel, userErrors } = reply.data?.createRegisteredModel ?? {};
          if (registeredModel) return registeredModel as Answer;
          expect(userErrors?.[0]?.code).toBe("NAME_TAKEN");
          const now = await model(owner, name);
          if (now !== null && now.id !== holder) return null;
        }
      });
      await gone;
      const made = (await Promise.all(takers)).filter((each) => each !== null);
      expect(made).toHaveLength(1);
      expect((await model(owner, name, { at: made[0]?.createdAt }))?.id).toBe(made[0]?.id);
      holder = made[0]?.id;
    }
    const overlaps = await query(
      world.database.superuserUrl,
      `select from model_name a join model_name b on a.name = b.name and a.registered_model_id < b.registered_model_id
       where a.valid_from < coalesce(b.valid_to, 'infinity') and b.valid_from < coalesce(a.valid_to, 'infinity')`,
    );
    expect(overlaps).toEqual([]);
  });

  it("can be swapped by two renames at once, whoever comes first", { tags: "race" }, async () => {
    const [a, b] = [await registerModel(owner, team, "swap-a"), await registerModel(owner, team, "swap-b")];
    const codes = await Promise.all([
      owner.attempt("renameRegisteredModel", { registeredModelId: a, name: "swap-b" }),
      owner.attempt("renameRegisteredModel", { registeredModelId: b, name: "swap-a" }),
    ]);
    for (const reply of codes) expect(reply.errors).toEqual([]);
    expect([await model(owner, "swap-a"), await model(owner, "swap-b")].filter((each) => each !== null).length).toBe(2);
  });
});

describe("deleting a model", () => {
  it("frees the name, keeps the record for those who read deleted things, and leaves the heir nothing", async () => {
    const input = { name: "mortal", teamId: team, tags: [{ key: "k", value: "v" }] };
    const id = (await owner.do("createRegisteredModel", input, "registeredModel { id }")).createRegisteredModel
      .registeredModel.id;
    const version = await addVersion(owner, id);
    await owner.do("grantAccess", { registeredModelId: id, teamId: world.teamId("fraud"), role: "MAINTAINER" });
    await owner.do("setOwnershipTag", { registeredModelId: id, key: "OWNER", teamId: team });
    await owner.do("setAlias", { modelVersionId: version, alias: "champion" });
    expect(await contributor.refused("deleteRegisteredModel", { registeredModelId: id, reason: "r" })).toBe(
      "FORBIDDEN",
    );
    const reply = await maintainer.do(
      "deleteRegisteredModel",
      { registeredModelId: id, reason: "superseded" },
      "registeredModel { id deletedAt deletedBy { handle } }",
    );
    expect(reply.deleteRegisteredModel.registeredModel).toMatchObject({ id, deletedBy: { handle: "maria" } });
    const heir = await registerModel(owner, team, "mortal");
    expect(await model(owner, "mortal")).toMatchObject({
      id: heir,
      tags: [],
      ownershipTags: [],
      grants: [],
      latestVersion: null,
      deletedAt: null,
    });
    expect(await stranger.refused("renameRegisteredModel", { registeredModelId: heir, name: "mine" })).toBe(
      "FORBIDDEN",
    );
    expect(await owner.refused("renameRegisteredModel", { registeredModelId: id, name: "back" })).toBe("NOT_FOUND");
    const node =
      "query ($id: ID!) { node(id: $id) { id ... on RegisteredModel { deletedAt versions { nodes { version deletedAt } } } } }";
    for (const reader of [owner, auditor, world.admin]) {
      const found = (await reader.ask(node, { id })).node;
      expect(found.deletedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(found.versions.nodes).toEqual([{ version: 1, deletedAt: found.deletedAt }]);
    }
    for (const other of [maintainer, contributor, viewer, stranger]) {
      expect((await other.ask(node, { id })).node).toBeNull();
      expect((await other.ask(node, { id: version })).node).toBeNull();
    }
  });

  it("shows the deleted one by name only when asked, and never before the living", async () => {
    const first = await registerModel(owner, team, "reborn");
    await owner.do("deleteRegisteredModel", { registeredModelId: first, reason: "r" });
    expect(await model(owner, "reborn")).toBeNull();
    expect((await model(auditor, "reborn", { includeDeleted: true }))?.id).toBe(first);
    expect(await model(viewer, "reborn", { includeDeleted: true })).toBeNull();
    const second = await registerModel(owner, team, "reborn");
    expect((await model(auditor, "reborn", { includeDeleted: true }))?.id).toBe(second);
  });

  it("is refused while a version holds an exclusive stage or a guarded slot; other slots go with it", async () => {
    const id = await registerModel(owner, team, "held");
    const version = await addVersion(owner, id);
    const move = (to: string) => owner.do("requestTransition", { modelVersionId: version, to, reason: "r" });
    await move("Production");
    expect(await owner.refused("deleteRegisteredModel", { registeredModelId: id, reason: "r" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    expect(await owner.refused("deleteModelVersion", { modelVersionId: version, reason: "r" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    await move("Staging");
    await owner.do("setAlias", { modelVersionId: version, alias: "golden" });
    const policy = {
      name: "golden",
      scope: { registeredModelId: id },
      slots: ["@golden"],
      requirements: [{ role: "REVIEWER", count: 1 }],
    };
    const made = await owner.do("createApprovalPolicy", policy, "approvalPolicy { id }");
    expect(await owner.refused("deleteRegisteredModel", { registeredModelId: id, reason: "r" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    expect(await owner.refused("deleteModelVersion", { modelVersionId: version, reason: "r" })).toBe(
      "EXCLUSIVE_STAGE_HELD",
    );
    const retiring = { approvalPolicyId: made.createApprovalPolicy.approvalPolicy.id };
    expect(await owner.refused("retireApprovalPolicy", retiring)).toBe("FORBIDDEN");
    await world.admin.do("retireApprovalPolicy", retiring);
    await owner.do("deleteRegisteredModel", { registeredModelId: id, reason: "r" });
    const HISTORY = "query ($id: ID!) { node(id: $id) { ... on ModelVersion { slotHistory { nodes { slot to } } } } }";
    const { nodes } = (await owner.ask(HISTORY, { id: version })).node.slotHistory;
    expect(nodes.map(({ slot }: Answer) => slot)).toEqual(["Production", "Staging", "@golden"]);
    expect(nodes.every(({ to }: Answer) => to !== null)).toBe(true);
  });
});
