import { type Client, createClient, eachOf } from "./client.js";
import type { BenchContext } from "./context.js";
import { type SeededModel, seedVersion } from "./seed.js";

const WIDTH = 8;
const dataset = { name: "recent", digest: "499ce42d" };

const createModel = `mutation($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { id } userErrors { message } } }`;
const createPolicy = `mutation($input: CreateApprovalPolicyInput!) { createApprovalPolicy(input: $input) { userErrors { message path } } }`;
const setTag = `mutation($input: SetTagInput!) { setTag(input: $input) { userErrors { message } } }`;
const recordEvaluation = `mutation($input: RecordEvaluationInput!) { recordEvaluation(input: $input) { userErrors { message } } }`;
const reportCheck = `mutation($input: ReportCheckInput!) { reportCheck(input: $input) { userErrors { message } } }`;
const requestTransition = `mutation($input: RequestTransitionInput!) {
  requestTransition(input: $input) { transitionRequest { id } userErrors { message } } }`;
const digestOf = `query($id: ID!) { node(id: $id) { ... on ModelVersion { digest } } }`;

/** Makes policies; of the administrator of the service. */
export const guard = async ({ service }: BenchContext, input: object): Promise<void> => {
  const admin = createClient(service.url, service.adminToken, 1);
  await admin.graphql(createPolicy, { input }).finally(() => admin.close());
};

/** A report that the version's `scan` succeeded, by the maintainer. */
export const reportScan = async (client: Client, modelVersionId: string, externalId: string): Promise<void> => {
  const { node } = await client.graphql<{ node: { digest: string } }>(digestOf, { id: modelVersionId });
  const facts = { name: "scan", status: "COMPLETED", conclusion: "SUCCESS", externalId };
  await client.graphql(reportCheck, { input: { modelVersionId, versionDigest: node.digest, ...facts } });
};

/** A model of two versions, neither of which holds a slot. */
export const makeModel = async (client: Client, teamId: string, name: string): Promise<SeededModel> => {
  const input = { name, teamId, visibility: "TEAM" };
  type Made = { createRegisteredModel: { registeredModel: { id: string } } };
  const { createRegisteredModel } = await client.graphql<Made>(createModel, { input });
  const { id } = createRegisteredModel.registeredModel;
  return { id, name, versions: [await seedVersion(client.graphql, id), await seedVersion(client.graphql, id)] };
};

/** Moves the version at once, or asks for it. */
export const moveTo = (client: Client, modelVersionId: string, to: string): Promise<unknown> =>
  client.graphql(requestTransition, { input: { modelVersionId, to, reason: "bench" } });

/** What the five gates look at, for one version. */
const prove = async (client: Client, modelVersionId: string): Promise<void> => {
  await client.graphql(setTag, { input: { subjectId: modelVersionId, key: "audited", value: "yes" } });
  const metrics = ["accuracy", "auc"].map((key) => ({ key, value: 0.9 }));
  await client.graphql(recordEvaluation, { input: { modelVersionId, dataset, metrics } });
  await reportScan(client, modelVersionId, "first");
};

/** Two metrics on a data set, a champion, a tag and a check: all of them pass for every version that was proved. */
const fiveGates = (reporter: string) => [
  { key: "accurate", metric: { key: "accuracy", min: 0.5, dataset: { name: dataset.name } } },
  { key: "auc", metric: { key: "auc", min: 0.5, dataset: { name: dataset.name } } },
  {
    key: "not-worse",
    champion: { metric: "accuracy", direction: "HIGHER", margin: -0.1, dataset: { name: dataset.name } },
  },
  { key: "audited", tag: { key: "audited", values: ["yes"], independent: false } },
  { key: "scanned", check: { name: "scan", reportedBy: [reporter] } },
];

/** Models whose two versions have all that five gates ask for, with a policy that has them or without. */
export const seedProved = async (
  context: BenchContext,
  { count, isGuarded }: { readonly count: number; readonly isGuarded: boolean },
): Promise<SeededModel[]> => {
  const { service, world } = context;
  const client = createClient(service.url, world.maintainerToken, WIDTH);
  const models: SeededModel[] = [];
  const names = Array.from({ length: count }, (_, index) => `${isGuarded ? "gated" : "free"}-${index}`);
  try {
    await eachOf(names, WIDTH, async (name) => {
      const model = await makeModel(client, world.teamId, name);
      for (const version of model.versions) await prove(client, version);
      await moveTo(client, model.versions[0], "Production");
      const policy = { name: "Five gates", scope: { registeredModelId: model.id }, slots: ["Production"] };
      if (isGuarded) await guard(context, { ...policy, requirements: [], gates: fiveGates(world.maintainerId) });
      models.push(model);
    });
  } finally {
    client.close();
  }
  return models;
};
