import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../src/server.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { checkEvidence } from "../../verify/check-evidence.js";
import { Actor, type Answer, type MutationName } from "../support/actor.js";
import { cbor, type Lie, type TestPasskey, testPasskey } from "../support/passkey.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { fileKey } from "../support/ssh.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let superuser: pg.Client;
let mia: Actor, olga: Actor, rita: Actor, ada: Actor;
const replicas: RunningServer[] = [];

beforeAll(async () => {
  world = await openWorld();
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  ada = await world.user("ada");
  await world.admin.do("grantOrganizationRole", { principalId: ada.id, role: "ADMIN" });
});
afterAll(async () => {
  for (const replica of replicas) await replica.close();
  await superuser?.end();
  await world?.close();
});

let made = 0;
/** A request for a model whose policy wants signatures of this strength. */
const wanted = async (signing: string): Promise<Answer> => {
  const model = await registerModel(mia, world.teamId("fraud"), `passkey-${++made}`, { visibility: "ORGANIZATION" });
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    signing,
  });
  return request(mia, await addVersion(mia, model), "Production");
};
const refusal = async (
  by: Actor,
  mutation: MutationName,
  input: Record<string, unknown>,
): Promise<Answer | undefined> => {
  const { data, errors } = await by.attempt(mutation, input);
  return errors[0] ?? data?.[mutation]?.userErrors?.[0];
};
const begin = async (by: Actor): Promise<Answer> =>
  (await by.do("beginSigningKey", { kind: "WEBAUTHN", name: "phone" }, "challenge { id text command webauthn }"))
    .beginSigningKey.challenge;
const registered = async (by: Actor, passkey: TestPasskey): Promise<Answer> => {
  const { id: challengeId, webauthn } = await begin(by);
  const input = { challengeId, webauthn: passkey.create(webauthn) };
  return (await by.do("registerSigningKey", input, "signingKey { id kind publicKey fingerprint }")).registerSigningKey
    .signingKey;
};
const confirmed = async (by: Actor, passkey: TestPasskey): Promise<Answer> => {
  const key = await registered(by, passkey);
  await ada.do("confirmSigningKey", { signingKeyId: key.id });
  return key;
};
const prepare = async (open: Answer, signingKeyId: string): Promise<Answer> =>
  (
    await rita.do(
      "prepareSignature",
      { transitionRequestId: open.id, verdict: "APPROVE", signingKeyId },
      "signatureRequest { id statement digest command webauthn }",
    )
  ).prepareSignature.signatureRequest;
const approval = (open: Answer, signature: object) => ({
  transitionRequestId: open.id,
  contentDigest: open.contentDigest,
  signature,
});
const signed = (asked: Answer, passkey: TestPasskey, lie?: Lie) => ({
  signatureRequestId: asked.id,
  webauthn: passkey.get(asked.webauthn, lie),
});
const SIGNED = `transitionRequest { state }
  decision { signature { kind keyFingerprint userVerified statement ssh webauthn } }`;

it.each(["ES256", "EdDSA"] as const)(
  "a reviewer signs with a passkey of %s, and the entry keeps what proves it",
  async (kind) => {
    const open = await wanted("USER_VERIFIED");
    const passkey = testPasskey(kind);
    const challenge = await begin(rita);
    expect(challenge).toMatchObject({ command: null, webauthn: { rp: { id: "localhost" }, attestation: "none" } });
    const key = await confirmed(rita, passkey);
    expect(key).toMatchObject({ kind: "WEBAUTHN", fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/) });
    expect(key.publicKey).toMatch(kind === "ES256" ? /^webauthn-es256 \S{103}$/ : /^webauthn-ed25519 \S{56}$/);
    const asked = await prepare(open, key.id);
    expect(asked.command).toBeNull();
    expect(asked.webauthn).toMatchObject({
      challenge: Buffer.from(asked.digest, "hex").toString("base64url"),
      rpId: "localhost",
      allowCredentials: [{ type: "public-key", id: passkey.id }],
      userVerification: "required",
    });
    const signature = signed(asked, passkey);
    const { approveTransition } = await rita.do("approveTransition", approval(open, signature), SIGNED);
    expect(approveTransition.transitionRequest.state).toBe("APPLIED");
    const { clientDataJSON, authenticatorData, signature: bytes } = signature.webauthn.response;
    const kept = { authenticatorData, clientDataJSON, credentialId: passkey.id, rpId: "localhost", signature: bytes };
    expect(approveTransition.decision.signature).toEqual({
      kind: "WEBAUTHN",
      keyFingerprint: key.fingerprint,
      userVerified: true,
      statement: asked.statement,
      ssh: null,
      webauthn: kept,
    });
    const { rows } = await superuser.query<{ body: string }>(
      "select body from audit.entry where action = 'approveTransition' and outcome = 'ALLOWED' order by id desc limit 1",
    );
    const told = JSON.parse(rows[0]?.body ?? "").after.signature;
    expect(told).toMatchObject({ kind: "WEBAUTHN", key: key.publicKey, digest: asked.digest, webauthn: kept });
    expect(Object.keys(told.statement)).toEqual(["_c"]);
    const stored = await superuser.query("select signature from signature_request where id = $1", [asked.id]);
    expect(stored.rows).toEqual([{ signature: canonicalJson(kept as Record<string, string>) }]);
    const exported = await (await world.admin.get(`/evidence?model=passkey-${made}&version=1`)).text();
    expect((await checkEvidence(exported.split("\n").slice(0, -1))).findings).toEqual([]);
  },
);

