import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** "Could this person approve that?" is asked before anybody is stuck. */

let world: World;
let olga: Actor, ana: Actor, mia: Actor, rob: Actor, sven: Actor;
let model: string;

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { churn: ["OWNER"] });
  ana = await world.user("ana", { churn: ["CONTRIBUTOR"] });
  mia = await world.user("mia", { churn: ["MAINTAINER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"], churn: ["VIEWER"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  model = await registerModel(olga, world.teamId("churn"), "churn", { visibility: "TEAM" });
  await world.admin.do("createApprovalPolicy", {
    name: "A reviewer for Production",
    scope: { registeredModelId: model },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
    separationOfDuties: ["REQUESTER", "AUTHOR"],
  });
}, 90_000);
afterAll(() => world?.close());

const CHECK = `query ($id: ID!, $to: String!, $principal: String) { checkTransition(modelVersionId: $id, to: $to, principal: $principal) {
  canRequest canApprove appliesAtOnce places { role needed given policyName team { slug } } refusals { act code message who } } }`;
const check = async (by: Actor, id: string, to: string, principal?: string): Promise<Answer> =>
  (await by.ask(CHECK, { id, to, principal })).checkTransition;
const codes = ({ refusals }: Answer): string[] => refusals.map(({ act, code }: Answer) => `${act} ${code}`);

it("tells what would be refused, by which rule, and who could; and then so it is", async () => {
  const version = await addVersion(ana, model);
  const contributor = await check(ana, version, "Production");
  expect(contributor).toMatchObject({
    canRequest: true,
    canApprove: false,
    appliesAtOnce: false,
    places: [
      { role: "REVIEWER", needed: 1, given: 0, policyName: "A reviewer for Production", team: { slug: "risk" } },
    ],
    refusals: [{ act: "APPROVE", code: "SELF_APPROVAL", who: "1 REVIEWER" }],
  });
  const reviewer = await check(rob, version, "Production");
  expect([reviewer.canRequest, reviewer.canApprove, codes(reviewer)]).toEqual([false, true, ["REQUEST FORBIDDEN"]]);
  expect(reviewer.refusals[0].who).toBe('contributors and maintainers of the team of "churn"');
  await expect(request(rob, version, "Production")).rejects.toThrow();
  expect(await check(mia, version, "Staging")).toEqual({
    canRequest: true,
    canApprove: false,
    appliesAtOnce: true,
    places: [],
    refusals: [],
  });
  const waiting = await check(ana, version, "Staging");
  expect(waiting).toMatchObject({
    appliesAtOnce: false,
    places: [{ role: "MAINTAINER", policyName: "contributors ask, a maintainer approves" }],
  });
  expect((await request(mia, version, "Staging")).state).toBe("APPLIED");
  expect(codes(await check(mia, version, "Staging"))).toEqual(["REQUEST ALREADY_IN_SLOT"]);
  const open = await request(ana, version, "Production");
  expect(codes(await check(mia, version, "Production"))).toEqual(["REQUEST REQUEST_OPEN", "APPROVE FORBIDDEN"]);
  expect((await check(rob, version, "Production")).canApprove).toBe(true);
  await approve(rob, open);
  const held = await check(ana, version, "Production");
  expect(codes(held)).toEqual(["REQUEST ALREADY_IN_SLOT", "APPROVE ALREADY_IN_SLOT"]);
  expect(held.refusals[1].who).toBeNull();
});

it("tells what the gates would say, and of a signer's tag by who would ask", async () => {
  const gated = await registerModel(olga, world.teamId("churn"), "gated", { visibility: "TEAM" });
  await olga.do("createApprovalPolicy", {
    name: "Proved before Production",
    scope: { registeredModelId: gated },
    slots: ["Production"],
    requirements: [],
    gates: [
      { key: "good", title: "Good enough", metric: { key: "auc", min: 0.8 } },
      { key: "audited", tag: { key: "audited", values: ["yes"], setBy: { role: "OWNER" } } },
    ],
  });
  const GATES = `query ($id: ID!, $to: String!, $principal: String) { checkTransition(modelVersionId: $id, to: $to, principal: $principal) {
    canRequest refusals { code } gates { key verdict required observed cause policy { name } inputs { what label } } } }`;
  const told = async (id: string, principal?: string, to = "Production") =>
    (await olga.ask(GATES, { id, to, principal })).checkTransition;
  const bad = await addVersion(ana, gated, { metrics: [{ key: "auc", value: 0.7 }] });
  const failing = await told(bad);
  expect(failing).toMatchObject({ canRequest: false, refusals: [{ code: "GATES_FAILED" }] });
  expect(failing.gates).toMatchObject([
    { key: "audited", verdict: "PENDING" },
    { key: "good", verdict: "FAILED", observed: "auc 0.7", policy: { name: "Proved before Production" } },
  ]);
  expect((await told(bad, undefined, "Staging")).gates).toEqual([]);
  const good = await addVersion(ana, gated, { metrics: [{ key: "auc", value: 0.9 }] });
  await olga.do("setTag", { subjectId: good, key: "audited", value: "yes" });
  const verdicts = async (principal?: string): Promise<string[]> =>
    (await told(good, principal)).gates.map(({ verdict }: Answer) => verdict);
  // Whoever asks must not be who has set the tag.
  expect(await verdicts()).toEqual(["PENDING", "PASSED"]);
  expect(await verdicts("mia")).toEqual(["PASSED", "PASSED"]);
});

it("of somebody else is told to the team's owners and to administrators", async () => {
  const version = await addVersion(ana, model);
  for (const by of [olga, world.admin])
    for (const principal of ["rob", rob.id])
      expect(await check(by, version, "Production", principal)).toMatchObject({ canRequest: false, canApprove: true });
  expect(codes(await check(olga, version, "Production", "sven"))).toEqual(["REQUEST FORBIDDEN", "APPROVE FORBIDDEN"]);
  const refused = async (by: Actor, principal: string): Promise<string | undefined> =>
    (await by.send(CHECK, { id: version, to: "Production", principal })).errors[0]?.extensions.code;
  expect(await refused(mia, "rob")).toBe("FORBIDDEN");
  expect(await check(mia, version, "Production", "mia")).toMatchObject({ canRequest: true });
  expect(await refused(olga, "nobody")).toBe("NOT_FOUND");
});

it("minds what the credential lacks, and a version that is hidden is as absent", async () => {
  const version = await addVersion(ana, model);
  const reading = await actorFor(world.admin, ana.id, "ana", { scopes: ["READ"] });
  expect(codes(await check(reading, version, "Production"))).toEqual(["REQUEST FORBIDDEN", "APPROVE FORBIDDEN"]);
  const answers = await Promise.all(
    [version, "mv_00000000000000000000000001"].map(async (id) => {
      const { status, data, errors } = await sven.send(CHECK, { id, to: "Production", principal: "rob" });
      return [status, data, errors.map(({ message, extensions }) => [message, extensions.code])];
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect((await ana.send(CHECK, { id: version, to: "Nowhere" })).errors[0]?.extensions.code).toBeDefined();
});
