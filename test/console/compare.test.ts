import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joined } from "../../web/compare/joined.js";
import { axisOf, chosenOf, placeOn, readRanges, valueAt, writeRanges } from "../../web/compare/selection.js";
import type { Actor } from "../support/actor.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";
import { expectAccessible, expectLooks } from "./accessible.js";
import { openPage, openWindow, settled, useBrowser } from "./browser.js";

useBrowser();
let world: World;
let ana: Actor;
let experiment: string;
const runs: string[] = [];
const RUNS = 100;
const START = Date.parse("2026-11-02T08:00:00Z");

beforeAll(async () => {
  world = await openWorld();
  ana = await world.user("ana", { risk: ["OWNER"] });
  const mlflow = new Mlflow(ana);
  experiment = await mlflow.experiment("tuning");
  for (let trial = 0; trial < RUNS; trial++) {
    const run_id = await mlflow.run(experiment, { run_name: `trial ${trial}`, start_time: START + trial * 60_000 });
    const metrics = Array.from({ length: 5 }, (_, step) => [
      { key: "auc", value: 0.8 + trial / 1_000 + step / 10_000, step, timestamp: START + step * 1_000 },
      { key: "loss", value: 1 / (1 + step + trial / 50), step, timestamp: START + step * 1_000 },
    ]).flat();
    const params = [
      { key: "depth", value: String(trial % 7) },
      { key: "learning_rate", value: String(10 ** -(1 + (trial % 5))) },
      { key: "optimizer", value: trial % 2 === 0 ? "adam" : "sgd" },
      { key: "seed", value: "42" },
      ...(trial < 90 ? [{ key: "dropout", value: "0.1" }] : []),
    ];
    await mlflow.post("runs/log-batch", { run_id, metrics, params });
    runs.push(run_id);
  }
}, 180_000);
afterAll(() => world?.close());

const open = async (path: string): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as: ana }), world.url);
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
};

const values = (page: Page) => page.getByRole("region", { name: "Values" });

it("runs that are ticked in an experiment are compared: what differs, either way round, as the address says", async () => {
  const page = await open(`/experiments/${experiment}`);
  for (const trial of [99, 98])
    await page.getByRole("checkbox", { name: `Choose trial ${trial}`, exact: true }).check();
  await page.getByRole("link", { name: "Compare 2 runs" }).click();
  await page.getByRole("heading", { level: 1, name: "Compare 2 runs" }).waitFor();
  const heads = (): Promise<string[]> => values(page).getByRole("columnheader").allTextContents();
  const rows = (): Promise<string[]> => values(page).getByRole("rowheader").allTextContents();
  await values(page).getByRole("columnheader").first().waitFor();
  await expect.poll(heads).toEqual(["Column", "Choose trial 99 trial 99", "Choose trial 98 trial 98"]);
  const differing = ["auc ", "depth param", "learning_rate param", "loss ", "optimizer param"];
  expect(await rows()).toEqual(differing);
  await values(page).getByRole("radio", { name: "All" }).check({ force: true });
  await expect.poll(rows).toEqual([...differing, "seed param"]);
  await values(page).getByRole("radio", { name: "Runs down" }).check({ force: true });
  await expect.poll(rows).toEqual(["Choose trial 99 trial 99", "Choose trial 98 trial 98"]);
  expect(new URL(page.url()).search).toContain("show=all&way=down");
  await page.reload();
  await expect.poll(rows).toEqual(["Choose trial 99 trial 99", "Choose trial 98 trial 98"]);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await page.getByText("2 runs chosen").waitFor();
});

it("100 runs are lines over what they differ in; ranges, drawn or typed, choose runs in every chart", async () => {
  const page = await open(`/compare?runs=${[...runs, "0".repeat(32)].join(",")}`);
  await page.getByText("1 run of those named are absent, or none that you may read.").waitFor();
  const parallel = page.getByRole("region", { name: "Parallel coordinates" });
  const chart = parallel.getByRole("img", { name: /^100 runs over auc, param:depth, / });
  await chart.waitFor();
  await parallel.getByText("Without a number, and so not drawn there: 10 of param:dropout.").waitFor();
  const axes = page.getByRole("group", { name: "Axes" });
  await axes.getByLabel("auc from").fill("0.89");
  await parallel.getByText("10 runs of 100 chosen.").waitFor();
  await axes.getByLabel("param:optimizer").selectOption("sgd");
  await parallel.getByText("5 runs of 100 chosen.").waitFor();
  expect(new URL(page.url()).searchParams.get("ranges")).toBe("auc~0.89~,param:optimizer~1~1");
  await parallel.getByText("Table", { exact: true }).click();
  await expect.poll(() => parallel.getByRole("row").count()).toBe(6);
  await page.getByRole("img", { name: /^auc of 5 runs, 25 points by step$/ }).waitFor();
  await values(page)
    .getByText(/runs show here/)
    .waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Whole axes" }).click();
  await values(page).getByText("20 of 100 runs show here.").waitFor();
  await page.getByText("The first 10 of 100 chosen runs.").waitFor();
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const [x, low, high] = [box.x + 44, box.y + box.height - 22, box.y + 34];
  await page.mouse.move(x, low);
  await page.mouse.down();
  await page.mouse.move(x, (low + high) / 2, { steps: 3 });
  await page.mouse.up();
  await parallel.getByText(/^(49|50|51) runs of 100 chosen\./).waitFor();
  await page.getByRole("combobox", { name: "Across" }).selectOption("loss");
  await page.getByRole("img", { name: "100 runs, auc over loss" }).waitFor();
});

