import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, mia: Actor, olga: Actor, rob: Actor, vera: Actor, audit: Actor, stranger: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  vera = await world.user("vera", { fraud: ["VIEWER"] });
  stranger = await world.user("stranger", { other: ["OWNER"] });
  audit = await world.user("audit");
  await world.admin.do("grantOrganizationRole", { principalId: audit.id, role: "AUDITOR" });
});
afterAll(() => world?.close());

const ENTRY = `id at action outcome actor { handle displayName kind roles } subjects { type id role label hidden } before after reason decision requestId channel stream seq hash previousHash envelope body`;

const evidence = async (by: Actor, name: string, version: number, args = "first: 200"): Promise<Answer[]> => {
  const query = `query ($name: String!, $version: Int!) { modelVersion(name: $name, version: $version) { evidence(${args}) { nodes { ${ENTRY} } } } }`;
  return (await by.ask(query, { name, version })).modelVersion.evidence.nodes;
};
const actions = (entries: Answer[]): string[] =>
  entries.map(({ action, outcome }) => (outcome === "ALLOWED" ? action : `${action}:${outcome}`));

describe("everything about version 2", () => {
  let model: string;
  let ids: string[];

  beforeAll(async () => {
    model = await registerModel(mia, world.teamId("fraud"), "churn");
    await olga.do("grantAccess", { registeredModelId: model, teamId: world.teamId("risk"), role: "VIEWER" });
    ids = [await addVersion(ana, model), await addVersion(ana, model), await addVersion(ana, model)];
    await request(mia, ids[0]!, "Production", { reason: "first of its name" });
    await olga.do("createApprovalPolicy", {
      name: "risk signs",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
      separationOfDuties: ["AUTHOR"],
    });
    const open = await request(mia, ids[1]!, "Production", { reason: "beats the champion" });
    expect(
      await ana.refused("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest }),
    ).toBe("SELF_APPROVAL");
    await approve(rob, open, { comment: "read it all" });
    await ana.do("setTag", { subjectId: ids[2], key: "of", value: "a sibling" });
  });

  it("tells the whole story in order, with what happened before the version was there", async () => {
    expect(actions(await evidence(mia, "churn", 2))).toEqual([
      "createRegisteredModel",
      "grantAccess",
      "createModelVersion",
      "createApprovalPolicy",
      "requestTransition",
      "approveTransition:DENIED",
      "approveTransition",
      "applyTransition",
      "applyTransition",
    ]);
  });

  it("says who, when, why, by which role and through which door", async () => {
    const approval = (await evidence(mia, "churn", 2)).find(
      ({ action, outcome }) => action === "approveTransition" && outcome === "ALLOWED",
    );
    expect(approval).toMatchObject({
      actor: { handle: "rob", displayName: "The rob", kind: "USER", roles: ["risk:REVIEWER"] },
      reason: "read it all",
      channel: "graphql",
      after: { verdict: "APPROVE", role: "REVIEWER" },
      stream: `model_version:${ids[1]}`,
    });
    expect(approval?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it("shows a sibling's entries only where one displaced the other", async () => {
    const sibling = (await evidence(mia, "churn", 2)).filter(({ stream }) => stream === `model_version:${ids[0]}`);
    expect(actions(sibling)).toEqual(["applyTransition"]);
    expect((await evidence(mia, "churn", 1)).map(({ stream }) => stream)).toContain(`model_version:${ids[1]}`);
    expect(actions(await evidence(mia, "churn", 2))).not.toContain("setTag");
  });

  it("names the request by an id of the service's own, and beside it what the caller called it", async () => {
    const input = { subjectId: ids[0], key: "asked", value: "by trace-7" };
    const response = await fetch(`${world.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "trace-7", ...ana.headers() },
      body: JSON.stringify({
        query: "mutation ($input: SetTagInput!) { setTag(input: $input) { userErrors { code } } }",
        variables: { input },
      }),
    });
    expect(response.status).toBe(200);
    const text = `{ modelVersion(name: "churn", version: 1) { evidence(first: 200, filter: { action: "setTag" }) { nodes { requestId clientRequestId } } } }`;
    const entries = (await audit.ask(text)).modelVersion.evidence.nodes;
    expect(entries).toEqual([{ requestId: response.headers.get("x-request-id"), clientRequestId: "trace-7" }]);
    expect(entries[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps refused attempts from those who only view", async () => {
    expect(actions(await evidence(vera, "churn", 2))).not.toContain("approveTransition:DENIED");
    expect(actions(await evidence(audit, "churn", 2))).toContain("approveTransition:DENIED");
  });

  it("chains: every hash is over the envelope, names the one before, and covers the body", async () => {
    const heads = new Map<string, string>();
    for (const entry of await evidence(audit, "churn", 2)) {
      const envelope = JSON.parse(entry.envelope);
      expect(createHash("sha256").update(`\0${entry.envelope}`).digest("hex")).toBe(entry.hash);
      expect(createHash("sha256").update(entry.body).digest("hex")).toBe(envelope.body);
      expect(envelope).toMatchObject({
        act: entry.action,
        at: entry.at,
        prev: entry.previousHash,
        seq: String(entry.seq),
        stream: entry.stream,
        v: 2,
      });
      if (entry.seq === 1) expect(entry.previousHash).toBe("0".repeat(64));
      if (heads.has(entry.stream)) expect(entry.previousHash).toBe(heads.get(entry.stream));
      if (entry.stream === `model_version:${ids[1]}`) heads.set(entry.stream, entry.hash);
    }
  });

  it("pages by cursor without loss, and refuses another list's cursor", async () => {
    const all = await evidence(mia, "churn", 2);
    const seen: Answer[] = [];
    for (let after: string | null = null; ; ) {
      const query = `query ($after: String) { modelVersion(name: "churn", version: 2) { evidence(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;
      const { evidence: page }: Answer = (await mia.ask(query, { after })).modelVersion;
      seen.push(...page.nodes);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
      const foreign = await mia.send(
        `query ($after: String) { modelVersion(name: "churn", version: 1) { evidence(after: $after) { nodes { id } } } }`,
        { after },
      );
      expect(foreign.errors[0]?.extensions.code).toBe("INVALID_INPUT");
    }
    expect(seen.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it("takes in the organisation's policy, but not what that policy decided elsewhere", async () => {
    const policy = await world.admin.do(
      "createApprovalPolicy",
      {
        name: "everywhere",
        scope: { organization: true },
        slots: ["@live"],
        requirements: [{ role: "MAINTAINER", count: 1 }],
      },
      "approvalPolicy { id }",
    );
    const [here, there] = [
      await registerModel(mia, world.teamId("fraud"), "here"),
      await registerModel(mia, world.teamId("fraud"), "there", { visibility: "TEAM" }),
    ];
    await request(mia, await addVersion(ana, here), "@live");
    const open = await request(mia, await addVersion(ana, there), "@live");
    expect(actions(await evidence(mia, "here", 1))).toEqual([
      "createApprovalPolicy",
      "createRegisteredModel",
      "createModelVersion",
      "requestTransition",
    ]);
    const asked = (await evidence(mia, "there", 1)).find(({ action }) => action === "requestTransition");
    expect(asked?.after.request).toBe(open.id);
    const { node } = await stranger.ask(`query ($id: ID!) { node(id: $id) { id } }`, { id: asked?.id });
    expect(node).toBeNull();
    await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy.createApprovalPolicy.approvalPolicy.id });
  });

  it("hides subjects that the reader may not see, and keeps the hash", async () => {
    const secret = await registerModel(mia, world.teamId("fraud"), "secret", { visibility: "TEAM" });
    const hidden = await addVersion(ana, secret);
    const open = await request(mia, hidden, "Staging");
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
    const entries = await evidence(mia, "secret", 1);
    const ids = [...entries.map(({ id }) => id), hidden, secret, open.id];
    expect((await mia.ask(query, { ids })).nodes).not.toContain(null);
    expect((await stranger.ask(query, { ids })).nodes).toEqual(ids.map(() => null));
  });

  it("exports itself as JSON lines that show a cut, and as CSV that runs no formula", async () => {
    await ana.do("setTag", { subjectId: ids[1], key: "=cmd()", value: "x" });
    const reply = await mia.get("/evidence?model=churn&version=2&format=jsonl");
    expect(reply.status).toBe(200);
    const lines = (await reply.text()).split("\n").filter(Boolean);
    const last = JSON.parse(lines.at(-1)!);
    const sha256 = createHash("sha256")
      .update(
        lines
          .slice(0, -1)
          .map((line) => `${line}\n`)
          .join(""),
      )
      .digest("hex");
    const entries = lines.filter((line) => line.startsWith('{"kind":"entry"'));
    expect(last).toMatchObject({ kind: "end", lines: lines.length - 1, entries: entries.length, sha256 });
    expect(actions(entries.map((line) => JSON.parse(line)))).not.toContain("exportEvidence");
    expect(actions(await evidence(mia, "churn", 2, "first: 200, includeReads: true"))).toContain("exportEvidence");
    expect(actions(await evidence(mia, "churn", 2))).not.toContain("exportEvidence");
    const csv = await (await mia.get("/evidence?model=churn&version=2&format=csv")).text();
    expect(csv.split("\r\n")[0]).toContain("id,at,action");
    expect(csv).not.toMatch(/(^|,)[=+@]/m);
    expect((await mia.get("/evidence?model=churn&version=9")).status).toBe(404);
    expect((await mia.get("/evidence?model=churn&version=2&format=pdf")).status).toBe(400);
    expect((await stranger.get("/evidence?model=secret&version=1")).status).toBe(404);
  });
});

describe("the log", () => {
  const LOG = `query ($filter: AuditEntryFilter, $first: Int) { auditEntries(filter: $filter, first: $first) { nodes { ${ENTRY} } } }`;
  const log = async (by: Actor, filter: Answer = {}): Promise<Answer[]> =>
    (await by.ask(LOG, { filter, first: 200 })).auditEntries.nodes;

  it("is read whole by auditors, by owners for what their team owned, by nobody else", async () => {
    expect((await log(audit)).length).toBeGreaterThan((await log(olga)).length);
    expect(actions(await log(olga))).toContain("createModelVersion");
    expect(actions(await log(stranger))).not.toContain("createModelVersion");
    const reply = await vera.send(LOG, {});
    expect(reply.errors[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("filters by actor, action, subject, outcome and time", async () => {
    expect(new Set((await log(audit, { actor: "ana" })).map(({ actor }) => actor.handle))).toEqual(new Set(["ana"]));
    expect(new Set(actions(await log(audit, { action: "setTag" })))).toEqual(new Set(["setTag"]));
    expect((await log(audit, { outcome: "DENIED" })).every(({ outcome }) => outcome === "DENIED")).toBe(true);
    const [entry] = await log(audit, { action: "approveTransition", outcome: "ALLOWED" });
    expect(await log(audit, { from: entry?.at, action: "approveTransition" })).toContainEqual(entry);
    expect(await log(audit, { to: entry?.at, action: "approveTransition" })).not.toContainEqual(entry);
    const model = entry?.subjects.find(({ type }: Answer) => type === "registered_model").id;
    expect(actions(await log(audit, { subjectId: model }))).toContain("approveTransition");
    expect(await log(audit, { subjectId: "mod_nonsense" })).toEqual([]);
  });

  it("filters by model, version, actions, channel and stream, and says what a filter may not be", async () => {
    const ofModel = await log(audit, { model: "churn" });
    const ofVersion = await log(audit, { model: "churn", version: 2 });
    const told = (entry: Answer, label: string) => entry.subjects.some((each: Answer) => each.label === label);
    expect(ofVersion.length).toBeGreaterThan(0);
    expect(ofVersion.length).toBeLessThan(ofModel.length);
    expect(ofVersion.every((entry) => told(entry, "churn/2"))).toBe(true);
    const some = await log(audit, { actions: ["setTag", "createModelVersion"] });
    expect(new Set(actions(some))).toEqual(new Set(["setTag", "createModelVersion"]));
    const byJob = await log(audit, { channel: "graphql", actor: "ana" });
    expect(byJob.length).toBeGreaterThan(0);
    expect(await log(audit, { channel: "mlflow-rest", actor: "ana" })).toEqual([]);
    const stream = ofVersion.find((each) => each.stream?.startsWith("model_version:"))?.stream;
    const inStream = await log(audit, { stream });
    expect(inStream.map(({ seq }) => seq)).toEqual(inStream.map((_, index) => index + 1));
    const refused = async (filter: Answer): Promise<string | undefined> =>
      (await audit.send(LOG, { filter })).errors[0]?.message;
    expect(await refused({ version: 2 })).toBe("filter.version: A version is one of a model: give `model` too.");
    expect(await refused({ model: "churn", subjectId: "mod_x" })).toContain("not both");
    expect(await refused({ actions: [] })).toMatch(/^filter\.actions: /);
  });

  it("tells by no filter what is hidden: a hidden model and stream are as absent ones", async () => {
    const [entry] = await log(audit, { model: "secret" });
    expect(entry).toBeDefined();
    for (const filter of [{ model: "secret" }, { model: "absent" }, { stream: entry?.stream }, { stream: "x" }])
      expect(await log(stranger, filter)).toEqual([]);
  });

  it("is read newest first page by page: the same entries as oldest first, each once", async () => {
    const PAGED = `query ($filter: AuditEntryFilter, $orderBy: AuditEntryOrder, $first: Int, $after: String) {
      auditEntries(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { nodes { id at } pageInfo { hasNextPage endCursor } } }`;
    const all = async (by: Actor, filter: Answer, at: string): Promise<string[]> => {
      const ids: string[] = [];
      for (let after: string | null = null; ; ) {
        const { nodes, pageInfo }: Answer = (await by.ask(PAGED, { filter, orderBy: { at }, first: 7, after }))
          .auditEntries;
        ids.push(...nodes.map(({ id }: Answer) => id));
        if (!pageInfo.hasNextPage) return ids;
        after = pageInfo.endCursor;
      }
    };
    const [middle] = (await log(audit, { action: "approveTransition" })).slice(-1);
    const ranges = [{ to: middle?.at }, { from: middle?.at, to: new Date().toISOString() }, { model: "churn" }];
    for (const by of [audit, olga])
      for (const filter of [...ranges, { outcome: "DENIED", to: new Date().toISOString() }]) {
        const oldest = await all(by, filter, "ASC");
        expect(new Set(oldest).size, JSON.stringify(filter)).toBe(oldest.length);
        expect(await all(by, filter, "DESC"), JSON.stringify(filter)).toEqual(oldest.reverse());
      }
    const { modelVersion }: Answer = await mia.ask(
      `{ modelVersion(name: "churn", version: 2) { oldest: evidence(first: 200) { nodes { id } } newest: evidence(first: 200, orderBy: { at: DESC }) { nodes { id } } } }`,
    );
    expect(modelVersion.newest.nodes).toEqual(modelVersion.oldest.nodes.reverse());
  });

  it("writes the same for a hidden target as for an absent one", async () => {
    const { registeredModel } = await mia.ask(`{ registeredModel(name: "secret") { id } }`);
    for (const registeredModelId of [registeredModel.id, "mod_00000000000000000000000000"])
      expect(await stranger.refused("deleteRegisteredModel", { registeredModelId, reason: "x" })).toBe("NOT_FOUND");
    const tried = (await log(audit, { actor: "stranger", action: "deleteRegisteredModel" })).slice(-2);
    const [hidden, absent] = tried.map(({ outcome, subjects, after, before, reason, decision }) => ({
      outcome,
      subjects,
      after,
      before,
      reason,
      decision,
    }));
    expect(hidden).toEqual(absent);
    expect(hidden).toMatchObject({ outcome: "DENIED", decision: { code: "NOT_FOUND" } });
  });
});
