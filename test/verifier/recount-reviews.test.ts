import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLog } from "../../src/audit/log/export-log.queries.js";
import { canonicalJson } from "../../verify/canonical-json.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { forged } from "./forged-log.js";
import { type LoggedWorld, loggedWorld } from "./golden-pack.js";
import { type Loose, type PackHand, takeApart } from "./pack-hand.js";
import { type Verified, verify } from "./verifiers.js";

let logged: LoggedWorld;
let pack: string;
let log: string;
beforeAll(async () => {
  logged = await loggedWorld();
  pack = await logged.packOf(await reviewedEmergency(logged));
  log = logged.place();
  await exportLog(logged.world.database.runtimeUrl, log);
}, 120_000);
afterAll(() => logged?.close());

/** A version that mia moved in an emergency, which otto signed, and rita and rob confirmed. */
const reviewedEmergency = async ({ world }: LoggedWorld): Promise<string> => {
  const ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const otto = await world.user("otto", { duty: ["REVIEWER"], risk: ["REVIEWER"] });
  const reviewers = [await world.user("rita", { risk: ["REVIEWER"] }), await world.user("rob", { risk: ["REVIEWER"] })];
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  const places = (team: string, count: number) => [{ role: "REVIEWER", teamId: world.teamId(team), count }];
  await olga.do("createApprovalPolicy", {
    name: "reviewed",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: places("risk", 2),
    separationOfDuties: ["AUTHOR", "REQUESTER"],
    emergency: { requirements: places("duty", 1), reviewWithinHours: 24 },
  });
  const version = await addVersion(ana, model);
  const open = await request(mia, version, "Production", { emergency: { reason: "it answers nonsense" } });
  await approve(otto, open);
  const asked = await mia.ask("query ($id: ID!) { transitionRequest(id: $id) { review { id } } }", { id: open.id });
  const decided = { reviewId: asked.transitionRequest.review.id, verdict: "CONFIRM", comment: "it was right" };
  for (const by of reviewers) await by.do("decideReview", decided);
  return version;
};

/** What the people did: mia asked, otto signed, rita and rob confirmed. */
interface Bodies {
  readonly asked: Loose;
  readonly otto: Loose;
  readonly opened: Loose;
  readonly rita: Loose;
  readonly rob: Loose;
}

const rewritten = async (change: (bodies: Bodies) => void): Promise<Verified> => {
  const [hand, path] = [takeApart(pack), logged.place()];
  const policy = await forged(hand, log, {
    path,
    change: (bodyOf) =>
      change({
        asked: bodyOf(hand.leaf("requestTransition")),
        otto: bodyOf(hand.leaf("approveTransition")),
        opened: bodyOf(hand.leaf("openReview")),
        rita: bodyOf(hand.leaf("decideReview", 0)),
        rob: bodyOf(hand.leaf("decideReview", 1)),
      }),
  });
  return verify("pack", path, "--policy", policy);
};

/** Rob's part by somebody else, who held his roles. */
const become = ({ rob }: Bodies, id: string): void => {
  rob.decision.signers.find((each: Loose) => each.id === rob.actor.id).id = id;
  rob.actor.id = id;
};

const moved = (hand: PackHand): number => hand.leaf("applyTransition");
const first = (hand: PackHand): number => hand.leaf("decideReview", 0);
const second = (hand: PackHand): number => hand.leaf("decideReview", 1);

