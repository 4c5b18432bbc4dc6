import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { asSuperuser } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Mlflow, mia: Mlflow, vera: Mlflow;
let olga: Actor, rob: Actor, lea: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { fraud: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { fraud: ["MAINTAINER"] }));
  vera = new Mlflow(await world.user("vera", { fraud: ["VIEWER"] }));
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  lea = await world.user("lea", { legal: ["REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
/** A model of team fraud with versions of ana's making; `guard` sets a policy over its Production and @champion. */
const modelWith = async (versions: number, guarded = true): Promise<{ name: string; id: string }> => {
  const name = `model-${++made}`;
  const id = await registerModel(mia.actor, world.teamId("fraud"), name);
  for (let count = 0; count < versions; count++) await ana.post("model-versions/create", { name, source: "s3://b/m" });
  if (guarded) await guard(id);
  return { name, id };
};
const guard = async (registeredModelId: string, more: Answer = {}): Promise<string> => {
  const input = {
    name: "four eyes",
    scope: { registeredModelId },
    slots: ["Production", "@champion"],
    requirements: ["risk", "legal"].map((slug) => ({ role: "REVIEWER", teamId: world.teamId(slug), count: 1 })),
    separationOfDuties: ["REQUESTER", "AUTHOR"],
    ...more,
  };
  return (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};
const stageCall = (name: string, stage = "Production", version = "1"): [string, string, Answer] => [
  "POST",
  "model-versions/transition-stage",
  { name, version, stage },
];
const aliasCall = (name: string): [string, string, Answer] => [
  "POST",
  "registered-models/alias",
  { name, alias: "champion", version: "1" },
];
const refusedBy = async (who: Mlflow, call: [string, string, Answer]): Promise<{ id: string; message: string }> => {
  const { error, message, body } = await who.refused(...call);
  expect(error).toBe("403 PERMISSION_DENIED");
  return { id: body.approval_request_id, message };
};
const read = async (id: string): Promise<Answer> =>
  (await world.admin.ask("query ($id: ID!) { transitionRequest(id: $id) { id state cause contentDigest } }", { id }))
    .transitionRequest;
const versionId = async (name: string, version = 1): Promise<string> =>
  (await mia.actor.ask(`{ modelVersion(name: "${name}", version: ${version}) { id } }`)).modelVersion.id;
const requestsOf = async (name: string): Promise<Answer[]> => {
  const query = "query ($m: String!) { transitionRequests(first: 50, filter: { model: $m }) { nodes { id state } } }";
  return (await world.admin.ask(query, { m: name })).transitionRequests.nodes;
};

describe.each([
  ["a guarded stage", stageCall, "Production"],
  ["a guarded alias", aliasCall, "@champion"],
] as const)("%s", (_, call, slot) => {
  it("waits for two signatures, names request and signers, then the very same call is 200", async () => {
    const { name } = await modelWith(1);
    const first = await refusedBy(ana, call(name));
    expect(first.message).toContain(
      `version 1 of '${name}' to ${slot} needs approval. Request ${first.id} is open until`,
    );
    const progress = (risk: number, legal: number): string =>
      `1 × REVIEWER of team risk (${risk} signed, 1 person could) and 1 × REVIEWER of team legal (${legal} signed, 1 person could)`;
    expect(first.message).toContain(progress(0, 0));
    expect(first.message).toContain("GraphQL mutation approveTransition at /graphql");
    for (const who of [ana, mia]) expect((await refusedBy(who, call(name))).id).toBe(first.id);
    await approve(rob, await read(first.id));
    const second = await refusedBy(ana, call(name));
    expect([second.id, second.message]).toEqual([first.id, expect.stringContaining(progress(1, 0))]);
    await approve(lea, await read(first.id));
    for (const who of [ana, mia]) expect((await who.send(...call(name))).status).toBe(200);
    expect((await mia.get("model-versions/get", { name, version: "1" })).model_version).toMatchObject(
      slot === "Production" ? { current_stage: "Production" } : { aliases: ["champion"] },
    );
    expect(await requestsOf(name)).toEqual([{ id: first.id, state: "APPLIED" }]);
  });

  it("opens one request for 12 identical calls at once", { tags: "race" }, async () => {
    const { name } = await modelWith(1);
    const replies = await Promise.all(Array.from({ length: 12 }, () => ana.send(...call(name))));
    expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(403));
    expect(new Set(replies.map(({ body }) => body?.approval_request_id)).size).toBe(1);
    expect(await requestsOf(name)).toHaveLength(1);
    const entries = await entriesOf(world.admin, { subjectId: await versionId(name) });
    expect(entries.filter(({ action }) => action === "requestTransition")).toHaveLength(1);
  });

  it("is not asked for anew after a rejection or a withdrawal; the attempt is audited, GraphQL can re-open", async () => {
    const { name } = await modelWith(1);
    const { id } = await refusedBy(ana, call(name));
    await rob.do("rejectTransition", { transitionRequestId: id, comment: "biased on age" });
    for (const who of [ana, mia]) {
      const again = await refusedBy(who, call(name));
      expect(again.id).toBe(id);
      expect(again.message).toContain(`was rejected in request ${id} (rejected by rob: biased on age)`);
      expect(again.message).toContain("call the GraphQL mutation requestTransition to ask anew");
    }
    expect(await requestsOf(name)).toEqual([{ id, state: "REJECTED" }]);
    const denied = await entriesOf(world.admin, { actor: "ana", outcome: "DENIED" });
    expect(denied.at(-1)).toMatchObject({
      action: "requestTransition",
      channel: "mlflow-rest",
      decision: { code: "APPROVAL_REQUIRED" },
      subjects: expect.arrayContaining([expect.objectContaining({ id: await versionId(name), role: "target" })]),
    });
    const open = await request(ana.actor, await versionId(name), slot);
    expect((await refusedBy(ana, call(name))).id).toBe(open.id);
    await ana.actor.do("withdrawTransition", { transitionRequestId: open.id });
    const withdrawn = await refusedBy(ana, call(name));
    expect([withdrawn.id, withdrawn.message]).toEqual([open.id, expect.stringContaining("was withdrawn in request")]);
    const last = await request(ana.actor, await versionId(name), slot);
    for (const signer of [rob, lea]) await approve(signer, await read(last.id));
    expect((await ana.send(...call(name))).status).toBe(200);
  });

  it("is asked for anew after the request expired or was void", async () => {
    const { name } = await modelWith(1);
    const expire = (id: string) =>
      asSuperuser(
        world.database.superuserUrl,
        `alter table transition_request disable trigger all;
         update transition_request set expires_at = clock_timestamp() where id = '${id}';
         alter table transition_request enable trigger all;
         alter table transition_request enable always trigger transition_request_is_audited`,
      );
    const first = await refusedBy(ana, call(name));
    await expire(first.id);
    const second = await refusedBy(ana, call(name));
    expect(second.id).not.toBe(first.id);
    expect(await read(first.id)).toMatchObject({ state: "EXPIRED" });
    await guard((await world.admin.ask(`{ registeredModel(name: "${name}") { id } }`)).registeredModel.id, {
      name: "a further policy",
    });
    expect(await read(second.id)).toMatchObject({ state: "VOIDED" });
    const third = await refusedBy(ana, call(name));
    expect([first.id, second.id]).not.toContain(third.id);
  });
});

describe("the rule where no policy guards", () => {
  it("a contributor waits for one maintainer; a maintainer's own call moves at once and voids what waits", async () => {
    const { name } = await modelWith(2, false);
    const { id, message } = await refusedBy(ana, stageCall(name));
    expect(message).toContain("must be signed by 1 × MAINTAINER of team fraud (0 signed, 2 people could)");
    await approve(mia.actor, await read(id));
    expect((await ana.send(...stageCall(name))).status).toBe(200);
    const second = await refusedBy(ana, stageCall(name, "Staging", "2"));
    expect((await mia.send(...stageCall(name, "Staging", "2"))).status).toBe(200);
    expect(await read(second.id)).toMatchObject({ state: "VOIDED", cause: "mia made the move" });
  });

  it("a maintainer who decides otherwise later is not held by an old rejection", async () => {
    const { name } = await modelWith(1, false);
    const { id } = await refusedBy(ana, stageCall(name));
    await mia.actor.do("rejectTransition", { transitionRequestId: id, comment: "not yet" });
    expect((await refusedBy(ana, stageCall(name))).message).toContain("was rejected");
    expect((await mia.send(...stageCall(name))).status).toBe(200);
    expect((await ana.send(...stageCall(name))).status).toBe(200);
  });

  it("nobody without the right to ask learns of a request or its rejection", async () => {
    const { name } = await modelWith(1);
    const { id } = await refusedBy(ana, stageCall(name));
    await rob.do("rejectTransition", { transitionRequestId: id, comment: "secret" });
    const serving = await actorFor(ana.actor, ana.actor.id, "ana", { scopes: ["RESOLVE"] });
    for (const who of [vera, new Mlflow(rob), new Mlflow(serving)]) {
      const { message, body } = await who.refused(...stageCall(name));
      expect([message.includes(id), message.includes("secret"), body.approval_request_id]).toEqual([
        false,
        false,
        undefined,
      ]);
    }
  });
});

describe("leaving and removing", () => {
  it("a guarded slot takes signatures to leave, to displace from and to share", async () => {
    const { name } = await modelWith(2);
    const { id } = await refusedBy(ana, stageCall(name));
    for (const signer of [rob, lea]) await approve(signer, await read(id));
    const leaving = await refusedBy(mia, stageCall(name, "Archived"));
    expect(leaving.message).toContain("version 1");
    const displacing = await refusedBy(mia, stageCall(name, "Production", "2"));
    for (const signer of [rob, lea]) await approve(signer, await read(displacing.id));
    expect(await read(leaving.id)).toMatchObject({ state: "VOIDED" });
    expect((await mia.get("model-versions/get", { name, version: "1" })).model_version.current_stage).toBe("Archived");
  });

  it("a version or model in a guarded slot is not deleted, its guarded alias not taken away", async () => {
    const { name } = await modelWith(1);
    const { id } = await refusedBy(ana, aliasCall(name));
    for (const signer of [rob, lea]) await approve(signer, await read(id));
    for (const [method, path, body] of [
      ["DELETE", "model-versions/delete", { name, version: "1" }],
      ["DELETE", "registered-models/delete", { name }],
    ] as const)
      expect(await mia.refused(method, path, body)).toMatchObject({
        error: "403 PERMISSION_DENIED",
        message: expect.stringContaining("holds @champion, which an approval policy guards"),
      });
    expect(await mia.refused("DELETE", "registered-models/alias", { name, alias: "champion" })).toMatchObject({
      error: "403 PERMISSION_DENIED",
      message:
        'A policy guards @champion: it cannot be removed, only moved to another version, by requestTransition(to: "@champion") for that one.',
    });
    expect((await vera.get("registered-models/alias", { name, alias: "champion" })).model_version.version).toBe("1");
  });
});

describe("a guarded alias that nobody holds", () => {
  it("is gone already for those who might remove it: 200 however often, with no entry and no request", async () => {
    const { name, id } = await modelWith(1);
    const remove = ["DELETE", "registered-models/alias", { name, alias: "champion" }] as const;
    for (let again = 0; again < 2; again++) expect(await mia.call(...remove)).toEqual({});
    expect(await mia.actor.refused("removeAlias", { registeredModelId: id, alias: "champion" })).toBe("NOT_FOUND");
    for (const who of [ana, vera]) expect((await who.refused(...remove)).error).toBe("403 PERMISSION_DENIED");
    expect(await requestsOf(name)).toEqual([]);
    const entries = await entriesOf(world.admin, { subjectId: id });
    expect(entries.filter(({ action, outcome }) => action === "removeAlias" && outcome === "ALLOWED")).toEqual([]);
  });
});

describe("the same entries as in GraphQL", () => {
  it("but for the channel and the client", async () => {
    const stories: Answer[][] = [];
    for (const door of ["mlflow-rest", "graphql"]) {
      const { name } = await modelWith(2);
      const ids = [await versionId(name, 1), await versionId(name, 2)];
      const ask = async (index: number, slot: string): Promise<void> => {
        if (door === "graphql")
          return void (await request(ana.actor, ids[index] ?? "", slot, { reason: "via MLflow client 3.17.2" }));
        await refusedBy(ana, slot === "@champion" ? aliasCall(name) : stageCall(name, slot, String(index + 1)));
      };
      for (const [index, slot] of [
        [0, "Production"],
        [0, "@champion"],
        [1, "Production"],
      ] as const) {
        await ask(index, slot);
        const open = (await requestsOf(name)).find(({ state }) => state === "PENDING");
        for (const signer of [rob, lea]) await approve(signer, await read(open?.id));
      }
      const entries = await entriesOf(world.admin, { subjectId: ids[0] });
      stories.push(entries.filter(({ action }) => action !== "createModelVersion").map((each) => plain(each, name)));
      expect(entries.find(({ action }) => action === "requestTransition")).toMatchObject(
        door === "graphql" ? { channel: door, client: null } : { channel: door, client: "mlflow-python-client/3.17.2" },
      );
    }
    expect(stories[0]).toEqual(stories[1]);
    expect(stories[0]?.length).toBeGreaterThan(8);
  });

  /** Without what differs between two models: ids, digests, instants, names. */
  const plain = ({ channel: _, client: __, ...entry }: Answer, name: string): Answer =>
    JSON.parse(
      JSON.stringify(entry)
        .replaceAll(name, "<name>")
        .replace(/\b(req|mv|mod|pol|dec)_[0-9a-z]{26}/g, "$1")
        .replace(/"ageSeconds":\d+/g, '"ageSeconds":0')
        .replace(/[0-9a-f]{64}/g, "<digest>")
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<instant>"),
    );
});

describe("archive_existing_versions on a shared stage", () => {
  beforeAll(async () => {
    const stages = ["None", "Staging", "Production", "Archived"].map((name) => ({ name, exclusive: false }));
    await world.admin.do("setLifecycle", { stages });
  });
  const archiving = (name: string, version: string, stage: string): [string, string, Answer] => {
    const [method, path, body] = stageCall(name, stage, version);
    return [method, path, { ...body, archive_existing_versions: true }];
  };
  const stagesOf = async (name: string): Promise<string[]> => {
    const query = { filter: `name = '${name}'`, order_by: ["version_number"] };
    const { model_versions } = await mia.get("model-versions/search", query);
    return model_versions.map(({ current_stage }: Answer) => current_stage);
  };

  it("is part of what is signed, and is done when the last signature arrives", async () => {
    const { name, id: modelId } = await modelWith(3, false);
    for (const version of ["1", "2"])
      await mia.post("model-versions/transition-stage", stageCall(name, "Production", version)[2]);
    await guard(modelId);
    const { id } = await refusedBy(ana, archiving(name, "3", "Production"));
    const { transitionRequest } = await rob.ask("query ($id: ID!) { transitionRequest(id: $id) { statement } }", {
      id,
    });
    expect(JSON.parse(transitionRequest.statement).archives.map(({ version }: Answer) => version)).toEqual([1, 2]);
    for (const signer of [rob, lea]) await approve(signer, await read(id));
    expect(await stagesOf(name)).toEqual(["Archived", "Archived", "Production"]);
    expect((await ana.send(...archiving(name, "3", "Production"))).status).toBe(200);
  });

  it("is void when another version comes to share the stage", async () => {
    const { name } = await modelWith(3, false);
    await mia.post("model-versions/transition-stage", stageCall(name, "Staging", "1")[2]);
    const { id } = await refusedBy(ana, archiving(name, "3", "Staging"));
    await mia.post("model-versions/transition-stage", stageCall(name, "Staging", "2")[2]);
    expect(await read(id)).toMatchObject({
      state: "VOIDED",
      cause: expect.stringContaining("shared by other versions"),
    });
    const again = await refusedBy(ana, archiving(name, "3", "Staging"));
    await approve(mia.actor, await read(again.id));
    expect(await stagesOf(name)).toEqual(["Archived", "Archived", "Staging"]);
  });
});
