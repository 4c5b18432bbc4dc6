import { describe, expect, it } from "vitest";
import type { SignatureColumn } from "../../src/artifacts/model-signature-rules.js";
import type { Gate } from "../../src/governance/gates/gate.js";
import { judgeGate } from "../../src/governance/gates/gate-rules.js";
import { isLooserGate } from "../../src/governance/gates/gate-strength-rules.js";
import { broken } from "../../src/governance/gates/kinds/signature-compatible-rules.js";
import type { SignatureInputs, SignatureKnown } from "../../src/governance/gates/kinds/signature-rules.js";

/** Gates on what a model takes and gives, as tables. */

const column = (name: string, type: string, more: Partial<SignatureColumn> = {}): SignatureColumn => ({
  name,
  type,
  ...more,
});
const optional = { required: false };
const tensor = (shape: number[], dtype = "float32"): SignatureColumn => ({
  type: "tensor",
  "tensor-spec": { dtype, shape },
});
const list = (type: string): SignatureColumn => column("a", "array", { items: { type } });
const object = (properties: NonNullable<SignatureColumn["properties"]>): SignatureColumn =>
  column("a", "object", { properties });

describe("an input of the champion's", () => {
  it.each<[string, SignatureColumn[], SignatureColumn[], number]>([
    ["stays", [column("a", "long")], [column("a", "long")], 0],
    ["widens from integer to long", [column("a", "integer")], [column("a", "long")], 0],
    ["widens from integer to double", [column("a", "integer")], [column("a", "double")], 0],
    ["widens from float to double", [column("a", "float")], [column("a", "double")], 0],
    ["does not widen from long to float", [column("a", "long")], [column("a", "float")], 1],
    ["does not narrow", [column("a", "double")], [column("a", "long")], 1],
    ["does not become text", [column("a", "long")], [column("a", "string")], 1],
    ["is gone", [column("a", "long")], [], 1],
    ["is gone, and was optional", [column("a", "long", optional)], [], 0],
    ["is required now", [column("a", "long", optional)], [column("a", "long")], 1],
    ["is optional now", [column("a", "long")], [column("a", "long", optional)], 0],
    ["has a further one beside it that is required", [], [column("b", "long")], 1],
    ["has a further one beside it that is optional", [], [column("b", "long", optional)], 0],
    ["has no name, and its place", [{ type: "long" }], [{ type: "double" }], 0],
    ["has a name like what every object has", [column("constructor", "long")], [], 1],
    ["is a tensor of any size", [tensor([-1, 28])], [tensor([-1, -1])], 0],
    ["is a tensor of a given size, and any fits", [tensor([8, 28])], [tensor([-1, 28])], 0],
    ["is a tensor of any size, and one fits", [tensor([-1, 28])], [tensor([8, 28])], 1],
    ["is a tensor of another rank", [tensor([-1, 28])], [tensor([-1])], 1],
    ["is a tensor of another type", [tensor([-1])], [tensor([-1], "float64")], 1],
    ["is a tensor no more", [tensor([-1])], [{ type: "double" }], 1],
    ["is a list that widens", [list("integer")], [list("long")], 0],
    ["is a list that narrows", [list("long")], [list("integer")], 1],
    ["is an object with a further required part", [object({})], [object({ x: { type: "long" } })], 1],
    ["is an object that loses a part", [object({ x: { type: "long" } })], [object({})], 1],
    ["is an object whose part widens", [object({ x: { type: "integer" } })], [object({ x: { type: "long" } })], 0],
  ])("%s", (_, champion, candidate, breaks) =>
    expect(broken({ inputs: champion, outputs: [] }, { inputs: candidate, outputs: [] })).toHaveLength(breaks),
  );
});

describe("an output of the champion's", () => {
  it.each<[string, SignatureColumn[], SignatureColumn[], number]>([
    ["stays", [column("p", "double")], [column("p", "double")], 0],
    ["does not widen", [column("p", "float")], [column("p", "double")], 1],
    ["does not narrow", [column("p", "double")], [column("p", "float")], 1],
    ["is gone", [column("p", "double")], [], 1],
    ["has another beside it", [column("p", "double")], [column("p", "double"), column("q", "long")], 0],
    ["without a name stays alone", [{ type: "long" }], [{ type: "long" }, { type: "long" }], 1],
    ["is a tensor whose size is known now", [tensor([-1, 2])], [tensor([-1, 2])], 0],
    ["is a tensor of another size", [tensor([-1, 2])], [tensor([-1, 3])], 1],
  ])("%s", (_, champion, candidate, breaks) =>
    expect(broken({ inputs: [], outputs: champion }, { inputs: [], outputs: candidate })).toHaveLength(breaks),
  );
});

describe("a signature gate", () => {
  const gate = (mode: "PRESENT" | "COMPATIBLE"): Gate => ({ key: "signed", signature: { mode } });
  const known: SignatureKnown = { sha256: "ab", isRead: true, inputs: 2, outputs: 1, problem: null };
  const inputs = (more: Partial<SignatureInputs> = {}): SignatureInputs => ({
    version: 8,
    candidate: known,
    champion: { id: "mv_7", version: 7, ...known },
    broken: [],
    ...more,
  });
  it.each<[string, "PRESENT" | "COMPATIBLE", SignatureInputs, string]>([
    ["passes with inputs and outputs", "PRESENT", inputs(), "PASSED"],
    ["fails without outputs", "PRESENT", inputs({ candidate: { ...known, outputs: 0 } }), "FAILED"],
    ["fails without an MLmodel", "PRESENT", inputs({ candidate: { ...known, sha256: null, isRead: false } }), "FAILED"],
    ["fails where it cannot be read", "PRESENT", inputs({ candidate: { ...known, problem: "no JSON" } }), "FAILED"],
    ["waits until it has been read", "PRESENT", inputs({ candidate: { ...known, isRead: false } }), "PENDING"],
    ["looks at no champion", "PRESENT", inputs({ broken: ["x"] }), "PASSED"],
    ["passes what is compatible", "COMPATIBLE", inputs(), "PASSED"],
    ["passes without a champion", "COMPATIBLE", inputs({ champion: null }), "PASSED"],
    ["fails what is not", "COMPATIBLE", inputs({ broken: ['the input "a" is gone'] }), "FAILED"],
    [
      "fails where the champion's is unknown",
      "COMPATIBLE",
      inputs({ champion: { id: "mv_7", version: 7, ...known, inputs: 0 } }),
      "FAILED",
    ],
  ])("%s", (_, mode, given, verdict) => expect(judgeGate(gate(mode), given).verdict).toBe(verdict));

  it("is looser where it compares no more", () => {
    expect(isLooserGate(gate("COMPATIBLE"), gate("PRESENT"))).toBe(true);
    expect(isLooserGate(gate("PRESENT"), gate("COMPATIBLE"))).toBe(false);
  });
});
