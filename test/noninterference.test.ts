// @module-tag leak
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer, MutationName, Reply } from "./support/actor.js";
import { Mlflow, placeIn } from "./support/mlflow.js";
import { addVersion, registerModel, request } from "./support/registry.js";
import { actorFor, openWorld, type World } from "./support/world.js";

/**
 * What somebody may not see must not change a byte of any answer to them: the same questions are asked before and
 * after another team has worked out of sight.
 */

let world: World;
let vera: Actor, sam: Actor, narrow: Actor;
let hidden: { model: string; version: string; request: string };
/** A run that vera's team shows to everybody, by MLflow's id, and the experiment it is in. */
let shown: { experiment: string; run: string; trial: string; model: string; version: string };
let hiddenRuns: { experiment: string; run: string; model: string; hex: string; number: string; modelHex: string };

/** The same work in any experiment: what one team does out of sight another does in the open. */
const trackedWork = async (wire: Mlflow, experiment: string, keys: readonly string[]): Promise<Answer> => {
  const tags = [{ key: "risk", value: "high" }];
  const parent = await wire.run(experiment, { run_name: "search", tags, start_time: 1_000 });
  let [trial, model] = ["", ""];
  for (let index = 0; index < 3; index++) {
    const nested = { key: "mlflow.parentRunId", value: parent };
    const run_id = await wire.run(experiment, {
      run_name: `trial-${index}`,
      tags: [...tags, nested],
      start_time: 2_000 + index,
    });
    await wire.post("runs/log-batch", {
      run_id,
      metrics: keys.map((key) => ({ key, value: index / 10, timestamp: 1, step: index })),
      params: keys.map((key) => ({ key, value: `${index}` })),
    });
    const dataset = { name: "iris", digest: "abc", source_type: "local", source: "{}" };
    trial = run_id;
    model = await wire.loggedModel(experiment, { name: "forest", source_run_id: run_id, tags });
    await wire.post("runs/log-inputs", { run_id, datasets: [{ tags: [], dataset }] });
    await wire.post("runs/outputs", { run_id, models: [{ model_id: model, step: 0 }] });
    const uri = (await wire.get("runs/get", { run_id })).run.info.artifact_uri;
    await wire.upload(`${placeIn(uri)}/model/weights.bin`, "the same bytes");
  }
  return { parent, trial, model };
};

beforeAll(async () => {
  world = await openWorld();
  vera = await world.user("vera", { fraud: ["OWNER", "REVIEWER"] });
  sam = await world.user("sam", { secret: ["OWNER"] });
  await world.user("sol", { secret: ["CONTRIBUTOR"] });
  for (const name of ["alpha", "beta", "gamma"]) {
    const model = await registerModel(vera, world.teamId("fraud"), name, {
      visibility: name === "beta" ? "TEAM" : "ORGANIZATION",
    });
    await vera.do("setTag", { subjectId: model, key: "risk", value: "high" });
    for (let count = 0; count < 3; count++) await request(vera, await addVersion(vera, model), "Production");
  }
  const wire = new Mlflow(vera);
  const experiment = await wire.experiment("training");
  const { parent, trial, model } = await trackedWork(wire, experiment, ["auc", "loss"]);
  const { registeredModel, modelVersion } = await vera.ask(
    `{ registeredModel(name: "alpha") { id } modelVersion(name: "alpha", version: 2) { id } }`,
  );
  shown = { experiment, run: parent, trial, model, version: modelVersion.id };
  narrow = await actorFor(world.admin, vera.id, "vera", { modelIds: [registeredModel.id] });
});
afterAll(() => world?.close());

