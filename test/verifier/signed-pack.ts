import { setTimeout as sleep } from "node:timers/promises";
import { reportHardening } from "../../src/sequencer/hardening/report-hardening.store.js";
import { currentLog } from "../../src/sequencer/log-state.store.js";
import { withSession } from "../../src/sequencer/session.store.js";
import type { Actor, Answer } from "../support/actor.js";
import { testPasskey } from "../support/passkey.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { type OwnKey, ownKey, signedBy } from "../support/signing.js";
import { deviceKey, fileKey } from "../support/ssh.js";
import { type LoggedWorld, loggedWorld } from "./golden-pack.js";

/** A registry in which reviewers have signed with keys of their own. */
export interface SignedWorld extends LoggedWorld {
  readonly rob: Actor;
  /** Signed by two reviewers, after a rejection and a request that was withdrawn; then the key of one was revoked. */
  readonly version: string;
  /** One whose gate was waived, and one that was moved in an emergency and reviewed: by keys that verify their users. */
  readonly waived: string;
  readonly emergency: string;
}

type People = Readonly<Record<"ana" | "mia" | "olga" | "otto" | "rob" | "rita" | "ruth", Actor>>;
type Keys = Readonly<Record<"rob" | "rita" | "ruth" | "otto", OwnKey>>;

export const signedWorld = async (): Promise<SignedWorld> => {
  const logged = await loggedWorld();
  const { world } = logged;
  const reviewer = (name: string) => world.user(name, { risk: ["REVIEWER"] });
  const ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const otto = await world.user("otto", { duty: ["REVIEWER"] });
  const people = {
    ana,
    mia,
    olga,
    otto,
    rob: await reviewer("rob"),
    rita: await reviewer("rita"),
    ruth: await reviewer("ruth"),
  };
  const keys = {
    rob: await ownKey(people.rob, world.admin, fileKey()),
    rita: await ownKey(people.rita, world.admin, deviceKey()),
    ruth: await ownKey(people.ruth, world.admin, testPasskey("EdDSA")),
    otto: await ownKey(otto, world.admin, testPasskey("ES256")),
  };
  await withSession(world.database.sequencerUrl, async (session) => {
    const log = await currentLog(session);
    if (log !== null) await reportHardening(session, log, { ownerIsHere: true });
  });
  await people.rob.refused("confirmSigningKey", { signingKeyId: keys.rob.id });
  const version = await approvedByTwo(logged, people, keys);
  return { ...logged, rob: people.rob, version, ...(await waivedAndUrgent(logged, people, keys)) };
};

const guarded = async (
  { world }: LoggedWorld,
  { mia, olga }: People,
  { name, ...policy }: Answer & { name: string },
): Promise<{ model: string; policyId: string }> => {
  const model = await registerModel(mia, world.teamId("fraud"), name);
  const input = { name: "signed", scope: { registeredModelId: model }, slots: ["Production"], ...policy };
  const { createApprovalPolicy } = await olga.do("createApprovalPolicy", input, "approvalPolicy { id }");
  return { model, policyId: createApprovalPolicy.approvalPolicy.id };
};

const approvedByTwo = async (logged: LoggedWorld, people: People, keys: Keys): Promise<string> => {
  const { ana, rob, rita } = people;
  const requirements = [{ role: "REVIEWER", teamId: logged.world.teamId("risk"), count: 2 }];
  const { model } = await guarded(logged, people, { name: "churn", requirements, signing: "OWN_KEY" });
  const version = await addVersion(ana, model);
  const first = await request(ana, version, "Production");
  const no = { verdict: "REJECT", comment: "not yet" };
  const rejected = { transitionRequestId: first.id, comment: no.comment };
  await rita.do("rejectTransition", { ...rejected, signature: await signedBy(rita, keys.rita, first, no) });
  const signs = async (by: Actor, key: OwnKey, open: Answer): Promise<void> => {
    const yes = { verdict: "APPROVE", comment: "it is good" };
    await approve(by, open, { comment: yes.comment, signature: await signedBy(by, key, open, yes) });
  };
  const second = await request(ana, version, "Production");
  await signs(rob, keys.rob, second);
  await ana.do("withdrawTransition", { transitionRequestId: second.id });
  const third = await request(ana, version, "Production");
  await signs(rob, keys.rob, third);
  await signs(rita, keys.rita, third);
  // OpenSSH's lists know whole seconds: a key that is revoked in the second of its last signature has not made it.
  await sleep(1_000);
  await rob.do("revokeSigningKey", { signingKeyId: keys.rob.id, reason: "a new laptop" });
  return version;
};

const waivedAndUrgent = async (
  logged: LoggedWorld,
  people: People,
  keys: Keys,
): Promise<{ waived: string; emergency: string }> => {
  const { ana, otto, rita, ruth } = people;
  const team = (slug: string) => [{ role: "REVIEWER", teamId: logged.world.teamId(slug), count: 1 }];
  const gates = [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: team("risk") }];
  const emergency = { requirements: team("duty"), reviewWithinHours: 24 };
  const policy = { requirements: team("risk"), gates, emergency, signing: "USER_VERIFIED" };
  const { model, policyId } = await guarded(logged, people, { name: "verified", ...policy });
  const metrics = [{ key: "accuracy", value: 0.7 }];
  const waived = await addVersion(ana, model, { metrics });
  const read = async (id: string): Promise<Answer> =>
    (await ana.ask("query ($id: ID!) { transitionRequest(id: $id) { id contentDigest review { id } } }", { id }))
      .transitionRequest;
  const gate = { policyId, gateKey: "good" };
  const open = await request(ana, waived, "Production", { waivers: [{ ...gate, reason: "the data are bad" }] });
  const said = { verdict: "WAIVE", comment: "I have looked at it", gate };
  const waiver = { ...gate, transitionRequestId: open.id, contentDigest: open.contentDigest, reason: said.comment };
  await rita.do("waiveGate", { ...waiver, signature: await signedBy(rita, keys.rita, open, said) });
  const next = await read(open.id);
  await approve(ruth, next, { signature: await signedBy(ruth, keys.ruth, next, { verdict: "APPROVE" }) });
  const urgent = await addVersion(ana, model, { metrics });
  const move = await request(ana, urgent, "Production", { emergency: { reason: "what serves answers nonsense" } });
  await approve(otto, move, { signature: await signedBy(otto, keys.otto, move, { verdict: "APPROVE" }) });
  const { review } = await read(move.id);
  const confirms = { verdict: "CONFIRM", comment: "it was right" };
  const signature = await signedBy(rita, keys.rita, move, confirms);
  await rita.do("decideReview", { reviewId: review.id, ...confirms, signature });
  return { waived, emergency: urgent };
};
