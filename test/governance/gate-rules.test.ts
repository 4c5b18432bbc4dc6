import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChampionInputs } from "../../src/governance/gates/champion-rules.js";
import { improvementOf, reaches } from "../../src/governance/gates/decimal-rules.js";
import { lookIntoManifest } from "../../src/governance/gates/files-rules.js";
import { type Gate, kindOf, storedGate } from "../../src/governance/gates/gate.js";
import { evaluateGate, type GateInputs, inOrder, judgeGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";
import { matchesGlob } from "../../src/governance/gates/glob-rules.js";
import type { Measured } from "../../src/governance/gates/measured.js";
import type { MetricInputs } from "../../src/governance/gates/metric-rules.js";
import type { ProvenanceInputs } from "../../src/governance/gates/provenance-rules.js";
import type { TagInputs } from "../../src/governance/gates/tag-rules.js";
import { gateEvidenceDigest, gateEvidenceText } from "../../verify/gate-evidence.js";

const measured = (value: Measured["value"], more: Partial<Measured> = {}): Measured => ({
  value,
  dataset: { name: "recent", digest: "499ce42d" },
  run: "run_1",
  source: "RECORDED",
  attempts: 1,
  at: "2026-11-30T00:00:00.000000Z",
  ...more,
});

const said = (gate: Gate, inputs: GateInputs): [verdict: string, cause: string | null] => {
  const { verdict, cause } = judgeGate(gate, inputs);
  return [verdict, cause];
};

describe("a metric gate", () => {
  const on = (metric: NonNullable<Gate["metric"]>): Gate => ({ key: "good", metric });
  const bounded = on({ key: "auc", min: 0.8, max: 0.95, dataset: { name: "recent" } });
  const inputs = (value: Measured | null): MetricInputs => ({ model: "churn", version: 8, measured: value });

  it.each<[string, Gate, Measured | null, string]>([
    ["passes between its bounds", bounded, measured(0.9), "PASSED"],
    ["passes at the lower bound", bounded, measured(0.8), "PASSED"],
    ["passes at the upper bound", bounded, measured(0.95), "PASSED"],
    ["fails just below", bounded, measured(0.7999999999999999), "FAILED"],
    ["fails just above", bounded, measured(0.9500000000000001), "FAILED"],
    ["fails for NaN", bounded, measured("NaN"), "FAILED"],
    ["fails for infinity above", bounded, measured("Infinity"), "FAILED"],
    [
      "passes infinity without an upper bound",
      on({ key: "auc", min: 0.8, dataset: { name: "r" } }),
      measured("Infinity"),
      "PASSED",
    ],
    ["waits for an evaluation", bounded, null, "PENDING"],
    ["fails where a frozen metric is missing", on({ key: "auc", min: 0.8 }), null, "FAILED"],
    ["has one bound alone", on({ key: "loss", max: 0.2 }), measured(0.2, { dataset: null }), "PASSED"],
  ])("%s", (_, gate, value, verdict) => expect(said(gate, inputs(value))[0]).toBe(verdict));

  it("says which value it is, and the line that brings what is missing", () => {
    expect(said(bounded, inputs(measured(0.7)))[1]).toBe("auc 0.7 on recent@499ce42d, from 0.8 to 0.95 is required");
    expect(said(bounded, inputs(null))[1]).toBe(
      'version 8 was not evaluated on recent for "auc": run mlflow.evaluate("models:/churn/8", …) on it',
    );
  });
});

describe("a champion gate", () => {
  const on = (champion: Partial<NonNullable<Gate["champion"]>> = {}): Gate => ({
    key: "beats-champion",
    champion: { metric: "accuracy", direction: "HIGHER", dataset: { name: "recent" }, ...champion },
  });
  const inputs = (mine: Measured | null, theirs: Measured | null, sameData = true): ChampionInputs => ({
    model: "churn",
    version: 8,
    candidate: mine,
    champion: { id: "mv_7", version: 7, measured: theirs, sameData },
  });
  const values = (mine: Measured["value"], theirs: Measured["value"]) => inputs(measured(mine), measured(theirs));
  const alone: ChampionInputs = { ...values(0.7, 0.8), champion: null };

  it.each<[string, Gate, ChampionInputs, string]>([
    ["passes where it is better", on(), values(0.82, 0.81), "PASSED"],
    ["fails where it is equal and the margin is zero", on(), values(0.81, 0.81), "FAILED"],
    ["passes at the margin, as decimals", on({ margin: 0.01 }), values(0.82, 0.81), "PASSED"],
    ["fails just short of the margin", on({ margin: 0.01 }), values(0.8199999999, 0.81), "FAILED"],
    ["passes at a negative margin", on({ margin: -0.01 }), values(0.8, 0.81), "PASSED"],
    ["fails below a negative margin", on({ margin: -0.01 }), values(0.7999999999999999, 0.81), "FAILED"],
    ["passes equal with a negative margin", on({ margin: -0.01 }), values(0.81, 0.81), "PASSED"],
    ["takes lower for better", on({ direction: "LOWER" }), values(0.2, 0.3), "PASSED"],
    ["takes lower for better, and fails", on({ direction: "LOWER" }), values(0.3, 0.2), "FAILED"],
    ["measures by the champion's value", on({ margin: 0.1, relative: true }), values(55, 50), "PASSED"],
    ["measures by the champion's value, just short", on({ margin: 0.1, relative: true }), values(54.9, 50), "FAILED"],
    ["measures by its absolute value", on({ margin: 0.1, relative: true }), values(-45, -50), "PASSED"],
    ["measures by its absolute value, just short", on({ margin: 0.1, relative: true }), values(-45.1, -50), "FAILED"],
    ["fails where it is equal to a champion of zero", on({ margin: 0.1, relative: true }), values(0, 0), "FAILED"],
    ["passes equal to zero where it may be worse", on({ margin: -0.1, relative: true }), values(0, 0), "PASSED"],
    ["fails where the candidate is NaN", on(), values("NaN", 0.8), "FAILED"],
    ["fails where the champion is NaN", on(), values(0.8, "NaN"), "FAILED"],
    ["fails where both are infinite", on(), values("Infinity", "Infinity"), "FAILED"],
    [
      "fails by an infinite champion's part",
      on({ margin: 0.1, relative: true }),
      values("Infinity", "-Infinity"),
      "FAILED",
    ],
    ["waits for the candidate's evaluation", on(), inputs(null, measured(0.8)), "PENDING"],
    ["waits for the champion's evaluation", on(), inputs(measured(0.9), null), "PENDING"],
    ["waits for one on the same data", on(), inputs(measured(0.9), measured(0.8), false), "PENDING"],
    ["passes without a champion", on(), alone, "PASSED"],
    ["fails without a champion where it asks for one", on({ without: "FAIL" }), alone, "FAILED"],
  ])("%s", (_, gate, given, verdict) => expect(said(gate, given)[0]).toBe(verdict));

  it("says both values, the margin, and who must be evaluated on what", () => {
    expect(said(on({ margin: 0.005 }), values(0.7, 0.81))[1]).toBe(
      "accuracy 0.7 on recent@499ce42d, version 7 has 0.81, an improvement of 0.005 is required",
    );
    expect(said(on(), inputs(measured(0.9), null))[1]).toBe(
      'version 7 was not evaluated on recent@499ce42d for "accuracy": run mlflow.evaluate("models:/churn/7", …) on it',
    );
    expect(judgeGate(on(), values(0.82, 0.81)).observed).toContain("version 7 has 0.81: 0.01 better");
  });
});

describe("a tag gate", () => {
  const gate = (more: Partial<NonNullable<Gate["tag"]>> = {}): Gate => ({
    key: "fair",
    tag: { key: "fairness_audit", values: ["passed", "waived"], setBy: { role: "REVIEWER" }, ...more },
  });
  const tag = (more: Partial<TagInputs> = {}): TagInputs => ({
    subject: "mv_8",
    value: "passed",
    setBy: "prin_rob",
    setAt: "2026-11-30T00:00:00.000000Z",
    holdsRole: true,
    isIndependent: true,
    ...more,
  });
  it.each<[string, Gate, TagInputs, string]>([
    ["passes", gate(), tag(), "PASSED"],
    ["fails with another value", gate(), tag({ value: "failed" }), "FAILED"],
    ["takes a value with its case", gate(), tag({ value: "Passed" }), "FAILED"],
    ["waits while it is not set", gate(), tag({ value: null, setBy: null, setAt: null }), "PENDING"],
    ["waits where nobody knows who set it", gate(), tag({ setBy: null }), "PENDING"],
    ["waits where the wrong role set it", gate(), tag({ holdsRole: false }), "PENDING"],
    ["waits where the author set it", gate(), tag({ isIndependent: false }), "PENDING"],
    ["waits where the author set another value", gate(), tag({ isIndependent: false, value: "failed" }), "PENDING"],
    ["takes the author's where it says so", gate({ independent: false }), tag({ isIndependent: false }), "PASSED"],
    [
      "takes anybody's where it says so",
      { key: "any", tag: { key: "x", values: ["passed"], independent: false } },
      tag({ setBy: null, holdsRole: false, isIndependent: false }),
      "PASSED",
    ],
  ])("%s", (_, given, inputs, verdict) => expect(said(given, inputs)[0]).toBe(verdict));

  it("says so where nobody knows who set it, whatever it asks of them", () => {
    const { setBy: _, ...anyRole } = gate().tag ?? { key: "", values: [] };
    expect(said({ key: "fair", tag: anyRole }, tag({ setBy: null, isIndependent: false }))[1]).toContain(
      'nobody knows who set the tag "fairness_audit"',
    );
  });
});

describe("a files gate", () => {
  const artifacts = ["MLmodel", "model/weights.safetensors", "code/util/io.py"].map((path, index) => ({
    path,
    sha256: String(index).repeat(64),
    size: String(index * 10),
  }));
  const verdict = (files: NonNullable<Gate["files"]>, of = artifacts): [string, string | null] =>
    said({ key: "files", files }, lookIntoManifest(files, of));
  it.each<[string, NonNullable<Gate["files"]>, string]>([
    ["finds what it requires", { require: ["MLmodel", "**/*.safetensors"] }, "PASSED"],
    ["misses what it requires", { require: ["model_card.md"] }, "FAILED"],
    ["finds what it forbids", { forbid: ["**/*.py"] }, "FAILED"],
    ["finds nothing that it forbids", { forbid: ["**/*.pkl"] }, "PASSED"],
    ["is small enough at the bound", { maxBytes: "30" }, "PASSED"],
    ["is a byte too large", { maxBytes: "29" }, "FAILED"],
  ])("%s", (_, files, expected) => expect(verdict(files)[0]).toBe(expected));

  it("fails where a version has no files, and names the file that is forbidden", () => {
    expect(verdict({ require: ["**"] }, [])[0]).toBe("FAILED");
    expect(verdict({ forbid: ["code/**"] })[1]).toContain("code/util/io.py");
  });

  it("fails rather than hangs where globs and paths would take for ever", () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => ({
      path: `${"a".repeat(900)}${index}`,
      sha256: "0".repeat(64),
      size: "1",
    }));
    const files = { forbid: Array.from({ length: 50 }, () => `${"*a".repeat(99)}b`) };
    const [said, cause] = verdict(files, paths);
    expect([said, cause]).toEqual(["FAILED", expect.stringContaining("too much work")]);
  });
});

