import { describe, expect, it } from "vitest";
import { buildEntry, linkKindsOf, type NewEntry } from "../../src/audit/entry.js";
import { nameOf } from "../../src/audit/personal.js";
import type { BaseCtx } from "../../src/context.js";
import { newId } from "../../src/db/ids.js";
import { joined } from "../../src/kinds.js";
import { opens, readDisclosure } from "../../verify/disclosure.js";

const [ANA, ROB, MODEL, VERSION, POLICY] = [newId("usr"), newId("usr"), newId("mod"), newId("mv"), newId("pol")];
const kinds = joined();

/** Ana acts by a token, from an address that she has named, or not. */
const ctxOf = (client: Partial<BaseCtx["client"]> = {}): BaseCtx =>
  ({
    principal: { id: ANA, kind: "USER", handle: "ana", displayName: "Ana" },
    access: { roleNames: ["risk:CONTRIBUTOR"] },
    credential: { method: "api-token", id: "tok_1", mintedBy: [ROB] },
    requestId: "ours",
    channel: "graphql",
    client: { ip: "10.0.0.7", agent: "curl", ...client },
    db: { kinds },
  }) as unknown as BaseCtx;

interface Built {
  readonly body: string;
  readonly disclosures: readonly { path: string; category: string; principalId: string; disclosure: string }[];
  readonly subjects: readonly object[];
}

const build = (entry: NewEntry, client: Partial<BaseCtx["client"]> = {}) => {
  const built = buildEntry(ctxOf(client), "doThing", "op_1", entry);
  const { body, disclosures, subjects } = built as unknown as Built;
  const said = Object.fromEntries(
    disclosures.map(({ path, category, principalId, disclosure }) => {
      expect(opens(JSON.parse(body), disclosure)).toBe(true);
      return [path, [principalId, category, readDisclosure(disclosure)?.value]];
    }),
  );
  return { built, body: JSON.parse(body), said, subjects };
};

const anyCommitment = { _c: expect.any(String) };

describe("an entry that says little", () => {
  const { built, body, said, subjects } = build({ stream: VERSION });

  it("names who acted, through which door and by which command; the rest is null", () => {
    expect(body).toEqual({
      v: 2,
      action: "doThing",
      outcome: "ALLOWED",
      op: "op_1",
      actor: {
        id: ANA,
        kind: "USER",
        handle: anyCommitment,
        name: anyCommitment,
        roles: ["risk:CONTRIBUTOR"],
        auth: { method: "api-token", credential: "tok_1", mintedBy: [ROB] },
      },
      subjects: [{ kind: "model_version", id: VERSION, role: "target", label: null }],
      before: null,
      after: null,
      reason: null,
      decision: null,
      request: { id: "ours", channel: "graphql", command: "doThing", ip: anyCommitment, agent: anyCommitment },
    });
  });

  it("says beside what it commits to, and whose that is", () => {
    expect(said).toEqual({
      "/actor/handle": [ANA, "NAME", "ana"],
      "/actor/name": [ANA, "NAME", "Ana"],
      "/request/ip": [ANA, "NETWORK", "10.0.0.7"],
      "/request/agent": [ANA, "NETWORK", "curl"],
    });
  });

  it("goes to the stream of its thing, with a link to it", () => {
    expect(built).toMatchObject({ streamKind: "model_version", streamId: VERSION, actorId: ANA, requestId: "ours" });
    expect(built).toMatchObject({ action: "doThing", outcome: "ALLOWED", opId: "op_1" });
    expect(subjects).toEqual([{ kind: "model_version", id: VERSION, role: "target", label: null }]);
  });
});

describe("an entry that says all", () => {
  const { body, said, subjects } = build(
    {
      stream: VERSION,
      label: "churn/7",
      action: "applyThing",
      outcome: "DENIED",
      subjects: [
        { id: MODEL, role: "model", label: "churn" },
        { id: POLICY, role: "policy", label: "four eyes" },
        { id: ROB, role: "principal", label: "rob" },
        { id: ROB, role: "subject", label: "rob again" },
        { id: MODEL, role: "subject" },
      ],
      before: { stage: "None" },
      after: { stage: "Production", by: nameOf(ROB, "rob") },
      reason: "it is better",
      decision: { code: "FORBIDDEN" },
    },
    { software: "mlflow-python-client/3.17.2", requestId: "theirs" },
  );

  it("holds it, with commitments to the words and to what people are called", () => {
    expect(body).toMatchObject({
      action: "applyThing",
      outcome: "DENIED",
      before: { stage: "None" },
      after: { stage: "Production", by: anyCommitment },
      reason: anyCommitment,
      decision: { code: "FORBIDDEN" },
      request: { id: "ours", clientRequestId: "theirs", client: "mlflow-python-client/3.17.2", command: "doThing" },
    });
    expect(said).toMatchObject({
      "/reason": [ANA, "TEXT", "it is better"],
      "/after/by": [ROB, "NAME", "rob"],
      "/subjects/3/label": [ROB, "NAME", "rob"],
    });
  });

  it("links what it touches once, by the role's list, in its order, and labels no person in clear", () => {
    expect(body.subjects.map(({ kind, label }: { kind: string; label: unknown }) => [kind, label])).toEqual([
      ["model_version", "churn/7"],
      ["registered_model", "churn"],
      ["approval_policy", "four eyes"],
      ["principal", anyCommitment],
      ["registered_model", null],
    ]);
    expect(subjects).toEqual([
      { kind: "model_version", id: VERSION, role: "target", label: "churn/7" },
      { kind: "registered_model.version", id: MODEL, role: "model", label: "churn" },
      { kind: "approval_policy.request", id: POLICY, role: "policy", label: "four eyes" },
      { kind: "principal", id: ROB, role: "principal", label: null },
      { kind: "registered_model", id: MODEL, role: "subject", label: null },
    ]);
  });
});

it("an entry that holds a value of somebody whom it does not name is a fault: it could not be erased", () => {
  const stranger: NewEntry = { stream: VERSION, after: { by: nameOf(ROB, "rob") } };
  expect(() => build(stranger)).toThrow(`an entry holds /after/by of ${ROB}, who is neither its actor nor a subject`);
  expect(() => build({ ...stranger, subjects: [{ id: ROB, role: "principal" }] })).not.toThrow();
});

it("a thing's id stands for its own story and the lists below it; what is no id stands for nothing", () => {
  expect(linkKindsOf(kinds, MODEL)).toEqual(["registered_model", "registered_model.version"]);
  expect(linkKindsOf(kinds, VERSION)[0]).toBe("model_version");
  expect(linkKindsOf(kinds, newId("team"))[0]).toBe("team");
  expect(linkKindsOf(kinds, newId("dec"))).toEqual(["decision"]);
  expect(linkKindsOf(kinds, "nothing")).toEqual([]);
});
