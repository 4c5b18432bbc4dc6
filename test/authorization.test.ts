import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kinds as nouns } from "../src/kinds.js";
import { Actor, type Answer, type MutationName } from "./support/actor.js";
import { Mlflow } from "./support/mlflow.js";
import {
  type ActorKind,
  actorKinds,
  known,
  modelReaders,
  nounReaders,
  teamReaders,
  unsaid,
} from "./support/noun-readers.js";
import { addVersion, approve, registerModel, request } from "./support/registry.js";
import { logHome, startSequencer } from "./support/sequencer.js";
import { fileKey, registerSshKey } from "./support/ssh.js";
import { untilPast } from "./support/until.js";
import { actorFor, inDays, openWorld, type World } from "./support/world.js";

/**
 * The authorisation matrix: every mutation × every kind of actor, on a TEAM model and a TEAM experiment of team fraud. Asserts the answer
 * *and* that a refusal changed nothing: no governed row can change without an allowed entry, so their number says it.
 */

type Kind = ActorKind;

let world: World;
let superuser: pg.Client;
const actors = {} as Record<Kind, Actor>;
/** Somebody who can prepare whatever an operation needs. */
let keeper: Actor;

interface Fixture {
  model: string;
  name: string;
  version: string;
  experiment: string;
  run: string;
}
let shared: Fixture;
let made = 0;
const ending: (() => void | Promise<void>)[] = [];

const fresh = async (): Promise<Fixture> => {
  const name = `matrix-${++made}`;
  const model = await registerModel(keeper, world.teamId("fraud"), name, { visibility: "TEAM" });
  await keeper.do("grantAccess", { registeredModelId: model, teamId: world.teamId("partner"), role: "CONTRIBUTOR" });
  const input = { teamId: world.teamId("fraud"), name, visibility: "TEAM" };
  const { experiment } = (await keeper.do("createExperiment", input, "experiment { id experimentId }"))
    .createExperiment;
  await new Mlflow(keeper).run(experiment.experimentId);
  const { runs } = await keeper.ask(`query ($ids: [ID!]!) { runs(filter: { experimentIds: $ids }) { nodes { id } } }`, {
    ids: [experiment.id],
  });
  return { model, name, version: await addVersion(keeper, model), experiment: experiment.id, run: runs.nodes[0]!.id };
};

beforeAll(async () => {
  const home = logHome((end) => void ending.push(end));
  world = await openWorld({ env: { COUNTERSIGN_LOG_DIR: `${home}/log` } });
  // Its own acts must not be counted as somebody's: it commits to its index for packs alone.
  startSequencer(world.database, home, {}, (end) => void ending.push(end));
  superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  keeper = await world.user("keeper", { fraud: ["OWNER"] });
  const [viewer, contributor, maintainer, reviewer, owner] = await Promise.all(
    (["VIEWER", "CONTRIBUTOR", "MAINTAINER", "REVIEWER", "OWNER"] as const).map((role) =>
      world.user(role.toLowerCase(), { fraud: [role] }),
    ),
  );
  Object.assign(actors, { viewer, contributor, maintainer, reviewer, owner });
  actors.stranger = await world.user("stranger", { other: ["OWNER", "REVIEWER"] });
  actors.grantee = await world.user("grantee", { partner: ["MAINTAINER"] });
  actors.auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: actors.auditor.id, role: "AUDITOR" });
  actors.resolver = await world.user("resolver");
  await world.admin.do("grantOrganizationRole", { principalId: actors.resolver.id, role: "RESOLVER" });
  actors.admin = await world.user("second-admin");
  await world.admin.do("grantOrganizationRole", { principalId: actors.admin.id, role: "ADMIN" });
  shared = await fresh();
  const elsewhere = await fresh();
  actors.anonymous = new Actor(world.url, null, "anonymous");
  const expiresAt = new Date(Date.now() + 5_000).toISOString();
  const short = await actorFor(world.admin, actors.owner.id, "owner", { expiresAt });
  actors.expired = new Actor(world.url, short.token, "expired");
  actors.readOnly = await actorFor(world.admin, actors.owner.id, "owner", { scopes: ["READ"] });
  actors.otherModelToken = await actorFor(actors.owner, actors.owner.id, "owner", { modelIds: [elsewhere.model] });
  const { createServiceAccount } = await world.admin.do(
    "createServiceAccount",
    { teamId: world.teamId("fraud"), handle: "pipeline", displayName: "Pipeline" },
    "serviceAccount { id }",
  );
  const pipeline: string = createServiceAccount.serviceAccount.id;
  await world.admin.do("addTeamMember", {
    teamId: world.teamId("fraud"),
    principalId: pipeline,
    roles: ["CONTRIBUTOR"],
  });
  actors.serviceAccount = await actorFor(world.admin, pipeline, "pipeline");
  await untilPast(expiresAt);
});

