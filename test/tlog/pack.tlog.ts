import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readNote } from "../../verify/log/note.js";
import { readRoots } from "../../verify/rfc3161/roots.js";
import { verifyToken } from "../../verify/rfc3161/token.js";
import { download, filesOf } from "../evidence/packed.js";
import type { Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { testPasskey } from "../support/passkey.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { logHome, startSequencer } from "../support/sequencer.js";
import { ownKey, signedBy } from "../support/signing.js";
import { issue, pemOf, stampBy, startTsa, TIME_STAMPING } from "../support/tsa.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";
import { honest } from "../verifier/hostile-tokens.js";
import { judgePack } from "./pack-judge.js";

const ends: (() => void | Promise<void>)[] = [];
const ending = (end: () => void | Promise<void>): void => void ends.push(end);
let files: ReturnType<typeof filesOf>;
let roots: string;
beforeAll(async () => {
  const home = logHome(ending);
  const tsa = await startTsa("P-256", ending);
  roots = tsa.ca;
  const [ca, anchors] = [join(home, "ca.pem"), join(home, "anchors.json")];
  writeFileSync(ca, roots);
  writeFileSync(anchors, JSON.stringify([{ kind: "rfc3161", url: tsa.url, ca }]), { mode: 0o600 });
  const env = { COUNTERSIGN_ANCHORS: anchors, COUNTERSIGN_ANCHOR_SECONDS: "1" };
  const keys = { COUNTERSIGN_LOG_DIR: `${home}/log`, COUNTERSIGN_PACK_KEY: `${home}/keys/pack-key.pem` };
  const world = await openWorld({ env: { ...keys, ...env } });
  ending(() => world.close());
  startSequencer(world.database, home, env, ending);
  await until("the log's first checkpoint", () => existsSync(`${home}/log/checkpoint`));
  await signedByPasskeys(world);
  await until("a time stamp", async () => {
    const stamped = await query(world.database.superuserUrl, "select from audit.anchor where kind = 'rfc3161'");
    return stamped.length > 0;
  });
  files = filesOf(await download(world.admin, "/evidence/pack?model=churn&version=1&disclose=NAME"));
}, 120_000);
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** Version 1 of `churn`, approved by two reviewers with passkeys of both kinds. */
const signedByPasskeys = async (world: World): Promise<void> => {
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const [rob, rita] = [
    await world.user("rob", { risk: ["REVIEWER"] }),
    await world.user("rita", { risk: ["REVIEWER"] }),
  ];
  const model = await registerModel(olga, world.teamId("fraud"), "churn");
  const requirements = [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 2 }];
  const policy = { name: "two sign", scope: { registeredModelId: model }, slots: ["Production"], requirements };
  await olga.do("createApprovalPolicy", { ...policy, signing: "USER_VERIFIED" });
  const open = await request(olga, await addVersion(olga, model), "Production");
  for (const [by, kind] of [[rob, "ES256"] as const, [rita, "EdDSA"] as const]) {
    const key = await ownKey(by, world.admin, testPasskey(kind));
    await approve(by, open, { signature: await signedBy(by, key, open, { verdict: "APPROVE" }) });
  }
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const OTHER = sha256("something else");

it("rfc3161-client believes the time stamp that a pack keeps, for its checkpoint and its authority alone", async () => {
  const names = files.names.filter((name) => name.startsWith("anchors/"));
  const [stamp] = names.map((name) => files.json(name)).filter(({ kind }) => kind === "rfc3161");
  const { time, token } = JSON.parse(stamp?.receipt);
  const digest = sha256(readNote(stamp?.checkpoint).text);
  const stranger = pemOf(await issue({ name: "Somebody", authority: {} }));
  const answers = judgePack([
    { do: "timeStamp", token, roots, digest },
    { do: "timeStamp", token, roots, digest: OTHER },
    { do: "timeStamp", token, roots: stranger, digest },
  ]);
  expect(answers).toEqual([
    { refused: null, time: Math.floor(Date.parse(time) / 1_000) },
    { refused: "Mismatch between messages" },
    { refused: expect.stringContaining("Error while verifying certificates") },
  ]);
});

it("rfc3161-client believes each token that our verifiers believe but by RSA PSS, if it is DER throughout; none for another digest", async () => {
  const digest = createHash("sha256").update("a checkpoint").digest();
  const stamps = await Promise.all(honest.map(async ([what, make]) => ({ what, ...(await make(digest)) })));
  const isPss = ({ what }: { what: string }): boolean => what === "signed with RSA_PSS";
  const believable = stamps.filter((stamp) => !isPss(stamp));
  const said = (of: Buffer) =>
    judgePack(believable.map(({ token, ca }) => aboutToken(token, ca, of))).map(({ refused }, at) => [
      believable[at]?.what,
      refused,
    ]);
  expect(said(digest)).toEqual(believable.map(({ what }) => [what, null]));
  expect(said(Buffer.from(OTHER, "hex"))).toEqual(believable.map(({ what }) => [what, "Mismatch between messages"]));
  const unknown = judgePack(stamps.filter(isPss).map(({ token, ca }) => aboutToken(token, ca, digest)));
  expect(unknown).toEqual([{ refused: expect.stringContaining("invalid padding") }]);

  const root = await issue({ name: "Root", authority: {} });
  const clock = await issue({ name: "Clock", by: root, purposes: [TIME_STAMPING] });
  const reversed = await stampBy(clock, { digest, isReversed: true });
  expect(verifyToken(reversed, { digest, roots: readRoots(pemOf(root)) }).by).toBe("Clock");
  const [answer] = judgePack([aboutToken(reversed, pemOf(root), digest)]);
  expect(answer?.refused).toContain("InvalidSetOrdering");
});

const aboutToken = (token: Buffer, roots: string, digest: Buffer) =>
  ({ do: "timeStamp", token: token.toString("base64"), roots, digest: digest.toString("hex") }) as const;

it("securesystemslib believes the signed statement by the pack's key, and no other payload, type or key", () => {
  const envelope = files.json("statement.dsse.json");
  const [{ keyid, publicKey: key }] = files.json("keys.json").pack;
  const payload = Buffer.from(envelope.payload, "base64").toString();
  const changed = { ...envelope, payload: Buffer.from(payload.replace('"churn"', '"chorn"')).toString("base64") };
  const stranger = Buffer.alloc(32, 9).toString("base64");
  const [believed, ...others] = judgePack([
    { do: "statement", envelope, keyid, key },
    { do: "statement", envelope: changed, keyid, key },
    { do: "statement", envelope: { ...envelope, payloadType: "application/json" }, keyid, key },
    { do: "statement", envelope, keyid, key: stranger },
  ]);
  expect(believed?.refused).toBeNull();
  const predicate = believed?.payload?.predicate as Answer;
  expect(predicate.manifest).toBe(sha256(files.text("manifest.json")));
  expect(changed.payload).not.toBe(envelope.payload);
  const refused = "Accepted signatures do not match threshold, Found: 0, Expected 1";
  expect(others).toEqual([{ refused }, { refused }, { refused }]);
});

it("webauthn believes each passkey's signature that a pack keeps, of its statement, origin and key alone", () => {
  const decisions = files
    .lines()
    .map(({ body }) => JSON.parse(body))
    .filter(({ after }) => after?.signature?.kind === "WEBAUTHN")
    .map(({ after }) => ({ id: after.decision as string, line: after.signature.key as string }));
  expect(decisions.map(({ line }) => line.split(" ")[0]).sort()).toEqual(["webauthn-ed25519", "webauthn-es256"]);
  for (const [at, { id, line }] of decisions.entries()) {
    const { credentialId, rpId: rp, ...response } = files.json(`signatures/${id}.webauthn.json`);
    const credential = { id: credentialId, rawId: credentialId, type: "public-key", response };
    const challenge = sha256(files.text(`signatures/${id}.statement`));
    const keys = [line, decisions[1 - at]?.line].map((each) => each?.split(" ")[1] ?? "");
    const [key = "", stranger = ""] = keys;
    const asked = { do: "assertion" as const, credential, challenge, origin: "http://localhost:4000", rp, key };
    expect(
      judgePack([
        asked,
        { ...asked, challenge: OTHER },
        { ...asked, origin: "http://localhost:4001" },
        { ...asked, rp: "example.com" },
        { ...asked, key: stranger },
      ]),
    ).toEqual([
      { refused: null, userVerified: true },
      { refused: "Client data challenge was not expected challenge" },
      { refused: expect.stringContaining("Unexpected client data origin") },
      { refused: "Unexpected RP ID hash" },
      { refused: "Could not verify authentication signature" },
    ]);
  }
});
