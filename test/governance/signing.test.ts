import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canonicalJson } from "../../verify/canonical-json.js";
import { checkEvidence } from "../../verify/check-evidence.js";
import { sha256 } from "../../verify/sha256.js";
import type { Actor, Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { addVersion, approvalRefused, registerModel, request } from "../support/registry.js";
import { deviceKey, fileKey, type TestKey } from "../support/ssh.js";
import { actorFor, openWorld, type World } from "../support/world.js";

let world: World;
let superuser: pg.Client;
let mia: Actor, olga: Actor, rita: Actor, rob: Actor, ada: Actor;

beforeAll(async () => {
  world = await openWorld();
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
  ada = await world.user("ada");
  await world.admin.do("grantOrganizationRole", { principalId: ada.id, role: "ADMIN" });
});
afterAll(async () => {
  await superuser?.end();
  await world?.close();
});

let made = 0;
/** A request for a model whose policy wants signatures of this strength. */
const wanted = async (signing: string, more: object = {}): Promise<Answer> => {
  const model = await registerModel(mia, world.teamId("fraud"), `signed-${++made}`, { visibility: "ORGANIZATION" });
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    signing,
    ...more,
  });
  return request(mia, await addVersion(mia, model), "Production");
};
const begin = async (by: Actor): Promise<Answer> =>
  (await by.do("beginSigningKey", { kind: "SSH", name: "laptop" }, "challenge { id text command }")).beginSigningKey
    .challenge;
/** Registers a key; answers its id. */
const registered = async (by: Actor, key: TestKey): Promise<string> => {
  const { id: challengeId, text } = await begin(by);
  const input = { challengeId, ssh: key.sign(text, "countersign-key") };
  return (await by.do("registerSigningKey", input, "signingKey { id }")).registerSigningKey.signingKey.id;
};
const confirmed = async (by: Actor, key: TestKey): Promise<string> => {
  const signingKeyId = await registered(by, key);
  await ada.do("confirmSigningKey", { signingKeyId });
  return signingKeyId;
};
const prepare = async (by: Actor, open: Answer, signingKeyId: string, more: object = {}): Promise<Answer> =>
  (
    await by.do(
      "prepareSignature",
      { transitionRequestId: open.id, verdict: "APPROVE", signingKeyId, ...more },
      "signatureRequest { id statement digest words command expiresAt }",
    )
  ).prepareSignature.signatureRequest;
const signed = (asked: Answer, key: TestKey, flags?: number) => ({
  signatureRequestId: asked.id,
  ssh: key.sign(asked.statement, "countersign-approval", flags),
});
const approval = (open: Answer, more: object = {}) => ({
  transitionRequestId: open.id,
  contentDigest: open.contentDigest,
  ...more,
});
const SIGNED = `transitionRequest { state }
  decision { id printedName signature { kind keyFingerprint userVerified statement } }`;
const DETAILS = `query ($id: ID!) { transitionRequest(id: $id) { statement } }`;

