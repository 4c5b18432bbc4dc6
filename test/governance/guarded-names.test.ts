import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../verify/sha256.js";
import type { Actor, Answer, MutationName } from "../support/actor.js";
import { asSuperuser, query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request, resolves } from "../support/registry.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let mia: Actor, olga: Actor, rob: Actor, otto: Actor, pia: Actor;

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"], credit: ["OWNER"] });
  rob = await world.user("rob", { fraud: ["REVIEWER"] });
  otto = await world.user("otto", { credit: ["MAINTAINER"] });
  pia = await world.user("pia", { other: ["VIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const fresh = (): string => `name-${++made}`;
const model = (name = fresh()) => registerModel(mia, world.teamId("fraud"), name);

const guard = async (scope: Answer, more: Answer = {}, by: Actor = olga): Promise<string> => {
  const requirements = [{ role: "REVIEWER", teamId: world.teamId("fraud"), count: 1 }];
  const input = { name: "rule", scope, slots: ["Production", "@champion"], requirements, ...more };
  return (await by.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};

/** A model with a policy of its own whose version was signed into the slot. */
const guardedModel = async (slot = "Production") => {
  const name = fresh();
  const id = await model(name);
  const policy = await guard({ registeredModelId: id });
  const version = await addVersion(mia, id);
  expect(await approve(rob, await request(mia, version, slot))).toMatchObject({ state: "APPLIED" });
  return { name, id, policy, version };
};

const rename = (registeredModelId: string, name: string) => ({ registeredModelId, name });
const refusal = async (
  by: Actor,
  mutation: MutationName,
  input: Answer,
): Promise<{ code: string; message: string }> => {
  const reply = await by.attempt(mutation, input);
  const [error] = reply.data?.[mutation]?.userErrors ?? [];
  return error ?? { code: reply.errors[0]?.extensions.code ?? "done", message: reply.errors[0]?.message ?? "" };
};
/** How many sessions wait for a lock. */
const waiting = async (): Promise<number> =>
  (
    await query(
      world.database.superuserUrl,
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
  ).length;

/** Begins to make a model in team credit, and stops when all is judged and its row is about to be stored. */
const stopBeforeStoring = async <Reply>(take: () => Promise<Reply>) => {
  const holder = new pg.Client(world.database.superuserUrl);
  await holder.connect();
  await holder.query(`create function stop() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(7); return new; end $$;
    create trigger stop before insert on registered_model for each row
      when (new.team_id = '${world.teamId("credit")}') execute function stop();
    select pg_advisory_lock(7)`);
  const taking = take();
  await until("the name is about to be stored", async () => (await waiting()) === 1);
  const release = async (): Promise<void> => {
    await holder.query("select pg_advisory_unlock(7)");
    await taking;
    await holder.query("drop function stop cascade");
    await holder.end();
  };
  return { taking, release };
};

const read = async (by: Actor, id: string): Promise<Answer> =>
  (await by.ask("query ($id: ID!) { transitionRequest(id: $id) { state cause statement } }", { id })).transitionRequest;

describe("renaming", () => {
  it.each<[string, (id: string) => Promise<[Answer, Actor]>]>([
    ["of the model", async (id) => [{ registeredModelId: id }, olga]],
    ["of its team", async () => [{ teamId: world.teamId("fraud") }, olga]],
    ["of the organisation", async () => [{ organization: true }, world.admin]],
  ])("is refused while a slot is held that a policy %s guards, at both doors", async (_, scopeOf) => {
    const name = fresh();
    const id = await model(name);
    await request(mia, await addVersion(mia, id), "Production");
    const [scope, by] = await scopeOf(id);
    const policy = await guard(scope, {}, by);
    const refused = await refusal(mia, "renameRegisteredModel", rename(id, fresh()));
    expect(refused).toMatchObject({ code: "EXCLUSIVE_STAGE_HELD" });
    expect(refused.message).toMatch(
      /^Version 1 of ".+" holds Production, .*: move that version out first, with requestTransition/,
    );
    expect(refused.message).toContain('requestTransition(to: "Archived")');
    const reply = await new Mlflow(mia).raw("POST", "registered-models/rename", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, new_name: fresh() }),
    });
    expect([reply.status, JSON.parse(reply.text).error_code]).toEqual([403, "PERMISSION_DENIED"]);
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
  });

  it("is refused into a name whose policies would guard what is held", async () => {
    const { name, id } = await guardedModel();
    await approve(rob, await request(mia, (await addVersion(mia, id)) ?? "", "@champion"));
    const other = await model();
    await request(mia, await addVersion(mia, other), "Production");
    const freed = fresh();
    const old = await model(freed);
    await guard({ registeredModelId: old });
    await mia.do("renameRegisteredModel", rename(old, fresh()));
    expect(await mia.refused("renameRegisteredModel", rename(other, freed))).toBe("EXCLUSIVE_STAGE_HELD");
    expect(await mia.refused("renameRegisteredModel", rename(id, fresh()))).toBe("EXCLUSIVE_STAGE_HELD");
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
  });

  it("says of an alias what there is to do: it cannot be emptied", async () => {
    const { id } = await guardedModel("@champion");
    const { message } = await refusal(mia, "renameRegisteredModel", rename(id, fresh()));
    expect(message).toContain("holds @champion");
    expect(message).toContain("takes an ADMIN");
  });

  it("voids what was asked under the old name, also by a statement of before, which names no model", async () => {
    const id = await model("harmless");
    await guard({ registeredModelId: id });
    const [first, second] = [await addVersion(mia, id), await addVersion(mia, id)];
    const open = await request(mia, first, "Production");
    const before = await request(mia, second, "Production");
    const { statement } = await read(mia, open.id);
    expect(JSON.parse(statement)).toMatchObject({ v: 2, model: "harmless" });
    const { v: _, model: __, ...old } = JSON.parse((await read(mia, before.id)).statement);
    await seal(before.id, JSON.stringify(old));
    await mia.do("renameRegisteredModel", rename(id, "pricing"));
    for (const each of [open, before])
      expect(await read(mia, each.id)).toMatchObject({
        state: "VOIDED",
        cause: 'the registered model was renamed from "harmless" to "pricing"',
      });
  });

  it("leaves a request of before as it was sealed: signed by its digest, applied", async () => {
    const id = await model();
    await guard({ registeredModelId: id });
    const open = await request(mia, await addVersion(mia, id), "Production");
    const { v: _, model: __, ...old } = JSON.parse((await read(mia, open.id)).statement);
    const text = JSON.stringify(old);
    await seal(open.id, text);
    expect(await approve(rob, { ...open, contentDigest: sha256(text) })).toMatchObject({ state: "APPLIED" });
  });
});

/** Puts a statement where a service of before would have left it. */
const seal = (id: string, text: string) =>
  asSuperuser(
    world.database.superuserUrl,
    `alter table transition_request disable trigger all; update transition_request set statement = '${text}', content_digest = '${sha256(text)}' where id = '${id}'; alter table transition_request enable always trigger transition_request_is_audited`,
  );

describe("a freed name", () => {
  it("made again by its team has the same policies, with entries, and other teams do not get it", async () => {
    const name = fresh();
    const first = await model(name);
    const policy = await guard({ registeredModelId: first });
    await mia.do("deleteRegisteredModel", { registeredModelId: first, reason: "r" });
    const elsewhere = { name, teamId: world.teamId("credit") };
    expect(await otto.refused("createRegisteredModel", elsewhere)).toBe("NAME_TAKEN");
    const other = await registerModel(otto, world.teamId("credit"), fresh());
    expect(await otto.refused("renameRegisteredModel", rename(other, name))).toBe("NAME_TAKEN");
    const again = await model(name);
    const open = await request(mia, await addVersion(mia, again), "Production");
    expect(open).toMatchObject({ state: "PENDING" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(404);
    const { approvalPolicies, auditEntries } = await world.admin.ask(
      `query ($name: String!, $id: ID!) {
        approvalPolicies(filter: { model: $name }) { nodes { id slots digest } }
        auditEntries(filter: { subjectId: $id, action: "createApprovalPolicy" }) { nodes { decision } } }`,
      { name, id: again },
    );
    expect(approvalPolicies.nodes).toMatchObject([{ slots: ["Production", "@champion"] }]);
    expect(approvalPolicies.nodes[0]?.id).not.toBe(policy);
    expect(auditEntries.nodes).toEqual([{ decision: { inheritedFrom: policy, lastHolder: first } }]);
    expect(await approve(rob, open)).toMatchObject({ state: "APPLIED" });
  });

  it("that a model takes by renaming brings its policies once, and takes none from the model that left it", async () => {
    const name = fresh();
    const [first, second] = [await model(name), await model()];
    await guard({ registeredModelId: first });
    await mia.do("renameRegisteredModel", rename(first, fresh()));
    await mia.do("renameRegisteredModel", rename(second, name));
    for (const id of [first, second]) {
      expect(await request(mia, await addVersion(mia, id), "Production")).toMatchObject({ state: "PENDING" });
    }
    await mia.do("renameRegisteredModel", rename(second, fresh()));
    await mia.do("renameRegisteredModel", rename(first, name));
    const { approvalPolicies } = await olga.ask(
      `query ($name: String!) { approvalPolicies(filter: { model: $name }) { nodes { id } } }`,
      { name },
    );
    expect(approvalPolicies.nodes).toHaveLength(1);
  });

  it("is given to one who looked while nobody had it only if nobody has had it since", { tags: "race" }, async () => {
    const [name, teamId] = [fresh(), world.teamId("credit")];
    const { taking, release } = await stopBeforeStoring(() =>
      otto.attempt("createRegisteredModel", { name, teamId }, "registeredModel { id }"),
    );
    const guardAndFree = async (): Promise<void> => {
      const reply = await mia.attempt(
        "createRegisteredModel",
        { name, teamId: world.teamId("fraud") },
        "registeredModel { id }",
      );
      const id = reply.data?.createRegisteredModel?.registeredModel?.id;
      if (id === undefined) return;
      await guard({ registeredModelId: id });
      await mia.do("deleteRegisteredModel", { registeredModelId: id, reason: "r" });
    };
    const had = guardAndFree();
    await Promise.race([had, until("the other waits for the name", async () => (await waiting()) === 2)]);
    await release();
    const [{ data }] = await Promise.all([taking, had]);
    expect(data?.createRegisteredModel).toMatchObject({ registeredModel: { id: expect.any(String) }, userErrors: [] });
    const holders = await query(world.database.superuserUrl, `select from model_name where name = '${name}'`);
    expect(holders, "the other team had the name and guarded it").toHaveLength(1);
  });

  it("that nothing guarded is anybody's", async () => {
    const name = fresh();
    await mia.do("deleteRegisteredModel", { registeredModelId: await model(name), reason: "r" });
    expect(await registerModel(otto, world.teamId("credit"), name)).toMatch(/^mod_/);
  });
});

describe("a policy", () => {
  it("voids by each revision, and by its end, what was asked under the one before; nothing changed is none", async () => {
    const id = await model();
    const approvalPolicyId = await guard({ registeredModelId: id });
    const ask = async () => request(mia, await addVersion(mia, id), "Production");
    const first = await ask();
    const update = async (change: Answer): Promise<number> =>
      (await olga.do("updateApprovalPolicy", { approvalPolicyId, ...change }, "approvalPolicy { revision }"))
        .updateApprovalPolicy.approvalPolicy.revision;
    expect(await update({ name: "rule", slots: ["Production", "@champion"] })).toBe(1);
    expect(await read(mia, first.id)).toMatchObject({ state: "PENDING" });
    expect(await update({ expiresAfterHours: 24 })).toBe(2);
    expect(await read(mia, first.id)).toMatchObject({ state: "VOIDED", cause: 'the policy "rule" was changed' });
    const second = await ask();
    await olga.do("retireApprovalPolicy", { approvalPolicyId });
    expect(await read(mia, second.id)).toMatchObject({ state: "VOIDED", cause: 'the policy "rule" was retired' });
  });

  it("is not named to whom it is hidden, in no cause and no entry", async () => {
    const id = await model();
    const teamId = world.teamId("other");
    await olga.do("grantAccess", { registeredModelId: id, teamId, role: "VIEWER" });
    const policy = await guard({ teamId: world.teamId("fraud") }, { name: "secret rule" });
    const version = await addVersion(mia, id);
    const open = await request(mia, version, "Production");
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
    expect((await read(mia, open.id)).cause).toBe('the policy "secret rule" was retired');
    expect((await read(pia, open.id)).cause).toBe("a policy that applies has changed");
    const { node } = await pia.ask(
      `query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence(first: 50) {
        nodes { action after reason subjects { label hidden } } } } } }`,
      { id: version },
    );
    const voided = node.evidence.nodes.filter(({ action }: Answer) => action === "voidTransition");
    expect(voided).toMatchObject([{ reason: "a policy that applies has changed" }]);
    expect(JSON.stringify(voided)).not.toContain("secret rule");
  });

  it("tells whom it is hidden from how many could sign, and not of which team", async () => {
    const [id, teamId] = [await model(), await world.team("guests")];
    const cara = await world.user("cara", { guests: ["CONTRIBUTOR"] });
    await olga.do("grantAccess", { registeredModelId: id, teamId, role: "CONTRIBUTOR" });
    const requirements = [{ role: "REVIEWER", teamId: world.teamId("fraud"), count: 2 }];
    const policy = await guard({ teamId: world.teamId("fraud") }, { name: "secret rule", requirements });
    const warned = async (by: Actor): Promise<string[]> => {
      const input = { modelVersionId: await addVersion(mia, id), to: "Production", reason: "better" };
      return (await by.do("requestTransition", input, "warnings")).requestTransition.warnings;
    };
    const could = "1 person could sign now, by role and separation of duties.";
    expect(await warned(mia)).toEqual([`2 × REVIEWER of team fraud: ${could}`]);
    expect(await warned(cara)).toEqual([`2 × REVIEWER of a team that a policy you may not read names: ${could}`]);
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
  });

  it("keeps the tags that it binds from whom it is hidden, too", async () => {
    const id = await model();
    await olga.do("grantAccess", { registeredModelId: id, teamId: world.teamId("other"), role: "VIEWER" });
    await guard({ teamId: world.teamId("fraud") }, { name: "secret rule", boundTags: ["fairness"] });
    const version = await addVersion(mia, id);
    const open = await request(mia, version, "Production");
    await mia.do("setTag", { subjectId: version, key: "fairness", value: "unknown" });
    expect((await read(mia, open.id)).cause).toContain('the bound tag "fairness" changed');
    expect((await read(pia, open.id)).cause).toBe("a tag that a policy binds has changed");
    const { node } = await pia.ask(
      `query ($id: ID!) { node(id: $id) { ... on ModelVersion { evidence(first: 50) { nodes { action after reason } } } } }`,
      { id: version },
    );
    const voided = node.evidence.nodes.filter(({ action }: Answer) => action === "voidTransition");
    expect(voided).toMatchObject([{ reason: "a tag that a policy binds has changed" }]);
    expect(JSON.stringify(voided)).not.toContain("fairness");
  });

  it("is loosened or retired by an ADMIN alone while what it guards is held; its OWNER may tighten it", async () => {
    const { policy: approvalPolicyId, id } = await guardedModel();
    const loosening = { approvalPolicyId, expiresAfterHours: 200 };
    const refused = await refusal(olga, "updateApprovalPolicy", loosening);
    expect(refused).toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("takes an ADMIN while a slot"),
    });
    expect(await olga.refused("retireApprovalPolicy", { approvalPolicyId })).toBe("FORBIDDEN");
    await olga.do("updateApprovalPolicy", {
      approvalPolicyId,
      expiresAfterHours: 100,
      separationOfDuties: ["REQUESTER"],
    });
    // No team is the team that owns the model: the same place in other words.
    await olga.do("updateApprovalPolicy", { approvalPolicyId, requirements: [{ role: "REVIEWER", count: 1 }] });
    await world.admin.do("updateApprovalPolicy", loosening);
    const { node } = await mia.ask(
      `query ($id: ID!) { node(id: $id) { ... on RegisteredModel { versions(first: 1) { nodes { id } } } } }`,
      { id },
    );
    await approve(rob, await request(mia, node.versions.nodes[0]!.id, "Archived"));
    await olga.do("retireApprovalPolicy", { approvalPolicyId });
  });

  it("of a team is not left by transfer while what it guards is held, but by an ADMIN", async () => {
    const id = await model();
    const policy = await guard({ teamId: world.teamId("fraud") }, { slots: ["@prod"] });
    await approve(rob, await request(mia, await addVersion(mia, id), "@prod"));
    const transfer = { registeredModelId: id, teamId: world.teamId("credit"), reason: "r" };
    const { errors } = await olga.attempt("transferRegisteredModel", transfer);
    expect(errors[0]).toMatchObject({
      extensions: { code: "FORBIDDEN" },
      message: expect.stringMatching(
        /^Version 1 of ".+" holds @prod, .+ takes an ADMIN, .+ it keeps its team until @prod/,
      ),
    });
    await world.admin.do("transferRegisteredModel", transfer);
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
  });

  const stages = (...more: string[]) =>
    ["None", "Staging", "Production", "Archived", ...more].map((name) => ({
      name,
      exclusive: name === "Production",
    }));

  it("guards a stage in its spelling, which the stage keeps, also when it comes again", async () => {
    await world.admin.do("setLifecycle", { stages: stages("Canary") });
    const id = await model();
    await guard({ registeredModelId: id }, { slots: ["Canary"] });
    expect(await world.admin.refused("setLifecycle", { stages: stages("canary") })).toBe("LIFECYCLE_INVALID");
    await world.admin.do("setLifecycle", { stages: stages() });
    expect(await world.admin.refused("setLifecycle", { stages: stages("CANARY") })).toBe("LIFECYCLE_INVALID");
    await world.admin.do("setLifecycle", { stages: stages("Canary") });
    expect(await request(mia, await addVersion(mia, id), "canary")).toMatchObject({ state: "PENDING" });
  });

  it("waits for stages that are being spelled otherwise, and guards them as they are then", {
    tags: "race",
  }, async () => {
    await world.admin.do("setLifecycle", { stages: stages("Canary", "Shadow") });
    const holder = new pg.Client(world.database.superuserUrl);
    await holder.connect();
    try {
      await holder.query("begin");
      await holder.query("lock table lifecycle_revision in share mode");
      const spelling = world.admin.do("setLifecycle", { stages: stages("Canary", "SHADOW") });
      await until("the new stages wait to be stored", async () => (await waiting()) === 1);
      const making = guard({ registeredModelId: await model() }, { slots: ["Shadow"] });
      await Promise.race([making, until("the policy waits for them", async () => (await waiting()) === 2)]);
      await holder.query("commit");
      const [approvalPolicyId] = await Promise.all([making, spelling]);
      const { approvalPolicy } = await olga.ask("query ($id: ID!) { approvalPolicy(id: $id) { slots } }", {
        id: approvalPolicyId,
      });
      expect(approvalPolicy.slots).toEqual(["SHADOW"]);
    } finally {
      await holder.end();
    }
  });
});
