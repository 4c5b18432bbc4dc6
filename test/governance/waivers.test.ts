import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEvidence } from "../../verify/check-evidence.js";
import { gateEvidenceDigest } from "../../verify/gate-evidence.js";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { addVersion, approvalRefused, approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, mia: Actor, olga: Actor, rita: Actor, rob: Actor, lea: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  lea = await world.user("lea", { legal: ["REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const newModel = (): Promise<string> =>
  registerModel(mia, world.teamId("fraud"), `waived-${++made}`, { visibility: "TEAM" });
const scored = (model: string, accuracy: number): Promise<string> =>
  addVersion(ana, model, { metrics: [{ key: "accuracy", value: accuracy }] });
const reviewers = (team = "risk", count = 1) => [{ role: "REVIEWER", teamId: world.teamId(team), count }];
const good = (more: object = {}) => ({
  key: "good",
  metric: { key: "accuracy", min: 0.8 },
  waivableBy: reviewers(),
  ...more,
});
const guard = async (registeredModelId: string, gates: object[], more: object = {}): Promise<string> => {
  const scope = { registeredModelId };
  const input = { name: "proved", scope, slots: ["Production"], requirements: [], gates, ...more };
  return (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};
const waiver = (policyId: string, gateKey = "good") => ({ policyId, gateKey, reason: "the data are known to be bad" });

const REQUEST = `id state phase cause contentDigest statement waivers { key reason policy { id } }
  gates { key kind verdict required observed cause evidenceDigest waiver { by { id } reason at } waivers { by { id } reason } }
  decisions { id verdict gateKey comment meaning }`;
const read = async (id: string, by: Actor = mia): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { transitionRequest(id: $id) { ${REQUEST} } }`, { id })).transitionRequest;
const ask = (by: Actor, version: string, waivers: object[]): Promise<Answer> =>
  request(by, version, "Production", { waivers });
const refused = (by: Actor, modelVersionId: string, waivers: object[]): Promise<string> =>
  by.refused("requestTransition", { modelVersionId, to: "Production", reason: "because the story says so", waivers });
const waiving = (open: Answer, policyId: string, more: object = {}) => ({
  transitionRequestId: open.id,
  policyId,
  gateKey: "good",
  contentDigest: open.contentDigest,
  reason: "I have looked at it",
  ...more,
});
const waive = async (by: Actor, open: Answer, policyId: string, more: object = {}): Promise<Answer> =>
  (
    await by.do(
      "waiveGate",
      waiving(open, policyId, more),
      `transitionRequest { ${REQUEST} } decision { id } entry { seq }`,
    )
  ).waiveGate;
const inbox = async (by: Actor): Promise<string[]> =>
  (
    await by.ask(`{ transitionRequests(first: 200, filter: { awaitingMyDecision: true }) { nodes { id } } }`)
  ).transitionRequests.nodes.map(({ id }) => id);

describe("a waiver", () => {
  it("lets a failing gate through once somebody else has signed it, who then does not sign the move", async () => {
    const model = await newModel();
    const version = await scored(model, 0.7);
    const policy = await guard(model, [good()], { requirements: reviewers(), separationOfDuties: ["REQUESTER"] });
    expect(await refused(mia, version, [])).toBe("GATES_FAILED");
    const open = await ask(mia, version, [waiver(policy)]);
    expect(await read(open.id)).toMatchObject({
      state: "PENDING",
      phase: "GATES",
      waivers: [{ key: "good", reason: "the data are known to be bad", policy: { id: policy } }],
      gates: [
        { verdict: "PENDING", observed: "accuracy 0.7", cause: expect.stringContaining("a waiver is asked for") },
      ],
    });
    expect(await approvalRefused(rob, open)).toBe("GATES_PENDING");
    expect([await inbox(rita), await inbox(lea)]).toEqual([[open.id], []]);
    expect(await ana.refused("waiveGate", waiving(open, policy))).toBe("FORBIDDEN");
    expect(await lea.refused("waiveGate", waiving(open, policy))).toBe("NOT_FOUND");
    expect(await rita.refused("waiveGate", waiving(open, policy, { gateKey: "other" }))).toBe("NOT_FOUND");
    expect(await rita.refused("waiveGate", waiving(open, policy, { contentDigest: "0".repeat(64) }))).toBe(
      "CONTENT_CHANGED",
    );
    const { transitionRequest, decision, entry } = await waive(rita, open, policy);
    expect(entry).not.toBeNull();
    expect(transitionRequest).toMatchObject({
      phase: "SIGNATURES",
      gates: [{ verdict: "WAIVED", waiver: { by: { id: rita.id }, reason: "I have looked at it" } }],
      decisions: [{ id: decision.id, verdict: "WAIVE", gateKey: "good", meaning: "RESPONSIBILITY" }],
    });
    const [result] = transitionRequest.gates;
    expect(JSON.parse(transitionRequest.statement).gates).toEqual([
      { policy, key: "good", kind: "metric", verdict: "WAIVED", evidence: result.evidenceDigest },
    ]);
    const again = await waive(rita, open, policy);
    expect(again.decision.id).toBe(decision.id);
    expect(await rob.refused("waiveGate", waiving(transitionRequest, policy))).toBe("CONFLICT");
    expect([await inbox(rita), await inbox(rob)]).toEqual([[], [open.id]]);
    expect(await approvalRefused(rita, transitionRequest)).toBe("SELF_APPROVAL");
    const minted = await actorFor(rita, rita.id, "rita");
    expect(await approvalRefused(minted, transitionRequest)).toBe("SELF_APPROVAL");
    expect((await approve(rob, transitionRequest)).state).toBe("APPLIED");
    const [applied] = await entriesOf(world.admin, { action: "applyTransition", subjectId: version });
    const [told] = (applied as Answer).decision.gates;
    expect(told).toMatchObject({ verdict: "WAIVED", waiver: [{ decision: decision.id, by: rita.id }] });
    const { kind, required, observed, inputs, verdict, waiver: given } = told;
    const stated = { ...good(), waivableBy: reviewers() };
    expect(gateEvidenceDigest({ kind, gate: stated, required, observed, inputs, verdict, waiver: given })).toBe(
      result.evidenceDigest,
    );
    const waived = await entriesOf(world.admin, { action: "waiveGate", subjectId: version, outcome: "ALLOWED" });
    const exported = await (await world.admin.get(`/evidence?model=waived-${made}&version=1`)).text();
    expect((await checkEvidence(exported.split("\n").slice(0, -1))).findings).toEqual([]);
    expect(waived[0]?.after).toMatchObject({ verdict: "WAIVE", gate: { policy, key: "good" }, role: "REVIEWER" });
  });

  it("is asked for gates that fail and that somebody may waive, each once, and every one that fails", async () => {
    const model = await newModel();
    const version = await scored(model, 0.7);
    const fair = { key: "fair", metric: { key: "accuracy", min: 0.75 } };
    const policy = await guard(model, [good(), fair]);
    expect(await refused(mia, version, [waiver(policy)])).toBe("GATES_FAILED");
    expect(await refused(mia, version, [waiver(policy), waiver(policy, "fair")])).toBe("INVALID_INPUT");
    expect(await refused(mia, version, [waiver(policy, "other")])).toBe("INVALID_INPUT");
    expect(await refused(mia, version, [waiver("pol_nonsense")])).toBe("INVALID_INPUT");
    expect(await refused(mia, version, [waiver(policy), waiver(policy)])).toBe("INVALID_INPUT");
    expect(await refused(mia, version, [{ ...waiver(policy), reason: "" }])).toBe("INVALID_INPUT");
    const other = await scored(model, 0.77);
    const open = await ask(mia, other, [waiver(policy)]);
    expect((await ask(mia, other, [waiver(policy)])).id).toBe(open.id);
    expect(await refused(mia, other, [{ ...waiver(policy), reason: "another" }])).toBe("REQUEST_OPEN");
    expect(await refused(mia, other, [])).toBe("GATES_FAILED");
    const twin = await guard(model, [good()], { name: "twin" });
    const why = { [policy]: "the data are known to be bad", [twin]: "the hold-out is old" };
    const asked = [waiver(policy), { ...waiver(twin), reason: why[twin] }];
    const { waivers } = await read((await ask(mia, await scored(model, 0.77), asked)).id);
    expect(Object.fromEntries(waivers.map(({ policy, reason }: Answer) => [policy.id, reason]))).toEqual(why);
  });

  it("applies the move where nobody need sign, if whoever asked may make it", async () => {
    const model = await newModel();
    const policy = await guard(model, [good({ waivableBy: reviewers("risk", 2) })], { slots: ["Production", "@best"] });
    const open = await ask(mia, await scored(model, 0.7), [waiver(policy)]);
    const first = await waive(rita, open, policy);
    expect(first.transitionRequest).toMatchObject({ phase: "GATES", gates: [{ verdict: "PENDING", waiver: null }] });
    const second = await waive(rob, { ...open, contentDigest: first.transitionRequest.contentDigest }, policy);
    const both = [{ by: { id: rita.id } }, { by: { id: rob.id } }];
    expect(second.transitionRequest).toMatchObject({ state: "APPLIED", gates: [{ verdict: "WAIVED", waivers: both }] });
    const asked = await request(ana, await scored(model, 0.71), "@best", { waivers: [waiver(policy)] });
    await waive(rita, asked, policy);
    const { transitionRequest } = await waive(rob, asked, policy);
    expect(transitionRequest).toMatchObject({ state: "PENDING", phase: "SIGNATURES" });
    expect((await approve(mia, transitionRequest)).state).toBe("APPLIED");
  });

  it("holds for the value that was seen: measured again the same it stays, another voids the request", async () => {
    const model = await newModel();
    const version = await addVersion(ana, model);
    const dataset = { name: "recent", digest: "499ce42d" };
    const measure = (value: number) =>
      ana.do("recordEvaluation", { modelVersionId: version, dataset, metrics: [{ key: "accuracy", value }] });
    await measure(0.7);
    const policy = await guard(model, [good({ metric: { key: "accuracy", min: 0.8, dataset } })], {
      requirements: reviewers("legal"),
    });
    const open = await ask(mia, version, [waiver(policy)]);
    const { transitionRequest } = await waive(rita, open, policy);
    expect(transitionRequest.phase).toBe("SIGNATURES");
    await measure(0.7);
    expect(await read(open.id)).toMatchObject({ state: "PENDING", contentDigest: transitionRequest.contentDigest });
    await measure(0.6);
    expect(await read(open.id)).toMatchObject({ state: "VOIDED", cause: expect.stringContaining("passes no more") });
  });

  it("is given by those whom its policy names, in the rules of four eyes", async () => {
    const model = await newModel();
    const policy = await guard(model, [good({ waivableBy: [{ role: "CONTRIBUTOR", count: 1 }] })], {
      separationOfDuties: ["REQUESTER", "AUTHOR"],
      requirements: reviewers(),
    });
    const open = await ask(mia, await scored(model, 0.7), [waiver(policy)]);
    expect(await mia.refused("waiveGate", waiving(open, policy))).toBe("SELF_APPROVAL");
    expect(await ana.refused("waiveGate", waiving(open, policy))).toBe("SELF_APPROVAL");
    const byMia = await actorFor(world.admin, olga.id, "olga", { scopes: ["READ", "WRITE"] });
    expect(await byMia.refused("waiveGate", waiving(open, policy))).toBe("FORBIDDEN");
    expect((await waive(olga, open, policy)).transitionRequest.phase).toBe("SIGNATURES");
    expect(
      await olga.refused("createApprovalPolicy", {
        name: "x",
        scope: { registeredModelId: model },
        slots: ["Production"],
        requirements: [],
        gates: [good({ waivableBy: [{ role: "OWNER", teamId: "team_nonsense", count: 1 }] })],
      }),
    ).toBe("INVALID_INPUT");
  });
});