it("a reviewer registers a key, an administrator confirms it, and what they sign applies the move", async () => {
  const open = await wanted("OWN_KEY");
  const key = fileKey();
  expect(await approvalRefused(rita, open)).toBe("SIGNATURE_REQUIRED");
  const signingKeyId = await confirmed(rita, key);
  const asked = await prepare(rita, open, signingKeyId, { comment: "it's fine" });
  const told = JSON.parse(asked.statement);
  const { transitionRequest } = await rita.ask(DETAILS, { id: open.id });
  expect(told).toMatchObject({
    v: 1,
    type: "countersign-approval",
    request: open.id,
    contentDigest: open.contentDigest,
    verdict: "APPROVE",
    meaning: "APPROVAL",
    comment: "it's fine",
    signer: { id: rita.id, printedName: "The rita" },
  });
  expect(Date.parse(told.expiresAt) - Date.parse(told.issuedAt)).toBe(300_000);
  expect(canonicalJson(told)).toBe(asked.statement);
  expect(canonicalJson(told.statement)).toBe(transitionRequest.statement);
  expect(sha256(asked.statement)).toBe(asked.digest);
  expect(asked.words).toContain("The rita will approve the move of version 1");
  const signature = signed(asked, key);
  const answer = await rita.do("approveTransition", approval(open, { comment: "it's fine", signature }), SIGNED);
  const { transitionRequest: applied, decision } = answer.approveTransition;
  expect(applied.state).toBe("APPLIED");
  expect(decision.signature).toEqual({
    kind: "SSH",
    keyFingerprint: told.key,
    userVerified: false,
    statement: asked.statement,
  });
  const exported = await (await world.admin.get(`/evidence?model=signed-${made}&version=1`)).text();
  expect(exported).toContain('\\"signing\\":\\"OWN_KEY\\"');
  expect((await checkEvidence(exported.split("\n").slice(0, -1))).findings).toEqual([]);
  // The entry holds digest, signature and key; the statement's text is a commitment that a NAME disclosure opens.
  const { rows } = await superuser.query<{ body: string; id: string }>(
    "select id, body from audit.entry where action = 'approveTransition' and outcome = 'ALLOWED' order by id desc limit 1",
  );
  const body = JSON.parse(rows[0]?.body ?? "");
  expect(body.after.signature).toMatchObject({ digest: asked.digest, fingerprint: told.key, ssh: signature.ssh });
  expect(Object.keys(body.after.signature.statement)).toEqual(["_c"]);
  const { rows: disclosed } = await superuser.query(
    "select category from audit.disclosure where entry_id = $1 and principal_id = $2 and disclosure is not null",
    [rows[0]?.id, rita.id],
  );
  expect(disclosed.filter(({ category }) => category === "NAME").length).toBeGreaterThanOrEqual(3);
});

it("the command signs when it is pasted into a shell", async () => {
  const open = await wanted("OWN_KEY");
  const key = fileKey();
  const { statement, command } = await prepare(rita, open, await confirmed(rita, key), {
    comment: 'it\'s 100% "ok"\n',
  });
  const home = mkdtempSync(join(tmpdir(), "countersign-paste-"));
  try {
    writeFileSync(
      join(home, "ssh-keygen"),
      `#!/bin/sh\nprintf '%s|' "$@" >"${home}/arguments"\ncat >"${home}/message"\n`,
    );
    chmodSync(join(home, "ssh-keygen"), 0o700);
    const env = { PATH: `${home}:/usr/bin:/bin`, HOME: "/home/me" };
    execFileSync("sh", ["-c", command], { env });
    expect(readFileSync(join(home, "message"), "utf8")).toBe(statement);
    expect(readFileSync(join(home, "arguments"), "utf8")).toBe(
      "-Y|sign|-n|countersign-approval|-f|/home/me/.ssh/id_ed25519|",
    );
  } finally {
    rmSync(home, { recursive: true });
  }
});

it("a key is registered by whoever holds it, once, and confirmed by nobody who has a hand in it", async () => {
  const key = fileKey();
  const challenge = await begin(rob);
  const answer = { challengeId: challenge.id, ssh: key.sign(challenge.text, "countersign-key") };
  const wrong = { challengeId: challenge.id, ssh: key.sign(challenge.text, "countersign-approval") };
  expect(await rob.refused("registerSigningKey", wrong)).toBe("SIGNATURE_INVALID");
  expect(await rob.refused("registerSigningKey", { ...wrong, ssh: "nonsense" })).toBe("SIGNATURE_INVALID");
  expect(await rita.refused("registerSigningKey", answer)).toBe("NOT_FOUND");
  const modelIds = [await registerModel(mia, world.teamId("fraud"), "elsewhere", { visibility: "ORGANIZATION" })];
  const narrow = await actorFor(rob, rob.id, "rob", { modelIds });
  expect(await narrow.refused("registerSigningKey", answer)).toBe("FORBIDDEN");
  const { registerSigningKey } = await rob.do("registerSigningKey", answer, "signingKey { id fingerprint }");
  const signingKeyId = registerSigningKey.signingKey.id;
  const again = await begin(rita);
  const taken = { challengeId: again.id, ssh: key.sign(again.text, "countersign-key") };
  expect(await rita.refused("registerSigningKey", taken)).toBe("CONFLICT");
  expect(await rob.refused("confirmSigningKey", { signingKeyId })).toBe("FORBIDDEN");
  expect(await rita.refused("confirmSigningKey", { signingKeyId })).toBe("NOT_FOUND");
  // An administrator's own key, and one that was registered with a token that they minted.
  const own = await registered(ada, fileKey());
  expect(await ada.refused("confirmSigningKey", { signingKeyId: own })).toBe("SELF_APPROVAL");
  const minted = await actorFor(ada, rob.id, "rob");
  const theirs = await registered(minted, fileKey());
  expect(await ada.refused("confirmSigningKey", { signingKeyId: theirs })).toBe("CREDENTIAL_NOT_INDEPENDENT");
  const open = await wanted("OWN_KEY");
  const input = { transitionRequestId: open.id, verdict: "APPROVE", signingKeyId };
  expect(await rob.refused("prepareSignature", input)).toBe("SIGNATURE_INVALID");
  await ada.do("confirmSigningKey", { signingKeyId });
  await prepare(rob, open, signingKeyId);
  const { signingKeys } = await rob.ask("{ signingKeys { nodes { id owner { id } confirmedBy { id } } } }");
  expect(signingKeys.nodes.find(({ id }) => id === signingKeyId)).toMatchObject({
    owner: { id: rob.id },
    confirmedBy: { id: ada.id },
  });
  expect((await mia.ask("{ signingKeys { nodes { id } } }")).signingKeys.nodes).toEqual([]);
});