it("columns are picked by what the runs have in them", async () => {
  const page = await open(`/experiments/${experiment}?columns=auc`);
  await page.getByRole("button", { name: "Pick columns" }).click();
  const dialog = page.getByRole("dialog", { name: "Columns" });
  await dialog.getByText("90 of 100 runs, all the same").waitFor();
  await dialog.getByLabel("Only those that differ").check();
  await dialog.getByLabel("param:seed").waitFor({ state: "hidden" });
  await dialog.getByLabel("Begins with").fill("l");
  await expect.poll(() => dialog.getByRole("listitem").count()).toBe(2);
  await dialog.getByLabel("param:learning_rate").check();
  await expect.poll(() => new URL(page.url()).searchParams.get("columns")).toBe("auc,param:learning_rate");
  await expectAccessible(page, "columns");
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "learning_rate" }).waitFor();
});

it("the comparison is accessible and upright, in both themes, on a phone and a desk", async () => {
  const page = await open(`/compare?runs=${runs.slice(0, 30).join(",")}&ranges=auc~0.81~`);
  const paths = { compare: page.url(), chosen: `/experiments/${experiment}?chosen=${runs.slice(-3).join(",")}` };
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await settled(page);
    await expectLooks(page, name);
  }
}, 180_000);

describe("what charts place where", () => {
  const metric = (key: string) => ({ kind: "metric", key }) as const;
  it("numbers by size, by powers where they lie far apart, texts by rank; what is missing nowhere", () => {
    const near = axisOf(metric("auc"), [0.5, null, 1, "NaN"]);
    expect(near).toMatchObject({ least: 0.5, greatest: 1, log: false, texts: null });
    expect(near.numbers.map((value) => placeOn(near, value))).toEqual([0, Number.NaN, 1, Number.NaN]);
    const far = axisOf({ kind: "param", key: "lr" }, ["0.0001", "0.01", "1"]);
    expect(far.log).toBe(true);
    expect(placeOn(far, 0.01)).toBeCloseTo(0.5);
    expect(valueAt(far, 0.5)).toBeCloseTo(0.01);
    expect(axisOf({ kind: "param", key: "opt" }, ["sgd", "adam", null, "sgd"])).toMatchObject({
      texts: ["adam", "sgd"],
      numbers: [1, 0, Number.NaN, 1],
    });
    expect(placeOn(axisOf(metric("same"), [2, 2]), 2)).toBe(0.5);
  });
  it("ranges are written as they are read, and choose what is in all of them and ticked", () => {
    const text = "auc~0.8~,param:a b/c:d~~-1e-7";
    expect(writeRanges(readRanges(text))).toBe(text);
    expect([...readRanges("auc,~1~2,x~~,y~no~")]).toEqual([]);
    const axes = [axisOf(metric("auc"), [0.7, 0.8, 0.9, "NaN"])];
    const ranges = readRanges("auc~0.75~0.95");
    expect(chosenOf(["a", "b", "c", "d"], axes, ranges, new Set())).toEqual([1, 2]);
    expect(chosenOf(["a", "b", "c", "d"], axes, ranges, new Set(["c", "d"]))).toEqual([2]);
    expect(chosenOf(["a", "b"], axes, new Map(), new Set())).toEqual([0, 1]);
  });
  it("lines of different steps share one axis", () => {
    const lines = [
      { x: [0, 2], y: [1, null] },
      { x: [1, 2, 2], y: [5, 6, 7] },
    ];
    expect(joined(lines)).toEqual([
      [0, 1, 2],
      [
        [1, undefined, null],
        [undefined, 5, 7],
      ],
    ]);
  });
});