afterAll(async () => {
  await superuser?.end();
  for (const end of ending.reverse()) await end();
  await world?.close();
});

interface Operation {
  allowed: Kind[];
  /** The input, for a fixture of its own when the actor may. */
  input: (fixture: Fixture) => Promise<Answer> | Answer;
  /** Those to whom the target is not visible get NOT_FOUND; `open` targets are visible to everybody. */
  open?: boolean;
  /** Who does not see the target, where that is not as for models. */
  hiddenFrom?: Kind[];
  /** Whether a token that only reads comes as far as everybody's. */
  readOnlyAsks?: true;
}

const contribute: Kind[] = ["contributor", "maintainer", "owner", "serviceAccount", "grantee"];
const maintain: Kind[] = ["maintainer", "owner"];
const own: Kind[] = ["owner", "admin"];
const admin: Kind[] = ["admin"];
const newHandle = (): string => `handle-${++made}`;
const newUser = async (): Promise<string> =>
  (await world.admin.do("createUser", { handle: newHandle(), displayName: "Somebody" }, "user { id }")).createUser.user
    .id;
const newMember = async (): Promise<string> => {
  const principalId = await newUser();
  await world.admin.do("addTeamMember", { teamId: world.teamId("fraud"), principalId, roles: ["VIEWER"] });
  return principalId;
};
const challengeOf = async (by: Actor): Promise<Answer> =>
  (await by.do("beginSigningKey", { kind: "SSH", name: "laptop" }, "challenge { id text }")).beginSigningKey.challenge;
/** A key that nobody has confirmed, of somebody outside the matrix. */
const newSigningKey = async (): Promise<string> => registerSshKey(await world.user(newHandle()), "laptop");
const newView = async (): Promise<string> =>
  (await keeper.do("saveView", { screen: "models", name: newHandle(), query: "q=a" }, "savedView { id }")).saveView
    .savedView.id;
const team = () => world.teamId("fraud");
const newPolicy = async ({ model }: Fixture): Promise<string> =>
  (
    await keeper.do(
      "createApprovalPolicy",
      {
        name: "one reviewer",
        scope: { registeredModelId: model },
        slots: ["Production"],
        requirements: [{ role: "REVIEWER", count: 1 }],
      },
      "approvalPolicy { id }",
    )
  ).createApprovalPolicy.approvalPolicy.id;
const newDocument = async ({ version }: Fixture): Promise<string> => {
  const input = { subjectId: version, kind: "MODEL_CARD", title: "Card", content: "It predicts." };
  return (await keeper.do("publishDocument", input, "document { id }")).publishDocument.document.id;
};
const openRequest = async (fixture: Fixture): Promise<Answer> => {
  await newPolicy(fixture);
  return request(keeper, fixture.version, "Production");
};

