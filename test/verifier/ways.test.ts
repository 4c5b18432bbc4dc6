import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { type LoggedWorld, loggedWorld } from "./golden-pack.js";
import { verify } from "./verifiers.js";

let logged: LoggedWorld;
let ana: Actor, mia: Actor, olga: Actor, otto: Actor, rita: Actor, rob: Actor;
beforeAll(async () => {
  logged = await loggedWorld();
  const { world } = logged;
  ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  olga = await world.user("olga", { fraud: ["OWNER"] });
  otto = await world.user("otto", { duty: ["REVIEWER"], risk: ["REVIEWER"] });
  rita = await world.user("rita", { risk: ["REVIEWER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"] });
}, 60_000);
afterAll(() => logged?.close());

let made = 0;
const newModel = (): Promise<string> => registerModel(mia, logged.world.teamId("fraud"), `ways-${++made}`);
const scored = (model: string, accuracy = 0.9): Promise<string> =>
  addVersion(ana, model, { metrics: [{ key: "accuracy", value: accuracy }] });
const reviewers = (team: string, count = 1) => [{ role: "REVIEWER", teamId: logged.world.teamId(team), count }];
const guard = async (registeredModelId: string, more: object): Promise<string> => {
  const input = { name: "proved", scope: { registeredModelId }, slots: ["Production"], requirements: [], ...more };
  return (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy.approvalPolicy.id;
};
const read = async (id: string): Promise<Answer> =>
  (await mia.ask("query ($id: ID!) { transitionRequest(id: $id) { id state contentDigest review { id } } }", { id }))
    .transitionRequest;

/** How versions come into slots; each answers the version and how many signatures it took. */
const ways: readonly [
  what: string,
  go: () => Promise<{ version: string; needed: number; moves: number; reviewed?: string }>,
][] = [
  [
    "a maintainer moves alone",
    async () => {
      const version = await scored(await newModel());
      await request(mia, version, "Production");
      return { version, needed: 0, moves: 1 };
    },
  ],
  [
    "a contributor asks, a maintainer approves; then it leaves and comes back",
    async () => {
      const version = await scored(await newModel());
      await approve(mia, await request(ana, version, "Staging"));
      await request(mia, version, "Archived");
      await approve(olga, await request(ana, version, "Staging"));
      return { version, needed: 2, moves: 3 };
    },
  ],
  [
    "an alias is given by a request, and one by hand",
    async () => {
      const version = await scored(await newModel());
      await approve(mia, await request(ana, version, "@champion"));
      await mia.do("setAlias", { modelVersionId: version, alias: "tried" });
      return { version, needed: 1, moves: 1 };
    },
  ],
  [
    "a stock client moves it",
    async () => {
      const model = await newModel();
      const version = await scored(model);
      const message = { name: `ways-${made}`, version: "1", stage: "Production" };
      await new Mlflow(mia).post("model-versions/transition-stage", message);
      return { version, needed: 0, moves: 1 };
    },
  ],
  [
    "one who rejected comes round",
    async () => {
      const model = await newModel();
      await guard(model, { requirements: reviewers("risk", 2), separationOfDuties: ["AUTHOR", "REQUESTER"] });
      const version = await scored(model);
      const open = await request(mia, version, "Production");
      await rob.do("rejectTransition", { transitionRequestId: open.id, comment: "not yet" });
      const again = await request(mia, version, "Production");
      await approve(rob, again);
      await approve(rita, again);
      return { version, needed: 2, moves: 1 };
    },
  ],
  [
    "a signer is given another role before the move, which fills a place then",
    async () => {
      const model = await newModel();
      const ron = await logged.world.user("ron", { risk: ["REVIEWER"] });
      const maintainer = { role: "MAINTAINER", count: 1 };
      await guard(model, { requirements: [...reviewers("risk", 2), maintainer] });
      await guard(model, { name: "owned", requirements: [maintainer] });
      const version = await scored(model);
      const open = await request(mia, version, "Production");
      await approve(ron, open);
      const both = { teamId: logged.world.teamId("fraud"), principalId: ron.id, roles: ["MAINTAINER"] };
      await logged.world.admin.do("addTeamMember", both);
      await approve(rita, open);
      expect((await read(open.id)).state).toBe("PENDING");
      await approve(await logged.world.user("rex", { risk: ["REVIEWER"] }), open);
      expect((await read(open.id)).state).toBe("APPLIED");
      return { version, needed: 4, moves: 1 };
    },
  ],
  [
    "a gate is waived",
    async () => {
      const model = await newModel();
      const gates = [{ key: "good", metric: { key: "accuracy", min: 0.8 }, waivableBy: reviewers("risk") }];
      const policyId = await guard(model, { gates, requirements: reviewers("risk") });
      const version = await scored(model, 0.7);
      const waivers = [{ policyId, gateKey: "good", reason: "the data are known to be bad" }];
      const open = await request(mia, version, "Production", { waivers });
      const waiver = { transitionRequestId: open.id, policyId, gateKey: "good", reason: "I have looked at it" };
      await rita.do("waiveGate", { ...waiver, contentDigest: open.contentDigest });
      await approve(rob, await read(open.id));
      return { version, needed: 1, moves: 1 };
    },
  ],
  [
    "it waits for a gate, and moves by itself",
    async () => {
      const model = await newModel();
      const tag = { key: "audit", values: ["passed"], setBy: { role: "MAINTAINER" } };
      await guard(model, { gates: [{ key: "audited", tag }] });
      const version = await scored(model);
      await request(mia, version, "Production");
      await olga.do("setTag", { subjectId: version, key: "audit", value: "passed" });
      return { version, needed: 0, moves: 1 };
    },
  ],
  [
    "an emergency is signed, and reviewed",
    async () => {
      const model = await newModel();
      await guard(model, {
        requirements: reviewers("risk", 2),
        gates: [{ key: "good", metric: { key: "accuracy", min: 0.8 } }],
        emergency: { requirements: reviewers("duty"), reviewWithinHours: 24 },
      });
      const version = await scored(model, 0.7);
      const emergency = { reason: "what serves answers nonsense", incidentUrl: null };
      const open = await request(mia, version, "Production", { emergency });
      await approve(otto, open);
      const { review } = await read(open.id);
      for (const by of [rita, rob])
        await by.do("decideReview", { reviewId: review.id, verdict: "CONFIRM", comment: "I have looked at it" });
      return { version, needed: 1, moves: 1, reviewed: "CONFIRMED" };
    },
  ],
  [
    "an emergency that nobody but a maintainer would have to sign is overturned, and rolled back",
    async () => {
      const model = await newModel();
      const gates = [{ key: "good", metric: { key: "accuracy", min: 0.8 } }];
      await guard(model, { gates, emergency: { requirements: reviewers("duty"), reviewWithinHours: 24 } });
      const [earlier, version] = [await scored(model), await scored(model)];
      await request(mia, earlier, "Production");
      const open = await request(mia, version, "Production", { emergency: { reason: "it answers nonsense" } });
      await approve(otto, open);
      const { review } = await read(open.id);
      await olga.do("decideReview", { reviewId: review.id, verdict: "OVERTURN", comment: "it was not needed" });
      return { version, needed: 1, moves: 1, reviewed: "OVERTURNED" };
    },
  ],
  [
    "it is rolled back to, past its gates",
    async () => {
      const model = await newModel();
      await guard(model, { gates: [{ key: "good", metric: { key: "accuracy", min: 0.8 } }] });
      const [version, next] = [await scored(model), await scored(model, 0.95)];
      await request(mia, version, "Production");
      await request(mia, next, "Production");
      await mia.do("rollbackSlot", { registeredModelId: model, slot: "Production", reason: "it answers nonsense" });
      return { version, needed: 0, moves: 2 };
    },
  ],
];

it.each(ways)("no way into a slot raises an alarm: %s", async (_, go) => {
  const { version, needed, moves, reviewed } = await go();
  const path = await logged.packOf(version);
  const { claims, places, exit } = await verify("pack", path, "--policy", await logged.pin());
  expect({ places, exit }).toEqual({ places: [], exit: 0 });
  expect(claims.approvals).toMatchObject({ needed, given: needed });
  expect(claims.approvals?.moves).toHaveLength(moves);
  expect(claims.approvals?.moves[0]?.review?.state).toBe(reviewed);
});
