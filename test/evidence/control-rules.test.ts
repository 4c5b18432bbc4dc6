import { describe, expect, it } from "vitest";
import { judgeControl } from "../../src/evidence/controls/control-rules.js";
import { type KnownThen, keyOfEntry } from "../../src/evidence/controls/known-then.js";
import type { GateResult } from "../../src/governance/gates/gate-rules.js";
import type { Selector } from "../../src/governance/packs/pack.js";

/** What records say of a control, selector by selector. */

const at = "2026-11-30T00:00:00.000000Z";
const gate = (key: string, verdict: string): GateResult =>
  ({ key, kind: "document", verdict, evidence: "e", evaluatedAt: at }) as GateResult;
const move = { id: "treq_1", slot: "Production", appliedAt: at, digest: "d", gates: [], requesters: ["prin_ana"] };
const signed = (principalId: string, more: object = {}) =>
  ({
    id: `dec_${principalId}`,
    requestId: "treq_1",
    principalId,
    verdict: "APPROVE",
    meaning: "APPROVAL",
    role: "REVIEWER",
    mintedBy: [],
    contentDigest: "d",
    at,
    ...more,
  }) as unknown as KnownThen["decisions"][number];
const frozen = {
  authors: ["prin_alf"],
  content: { run: { sourceCommit: "c0ffee" }, datasets: [{}], metrics: [], artifacts: [] },
} as unknown as NonNullable<KnownThen["frozen"]>;
const nothing: KnownThen = {
  version: { id: "mv_1", modelId: "rm_1", name: "churn/7", digest: "v" },
  frozen: null,
  moves: [],
  decisions: [],
  reviews: [],
  documents: [],
  tier: null,
  owners: [],
  intervals: [],
  entries: new Map(),
};
const said = (selector: Selector, then: Partial<KnownThen>): string =>
  judgeControl({ id: "a", title: "A", evidence: [selector] }, { ...nothing, ...then }).state;

const document = {
  id: "doc_1",
  subjectId: "mv_1",
  kind: "CARD",
  revision: 2,
  digest: "r",
  fields: { a: 1, b: "" },
  publishedAt: at,
};
const review = { id: "rev_1", requestId: "treq_1", openedAt: at, decidedAt: null, wasOverdue: false };
const moved = { moves: [move] };
const decided = (...decisions: KnownThen["decisions"][number][]) => ({ ...moved, frozen, decisions });
const gated = (...gates: GateResult[]) => ({ moves: [{ ...move, gates }] });
const entry = { number: 4n, action: "setAlias", at, hash: "h" };