const questions: [string, (after: string | null) => Answer][] = [
  [
    `query ($after: String) { registeredModels(first: 2, after: $after) { nodes { id name slots { slot version } latestVersion { version } } pageInfo { hasNextPage endCursor } } }`,
    (after) => ({ after }),
  ],
  [
    `query { registeredModels(first: 100, filter: { tags: [{ key: "risk", value: "high" }] }, orderBy: { field: UPDATED_AT, direction: DESC }) { edges { cursor node { name } } pageInfo { hasNextPage } } }`,
    () => ({}),
  ],
  [
    `query { policyPacks { id version digest teams } modelVersion(name: "alpha", version: 2) { controls(pack: "sr-26-2") { id state missing judgement evidence { what label id digest at hidden } } } approvalPolicies { nodes { pack { id } } } }`,
    () => ({}),
  ],
  [`query { registeredModels(filter: { nameContains: "a" }) { nodes { name } } }`, () => ({})],
  [
    `query ($after: String) { registeredModels(first: 1, after: $after, orderBy: { field: LAST_ACTIVITY, direction: DESC }) { nodes { name lastActivityAt openRequestCount } totalCount { count } pageInfo { hasNextPage endCursor } } }`,
    (after) => ({ after }),
  ],
  ...["a", "hidden", "hidden 1"].map((text): [string, (after: string | null) => Answer] => [
    `query ($text: String) {
      models: registeredModels(filter: { text: $text }) { nodes { name } totalCount { count } facets(keys: ["slot", "owner"]) { values { value count } } pageInfo { hasNextPage endCursor } }
      held: registeredModels(filter: { text: $text, holds: "Production" }) { nodes { name } totalCount { count } }
      open: registeredModels(filter: { hasOpenRequests: true, ownedBy: "secret" }) { nodes { name } totalCount { count } }
      modelVersions(filter: { text: $text }) { nodes { id } totalCount { count } pageInfo { hasNextPage endCursor } }
      transitionRequests(filter: { text: $text }, orderBy: { field: EXPIRES_AT }) { nodes { id } totalCount { count } pageInfo { hasNextPage endCursor } } }`,
    () => ({ text }),
  ]),
  [
    `query { registeredModels(filter: { includeDeleted: true }) { totalCount { count capped } facets(first: 100, keys: ["team", "visibility", "riskTier", "owner", "tag", "tag:risk"]) { key values { value label count capped } } } }`,
    () => ({}),
  ],
  [
    `query { modelVersions { totalCount { count } facets(first: 100, keys: ["model", "team", "stage", "alias", "createdBy", "tag"]) { key values { value label count } } } of: modelVersions(filter: { team: "secret" }) { totalCount { count capped } facets(keys: ["model"]) { values { value } } } }`,
    () => ({}),
  ],
  [
    `query { transitionRequests { totalCount { count capped } facets(first: 100, keys: ["state", "to", "model", "requestedBy"]) { key values { value label count } } } a: transitionRequests(filter: { awaitingMyDecision: true }) { totalCount { count } } }`,
    () => ({}),
  ],
  [
    `query { runs(filter: { deletion: ALL }) { totalCount { count capped } facets(first: 100, keys: ["status", "user", "experiment", "tag", "tag:risk", "param:auc"]) { key values { value label count } } nodes { children { totalCount { count } facets(keys: ["status"]) { values { count } } } modelVersions { totalCount { count } facets(keys: ["model"]) { values { value count } } } } } }`,
    () => ({}),
  ],
  [
    `query { registeredModels(first: 100, filter: { riskTier: HIGH }) { nodes { name riskTier riskTiers { tier setBy { id } } } pageInfo { hasNextPage } } }`,
    () => ({}),
  ],
  [
    `query { modelVersions(first: 5, filter: { stage: "production" }, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id version } pageInfo { hasNextPage endCursor } } }`,
    () => ({}),
  ],
  [
    `query { modelVersions(first: 200, filter: { team: "secret" }) { nodes { id } pageInfo { hasNextPage } } }`,
    () => ({}),
  ],
  [`query { transitionRequests(first: 200) { nodes { id state } pageInfo { hasNextPage endCursor } } }`, () => ({})],
  [`query { transitionRequests(filter: { awaitingMyDecision: true }) { nodes { id } } }`, () => ({})],
  [`query { reviews(first: 200) { nodes { id state } pageInfo { hasNextPage endCursor } } }`, () => ({})],
  [`query { approvalPolicies(first: 200) { nodes { id name } pageInfo { hasNextPage } } }`, () => ({})],
  [
    `query { auditEntries(first: 200, filter: { actor: "sam" }) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
    () => ({}),
  ],
  [
    `query ($after: String) { modelVersion(name: "alpha", version: 2) { evidence(first: 2, after: $after) { edges { cursor node { id seq stream hash requestId } } pageInfo { hasNextPage endCursor } } } }`,
    (after) => ({ after }),
  ],
  [
    `query { users(first: 100, filter: { handleContains: "a" }) { nodes { handle } } apiTokens { nodes { id } } }`,
    () => ({}),
  ],
  [
    `query { transitionRequests(first: 50) { nodes { id cause statement requirements { policyName policyRevision needed given team { slug } } } } }`,
    () => ({}),
  ],
  [
    `query { registeredModel(name: "alpha") { documents { nodes { id kind } pageInfo { endCursor } } } modelVersion(name: "alpha", version: 2) { documents { nodes { id } pageInfo { endCursor } } } }`,
    () => ({}),
  ],
  [
    `query { modelVersion(name: "alpha", version: 2) { evidence(first: 200) { nodes { id action subjects { id label hidden } before after } } transitionRequests { nodes { id } } slotHistory { nodes { slot from to } } } }`,
    () => ({}),
  ],
  [`query { savedViews { id screen name query } models: savedViews(screen: "models") { id } }`, () => ({})],
  [
    `query { registeredModel(name: "hidden-1") { id } modelVersion(name: "hidden-1", version: 1) { id } resolve(uri: "models:/hidden-1/Production") { id } }`,
    () => ({}),
  ],
];

/** What is looked for by name, and asked of a version of vera's. */
const foretold: [string, (after: string | null) => Answer][] = [
  ...["a", "hidden", "only", "training", "hidden 1", "sam", "secret"].map(
    (q): [string, (after: string | null) => Answer] => [
      `query ($q: String!) { search(q: $q, first: 50) { kind id name version hint } }`,
      () => ({ q }),
    ],
  ),
  [
    `query ($id: ID!) { checkTransition(modelVersionId: $id, to: "Archived") { canRequest canApprove appliesAtOnce places { role policyName } refusals { code message who } gates { key verdict cause policy { name } } } }`,
    () => ({ id: shown.version }),
  ],
];

const LINEAGE = `query ($id: ID!) { lineage(id: $id, direction: BOTH, depth: 4) { nodes { key label } edges { from to role } truncated } few: lineage(id: $id, direction: BOTH, depth: 4, first: 3) { nodes { key } truncated } }`;
const RUN = "id runId name status metrics { key value } params { key value } tags { key value }";
const tracked: [string, (after: string | null) => Answer][] = [
  [
    `query ($after: String) { experiments(first: 1, after: $after) { nodes { id name lastRunAt } pageInfo { hasNextPage endCursor } } }`,
    (after) => ({ after }),
  ],
  [
    `{ experiment(name: "training") { id experimentId tags { key value } runs { nodes { id } pageInfo { endCursor } } } }`,
    () => ({}),
  ],
  [`{ experiments(filter: { name: { operator: LIKE, value: "%i%" }, deletion: ALL }) { nodes { name } } }`, () => ({})],
  ...["", `orderBy: { metric: "auc" }`, `orderBy: { metric: "only hidden" }`, `orderBy: { param: "only hidden" }`].map(
    (order): [string, (after: string | null) => Answer] => [
      `query ($after: String) { runs(first: 2, after: $after ${order && `, ${order}`}) { nodes { ${RUN} } pageInfo { hasNextPage endCursor } } }`,
      (after) => ({ after }),
    ],
  ),
  [
    `{ runs(filter: { rootsOnly: true }) { nodes { name childCount bestChild(metric: "auc", direction: HIGHER_IS_BETTER) { run { name } } least: bestChild(among: ["loss"]) { metric value run { name } } children { nodes { name } pageInfo { endCursor } } } } }`,
    () => ({}),
  ],
  [`{ runs(filter: { metrics: [{ key: "only hidden", operator: MISSING }] }) { nodes { name } } }`, () => ({})],
  [
    `{ runs(filter: { tags: [{ key: "risk", value: "high" }], datasets: [{ field: NAME, value: "iris" }] }) { nodes { name datasets { name digest } } } }`,
    () => ({}),
  ],
  [
    `query ($id: ID!) { run(id: $id) { ${RUN} modelVersions { nodes { id modelName } pageInfo { hasNextPage } } childCount } }`,
    () => ({ id: shown.run }),
  ],
  [
    `query ($id: ID!) { run(id: $id) { parent { name } modelVersions { nodes { id } } loggedModels { role loggedModel { id } } metricHistory(key: "auc") { total } artifacts { nodes { path } pageInfo { endCursor } } } }`,
    () => ({ id: shown.trial }),
  ],
  [
    `query ($after: String) { loggedModels(first: 2, after: $after) { nodes { id name sourceRun { name } modelVersions { nodes { id } } metrics { key } } pageInfo { hasNextPage endCursor } } }`,
    (after) => ({ after }),
  ],
  [
    `query ($id: ID!) { loggedModel(id: $id) { name metrics { key value run { id } } artifacts { nodes { path sha256 } } modelVersions { nodes { id } } } }`,
    () => ({ id: shown.model }),
  ],
  [
    `query ($ids: [ID!]!) { compareRuns(runIds: $ids) { runs { id } metrics { key values } params(all: true) { key } } }`,
    () => ({ ids: [shown.run] }),
  ],
  [
    `query ($ids: [ID!]!) { columns(experimentIds: $ids) { kind key runs distinct min max sampled } none: columns(experimentIds: $ids, prefix: "only") { key } }`,
    () => ({ ids: [shown.experiment, "0"] }),
  ],
  [LINEAGE, () => ({ id: shown.run })],
  [LINEAGE, () => ({ id: shown.trial })],
  [LINEAGE, () => ({ id: shown.model })],
  [LINEAGE, () => ({ id: shown.version })],
  [
    `{ runMatrix(filter: {}, columns: [{ kind: METRIC, key: "auc" }, { kind: PARAM, key: "only hidden" }]) { runs names columns { values } total sampled } }`,
    () => ({}),
  ],
  [
    `query ($ids: [ID!]!) { runMatrix(runIds: $ids, columns: [{ kind: METRIC, key: "loss" }], aggregate: BEST) { runs columns { values } total } metricSeries(runIds: $ids, keys: ["auc", "only hidden"]) { runId key values total } }`,
    () => ({ ids: [shown.run, shown.trial] }),
  ],
];

/** MLflow's calls, and for those that have pages the name of their list. */
const wireCalls: [string, string, () => Answer][] = [
  ["GET", "experiments/search", () => ({ max_results: 1 })],
  ["GET", "experiments/get-by-name", () => ({ experiment_name: "training" })],
  ["GET", "experiments/get-by-name", () => ({ experiment_name: "only hidden" })],
  ["POST", "runs/search", () => ({ experiment_ids: [shown.experiment, "0"], max_results: 2 })],
  [
    "POST",
    "runs/search",
    () => ({ experiment_ids: [shown.experiment], max_results: 2, order_by: ["metrics.`only hidden` DESC"] }),
  ],
  [
    "POST",
    "runs/search",
    () => ({ experiment_ids: [shown.experiment], max_results: 2, order_by: ["params.`only hidden`", "metrics.auc"] }),
  ],
  [
    "POST",
    "runs/search",
    () => ({
      experiment_ids: [shown.experiment],
      filter: "metrics.`only hidden` > 0 or tags.risk = 'high'",
      max_results: 3,
    }),
  ],
  ["GET", "runs/get", () => ({ run_id: shown.run })],
  ["GET", "artifacts/list", () => ({ run_id: shown.trial, path: "model" })],
  ["GET", "metrics/get-history", () => ({ run_id: shown.run, metric_key: "only hidden" })],
  ["POST", "experiments/search-datasets", () => ({ experiment_ids: [shown.experiment] })],
  ["POST", "logged-models/search", () => ({ experiment_ids: [shown.experiment], max_results: 2 })],
  [
    "POST",
    "logged-models/search",
    () => ({ experiment_ids: [shown.experiment], max_results: 1, order_by: [{ field_name: "metrics.hidden" }] }),
  ],
  ["GET", "registered-models/search", () => ({ max_results: 2 })],
  ["GET", "model-versions/search", () => ({ max_results: 2, filter: `run_id = '${shown.run}'` })],
  ["GET", "model-versions/search", () => ({ max_results: 3 })],
];

/** What a caller gets on the wire, page by page. */
const wireProgram = async (who: Actor): Promise<string[]> => {
  const wire = new Mlflow(who);
  const answers: string[] = [];
  for (const [method, path, message] of wireCalls) {
    let page_token: string | undefined;
    for (let page = 0; page < 4; page++) {
      const { status, text, body } = await wire.send(method, path, { ...message(), ...(page_token && { page_token }) });
      answers.push(`${path} ${status} ${text.replace(/"request_id":"[^"]*"/, "")}`);
      page_token = body?.next_page_token;
      if (!page_token) break;
    }
  }
  return answers;
};