it("a signature counts for its own words, request, key and time, and once", async () => {
  const [open, other] = [await wanted("OWN_KEY"), await wanted("OWN_KEY")];
  const [key, foreign] = [fileKey(), fileKey()];
  const signingKeyId = await confirmed(rita, key);
  const asked = await prepare(rita, open, signingKeyId, { comment: "good" });
  const signature = signed(asked, key);
  const refused = (more: object, to = open): Promise<string> =>
    rita.refused("approveTransition", approval(to, { comment: "good", signature, ...more }));
  expect(await refused({ comment: "better" })).toBe("SIGNATURE_INVALID");
  expect(await refused({ meaning: "REVIEW" })).toBe("SIGNATURE_INVALID");
  expect(await refused({}, other)).toBe("NOT_FOUND");
  expect(await refused({ signature: signed(asked, foreign) })).toBe("SIGNATURE_INVALID");
  expect(await refused({ signature: signed({ ...asked, statement: `${asked.statement} ` }, key) })).toBe(
    "SIGNATURE_INVALID",
  );
  const rejection = { transitionRequestId: open.id, comment: "good", signature };
  expect(await rita.refused("rejectTransition", rejection)).toBe("SIGNATURE_INVALID");
  expect(await rob.refused("approveTransition", approval(open, { comment: "good", signature }))).toBe("NOT_FOUND");
  expect((await rob.ask(`{ signatureRequest(id: "${asked.id}") { id } }`)).signatureRequest).toBeNull();
  await superuser.query("alter table signature_request disable trigger user");
  await superuser.query(
    "update signature_request set issued_at = issued_at - interval '6 minutes', expires_at = expires_at - interval '6 minutes' where id = $1",
    [asked.id],
  );
  for (const name of ["is_audited", "is_noted", "no_truncate", "stays"])
    await superuser.query(`alter table signature_request enable always trigger signature_request_${name}`);
  expect(await refused({})).toBe("SIGNATURE_INVALID");
  const late = await prepare(rita, open, signingKeyId, { comment: "good" });
  await rita.do("revokeSigningKey", { signingKeyId, reason: "lost" });
  expect(await refused({ signature: signed(late, key) })).toBe("SIGNATURE_INVALID");
});