/** One change each by whoever has the log's key, and at which leaf the recount finds it. */
const wrong: readonly [what: string, change: (bodies: Bodies) => void, leaf: (hand: PackHand) => number][] = [
  ["no review was opened", ({ opened }) => (opened.action = "lapseReview"), moved],
  ["the review is of another request", ({ opened }) => (opened.after.request = "req_none"), moved],
  ["who signed the emergency reviewed it", (bodies) => become(bodies, bodies.otto.actor.id), second],
  [
    "who signed it had minted the reviewer's credential",
    ({ rob, otto }) => rob.actor.auth.mintedBy.push(otto.actor.id),
    second,
  ],
  [
    "a reviewer had minted the credential that signed it",
    ({ rob, otto }) => otto.actor.auth.mintedBy.push(rob.actor.id),
    second,
  ],
  ["who asked for it reviewed it", (bodies) => become(bodies, bodies.asked.actor.id), second],
  ["a reviewer had no such role", ({ rob }) => toViewer(rob), second],
  ["a program reviewed it", ({ rob }) => (rob.actor.kind = "SERVICE_ACCOUNT"), second],
  [
    "one reviewer had minted the other's credential",
    ({ rob, rita }) => rob.actor.auth.mintedBy.push(rita.actor.id),
    second,
  ],
  ["one confirmation is said to be enough", ({ rita }) => (rita.after.reviewState = "CONFIRMED"), first],
  ["all confirmations are said not to be enough", ({ rob }) => (rob.after.reviewState = "OVERDUE"), second],
  ["it is said to be confirmed where it was overturned", ({ rob }) => (rob.after.verdict = "OVERTURN"), second],
  [
    "it was confirmed after it was overturned",
    ({ rita }) => Object.assign(rita.after, { verdict: "OVERTURN", reviewState: "OVERTURNED" }),
    second,
  ],
  ["another review was decided", ({ rob }) => (rob.after.review = "rev_none"), second],
];

const toViewer = ({ actor, decision }: Loose): void => {
  decision.signers.find(({ id }: Loose) => id === actor.id).roles[0].role = "VIEWER";
};

describe("what became of an emergency's review is counted anew, whoever wrote the log", () => {
  it("and holds as it was, and as entries of before told it, without roles and state", async () => {
    const review = { state: "CONFIRMED", needed: 2, given: 2 };
    const honest = await rewritten(() => undefined);
    expect(honest).toMatchObject({ exit: 0, places: [] });
    expect(honest.claims.approvals?.moves).toMatchObject([{ needed: 1, given: 1, review }]);
    const before = await rewritten(({ rita, rob }) => {
      for (const { after, decision } of [rita, rob]) {
        delete after.reviewState;
        delete decision.signers;
      }
    });
    expect(before).toMatchObject({ exit: 0, places: [] });
    expect(before.claims.approvals?.moves).toMatchObject([{ review }]);
  });

  it("and is open where one confirmation is missing, which is no alarm", async () => {
    const { places, claims } = await rewritten(({ rob }) => (rob.outcome = "DENIED"));
    expect(places).toEqual([]);
    expect(claims.approvals?.moves).toMatchObject([{ review: { state: "OPEN", needed: 2, given: 1 } }]);
  });

  it.each(wrong)("and falls where %s", async (_, change, leaf) => {
    const { places, exit } = await rewritten(change);
    expect(places).toEqual([`POLICY_UNSATISFIED ${leaf(takeApart(pack))}`]);
    expect(exit).toBe(1);
  });

  it("and the emergency itself falls where a policy allows none", async () => {
    const [hand, path] = [takeApart(pack), logged.place()];
    const swaps = new Map<string, string>();
    const swapped = (text: string): string => [...swaps].reduce((all, [old, now]) => all.replaceAll(old, now), text);
    const rewrite = (folder: string, change: (value: Loose) => void): void => {
      const name = [...hand.files.keys()].find((each) => each.startsWith(folder)) ?? "";
      const old = hand.files.get(name)?.toString() ?? "";
      const value = JSON.parse(swapped(old));
      change(value);
      hand.files.set(name, Buffer.from(canonicalJson(value)));
      swaps.set(sha(old), sha(canonicalJson(value)));
    };
    rewrite("policies/", (policy) => delete policy.emergency);
    rewrite("statements/", () => undefined);
    const texts = new Map(
      hand.lines.flatMap(({ leafIndex, body }) =>
        body !== null && swapped(body) !== body ? [[Number(leafIndex), swapped(body)] as const] : [],
      ),
    );
    const policy = await forged(hand, log, { path, change: () => undefined, texts });
    const { places } = await verify("pack", path, "--policy", policy);
    // It allows none, and no maintainer has approved.
    expect(places).toEqual(Array.from({ length: 2 }, () => `POLICY_UNSATISFIED ${moved(hand)}`));
  });
});

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