/** The list of a page: the operation's first field that has one. */
const listOf = (data: Answer | null): Answer | undefined =>
  Object.values(data ?? {}).find((field) => field?.pageInfo !== undefined);

const program = async (who: Actor): Promise<string[]> => {
  const answers: string[] = [];
  for (const [query, variables] of [...questions, ...foretold, ...tracked]) {
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { status, data, errors }: Reply<Answer> = await who.send<Answer>(query, variables(after));
      answers.push(
        JSON.stringify({ status, data, errors: errors.map(({ message, extensions }) => [message, extensions.code]) }),
      );
      const { endCursor = null, hasNextPage = false }: Answer = listOf(data)?.pageInfo ?? {};
      after = endCursor;
      if (!query.includes("$after") || !hasNextPage) break;
    }
  }
  for (const uri of [
    "models:/alpha/Production",
    "models:/hidden-1/Production",
    "models:/hidden-1/1",
    "models:/absent/1",
  ]) {
    const response = await who.get(`/resolve?uri=${encodeURIComponent(uri)}`);
    answers.push(
      `${response.status} ${response.headers.get("etag")} ${(await response.text()).replace(/"requestId":"[^"]*"/, "")}`,
    );
  }
  // Who takes it and when stands in its last line.
  for (const format of ["jsonl", "csv", "html"]) {
    const response = await who.get(`/evidence?model=alpha&version=2&format=${format}`);
    const text = (await response.text()).replace(/"sha256":"[0-9a-f]{64}","exportedBy".*/, "");
    answers.push(`${response.status} ${text.replaceAll(/[0-9T:.-]{10,}( UTC|Z)|<code>[0-9a-f]{64}/g, "")}`);
  }
  return [...answers, ...(await wireProgram(who))];
};

