import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { registerModel, resolves } from "../support/registry.js";
import { hideExperiment } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let ana: Mlflow, mia: Mlflow;
let olga: Actor, rob: Actor;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { fraud: ["CONTRIBUTOR"] }));
  mia = new Mlflow(await world.user("mia", { fraud: ["MAINTAINER"] }));
  olga = await world.user("olga", { fraud: ["OWNER"] });
  rob = await world.user("rob", { risk: ["REVIEWER"], fraud: ["CONTRIBUTOR"] });
});
afterAll(() => world?.close());

/** A version that a run of ana's made, which logged an accuracy on the recent data. */
const trained = async (name: string, experiment: string, accuracy: number): Promise<string> => {
  const run = await ana.run(experiment);
  const dataset = { name: "recent", digest: "499ce42d", source_type: "local", source: "{}" };
  const tags = [{ key: "mlflow.data.context", value: "test" }];
  await ana.post("runs/log-inputs", { run_id: run, datasets: [{ dataset, tags }] });
  const source = `runs:/${run}/model`;
  const { model_version } = await ana.post("model-versions/create", { name, source, run_id: run });
  await ana.post("runs/log-metric", { run_id: run, key: "accuracy", value: accuracy, timestamp: 1, step: 0 });
  await ana.post("runs/update", { run_id: run, status: "FINISHED" });
  return model_version.version;
};

it("a stock client is told what failed, what is awaited and how it comes; then the same call succeeds", async () => {
  const model = await registerModel(mia.actor, world.teamId("fraud"), "churn");
  const experiment = await ana.experiment("training");
  await trained("churn", experiment, 0.81);
  await mia.post("model-versions/transition-stage", { name: "churn", version: "1", stage: "Production" });
  const gates = [
    {
      key: "beats-champion",
      champion: { metric: "accuracy", direction: "HIGHER", margin: 0.005, dataset: { name: "recent" } },
    },
    {
      key: "fairness",
      tag: { key: "fairness_audit", values: ["passed"], setBy: { role: "REVIEWER", teamId: world.teamId("risk") } },
    },
  ];
  const input = {
    name: "proved",
    scope: { registeredModelId: model },
    slots: ["Production", "@champion"],
    requirements: [],
    gates,
  };
  const policy = (await olga.do("createApprovalPolicy", input, "approvalPolicy { id }")).createApprovalPolicy
    .approvalPolicy.id;

  const worse = await trained("churn", experiment, 0.7);
  const failed = await mia.refused("POST", "model-versions/transition-stage", {
    name: "churn",
    version: worse,
    stage: "Production",
  });
  expect(failed).toMatchObject({
    error: "403 PERMISSION_DENIED",
    message:
      "Moving version 2 of 'churn' to Production fails 1 of 2 gates: beats-champion: accuracy 0.7 on recent@499ce42d, version 1 has 0.81, an improvement of 0.005 is required.",
    body: {
      code: "GATES_FAILED",
      gate_results: [
        { policy, key: "beats-champion", kind: "champion", verdict: "FAILED" },
        { policy, key: "fairness", kind: "tag", verdict: "PENDING" },
      ],
    },
  });
  expect(failed.body).not.toHaveProperty("approval_request_id");

  const better = await trained("churn", experiment, 0.9);
  const call: [string, string, Answer] = [
    "POST",
    "model-versions/transition-stage",
    { name: "churn", version: better, stage: "Production", archive_existing_versions: true },
  ];
  const first = await mia.refused(...call);
  expect(first).toMatchObject({
    error: "403 PERMISSION_DENIED",
    body: { code: "GATES_PENDING", approval_request_id: expect.stringMatching(/^req_/) },
  });
  expect(first.message).toContain('waits for 1 of 2 gates: fairness: the tag "fairness_audit" is not set');
  const again = await mia.refused(...call);
  expect(again.body.approval_request_id).toBe(first.body.approval_request_id);

  const { transitionRequest } = await mia.actor.ask(
    `query ($id: ID!) { transitionRequest(id: $id) { gates { key inputs { what id label hidden } } } }`,
    { id: first.body.approval_request_id },
  );
  expect(transitionRequest.gates[0]?.inputs[0]).toMatchObject({
    what: "evaluation",
    id: expect.stringMatching(/^run_/),
    hidden: false,
  });

  await hideExperiment(olga, experiment);
  const rita = await world.user("rita", { risk: ["REVIEWER"] });
  const seen = await rita.ask(
    `query ($id: ID!) { transitionRequest(id: $id) { gates { required observed verdict inputs { what id label digest hidden } } } }`,
    { id: first.body.approval_request_id },
  );
  expect(seen.transitionRequest.gates[0]).toMatchObject({
    verdict: "PASSED",
    observed: "accuracy 0.9 on recent@499ce42d, version 1 has 0.81: 0.09 better",
    inputs: [
      { what: "evaluation", id: null, label: null, digest: null, hidden: true },
      { what: "champion", label: "version 1", hidden: false },
      { what: "evaluation", id: null, label: null, digest: null, hidden: true },
    ],
  });

  const { model_version } = await mia.get("model-versions/get", { name: "churn", version: better });
  expect(model_version.current_stage).toBe("None");
  const { node } = await mia.actor.ask(
    `query ($id: ID!) { node(id: $id) { ... on TransitionRequest { modelVersion { id } } } }`,
    { id: first.body.approval_request_id },
  );
  await rob.do("setTag", { subjectId: node.modelVersion.id, key: "fairness_audit", value: "passed" });
  expect(await resolves(mia.actor, "models:/churn/Production")).toBe(3);
  await mia.post("model-versions/transition-stage", call[2]);

  const alias = { name: "churn", alias: "champion", version: worse };
  expect((await mia.refused("POST", "registered-models/alias", alias)).body.code).toBe("GATES_PENDING");
});