/** The review of an emergency that somebody else has signed. */
const owedReview = async ({ model, version }: Fixture): Promise<string> => {
  const requirements = [{ role: "REVIEWER", teamId: team(), count: 1 }];
  const emergency = { requirements: [{ role: "OWNER", teamId: team(), count: 1 }], reviewWithinHours: 24 };
  const policy = { name: "urgent", scope: { registeredModelId: model }, slots: ["@urgent"], requirements, emergency };
  await keeper.do("createApprovalPolicy", policy);
  const open = await request(keeper, version, "@urgent", { emergency: { reason: "it burns" } });
  await approve(keeper, open);
  const text = "query ($id: ID!) { transitionRequest(id: $id) { review { id } } }";
  return (await keeper.ask(text, { id: open.id })).transitionRequest.review.id;
};

/** A grant shares a model, never an experiment. */
const unseeingRuns: Kind[] = ["stranger", "otherModelToken", "resolver", "grantee"];
const contributeRuns: Kind[] = ["contributor", "maintainer", "owner", "serviceAccount"];

const operations: Record<string, Operation> = {
  createUser: { allowed: admin, open: true, input: () => ({ handle: newHandle(), displayName: "Somebody" }) },
  linkUserIdentity: {
    allowed: admin,
    open: true,
    input: async () => ({
      principalId: await newUser(),
      identity: { issuer: "https://idp.example", subject: newHandle() },
    }),
  },
  deactivateUser: { allowed: admin, open: true, input: async () => ({ principalId: await newUser() }) },
  reactivateUser: {
    allowed: admin,
    open: true,
    input: async () => {
      const principalId = await newUser();
      await world.admin.do("deactivateUser", { principalId });
      return { principalId };
    },
  },
  erasePersonalData: {
    allowed: admin,
    open: true,
    input: async () => ({ principalId: await newUser(), categories: ["TEXT"], reason: "they asked" }),
  },
  setPreferences: { allowed: [...known], input: () => ({ theme: "DARK" }) },
  saveView: { allowed: [...known], input: () => ({ screen: "models", name: newHandle(), query: "q=team%3Arisk" }) },
  deleteSavedView: {
    allowed: [],
    readOnlyAsks: true,
    hiddenFrom: [...known],
    input: async () => ({ savedViewId: await newView() }),
  },
  createTeam: { allowed: admin, open: true, input: () => ({ slug: newHandle(), name: "A team" }) },
  addTeamMember: {
    allowed: own,
    open: true,
    input: async () => ({ teamId: team(), principalId: await newUser(), roles: ["VIEWER"] }),
  },
  changeTeamMemberRoles: {
    allowed: own,
    open: true,
    input: async () => ({ teamId: team(), principalId: await newMember(), roles: ["CONTRIBUTOR"] }),
  },
  removeTeamMember: {
    allowed: own,
    open: true,
    input: async () => ({ teamId: team(), principalId: await newMember() }),
  },
  linkTeamGroup: { allowed: own, open: true, input: () => ({ teamId: team(), group: newHandle(), roles: ["VIEWER"] }) },
  unlinkTeamGroup: {
    allowed: own,
    open: true,
    input: async () => {
      const group = newHandle();
      await keeper.do("linkTeamGroup", { teamId: team(), group, roles: ["VIEWER"] });
      return { teamId: team(), group };
    },
  },
  grantOrganizationRole: {
    allowed: admin,
    open: true,
    input: async () => ({ principalId: await newUser(), role: "AUDITOR" }),
  },
  revokeOrganizationRole: {
    allowed: admin,
    open: true,
    input: async () => {
      const principalId = await newUser();
      await world.admin.do("grantOrganizationRole", { principalId, role: "RESOLVER" });
      return { principalId, role: "RESOLVER" };
    },
  },
  createServiceAccount: {
    allowed: own,
    open: true,
    input: () => ({ teamId: team(), handle: newHandle(), displayName: "Bot" }),
  },
  deactivateServiceAccount: {
    allowed: own,
    open: true,
    input: async () => {
      const input = { teamId: team(), handle: newHandle(), displayName: "Bot" };
      const { createServiceAccount } = await keeper.do("createServiceAccount", input, "serviceAccount { id }");
      return { principalId: createServiceAccount.serviceAccount.id };
    },
  },
  createApiToken: {
    allowed: admin,
    open: true,
    input: async () => ({ principalId: await newUser(), name: "for another", expiresAt: inDays(1), scopes: ["READ"] }),
  },
  revokeApiToken: {
    allowed: admin,
    hiddenFrom: actorKinds.filter((kind) => kind !== "auditor"),
    input: async () => ({ apiTokenId: (await actorFor(world.admin, await newUser(), "x")).tokenId }),
  },
  createInvitation: { allowed: admin, open: true, input: async () => ({ principalId: await newUser() }) },
  revokeInvitation: {
    allowed: admin,
    hiddenFrom: actorKinds.filter((kind) => kind !== "auditor"),
    input: async () => {
      const input = { principalId: await newUser() };
      const { createInvitation } = await world.admin.do("createInvitation", input, "invitation { id }");
      return { invitationId: createInvitation.invitation.id };
    },
  },
  createRegisteredModel: {
    allowed: ["contributor", "maintainer", "owner", "serviceAccount"],
    open: true,
    input: () => ({ name: newHandle(), teamId: team() }),
  },
  updateRegisteredModel: {
    allowed: maintain,
    input: ({ model }) => ({ registeredModelId: model, description: newHandle() }),
  },
  renameRegisteredModel: { allowed: maintain, input: ({ model }) => ({ registeredModelId: model, name: newHandle() }) },
  transferRegisteredModel: {
    allowed: own,
    input: ({ model }) => ({ registeredModelId: model, teamId: world.teamId("other"), reason: "reorganised" }),
  },
  deleteRegisteredModel: { allowed: maintain, input: ({ model }) => ({ registeredModelId: model, reason: "old" }) },
  createModelVersion: { allowed: contribute, input: ({ model }) => ({ registeredModelId: model, source: "s3://b/m" }) },
  updateModelVersion: {
    allowed: contribute,
    input: ({ version }) => ({ modelVersionId: version, description: newHandle() }),
  },
  recordEvaluation: {
    allowed: contribute,
    input: ({ version }) => ({
      modelVersionId: version,
      dataset: { name: "recent", digest: "d1" },
      metrics: [{ key: "auc", value: 0.8 }],
    }),
  },
  reportCheck: {
    allowed: contribute,
    input: async ({ version }) => {
      const { node } = await keeper.ask("query ($id: ID!) { node(id: $id) { ... on ModelVersion { digest } } }", {
        id: version,
      });
      return { modelVersionId: version, versionDigest: node.digest, name: "scan", status: "IN_PROGRESS" };
    },
  },
  createEvidencePack: {
    // Nothing was refused yet of a version that was just made: whoever reads it sees all of it.
    allowed: [...modelReaders],
    input: ({ version }) => ({ modelVersionId: version }),
  },
  publishDocument: {
    allowed: [...contribute, "reviewer"],
    input: ({ version }) => ({ subjectId: version, kind: "MODEL_CARD", title: "Card", content: "It predicts." }),
  },
  deleteModelVersion: { allowed: maintain, input: ({ version }) => ({ modelVersionId: version, reason: "old" }) },
  setTag: { allowed: contribute, input: ({ version }) => ({ subjectId: version, key: newHandle(), value: "v" }) },
  deleteTag: {
    allowed: contribute,
    input: async ({ model }) => {
      const key = newHandle();
      await keeper.do("setTag", { subjectId: model, key, value: "v" });
      return { subjectId: model, key };
    },
  },
  setRiskTier: {
    allowed: own,
    input: ({ model }) => ({ registeredModelId: model, tier: "HIGH", rationale: "it decides on credit" }),
  },
  setOwnershipTag: {
    allowed: own,
    input: ({ model }) => ({ registeredModelId: model, key: "STEWARD", teamId: team() }),
  },
  removeOwnershipTag: {
    allowed: own,
    input: async ({ model }) => {
      await keeper.do("setOwnershipTag", { registeredModelId: model, key: "ON_CALL", principalId: keeper.id });
      return { registeredModelId: model, key: "ON_CALL" };
    },
  },
  setAlias: { allowed: maintain, input: ({ version }) => ({ modelVersionId: version, alias: `a${++made}` }) },
  removeAlias: {
    allowed: maintain,
    input: async ({ model, version }) => {
      const alias = `a${++made}`;
      await keeper.do("setAlias", { modelVersionId: version, alias });
      return { registeredModelId: model, alias };
    },
  },
  grantAccess: {
    allowed: own,
    input: ({ model }) => ({ registeredModelId: model, teamId: world.teamId("other"), role: "VIEWER" }),
  },
  revokeAccess: { allowed: own, input: ({ model }) => ({ registeredModelId: model, teamId: world.teamId("partner") }) },
  createExperiment: {
    allowed: contributeRuns,
    open: true,
    input: () => ({ name: newHandle(), teamId: team() }),
  },
  updateExperiment: {
    allowed: maintain,
    hiddenFrom: unseeingRuns,
    input: ({ experiment }) => ({ experimentId: experiment, name: newHandle() }),
  },
  deleteExperiment: {
    allowed: maintain,
    hiddenFrom: unseeingRuns,
    input: ({ experiment }) => ({ experimentId: experiment }),
  },
  restoreExperiment: {
    allowed: maintain,
    hiddenFrom: unseeingRuns,
    input: async () => {
      const { experiment } = await fresh();
      await keeper.do("deleteExperiment", { experimentId: experiment });
      return { experimentId: experiment };
    },
  },
  setExperimentTag: {
    allowed: contributeRuns,
    hiddenFrom: unseeingRuns,
    input: ({ experiment }) => ({ experimentId: experiment, key: newHandle(), value: "v" }),
  },
  deleteExperimentTag: {
    allowed: contributeRuns,
    hiddenFrom: unseeingRuns,
    input: async ({ experiment }) => {
      const key = newHandle();
      await keeper.do("setExperimentTag", { experimentId: experiment, key, value: "v" });
      return { experimentId: experiment, key };
    },
  },
  deleteRun: { allowed: maintain, hiddenFrom: unseeingRuns, input: ({ run }) => ({ runId: run }) },
  restoreRun: {
    allowed: maintain,
    hiddenFrom: unseeingRuns,
    input: async () => {
      const { run } = await fresh();
      await keeper.do("deleteRun", { runId: run });
      return { runId: run };
    },
  },
  setLifecycle: {
    allowed: admin,
    open: true,
    input: () => ({
      stages: ["None", "Staging", "Production", "Archived"].map((name) => ({ name, exclusive: name === "Production" })),
    }),
  },
  createApprovalPolicy: {
    allowed: own,
    input: ({ model }) => ({
      name: "p",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", count: 1 }],
    }),
  },
  installPolicyPack: {
    allowed: own,
    input: ({ model }) => ({
      packId: "part-11",
      packVersion: "1",
      scope: { registeredModelId: model },
      teams: [{ name: "quality", teamId: team() }],
    }),
  },
  updateApprovalPolicy: {
    allowed: own,
    input: async (fixture) => ({ approvalPolicyId: await newPolicy(fixture), name: newHandle() }),
  },
  retireApprovalPolicy: { allowed: own, input: async (fixture) => ({ approvalPolicyId: await newPolicy(fixture) }) },
  requestTransition: {
    allowed: contribute,
    input: ({ version }) => ({ modelVersionId: version, to: "Staging", reason: "ready" }),
  },
  rollbackSlot: {
    allowed: contribute,
    input: async (fixture) => {
      const alias = `r${++made}`;
      for (const version of [fixture.version, await addVersion(keeper, fixture.model)])
        await keeper.do("setAlias", { modelVersionId: version, alias });
      return { registeredModelId: fixture.model, slot: `@${alias}`, reason: "regression" };
    },
  },
  beginSigningKey: {
    allowed: known.filter((kind) => !["readOnly", "serviceAccount", "otherModelToken"].includes(kind)),
    open: true,
    input: () => ({ kind: "SSH", name: "laptop" }),
  },
  registerSigningKey: {
    allowed: [],
    hiddenFrom: actorKinds.filter((kind) => kind !== "otherModelToken"),
    input: async () => {
      const { id: challengeId, text } = await challengeOf(keeper);
      return { challengeId, ssh: fileKey().sign(text, "countersign-key") };
    },
  },
  confirmSigningKey: {
    allowed: admin,
    hiddenFrom: actorKinds.filter((kind) => kind !== "auditor"),
    input: async () => ({ signingKeyId: await newSigningKey() }),
  },
  revokeSigningKey: {
    allowed: admin,
    hiddenFrom: actorKinds.filter((kind) => kind !== "auditor"),
    input: async () => ({ signingKeyId: await newSigningKey(), reason: "lost" }),
  },
  prepareSignature: {
    allowed: [],
    hiddenFrom: actorKinds.filter((kind) => kind !== "serviceAccount"),
    input: async () => ({
      transitionRequestId: (await openRequest(await fresh())).id,
      verdict: "APPROVE",
      signingKeyId: await newSigningKey(),
    }),
  },
  approveTransition: {
    allowed: ["reviewer"],
    input: async () => {
      const open = await openRequest(await fresh());
      return { transitionRequestId: open.id, contentDigest: open.contentDigest };
    },
  },
  rejectTransition: {
    allowed: ["reviewer"],
    input: async () => ({ transitionRequestId: (await openRequest(await fresh())).id, comment: "no" }),
  },
  reevaluateGates: {
    allowed: modelReaders.filter((kind) => kind !== "readOnly"),
    input: async () => ({ transitionRequestId: (await openRequest(await fresh())).id }),
  },
  waiveGate: {
    allowed: ["reviewer"],
    input: async () => {
      const { model, version } = await fresh();
      const gates = [
        { key: "good", metric: { key: "auc", min: 1 }, waivableBy: [{ role: "REVIEWER", teamId: team(), count: 1 }] },
      ];
      const policy = {
        name: "proved",
        scope: { registeredModelId: model },
        slots: ["@proved"],
        requirements: [],
        gates,
      };
      const made = await keeper.do("createApprovalPolicy", policy, "approvalPolicy { id }");
      const of = { policyId: made.createApprovalPolicy.approvalPolicy.id, gateKey: "good", reason: "known" };
      const open = await request(keeper, version, "@proved", { waivers: [of] });
      return { transitionRequestId: open.id, contentDigest: open.contentDigest, ...of };
    },
  },
  decideReview: {
    allowed: ["reviewer"],
    input: async () => ({ reviewId: await owedReview(await fresh()), verdict: "CONFIRM", comment: "fine" }),
  },
  withdrawTransition: {
    allowed: maintain,
    input: async () => ({ transitionRequestId: (await openRequest(await fresh())).id }),
  },
};