/** Everything that tracking knows, in an experiment that vera may not see, tied to what she does see wherever that can be. */
const trackOutOfSight = async (model: string): Promise<typeof hiddenRuns> => {
  const wire = new Mlflow(sam);
  for (const name of ["training", "only hidden"]) {
    const input = { teamId: world.teamId("secret"), name, visibility: "TEAM", tags: [{ key: "risk", value: "high" }] };
    const { experiment } = (await sam.do("createExperiment", input, "experiment { id experimentId }")).createExperiment;
    const number: string = experiment.experimentId;
    const work = await trackedWork(wire, number, ["auc", "loss", "only hidden"]);
    const nested = { key: "mlflow.parentRunId", value: shown.run };
    const stray = await wire.run(number, { run_name: "claims a parent", tags: [nested] });
    await wire.post("runs/log-batch", { run_id: stray, metrics: [{ key: "auc", value: 99, timestamp: 1, step: 0 }] });
    await wire.post("runs/log-inputs", { run_id: stray, models: [{ model_id: shown.model }] });
    await wire.loggedModel(number, { name: "claims a run", source_run_id: shown.run });
    const { run, loggedModel } = await sam.ask(
      `query ($run: ID!, $model: ID!) { run(id: $run) { id } loggedModel(id: $model) { id } }`,
      { run: work.parent, model: work.model },
    );
    const ids = { experiment: experiment.id, run: run.id, model: loggedModel.id };
    hiddenRuns = { ...ids, hex: work.parent, number, modelHex: work.model };
    for (const source of [
      `runs:/${work.trial}/model`,
      `runs:/${shown.trial}/model`,
      `runs:/${shown.run}/model`,
      `models:/${shown.model}`,
    ])
      await sam.do("createModelVersion", { registeredModelId: model, source });
  }
  return hiddenRuns;
};