it.each<[string, string, boolean]>([
  ["MLmodel", "MLmodel", true],
  ["MLmodel", "model/MLmodel", false],
  ["**/MLmodel", "MLmodel", true],
  ["**/MLmodel", "a/b/MLmodel", true],
  ["*.pkl", "model.pkl", true],
  ["*.pkl", "a/model.pkl", false],
  ["**.pkl", "a/model.pkl", true],
  ["model/*/x", "model/a/x", true],
  ["model/*/x", "model/a/b/x", false],
  ["model/**/x", "model/a/b/x", true],
  ["?.py", "a.py", true],
  ["?.py", "/.py", false],
  ["*a*b", "xaxaxb", true],
  ["*a*b", "xaxax", false],
  ["a*", "a", true],
  ["", "", true],
  ["(a+)+$", "(a+)+$", true],
  ["**/*.p?l", "deep/er/model.pkl", true],
  ["**a/*b", "xa/ya/zb", true],
])("the glob %s matches %s: %s", (glob, path, yes) => expect(matchesGlob(glob, path, { left: 10_000 })).toBe(yes));

it("matches like a slow, plain matcher", () => {
  const slow = (glob: string, path: string): boolean => {
    if (glob === "") return path === "";
    if (glob.startsWith("**")) return slow(glob.slice(2), path) || (path !== "" && slow(glob, path.slice(1)));
    if (glob.startsWith("*"))
      return slow(glob.slice(1), path) || (path !== "" && path[0] !== "/" && slow(glob, path.slice(1)));
    return (
      path !== "" && (glob[0] === path[0] || (glob[0] === "?" && path[0] !== "/")) && slow(glob.slice(1), path.slice(1))
    );
  };
  const text = (of: string) => fc.array(fc.constantFrom(...of), { maxLength: 9 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text("ab/*?"), text("ab/"), (glob, path) => {
      const expected = slow(glob, path) || (glob.startsWith("**/") && slow(glob.slice(3), path));
      expect(matchesGlob(glob, path, { left: 1_000_000 })).toBe(expected);
    }),
    { numRuns: 5_000 },
  );
});

