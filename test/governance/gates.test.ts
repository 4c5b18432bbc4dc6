import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEvidence } from "../../verify/check-evidence.js";
import { sha256 } from "../../verify/sha256.js";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approvalRefused, approve, registerModel, request, resolves } from "../support/registry.js";
import { until } from "../support/until.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let ana: Actor, mia: Actor, olga: Actor, rob: Actor, rita: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
});
afterAll(() => world?.close());

let made = 0;
const newModel = async (): Promise<{ id: string; name: string }> => {
  const name = `gated-${++made}`;
  return { id: await registerModel(mia, world.teamId("fraud"), name), name };
};

const recent = { name: "recent", digest: "499ce42d" };

/** A version of ana's with an accuracy on the recent data. */
const scored = (model: string, accuracy: number, more: Answer = {}): Promise<string> =>
  addVersion(ana, model, { metrics: [{ key: "accuracy", value: accuracy }], datasets: [recent], ...more });

const champion = (more: object = {}) => ({
  key: "beats-champion",
  champion: { metric: "accuracy", direction: "HIGHER", dataset: { name: "recent" }, ...more },
});
const fairness = (more: object = {}) => ({
  key: "fairness",
  title: "Audited for fairness",
  tag: {
    key: "fairness_audit",
    values: ["passed"],
    setBy: { role: "REVIEWER", teamId: world.teamId("risk") },
    ...more,
  },
});
const oneReviewer = () => [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];

const inputOf = (registeredModelId: string, gates: object[], more: object = {}): Answer => ({
  name: "proved",
  scope: { registeredModelId },
  slots: ["Production"],
  requirements: [],
  gates,
  ...more,
});
const guard = async (model: string, gates: object[], more: object = {}): Promise<string> =>
  (await olga.do("createApprovalPolicy", inputOf(model, gates, more), "approvalPolicy { id }")).createApprovalPolicy
    .approvalPolicy.id;

const tag = (by: Actor, subjectId: string, value: string, key = "fairness_audit") =>
  by.do("setTag", { subjectId, key, value });

const REQUEST = `id state phase cause contentDigest statement
  gates { key kind title verdict required observed cause attempts evidenceDigest policy { id name }
    inputs { what label id digest hidden } }`;
const read = async (id: string, by: Actor = mia): Promise<Answer> =>
  (await by.ask(`query ($id: ID!) { transitionRequest(id: $id) { ${REQUEST} } }`, { id })).transitionRequest;

const foreseen = async (by: Actor, id: string, to = "Production"): Promise<string[]> => {
  const text = `query ($id: ID!, $to: String!) { node(id: $id) { ... on ModelVersion { gates(to: $to) { key verdict } } } }`;
  return (await by.ask(text, { id, to })).node.gates.map((each: Answer) => `${each.key} ${each.verdict}`);
};

/** What asking is refused with. */
const refusal = async (by: Actor, modelVersionId: string, to = "Production"): Promise<Answer> => {
  const text = `mutation ($input: RequestTransitionInput!) { requestTransition(input: $input) { transitionRequest { id }
    userErrors { __typename code message ... on GatesFailedError { gates { key verdict observed cause } } } } }`;
  const { requestTransition } = await by.ask(text, { input: { modelVersionId, to, reason: "it is new" } });
  expect(requestTransition).toMatchObject({ transitionRequest: null, userErrors: [expect.anything()] });
  return requestTransition.userErrors[0] as Answer;
};

