import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MigrationRoles, migrate } from "../../src/db/migrate.js";
import type { Actor, Answer } from "../support/actor.js";
import { asSuperuser, query } from "../support/database.js";
import { Mlflow } from "../support/mlflow.js";
import { addVersion, registerModel, request } from "../support/registry.js";
import { finish, register, train } from "../support/snapshot.js";
import { openWorld, type World } from "../support/world.js";

const silent = pino({ level: "silent" });

let world: World;
let mia: Actor, ben: Actor, sven: Actor;
let churn: string;

const VERSIONS = `query ($filter: ModelVersionFilter, $orderBy: ModelVersionOrder, $first: Int, $after: String) {
  modelVersions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { modelName version createdAt } pageInfo { hasNextPage endCursor } } }`;

const found = async (by: Actor, filter: Answer, more: Answer = {}): Promise<string[]> => {
  const { modelVersions } = await by.ask(VERSIONS, { filter, ...more });
  return modelVersions.nodes.map(({ modelName, version }: Answer) => `${modelName}/${version}`);
};

const LONG = "x".repeat(300);

beforeAll(async () => {
  world = await openWorld();
  mia = await world.user("mia", { risk: ["MAINTAINER"] });
  ben = await world.user("ben", { risk: ["CONTRIBUTOR"] });
  sven = await world.user("sven", { fraud: ["OWNER"] });
  churn = await registerModel(mia, world.teamId("risk"), "churn");
  const secret = await registerModel(mia, world.teamId("risk"), "secret", { visibility: "TEAM" });
  for (let index = 0; index < 10; index++) {
    const params = [
      { key: "depth", value: String(index % 3) },
      { key: "notes", value: `${LONG}${index}` },
    ];
    const metrics = [{ key: "auc", value: index === 9 ? "NaN" : index / 10 }];
    const id = await addVersion(index % 2 === 0 ? mia : ben, churn, { params, metrics });
    if (index === 8) await request(mia, id, "Production");
    if (index === 7) await mia.do("setAlias", { modelVersionId: id, alias: "champion" });
  }
  await addVersion(mia, secret, { metrics: [{ key: "auc", value: 0.95 }], params: [{ key: "only", value: "here" }] });
});
afterAll(() => world?.close());

