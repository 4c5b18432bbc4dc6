import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { actorFor, openWorld, type World } from "../support/world.js";

/** Page tokens: good for one query by one caller, on any replica, whatever happens between two pages. */

let world: World;
let ana: Mlflow, ben: Mlflow;
let experiment: string, other: string;

beforeAll(async () => {
  world = await openWorld();
  ana = new Mlflow(await world.user("ana", { risk: ["MAINTAINER"] }));
  ben = new Mlflow(await world.user("ben", { risk: ["MAINTAINER"] }));
  [experiment, other] = [await ana.experiment("pages"), await ana.experiment("other")];
  for (let n = 0; n < 6; n++) {
    await ana.run(experiment, { start_time: n, tags: [{ key: "n", value: String(n) }] });
    await ana.loggedModel(experiment);
  }
});
afterAll(() => world?.close());

const searches: [path: string, base: Answer, others: Answer[]][] = [
  [
    "experiments/search",
    { max_results: 1 },
    [{ filter: "name = 'pages'" }, { order_by: ["name"] }, { view_type: "ALL" }],
  ],
  [
    "runs/search",
    { max_results: 2 },
    [{ filter: "tags.n = '1'" }, { order_by: ["start_time"] }, { run_view_type: "ALL" }],
  ],
  [
    "logged-models/search",
    { max_results: 2 },
    [{ filter: "name = 'x'" }, { order_by: [{ field_name: "name" }] }, { datasets: [{ dataset_name: "d" }] }],
  ],
];
const withIds = (path: string, message: Answer): Answer =>
  path.startsWith("experiments") ? message : { experiment_ids: [experiment], ...message };

describe("a page token of logged models", () => {
  it("says in MLflow's words which part of the question is another", async () => {
    const path = "logged-models/search";
    const message = { experiment_ids: [experiment], max_results: 2 };
    const { next_page_token: page_token } = await ana.post(path, message);
    for (const [more, says] of [
      [{ experiment_ids: [other] }, "Experiment IDs in the page token do not match the requested experiment IDs."],
      [{ filter: "name = 'x'" }, "Filter string in the page token does not match the requested filter string."],
      [{ order_by: [{ field_name: "name" }] }, "Order by in the page token does not match the requested order by."],
      [{ datasets: [{ dataset_name: "d" }] }, "Datasets in the page token do not match the requested datasets."],
    ] as const)
      expect((await ana.refused("POST", path, { ...message, page_token, ...more })).message).toBe(
        `Invalid page token: ${says}`,
      );
  });
});