it("another team's hidden work changes no byte of any answer", async () => {
  const before = [await program(vera), await program(narrow)];
  for (let count = 1; count <= 3; count++) {
    const model = await registerModel(sam, world.teamId("secret"), `hidden-${count}`, { visibility: "TEAM" });
    await sam.do("setTag", { subjectId: model, key: "risk", value: "high" });
    await sam.do("saveView", { screen: "models", name: `hidden-${count}`, query: `q=hidden-${count}` });
    await sam.do("publishDocument", { subjectId: model, kind: "MODEL_CARD", title: "t", content: "hidden" });
    await sam.do("createApprovalPolicy", {
      name: "hidden",
      scope: { registeredModelId: model },
      slots: ["Archived"],
      requirements: [{ role: "REVIEWER", count: 1 }],
      gates: [{ key: "audited", tag: { key: "audited", values: ["yes"] } }],
    });
    const versions = [await addVersion(sam, model), await addVersion(sam, model)];
    expect((await sam.get(`/evidence?model=hidden-${count}&version=1`)).status).toBe(200);
    await request(sam, versions[0]!, "Production");
    const open = await request(sam, versions[0]!, "Archived");
    hidden = { model, version: versions[0]!, request: open.id };
  }
  await trackOutOfSight(hidden.model);
  expect([await program(vera), await program(narrow)]).toEqual(before);
});

