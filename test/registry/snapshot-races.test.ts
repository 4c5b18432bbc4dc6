// @module-tag race
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { entriesOf } from "../support/audit.js";
import { query } from "../support/database.js";
import { Mlflow, placeIn, type WireReply } from "../support/mlflow.js";
import { digestOf, finish, frozenOf, register, train } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

let world: World;
let other: { url: string; close(): Promise<void> };
let ana: Mlflow, mia: Mlflow, away: Mlflow;
let experiment: string;

beforeAll(async () => {
  world = await openWorld();
  other = await world.replica();
  ana = new Mlflow(await world.user("ana", { risk: ["CONTRIBUTOR"] }));
  const maintainer = await world.user("mia", { risk: ["MAINTAINER"] });
  mia = new Mlflow(maintainer);
  away = new Mlflow(Object.assign(Object.create(maintainer), { url: other.url }));
  experiment = await ana.experiment("races");
});
afterAll(async () => {
  await other?.close();
  await world?.close();
});

const ROUNDS = 20;

/** Every version of the names: final, of a digest that is its content's, frozen again once at the most. */
const allFinal = async (names: readonly string[]): Promise<Answer[]> => {
  const { model_versions = [] } = await mia.get("model-versions/search", {
    filter: `name IN (${names.map((name) => `'${name}'`).join(", ")})`,
  });
  return Promise.all(
    model_versions.map(async ({ name, version }: Answer) => {
      const frozen = await frozenOf(mia.actor, name, Number(version));
      expect([name, version, frozen.snapshot]).toEqual([name, version, "FINAL"]);
      expect(digestOf(frozen)).toBe(frozen.digest);
      const entries = await entriesOf(world.admin, { subjectId: frozen.id });
      const digests = entries
        .filter(({ action }) => action === "createModelVersion" || action === "freezeModelVersion")
        .map(({ after }) => [after.snapshot, after.digest]);
      expect(digests.length).toBeLessThanOrEqual(2);
      expect(digests.at(-1)).toEqual(["FINAL", frozen.digest]);
      if (digests.length === 2) expect(digests[0]?.[0]).toBe("PROVISIONAL");
      return frozen;
    }),
  );
};

const allWell = (replies: readonly WireReply[]): void => {
  for (const { status, text } of replies) expect([status, text.slice(0, 300)]).toEqual([200, expect.anything()]);
};

describe("a run's end, versions made of it, copies, moves and aliases, all at once on two replicas", () => {
  it(`leave exactly one final snapshot of each version, in each of ${ROUNDS} rounds, and no call fails`, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { run, source } = await train(ana, experiment);
      const names = ["a", "b", "c"].map((each) => `round-${round}-${each}`);
      for (const name of names) await mia.post("registered-models/create", { name });
      for (const name of names.slice(0, 2)) await register(mia, name, { source, run_id: run });
      const create = (by: Mlflow, name: string | undefined, message: Answer) =>
        by.send("POST", "model-versions/create", { name, ...message });
      const move = (by: Mlflow, name: string | undefined, stage: string) =>
        by.send("POST", "model-versions/transition-stage", { name, version: "1", stage });
      const alias = (by: Mlflow, name: string | undefined) =>
        by.send("POST", "registered-models/alias", { name, version: "1", alias: "champion" });
      const calls = [
        () => ana.send("POST", "runs/log-metric", { run_id: run, key: "auc", value: 0.9, timestamp: 9, step: 9 }),
        () => ana.send("POST", "runs/update", { run_id: run, status: "FINISHED", end_time: Date.now() }),
        () => create(mia, names[0], { source, run_id: run }),
        () => create(away, names[2], { source, run_id: run }),
        () => create(away, names[1], { source: `models:/${names[0]}/1` }),
        () => create(mia, names[2], { source: `models:/${names[1]}/1` }),
        () => move(away, names[0], "Production"),
        () => move(mia, names[1], "Staging"),
        () => alias(mia, names[0]),
        () => alias(away, names[1]),
      ];
      const first = round % calls.length;
      allWell(await Promise.all([...calls.slice(first), ...calls.slice(0, first)].map((call) => call())));
      expect(await allFinal(names)).toHaveLength(6);
    }
    const left = await query(
      world.database.superuserUrl,
      "select id from model_version where snapshot = 'PROVISIONAL'",
    );
    expect(left).toEqual([]);
  }, 90_000);

  it("16 versions of one run in one model, made while it ends", async () => {
    const { run, source } = await train(ana, experiment);
    const name = "many";
    await mia.post("registered-models/create", { name });
    const making = Array.from({ length: 16 }, (_, index) =>
      (index % 2 ? away : mia).send("POST", "model-versions/create", { name, source, run_id: run }),
    );
    const ending = [finish(ana, run), finish(ana, run)];
    allWell(await Promise.all(making));
    await Promise.all(ending);
    expect(await allFinal([name])).toHaveLength(16);
  });

  it("files that change meanwhile are in the record or not, and served as recorded", async () => {
    for (let round = 0; round < 5; round++) {
      const { run, source } = await train(ana, experiment);
      const name = `files-${round}`;
      await mia.post("registered-models/create", { name });
      await register(mia, name, { source, run_id: run });
      const place = placeIn(source);
      await Promise.all([
        finish(ana, run),
        ana.upload(`${place}/MLmodel`, `changed in round ${round}`),
        ana.raw("DELETE", `/api/2.0/mlflow-artifacts/artifacts/${place}/data`),
      ]);
      const [frozen] = await allFinal([name]);
      const root = placeIn((await mia.get("model-versions/get-download-uri", { name, version: "1" })).artifact_uri);
      for (const { path, sha256 } of frozen?.artifacts ?? []) {
        const { status, headers } = await mia.download(`${root}/${path}`);
        const digest = Buffer.from(sha256, "hex").toString("base64");
        expect([status, headers.get("repr-digest")]).toEqual([200, `sha-256=:${digest}:`]);
      }
    }
  });
});
