import { createClient, eachOf } from "./client.js";
import type { Service } from "./stage.js";

/** A model with two versions, the first of which holds Production. */
export interface SeededModel {
  readonly id: string;
  readonly name: string;
  readonly versions: readonly [string, string];
}

/** What the jobs find in the registry, made through the API. */
export interface World {
  readonly teamId: string;
  readonly models: readonly SeededModel[];
  /** Of a service account that may only resolve. */
  readonly servingToken: string;
  /** Of a maintainer of the models' team. */
  readonly maintainerToken: string;
  readonly maintainerId: string;
}

const MODELS = 400;
const WIDTH = 16;

const createTeam = `mutation($input: CreateTeamInput!) { createTeam(input: $input) { team { id } userErrors { message } } }`;
const createUser = `mutation($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { message } } }`;
const createAccount = `mutation($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) { serviceAccount { id } userErrors { message } } }`;
const addMember = `mutation($input: AddTeamMemberInput!) { addTeamMember(input: $input) { userErrors { message } } }`;
const createToken = `mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret userErrors { message } } }`;
const createModel = `mutation($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { id } userErrors { message } } }`;
const createVersion = `mutation($input: CreateModelVersionInput!) {
  createModelVersion(input: $input) { modelVersion { id } userErrors { message } } }`;
const requestTransition = `mutation($input: RequestTransitionInput!) {
  requestTransition(input: $input) { transitionRequest { state } userErrors { message } } }`;

type Id<Field extends string, Thing extends string> = Record<Field, Record<Thing, { id: string }>>;
type Graphql = ReturnType<typeof createClient>["graphql"];

/** Makes a team with a maintainer, a serving account, and its models. */
export const seed = async (service: Service): Promise<World> => {
  const admin = createClient(service.url, service.adminToken, WIDTH);
  try {
    const team = await admin.graphql<Id<"createTeam", "team">>(createTeam, { input: { slug: "bench", name: "Bench" } });
    const teamId = team.createTeam.team.id;
    const user = await admin.graphql<Id<"createUser", "user">>(createUser, {
      input: { handle: "bench-maintainer", displayName: "Bench Maintainer" },
    });
    const account = await admin.graphql<Id<"createServiceAccount", "serviceAccount">>(createAccount, {
      input: { teamId, handle: "bench-serving", displayName: "Bench serving" },
    });
    const maintainerId = user.createUser.user.id;
    const servingId = account.createServiceAccount.serviceAccount.id;
    const maintainerToken = await member(admin.graphql, teamId, maintainerId, "MAINTAINER", ["READ", "WRITE"]);
    const servingToken = await member(admin.graphql, teamId, servingId, "VIEWER", ["RESOLVE"]);
    const models = await seedModels(service, maintainerToken, teamId);
    return { teamId, models, servingToken, maintainerToken, maintainerId };
  } finally {
    admin.close();
  }
};

const member = async (graphql: Graphql, teamId: string, principalId: string, role: string, scopes: string[]) => {
  await graphql(addMember, { input: { teamId, principalId, roles: [role] } });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const input = { principalId, name: "bench", expiresAt, scopes };
  return (await graphql<{ createApiToken: { secret: string } }>(createToken, { input })).createApiToken.secret;
};

const seedModels = async (service: Service, token: string, teamId: string): Promise<SeededModel[]> => {
  const client = createClient(service.url, token, WIDTH);
  const models: SeededModel[] = [];
  const names = Array.from({ length: MODELS }, (_, index) => `bench-${String(index).padStart(4, "0")}`);
  await eachOf(names, WIDTH, async (name) => {
    const input = { name, teamId, visibility: "TEAM" };
    const model = await client.graphql<Id<"createRegisteredModel", "registeredModel">>(createModel, { input });
    const { id } = model.createRegisteredModel.registeredModel;
    const versions = [await seedVersion(client.graphql, id), await seedVersion(client.graphql, id)] as const;
    const move = { modelVersionId: versions[0], to: "Production", reason: "first" };
    await client.graphql(requestTransition, { input: move });
    models.push({ id, name, versions });
  });
  client.close();
  return models.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Makes the model's next version, through the API. */
export const seedVersion = async (graphql: Graphql, registeredModelId: string): Promise<string> => {
  const input = {
    registeredModelId,
    source: "s3://models.example/bench/artifacts/model",
    runId: "5b1f0c7de2a94f6e8d3c",
    params: [
      { key: "learning_rate", value: "0.01" },
      { key: "depth", value: "6" },
    ],
    metrics: [{ key: "accuracy", value: 0.93 }],
    artifacts: [{ path: "model.bin", sha256: "a".repeat(64), size: "1048576" }],
  };
  const version = await graphql<Id<"createModelVersion", "modelVersion">>(createVersion, { input });
  return version.createModelVersion.modelVersion.id;
};