describe.each<[keyof Selector, [string, Selector, Partial<KnownThen>, string][]]>([
  [
    "gate",
    [
      ["passed", { gate: { key: "a" } }, gated(gate("a", "PASSED")), "MET"],
      ["skipped by a rollback", { gate: { key: "a" } }, gated(gate("a", "SKIPPED")), "MET"],
      ["waived", { gate: { key: "a" } }, gated(gate("a", "WAIVED")), "NEEDS_HUMAN"],
      ["failed in an emergency", { gate: { key: "a" } }, gated(gate("a", "FAILED")), "NOT_MET"],
      ["of another key", { gate: { key: "b" } }, gated(gate("a", "PASSED")), "NOT_MET"],
      ["of another kind", { gate: { kind: "tag" } }, gated(gate("a", "PASSED")), "NOT_MET"],
      ["of another slot", { gate: { key: "a", slot: "Staging" } }, gated(gate("a", "PASSED")), "NOT_MET"],
      ["never moved", { gate: { key: "a" } }, {}, "NOT_MET"],
    ],
  ],
  [
    "decision",
    [
      ["by one", { decision: {} }, decided(signed("prin_rita")), "MET"],
      ["by one of two", { decision: { count: 2 } }, decided(signed("prin_rita")), "NOT_MET"],
      ["twice by one", { decision: { count: 2 } }, decided(signed("prin_rita"), signed("prin_rita")), "NOT_MET"],
      ["by two", { decision: { count: 2 } }, decided(signed("prin_rita"), signed("prin_rob")), "MET"],
      [
        "rejected afterwards",
        { decision: {} },
        decided(signed("prin_rita"), signed("prin_rita", { verdict: "REJECT" })),
        "NOT_MET",
      ],
      ["waived only", { decision: {} }, decided(signed("prin_rita", { verdict: "WAIVE" })), "NOT_MET"],
      ["of another meaning", { decision: { meaning: "VALIDATION" } }, decided(signed("prin_rita")), "NOT_MET"],
      ["by another role", { decision: { role: "OWNER" } }, decided(signed("prin_rita")), "NOT_MET"],
      ["by the requester", { decision: { independent: true } }, decided(signed("prin_ana")), "NOT_MET"],
      ["by an author", { decision: { independent: true } }, decided(signed("prin_alf")), "NOT_MET"],
      [
        "by an author's credential",
        { decision: { independent: true } },
        decided(signed("prin_rita", { mintedBy: ["prin_alf"] })),
        "NOT_MET",
      ],
      ["by somebody apart", { decision: { independent: true } }, decided(signed("prin_rita")), "MET"],
      ["of another move", { decision: {} }, decided(signed("prin_rita", { requestId: "treq_0" })), "NOT_MET"],
    ],
  ],
  [
    "document",
    [
      ["there", { document: { kind: "CARD" } }, { documents: [document] }, "MET"],
      ["filled", { document: { kind: "CARD", fields: ["a"] } }, { documents: [document] }, "MET"],
      ["not filled", { document: { kind: "CARD", fields: ["a", "b"] } }, { documents: [document] }, "NOT_MET"],
      ["of another kind", { document: { kind: "PLAN" } }, { documents: [document] }, "NOT_MET"],
      ["not the model's", { document: { kind: "CARD", subject: "MODEL" } }, { documents: [document] }, "NOT_MET"],
    ],
  ],
  [
    "review",
    [
      ["none", { review: {} }, {}, "NEEDS_HUMAN"],
      ["decided", { review: {} }, { reviews: [{ ...review, decidedAt: at }] }, "MET"],
      ["open", { review: {} }, { reviews: [review] }, "NEEDS_HUMAN"],
      ["overdue", { review: {} }, { reviews: [{ ...review, wasOverdue: true }] }, "NOT_MET"],
    ],
  ],
  [
    "snapshot",
    [
      ["frozen", { snapshot: {} }, { frozen }, "MET"],
      ["with what is asked for", { snapshot: { commit: true, dataset: true } }, { frozen }, "MET"],
      ["without metrics", { snapshot: { metrics: true } }, { frozen }, "NOT_MET"],
      ["without files", { snapshot: { files: true } }, { frozen }, "NOT_MET"],
      ["not yet", { snapshot: {} }, {}, "NOT_MET"],
    ],
  ],
  [
    "auditAction",
    [
      [
        "of the version",
        { auditAction: { action: "setAlias" } },
        { entries: new Map([[keyOfEntry("VERSION", "setAlias"), entry]]) },
        "MET",
      ],
      [
        "of the model only",
        { auditAction: { action: "setAlias" } },
        { entries: new Map([[keyOfEntry("MODEL", "setAlias"), entry]]) },
        "NOT_MET",
      ],
      ["none", { auditAction: { action: "setAlias", subject: "MODEL" } }, {}, "NOT_MET"],
    ],
  ],
])("%s", (_, table) => {
  it.each(table)("%s", (__, selector, then, state) => expect(said(selector, then)).toBe(state));
});

it("is NOT_MET by one thing that is missing, whatever else is there; a judgement leaves it to a person at best", () => {
  const tier: Selector = { tier: {} };
  const control = { id: "a", title: "A", judgement: "Whether.", evidence: [{ snapshot: {} }, tier] };
  expect(judgeControl(control, { ...nothing, frozen })).toMatchObject({
    state: "NOT_MET",
    missing: ["nobody had given the model a risk tier"],
    evidence: [{ what: "version", id: "mv_1", digest: "v" }],
  });
  const known = { tier: "LOW", rationale: "", from: at, to: null, setById: "prin_olga" } as const;
  expect(judgeControl(control, { ...nothing, frozen, tier: known }).state).toBe("NEEDS_HUMAN");
  expect(judgeControl({ ...control, evidence: [] }, nothing).state).toBe("NEEDS_HUMAN");
});