const unseeing: Kind[] = ["stranger", "otherModelToken", "resolver"];

const expected = (operation: Operation, kind: Kind): string => {
  if (kind === "anonymous" || kind === "expired") return "UNAUTHENTICATED";
  if (kind === "readOnly" && !operation.readOnlyAsks) return "FORBIDDEN";
  const hidden = operation.hiddenFrom ?? (operation.open ? [] : unseeing);
  return hidden.includes(kind) ? "NOT_FOUND" : "FORBIDDEN";
};

const allowedEntries = async (): Promise<number> =>
  Number((await superuser.query("select count(*) as n from audit.entry where outcome = 'ALLOWED'")).rows[0].n);

describe.each(Object.entries(operations) as [MutationName, Operation][])("%s", (mutation, operation) => {
  it.each(actorKinds)("as %s", async (kind) => {
    const actor = actors[kind];
    if (operation.allowed.includes(kind)) {
      const input = await operation.input(await fresh());
      await actor.do(mutation, input);
      return;
    }
    const input = await operation.input(shared);
    const before = await allowedEntries();
    expect(await actor.refused(mutation, input)).toBe(expected(operation, kind));
    expect(await allowedEntries()).toBe(before);
  });
});

it("covers every mutation of the schema", async () => {
  const { __schema } = await world.admin.ask<Answer>("{ __schema { mutationType { fields { name } } } }");
  const names: string[] = __schema.mutationType.fields.map(({ name }: { name: string }) => name);
  expect(Object.keys(operations).sort()).toEqual(names.sort());
});

