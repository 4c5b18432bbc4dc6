import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEvidence } from "../../verify/check-evidence.js";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { query } from "../support/database.js";
import { addVersion, approvalRefused, approve, registerModel, request, resolves } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, mia: Actor, olga: Actor, otto: Actor, rita: Actor, rob: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  otto = await world.user("otto", { duty: ["REVIEWER"], risk: ["REVIEWER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const newModel = async (): Promise<{ id: string; name: string }> => {
  const name = `urgent-${++made}`;
  return { id: await registerModel(mia, world.teamId("fraud"), name, { visibility: "TEAM" }), name };
};
const scored = (model: string, accuracy: number): Promise<string> =>
  addVersion(ana, model, { metrics: [{ key: "accuracy", value: accuracy }] });
const reviewers = (team: string, count = 1) => [{ role: "REVIEWER", teamId: world.teamId(team), count }];
const terms = (more: object = {}) => ({ requirements: reviewers("duty"), reviewWithinHours: 24, ...more });
const guard = async (registeredModelId: string, more: object = {}): Promise<string> => {
  const input = {
    name: "proved",
    scope: { registeredModelId },
    slots: ["Production"],
    requirements: reviewers("risk", 2),
    separationOfDuties: ["REQUESTER"],
    gates: [{ key: "good", metric: { key: "accuracy", min: 0.8 } }],
    emergency: terms(),
    ...more,
  };
  return (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};
const emergency = { reason: "the serving model answers nonsense", incidentUrl: "https://incidents.example/7" };

const REVIEW = `id state dueAt transitionRequest { id } rollback { id state to version } decisions { verdict comment by { handle } }`;
const REQUEST = `id version state phase cause contentDigest statement emergency { reason incidentUrl } gates { key verdict }
  requirements { role needed given team { slug } } review { ${REVIEW} }`;
const read = async (id: string, by: Actor = mia): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { transitionRequest(id: $id) { ${REQUEST} } }`, { id })).transitionRequest;
const STANDING = `query ($id: ID!) { review(id: $id) { requirements { role needed given }
  viewerDecision { canApprove canReject code } } }`;
const ask = (by: Actor, version: string, more: object = {}): Promise<Answer> =>
  request(by, version, "Production", { emergency: { ...emergency, ...more } });
const refused = (by: Actor, modelVersionId: string): Promise<string> =>
  by.refused("requestTransition", { modelVersionId, to: "Production", reason: "because the story says so", emergency });
const decide = async (by: Actor, reviewId: string, verdict: string, comment = "I have looked at it"): Promise<Answer> =>
  (
    await by.do(
      "decideReview",
      { reviewId, verdict, comment },
      `review { ${REVIEW} } entry { stream seq hash } transitionRequest { id state gates { verdict } }`,
    )
  ).decideReview;
const undecided = (by: Actor, reviewId: string): Promise<string> =>
  by.refused("decideReview", { reviewId, verdict: "CONFIRM", comment: "fine" });
const inbox = async (by: Actor, filter = "awaitingMyDecision: true"): Promise<string[]> =>
  (await by.ask(`{ reviews(first: 200, filter: { ${filter} }) { nodes { id } } }`)).reviews.nodes.map(({ id }) => id);

/** A version in Production by an emergency that otto signed; answers its request. */
const applied = async (model: string, accuracy = 0.7): Promise<Answer> => {
  const open = await ask(mia, await scored(model, accuracy));
  await approve(otto, open);
  return read(open.id);
};

describe("an emergency", () => {
  it("goes through with the signature that the policy asks for then, whatever its gates say, and owes a review", async () => {
    const { id: model, name } = await newModel();
    const version = await scored(model, 0.7);
    await guard(model);
    const open = await ask(mia, version);
    expect(await read(open.id)).toMatchObject({
      state: "PENDING",
      phase: "SIGNATURES",
      emergency,
      gates: [{ key: "good", verdict: "FAILED" }],
      requirements: [{ role: "REVIEWER", needed: 1, team: { slug: "duty" } }],
      review: null,
    });
    expect(JSON.parse((await read(open.id)).statement).emergency).toBe(true);
    expect([await approvalRefused(rita, open), await approvalRefused(mia, open)]).toEqual([
      "NOT_FOUND",
      "SELF_APPROVAL",
    ]);
    const check = `query ($id: ID!) { checkTransition(modelVersionId: $id, to: "Production") { canApprove places { team { slug } } } }`;
    const { checkTransition } = await otto.ask(check, { id: version });
    expect(checkTransition).toEqual({ canApprove: true, places: [{ team: { slug: "duty" } }] });
    expect((await ask(mia, version)).id).toBe(open.id);
    expect((await approve(otto, open)).state).toBe("APPLIED");
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const { review } = await read(open.id);
    expect(review).toMatchObject({ state: "OPEN", transitionRequest: { id: open.id }, rollback: null });
    const [opened] = await entriesOf(world.admin, { action: "openReview", subjectId: version });
    expect(opened?.after).toMatchObject({ review: review.id, request: open.id, dueAt: review.dueAt });
    const [asked] = await entriesOf(world.admin, { action: "requestTransition", subjectId: version });
    expect(asked).toMatchObject({
      after: { emergency: { incidentUrl: emergency.incidentUrl } },
      decision: { gates: [{ verdict: "FAILED" }] },
    });
  });

  it("is asked for where every policy allows it, and voids an ordinary request", async () => {
    const { id: model } = await newModel();
    const version = await scored(model, 0.9);
    expect(await refused(mia, version)).toBe("EMERGENCY_NOT_ALLOWED");
    await guard(model);
    const ordinary = await request(mia, version, "Production");
    const open = await ask(ana, version);
    expect(await read(ordinary.id)).toMatchObject({ state: "VOIDED", cause: "ana asked for the move in an emergency" });
    expect(await read(open.id)).toMatchObject({ state: "PENDING" });
    const plain = { modelVersionId: version, to: "Production", reason: "because the story says so" };
    expect(await mia.refused("requestTransition", plain)).toBe("REQUEST_OPEN");
    const strict = await guard(model, { name: "strict", emergency: null });
    expect(await read(open.id)).toMatchObject({ state: "VOIDED" });
    expect(await refused(mia, version)).toBe("EMERGENCY_NOT_ALLOWED");
    await olga.do("updateApprovalPolicy", { approvalPolicyId: strict, emergency: terms() });
    await ask(mia, version);
    await olga.do("updateApprovalPolicy", { approvalPolicyId: strict, emergency: null });
    expect(await refused(mia, version)).toBe("EMERGENCY_NOT_ALLOWED");
  });

  it("asks to waive nothing: no gate holds it, so no waiver could be given", async () => {
    const { id: model } = await newModel();
    const gates = [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: reviewers("risk") }];
    const policyId = await guard(model, { gates });
    const version = await scored(model, 0.7);
    const waivers = [{ policyId, gateKey: "good", reason: "the data are old" }];
    const input = {
      modelVersionId: version,
      to: "Production",
      reason: "because the story says so",
      emergency,
      waivers,
    };
    const text = `mutation ($input: RequestTransitionInput!) { requestTransition(input: $input) {
      userErrors { code ... on InvalidInputError { field } } } }`;
    const { requestTransition } = await mia.ask(text, { input });
    expect(requestTransition.userErrors).toEqual([{ code: "INVALID_INPUT", field: "waivers" }]);
    const open = await ask(mia, version, {});
    expect((await read(open.id)).gates).toEqual([{ key: "good", verdict: "FAILED" }]);
  });

  it("needs a signature where the policy asks for none otherwise, and a maintainer reviews it", async () => {
    const { id: model } = await newModel();
    await guard(model, { requirements: [] });
    const { state, review } = await applied(model);
    expect(state).toBe("APPLIED");
    expect(await undecided(mia, review.id)).toBe("SELF_APPROVAL");
    const mona = await world.user("mona", { fraud: ["MAINTAINER"] });
    expect((await decide(mona, review.id, "CONFIRM")).review).toMatchObject({ state: "CONFIRMED" });
  });

  it("on terms that make no sense is refused, and told where", async () => {
    const { id: registeredModelId } = await newModel();
    for (const more of [
      { requirements: [] },
      { reviewWithinHours: 0 },
      { requirements: [{ role: "OWNER", teamId: "team_nonsense", count: 1 }] },
    ]) {
      const input = { name: "x", scope: { registeredModelId }, slots: ["Production"], requirements: reviewers("risk") };
      expect(await olga.refused("createApprovalPolicy", { ...input, emergency: terms(more) })).toBe("INVALID_INPUT");
    }
  });
});

describe("a review", () => {
  it("is confirmed by the ordinary requirements, by people who did not sign the emergency", async () => {
    const { id: model, name } = await newModel();
    await guard(model);
    const { review } = await applied(model);
    expect(await inbox(rita)).toContain(review.id);
    expect(await inbox(otto)).not.toContain(review.id);
    expect(await inbox(rita, `model: "${name}", state: OPEN, team: "fraud"`)).toEqual([review.id]);
    expect(await undecided(otto, review.id)).toBe("SELF_APPROVAL");
    expect(await undecided(ana, review.id)).toBe("FORBIDDEN");
    const minted = await actorFor(otto, otto.id, "otto", { scopes: ["READ", "APPROVE"] });
    expect(await undecided(minted, review.id)).toBe("SELF_APPROVAL");
    const standing = async (by: Actor): Promise<Answer> => (await by.ask(STANDING, { id: review.id })).review as Answer;
    expect(await standing(otto)).toMatchObject({
      requirements: [{ role: "REVIEWER", needed: 2, given: 0 }],
      viewerDecision: { canApprove: false, canReject: false, code: "SELF_APPROVAL" },
    });
    expect((await standing(ana)).viewerDecision).toMatchObject({ canApprove: false, code: "FORBIDDEN" });
    expect((await standing(rita)).viewerDecision).toMatchObject({ canApprove: true, canReject: true, code: null });
    const first = await decide(rita, review.id, "CONFIRM");
    expect(await standing(rob)).toMatchObject({ requirements: [{ given: 1 }], viewerDecision: { canApprove: true } });
    expect(first).toMatchObject({ review: { state: "OPEN" }, transitionRequest: null });
    expect((await decide(rita, review.id, "CONFIRM")).review.decisions).toHaveLength(1);
    expect(await inbox(rita)).not.toContain(review.id);
    const second = await decide(rob, review.id, "CONFIRM");
    expect(second.review).toMatchObject({
      state: "CONFIRMED",
      decisions: [{ verdict: "CONFIRM", by: { handle: "rita" } }, { verdict: "CONFIRM" }],
    });
    expect((await standing(rob)).viewerDecision).toMatchObject({
      canApprove: false,
      canReject: false,
      code: "CONFLICT",
    });
    expect(await rob.refused("decideReview", { reviewId: review.id, verdict: "OVERTURN", comment: "no" })).toBe(
      "CONFLICT",
    );
    const exported = await (await world.admin.get(`/evidence?model=${name}&version=1`)).text();
    expect((await checkEvidence(exported.split("\n").slice(0, -1))).findings).toEqual([]);
    const entries = await entriesOf(world.admin, { action: "decideReview", subjectId: review.id, outcome: "ALLOWED" });
    expect(second.entry).toMatchObject({ stream: entries[1]?.stream, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(entries.map(({ after }) => [after.review, after.verdict])).toEqual([
      [review.id, "CONFIRM"],
      [review.id, "CONFIRM"],
    ]);
  });

  it("that is overturned asks for a rollback, whose gates are skipped and which others sign", async () => {
    const { id: model, name } = await newModel();
    await guard(model);
    const before = await request(mia, await scored(model, 0.9), "Production");
    await approve(rita, before);
    await approve(rob, before);
    const { review } = await applied(model);
    const { review: decided, transitionRequest } = await decide(rita, review.id, "OVERTURN", "it was the data");
    expect(decided).toMatchObject({ state: "OVERTURNED", rollback: { to: "Production", version: 1 } });
    expect(transitionRequest).toMatchObject({ state: "PENDING", gates: [{ verdict: "SKIPPED" }] });
    const open = await read(transitionRequest.id);
    expect(await approvalRefused(rita, open)).toBe("SELF_APPROVAL");
    await approve(rob, open);
    await approve(otto, open);
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const [asked] = await entriesOf(world.admin, { action: "rollbackSlot", subjectId: transitionRequest.id });
    expect(asked).toMatchObject({ actor: { handle: "rita" } });
  });

  it("is no proof for a rollback: what came in by it past a gate has not passed that", async () => {
    const { id: model } = await newModel();
    await guard(model, { requirements: reviewers("risk") });
    await applied(model, 0.7);
    await approve(rita, await request(mia, await scored(model, 0.9), "Production"));
    const back = { registeredModelId: model, slot: "Production", reason: "back to the first" };
    expect(await mia.refused("rollbackSlot", back)).toBe("GATES_FAILED");
  });

  it("that is overturned where nobody held the slot before asks for nothing", async () => {
    const { id: model } = await newModel();
    await guard(model);
    const { review } = await applied(model);
    expect(await decide(rita, review.id, "OVERTURN")).toMatchObject({
      review: { state: "OVERTURNED", rollback: null },
      transitionRequest: null,
    });
  });

  it("that is too late is overdue, with an entry, and until it is decided the model has no further emergency", async () => {
    const { id: model } = await newModel();
    await guard(model, { requirements: reviewers("risk") });
    const { id, review } = await applied(model);
    const next = await scored(model, 0.75);
    const pending = await ask(mia, await scored(model, 0.72));
    await query(
      world.database.superuserUrl,
      `alter table review disable trigger all; update review set due_at = clock_timestamp() where id = '${review.id}';
       alter table review enable always trigger review_is_audited`,
    );
    expect((await read(id)).review.state).toBe("OVERDUE");
    expect(await approvalRefused(otto, pending)).toBe("REQUEST_VOIDED");
    expect(await refused(mia, next)).toBe("EMERGENCY_NOT_ALLOWED");
    expect(await inbox(rita, "state: OVERDUE")).toContain(review.id);
    const lapses = () => entriesOf(world.admin, { action: "lapseReview", subjectId: review.id });
    const starting = await world.replica();
    await until("the service says so", async () => (await lapses()).length > 0);
    await starting.close();
    expect((await lapses()).map(({ after }) => after)).toEqual([{ review: review.id, state: "OVERDUE" }]);
    expect((await decide(rita, review.id, "CONFIRM")).review.state).toBe("CONFIRMED");
    expect((await ask(mia, next)).state).toBe("PENDING");
  });
});

it("forty emergencies, signatures and tiers at once leave one holder, and a review for each move", {
  tags: "race",
}, async () => {
  const { id: model, name } = await newModel();
  await guard(model);
  const versions = await Promise.all(Array.from({ length: 10 }, (_, index) => scored(model, 0.5 + index / 100)));
  const asked = await Promise.all(versions.map((version) => ask(mia, version)));
  const acts = asked.flatMap((open, index) => [
    () => otto.attempt("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest }),
    () => ana.attempt("setTag", { subjectId: versions[index], key: "seen", value: "yes" }),
    () => olga.attempt("setRiskTier", { registeredModelId: model, tier: "HIGH", rationale: `the ${index}th look` }),
    () => mia.attempt("reevaluateGates", { transitionRequestId: open.id }),
  ]);
  const replies = await Promise.all(acts.map((act) => act()));
  expect(replies.filter(({ errors }) => errors.length > 0)).toEqual([]);
  const ended = await Promise.all(asked.map(({ id }) => read(id)));
  const applied = ended.filter(({ state }) => state === "APPLIED");
  expect(applied.map(({ review }) => review.state)).toEqual(["OPEN"]);
  expect(ended.filter(({ state }) => state === "VOIDED")).toHaveLength(9);
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(applied[0]?.version);
});
