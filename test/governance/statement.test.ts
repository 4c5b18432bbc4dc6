import { describe, expect, it } from "vitest";
import { type Statement, sealStatement, tagChanged, whatChanged } from "../../src/governance/statement.js";

const statement = (more: Partial<Statement> = {}): Statement => ({
  v: 2,
  model: "churn",
  modelId: "mod_1",
  teamId: "team_fraud",
  modelVersionId: "mv_7",
  version: 7,
  digest: "cc",
  to: "Production",
  from: "Staging",
  displaces: { id: "mv_6", version: 6 },
  policies: [{ id: "pol_1", revision: 3, digest: "dd" }],
  boundTags: [{ key: "risk", model: "low", version: null }],
  ...more,
});

describe("what stopped being true is told", () => {
  it.each<[Partial<Statement>, string | undefined]>([
    [{}, undefined],
    [{ model: "pricing" }, 'the model "churn" is now called "pricing"'],
    [{ teamId: "team_risk" }, "the model now belongs to another team"],
    [{ from: "None" }, "the version left Staging for None"],
    [{ displaces: null }, "Production is now held by no version, not by version 6"],
    [{ displaces: { id: "mv_5", version: 5 } }, "Production is now held by version 5, not by version 6"],
    [
      { archives: [{ id: "mv_1", version: 1 }] },
      "Production is now shared by other versions than those that the move would archive",
    ],
    [{ archives: [] }, undefined],
    [{ digest: "ee" }, "the version's content changed"],
  ])("%j: %s", (more, told) => expect(whatChanged(statement(), statement(more))).toBe(told));

  it("also where no version held the slot", () => {
    const free = statement({ displaces: null });
    expect(whatChanged(free, free)).toBeUndefined();
    expect(whatChanged(free, statement())).toBe("Production is now held by version 6, not by no version");
  });
});

describe("a bound tag changed", () => {
  const tag = (key: string, model: string | null, version: string | null) => ({ key, model, version });
  it.each<[Statement["boundTags"], string | undefined]>([
    [[tag("risk", "low", null)], undefined],
    [[tag("risk", "high", null)], "risk"],
    [[tag("risk", "low", "high")], "risk"],
    [[tag("risk", null, null)], "risk"],
    [[tag("risk", "low", null), tag("more", null, null)], "more"],
    [[], undefined],
  ])("to %j: %s", (boundTags, key) => expect(tagChanged(statement(), statement({ boundTags }))).toBe(key));
});

describe("a statement is sealed", () => {
  it("in one text, whatever the order of what it lists", () => {
    const policies = [
      { id: "pol_2", revision: 1, digest: null },
      { id: "pol_1", revision: 3, digest: "dd" },
    ];
    const boundTags = ["b", "a", "c"].map((key) => ({ key, model: null, version: "x" }));
    const { text, digest } = sealStatement(statement({ policies, boundTags }));
    const turned = statement({ policies: policies.toReversed(), boundTags: boundTags.toReversed() });
    expect(sealStatement(turned)).toEqual({ text, digest });
    const read = JSON.parse(text);
    expect(read.policies.map(({ id }: { id: string }) => id)).toEqual(["pol_1", "pol_2"]);
    expect(read.boundTags.map(({ key }: { key: string }) => key)).toEqual(["a", "b", "c"]);
    expect(read).toMatchObject({ v: 2, model: "churn", displaces: { id: "mv_6", version: 6 } });
    expect(text).not.toContain("archives");
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("with nothing but what it says", () => {
    const more = { displaces: { id: "mv_6", version: 6, secret: 1 } } as never;
    const archives = [{ id: "mv_1", version: 1, secret: 1 }] as never;
    expect(sealStatement(statement({ ...(more as object), archives })).text).not.toContain("secret");
    expect(JSON.parse(sealStatement(statement({ displaces: null, archives })).text)).toMatchObject({
      displaces: null,
      archives: [{ id: "mv_1", version: 1 }],
    });
  });

  it("without a name in the form of before", () => {
    const { v: _, model: __, ...before } = statement();
    expect(JSON.parse(sealStatement(before).text)).not.toHaveProperty("model");
  });
});
