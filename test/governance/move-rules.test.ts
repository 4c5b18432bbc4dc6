import { describe, expect, it } from "vitest";
import type { HeldPolicy, Signer } from "../../src/governance/approval-rules.js";
import { boundTagChanged } from "../../src/governance/cause.js";
import { evaluateGate } from "../../src/governance/gates/gate-rules.js";
import {
  type Case,
  contributorsRule,
  emergencyPolicies,
  type GuardingPolicy,
  judgeMove,
  type Move,
  outdated,
  slotsOfAsker,
  slotsTouched,
  statementOf,
  voidedBy,
} from "../../src/governance/move-rules.js";
import { readKept, sealStatement } from "../../src/governance/statement.js";
import { defaultLifecycle } from "../../src/registry/lifecycle-rules.js";

const policy = (id: string, more: Partial<GuardingPolicy> = {}): GuardingPolicy => ({
  id,
  name: `policy ${id}`,
  revision: 1,
  digest: "d".repeat(64),
  requirements: [{ role: "REVIEWER", teamId: "team_risk", count: 1 }],
  separationOfDuties: ["REQUESTER"],
  boundTags: [],
  expiresAfterHours: 168,
  slots: ["Production"],
  gates: [],
  rollbackWithinHours: 168,
  emergency: null,
  ...more,
});

const production = { name: "Production", isStage: true, exclusive: true };
const v6 = { id: "mv_6", version: 6 };

const move = (more: Partial<Move> = {}): Move => {
  const guarding = more.guarding ?? [];
  return {
    model: { id: "mod_1", name: "churn", teamId: "team_fraud" },
    version: { id: "mv_7", version: 7, digest: "c".repeat(64) },
    slot: production,
    from: "Staging",
    holder: v6,
    archives: [],
    guarding,
    policies: guarding.length === 0 ? [contributorsRule("team_fraud")] : guarding,
    boundTags: [],
    gates: [],
    emergency: false,
    ...more,
  };
};

const reviewer = (id: string, teamId = "team_risk", role: "REVIEWER" | "MAINTAINER" = "REVIEWER"): Signer => ({
  id,
  kind: "USER",
  roles: [{ teamId, role, grantedBy: ["olga"] }],
  mintedBy: [],
});

const asked = (of: Move, more: Partial<Case> = {}): Case => ({
  move: of,
  lifecycle: defaultLifecycle,
  request: null,
  mayMove: false,
  parties: { requesters: ["ana"], authors: ["ari"] },
  signers: [],
  gates: [],
  ...more,
});

const signing = { phase: "SIGNATURES", gates: [] } as const;

const inRequest = (then: Move, now: Move, more: Partial<Case> = {}): Case => {
  const statement = statementOf(then);
  return asked(now, { request: { statement, contentDigest: sealStatement(statement).digest, ...signing }, ...more });
};

/** A request that was opened before statements named the model. */
const ofBefore = (then: Move, guarding: readonly GuardingPolicy[], name = then.model.name): Partial<Case> => {
  const statement = statementOf(then, 1);
  return {
    move: { ...then, guarding, model: { ...then.model, name } },
    request: { statement, contentDigest: sealStatement(statement).digest, ...signing },
  };
};

const verdictOf = (of: Case): string => {
  const judged = judgeMove(of);
  return judged.verdict === "REFUSE" ? judged.refusal.code : judged.verdict;
};

describe("a move that is asked for", () => {
  const edges = { ...defaultLifecycle, edges: [{ from: "None", to: "Staging" }] };
  it.each<[string, Case, string]>([
    ["applies where nothing guards it and the caller may move", asked(move(), { mayMove: true }), "APPLY"],
    ["waits where the caller may only ask", asked(move()), "WAIT"],
    ["waits under a policy, whoever asks", asked(move({ guarding: [policy("a")] }), { mayMove: true }), "WAIT"],
    ["is none to where the version is", asked(move({ from: "Production" }), { mayMove: true }), "ALREADY_IN_SLOT"],
    [
      "is none to an alias that it holds",
      asked(move({ from: null, holder: { id: "mv_7", version: 7 } })),
      "ALREADY_IN_SLOT",
    ],
    [
      "is none without an edge",
      asked(move({ guarding: [policy("a")] }), { lifecycle: edges }),
      "TRANSITION_NOT_ALLOWED",
    ],
    ["needs no edge to an alias", asked(move({ from: null }), { lifecycle: edges, mayMove: true }), "APPLY"],
  ])("%s", (_, of, verdict) => expect(verdictOf(of)).toBe(verdict));

  it("names the stages that it may go to", () => {
    const judged = judgeMove(asked(move({ from: "None" }), { lifecycle: edges }));
    expect(judged).toMatchObject({ refusal: { details: { nextStages: ["Staging"] } } });
  });
});

