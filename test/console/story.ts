import type { Actor } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { invited, type Role, type World } from "../support/world.js";

/** Who the stories are about. */
export interface Cast {
  /** Contributor: trains, asks. */
  ana: Actor;
  /** Maintainer of the models. */
  mia: Actor;
  /** Reviewers of two other teams. */
  rob: Actor;
  lea: Actor;
}

const person = async (world: World, handle: string, displayName: string, roles: Record<string, Role[]>) => {
  const { createUser } = await world.admin.do("createUser", { handle, displayName }, "user { id }");
  const principalId: string = createUser.user.id;
  for (const [slug, held] of Object.entries(roles))
    await world.admin.do(
      "addTeamMember",
      { teamId: await world.team(slug), principalId, roles: held },
      "membership { roles }",
    );
  return invited(world.admin, principalId, handle);
};

export const openCast = async (world: World): Promise<Cast> => ({
  ana: await person(world, "ana", "Ana Okoye", { churn: ["CONTRIBUTOR"] }),
  mia: await person(world, "mia", "Mia Lindqvist", { churn: ["MAINTAINER"] }),
  rob: await person(world, "rob", "Robert Castellano", { risk: ["REVIEWER"], churn: ["VIEWER"] }),
  lea: await person(world, "lea", "Léa Nováková", { legal: ["REVIEWER"], churn: ["VIEWER"] }),
});

const figures = (version: number) => ({
  metrics: [
    { key: "auc", value: 0.85 + version * 0.0065 },
    { key: "log_loss", value: 0.44 - version * 0.0123 },
    { key: "precision", value: 0.7 + version * 0.0051 },
    { key: "recall", value: version === 9 ? 0.79 : 0.73 + version * 0.011 },
  ],
  params: [
    { key: "features", value: String(40 + version) },
    { key: "learning_rate", value: version > 7 ? "0.02" : "0.03" },
    { key: "max_depth", value: "7" },
    { key: "n_estimators", value: version > 7 ? "450" : "400" },
    { key: "seed", value: "42" },
  ],
  datasets: [{ name: "customers-2026-10", digest: "9f2c41d8", source: "s3://lake/customers/2026-10.parquet" }],
  artifacts: [
    { path: "model/MLmodel", sha256: "a".repeat(63) + (version % 10), size: 1_204 },
    { path: "model/model.pkl", sha256: "b".repeat(63) + (version % 10), size: 4_812_331 },
    { path: "model/requirements.txt", sha256: "c".repeat(64), size: 312 },
  ],
});

export interface Story {
  readonly name: string;
  readonly model: string;
  /** Ids by version: `versions[7]`. */
  readonly versions: readonly string[];
  /** The policy that two reviewers sign for Production. */
  readonly policy: string;
}

/** A model with nine versions: 4 was live, 7 is, signed by two; 8 is the challenger. */
export const tellChurn = async (world: World, { ana, mia, rob, lea }: Cast, name = "churn"): Promise<Story> => {
  const model = await registerModel(mia, world.teamId("churn"), name, {
    description: "Probability that a customer leaves within 90 days.",
    tags: [{ key: "domain", value: "retention" }],
  });
  const versions: string[] = [""];
  for (let version = 1; version <= 9; version++) {
    const more =
      version === 7
        ? { ...(await trained(ana, version)), description: "Adds tenure buckets and the October snapshot." }
        : figures(version);
    versions.push(await addVersion(ana, model, { tags: [{ key: "fairness.audit", value: "passed" }], ...more }));
  }
  await request(mia, versions[4] ?? "", "Production", { reason: "First model with calibrated output" });
  await request(mia, versions[7] ?? "", "Staging", { reason: "Shadow traffic for a week" });
  const policy = (
    await world.admin.do(
      "createApprovalPolicy",
      {
        name: "Two reviewers for Production",
        scope: { registeredModelId: model },
        slots: ["Production"],
        requirements: [
          { role: "REVIEWER", teamId: world.teamId("risk"), count: 1 },
          { role: "REVIEWER", teamId: world.teamId("legal"), count: 1 },
        ],
        separationOfDuties: ["REQUESTER", "AUTHOR"],
        boundTags: ["fairness.audit"],
      },
      "approvalPolicy { id }",
    )
  ).createApprovalPolicy.approvalPolicy.id;
  const live = await request(ana, versions[7] ?? "", "Production", {
    reason: "Beats v4 on the October hold-out; fairness audit passed",
    ticketUrl: "https://tickets.example/MRM-1207",
  });
  await approve(lea, live, { meaning: "RESPONSIBILITY", comment: "Adverse action wording reviewed; no objection." });
  await approve(rob, live, {
    meaning: "VALIDATION",
    comment: "Recall up on the same hold-out, calibration within 2 %. Fairness report read.",
  });
  for (const [alias, version] of [
    ["champion", 7],
    ["challenger", 8],
  ] as const)
    await mia.do("setAlias", { modelVersionId: versions[version], alias }, "modelVersion { id }");
  await world.admin.do(
    "setOwnershipTag",
    { registeredModelId: model, key: "OWNER", teamId: world.teamId("churn") },
    "registeredModel { id }",
  );
  await world.admin.do(
    "setOwnershipTag",
    { registeredModelId: model, key: "ON_CALL", principalId: mia.id },
    "registeredModel { id }",
  );
  return { name, model, versions, policy };
};

/** A run as the stock client logs one; answers what a version is made of it with. */
const trained = async (by: Actor, version: number): Promise<{ source: string; runId: string }> => {
  const client = new Mlflow(by);
  const experiment = await client.experiment(`training ${Date.now()} ${Math.random()}`);
  const run_id = await client.run(experiment, {
    tags: [
      { key: "mlflow.runName", value: `train ${version}` },
      { key: "mlflow.source.git.commit", value: "3d138ed5aeb54ad9a1c2b3d4e5f60718293a4b5c" },
      { key: "mlflow.source.name", value: "train.py" },
    ],
  });
  const { metrics, params } = figures(version);
  await client.post("runs/log-batch", {
    run_id,
    metrics: metrics.map((metric) => ({ ...metric, timestamp: Date.now(), step: 0 })),
    params,
    tags: [],
  });
  await client.post("runs/log-inputs", {
    run_id,
    datasets: [
      {
        dataset: {
          name: "customers-2026-10",
          digest: "9f2c41d8",
          source_type: "s3",
          source: '{"uri":"s3://lake/customers/2026-10.parquet"}',
        },
        tags: [{ key: "mlflow.data.context", value: "training" }],
      },
    ],
  });
  await client.post("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
  return { source: `runs:/${run_id}/model`, runId: run_id };
};