it("two decisions with one signature at once are one", { tags: "race" }, async () => {
  const open = await wanted("OWN_KEY", {
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 2 }],
  });
  const key = fileKey();
  const signingKeyId = await confirmed(rita, key);
  const signature = signed(await prepare(rita, open, signingKeyId), key);
  const both = await Promise.all(
    [1, 2].map(() => rita.do("approveTransition", approval(open, { signature }), "decision { id }")),
  );
  expect(new Set(both.map(({ approveTransition }) => approveTransition.decision.id)).size).toBe(1);
  // Revoking spares what was signed before: the second reviewer's signature completes it.
  await ada.do("revokeSigningKey", { signingKeyId, reason: "she lost it" });
  const reused = approval(open, { comment: "once more", signature });
  const again = await rita.attempt("approveTransition", reused, "decision { id }");
  expect(again.data?.approveTransition.userErrors).toMatchObject([
    {
      code: "SIGNATURE_INVALID",
      message: "This signature was given to a decision already: prepare another one.",
    },
  ]);
  const [ended] = await entriesOf(world.admin, { action: "revokeSigningKey", subjectId: signingKeyId });
  expect(ended).toMatchObject({ before: { revoked: false }, after: { revoked: true } });
  const his = fileKey();
  const asked = await prepare(rob, open, await confirmed(rob, his));
  const answer = await rob.do("approveTransition", approval(open, { signature: signed(asked, his) }), SIGNED);
  expect(answer.approveTransition.transitionRequest.state).toBe("APPLIED");
});

it("USER_VERIFIED takes a device that verified its user, and nothing less", async () => {
  const open = await wanted("USER_VERIFIED");
  const [key, plainKey] = [deviceKey(), fileKey()];
  const plain = await prepare(rita, open, await confirmed(rita, plainKey));
  const weak = approval(open, { signature: signed(plain, plainKey) });
  expect(await rita.refused("approveTransition", weak)).toBe("SIGNATURE_REQUIRED");
  const asked = await prepare(rita, open, await confirmed(rita, key));
  expect(asked.command).toContain("id_ed25519_sk");
  const touched = approval(open, { signature: signed(asked, key, 1) });
  expect(await rita.refused("approveTransition", touched)).toBe("SIGNATURE_REQUIRED");
  const { approveTransition } = await rita.do(
    "approveTransition",
    approval(open, { signature: signed(asked, key) }),
    SIGNED,
  );
  expect(approveTransition.decision.signature.userVerified).toBe(true);
});

it("a rejection is signed, too, and the database itself wants it", async () => {
  const open = await wanted("OWN_KEY");
  const key = fileKey();
  const signingKeyId = await confirmed(rita, key);
  const rejection = { transitionRequestId: open.id, comment: "no" };
  expect(await rita.refused("rejectTransition", rejection)).toBe("SIGNATURE_REQUIRED");
  const no = await prepare(rita, open, signingKeyId, { verdict: "REJECT", comment: "no" });
  await rita.do("rejectTransition", { ...rejection, signature: signed(no, key) });
  await expect(
    superuser.query(
      `insert into decision (id, request_id, principal_id, verdict, printed_name, role, meaning, at, content_digest, auth_method)
       values ('dec_x', $1, $2, 'APPROVE', 'x', 'REVIEWER', 'APPROVAL', now(), 'x', 'jwt')`,
      [open.id, rita.id],
    ),
  ).rejects.toThrow("wants this decision signed");
});

it("a waiver is signed for its own gate", async () => {
  const model = await registerModel(mia, world.teamId("fraud"), `signed-${++made}`, { visibility: "ORGANIZATION" });
  const reviewer = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }];
  const policy = { name: "measured", scope: { registeredModelId: model }, slots: ["Production"], requirements: [] };
  const gates = [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: reviewer }];
  const { createApprovalPolicy } = await olga.do(
    "createApprovalPolicy",
    { ...policy, gates, signing: "OWN_KEY" },
    "approvalPolicy { id signing }",
  );
  const { id: policyId, signing } = createApprovalPolicy.approvalPolicy;
  expect(signing).toBe("OWN_KEY");
  const version = await addVersion(mia, model, { metrics: [{ key: "accuracy", value: 0.1 }] });
  const waivers = [{ policyId, gateKey: "good", reason: "the data are known to be bad" }];
  const open = await request(mia, version, "Production", { waivers });
  const waiver = { ...approval(open), policyId, gateKey: "good", reason: "I looked" };
  const key = fileKey();
  const signingKeyId = await confirmed(rita, key);
  expect(await rita.refused("waiveGate", waiver)).toBe("SIGNATURE_REQUIRED");
  const said = { verdict: "WAIVE", comment: "I looked" };
  const other = await prepare(rita, open, signingKeyId, { ...said, gate: { policyId, gateKey: "better" } });
  expect(await rita.refused("waiveGate", { ...waiver, signature: signed(other, key) })).toBe("SIGNATURE_INVALID");
  const asked = await prepare(rita, open, signingKeyId, { ...said, gate: { policyId, gateKey: "good" } });
  const { waiveGate } = await rita.do(
    "waiveGate",
    { ...waiver, signature: signed(asked, key) },
    "decision { gateKey signature { kind } }",
  );
  expect(waiveGate.decision).toMatchObject({ gateKey: "good", signature: { kind: "SSH" } });
});

