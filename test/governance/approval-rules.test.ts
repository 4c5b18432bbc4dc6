import { describe, expect, it } from "vitest";
import { SYSTEM_PRINCIPAL_ID } from "../../src/db/ids.js";
import {
  countSignatures,
  excludedFrom,
  type HeldPolicy,
  type Parties,
  type Signer,
} from "../../src/governance/approval-rules.js";
import { judgeSigner, type Signing } from "../../src/governance/signer-rules.js";

const policy = (
  requirements: [string, "REVIEWER" | "MAINTAINER" | "OWNER", number][],
  separation: ("REQUESTER" | "AUTHOR")[] = [],
): HeldPolicy => ({
  id: "pol_1",
  name: "two people",
  revision: 1,
  digest: "d",
  requirements: requirements.map(([teamId, role, count]) => ({ teamId, role, count })),
  separationOfDuties: separation,
  boundTags: [],
});

const signer = (
  id: string,
  roles: [string, Signer["roles"][number]["role"], string?][],
  mintedBy: string[] = [],
): Signer => ({
  id,
  kind: "USER",
  roles: roles.map(([teamId, role, by = "admin"]) => ({ teamId, role, grantedBy: [by] })),
  mintedBy,
});

const parties: Parties = { requesters: ["rita"], authors: ["ari"] };

const judge = (policies: HeldPolicy[], signer: Signer, more: Partial<Signing> = {}) =>
  judgeSigner({ verdict: "APPROVE", policies, parties, signer, others: [], ...more });