describe("a provenance gate", () => {
  const all: Gate = { key: "from", provenance: { commit: true, trainingData: true, environment: true } };
  const known: ProvenanceInputs = {
    commit: "9fceb02d",
    training: { name: "customers", digest: "a1" },
    environment: { path: "requirements.txt", sha256: "0".repeat(64) },
  };
  it.each<[string, Gate, ProvenanceInputs, string]>([
    ["passes", all, known, "PASSED"],
    ["fails without a commit", all, { ...known, commit: null }, "FAILED"],
    ["fails without training data", all, { ...known, training: null }, "FAILED"],
    ["fails without an environment", all, { ...known, environment: null }, "FAILED"],
    ["asks for nothing else", { key: "from", provenance: { commit: true } }, { ...known, training: null }, "PASSED"],
  ])("%s", (_, gate, inputs, verdict) => expect(said(gate, inputs)[0]).toBe(verdict));
});

describe("numbers are compared as the decimals of their shortest text", () => {
  it.each<[number, number, string]>([
    [0.82, 0.81, "0.01"],
    [0.3, 0.1, "0.2"],
    [1e21, 1, "999999999999999999999"],
    [1e-7, 0, "0.0000001"],
    [5e-324, 0, `0.${"0".repeat(323)}5`],
    [-0, 0, "0"],
    [1, 1.5, "-0.5"],
    [100, 0, "100"],
  ])("%d − %d is %s", (one, other, text) =>
    expect(improvementOf(one, other, { direction: "HIGHER", margin: 0, relative: false }).text).toBe(text),
  );

  it("a number reaches a bound as a number does, but for NaN, which reaches none", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (one, other) => {
        expect(reaches(one, other)).toBe(one >= other);
      }),
    );
    expect([reaches(Number.NaN, 0), reaches(0, Number.NaN)]).toEqual([false, false]);
  });
});