it("a hidden thing and an absent one are refused alike, by id and by mutation", async () => {
  const absent = {
    model: "mod_00000000000000000000000001",
    version: "mv_00000000000000000000000001",
    request: "req_00000000000000000000000001",
  };
  const tries = ({ model, version, request: open }: typeof hidden): [MutationName, Answer][] => [
    ["updateRegisteredModel", { registeredModelId: model, description: "x" }],
    ["renameRegisteredModel", { registeredModelId: model, name: "x" }],
    ["createModelVersion", { registeredModelId: model, source: "s3://b/m" }],
    ["setTag", { subjectId: version, key: "k", value: "v" }],
    [
      "recordEvaluation",
      { modelVersionId: version, dataset: { name: "d", digest: "1" }, metrics: [{ key: "auc", value: 1 }] },
    ],
    ["publishDocument", { subjectId: version, kind: "MODEL_CARD", title: "t", content: "c" }],
    ["publishDocument", { subjectId: model, kind: "MODEL_CARD", title: "t", content: "c" }],
    ["setAlias", { modelVersionId: version, alias: "champion" }],
    ["requestTransition", { modelVersionId: version, to: "Production", reason: "x" }],
    ["approveTransition", { transitionRequestId: open, contentDigest: "0".repeat(64) }],
    ["withdrawTransition", { transitionRequestId: open }],
    ["reevaluateGates", { transitionRequestId: open }],
    ["grantAccess", { registeredModelId: model, teamId: world.teamId("fraud"), role: "VIEWER" }],
    ["createApiToken", { name: "t", expiresAt: "2027-01-01T00:00:00Z", scopes: ["READ"], modelIds: [model] }],
  ];
  const answer = async (mutation: MutationName, input: Answer): Promise<string> => {
    const { status, data, errors } = await vera.attempt(mutation, input);
    return JSON.stringify({
      status,
      data,
      errors: errors.map(({ message, extensions }) => [message, extensions.code]),
    });
  };
  for (const [index, [mutation, input]] of tries(hidden).entries()) {
    const other = tries(absent)[index]!;
    expect(await answer(mutation, input), mutation).toBe(await answer(...other));
    const malformed = tries({ model: "Nonsense", version: "Nonsense", request: "Nonsense" })[index]!;
    expect(await answer(mutation, input), mutation).toBe(await answer(...malformed));
  }
  const nodes = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
  for (const ids of [Object.values(hidden), Object.values(absent)])
    expect((await vera.ask(nodes, { ids })).nodes).toEqual([null, null, null]);
});