describe("a page token", () => {
  it.each(searches)("of %s is good for its query alone, by its caller alone", async (path, base, others) => {
    const message = withIds(path, base);
    const { next_page_token: page_token } = await ana.post(path, message);
    expect(page_token).toMatch(/^[\w.-]+$/);
    await ana.post(path, { ...message, page_token });
    // Another size is the same query; an empty token is the beginning.
    await ana.post(path, { ...message, max_results: 3, page_token });
    expect(await ana.post(path, { ...message, page_token: "" })).toEqual(await ana.post(path, message));
    const refused = async (who: Mlflow, more: Answer): Promise<void> => {
      const { error, message: text } = await who.refused("POST", path, { ...message, page_token, ...more });
      expect([error, text]).toEqual(["400 INVALID_PARAMETER_VALUE", expect.stringMatching(/^Invalid page token/)]);
    };
    for (const more of others) await refused(ana, more);
    if (!path.startsWith("experiments")) await refused(ana, { experiment_ids: [other] });
    await refused(ben, {});
    const middle = page_token.length >> 1;
    const forged = [
      `${page_token.slice(0, middle)}${page_token[middle] === "A" ? "B" : "A"}${page_token.slice(middle + 1)}`,
      page_token.slice(1),
      page_token.slice(0, -4),
      `${page_token}AAAA`,
      page_token.slice(0, 22),
      ".",
      "x",
      "eyJvZmZzZXQiOiAxfQ==",
      "x".repeat(100_000),
      `${"A".repeat(22)}${page_token.slice(22)}`,
      "\ud800",
      "a\0",
    ];
    for (const each of forged) await refused(ana, { page_token: each });
    for (const each of [5, ["x"], {}])
      expect((await ana.refused("POST", path, { ...message, page_token: each })).message).toContain("'page_token'");
  });

  it("of one search is none of another", async () => {
    const { next_page_token } = await ana.post("runs/search", withIds("runs/search", { max_results: 2 }));
    const models = withIds("logged-models/search", { max_results: 2, page_token: next_page_token });
    expect((await ana.refused("POST", "logged-models/search", models)).message).toContain("Invalid page token");
  });

  it("is good with another credential of the same person, and on another replica", async () => {
    const message = withIds("runs/search", { max_results: 2 });
    const first = await ana.post("runs/search", message);
    const second = await ana.post("runs/search", { ...message, page_token: first.next_page_token });
    const replica = await world.replica();
    try {
      const again = await actorFor(world.admin, ana.actor.id, "ana");
      const elsewhere = new Mlflow(
        Object.assign(Object.create(Object.getPrototypeOf(again)), again, { url: replica.url }),
      );
      expect(await elsewhere.post("runs/search", { ...message, page_token: first.next_page_token })).toEqual(second);
    } finally {
      await replica.close();
    }
  });

  it("is given for as long an order as there is, and taken back", async () => {
    const id = await ana.experiment("long orders");
    const tags = Array.from({ length: 20 }, (_, n) => ({ key: `long-${n}`, value: "\u0001".repeat(300) }));
    for (let n = 0; n < 3; n++) await ana.run(id, { tags });
    const message = { experiment_ids: [id], max_results: 1, order_by: tags.map(({ key }) => `tags.\`${key}\` DESC`) };
    const seen = new Set<string>();
    for (let page_token: string | undefined = ""; page_token !== undefined; ) {
      const page: Answer = await ana.post("runs/search", { ...message, page_token });
      seen.add(page.runs[0].info.run_id);
      page_token = page.next_page_token;
    }
    expect(seen.size).toBe(3);
    expect(
      (await ana.refused("POST", "runs/search", { ...message, order_by: [...message.order_by, "start_time"] })).message,
    ).toContain("at most 20");
  });
});

describe("between two pages", () => {
  const first = async (id: string, more: Answer): Promise<{ ids: string[]; next(): Promise<string[]> }> => {
    const message = { experiment_ids: [id], max_results: 2, ...more };
    const page = await ana.post("runs/search", message);
    const idsOf = ({ runs = [] }: Answer): string[] => runs.map((run: Answer) => run.info.run_id);
    const rest = async (): Promise<string[]> => {
      const found: string[] = [];
      for (let page_token: string | undefined = page.next_page_token; page_token !== undefined; ) {
        const next: Answer = await ana.post("runs/search", { ...message, page_token });
        found.push(...idsOf(next));
        page_token = next.next_page_token;
      }
      return found;
    };
    return { ids: idsOf(page), next: rest };
  };

  it("runs may be added and deleted: what stays is told once", async () => {
    const id = await ana.experiment("busy");
    const runs: string[] = [];
    for (let n = 0; n < 6; n++) runs.unshift(await ana.run(id, { start_time: n }));
    const { ids, next } = await first(id, {});
    expect(ids).toEqual(runs.slice(0, 2));
    await ana.run(id, { start_time: 99 });
    for (const run_id of [runs[1], runs[3]]) await ana.post("runs/delete", { run_id });
    expect(await next()).toEqual([runs[2], runs[4], runs[5]]);
  });

  it.each(["metrics.fresh", "params.fresh", "tags.fresh"])(
    "somebody may be the first to use %s, which the order goes by",
    async (field) => {
      const key = `${field.split(".")[0]}-${"fresh"}`;
      const id = await ana.experiment(`fresh ${field}`);
      const runs: string[] = [];
      for (let n = 0; n < 5; n++) runs.unshift(await ana.run(id, { start_time: n }));
      const { ids, next } = await first(id, { order_by: [`${field.split(".")[0]}.\`${key}\` ASC`] });
      expect(ids).toEqual(runs.slice(0, 2));
      const pair = { key, value: "1" };
      await ana.post("runs/log-batch", {
        run_id: runs[4],
        metrics: [{ ...pair, value: 1, timestamp: 1 }],
        params: [pair],
        tags: [pair],
      });
      // Those without a value go on where they were; the one that has a value now stands before them all.
      expect(await next()).toEqual([runs[2], runs[3]]);
    },
  );
});
