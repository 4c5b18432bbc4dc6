import { createClient } from "../client.js";
import type { BenchContext } from "../context.js";
import type { BigModel } from "../volume.js";

type Operation = readonly [name: string, run: () => Promise<unknown>];

const page = "pageInfo { hasNextPage endCursor }";

/**
 * The operations whose statements must stay index probes, as a member of a team and as an administrator sees them, on
 * a model of many versions, and on the model `told` whose first version has many entries.
 */
export const operations = ({ service, world }: BenchContext, model: BigModel, told: string): Operation[] => {
  const member = createClient(service.url, world.maintainerToken, 1);
  const admin = createClient(service.url, service.adminToken, 1);
  const { name } = model;
  const resolve = (uri: string, at = ""): Operation => [
    `resolve ${uri.slice(uri.indexOf(name) + name.length)}${at}`,
    () => member.send("GET", `/resolve?uri=${uri}${at}`, { headers: { "cache-control": "no-cache" } }),
  ];
  const asMember = (what: string, query: string): Operation => [what, () => member.graphql(query)];
  const asAdmin = (what: string, query: string): Operation => [`${what}, as admin`, () => admin.graphql(query)];
  const both = (what: string, query: string): Operation[] => [asMember(what, query), asAdmin(what, query)];
  return [
    resolve(`models:/${name}/Production`),
    resolve(`models:/${name}@champion`),
    resolve(`models:/${name}/latest`),
    resolve(`models:/${name}/None`),
    resolve(`models:/${name}/Archived`),
    resolve(`models:/${name}/500`),
    resolve(`models:/${name}/Production`, `&at=${encodeURIComponent(new Date(Date.now() - 1_000).toISOString())}`),
    ...both("what is called so", `{ search(q: "${name} 5") { kind id name } }`),
    ...both(
      "a version with all its lists",
      `{ modelVersion(name: "${name}", version: 5) { id stage { name } nextStages { name } aliases tags { key value }
        params { key value } metrics { key value } createdBy { handle } registeredModel { name team { slug } }
        slotHistory(first: 20) { nodes { slot from to } ${page} } transitionRequests(first: 20) { nodes { id state } } } }`,
    ),
    ...both(
      "a model with its slots",
      `{ registeredModel(name: "${name}") { id description tags { key value } slots { slot version }
        slotHistory(slot: "Production", first: 20) { nodes { slot from to } ${page} } } }`,
    ),
    ...both("models by name", `{ registeredModels(first: 50) { nodes { name } ${page} } }`),
    ...both(
      "models by name and tag",
      `{ registeredModels(first: 50, filter: { nameContains: "growth", tags: [{ key: "area" }] }) { nodes { name } } }`,
    ),
    ...both(
      "models of a team",
      `{ registeredModels(first: 50, filter: { team: "bench" }) { nodes { name } ${page} } }`,
    ),
    ...both(
      "versions of a model",
      `{ modelVersions(first: 50, filter: { model: "${name}" }) { nodes { version } ${page} } }`,
    ),
    ...both(
      "versions in a stage",
      `{ modelVersions(first: 50, filter: { model: "${name}", stage: "Archived" }) { nodes { version stage { name } } } }`,
    ),
    ...both(
      "holders of Production",
      `{ modelVersions(first: 50, filter: { stage: "Production" }) { nodes { version } } }`,
    ),
    ...both("versions by run", `{ modelVersions(first: 50, filter: { runId: "run-77" }) { nodes { version } } }`),
    ...both(
      "versions by tag",
      `{ modelVersions(first: 50, filter: { tags: [{ key: "dataset", value: "d7" }] }) { nodes { version } } }`,
    ),
    ...both(
      "versions by metric and stage",
      `{ modelVersions(first: 50, filter: { metrics: [{ key: "accuracy", operator: GREATER, value: 0.9 }], stage: "Production" }) { nodes { version } } }`,
    ),
    ...both(
      "versions by param and creator",
      `{ modelVersions(first: 50, filter: { params: [{ key: "learning_rate", value: "0.01" }], createdBy: "bench-maintainer" }) { nodes { version } } }`,
    ),
    ...both("requests", `{ transitionRequests(first: 50) { nodes { id state modelVersion { version } } } }`),
    ...both(
      "requests that wait for me",
      `{ transitionRequests(first: 50, filter: { awaitingMyDecision: true }) { nodes { id } } }`,
    ),
    ...both(
      "evidence of a version",
      `{ modelVersion(name: "${told}", version: 1) { evidence(first: 100) { nodes { id action subjects { id label } } ${page} } } }`,
    ),
    asAdmin("the log", `{ auditEntries(first: 100) { nodes { id action } ${page} } }`),
    asAdmin("the log by actor", `{ auditEntries(first: 100, filter: { actor: "bench-maintainer" }) { nodes { id } } }`),
    asAdmin(
      "the log by action",
      `{ auditEntries(first: 100, filter: { action: "createModelVersion" }) { nodes { id } } }`,
    ),
    asAdmin(
      "the log by subject",
      `{ auditEntries(first: 100, filter: { subjectId: "${model.id}" }) { nodes { id } } }`,
    ),
    ...writes(member, model),
  ];
};

type Client = ReturnType<typeof createClient>;

/** The input of each turn names another version where the same once more would do nothing. */
const mutation = (client: Client, name: string, input: (turn: number) => Record<string, unknown>): Operation => {
  let turn = 0;
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`;
  return [name, () => client.graphql(query, { input: input(turn++) })];
};

const writes = (client: Client, { id, versionId }: BigModel): Operation[] => [
  mutation(client, "createModelVersion", () => ({ registeredModelId: id, source: "s3://models.example/plans" })),
  mutation(client, "setTag", (turn) => ({ subjectId: versionId(5), key: "note", value: `plans ${turn}` })),
  mutation(client, "setAlias", (turn) => ({ modelVersionId: versionId(100 + turn), alias: "champion" })),
  mutation(client, "requestTransition", (turn) => ({
    modelVersionId: versionId(200 + turn),
    to: "Production",
    reason: "plans",
  })),
  mutation(client, "rollbackSlot", () => ({ registeredModelId: id, slot: "Production", reason: "plans" })),
];
