import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readColumns, readStatus } from "../../web/experiment/run-filter.js";
import { drawable } from "../../web/run/drawable.js";
import { Mlflow } from "../support/mlflow.js";
import { openWorld, type World } from "../support/world.js";
import { expectLooks } from "./accessible.js";
import { marked, openPage, openWindow, settled, useBrowser } from "./browser.js";
import { type Cast, openCast, tellChurn } from "./story.js";

useBrowser();
let world: World;
let cast: Cast;
let mlflow: Mlflow;
let experiment: string;
let search: string;
let training: string;
const TRIALS = 50;
const POINTS = 3_000;
const START = Date.parse("2026-11-02T08:00:00Z");

beforeAll(async () => {
  world = await openWorld();
  cast = await openCast(world);
  await tellChurn(world, cast);
  mlflow = new Mlflow(cast.ana);
  experiment = await mlflow.experiment("tuning");
  search = await mlflow.run(experiment, { run_name: "search", start_time: START });
  for (let trial = 0; trial < TRIALS; trial++) {
    const tags = [{ key: "mlflow.parentRunId", value: search }];
    const run = await mlflow.run(experiment, { run_name: `trial ${trial}`, start_time: START + trial * 60_000, tags });
    const metrics = [{ key: "auc", value: 0.8 + trial / 1_000, step: 0, timestamp: START }];
    await mlflow.post("runs/log-batch", { run_id: run, metrics, params: [{ key: "depth", value: String(trial % 9) }] });
    await mlflow.post("runs/update", { run_id: run, status: "FINISHED", end_time: START + trial * 60_000 + 45_000 });
  }
  training = await mlflow.run(experiment, { run_name: "training", start_time: START + 7_200_000 });
  await logCourse(0, POINTS);
  await mlflow.post("runs/log-parameter", { run_id: training, key: "learning_rate", value: "0.02" });
  await mlflow.upload(`${experiment}/${training}/artifacts/notes/read me.txt`, "trained on a Tuesday");
}, 180_000);
afterAll(() => world?.close());

/** Points of the course of `loss`, which falls, with a spike that no thinning may lose. */
const logCourse = async (from: number, to: number): Promise<void> => {
  const at = (step: number) => ({
    key: "loss",
    value: step === 1_234 ? 40 : 1 / (1 + step / 100),
    step,
    timestamp: START + 7_200_000 + step * 1_000,
  });
  for (let step = from; step < to; step += 1_000) {
    const metrics = Array.from({ length: Math.min(1_000, to - step) }, (_, index) => at(step + index));
    await mlflow.post("runs/log-batch", { run_id: training, metrics });
  }
};

const open = async (path: string): Promise<Page> => {
  const page = await openPage(await openWindow(world.url, { as: cast.ana }), world.url);
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
};

const chart = (page: Page) => page.getByRole("img", { name: /^loss, / });

