import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, approve, registerModel, request } from "../support/registry.js";
import { startSequencer } from "../support/sequencer.js";
import { until } from "../support/until.js";
import { openWorld, type World } from "../support/world.js";

/** A registry whose log is extended, and whoever may have packs made. */
export interface LoggedWorld {
  readonly world: World;
  /** Where the log's files and keys lie. */
  readonly home: string;
  /** A place for a file of the tests'. */
  place(): string;
  /** Has a pack made of a version; answers its file. */
  packOf(version: string, disclose?: readonly string[]): Promise<string>;
  /** Writes what the log says of its own keys now; answers the file. */
  pin(): Promise<string>;
  close(): Promise<void>;
}

/** A version that a policy guarded: whatever a pack can hold has happened to it. */
export interface GoldenWorld extends LoggedWorld {
  /** The reviewer who signed. */
  readonly rob: Actor;
  readonly version: string;
  /** What the version's file holds. */
  readonly weights: Buffer;
  pack(disclose?: readonly string[]): Promise<string>;
}

const WEIGHTS = Buffer.from("weights\n");
const sha = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

export const loggedWorld = async (): Promise<LoggedWorld> => {
  const home = mkdtempSync(join(tmpdir(), "countersign-pack-"));
  const ends: (() => void | Promise<void>)[] = [() => rmSync(home, { recursive: true, force: true })];
  const world = await openWorld({
    env: { COUNTERSIGN_LOG_DIR: `${home}/log`, COUNTERSIGN_PACK_KEY: `${home}/keys/pack-key.pem` },
  });
  ends.push(() => world.close());
  const auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  startSequencer(world.database, home, {}, (end) => ends.push(end));
  await until("the log's first checkpoint", () => existsSync(`${home}/log/checkpoint`));
  let made = 0;
  const place = (): string => join(home, `made-${made++}`);
  const keep = (bytes: Buffer | string): string => {
    const path = place();
    writeFileSync(path, bytes);
    return path;
  };
  return {
    ...{ world, home, place },
    packOf: async (modelVersionId, disclose = ["NAME", "NETWORK", "TEXT"]) => {
      const input = { modelVersionId, disclose };
      const { evidencePack } = (await auditor.do("createEvidencePack", input, "evidencePack { id }"))
        .createEvidencePack;
      const response = await auditor.get(`/evidence/pack/${evidencePack.id}`);
      if (response.status !== 200) throw new Error(`a pack: ${response.status} ${await response.text()}`);
      return keep(Buffer.from(await response.arrayBuffer()));
    },
    pin: async () => keep(await (await auditor.get("/log/policy")).text()),
    close: async () => {
      for (const end of ends.reverse()) await end();
    },
  };
};

export const goldenWorld = async (): Promise<GoldenWorld> => {
  const logged = await loggedWorld();
  const { rob, version } = await story(logged.world);
  return { ...logged, rob, version, weights: WEIGHTS, pack: (disclose) => logged.packOf(version, disclose) };
};

const story = async (world: World): Promise<{ rob: Actor; version: string }> => {
  const ana = await world.user("ana", { fraud: ["CONTRIBUTOR"] });
  const mia = await world.user("mia", { fraud: ["MAINTAINER"] });
  const rob = await world.user("rob", { risk: ["REVIEWER"] });
  const rita = await world.user("rita", { risk: ["REVIEWER"] });
  const model = await registerModel(mia, world.teamId("fraud"), "churn");
  const wire = new Mlflow(ana);
  const run = await wire.run(await wire.experiment("training"));
  await wire.post("runs/update", { run_id: run, status: "FINISHED" });
  const of = { source: "s3://bucket/churn", runId: run, metrics: [{ key: "auc", value: 0.91 }] };
  const artifacts = [{ path: "model/weights.bin", sha256: sha(WEIGHTS), size: String(WEIGHTS.length) }];
  const [version, sibling] = [await addVersion(ana, model, { ...of, artifacts }), await addVersion(ana, model, of)];
  await mia.do("renameRegisteredModel", { registeredModelId: model, name: "churn scored" });
  await guard(world, model);
  const open: Answer = await request(ana, version, "Production");
  await ana.refused("approveTransition", { transitionRequestId: open.id, contentDigest: open.contentDigest });
  await approve(rob, open, { comment: "it beats the champion" });
  await approve(mia, open);
  const next: Answer = await request(ana, sibling, "Production");
  await approve(rita, next);
  await approve(mia, next);
  return { rob, version };
};

/** A reviewer of risk and a maintainer of the model's own team, neither of whom made it or asked for it. */
const guard = async (world: World, model: string): Promise<void> => {
  const olga = await world.user("olga", { fraud: ["OWNER"] });
  await olga.do(
    "createApprovalPolicy",
    {
      name: "two sign",
      scope: { registeredModelId: model },
      slots: ["Production"],
      requirements: [
        { role: "REVIEWER", teamId: world.teamId("risk"), count: 1 },
        { role: "MAINTAINER", count: 1 },
      ],
      separationOfDuties: ["AUTHOR", "REQUESTER"],
      gates: [{ key: "good", metric: { key: "auc", min: 0.8 } }],
    },
    "approvalPolicy { id }",
  );
};
