import { describe, expect, it } from "vitest";
import {
  countSignatures,
  type HeldPolicy,
  judgeSigner,
  type Parties,
  type Signer,
} from "../../src/governance/approval-rules.js";

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
    expect(judgeSigner([one], parties, who as Signer, [])).toHaveProperty("refusal");
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
    expect(judgeSigner([one], parties, signer("zoe", [["risk", "OWNER"]]), [])).toMatchObject({
      refusal: { code: "FORBIDDEN" },
    });
    expect(judgeSigner([one], parties, signer("rita", [["risk", "REVIEWER"]]), [])).toMatchObject({
      refusal: { code: "SELF_APPROVAL" },
    });
    expect(judgeSigner([one], parties, signer("ana", [["risk", "REVIEWER", "ana"]]), [])).toMatchObject({
      refusal: { code: "CREDENTIAL_NOT_INDEPENDENT" },
    });
  });
});