describe("a move that is decided", () => {
  const guarded = move({ guarding: [policy("a")] });
  const signed = { signers: [reviewer("rob")] };
  it.each<[string, Case, string]>([
    ["waits until it is signed", inRequest(guarded, guarded), "WAIT"],
    ["applies once it is signed", inRequest(guarded, guarded, signed), "APPLY"],
    ["is not signed by its requester", inRequest(guarded, guarded, { signers: [reviewer("ana")] }), "WAIT"],
    [
      "waits for a maintainer without a policy",
      inRequest(move(), move(), { signers: [reviewer("mia", "team_fraud", "MAINTAINER")] }),
      "APPLY",
    ],
    ["is void for another holder", inRequest(guarded, { ...guarded, holder: null }, signed), "REQUEST_VOIDED"],
    ["is void from another stage", inRequest(guarded, { ...guarded, from: "None" }, signed), "REQUEST_VOIDED"],
    [
      "is void in another team",
      inRequest(guarded, { ...guarded, model: { ...guarded.model, teamId: "team_x" } }, signed),
      "REQUEST_VOIDED",
    ],
    [
      "is void under a further policy",
      inRequest(guarded, { ...guarded, guarding: [policy("a"), policy("b")] }, signed),
      "REQUEST_VOIDED",
    ],
    [
      "is void under another revision of its policy",
      inRequest(guarded, { ...guarded, guarding: [policy("a", { revision: 2 })] }, signed),
      "REQUEST_VOIDED",
    ],
    ["is void without its policy", inRequest(guarded, { ...guarded, guarding: [] }, signed), "REQUEST_VOIDED"],
    [
      "is void under another name",
      inRequest(guarded, { ...guarded, model: { ...guarded.model, name: "pricing" } }, signed),
      "REQUEST_VOIDED",
    ],
    [
      "keeps the revision, whatever comes, in a request of before",
      { ...inRequest(guarded, guarded, signed), ...ofBefore(guarded, [policy("a", { revision: 2 })]) },
      "APPLY",
    ],
    [
      "keeps the name, whatever comes, in a request of before",
      { ...inRequest(guarded, guarded, signed), ...ofBefore(guarded, guarded.guarding, "pricing") },
      "APPLY",
    ],
    [
      "is void with other content",
      inRequest(guarded, { ...guarded, version: { ...guarded.version, digest: "e".repeat(64) } }, signed),
      "REQUEST_VOIDED",
    ],
    [
      "is void when a bound tag changed",
      inRequest(
        { ...guarded, boundTags: [{ key: "risk", model: "low", version: null }] },
        { ...guarded, boundTags: [{ key: "risk", model: "high", version: null }] },
        signed,
      ),
      "REQUEST_VOIDED",
    ],
    [
      "is void when others share the stage",
      inRequest({ ...guarded, archives: [v6] }, { ...guarded, archives: [v6, { id: "mv_5", version: 5 }] }, signed),
      "REQUEST_VOIDED",
    ],
  ])("%s", (_, of, verdict) => expect(verdictOf(of)).toBe(verdict));

  it("says what stopped being true", () => {
    const judged = judgeMove(inRequest(guarded, { ...guarded, holder: null }, signed));
    expect(judged).toMatchObject({
      refusal: { details: { cause: "Production is now held by no version, not by version 6" } },
    });
  });
});