describe("counting signatures", () => {
  it("fills one place of a policy per person", () => {
    const two = policy([["risk", "REVIEWER", 2]]);
    const ana = signer("ana", [["risk", "REVIEWER"]]);
    expect(countSignatures([two], parties, [ana])).toEqual({ given: [[1]], complete: false });
    expect(countSignatures([two], parties, [ana, signer("bo", [["risk", "REVIEWER"]])]).complete).toBe(true);
  });

  it("does not depend on the order of signatures: the versatile signer makes room", () => {
    const each = policy([
      ["risk", "REVIEWER", 1],
      ["legal", "REVIEWER", 1],
    ]);
    const both = signer("both", [
      ["risk", "REVIEWER"],
      ["legal", "REVIEWER"],
    ]);
    const risk = signer("risk", [["risk", "REVIEWER"]]);
    for (const order of [
      [both, risk],
      [risk, both],
    ])
      expect(countSignatures([each], parties, order).complete).toBe(true);
  });

  it("is complete when every place of every policy is filled, of as many as there are", () => {
    const [risk, legal] = [policy([["risk", "REVIEWER", 1]]), policy([["legal", "REVIEWER", 1]])];
    const ana = signer("ana", [["risk", "REVIEWER"]]);
    expect(countSignatures([risk, legal], parties, [ana])).toEqual({ given: [[1], [0]], complete: false });
    const both = policy([
      ["risk", "REVIEWER", 1],
      ["legal", "REVIEWER", 1],
    ]);
    expect(countSignatures([both], parties, [ana])).toEqual({ given: [[1, 0]], complete: false });
    expect(countSignatures([], parties, [ana])).toEqual({ given: [], complete: true });
  });

  it("by the rule for contributors alone does not count a token that another signer minted", () => {
    const bo = signer("bo", [["risk", "REVIEWER"]], ["zoe"]);
    const zoe = signer("zoe", [["risk", "REVIEWER"]]);
    const rule = { ...policy([["risk", "REVIEWER", 2]]), id: null };
    expect(countSignatures([rule], parties, [bo]).given).toEqual([[1]]);
    expect(countSignatures([rule], parties, [bo, zoe]).given).toEqual([[1]]);
  });

  it("keeps out those whom the policy separates, as lists read it", () => {
    const people = { requesters: ["rita", "boss"], authors: ["ari"] };
    const of = (...duties: ("REQUESTER" | "AUTHOR")[]) => excludedFrom(policy([], duties), people);
    expect([of(), of("REQUESTER"), of("AUTHOR"), of("REQUESTER", "AUTHOR")]).toEqual([
      [],
      ["rita", "boss"],
      ["ari"],
      ["rita", "boss", "ari"],
    ]);
  });

  it("lets one person fill a place in each of several policies", () => {
    const ana = signer("ana", [["risk", "REVIEWER"]]);
    expect(
      countSignatures([policy([["risk", "REVIEWER", 1]]), policy([["risk", "REVIEWER", 1]])], parties, [ana]).complete,
    ).toBe(true);
  });

  it("takes a higher role for a lower one, but not OWNER for REVIEWER", () => {
    const owner = signer("owner", [["risk", "OWNER"]]);
    expect(countSignatures([policy([["risk", "MAINTAINER", 1]])], parties, [owner]).complete).toBe(true);
    expect(countSignatures([policy([["risk", "REVIEWER", 1]])], parties, [owner]).complete).toBe(false);
  });

  it.each([
    ["a service account", { ...signer("bot", [["risk", "REVIEWER"]]), kind: "SERVICE_ACCOUNT" }],
    ["a role the signer gave themself", signer("ana", [["risk", "REVIEWER", "ana"]])],
    ["a token the requester minted", signer("ana", [["risk", "REVIEWER"]], ["rita"])],
    ["a token the author minted", signer("ana", [["risk", "REVIEWER"]], ["ari"])],
    ["the requester, kept out", signer("rita", [["risk", "REVIEWER"]])],
    ["the author, kept out", signer("ari", [["risk", "REVIEWER"]])],
  ])("counts nothing for %s", (_, who) => {
    const one = policy([["risk", "REVIEWER", 1]], ["REQUESTER", "AUTHOR"]);
    expect(countSignatures([one], parties, [who as Signer]).complete).toBe(false);
    expect(judge([one], who as Signer)).toHaveProperty("refusal");
  });

  it("counts nothing for a token that another signer minted, whoever signs first", () => {
    const two = policy([["risk", "REVIEWER", 2]]);
    const ana = signer("ana", [["risk", "REVIEWER"]]);
    const bo = signer("bo", [["risk", "REVIEWER"]], ["ana"]);
    for (const order of [
      [ana, bo],
      [bo, ana],
    ])
      expect(countSignatures([two], parties, order).given).toEqual([[1]]);
  });

  it("says why: FORBIDDEN without a role, SELF_APPROVAL for the requester", () => {
    const one = policy([["risk", "REVIEWER", 1]], ["REQUESTER"]);
    expect(judge([one], signer("zoe", [["risk", "OWNER"]]))).toMatchObject({
      refusal: { code: "FORBIDDEN" },
    });
    expect(judge([one], signer("rita", [["risk", "REVIEWER"]]))).toMatchObject({
      refusal: { code: "SELF_APPROVAL" },
    });
    expect(judge([one], signer("ana", [["risk", "REVIEWER", "ana"]]))).toMatchObject({
      refusal: { code: "CREDENTIAL_NOT_INDEPENDENT" },
    });
  });
});