it("a hidden experiment, run or logged model and an absent one are answered alike, over GraphQL and on the wire", async () => {
  const absent: typeof hiddenRuns = {
    experiment: "exp_00000000000000000000000001",
    run: "run_00000000000000000000000001",
    model: "lm_00000000000000000000000001",
    hex: "0".repeat(32),
    number: "123456789012345678",
    modelHex: `m-${"1".repeat(32)}`,
  };
  /** Ids that the caller wrote come back in messages: they are told apart by nothing else. */
  const without = (text: string, of: typeof hiddenRuns): string =>
    Object.entries(of).reduce((said, [name, id]) => said.replaceAll(id, `<${name}>`), text);
  const graphql = async (of: typeof hiddenRuns): Promise<string[]> => {
    const reads = `query ($e: ID!, $r: ID!, $h: ID!, $m: ID!, $n: ID!, $eq: String!, $rq: String!, $hq: String!) { experiment(id: $e) { id } run(id: $r) { id } byHex: run(id: $h) { id }
      loggedModel(id: $m) { id } byNumber: experiment(id: $n) { id } nodes(ids: [$e, $r, $m]) { id }
      compareRuns(runIds: [$r, $h]) { runs { id } metrics { key } } columns(experimentIds: [$e, $n]) { key }
      runMatrix(runIds: [$r, $h], columns: []) { runs names total } metricSeries(runIds: [$r, $h], keys: ["auc"]) { runId } runs(filter: { experimentIds: [$e, $n] }) { nodes { id } pageInfo { hasNextPage } }
      loggedModels(filter: { experimentIds: [$e] }) { nodes { id } } a: search(q: $eq) { id } b: search(q: $rq) { id } c: search(q: $hq) { id } }`;
    const { data, errors } = await vera.send(reads, {
      e: of.experiment,
      r: of.run,
      h: of.hex,
      m: of.model,
      n: of.number,
      eq: of.experiment,
      rq: of.run,
      hq: of.hex,
    });
    const writes: [MutationName, Answer][] = [
      ["updateExperiment", { experimentId: of.experiment, name: "x" }],
      ["deleteExperiment", { experimentId: of.experiment }],
      ["restoreExperiment", { experimentId: of.experiment }],
      ["setExperimentTag", { experimentId: of.experiment, key: "k", value: "v" }],
      ["deleteExperimentTag", { experimentId: of.experiment, key: "k" }],
      ["deleteRun", { runId: of.run }],
      ["restoreRun", { runId: of.run }],
    ];
    const answers = [JSON.stringify([data, errors])];
    for (const [mutation, input] of writes) {
      const reply = await vera.attempt(mutation, input);
      answers.push(JSON.stringify([mutation, reply.status, reply.data, reply.errors.map(({ message }) => message)]));
    }
    return answers;
  };
  const onTheWire = async (of: typeof hiddenRuns): Promise<string[]> => {
    const place = `/api/2.0/mlflow-artifacts/artifacts/${of.number}/${of.hex}/artifacts/model/weights.bin`;
    const calls: [string, string, Answer][] = [
      ["GET", "experiments/get", { experiment_id: of.number }],
      ["POST", "experiments/update", { experiment_id: of.number, new_name: "x" }],
      ["POST", "experiments/delete", { experiment_id: of.number }],
      ["POST", "runs/create", { experiment_id: of.number }],
      ["GET", "runs/get", { run_id: of.hex }],
      ["POST", "runs/delete", { run_id: of.hex }],
      ["POST", "runs/log-metric", { run_id: of.hex, key: "a", value: 1, timestamp: 1 }],
      ["POST", "runs/search", { experiment_ids: [of.number] }],
      ["POST", "logged-models/search", { experiment_ids: [of.number] }],
      ["GET", `logged-models/${of.modelHex}`, {}],
      ["GET", "metrics/get-history", { run_id: of.hex, metric_key: "auc" }],
      ["GET", "artifacts/list", { run_id: of.hex }],
      ["POST", "experiments/search-datasets", { experiment_ids: [of.number] }],
      ["GET", place, {}],
      ["DELETE", place, {}],
    ];
    const wire = new Mlflow(vera);
    const answers: string[] = [];
    for (const [method, path, message] of calls) {
      const { status, text } = await wire.send(method, path, message);
      answers.push(`${method} ${path} ${status} ${text.replace(/"request_id":"[^"]*"/, "")}`);
    }
    return answers;
  };
  for (const ask of [graphql, onTheWire]) {
    const [seen, expected] = [await ask(hiddenRuns), await ask(absent)];
    expect(seen.map((text) => without(text, hiddenRuns))).toEqual(expected.map((text) => without(text, absent)));
  }
});