it("words that were said unsigned are signed afterwards: a waiver, a review's verdict", async () => {
  const model = await registerModel(mia, world.teamId("fraud"), `signed-${++made}`, { visibility: "ORGANIZATION" });
  const reviewers = (count: number) => [{ role: "REVIEWER", teamId: world.teamId("risk"), count }];
  const policy = {
    name: "measured",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: reviewers(2),
    gates: [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: reviewers(2) }],
    emergency: { requirements: reviewers(1), reviewWithinHours: 24 },
  };
  const { createApprovalPolicy } = await olga.do("createApprovalPolicy", policy, "approvalPolicy { id }");
  const gate = { policyId: createApprovalPolicy.approvalPolicy.id, gateKey: "good" };
  const version = await addVersion(mia, model, { metrics: [{ key: "accuracy", value: 0.1 }] });
  const waivers = [{ ...gate, reason: "the data are known to be bad" }];
  const key = fileKey();
  const signingKeyId = await confirmed(rita, key);

  const open = await request(mia, version, "Production", { waivers });
  const waiver = { ...approval(open), ...gate, reason: "I looked" };
  await rita.do("waiveGate", waiver);
  const waived = await prepare(rita, open, signingKeyId, { verdict: "WAIVE", comment: "I looked", gate });
  const signedWaiver = { ...waiver, signature: signed(waived, key) };
  const GIVEN = "decision { id signature { kind } }";
  const { decision } = (await rita.do("waiveGate", signedWaiver, GIVEN)).waiveGate;
  expect(decision.signature).toEqual({ kind: "SSH" });
  expect((await rita.do("waiveGate", signedWaiver, GIVEN)).waiveGate.decision).toEqual(decision);

  const urgent = await request(mia, version, "Production", { emergency: { reason: "the old one answers nonsense" } });
  await rob.do("approveTransition", approval(urgent));
  const REVIEW = "review { id decisions { by { handle } signature { kind } } }";
  const { transitionRequest } = await mia.ask(`query ($id: ID!) { transitionRequest(id: $id) { ${REVIEW} } }`, {
    id: urgent.id,
  });
  const verdict = { reviewId: transitionRequest.review.id, verdict: "CONFIRM", comment: "it was right" };
  await rita.do("decideReview", verdict);
  const said = { verdict: "CONFIRM", comment: "it was right" };
  const asked = await prepare(rita, urgent, signingKeyId, said);
  const signedVerdict = { ...verdict, signature: signed(asked, key) };
  const { review } = (await rita.do("decideReview", signedVerdict, REVIEW)).decideReview;
  expect(review.decisions.map(({ signature }) => signature)).toEqual([null, { kind: "SSH" }]);
  expect((await rita.do("decideReview", signedVerdict, REVIEW)).decideReview.review).toEqual(review);
});

it("erasing a signer's name clears what they signed, in rows and in the log", async () => {
  const open = await wanted("OWN_KEY");
  const eve = await world.user("eve", { risk: ["REVIEWER"] });
  const key = fileKey();
  const asked = await prepare(eve, open, await confirmed(eve, key));
  await eve.do("approveTransition", approval(open, { signature: signed(asked, key) }));
  await world.admin.do("deactivateUser", { principalId: eve.id, reason: "left" });
  const input = { principalId: eve.id, categories: ["NAME"], reason: "she asked", force: true };
  await world.admin.do("erasePersonalData", input);
  const { rows } = await superuser.query(
    "select count(*)::int as n from signature_request where statement like '%The eve%'",
  );
  expect(rows).toEqual([{ n: 0 }]);
  const { transitionRequest } = await mia.ask(
    `query ($id: ID!) { transitionRequest(id: $id) { decisions { signature { statement } } } }`,
    { id: open.id },
  );
  expect(transitionRequest.decisions[0]?.signature.statement).toBe("(erased)");
});