describe("an experiment's own rules", () => {
  it("its visibility is its owners' to change", async () => {
    const { experiment } = await fresh();
    const input = { experimentId: experiment, visibility: "ORGANIZATION" };
    expect(await actors.maintainer.refused("updateExperiment", input)).toBe("FORBIDDEN");
    expect(await actors.admin.refused("updateExperiment", input)).toBe("FORBIDDEN");
    await actors.owner.do("updateExperiment", input);
  });

  it("a run is deleted and brought back by whoever made it, too", async () => {
    const { experiment } = await fresh();
    const { experiment: found } = await keeper.ask(`query ($id: ID!) { experiment(id: $id) { experimentId } }`, {
      id: experiment,
    });
    const hex = await new Mlflow(actors.contributor).run(found.experimentId);
    const { run } = await keeper.ask(`query ($id: ID!) { run(id: $id) { id } }`, { id: hex });
    expect(await actors.serviceAccount.refused("deleteRun", { runId: run.id })).toBe("FORBIDDEN");
    await actors.contributor.do("deleteRun", { runId: run.id });
    await actors.contributor.do("restoreRun", { runId: run.id });
  });

  it("the organisation's takes its tags from admins only, and is neither renamed nor deleted by anybody", async () => {
    const { experiment } = await keeper.ask(`{ experiment(id: "0") { id } }`);
    for (const kind of ["owner", "contributor", "auditor", "stranger"] as const)
      expect(
        await actors[kind].refused("setExperimentTag", { experimentId: experiment.id, key: "k", value: "v" }),
      ).toBe("FORBIDDEN");
    expect(
      await actors.otherModelToken.refused("setExperimentTag", { experimentId: experiment.id, key: "k", value: "v" }),
    ).toBe("NOT_FOUND");
    await actors.admin.do("setExperimentTag", { experimentId: experiment.id, key: "k", value: "v" });
    for (const mutation of ["deleteExperiment", "updateExperiment"] as const)
      expect(await actors.admin.refused(mutation, { experimentId: experiment.id })).toBe("FORBIDDEN");
  });
});

