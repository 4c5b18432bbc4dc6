import { describe, expect, it } from "vitest";
import type { HeldPolicy, Requirement, Signer } from "../../src/governance/approval-rules.js";
import { judgeSigner, type Signing } from "../../src/governance/signer-rules.js";

const place = (teamId: string, role: Requirement["role"] = "REVIEWER", count = 1): Requirement => ({
  teamId,
  role,
  count,
});
const policy = (requirements: Requirement[], more: Partial<HeldPolicy> = {}): HeldPolicy => ({
  id: "pol_1",
  name: "two people",
  revision: 1,
  digest: "d",
  requirements,
  separationOfDuties: [],
  boundTags: [],
  ...more,
});
const signer = (id: string, teams: string[] = ["risk"], more: Partial<Signer> = {}): Signer => ({
  id,
  kind: "USER",
  roles: teams.map((teamId) => ({ teamId, role: "REVIEWER", grantedBy: ["admin"] })),
  mintedBy: [],
  ...more,
});

const told = (signing: Partial<Signing>): string => {
  const judged = judgeSigner({
    verdict: "APPROVE",
    policies: [policy([place("risk")])],
    parties: { requesters: ["rita", "boss"], authors: ["ari", "uploader"] },
    signer: signer("ana"),
    others: [],
    ...signing,
  });
  return "role" in judged ? judged.role : `${judged.refusal.code} ${judged.refusal.message}`;
};

const separate = policy([place("risk")], { separationOfDuties: ["REQUESTER", "AUTHOR"] });
const WAY_OUT = "Somebody else with one of the roles that the request names must sign.";
const INVITE =
  "Ask an administrator for an invitation (createInvitation), make a token of your own by it, and sign with that.";

describe("a signature is given in the role of the first policy that it could fill", () => {
  it.each<[string, HeldPolicy[], Signer, string]>([
    ["of one", [policy([place("risk")])], signer("ana"), "REVIEWER"],
    ["of the second", [policy([place("legal")]), policy([place("risk", "VIEWER")])], signer("ana"), "VIEWER"],
    ["of its second place", [policy([place("legal", "OWNER"), place("risk", "VIEWER")])], signer("ana"), "VIEWER"],
  ])("%s", (_, policies, by, role) => expect(told({ policies, signer: by })).toBe(role));
});

describe("a signature that would count for nothing is refused, and told why", () => {
  it.each<[string, Partial<Signing>, string]>([
    [
      "of a service account",
      { signer: signer("bot", ["risk"], { kind: "SERVICE_ACCOUNT" }) },
      "FORBIDDEN Service accounts never sign: a person with one of the roles that the request names must.",
    ],
    [
      "without a role",
      { signer: signer("ana", ["other"]) },
      "FORBIDDEN You hold none of the roles that may sign this request; see its requirements.",
    ],
    [
      "by a role that the signer gave themself",
      {
        policies: [policy([place("legal")]), policy([place("other"), place("risk")])],
        signer: signer("ana", [], { roles: [{ teamId: "risk", role: "REVIEWER", grantedBy: ["ana"] }] }),
      },
      "CREDENTIAL_NOT_INDEPENDENT You gave yourself the role that would sign: another owner must give it.",
    ],
    [
      "of the requester",
      { policies: [separate], signer: signer("rita") },
      `SELF_APPROVAL Separation of duties: you asked for this move. ${WAY_OUT}`,
    ],
    [
      "of who minted the requester's token",
      { policies: [separate], signer: signer("boss") },
      `SELF_APPROVAL Separation of duties: you minted the token that asked for this move. ${WAY_OUT}`,
    ],
    [
      "of the author",
      { policies: [separate], signer: signer("ari") },
      `SELF_APPROVAL Separation of duties: you made this version. ${WAY_OUT}`,
    ],
    [
      "of who wrote to its run",
      { policies: [separate], signer: signer("uploader") },
      `SELF_APPROVAL Separation of duties: you opened its run or wrote what this version froze, or minted a token that did or that made the version. ${WAY_OUT}`,
    ],
    [
      "by a token of the requester's",
      { signer: signer("ana", ["risk"], { mintedBy: ["rita"] }) },
      `CREDENTIAL_NOT_INDEPENDENT Separation of duties: somebody who asked for this move, or minted the token that did minted the token that you sign with, and could have signed with it. ${INVITE}`,
    ],
    [
      "by a token of the author's",
      { signer: signer("ana", ["risk"], { mintedBy: ["ari"] }) },
      `CREDENTIAL_NOT_INDEPENDENT Separation of duties: somebody who stands behind this version minted the token that you sign with, and could have signed with it. ${INVITE}`,
    ],
    [
      "of the author with a token of the requester's: the signer counts first",
      { policies: [separate], signer: signer("ari", ["risk"], { mintedBy: ["rita"] }) },
      `SELF_APPROVAL Separation of duties: you made this version. ${WAY_OUT}`,
    ],
  ])("%s", (_, signing, answer) => expect(told(signing)).toBe(answer));
});

describe("beside other signatures", () => {
  const two = policy([place("risk", "REVIEWER", 2)]);
  const bo = signer("bo");

  it("a token that another signer minted neither approves nor rejects", () => {
    const by = signer("ana", ["risk"], { mintedBy: ["bo"] });
    for (const verdict of ["APPROVE", "REJECT"] as const)
      expect(told({ verdict, policies: [two], signer: by, others: [bo] })).toContain(
        "CREDENTIAL_NOT_INDEPENDENT Another signer of this request minted the token that you sign with: both signatures could be theirs. Ask an",
      );
  });

  it("a shared hand adds nothing to approve with, but rejects", () => {
    const by = signer("ana", ["risk"], { mintedBy: ["chief"] });
    const others = [signer("bo", ["risk"], { mintedBy: ["chief"] })];
    expect(told({ policies: [two], signer: by, others })).toContain(
      "CREDENTIAL_NOT_INDEPENDENT One person had a hand in the token that you sign with and in another signature of this request",
    );
    expect(told({ verdict: "REJECT", policies: [two], signer: by, others })).toBe("REVIEWER");
  });

  it("what adds to one of the policies is taken, though it adds nothing to another", () => {
    const by = signer("ana", ["risk", "legal"], { mintedBy: ["chief"] });
    const others = [signer("bo", ["risk"], { mintedBy: ["chief"] })];
    expect(told({ policies: [two, policy([place("legal")])], signer: by, others })).toBe("REVIEWER");
  });
});