describe("evidence", () => {
  const inputs: MetricInputs = { model: "churn", version: 8, measured: measured(0.9) };
  const gate: Gate = {
    key: "good",
    title: "Good enough",
    metric: { key: "auc", min: 0.8, dataset: { name: "recent" } },
  };

  it("of the same inputs is the same, by whom and whenever it is evaluated, and judged again it says the same", () => {
    const first = evaluateGate({ policy: "pol_1", gate }, inputs, "2026-11-30T00:00:00.000000Z");
    const stored = JSON.parse(JSON.stringify(first)) as typeof first;
    const again = evaluateGate(
      { policy: "pol_2", gate: stored.gate },
      stored.inputs as never,
      "2027-01-01T00:00:00.000000Z",
    );
    expect([again.verdict, again.evidence, again.required]).toEqual([first.verdict, first.evidence, first.required]);
    expect(evaluateGate({ policy: "pol_1", gate }, { ...inputs, version: 9 }, "").evidence).not.toBe(first.evidence);
  });

  const at = "2026-11-30T00:00:00.000000Z";
  const read = { sha256: "ab", isRead: true, inputs: 1, outputs: 1, problem: null };
  const ofKinds: [Gate, GateInputs][] = [
    [
      { key: "tag", tag: { key: "t", values: ["a"] } },
      { subject: "mv_8", value: "a", setBy: "usr_1", setAt: at, holdsRole: true, isIndependent: true },
    ],
    [
      { key: "document", document: { kind: "MODEL_CARD", fields: ["a"] } },
      {
        subject: "mv_8",
        document: { id: "doc_1", revision: 1, digest: "ab", publishedBy: "usr_1", at },
        unfilled: ["a"],
        holdsRole: true,
        isIndependent: true,
        isYoung: true,
      },
    ],
    [
      { key: "signature", signature: { mode: "COMPATIBLE" } },
      { version: 8, candidate: read, champion: { id: "mv_7", version: 7, ...read }, broken: ['the input "a" is gone'] },
    ],
    [{ key: "files", files: { forbid: ["*"] } }, lookIntoManifest({ forbid: ["*"] }, [])],
    [
      { key: "from", provenance: { commit: true } },
      { commit: null, training: null, environment: null },
    ],
  ];
  it.each(ofKinds)(
    "of a gate %j, read back from where it is stored, gives the same verdict and digest",
    (of, found) => {
      const first = evaluateGate({ policy: "pol_1", gate: of }, found, at);
      const stored = JSON.parse(JSON.stringify(first)) as typeof first;
      const again = evaluateGate({ policy: "pol_1", gate: storedGate.parse(stored.gate) }, stored.inputs as never, "");
      expect([again.verdict, again.cause, again.evidence]).toEqual([first.verdict, first.cause, first.evidence]);
    },
  );

  it("comes in one order, whatever order the gates were evaluated in", () => {
    const results = ["b", "a", "c"].flatMap((key) => ["pol_2", "pol_1"].map((policy) => ({ policy, key })));
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: 6 }), (shuffled) => {
        expect(inOrder(shuffled)).toEqual(inOrder(results));
      }),
    );
  });

  it("is as docs/gates.md shows it", () => {
    const docs = readFileSync("docs/gates.md", "utf8");
    const [, text = ""] = /```json\n(\{"gate":.*\})\n```/.exec(docs) ?? [];
    const [, digest = ""] = /has the digest\n\n```text\n([0-9a-f]{64})\n```/.exec(docs) ?? [];
    const shown = JSON.parse(text);
    expect(gateEvidenceText(shown)).toBe(text);
    expect(gateEvidenceDigest(shown)).toBe(digest);
    const result = evaluateGate({ policy: "pol_1", gate: shown.gate }, shown.inputs, "");
    expect([result.kind, result.evidence]).toEqual([kindOf(shown.gate), digest]);
  });
});