const trackedRoots: ["experiment" | "run", string, (fixture: Fixture) => string, string][] = [
  ["experiment", "experiment(id: $id) { id }", ({ experiment }) => experiment, "exp_00000000000000000000000001"],
  ["run", "run(id: $id) { id }", ({ run }) => run, "run_00000000000000000000000001"],
];
describe.each(trackedRoots)("reading %s of a TEAM experiment", (field, selection, idOf, absent) => {
  it.each(known)("as %s", async (kind) => {
    const query = `query ($id: ID!) { ${selection} }`;
    const reply = await actors[kind].send(query, { id: idOf(shared) });
    if (teamReaders.includes(kind)) expect(reply.data?.[field]?.id).toBe(idOf(shared));
    else expect(reply).toEqual({ ...(await actors[kind].send(query, { id: absent })), headers: reply.headers });
  });
});

const roots: ["registeredModel" | "modelVersion" | "resolve", string, readonly Kind[]][] = [
  ["registeredModel", `registeredModel(name: $name) { id }`, modelReaders],
  ["modelVersion", `modelVersion(name: $name, version: 1) { id }`, modelReaders],
  ["resolve", `resolve(uri: $uri) { id }`, [...modelReaders, "resolver"]],
];

describe.each(roots)("reading %s of a TEAM model", (field, selection, readers) => {
  it.each(known)("as %s", async (kind) => {
    const query = `query ($name: String!, $uri: String!, $id: ID!) { ${selection} a: __typename } `.replace(
      /\(\$name.*?\)/,
      `(${["name: String!", "uri: String!", "id: ID!"]
        .filter((each) => selection.includes(`$${each.split(":")[0]}`))
        .map((each) => `$${each}`)
        .join(", ")})`,
    );
    const reply = await actors[kind].send(query, {
      name: shared.name,
      uri: `models:/${shared.name}/latest`,
      id: shared.version,
    });
    const absent = await actors[kind].send(query, {
      name: "no-such-model",
      uri: "models:/no-such-model/latest",
      id: "mv_absent",
    });
    if (readers.includes(kind)) expect(reply.data?.[field]?.id).toBeTruthy();
    else expect(reply).toEqual({ ...absent, headers: reply.headers });
  });
});

