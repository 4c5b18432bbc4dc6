import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor, Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";

/** Searches within searches: what is found in them keeps what it is nested in, and they are ordered by their best. */

let world: World;
let ana: Actor;
let wire: Mlflow;
let experiment: string;
const ids = new Map<string, string>();

interface Told {
  readonly parent?: string;
  readonly auc?: number | "NaN";
  readonly depth?: string;
}

const tell = async (name: string, { parent, auc, depth }: Told = {}): Promise<void> => {
  const tags = parent === undefined ? [] : [{ key: "mlflow.parentRunId", value: ids.get(parent)! }];
  const run_id = await wire.run(experiment, { run_name: name, tags, start_time: 1_000 + ids.size });
  ids.set(name, run_id);
  await wire.post("runs/log-batch", {
    run_id,
    metrics: auc === undefined ? [] : [{ key: "auc", value: auc, timestamp: 1, step: 0 }],
    params: depth === undefined ? [] : [{ key: "depth", value: depth }],
  });
};

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  wire = new Mlflow(ana);
  experiment = await wire.experiment("search");
  await tell("bare");
  await tell("wide", { auc: 0.5 });
  for (let index = 0; index < 5; index++) await tell(`wide-${index}`, { parent: "wide", auc: 0.8 + index / 100 });
  await tell("deep");
  await tell("deep-a", { parent: "deep", auc: 0.6 });
  await tell("deep-a-1", { parent: "deep-a", auc: 0.95, depth: "9" });
  await tell("deep-b", { parent: "deep", auc: "NaN" });
  await tell("single", { auc: 0.84 });
  await tell("hollow");
  await tell("hollow-1", { parent: "hollow", auc: "NaN" });
  await tell("gone", { auc: 0.1 });
  await tell("gone-1", { parent: "gone", auc: 0.99 });
  await wire.post("runs/delete", { run_id: ids.get("gone-1") });
}, 90_000);
afterAll(() => world?.close());

const found = async (filter: Answer, orderBy: Answer[] | null = null, first = 50): Promise<string[]> => {
  const names: string[] = [];
  for (let after: string | null = null; ; ) {
    const { runs }: Answer = await ana.ask(
      `query ($first: Int, $after: String, $filter: RunFilter, $orderBy: [RunOrder!]) {
        runs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
          nodes { name } pageInfo { hasNextPage endCursor } totalCount { count } } }`,
      { filter: { experimentIds: [experiment], ...filter }, orderBy, first, after },
    );
    names.push(...runs.nodes.map(({ name }: Answer) => name));
    if (!runs.pageInfo.hasNextPage) {
      expect(runs.totalCount.count).toBe(names.length);
      return names;
    }
    expect(runs.nodes).toHaveLength(first);
    after = runs.pageInfo.endCursor;
  }
};

const best = (direction: string): Answer[] => [{ bestChild: { metric: "auc", direction } }];

describe("an order by the best child", () => {
  const highest = ["wide", "single", "deep", "gone", "hollow", "bare"];
  const lowest = ["gone", "wide", "deep", "single", "hollow", "bare"];

  it.each([1, 2, 3, 50])("has the best of each search first, at %i a page", async (first) => {
    expect(await found({ rootsOnly: true }, best("HIGHER_IS_BETTER"), first)).toEqual(highest);
    expect(await found({ rootsOnly: true }, best("LOWER_IS_BETTER"), first)).toEqual(lowest);
  });

  it("has every run once where runs that are nested show, too", async () => {
    const all = await found({}, best("HIGHER_IS_BETTER"), 3);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(ids.size - 1);
    expect(all.slice(0, 2).sort()).toEqual(["deep-a", "deep-a-1"]);
  });

  it("orders what is nested in a run, and goes with a filter that few pass", async () => {
    expect(await found({ parent: ids.get("deep") }, best("HIGHER_IS_BETTER"))).toEqual(["deep-a", "deep-b"]);
    const few = { rootsOnly: true, metrics: [{ key: "auc", operator: "GREATER", value: 0.4 }] };
    expect(await found(few, best("HIGHER_IS_BETTER"))).toEqual(["wide", "single"]);
    const { run } = await ana.ask(
      `query ($id: ID!, $orderBy: [RunOrder!]) { run(id: $id) { children(orderBy: $orderBy) { nodes { name } } } }`,
      { id: ids.get("deep"), orderBy: best("HIGHER_IS_BETTER") },
    );
    expect(run.children.nodes.map(({ name }: Answer) => name)).toEqual(["deep-a", "deep-b"]);
  });

  it("takes for nested only what is in the parent's experiment, and another run", async () => {
    const elsewhere = await wire.experiment("elsewhere");
    const parent = ids.get("deep")!;
    await wire.run(elsewhere, { tags: [{ key: "mlflow.parentRunId", value: parent }] });
    const own = await wire.run(elsewhere);
    await wire.post("runs/set-tag", { run_id: own, key: "mlflow.parentRunId", value: own });
    const within = { experimentIds: [experiment, elsewhere] };
    expect(await found({ ...within, parent })).toEqual(["deep-b", "deep-a"]);
    expect(await found({ ...within, parent: own })).toEqual([]);
  });

  it("puts all last where nobody has the metric, and takes nothing beside it", async () => {
    const orderBy = [{ bestChild: { metric: "no such", direction: "HIGHER_IS_BETTER" } }];
    expect(await found({ rootsOnly: true }, orderBy)).toEqual(["gone", "hollow", "single", "deep", "wide", "bare"]);
    for (const beside of [{ direction: "ASC" }, { metric: "auc" }]) {
      const { errors } = await ana.send("query ($orderBy: [RunOrder!]) { runs(orderBy: $orderBy) { nodes { id } } }", {
        orderBy: [{ ...orderBy[0], ...beside }],
      });
      expect(errors[0]?.extensions.code).toBe("INVALID_INPUT");
    }
  });
});

describe("matches in children", () => {
  const deep = { matchChildren: true, params: [{ key: "depth", value: "9" }] };

  it("keep what they are nested in, at any depth", async () => {
    expect(await found(deep)).toEqual(["deep-a-1", "deep-a", "deep"]);
    expect(await found({ ...deep, rootsOnly: true })).toEqual(["deep"]);
    expect(await found({ ...deep, matchChildren: false, rootsOnly: true })).toEqual([]);
    expect(await found({ ...deep, rootsOnly: true }, [{ metric: "auc" }])).toEqual(["deep"]);
    expect(await found({ ...deep, rootsOnly: true }, best("HIGHER_IS_BETTER"))).toEqual(["deep"]);
  });

  it("are opened level by level", async () => {
    expect(await found({ ...deep, parent: ids.get("deep") })).toEqual(["deep-a"]);
    expect(await found({ ...deep, parent: ids.get("deep-a") })).toEqual(["deep-a-1"]);
    expect(await found({ ...deep, parent: ids.get("wide") })).toEqual([]);
    expect(await found({ parent: ids.get("gone") })).toEqual([]);
    expect(await found({ parent: "no run" })).toEqual([]);
  });

  it("count by conditions that no index has, and not where they were deleted", async () => {
    const named = (value: string) => ({ rootsOnly: true, matchChildren: true, name: { operator: "LIKE", value } });
    expect(await found(named("%-1"), [{ field: "NAME" }])).toEqual(["deep", "hollow", "wide"]);
    expect(await found(named("gone-1"))).toEqual([]);
    const not = { rootsOnly: true, matchChildren: true, not: { metrics: [{ key: "auc" }] } };
    expect(await found(not, [{ field: "NAME" }])).toEqual(["bare", "deep", "hollow"]);
  });
});
