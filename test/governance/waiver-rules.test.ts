import { expect, it } from "vitest";
import { barOf, type HeldPolicy, type Parties, type Signer } from "../../src/governance/approval-rules.js";
import { evaluateGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";
import { type GivenWaiver, waiverRule, withWaivers } from "../../src/governance/waivers/waiver-rules.js";
import { gateEvidenceDigest } from "../../verify/gate-evidence.js";

const gate = { key: "good", metric: { key: "auc", min: 0.8 }, waivableBy: [{ role: "REVIEWER" as const, count: 1 }] };
const policy: HeldPolicy = {
  id: "pol_1",
  name: "proved",
  revision: 1,
  digest: null,
  requirements: [],
  separationOfDuties: ["REQUESTER", "AUTHOR"],
  boundTags: [],
};
const parties: Parties = { requesters: ["req"], authors: ["aut"] };
const result = (value: number | null, of = gate) =>
  evaluateGate(
    { policy: "pol_1", gate: of },
    {
      model: "churn",
      version: 8,
      measured: value === null ? null : { value, dataset: null, run: null, source: "FROZEN", attempts: 1, at: null },
    },
    "2026-11-30T00:00:00Z",
  );
const failing = result(0.7);

const person = (id: string, more: Partial<Signer> = {}): Signer => ({
  id,
  kind: "USER",
  mintedBy: [],
  roles: [{ teamId: "fraud", role: "REVIEWER", grantedBy: ["admin"] }],
  ...more,
});
const given = (by: Signer, more: Partial<GivenWaiver> = {}): GivenWaiver => ({
  ...by,
  decision: `dec_${by.id}`,
  policy: "pol_1",
  key: "good",
  observed: failing.observed,
  role: "REVIEWER",
  at: "2026-11-30T01:00:00Z",
  reason: "known",
  contentDigest: "d",
  ...more,
});
const asked = [{ policy: "pol_1", key: "good", reason: "known" }];

it.each<[string, readonly GivenWaiver[], number, string]>([
  ["nobody has waived", [], 1, "PENDING"],
  ["a reviewer has", [given(person("rita"))], 1, "WAIVED"],
  ["one of two has", [given(person("rita"))], 2, "PENDING"],
  ["both of two have", [given(person("rob")), given(person("rita"))], 2, "WAIVED"],
  ["two have by one hand", [given(person("rob")), given(person("rita", { mintedBy: ["rob"] }))], 2, "PENDING"],
  ["the requester has", [given(person("req"))], 1, "PENDING"],
  ["an author has", [given(person("aut"))], 1, "PENDING"],
  ["a credential of the requester's has", [given(person("rita", { mintedBy: ["req"] }))], 1, "PENDING"],
  ["whoever has lost the role has", [given(person("rita", { roles: [] }))], 1, "PENDING"],
  ["a service account has", [given(person("bot", { kind: "SERVICE_ACCOUNT" }))], 1, "PENDING"],
  ["it was for another value", [given(person("rita"), { observed: "auc 0.75" })], 1, "PENDING"],
  ["it was of another gate", [given(person("rita"), { key: "fair" })], 1, "PENDING"],
  ["it was of another policy", [given(person("rita"), { policy: "pol_2" })], 1, "PENDING"],
])("a failing gate of which the waiver is asked for, when %s, is %s", (_, waivers, count, verdict) => {
  const waivable = { ...gate, waivableBy: [{ role: "REVIEWER" as const, count }] };
  const rule = waiverRule(policy, waivable, "fraud");
  const said = withWaivers(result(0.7, waivable), { rule, parties, waivers: { asked, given: waivers } });
  expect(said.verdict).toBe(verdict);
  const { kind, required, observed, inputs, waiver = null } = said;
  expect(said.evidence).toBe(gateEvidenceDigest({ kind, gate: waivable, required, observed, inputs, verdict, waiver }));
});

it("a gate that waits for an input is waived by whoever may, asked for or not", () => {
  const waivable = { ...gate, waivableBy: [{ role: "REVIEWER" as const, count: 1 }] };
  const waiting = { ...result(0.7, waivable), verdict: "PENDING" as const, observed: null };
  const rule = waiverRule(policy, waivable, "fraud");
  const saidWith = (waivers: readonly GivenWaiver[]): string =>
    withWaivers(waiting, { rule, parties, waivers: { asked: [], given: waivers } }).verdict;
  expect([saidWith([]), saidWith([given(person("rita"), { observed: null })])]).toEqual(["PENDING", "WAIVED"]);
});

it("a waiver that is not asked for saves no failing gate; one that is given does nothing to one that passes", () => {
  const rule = waiverRule(policy, gate, "fraud");
  const none = { rule, parties, waivers: { asked: [], given: [] } };
  expect(withWaivers(failing, none)).toBe(failing);
  const passing = result(0.9);
  const all = { rule, parties, waivers: { asked, given: [given(person("rita"), { observed: passing.observed })] } };
  expect(withWaivers(passing, all)).toBe(passing);
  expect(withWaivers(failing, { ...all, rule: waiverRule(policy, { key: "good" }, "fraud") })).toBe(failing);
});

it("the order in which waivers came does not matter", () => {
  const waivable = { ...gate, waivableBy: [{ role: "REVIEWER" as const, count: 2 }] };
  const rule = waiverRule(policy, waivable, "fraud");
  const [one, other] = [given(person("rita")), given(person("rob"))];
  const say = (all: GivenWaiver[]) =>
    withWaivers(result(0.7, waivable), { rule, parties, waivers: { asked, given: all } });
  expect(say([one, other])).toEqual(say([other, one]));
});

it("nobody both waives a gate of a policy and signs under it, whose ever hand it is", () => {
  const waivers = [given(person("rita"))];
  const bar = (of: HeldPolicy, signer: Signer) => barOf(of, { ...parties, waivers }, signer);
  expect(bar(policy, person("rita"))).toEqual({ duty: "WAIVER", through: "SIGNER" });
  expect(bar(policy, person("rob", { mintedBy: ["rita"] }))).toEqual({ duty: "WAIVER", through: "CREDENTIAL" });
  expect(bar(policy, person("rob"))).toBeUndefined();
  expect(bar({ ...policy, id: "pol_2" }, person("rita"))).toBeUndefined();
});

it("to let somebody waive a gate, or others, loosens it; to let nobody any more does not", () => {
  const { waivableBy, ...strict } = gate;
  expect(isLooserGate(strict, gate)).toBe(true);
  expect(isLooserGate(gate, strict)).toBe(false);
  expect(isLooserGate(gate, { ...gate, waivableBy: [...waivableBy] })).toBe(false);
  expect(isLooserGate(gate, { ...gate, waivableBy: [{ role: "VIEWER", count: 1 }] })).toBe(true);
});