it("says of every noun who reads it", () => {
  expect(unsaid(nouns)).toEqual([]);
});

describe("reading a thing of each noun by its id", () => {
  const things: Record<string, string> = {};
  beforeAll(async () => {
    const fixture = await fresh();
    const { experiment } = await keeper.ask("query ($id: ID!) { experiment(id: $id) { experimentId } }", {
      id: fixture.experiment,
    });
    const hex = await new Mlflow(keeper).loggedModel(experiment.experimentId);
    const { loggedModel } = await keeper.ask("query ($id: ID!) { loggedModel(id: $id) { id } }", { id: hex });
    const { createInvitation } = await world.admin.do(
      "createInvitation",
      { principalId: await newUser() },
      "invitation { id }",
    );
    const open = await openRequest(fixture);
    const review = await owedReview(fixture);
    Object.assign(things, {
      review,
      principal: actors.viewer.id,
      team: team(),
      api_token: (await actorFor(world.admin, actors.serviceAccount.id, "pipeline")).tokenId,
      invitation: createInvitation.invitation.id,
      saved_view: await newView(),
      experiment: fixture.experiment,
      run: fixture.run,
      logged_model: loggedModel.id,
      registered_model: fixture.model,
      model_version: fixture.version,
      document: await newDocument(fixture),
      approval_policy: await newPolicy(fixture),
      transition_request: open.id,
    });
  });

  const asked = Object.entries(nounReaders).flatMap(([noun, readers]) =>
    readers === null ? [] : known.map((kind) => [noun, kind, readers.includes(kind)] as const),
  );
  it.each(asked)("%s as %s", async (noun, kind, reads) => {
    const id = things[noun] ?? "";
    const query = "query ($id: ID!) { node(id: $id) { id } }";
    const reply = await actors[kind].send(query, { id });
    const absent = await actors[kind].send(query, { id: `${id.split("_")[0]}_00000000000000000000000001` });
    if (reads) expect(reply.data?.node?.id).toBe(id);
    else expect(reply).toEqual({ ...absent, headers: reply.headers });
  });
});

describe("GET /evidence of a TEAM model's version", () => {
  const notedReads = async (): Promise<number> =>
    Number((await superuser.query<{ n: string }>("select count(*) as n from evidence_read")).rows[0]?.n);

  it.each(actorKinds)("as %s", async (kind) => {
    const before = await notedReads();
    const answers = async (model: string): Promise<unknown[]> => {
      const told: unknown[] = [];
      for (const more of ["", "&format=csv", "&format=html", "&includeReads=true"]) {
        const response = await actors[kind].get(`/evidence?model=${model}&version=1${more}`);
        const body = (await response.text()).replace(/"requestId":"[^"]*"/, "");
        told.push(response.status === 200 ? 200 : [response.status, body]);
      }
      return told;
    };
    const [found, absent] = [await answers(shared.name), await answers("no-such-model")];
    if (modelReaders.includes(kind)) {
      expect(found).toEqual([200, 200, 200, 200]);
      expect(await notedReads()).toBeLessThanOrEqual(before + 1);
    } else {
      expect(found).toEqual(absent);
      expect(await notedReads()).toBe(before);
    }
  });
});