describe("all who stand behind a request or a version", () => {
  const separate = policy([["risk", "REVIEWER", 1]], ["REQUESTER", "AUTHOR"]);
  const open = policy([["risk", "REVIEWER", 1]]);
  const rule: HeldPolicy = { ...policy([["risk", "REVIEWER", 1]], ["REQUESTER"]), id: null };
  const behind: Parties = { requesters: ["rita", "boss"], authors: ["ari", "uploader"] };
  const reviewer: [string, "REVIEWER"][] = [["risk", "REVIEWER"]];
  const SELF = "SELF_APPROVAL";
  const CREDENTIAL = "CREDENTIAL_NOT_INDEPENDENT";

  it.each<[string, Signer, { separate: string; open: string; rule: string }]>([
    ["nobody of them", signer("ana", reviewer, ["else"]), { separate: "ok", open: "ok", rule: "ok" }],
    ["the requester", signer("rita", reviewer), { separate: SELF, open: "ok", rule: SELF }],
    ["who minted the requester's token", signer("boss", reviewer), { separate: SELF, open: "ok", rule: SELF }],
    ["the author", signer("ari", reviewer), { separate: SELF, open: "ok", rule: "ok" }],
    ["who wrote to the run", signer("uploader", reviewer), { separate: SELF, open: "ok", rule: "ok" }],
    [
      "a token of the requester's",
      signer("ana", reviewer, ["rita"]),
      { separate: CREDENTIAL, open: CREDENTIAL, rule: CREDENTIAL },
    ],
    [
      "a token of the author's",
      signer("ana", reviewer, ["ari"]),
      { separate: CREDENTIAL, open: CREDENTIAL, rule: CREDENTIAL },
    ],
    [
      "a token of the same admin's",
      signer("ana", reviewer, ["boss"]),
      { separate: CREDENTIAL, open: "ok", rule: "ok" },
    ],
    [
      "a token of the uploader's",
      signer("ana", reviewer, ["uploader"]),
      { separate: CREDENTIAL, open: "ok", rule: "ok" },
    ],
    [
      "a token of the service's own",
      signer("ana", reviewer, [SYSTEM_PRINCIPAL_ID]),
      { separate: "ok", open: "ok", rule: "ok" },
    ],
  ])("%s", (_, who, expected) => {
    const codeOf = (each: HeldPolicy, of = behind): string => {
      const judged = judge([each], who, { parties: of });
      const counted = countSignatures([each], of, [who]).complete;
      expect(counted).toBe("role" in judged);
      return "role" in judged ? "ok" : judged.refusal.code;
    };
    expect({ separate: codeOf(separate), open: codeOf(open), rule: codeOf(rule) }).toEqual(expected);
    const served = { requesters: ["rita", SYSTEM_PRINCIPAL_ID], authors: ["ari", SYSTEM_PRINCIPAL_ID] };
    if (who.mintedBy.includes(SYSTEM_PRINCIPAL_ID)) expect(codeOf(separate, served)).toBe("ok");
  });

  it.each<[string, Signer, RegExp]>([
    ["asked", signer("rita", reviewer), /you asked for this move/],
    ["minted what asked", signer("boss", reviewer), /you minted the token that asked/],
    ["made it", signer("ari", reviewer), /you made this version/],
    ["wrote it", signer("uploader", reviewer), /wrote what this version froze/],
    ["token of the requester's admin", signer("ana", reviewer, ["boss"]), /asked for this move.*invitation/],
    ["token of the uploader's", signer("ana", reviewer, ["uploader"]), /stands behind this version.*invitation/],
  ])("is told which rule it was, and what to do: %s", (_, who, words) => {
    const judged = judge([separate], who, { parties: behind });
    expect("refusal" in judged && judged.refusal.message).toMatch(words);
  });
});

describe("signatures that share a hand", () => {
  const reviewer: [string, "REVIEWER"][] = [["risk", "REVIEWER"]];
  const two = policy([["risk", "REVIEWER", 2]]);
  const ana = signer("ana", reviewer, ["boss"]);
  const bo = signer("bo", reviewer, ["boss"]);

  it("count as one person, in either order, and the second is told to ask for an invitation", () => {
    for (const order of [
      [ana, bo],
      [bo, ana],
    ])
      expect(countSignatures([two], parties, order).given).toEqual([[1]]);
    const judged = judge([two], bo, { others: [ana] });
    expect(judged).toMatchObject({
      refusal: { code: "CREDENTIAL_NOT_INDEPENDENT", message: expect.stringMatching(/count as one.*invitation/) },
    });
    expect(judge([two], signer("bo", reviewer), { others: [ana] })).toEqual({ role: "REVIEWER" });
  });

  it("do not when the hand is the service's own", () => {
    const served = [signer("ana", reviewer, [SYSTEM_PRINCIPAL_ID]), signer("bo", reviewer, [SYSTEM_PRINCIPAL_ID])];
    expect(countSignatures([two], parties, served).complete).toBe(true);
  });

  it("leave a rejection to whoever could sign alone", () => {
    expect(judge([two], bo, { verdict: "REJECT", others: [ana] })).toEqual({ role: "REVIEWER" });
  });

  it("take none away that was counted: who fills another place still does", () => {
    const both = policy([
      ["risk", "REVIEWER", 1],
      ["legal", "REVIEWER", 1],
    ]);
    const law = signer("law", [["legal", "REVIEWER"]], ["ana"]);
    const risk = signer("ana", reviewer);
    expect(countSignatures([both], parties, [law]).given).toEqual([[0, 1]]);
    const [given] = countSignatures([both], parties, [law, risk]).given;
    expect((given ?? []).reduce((sum, each) => sum + each, 0)).toBe(1);
  });
});
