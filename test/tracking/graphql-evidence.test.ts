import { afterAll, beforeAll, expect, it } from "vitest";
import { entryIds } from "../../src/audit/entry-ids.js";
import type { Actor, Answer } from "../support/actor.js";
import { query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel } from "../support/registry.js";
import { openWorld, type World } from "../support/world.js";

/** The entries of experiments and runs are read by those who read these. */

let world: World;
let olga: Actor, vic: Actor, sven: Actor, auditor: Actor;
let open: Answer, hidden: Answer;

const ENTRY = "id action outcome subjects { type id role hidden } before after stream";

const everything = async (by: Actor): Promise<Answer[]> => {
  const text = "select max(id)::int as last from audit.entry";
  const [{ last } = { last: 0 }] = await query<{ last: number }>(world.database.superuserUrl, text);
  const found: Answer[] = [];
  for (let from = 1; from <= last; from += 100) {
    const ids = entryIds(Array.from({ length: 100 }, (_, index) => BigInt(from + index)));
    const { nodes } = await by.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on AuditEntry { ${ENTRY} } } }`, {
      ids,
    });
    found.push(...nodes.filter((node) => node !== null));
  }
  return found;
};

const about = async (by: Actor, subjectId: string): Promise<Answer[]> =>
  (
    await by.ask(`query ($of: ID!) { auditEntries(first: 200, filter: { subjectId: $of }) { nodes { ${ENTRY} } } }`, {
      of: subjectId,
    })
  ).auditEntries.nodes;

const work = async (visibility: string): Promise<Answer> => {
  const input = { teamId: world.teamId("risk"), name: `of ${visibility}`, visibility };
  const { experiment } = (await olga.do("createExperiment", input, "experiment { id experimentId }")).createExperiment;
  const wire = new Mlflow(olga);
  const runId = await wire.run(experiment.experimentId, { run_name: `run of ${visibility}` });
  const model = await wire.loggedModel(experiment.experimentId, { source_run_id: runId });
  await wire.post("runs/log-parameter", { run_id: runId, key: "a", value: "b" });
  await wire.post("runs/update", { run_id: runId, status: "FINISHED", end_time: 1 });
  const { run, loggedModel } = await olga.ask(
    `query ($run: ID!, $model: ID!) { run(id: $run) { id } loggedModel(id: $model) { id } }`,
    { run: runId, model },
  );
  return { experiment: experiment.id, run: run.id, loggedModel: loggedModel.id, hex: runId };
};

beforeAll(async () => {
  world = await openWorld();
  olga = await world.user("olga", { risk: ["OWNER"] });
  vic = await world.user("vic", { risk: ["VIEWER"] });
  sven = await world.user("sven", { fraud: ["OWNER", "REVIEWER"] });
  auditor = await world.user("auditor");
  await world.admin.do("grantOrganizationRole", { principalId: auditor.id, role: "AUDITOR" });
  [open, hidden] = [await work("ORGANIZATION"), await work("TEAM")];
  await sven.refused("deleteRun", { runId: open.run });
  await sven.refused("deleteRun", { runId: hidden.run });
}, 90_000);
afterAll(() => world?.close());

it("tell a run's story to its team's owner and to auditors", async () => {
  for (const by of [olga, auditor, world.admin])
    for (const of of [open, hidden]) {
      const entries = await about(by, of.run);
      const done = entries.filter(({ outcome }) => outcome === "ALLOWED").map(({ action }) => action);
      expect(done, by.handle).toEqual(["createRun", "finishRun"]);
      expect(entries[1]).toMatchObject({ stream: `run:${of.run}`, after: { status: "FINISHED" } });
    }
  expect((await about(olga, open.experiment)).map(({ action }) => action)).toEqual([
    "createExperiment",
    "createRun",
    "createLoggedModel",
    "finishRun",
    "deleteRun",
  ]);
});

it("tell the owner of another team nothing by subject, the hidden run's no more than an absent one's", async () => {
  for (const id of [open.run, hidden.run, hidden.experiment, hidden.loggedModel, "run_00000000000000000000000001"])
    expect(await about(sven, id)).toEqual([]);
  const reply = await vic.send(`{ auditEntries(filter: { subjectId: "${hidden.run}" }) { nodes { id } } }`);
  expect(reply.errors[0]?.extensions.code).toBe("FORBIDDEN");
});

it("are found by number by whoever reads the experiment, and by nobody else", async () => {
  const streams = (list: Answer[]): (string | null)[] => list.map(({ stream }) => stream);
  for (const { run, experiment, loggedModel } of [open, hidden])
    for (const stream of [`run:${run}`, `experiment:${experiment}`, `logged_model:${loggedModel}`]) {
      expect(streams(await everything(vic))).toContain(stream);
      if (run === open.run) expect(streams(await everything(sven))).toContain(stream);
    }
  const text = JSON.stringify(await everything(sven));
  for (const secret of [hidden.run, hidden.experiment, hidden.loggedModel, "of TEAM"])
    expect(text).not.toContain(secret);
});

it("of a refused act on a run are for its team's owner, and for the one who tried only as far as it was known to them", async () => {
  const refused = ({ action, outcome }: Answer): boolean => action === "deleteRun" && outcome === "DENIED";
  expect((await about(olga, open.run)).filter(refused)).toHaveLength(1);
  expect((await about(olga, hidden.run)).filter(refused)).toHaveLength(0);
  const own = (await everything(sven)).filter(refused);
  expect(own.map(({ subjects }) => subjects.map(({ id }: Answer) => id).includes(open.run))).toEqual([true, false]);
  expect((await everything(vic)).filter(refused)).toEqual([]);
});

it("do not tell that a hidden version was made from a run that everybody reads", async () => {
  const model = await registerModel(olga, world.teamId("risk"), "hidden model", { visibility: "TEAM" });
  const version = await addVersion(olga, model, { source: "s3://bucket/m", runId: open.hex });
  const shared = await registerModel(olga, world.teamId("risk"), "shared model");
  await addVersion(olga, shared, { source: "s3://bucket/m", runId: open.hex });
  const made = async (by: Actor): Promise<number> =>
    (await everything(by)).filter(({ action }) => action === "createModelVersion").length;
  expect([await made(olga), await made(sven)]).toEqual([2, 1]);
  const evidence = async (by: Actor): Promise<Answer[]> =>
    (await by.ask(`{ modelVersion(name: "shared model", version: 1) { evidence(first: 100) { nodes { ${ENTRY} } } } }`))
      .modelVersion.evidence.nodes;
  const actions = (await evidence(sven)).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["createRun", "finishRun", "createModelVersion"]));
  expect(actions.filter((action) => action === "createModelVersion")).toHaveLength(1);
  expect(JSON.stringify(await everything(sven))).not.toContain(version);
});