describe("a version must beat the champion on the same data", () => {
  it("a worse one is refused with every result, and leaves nothing but the entry that says so", async () => {
    const { id: model, name } = await newModel();
    const [first, worse] = [await scored(model, 0.81), await scored(model, 0.7)];
    await request(mia, first, "Production");
    const policy = await guard(model, [
      champion({ margin: 0.005 }),
      { key: "good", metric: { key: "accuracy", min: 0.5 } },
    ]);
    const error = await refusal(mia, worse);
    expect(error).toMatchObject({
      __typename: "GatesFailedError",
      code: "GATES_FAILED",
      message: `Moving version 2 of '${name}' to Production fails 1 of 2 gates: beats-champion: accuracy 0.7 on recent@499ce42d, version 1 has 0.81, an improvement of 0.005 is required.`,
      gates: [
        { key: "beats-champion", verdict: "FAILED" },
        { key: "good", verdict: "PASSED", observed: "accuracy 0.7", cause: null },
      ],
    });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const text = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { transitionRequests(first: 5) { nodes { id } } } } }`;
    expect((await mia.ask(text, { id: worse })).node.transitionRequests.nodes).toEqual([]);
    const entries = await entriesOf(world.admin, { action: "requestTransition", outcome: "DENIED", subjectId: worse });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.decision).toMatchObject({
      code: "GATES_FAILED",
      gates: [
        {
          key: "beats-champion",
          policy,
          verdict: "FAILED",
          inputs: { candidate: { value: 0.7 }, champion: { version: 1 } },
        },
        { key: "good", verdict: "PASSED" },
      ],
    });
  });

  it("a better one is applied at once for who may move, and the entries and statement hold what was looked at", async () => {
    const { id: model, name } = await newModel();
    const [first, better] = [await scored(model, 0.81), await scored(model, 0.82)];
    await request(mia, first, "Production");
    const policy = await guard(model, [champion({ margin: 0.01 })]);
    expect(await foreseen(ana, better)).toEqual(["beats-champion PASSED"]);
    const done = await request(mia, better, "Production");
    expect(done).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
    const kept = await read(done.id);
    expect(kept).toMatchObject({
      phase: "SIGNATURES",
      gates: [
        {
          key: "beats-champion",
          kind: "champion",
          verdict: "PASSED",
          attempts: 1,
          policy: { id: policy, name: "proved" },
          inputs: [
            {
              what: "evaluation",
              label: "version 2: accuracy 0.82 on recent@499ce42d",
              digest: "499ce42d",
              hidden: false,
            },
            { what: "champion", label: "version 1", id: first, hidden: false },
            { what: "evaluation", label: "version 1: accuracy 0.81 on recent@499ce42d", hidden: false },
          ],
        },
      ],
    });
    const { evidenceDigest } = kept.gates[0];
    expect(JSON.parse(kept.statement).gates).toEqual([
      { policy, key: "beats-champion", kind: "champion", verdict: "PASSED", evidence: evidenceDigest },
    ]);
    expect(sha256(kept.statement)).toBe(kept.contentDigest);
    const entries = await entriesOf(world.admin, { subjectId: better });
    for (const action of ["requestTransition", "applyTransition"])
      expect(entries.find((each) => each.action === action)?.decision, action).toMatchObject({
        gates: [{ key: "beats-champion", evidence: evidenceDigest, inputs: { champion: { version: 1 } } }],
      });
    expect(entries.find(({ action }) => action === "applyTransition")).toMatchObject({
      before: { stage: null, holder: 1 },
      after: { slot: "Production", holder: 2, request: done.id },
    });
  });

  it("of a champion that scored nothing no part is an improvement: it must still be beaten", async () => {
    const { id: model } = await newModel();
    const [first, same, better] = [await scored(model, 0), await scored(model, 0), await scored(model, 0.01)];
    await request(mia, first, "Production");
    await guard(model, [champion({ margin: 0.05, relative: true })]);
    expect(await foreseen(ana, same)).toEqual(["beats-champion FAILED"]);
    expect((await refusal(mia, same)).gates).toMatchObject([{ cause: expect.stringContaining("version 1 has 0,") }]);
    expect(await request(mia, better, "Production")).toMatchObject({ state: "APPLIED" });
  });

  it("a contributor's waits for one maintainer; where policies ask for signatures, for these", async () => {
    const { id: model } = await newModel();
    const [first, better] = [await scored(model, 0.81), await scored(model, 0.82)];
    await guard(model, [champion({ without: "PASS" })]);
    const open = await request(ana, first, "Production");
    expect(open).toMatchObject({ state: "PENDING" });
    expect(await approvalRefused(rita, open)).toBe("FORBIDDEN");
    expect(await approve(mia, open)).toMatchObject({ state: "APPLIED" });
    await guard(model, [], { name: "signed", requirements: oneReviewer() });
    const signed = await request(mia, better, "Production");
    expect(signed).toMatchObject({ state: "PENDING" });
    expect(await approve(rita, signed)).toMatchObject({ state: "APPLIED" });
  });

  it("waits for the champion's evaluation on the very data, and says how to bring it", async () => {
    const { id: model, name } = await newModel();
    const old = await scored(model, 0.81, { datasets: [{ name: "recent", digest: "old" }] });
    const better = await scored(model, 0.9);
    await request(mia, old, "Production");
    await guard(model, [champion()]);
    const open = await request(mia, better, "Production");
    expect(await read(open.id)).toMatchObject({
      state: "PENDING",
      phase: "GATES",
      gates: [
        {
          verdict: "PENDING",
          cause: `version 1 was not evaluated on recent@499ce42d for "accuracy": run mlflow.evaluate("models:/${name}/1", …) on it`,
        },
      ],
    });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
  });

  it("a move of the champion that it compares with applies what waited for that one's evaluation", async () => {
    const { id: model, name } = await newModel();
    const old = await scored(model, 0.81, { datasets: [{ name: "recent", digest: "old" }] });
    const [known, better] = [await scored(model, 0.8), await scored(model, 0.9)];
    await request(mia, old, "Production");
    await guard(model, [champion({ against: "Production" })], { slots: ["@live"] });
    const open = await request(mia, better, "@live");
    expect(await read(open.id)).toMatchObject({ state: "PENDING", phase: "GATES" });
    await request(mia, known, "Production");
    expect(await read(open.id)).toMatchObject({ state: "APPLIED", gates: [{ verdict: "PASSED" }] });
    expect(await resolves(mia, `models:/${name}@live`)).toBe(3);
  });

  it("an evaluation that comes applies it; a newer one that is worse voids what waits for signatures", async () => {
    const { id: model, name } = await newModel();
    const old = await scored(model, 0.81, { datasets: [{ name: "recent", digest: "old" }] });
    const [better, signed] = [await scored(model, 0.9), await scored(model, 0.95)];
    await request(mia, old, "Production");
    await guard(model, [champion()]);
    const evaluate = (by: Actor, modelVersionId: string, accuracy: number) =>
      by.do("recordEvaluation", { modelVersionId, dataset: recent, metrics: [{ key: "accuracy", value: accuracy }] });
    const open = await request(mia, better, "Production");
    expect(await read(open.id)).toMatchObject({ phase: "GATES" });
    await evaluate(ana, old, 0.8);
    expect(await read(open.id)).toMatchObject({ state: "APPLIED", gates: [{ verdict: "PASSED" }] });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
    await guard(model, [], { name: "signed", requirements: oneReviewer() });
    const waits = await request(mia, signed, "Production");
    expect(await read(waits.id)).toMatchObject({ phase: "SIGNATURES" });
    await evaluate(ana, signed, 0.94);
    expect(await read(waits.id)).toMatchObject({ state: "PENDING" });
    await evaluate(ana, signed, 0.7);
    const { state, cause } = await read(waits.id);
    expect(state).toBe("VOIDED");
    expect(cause).toContain("accuracy 0.7 on recent@499ce42d, version 2 has 0.9, an improvement is required");
  });

  it("an evaluator whom the gate asks for is none of the authors", async () => {
    const { id: model } = await newModel();
    const version = await scored(model, 0.9);
    const gate = { key: "accuracy", min: 0.8, dataset: { name: "recent" }, evaluator: { independent: true } };
    await guard(model, [{ key: "checked", metric: gate }]);
    const open = await request(mia, version, "Production");
    const evaluate = (by: Actor) =>
      by.do("recordEvaluation", {
        modelVersionId: version,
        dataset: recent,
        metrics: [{ key: "accuracy", value: 0.85 }],
      });
    await evaluate(ana);
    expect(await read(open.id)).toMatchObject({ phase: "GATES", gates: [{ verdict: "PENDING" }] });
    await evaluate(rob);
    expect(await read(open.id)).toMatchObject({
      state: "APPLIED",
      gates: [{ observed: "accuracy 0.85 on recent@499ce42d" }],
    });
  });

  it("leaving asks for nothing that the gates could say", async () => {
    const { id: model } = await newModel();
    const first = await scored(model, 0.81);
    await guard(model, [champion({ without: "FAIL" })], { slots: ["Production", "@live"] });
    expect((await refusal(mia, first)).code).toBe("GATES_FAILED");
    await guard(model, [{ key: "any", metric: { key: "accuracy", min: 0 } }], { name: "staged", slots: ["Staging"] });
    await request(mia, first, "Staging");
    expect(await request(mia, first, "None")).toMatchObject({ state: "APPLIED" });
  });

  it("whoever may move a slot empties it where a policy has gates alone; where it asks for signatures nobody does", async () => {
    const { id: model } = await newModel();
    const first = await scored(model, 0.81);
    const gates = [{ key: "any", metric: { key: "accuracy", min: 0 } }];
    await guard(model, gates, { slots: ["@live"] });
    await request(mia, first, "@live");
    const removal = { registeredModelId: model, alias: "live" };
    expect(await ana.refused("removeAlias", removal)).toBe("FORBIDDEN");
    expect(await mia.refused("setAlias", { modelVersionId: first, alias: "live" })).toBe("APPROVAL_REQUIRED");
    await mia.do("removeAlias", removal);
    await request(mia, first, "@live");
    await guard(model, gates, { name: "signed", slots: ["@live"], requirements: oneReviewer() });
    expect(await mia.refused("removeAlias", removal)).toBe("APPROVAL_REQUIRED");
  });
});

describe("somebody else must have said so", () => {
  interface Waiting {
    readonly open: Answer;
    readonly version: string;
    readonly name: string;
  }
  const waiting = async ({ by = mia, ...more }: { by?: Actor; requirements?: object[] } = {}): Promise<Waiting> => {
    const { id: model, name } = await newModel();
    const version = await scored(model, 0.8);
    await guard(model, [fairness()], { requirements: oneReviewer(), ...more });
    return { open: await request(by, version, "Production"), version, name };
  };

  it("nobody decides before; an author's word counts for nothing; a reviewer's seals the request anew", async () => {
    const { open, version } = await waiting();
    const before = await read(open.id);
    expect(before).toMatchObject({ phase: "GATES", gates: [{ title: "Audited for fairness", verdict: "PENDING" }] });
    expect(await approvalRefused(rita, before)).toBe("GATES_PENDING");
    expect(await rita.refused("rejectTransition", { transitionRequestId: open.id, comment: "no" })).toBe(
      "GATES_PENDING",
    );
    await tag(ana, version, "passed");
    expect(await read(open.id)).toMatchObject({ phase: "GATES", gates: [{ verdict: "PENDING" }] });
    await tag(rob, version, "passed");
    const after = await read(open.id);
    expect(after).toMatchObject({ state: "PENDING", phase: "SIGNATURES", gates: [{ verdict: "PASSED", cause: null }] });
    expect(after.contentDigest).not.toBe(before.contentDigest);
    expect(sha256(after.statement)).toBe(after.contentDigest);
    const entries = await entriesOf(world.admin, { action: "evaluateGates", subjectId: version });
    expect(entries.at(-1)).toMatchObject({
      actor: { handle: "rob" },
      after: { request: open.id, phase: "SIGNATURES", contentDigest: after.contentDigest },
      decision: { gates: [{ key: "fairness", verdict: "PASSED", inputs: { value: "passed", setBy: rob.id } }] },
    });
    expect(await approvalRefused(rita, before)).toBe("CONTENT_CHANGED");
    expect(await approve(rita, after)).toMatchObject({ state: "APPLIED" });
    const exported = await (await world.admin.get(`/evidence?model=gated-${made}&version=1`)).text();
    expect((await checkEvidence(exported.split("\n").slice(0, -1))).findings).toEqual([]);
  });

  it("a credential that the requester minted counts for nothing, one that somebody else minted does", async () => {
    const { createServiceAccount } = await world.admin.do(
      "createServiceAccount",
      { teamId: world.teamId("fraud"), handle: "audits", displayName: "Audits" },
      "serviceAccount { id }",
    );
    const { id } = createServiceAccount.serviceAccount;
    await world.admin.do("addTeamMember", { teamId: world.teamId("risk"), principalId: id, roles: ["REVIEWER"] });
    await world.admin.do("addTeamMember", { teamId: world.teamId("fraud"), principalId: id, roles: ["CONTRIBUTOR"] });
    const { open, version } = await waiting({ by: olga });
    await tag(await actorFor(olga, id, "audits"), version, "passed");
    expect(await read(open.id)).toMatchObject({
      phase: "GATES",
      gates: [{ cause: expect.stringContaining("by a credential of theirs") }],
    });
    await tag(await actorFor(world.admin, id, "audits"), version, "passed");
    expect(await read(open.id)).toMatchObject({ phase: "SIGNATURES" });
  });

  it("the wrong value ends it, and says which gate, what is required and what was found", async () => {
    const { open, version } = await waiting();
    await tag(rob, version, "failed");
    const { state, cause } = await read(open.id);
    expect(state).toBe("VOIDED");
    expect(cause).toContain('the gate "fairness" fails: the tag "fairness_audit" is "failed", "passed" is required');
  });

  it("what was signed must stay: a tag that is set anew voids it, and so does one that is taken away", async () => {
    const [again, gone] = [await waiting(), await waiting()];
    for (const { version } of [again, gone]) await tag(rob, version, "passed");
    const ron = await world.user(`ron-${made}`, { risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] });
    await tag(ron, again.version, "passed");
    await rob.do("deleteTag", { subjectId: gone.version, key: "fairness_audit" });
    expect(await read(again.open.id)).toMatchObject({ state: "VOIDED" });
    expect((await read(gone.open.id)).cause).toContain('the gate "fairness" passes no more');
  });

  it("with nobody to sign it is applied when the last gate passes, if whoever asked still may move", async () => {
    const { open, version, name } = await waiting({ requirements: [] });
    await tag(rob, version, "passed");
    expect(await read(open.id)).toMatchObject({ state: "APPLIED" });
    expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
    const max = await world.user(`max-${made}`, { fraud: ["MAINTAINER"] });
    const { id: model } = await newModel();
    const second = await scored(model, 0.8);
    await guard(model, [fairness()]);
    const left = await request(max, second, "Production");
    await olga.do("changeTeamMemberRoles", {
      teamId: world.teamId("fraud"),
      principalId: max.id,
      roles: ["CONTRIBUTOR"],
    });
    await tag(rob, second, "passed");
    const waits = await read(left.id);
    expect(waits).toMatchObject({ state: "PENDING", phase: "SIGNATURES" });
    expect(await approve(mia, waits)).toMatchObject({ state: "APPLIED" });
  });

  it("is found by the sweep of a service that starts, where no command told", async () => {
    const { open, version } = await waiting();
    await query(
      world.database.superuserUrl,
      `alter table tag disable trigger user;
       insert into tag (subject_id, key, value, set_by, minted_by, set_at)
       values ('${version}', 'fairness_audit', 'passed', '${rob.id}', '{}', now());
       alter table tag enable trigger user`,
    );
    const replica = await world.replica();
    try {
      await until("the sweep seals the request", async () => (await read(open.id)).phase === "SIGNATURES");
    } finally {
      await replica.close();
    }
    const [entry] = await entriesOf(world.admin, { action: "evaluateGates", subjectId: version });
    expect(entry?.channel).toBe("job");
  });

  it("what nobody told of is applied by reevaluateGates, or by whoever comes to decide, where nobody need sign", async () => {
    const decided = async ({ open }: Waiting): Promise<string> => approvalRefused(mia, await read(open.id));
    const reevaluated = async ({ open }: Waiting): Promise<string> => {
      await rita.do("reevaluateGates", { transitionRequestId: open.id }, "transitionRequest { id }");
      return "done";
    };
    for (const [act, answer] of [
      [reevaluated, "done"],
      [decided, "REQUEST_CLOSED"],
    ] as const) {
      const waits = await waiting({ requirements: [] });
      await query(
        world.database.superuserUrl,
        `alter table tag disable trigger user;
         insert into tag (subject_id, key, value, set_by, minted_by, set_at)
         values ('${waits.version}', 'fairness_audit', 'passed', '${rob.id}', '{}', now());
         alter table tag enable trigger user`,
      );
      expect(await act(waits)).toBe(answer);
      expect(await read(waits.open.id)).toMatchObject({ state: "APPLIED", gates: [{ verdict: "PASSED" }] });
      expect(await resolves(mia, `models:/${waits.name}/Production`)).toBe(1);
    }
  });

  it("is found by reevaluateGates at once", async () => {
    const { open, version } = await waiting();
    await query(
      world.database.superuserUrl,
      `alter table tag disable trigger user;
       insert into tag (subject_id, key, value, set_by, minted_by, set_at)
       values ('${version}', 'fairness_audit', 'passed', '${rob.id}', '{}', now());
       alter table tag enable trigger user`,
    );
    await rita.do("reevaluateGates", { transitionRequestId: open.id }, "transitionRequest { id }");
    expect(await read(open.id)).toMatchObject({ phase: "SIGNATURES", gates: [{ verdict: "PASSED" }] });
    await rita.do("reevaluateGates", { transitionRequestId: open.id }, "transitionRequest { id }");
    expect(await entriesOf(world.admin, { action: "evaluateGates", subjectId: version })).toHaveLength(1);
  });
});

it("a rollback skips the gates that the version had passed, with those results as evidence", async () => {
  const { id: model, name } = await newModel();
  const [first, second] = [await scored(model, 0.7), await scored(model, 0.8)];
  const policy = await guard(model, [champion()]);
  await request(mia, first, "Production");
  await request(mia, second, "Production");
  expect((await refusal(mia, first)).code).toBe("GATES_FAILED");
  const back = await mia.do(
    "rollbackSlot",
    { registeredModelId: model, slot: "Production", reason: "it answers nonsense" },
    `transitionRequest { ${REQUEST} }`,
  );
  const { transitionRequest } = back.rollbackSlot as Answer;
  expect(transitionRequest).toMatchObject({
    state: "APPLIED",
    gates: [{ verdict: "SKIPPED", inputs: [{ what: "request" }] }],
  });
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
  await olga.do("updateApprovalPolicy", { approvalPolicyId: policy, rollbackWithinHours: 0 }, "approvalPolicy { id }");
  await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
  await guard(model, [champion()], { rollbackWithinHours: 0 });
  await mia.do(
    "rollbackSlot",
    { registeredModelId: model, slot: "Production", reason: "2 was right" },
    "transitionRequest { id }",
  );
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
  expect(await mia.refused("rollbackSlot", { registeredModelId: model, slot: "Production", reason: "no" })).toBe(
    "GATES_FAILED",
  );
});

it("a gate that was changed since counts as passed as it was then, and says so; another kind under its key must pass", async () => {
  const { id: model, name } = await newModel();
  const [first, second] = [await scored(model, 0.7), await scored(model, 0.8)];
  const good = (min: number) => ({ key: "good", metric: { key: "accuracy", min } });
  const policy = await guard(model, [good(0.6)]);
  await request(mia, first, "Production");
  await request(mia, second, "Production");
  const rollBack = { registeredModelId: model, slot: "Production", reason: "it answers nonsense" };
  await olga.do("updateApprovalPolicy", { approvalPolicyId: policy, gates: [good(0.75)] });
  expect((await refusal(mia, first)).code).toBe("GATES_FAILED");
  const { transitionRequest } = (await mia.do("rollbackSlot", rollBack, `transitionRequest { ${REQUEST} }`))
    .rollbackSlot as Answer;
  expect(transitionRequest).toMatchObject({
    state: "APPLIED",
    gates: [
      {
        verdict: "SKIPPED",
        required: "accuracy at least 0.6",
        inputs: [
          {
            what: "request",
            label:
              "it had passed when the version entered, by revision 1 of the policy; the gate has been changed since",
          },
        ],
      },
    ],
  });
  const [moved] = await entriesOf(world.admin, { action: "applyTransition", subjectId: transitionRequest.id });
  expect(moved?.decision.gates).toMatchObject([{ inputs: { rollback: { revision: 1, gate: good(0.6) } } }]);
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(1);
  const another = [{ key: "good", provenance: { commit: true } }];
  await world.admin.do("updateApprovalPolicy", { approvalPolicyId: policy, gates: another });
  expect(await mia.refused("rollbackSlot", rollBack)).toBe("GATES_FAILED");
});

describe("a policy with gates", () => {
  it("keeps them as given, in its digest and its entry; one without has the digest of before", async () => {
    const { id: model } = await newModel();
    const gates = [
      champion({ margin: 0 }),
      fairness(),
      { key: "files", files: { require: ["MLmodel"], maxBytes: 1_000 } },
      { key: "from", provenance: { commit: true } },
      {
        key: "good",
        metric: {
          key: "accuracy",
          min: 0.5,
          dataset: { name: "recent", digest: "1" },
          evaluator: { independent: true },
        },
      },
      { key: "tagged", tag: { key: "seen", values: ["yes"], setBy: { role: "REVIEWER" }, independent: false } },
      { key: "written", document: { kind: "MODEL_CARD", fields: ["use"], independent: false } },
    ];
    const id = await guard(model, gates);
    const text = `query ($id: ID!) { approvalPolicy(id: $id) { digest rollbackWithinHours gates { key title
      metric { key min max dataset { name digest } evaluator { teamId independent } } champion { margin relative without against direction }
      tag { key values subject independent setBy { role teamId } } files { require forbid maxBytes } provenance { commit environment }
      document { kind fields independent } } } }`;
    const { approvalPolicy } = await mia.ask(text, { id });
    expect(approvalPolicy).toMatchObject({
      rollbackWithinHours: 168,
      gates: [
        { champion: { margin: 0, relative: false, without: "PASS", against: null, direction: "HIGHER" } },
        { title: "Audited for fairness", tag: { subject: "VERSION", independent: true, setBy: { role: "REVIEWER" } } },
        { files: { require: ["MLmodel"], forbid: [], maxBytes: 1_000 } },
        { provenance: { commit: true, environment: null } },
        { metric: { min: 0.5, max: null, dataset: { digest: "1" }, evaluator: { teamId: null, independent: true } } },
        { tag: { key: "seen", independent: false } },
        { document: { fields: ["use"], independent: false } },
      ],
    });
    const [entry] = await entriesOf(world.admin, { action: "createApprovalPolicy", subjectId: id });
    expect(entry?.after).toMatchObject({ gates: [{ key: "beats-champion" }, {}, {}, {}, {}, {}, {}] });
    const plain = await guard(model, [], { name: "plain", requirements: oneReviewer() });
    const [before] = await entriesOf(world.admin, { action: "createApprovalPolicy", subjectId: plain });
    expect(before?.after).not.toHaveProperty("gates");
    expect(before?.after.digest).toBe(
      sha256(
        `{"boundTags":[],"expiresAfterHours":168,"name":"plain","requirements":[{"count":1,"role":"REVIEWER","teamId":"${world.teamId("risk")}"}],"separationOfDuties":[],"slots":["Production"]}`,
      ),
    );
  });

  const metric = { key: "a", metric: { key: "auc", min: 0.5 } };
  it.each<[string, object[], object, string]>([
    ["no gate and no requirement", [], {}, "requirements"],
    ["no kind", [{ key: "a" }], {}, "gates.0"],
    ["two kinds", [{ ...metric, provenance: { commit: true } }], {}, "gates.0"],
    ["no bound", [{ key: "a", metric: { key: "auc" } }], {}, "gates.0.metric"],
    [
      "bounds that nothing lies between",
      [{ key: "a", metric: { key: "auc", min: 1, max: 0 } }],
      {},
      "gates.0.metric.min",
    ],
    ["equal keys", [metric, metric], {}, "gates.1.key"],
    ["a key with capitals", [{ ...metric, key: "A" }], {}, "gates.0.key"],
    [
      "a margin that makes no sense",
      [{ key: "a", champion: { metric: "auc", direction: "HIGHER", relative: true, margin: -2 } }],
      {},
      "gates.0.champion.margin",
    ],
    [
      "a shared stage to compare with",
      [{ key: "a", champion: { metric: "auc", direction: "HIGHER", against: "Staging" } }],
      {},
      "gates.0.champion.against",
    ],
    [
      "a shared stage to enter",
      [{ key: "a", champion: { metric: "auc", direction: "HIGHER" } }],
      { slots: ["Staging"] },
      "gates.0.champion.against",
    ],
    [
      "an unknown slot",
      [{ key: "a", champion: { metric: "auc", direction: "HIGHER", against: "Nowhere" } }],
      {},
      "gates.0.champion.against",
    ],
    [
      "an unknown team",
      [{ key: "a", tag: { key: "t", values: ["x"], setBy: { role: "OWNER", teamId: "team_nonsense" } } }],
      {},
      "gates.0.tag.setBy.teamId",
    ],
    [
      "an unknown reporter",
      [{ key: "a", check: { name: "scan", reportedBy: ["prin_nonsense"] } }],
      {},
      "gates.0.check.reportedBy.0",
    ],
    [
      "no bound on groups",
      [{ key: "a", groups: { metric: "r", attribute: "age", minGroupSize: 3 } }],
      {},
      "gates.0.groups",
    ],
    [
      "a ratio that makes no sense",
      [{ key: "a", groups: { metric: "r", attribute: "age", minRatio: 1.5 } }],
      {},
      "gates.0.groups.minRatio",
    ],
    [
      "an attribute with a colon",
      [{ key: "a", groups: { metric: "r", attribute: "a:b", minEach: 1 } }],
      {},
      "gates.0.groups.attribute",
    ],
    ["no reporter", [{ key: "a", check: { name: "scan", reportedBy: [] } }], {}, "gates.0.check.reportedBy"],
    [
      "an age that makes no sense",
      [{ key: "a", check: { name: "scan", reportedBy: ["prin_nonsense"], maxAgeHours: 0 } }],
      {},
      "gates.0.check.maxAgeHours",
    ],
    ["no value", [{ key: "a", tag: { key: "t", values: [] } }], {}, "gates.0.tag.values"],
    [
      "too many globs",
      [{ key: "a", files: { require: Array.from({ length: 51 }, () => "*") } }],
      {},
      "gates.0.files.require",
    ],
    ["fewer bytes than none", [{ key: "a", files: { maxBytes: -1 } }], {}, "gates.0.files.maxBytes"],
    ["a slot that there is not", [metric], { slots: ["Production", "Nowhere"] }, "slots.1"],
    ["a slot that is no alias", [metric], { slots: ["@v7"] }, "slots.0"],
    ["too long a glob", [{ key: "a", files: { forbid: ["x".repeat(201)] } }], {}, "gates.0.files.forbid.0"],
    ["no demand", [{ key: "a", provenance: { commit: false } }], {}, "gates.0.provenance"],
    [
      "an evaluator of no data set",
      [{ key: "a", metric: { key: "auc", min: 1, evaluator: { independent: true } } }],
      {},
      "gates.0.metric.evaluator",
    ],
    ["too many gates", Array.from({ length: 21 }, (_, index) => ({ ...metric, key: `a${index}` })), {}, "gates"],
  ])("with %s is refused, and told where", async (_, gates, more, field) => {
    const { id: model } = await newModel();
    const text = `mutation ($input: CreateApprovalPolicyInput!) { createApprovalPolicy(input: $input) {
      userErrors { code ... on InvalidInputError { field } } } }`;
    const { createApprovalPolicy } = await olga.ask(text, { input: inputOf(model, gates, more) });
    expect(createApprovalPolicy.userErrors).toEqual([{ code: "INVALID_INPUT", field }]);
  });

  it("is loosened by an ADMIN alone while a slot that it guards is held", async () => {
    const { id: model } = await newModel();
    const approvalPolicyId = await guard(model, [champion({ margin: 0.01 })]);
    await request(mia, await scored(model, 0.7), "Production");
    const looser = { approvalPolicyId, gates: [champion()] };
    expect(await olga.refused("updateApprovalPolicy", looser)).toBe("FORBIDDEN");
    expect(await olga.refused("updateApprovalPolicy", { approvalPolicyId, gates: [] })).toBe("INVALID_INPUT");
    await olga.do("updateApprovalPolicy", { approvalPolicyId, gates: [champion({ margin: 0.02 })] });
    await world.admin.do("updateApprovalPolicy", looser);
  });

  it("voids the open requests when it changes or comes", async () => {
    const { id: model } = await newModel();
    const version = await scored(model, 0.7);
    const approvalPolicyId = await guard(model, [fairness()], { requirements: oneReviewer() });
    const first = await request(mia, version, "Production");
    await olga.do("updateApprovalPolicy", { approvalPolicyId, gates: [fairness(), champion()] });
    expect(await read(first.id)).toMatchObject({ state: "VOIDED", cause: 'the policy "proved" was changed' });
    const second = await request(mia, version, "Production");
    await guard(model, [{ key: "from", provenance: { commit: true } }], { name: "further" });
    expect(await read(second.id)).toMatchObject({ state: "VOIDED" });
    expect((await refusal(mia, version)).code).toBe("GATES_FAILED");
  });
});

describe("the database itself", () => {
  const asService = async (text: string, values: unknown[]): Promise<string> => {
    const client = new pg.Client(world.database.runtimeUrl);
    await client.connect();
    try {
      await client.query(text, values);
      return "done";
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.end();
    }
  };

  it("refuses to change what is to be signed, and to apply what has not passed", async () => {
    const { id: model } = await newModel();
    const version = await scored(model, 0.7);
    await guard(model, [fairness()], { requirements: oneReviewer() });
    const { id } = await request(mia, version, "Production");
    const apply = "update transition_request set state = 'APPLIED' where id = $1";
    expect(await asService(apply, [id])).toBe("a gate of a policy was not evaluated, or has not passed");
    await tag(rob, version, "passed");
    for (const change of ["statement = '{}'", "content_digest = 'x'", "gates = '[]'", "phase = 'GATES'"])
      expect(await asService(`update transition_request set ${change} where id = $1`, [id]), change).toBe(
        "what a request asks to be signed is fixed",
      );
  });

  it("forgets who set a tag where a service that does not know it sets another value", async () => {
    const { id: model } = await newModel();
    const version = await scored(model, 0.7);
    await tag(rob, version, "failed");
    await query(
      world.database.superuserUrl,
      `alter table tag disable trigger tag_is_audited;
       update tag set value = 'passed' where subject_id = '${version}';
       alter table tag enable always trigger tag_is_audited`,
    );
    expect(
      await query(world.database.superuserUrl, `select value, set_by from tag where subject_id = '${version}'`),
    ).toEqual([{ value: "passed", set_by: null }]);
  });
});

it("the gates of ten policies hold together", async () => {
  const { id: model, name } = await newModel();
  const bounds = Array.from({ length: 10 }, (_, index) => 0.5 + index / 100);
  for (const min of bounds)
    await guard(model, [{ key: "good", metric: { key: "accuracy", min } }], { name: `at least ${min}` });
  const { gates } = await refusal(mia, await scored(model, 0.585));
  expect(gates.map(({ verdict }: Answer) => verdict).toSorted()).toEqual(["FAILED", ...Array(9).fill("PASSED")]);
  expect(await request(mia, await scored(model, 0.59), "Production")).toMatchObject({ state: "APPLIED" });
  expect(await resolves(mia, `models:/${name}/Production`)).toBe(2);
});

it("forty moves, reports and tags at once leave one holder, which had passed", { tags: "race" }, async () => {
  const { id: model, name } = await newModel();
  const versions = await Promise.all(Array.from({ length: 8 }, (_, index) => scored(model, 0.5 + index / 100)));
  const scanned = { key: "scanned", check: { name: "scan", reportedBy: [rob.id] } };
  await guard(model, [fairness(), scanned, { key: "good", metric: { key: "accuracy", min: 0.525 } }]);
  const report = async (modelVersionId: string, conclusion: string) => {
    const { node } = await rob.ask("query ($id: ID!) { node(id: $id) { ... on ModelVersion { digest } } }", {
      id: modelVersionId,
    });
    const of = { modelVersionId, versionDigest: node.digest, name: "scan" };
    return rob.attempt("reportCheck", { ...of, status: "COMPLETED", conclusion });
  };
  const acts = versions.flatMap((version, index) => [
    () => mia.attempt("requestTransition", { modelVersionId: version, to: "Production", reason: "now" }),
    () => tag(rob, version, index % 3 === 0 ? "failed" : "passed"),
    () => mia.attempt("requestTransition", { modelVersionId: version, to: "Production", reason: "now" }),
    () => report(version, index % 4 === 1 ? "FAILURE" : "SUCCESS"),
    () => tag(ana, version, "passed", "seen"),
  ]);
  const replies = await Promise.all(acts.map((act) => act()));
  expect(replies).toHaveLength(40);
  const text = `query ($name: String!) { registeredModel(name: $name) { versions(first: 20) { nodes { id stage { name } } } } }`;
  const { nodes } = (await mia.ask(text, { name })).registeredModel.versions;
  const holders = nodes.filter((each: Answer) => each.stage.name === "Production");
  expect(holders).toHaveLength(1);
  const moved = nodes
    .filter((each: Answer) => each.stage.name !== "None")
    .map((each: Answer) => versions.indexOf(each.id));
  for (const index of moved)
    expect([index >= 3, index % 3 !== 0, index % 4 !== 1], String(index)).toEqual([true, true, true]);
});

it("who may not read the policy is told what it asks for, and not which it is", async () => {
  const pat = await world.user("pat", { partner: ["CONTRIBUTOR"] });
  const { id: model, name } = await newModel();
  await olga.do("grantAccess", { registeredModelId: model, teamId: world.teamId("partner"), role: "CONTRIBUTOR" });
  const version = await scored(model, 0.7);
  const gates = [{ key: "good", metric: { key: "accuracy", min: 0.9 } }];
  const scope = { teamId: world.teamId("fraud") };
  const made = await olga.do("createApprovalPolicy", { ...inputOf(model, gates), scope }, "approvalPolicy { id }");
  const policy = made.createApprovalPolicy.approvalPolicy.id;
  const text = `mutation ($input: RequestTransitionInput!) { requestTransition(input: $input) {
    userErrors { ... on GatesFailedError { gates { required verdict policy { id } } } } } }`;
  const input = { modelVersionId: version, to: "Production", reason: "it is new" };
  for (const [who, shown] of [
    [pat, null],
    [mia, { id: policy }],
  ] as const) {
    const { requestTransition } = await who.ask(text, { input });
    expect(requestTransition.userErrors, who.handle).toEqual([
      { gates: [{ required: "accuracy at least 0.9", verdict: "FAILED", policy: shown }] },
    ]);
    const answer = await who.get(`/gates?${new URLSearchParams({ model: name, version: "1", to: "Production" })}`);
    expect(((await answer.json()) as Answer).gates[0].policy, who.handle).toBe(shown?.id ?? null);
    const wire = new Mlflow(who);
    const call = { name, version: "1", stage: "Production" };
    const { body } = await wire.refused("POST", "model-versions/transition-stage", call);
    expect(body.gate_results[0].policy, who.handle).toBe(shown?.id ?? null);
  }
  await world.admin.do("retireApprovalPolicy", { approvalPolicyId: policy });
});

describe("GET /gates", () => {
  const gates = async (by: Actor, params: Record<string, string>): Promise<{ status: number; body: Answer }> => {
    const response = await by.get(`/gates?${new URLSearchParams(params)}`);
    return { status: response.status, body: (await response.json()) as Answer };
  };

  it("says what the gates would say, and changes nothing", async () => {
    const { id: model, name } = await newModel();
    await scored(model, 0.7);
    const policy = await guard(model, [fairness(), { key: "good", metric: { key: "accuracy", min: 0.6 } }]);
    const { status, body } = await gates(ana, { model: name, version: "1", to: "production" });
    expect([status, body.passed, body.gates.map((each: Answer) => each.verdict)]).toEqual([
      200,
      false,
      ["PENDING", "PASSED"],
    ]);
    expect(body.gates[1]).toEqual({
      policy,
      key: "good",
      kind: "metric",
      verdict: "PASSED",
      required: "accuracy at least 0.6",
      observed: "accuracy 0.7",
      cause: null,
    });
    expect((await gates(ana, { model: name, version: "1", to: "Staging" })).body).toEqual({ passed: true, gates: [] });
  });

  it("tells strangers and typos apart from nothing", async () => {
    const { name } = await newModel();
    expect((await gates(ana, { model: name, version: "9", to: "Production" })).status).toBe(404);
    expect((await gates(ana, { model: name, version: "99999999999", to: "Production" })).status).toBe(400);
    expect((await gates(ana, { model: name, to: "Production" })).status).toBe(400);
    const hidden = await registerModel(mia, world.teamId("fraud"), `secret-${made}`, { visibility: "TEAM" });
    await scored(hidden, 0.7);
    expect((await gates(rita, { model: `secret-${made}`, version: "1", to: "Production" })).status).toBe(404);
  });
});