describe("a gate under the same key is looser", () => {
  const metric = (more: object): Gate => ({ key: "g", metric: { key: "auc", min: 0.8, ...more } });
  const mostLoss: Gate = { key: "g", metric: { key: "loss", max: 0.2 } };
  const champion = (more: object): Gate => ({ key: "g", champion: { metric: "auc", direction: "HIGHER", ...more } });
  const tag = (more: object): Gate => ({ key: "g", tag: { key: "t", values: ["a", "b"], ...more } });
  const files = (more: object): Gate => ({
    key: "g",
    files: { require: ["a"], forbid: ["b"], maxBytes: "10", ...more },
  });
  const provenance = (...asked: ("commit" | "trainingData" | "environment")[]): Gate => ({
    key: "g",
    provenance: Object.fromEntries(asked.map((each) => [each, true])),
  });
  it.each<[string, Gate, Gate, boolean]>([
    ["never where nothing changes", metric({}), metric({}), false],
    ["with a lower bound", metric({}), metric({ min: 0.7 }), true],
    ["not with a higher bound", metric({}), metric({ min: 0.9 }), false],
    ["without its upper bound", metric({ max: 0.9 }), metric({}), true],
    ["without its lower bound", metric({ max: 0.9 }), metric({ min: undefined, max: 0.9 }), true],
    ["not with the same upper bound alone", mostLoss, mostLoss, false],
    ["not with its first lower bound", mostLoss, { key: "g", metric: { key: "loss", min: 0, max: 0.2 } }, false],
    ["on other data", metric({ dataset: { name: "a" } }), metric({ dataset: { name: "b" } }), true],
    ["without an evaluator", metric({ evaluator: { independent: true } }), metric({}), true],
    ["as another kind", metric({}), tag({}), true],
    ["with a smaller margin", champion({ margin: 0.1 }), champion({}), true],
    ["not with a larger margin", champion({}), champion({ margin: 0.1 }), false],
    ["with a margin of another sort", champion({ margin: 0.1 }), champion({ margin: 0.1, relative: true }), true],
    ["where it passes without a champion", champion({ without: "FAIL" }), champion({}), true],
    ["not where it fails without a champion", champion({}), champion({ without: "FAIL" }), false],
    [
      "not where it still fails without a champion",
      champion({ without: "FAIL" }),
      champion({ without: "FAIL" }),
      false,
    ],
    ["with one value more", tag({}), tag({ values: ["a", "b", "c"] }), true],
    ["not with one value less", tag({}), tag({ values: ["a"] }), false],
    ["where the author may set it", tag({}), tag({ independent: false }), true],
    ["where any role may set it", tag({ setBy: { role: "OWNER" } }), tag({}), true],
    ["not where a role must set it", tag({}), tag({ setBy: { role: "OWNER" } }), false],
    ["with a required file less", files({}), files({ require: [] }), true],
    ["with a forbidden file less", files({}), files({ forbid: [] }), true],
    ["with more bytes", files({}), files({ maxBytes: "11" }), true],
    ["not with fewer bytes", files({}), files({ maxBytes: "9" }), false],
    ["with a higher upper bound", metric({ max: 0.9 }), metric({ max: 0.95 }), true],
    ["not with a lower upper bound", metric({ max: 0.9 }), metric({ max: 0.85 }), false],
    ["in the other direction", champion({}), champion({ direction: "LOWER" }), true],
    ["of another tag", tag({}), tag({ key: "u" }), true],
    ["of the model's tag", tag({}), tag({ subject: "MODEL" }), true],
    ["where another role sets it", tag({ setBy: { role: "OWNER" } }), tag({ setBy: { role: "VIEWER" } }), true],
    ["not where the author may set it no more", tag({ independent: false }), tag({}), false],
    ["not where the author might before", tag({ independent: false }), tag({ independent: false }), false],
    ["without a bound of bytes", files({}), files({ maxBytes: undefined }), true],
    ["not with its first bound of bytes", files({ maxBytes: undefined }), files({}), false],
    ["not with a required file more", files({}), files({ require: ["a", "c"] }), false],
    ["where it asks for less of the record", provenance("commit", "environment"), provenance("commit"), true],
    ["without the training data", provenance("trainingData"), provenance("commit", "environment"), true],
    ["without the commit", provenance("commit"), provenance("trainingData"), true],
    ["not where it asks for more of the record", provenance("commit"), provenance("commit", "trainingData"), false],
  ])("%s", (_, before, after, looser) => expect(isLooserGate(before, after)).toBe(looser));

  const kinds: Gate[] = [
    metric({}),
    champion({}),
    { key: "g", groups: { metric: "auc", attribute: "age", minRatio: 0.8 } },
    tag({}),
    { key: "g", check: { name: "scan", reportedBy: ["sa_1"] } },
    { key: "g", document: { kind: "MODEL_CARD" } },
    { key: "g", signature: { mode: "PRESENT" } },
    files({}),
    provenance("commit"),
  ];
  it.each(kinds.map((gate) => [kindOf(gate), gate] as const))("as any other kind than %s", (kind, gate) => {
    expect(kinds.filter((other) => !isLooserGate(gate, other)).map(kindOf)).toEqual([kind]);
  });
});