it("a search of 50 trials is one row that tells its best; its trials open below it", async () => {
  const page = await open(`/experiments/${experiment}?sort=-auc`);
  const rows = page.getByRole("table").getByRole("row");
  await page.getByRole("button", { name: "50 children of search" }).click();
  await page.getByText("best auc 0.849, trial 49").waitFor();
  await expect.poll(() => rows.count()).toBe(TRIALS + 4);
  const trials = page.getByRole("link", { name: /^trial / });
  expect(await trials.first().textContent()).toBe("trial 49");
  await page.getByRole("link", { name: "training" }).waitFor();
  await page.getByRole("button", { name: "auc" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?sort=auc");
  await page.getByRole("link", { name: "Experiments" }).last().click();
  await page.getByRole("link", { name: "tuning" }).waitFor();
});

it("in the default order, too, a search tells its best: by a metric that its trials have, from the end that the name says", async () => {
  const losses = await mlflow.experiment("losses");
  const parent = await mlflow.run(losses, { run_name: "by loss", start_time: START });
  for (const [name, value] of Object.entries({ worse: 0.9, better: 0.2 })) {
    const tags = [{ key: "mlflow.parentRunId", value: parent }];
    const run_id = await mlflow.run(losses, { run_name: name, start_time: START, tags });
    await mlflow.post("runs/log-metric", { run_id, key: "val_loss", value, timestamp: START });
  }
  const page = await open(`/experiments/${losses}`);
  await page.getByText("best val_loss 0.2, better").waitFor();
  // Of two searches and a run with another metric each tells its own, in what the list itself asks for.
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/experiments/${experiment}`);
  await page.getByText("best auc 0.849, trial 49").waitFor();
  expect(asked.filter((url) => url.endsWith("/graphql")).length).toBeLessThanOrEqual(4);
  await page.goto(`/experiments/${experiment}?columns=loss`);
  await page.getByText("best auc 0.849, trial 49").waitFor();
});

it("the filter finds trials by metric, param and status, columns are chosen, and the address keeps both", async () => {
  const page = await open(`/experiments/${experiment}`);
  await page.getByRole("searchbox", { name: "Filter runs" }).fill("metric:auc>=0.848 status:finished");
  await page.keyboard.press("Enter");
  const rows = page.getByRole("table").getByRole("row");
  // The search that holds the two is there with them, open.
  await page.getByText("2 of 50 runs nested in search").waitFor();
  await expect.poll(() => rows.count()).toBe(5);
  await page.getByLabel(/^Columns: /).fill("param:depth");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.getByRole("columnheader").allTextContents())
    .toEqual(["Choose all runs that show", "Run", "Status", "Began", "Took", "depth"]);
  await page.reload();
  await expect.poll(() => rows.count()).toBe(5);
  expect(new URL(page.url()).searchParams.get("columns")).toBe("param:depth");
  await page.getByRole("searchbox", { name: "Filter runs" }).fill("param:depth=77");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove param:depth=77" }).click();
  await page.getByRole("link", { name: "search" }).waitFor();
});

it("the filter speaks MLflow's grammar: it puts the quotes, and shows where a text is none", async () => {
  const page = await open(`/experiments/${experiment}`);
  const field = page.getByRole("searchbox", { name: "Filter runs" });
  const rows = page.getByRole("table").getByRole("row");
  await field.fill("metrics.auc >= 0.848 and status = finished");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows.count()).toBe(5);
  expect(await field.inputValue()).toBe("metrics.auc >= 0.848 and status = 'finished'");
  expect(new URL(page.url()).searchParams.get("q")).toBe("metrics.auc >= 0.848 and status = 'finished'");
  await field.fill("metrics.auc >= 'high'");
  await page.keyboard.press("Enter");
  const refused = page.getByRole("alert");
  await refused.getByText("A number was expected here, without quotes. At character 16.").waitFor();
  expect(await refused.locator("pre").textContent()).toBe(`metrics.auc >= 'high'\n${" ".repeat(15)}^`);
  expect(await page.evaluate("document.activeElement.selectionStart")).toBe(15);
  expect(await rows.count()).toBe(5);
  await expectLooks(page, "filter that is refused");
  await page.goto(`/experiments/${experiment}?q=${encodeURIComponent("metrics.auc >")}`);
  await refused.getByText("A value was expected here.", { exact: false }).waitFor();
  await field.fill("params.depth = 77 and metrics.auc > 0");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove params.depth = '77'" }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("metrics.auc > 0");
}, 120_000);

it("the link that a client prints opens the run; its curve grows while it trains, and rests once it ends", async () => {
  const page = await open(`/#/experiments/${experiment}/runs/${training}`);
  await page.getByRole("heading", { level: 1, name: "training" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/runs/${training}`);
  await marked(page, "Experiments");
  await chart(page).waitFor();
  expect(await chart(page).getAttribute("aria-label")).toMatch(/^loss, \d{3} of 3,000 points by step$/);
  await page.getByText("Table", { exact: true }).click();
  await page.getByRole("cell", { name: "40", exact: true }).waitFor();
  await logCourse(POINTS, POINTS + 500);
  await page.getByRole("img", { name: /of 3,500 points by step$/ }).waitFor();
  await mlflow.post("runs/update", { run_id: training, status: "FINISHED", end_time: START + 9_000_000 });
  await page.getByText("Finished", { exact: true }).waitFor();
  let asked = 0;
  page.on("request", (request) => {
    if (/query (Run|Courses)\(/.test(request.postData() ?? "")) asked++;
  });
  // Twice the time between two looks at a run that goes on.
  await sleep(11_000);
  expect(asked).toBe(0);
  await page.getByLabel("From step").fill("1000");
  await page.getByLabel("to step").fill("1499");
  await page.getByRole("img", { name: "loss, 500 points by step" }).waitFor();
  await page.getByRole("button", { name: "Whole course" }).click();
  await page.getByRole("radio", { name: "Time" }).check({ force: true });
  await page.getByRole("img", { name: /of 3,500 points by time$/ }).waitFor();
}, 120_000);

it("a file of the run is found in its folder and downloaded", async () => {
  const page = await open(`/runs/${training}#files`);
  await page.getByRole("button", { name: "notes, a folder" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download read me.txt" }).click();
  expect(readFileSync(await (await coming).path(), "utf8")).toBe("trained on a Tuesday");
});

it("a run and an experiment that are absent or hidden look the same", async () => {
  const page = await open("/runs/00000000000000000000000000000000");
  await page.getByText("There is no such run, or none that you may read.").waitFor();
  await page.goto("/experiments/404");
  await page.getByText("There is no such experiment, or none that you may read.").waitFor();
});

it("the screens are accessible and upright, in both themes, on a phone and a desk", async () => {
  const paths = {
    experiments: "/experiments",
    experiment: `/experiments/${experiment}?sort=-auc`,
    run: `/runs/${training}`,
  };
  const page = await open("/experiments");
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await settled(page);
    await expectLooks(page, name);
  }
}, 180_000);

describe("what can be drawn", () => {
  const point = (step: number, value: number, at: string | null = null) => ({ step, value, at });
  it("leaves out what has no place on the chart, and counts it", () => {
    const points = [point(2, 4), point(1, Number.NaN), point(0, Number.POSITIVE_INFINITY), point(3, -1)];
    expect(drawable(points, "step", "linear")).toEqual([[2, 3], [4, -1], 2]);
    expect(drawable(points, "step", "log")).toEqual([[2], [4], 3]);
    expect(drawable([point(0, 1, "1970-01-01T00:00:05Z"), point(1, 2)], "time", "linear")).toEqual([[5], [1], 1]);
  });
  it("reads columns and statuses as they are typed", () => {
    expect(readColumns(" auc, param:depth,,param:")).toEqual([
      { kind: "metric", key: "auc" },
      { kind: "param", key: "depth" },
    ]);
    expect([readStatus("finished"), readStatus("done")]).toEqual(["FINISHED", undefined]);
  });
});