const other = (bytes: Buffer): Buffer => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]);
/** As BER allows and DER does not: the sequence's length in two bytes. */
const lenient = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x30, 0x81]), bytes.subarray(1)]);

describe("a passkey's signature is refused when", () => {
  const lies: [string, Lie, string][] = [
    ["it answers another challenge", { challenge: "AAAA" }, "another challenge"],
    ["it is of another kind of call", { type: "webauthn.create" }, "another kind"],
    ["it was made on another site", { origin: "http://evil.example" }, "http://evil.example"],
    ["it was made on a site that begins alike", { origin: "http://localhost.evil.example" }, "evil.example"],
    ["it was made in another site's frame", { crossOrigin: true }, "frame"],
    ["the browser's words are no UTF-8", { garbled: true }, "clientDataJSON"],
    ["it is for another RP id", { rpId: "evil.example" }, "RP ID"],
    ["nobody was present", { flags: 4 }, "present"],
    ["the device counts backwards", { counter: 4 }, "copy"],
    ["the device counts nothing any more", { counter: 0 }, "copy"],
    ["a bit of it is another", { spoil: other }, "not the passkey's signature"],
    ["it is no strict DER", { spoil: lenient }, "not the passkey's signature"],
    ["it is empty of sense", { spoil: () => Buffer.from("x") }, "does not count"],
    ["it names another credential", { id: "AAAA" }, "another passkey"],
  ];
  it("something in it is not as it should be", async () => {
    const open = await wanted("OWN_KEY");
    const passkey = testPasskey();
    const key = await confirmed(rita, passkey);
    const first = await wanted("OWN_KEY");
    await rita.do("approveTransition", approval(first, signed(await prepare(first, key.id), passkey, { counter: 5 })));
    const asked = await prepare(open, key.id);
    for (const [why, lie, says] of lies) {
      const said = await refusal(rita, "approveTransition", approval(open, signed(asked, passkey, lie)));
      expect(said, why).toMatchObject({ code: "SIGNATURE_INVALID", message: expect.stringContaining(says) });
    }
    // Another passkey that says that it is this one; a passkey's words for an OpenSSH signature; both; neither.
    const foreign = testPasskey();
    const swapped = { signatureRequestId: asked.id, webauthn: { ...foreign.get(asked.webauthn), id: passkey.id } };
    expect(await rita.refused("approveTransition", approval(open, swapped))).toBe("SIGNATURE_INVALID");
    const ssh = fileKey().sign(asked.statement, "countersign-approval");
    const wrongKind = { signatureRequestId: asked.id, ssh };
    expect(await rita.refused("approveTransition", approval(open, wrongKind))).toBe("SIGNATURE_INVALID");
    const good = signed(asked, passkey, { counter: 6 });
    expect(await rita.refused("approveTransition", approval(open, { ...good, ssh }))).toBe("INVALID_INPUT");
    expect(await rita.refused("approveTransition", approval(open, { signatureRequestId: asked.id }))).toBe(
      "INVALID_INPUT",
    );
    const garbled = { ...good, webauthn: { ...good.webauthn, response: { clientDataJSON: "=" } } };
    expect(await rita.refused("approveTransition", approval(open, garbled))).toBe("INVALID_INPUT");
    // None of that used the statement up.
    const { approveTransition } = await rita.do("approveTransition", approval(open, good), SIGNED);
    expect(approveTransition.transitionRequest.state).toBe("APPLIED");
    const again = await wanted("OWN_KEY");
    expect(await rita.refused("approveTransition", approval(again, good))).toBe("NOT_FOUND");
  });
});

