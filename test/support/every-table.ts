import type pg from "pg";
import { entry } from "../audit/entries.js";
import type { Actor, Answer } from "./actor.js";
import { Mlflow } from "./mlflow.js";
import { addVersion, approve, registerModel, request } from "./registry.js";
import { registerSshKey } from "./ssh.js";
import type { World } from "./world.js";

/** At least one row in each governed table, made by the service. */
export const fillEveryTable = async (world: World, superuser: pg.Client): Promise<void> => {
  const { admin } = world;
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const rob = await world.user("rob", { risk: ["REVIEWER"] });
  const [fraud, risk] = [world.teamId("fraud"), world.teamId("risk")];
  await admin.do("linkUserIdentity", {
    principalId: mia.id,
    identity: { issuer: "https://id.example", subject: "mia" },
  });
  await admin.do("linkTeamGroup", { teamId: fraud, group: "fraud-people", roles: ["VIEWER"] });
  await admin.do("setLifecycle", {
    stages: ["None", "Staging", "Production", "Archived"].map((name) => ({
      name,
      exclusive: name.startsWith("P") || name === "Staging",
    })),
  });
  const registeredModelId = await registerModel(mia, fraud, "churn", { tags: [{ key: "area", value: "x" }] });
  await olga.do("setOwnershipTag", { registeredModelId, key: "ON_CALL", principalId: mia.id });
  await olga.do("setRiskTier", { registeredModelId, tier: "LOW", rationale: "a toy" });
  await olga.do("grantAccess", { registeredModelId, teamId: risk, role: "VIEWER" });
  await olga.do("transferRegisteredModel", { registeredModelId, teamId: risk, reason: "an offer" });
  await olga.do("createApprovalPolicy", {
    name: "signed",
    scope: { registeredModelId },
    slots: ["Production"],
    requirements: [{ role: "REVIEWER", teamId: risk, count: 1 }],
  });
  await approve(rob, await request(mia, await addVersion(mia, registeredModelId), "Production"));
  await askToSign(world, rob, await request(mia, await addVersion(mia, registeredModelId), "Production"));
  const urgent = { name: "urgent", scope: { registeredModelId }, slots: ["@urgent"], requirements: [] };
  const gates = [{ key: "from", provenance: { commit: true } }];
  const emergency = { requirements: [{ role: "REVIEWER", teamId: risk, count: 1 }], reviewWithinHours: 24 };
  await olga.do("createApprovalPolicy", { ...urgent, gates, emergency });
  await approve(
    rob,
    await request(mia, await addVersion(mia, registeredModelId), "@urgent", { emergency: { reason: "it burns" } }),
  );
  const wire = new Mlflow(mia);
  const experiment = await wire.experiment("training", { tags: [{ key: "team", value: "fraud" }] });
  const run = await wire.run(experiment);
  await wire.upload(`${experiment}/${run}/artifacts/model/MLmodel`, "flavors: {}");
  await wire.loggedModel(experiment);
  const source = `runs:/${run}/model`;
  await wire.post("model-versions/create", { name: "churn", source, run_id: run });
  const { modelVersion } = await admin.ask('{ modelVersion(name: "churn", version: 1) { id digest } }');
  const modelVersionId = modelVersion.id;
  const dataset = { name: "recent", digest: "d1" };
  await mia.do("recordEvaluation", { modelVersionId, dataset, metrics: [{ key: "auc", value: 0.8 }] });
  const checked = { modelVersionId, versionDigest: modelVersion.digest, name: "scan", status: "IN_PROGRESS" };
  await mia.do("reportCheck", { ...checked, report: { mediaType: "text/plain", content: "nothing found" } });
  const document = { subjectId: modelVersionId, kind: "MODEL_CARD", title: "Churn", content: "It predicts churn." };
  await mia.do("publishDocument", document);
  await mia.do("saveView", { screen: "models", query: "q=team%3Afraud" });
  const teams = [{ name: "validation", teamId: risk }];
  await olga.do("installPolicyPack", { packId: "sr-26-2", packVersion: "1", scope: { teamId: fraud }, teams });
  await (await admin.get("/evidence?model=churn&version=1")).text();
  await fetch(`${world.url}/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: mia.token }),
  });
  await superuser.query("begin");
  await superuser.query("insert into principal_group values ($1, 'fraud-people', now())", [mia.id]);
  // What a log's sequencer must have come to first.
  await superuser.query("insert into evidence_pack values ('pack_x', $1, '{NAME}', 'card.md', $2)", [
    modelVersionId,
    mia.id,
  ]);
  await superuser.query("insert into pack_key values ('log_x', 'ab', 'cd')");
  const subjects = [
    { kind: "evidence_pack", id: "pack_x", role: "pack" },
    { kind: "log", id: "log_x", role: "subject" },
  ];
  await superuser.query("select audit.append($1)", [JSON.stringify([entry({ stream: mia.id, subjects })])]);
  await superuser.query("commit");
};

/** Registers a signing key, has it confirmed, and asks for what it is to sign. */
const askToSign = async ({ admin }: World, by: Actor, open: Answer): Promise<void> => {
  const signingKeyId = await registerSshKey(by, "laptop");
  await admin.do("confirmSigningKey", { signingKeyId });
  await by.do("prepareSignature", { transitionRequestId: open.id, verdict: "APPROVE", signingKeyId });
};