describe("a move in an emergency", () => {
  const gate = { key: "good", metric: { key: "auc", min: 0.8 } };
  const terms = { requirements: [{ role: "REVIEWER" as const, teamId: "team_risk", count: 1 }], reviewWithinHours: 24 };
  const guarding = [policy("a", { requirements: [], gates: [gate], emergency: terms })];
  const inputs = { model: "churn", version: 7, measured: null };
  const gates = [evaluateGate({ policy: "a", gate }, inputs, "2026-11-30T00:00:00Z")];
  const urgent = move({ guarding, policies: emergencyPolicies(guarding), emergency: true });
  it.each<[string, Case, string]>([
    ["waits for a signature, whoever asks and whatever gates say", asked(urgent, { mayMove: true, gates }), "WAIT"],
    ["applies once it is signed", inRequest(urgent, urgent, { signers: [reviewer("rob")], gates }), "APPLY"],
    ["is none where the version is", asked({ ...urgent, from: "Production" }, { gates }), "ALREADY_IN_SLOT"],
    ["fails its gates if it is none", asked({ ...urgent, emergency: false }, { mayMove: true, gates }), "GATES_FAILED"],
  ])("%s", (_, of, verdict) => expect(verdictOf(of)).toBe(verdict));

  it("says so in its statement, which is as ever otherwise", () => {
    const { emergency, ...rest } = statementOf(urgent);
    expect([emergency, rest]).toEqual([true, statementOf({ ...urgent, emergency: false })]);
    expect(sealStatement(statementOf(urgent)).text).toContain('"emergency":true');
  });
});

it.each<[string, Partial<Move>, string[]]>([
  ["a stage entered and one left", {}, ["Production", "Staging"]],
  ["a stage entered from none", { from: "None" }, ["Production"]],
  ["an alias", { slot: { name: "@a", isStage: false, exclusive: true }, from: null }, ["@a"]],
])("whoever asks must have rights to %s", (_, more, slots) => expect(slotsOfAsker(move(more))).toEqual(slots));

it("to whom a policy is hidden learns neither its name nor the tag that it binds", () => {
  const policyOf = { id: "pol_1", name: "secret rule" };
  const causeOf = (text: string): unknown => voidedBy({ text, policy: policyOf }).details;
  expect(causeOf('the policy "secret rule" was changed')).toEqual({ cause: "a policy that applies has changed" });
  expect(causeOf(boundTagChanged("fairness"))).toEqual({ cause: "a tag that a policy binds has changed" });
  expect(voidedBy({ text: "the version was deleted" })).toMatchObject({
    code: "REQUEST_VOIDED",
    message: "The request is void: the version was deleted.",
    details: { cause: "the version was deleted" },
  });
  const bound = { ...move(), policies: [policy("a"), policy("b", { boundTags: ["risk"] })] };
  const tagged = (value: string): Move => ({
    ...bound,
    guarding: bound.policies,
    boundTags: [{ key: "risk", model: value, version: null }],
  });
  const [then, now] = [tagged("low"), tagged("high")];
  const fixed = { statement: statementOf(then), contentDigest: "d", ...signing };
  expect(outdated(now, fixed)).toEqual({
    text: 'the bound tag "risk" changed',
    policy: { id: "b", name: now.policies[1]?.name },
  });
  expect(outdated({ ...now, guarding: [], policies: [] }, fixed)).toEqual({ text: 'the bound tag "risk" changed' });
});

it.each<[string, Partial<Move>, string[]]>([
  ["entering and leaving", { holder: null }, ["Production", "Staging"]],
  ["displacing into Archived", {}, ["Production", "Staging", "Archived"]],
  ["leaving no stage", { from: "None", holder: null }, ["Production"]],
  [
    "archiving the others of a shared stage",
    { slot: { ...production, exclusive: false }, holder: null, archives: [v6] },
    ["Production", "Staging", "Archived"],
  ],
  ["an alias from another version", { slot: { name: "@a", isStage: false, exclusive: true }, from: null }, ["@a"]],
])("touches the slots of %s", (_, more, touched) => expect(slotsTouched(move(more))).toEqual(touched));

it("reads a request of before back as it was sealed: no digest changes", () => {
  const text =
    '{"boundTags":[{"key":"risk","model":null,"version":"low"}],"digest":"cc","displaces":{"id":"mv_6","version":6},"from":"Staging","modelId":"mod_1","modelVersionId":"mv_7","policies":[{"digest":"dd","id":"pol_1","revision":3}],"teamId":"team_fraud","to":"Production","version":7}';
  const policies: HeldPolicy[] = [{ ...policy("pol_1"), digest: null }].map(
    ({ expiresAfterHours: _, slots: _slots, gates: _gates, rollbackWithinHours: _hours, emergency: _terms, ...held }) =>
      held,
  );
  const kept = readKept({ statement: text, policies });
  expect(sealStatement(kept.statement)).toEqual({
    text,
    digest: "e99e35d58b5e715f6d9ff0a8880695bd39ea2a0c45dc9ae4945a8357cb76c486",
  });
  expect(kept.policies).toEqual(policies);
});
