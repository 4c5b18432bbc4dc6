import { existsSync } from "node:fs";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow, placeIn } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { type Sequencer, startSequencer } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";
import { readZip } from "../support/zip.js";

/** A version with a run, a file, a policy, signatures and a refused attempt, and a log that a sequencer extends. */
export interface Packed {
  readonly world: World;
  readonly auditor: Actor;
  /** A maintainer of the version's team. */
  readonly mia: Actor;
  readonly stranger: Actor;
  readonly model: string;
  readonly version: string;
  readonly policy: string;
  startLog(): Promise<Sequencer>;
}

/** Opens it, without a sequencer yet; the log's files, and the key of packs, are below `home`. */
export const openPacked = async (
  home: string,
  ending: (end: () => void | Promise<void>) => void,
  env: Record<string, string> = {},
): Promise<Packed> => {
  const world = await openWorld({
    env: { COUNTERSIGN_LOG_DIR: `${home}/log`, COUNTERSIGN_PACK_KEY: `${home}/keys/pack-key.pem`, ...env },
  });
  const ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  const rob = await world.user("rob", { risk: ["REVIEWER"] });
  const auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  const stranger = await world.user("stranger", { other: ["OWNER"] });
  const model = await registerModel(mia, world.teamId("fraud"), "churn", { visibility: "TEAM" });
  const wire = new Mlflow(ana);
  const run = await wire.run(await wire.experiment("training"));
  await wire.post("runs/log-batch", { run_id: run, metrics: [{ key: "auc", value: 0.91, timestamp: 1, step: 0 }] });
  await putCard(wire, run);
  const version = await addVersion(ana, model, { source: `runs:/${run}/model`, runId: run });
  await wire.post("runs/update", { run_id: run, status: "FINISHED" });
  await mia.do("renameRegisteredModel", { registeredModelId: model, name: "churn scored" });
  const made = await olga.do(
    "createApprovalPolicy",
    {
      name: "risk signs",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [{ role: "REVIEWER", teamId: world.teamId("risk"), count: 1 }],
      separationOfDuties: ["AUTHOR"],
    },
    "approvalPolicy { id }",
  );
  const open: Answer = await request(mia, version, "Production", { reason: "beats the champion" });
  await ana.refused("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest });
  await approve(rob, open, { comment: "read </script><img src=x onerror=alert(1)>" });
  const startLog = async (): Promise<Sequencer> => {
    const sequencer = startSequencer(world.database, home, env, ending);
    await until("the log's first checkpoint", () => existsSync(`${home}/log/checkpoint`));
    return sequencer;
  };
  return {
    world,
    auditor,
    mia,
    stranger,
    model,
    version,
    policy: made.createApprovalPolicy.approvalPolicy.id,
    startLog,
  };
};

const putCard = async (wire: Mlflow, run: string): Promise<void> => {
  const root = placeIn((await wire.get("runs/get", { run_id: run })).run.info.artifact_uri);
  await wire.upload(`${root}/model/README.md`, "# The card\n");
};

export const packFields =
  "evidencePack { id size sha256 downloadUrl checkpointSize createdAt disclosed createdBy { handle } }";

/** Has a pack made; answers its facts. */
export const makePack = async (by: Actor, input: Answer): Promise<Answer> =>
  (await by.do("createEvidencePack", input, packFields)).createEvidencePack.evidencePack;

/** Downloads a pack; answers its bytes. */
export const download = async (by: Actor, path: string): Promise<Buffer> => {
  const response = await by.get(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
};

/** The files of a pack; JSON is parsed by `json`. */
export const filesOf = (zip: Buffer) => {
  const files = readZip(zip);
  const text = (name: string): string => files.get(name)?.toString("utf8") ?? "";
  return {
    names: [...files.keys()],
    bytes: (name: string): Buffer => files.get(name) ?? Buffer.alloc(0),
    text,
    json: (name: string): Answer => JSON.parse(text(name)) as Answer,
    lines: (): Answer[] =>
      text("entries.jsonl")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Answer),
  };
};