it("USER_VERIFIED takes a passkey that verified its user, and nothing less", async () => {
  const open = await wanted("USER_VERIFIED");
  const passkey = testPasskey("EdDSA");
  const asked = await prepare(open, (await confirmed(rita, passkey)).id);
  const touched = approval(open, signed(asked, passkey, { flags: 1 }));
  expect(await rita.refused("approveTransition", touched)).toBe("SIGNATURE_REQUIRED");
  const { approveTransition } = await rita.do("approveTransition", approval(open, signed(asked, passkey)), SIGNED);
  expect(approveTransition.decision.signature.userVerified).toBe(true);
});

it("a passkey is registered once, for its challenge, and with no certificate", async () => {
  const passkey = testPasskey();
  const { id: challengeId, webauthn } = await begin(rita);
  const certified = {
    fmt: "packed",
    statement: cbor.map(cbor.text("x5c"), cbor.bytes(Buffer.from("http://inside.example/crl"))),
  };
  const lies: [Lie, string][] = [
    [{ challenge: "AAAA" }, "another challenge"],
    [{ type: "webauthn.get" }, "another kind"],
    [{ origin: "https://evil.example" }, "evil.example"],
    [{ rpId: "evil.example" }, "RP ID"],
    [{ flags: 64 }, "present"],
    [{ attestation: certified }, "certificate"],
    [{ attestation: { ...certified, fmt: "tpm" } }, "certificate"],
    [{ cose: Buffer.from("a1613161", "hex") }, "counts"],
    [
      {
        cose: Buffer.concat([
          Buffer.from("a5010203262001215820", "hex"),
          Buffer.alloc(32, 7),
          Buffer.from("225820", "hex"),
          Buffer.alloc(32, 7),
        ]),
      },
      "counts",
    ],
    [{ cose: Buffer.concat([Buffer.from("a4010103272006215820", "hex"), Buffer.alloc(32)]) }, "Ed25519"],
    [{ id: "AAAA" }, "its id"],
  ];
  for (const [lie, says] of lies)
    expect(
      await refusal(rita, "registerSigningKey", { challengeId, webauthn: passkey.create(webauthn, lie) }),
    ).toMatchObject({
      code: "SIGNATURE_INVALID",
      message: expect.stringContaining(says),
    });
  const ssh = fileKey().sign("x", "countersign-key");
  expect(await rita.refused("registerSigningKey", { challengeId, ssh })).toBe("SIGNATURE_INVALID");
  await rita.do("registerSigningKey", { challengeId, webauthn: passkey.create(webauthn) });
  const again = await begin(rita);
  expect(again.webauthn.excludeCredentials).toContainEqual({ type: "public-key", id: passkey.id });
  const twice = { challengeId: again.id, webauthn: passkey.create(again.webauthn) };
  expect(await rita.refused("registerSigningKey", twice)).toBe("CONFLICT");
});

/** The same person at a replica that has another address. */
const at = async (by: Actor, publicUrl: string): Promise<Actor> => {
  const replica = await world.replica({ publicUrl: new URL(publicUrl), allowedHosts: ["*"] });
  replicas.push(replica);
  return new Actor(replica.url, by.token, by.handle, by.id);
};

it("an IP address can be no RP id, and a passkey stays with the address that it was made for", async () => {
  const input = { kind: "WEBAUTHN", name: "phone" };
  expect(await refusal(await at(rita, "https://192.0.2.7"), "beginSigningKey", input)).toMatchObject({
    code: "PASSKEY_IMPOSSIBLE",
    message: expect.stringContaining("an IP address (https://192.0.2.7), which can be no RP id"),
  });
  expect(await (await at(rita, "http://ml.example")).refused("beginSigningKey", input)).toBe("PASSKEY_IMPOSSIBLE");
  const open = await wanted("OWN_KEY");
  const here = await confirmed(rita, testPasskey());
  const elsewhere = await at(rita, "https://ml.example/registry");
  const prepared = { transitionRequestId: open.id, verdict: "APPROVE", signingKeyId: here.id };
  expect(await refusal(elsewhere, "prepareSignature", prepared)).toMatchObject({
    code: "SIGNATURE_INVALID",
    message: expect.stringContaining("made for localhost"),
  });
  const passkey = testPasskey("ES256", "https://ml.example");
  const { id: challengeId, webauthn } = await begin(elsewhere);
  expect(webauthn.rp.id).toBe("ml.example");
  const wrong = { challengeId, webauthn: passkey.create(webauthn, { origin: "https://www.ml.example" }) };
  expect(await elsewhere.refused("registerSigningKey", wrong)).toBe("SIGNATURE_INVALID");
  await elsewhere.do("registerSigningKey", { challengeId, webauthn: passkey.create(webauthn) });
});