describe("versions are found by what they froze", () => {
  it("by metrics and params, as runs are, together with where they stand and who made them", async () => {
    expect(await found(mia, { metrics: [{ key: "auc", operator: "GREATER", value: 0.65 }] })).toEqual([
      ...["secret/1", "churn/9", "churn/8"],
    ]);
    const good = { metrics: [{ key: "auc", operator: "GREATER_OR_EQUAL", value: 0.5 }], model: "churn" };
    expect(await found(mia, good)).toEqual(["churn/9", "churn/8", "churn/7", "churn/6"]);
    expect(await found(mia, { ...good, stage: "production" })).toEqual(["churn/9"]);
    expect(await found(mia, { ...good, alias: "champion" })).toEqual(["churn/8"]);
    expect(await found(mia, { ...good, createdBy: "ben" })).toEqual(["churn/8", "churn/6"]);
    expect(await found(mia, { ...good, createdBy: "nobody" })).toEqual([]);
    expect(await found(mia, { ...good, params: [{ key: "depth", value: "2" }] })).toEqual(["churn/9", "churn/6"]);
    expect(await found(mia, { params: [{ key: "notes", value: `${LONG}3` }] })).toEqual(["churn/4"]);
    expect(await found(mia, { params: [{ key: "depth", operator: "MISSING" }] })).toEqual(["secret/1"]);
    expect(
      await found(mia, { metrics: [{ key: "auc", operator: "NOT_EQUAL", value: 0.1 }], model: "churn" }),
    ).toContain("churn/10");
  });

  it("by the time of their making, the end left out", async () => {
    const { modelVersions } = await mia.ask(VERSIONS, { filter: { model: "churn" }, orderBy: { field: "VERSION" } });
    const [second, third] = [modelVersions.nodes[1]!, modelVersions.nodes[2]!];
    const range = { from: second.createdAt, to: third.createdAt };
    expect(await found(mia, range)).toEqual(["churn/2"]);
    expect(await found(mia, { from: third.createdAt, model: "churn" })).toHaveLength(8);
    const refused = await mia.send(VERSIONS, { filter: { from: third.createdAt, to: third.createdAt } });
    expect(refused.errors[0]?.message).toContain("from must be before to");
  });

  it("in every order and page by page", async () => {
    const filter = { metrics: [{ key: "auc" }] };
    for (const orderBy of [{ field: "NAME" }, { field: "CREATED_AT", direction: "DESC" }, { field: "VERSION" }]) {
      const whole = await found(mia, filter, { orderBy, first: 50 });
      expect(whole).toHaveLength(11);
      const pages: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { modelVersions }: Answer = await mia.ask(VERSIONS, { filter, orderBy, first: 4, after });
        pages.push(...modelVersions.nodes.map(({ modelName, version }: Answer) => `${modelName}/${version}`));
        after = modelVersions.pageInfo.endCursor;
        more = modelVersions.pageInfo.hasNextPage;
      }
      expect(pages).toEqual(whole);
    }
  });

  it("hidden ones by nobody, whatever is asked", async () => {
    expect(await found(sven, { params: [{ key: "only" }] })).toEqual([]);
    expect(await found(sven, { metrics: [{ key: "auc", operator: "GREATER", value: 0.75 }] })).toEqual(["churn/9"]);
    expect(await found(sven, { createdBy: "mia", metrics: [{ key: "auc", value: 0.95 }] })).toEqual([]);
  });

  it("on the wire, with OR, NOT and MLflow's words", async () => {
    const wire = new Mlflow(sven);
    const search = async (filter: string): Promise<string[]> => {
      const { model_versions = [] } = await wire.get("model-versions/search", { filter, order_by: ["version_number"] });
      return model_versions.map(({ name, version }: Answer) => `${name}/${version}`);
    };
    expect(await search("metrics.auc > 0.7 and stage = 'Production'")).toEqual(["churn/9"]);
    expect(await search("metrics.auc > 0.7 and current_stage = 'PRODUCTION'")).toEqual(["churn/9"]);
    expect(await search("alias = 'champion' OR stage IN ('production')")).toEqual(["churn/8", "churn/9"]);
    expect(await search("params.depth = '1' AND user_id = 'ben'")).toEqual(["churn/2", "churn/8"]);
    expect(await search("params.depth = '1' AND NOT metrics.auc < 0.5")).toEqual(["churn/8"]);
    expect(await search("params.only IS NOT NULL")).toEqual([]);
    const { creation_timestamp } = (await wire.get("model-versions/get", { name: "churn", version: "4" }))
      .model_version;
    expect(await search(`creation_timestamp = ${creation_timestamp}`)).toContain("churn/4");
    expect(await search(`creation_timestamp > ${creation_timestamp} and metrics.auc = 0.3`)).toEqual([]);
    expect(await search(`creation_timestamp <= ${creation_timestamp} and metrics.auc = 0.3`)).toEqual(["churn/4"]);
    expect(await search("last_updated_timestamp < 9223372036854775807 AND metrics.auc = 0")).toEqual(["churn/1"]);
    expect(await search("creation_timestamp < -9223372036854775807")).toEqual([]);
    expect(await wire.refused("GET", "model-versions/search", { filter: "stage = 'Prod'" })).toMatchObject({
      error: "400 INVALID_PARAMETER_VALUE",
    });
  });

  it("by what an ended run gave in place of what was provisional", async () => {
    const wire = new Mlflow(ben);
    await registerModel(ben, world.teamId("risk"), "late");
    const { run, source } = await train(wire);
    await register(wire, "late", { source, run_id: run });
    const late = (value: number) => found(ben, { model: "late", metrics: [{ key: "auc", value }] });
    expect(await late(0.75)).toEqual(["late/1"]);
    await wire.post("runs/log-metric", { run_id: run, key: "auc", value: 0.8, timestamp: 1_795_478_500_000, step: 9 });
    await finish(wire, run);
    expect(await late(0.75)).toEqual([]);
    expect(await late(0.8)).toEqual(["late/1"]);
  });
});

describe("the rows that versions are found by", () => {
  const rows = `select * from (select model_version_id, key, value from version_param union all
    select model_version_id, key, value::text from version_metric) facts order by 1, 2, 3`;

  it("are the database's own: the service's login cannot write them", async () => {
    for (const statement of [
      "insert into version_metric values ('mv_x', 'auc', 1)",
      "update version_metric set value = 1",
      "delete from version_param",
    ])
      await expect(query(world.database.runtimeUrl, statement)).rejects.toMatchObject({ code: "42501" });
  });

  it("are made of versions of before, in batches, by the migration", async () => {
    const { ownerUrl, superuserUrl } = world.database;
    const before = await query(superuserUrl, rows);
    expect(before.length).toBeGreaterThan(30);
    await asSuperuser(
      superuserUrl,
      "delete from version_param",
      "delete from version_metric where key <> 'auc'",
      "delete from schema_migration where name like 'VersionsOfBeforeFoundBy%'",
    );
    const roles: MigrationRoles = world.database;
    await migrate(ownerUrl, roles, silent);
    expect(await query(superuserUrl, rows)).toEqual(before);
  });
});
