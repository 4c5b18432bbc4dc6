import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../test/console/launch.js";
import { fillRegistry, type Registry } from "../console/registry.js";
import { loadRows, type Measured, row, screenRows } from "../console/rows.js";
import { backTo, firstLoad, type Opened, open, parallel, shown } from "../console/screen.js";
import { statementTime } from "../console/statement-time.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import type { Row } from "../report.js";
import { seed } from "../seed.js";
import { removeHome, startService, temporaryHome } from "../stage.js";

/** Versions of the small registry, which the large one is compared with. */
const SMALL = 1_000;
const LINES = [100, 2_000];

/** (console) The console in the tests' browser: first load, requests, shifts, and each screen's cost as the registry grows. */
export const consoleScreens: Job = async (context) => {
  const folder = mkdtempSync(join(context.folder, "browser-"));
  const home = temporaryHome();
  const browser = await launchBrowser(folder);
  const service = await startService(home);
  try {
    return await measure(context, { ...context, service, world: await seed(service) }, browser);
  } finally {
    await browser.close();
    await service.stop();
    removeHome(home);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
};

const measure = async (context: BenchContext, beside: BenchContext, browser: Browser): Promise<Row[]> => {
  const { rounds } = context.pace;
  const small = await fillRegistry(beside, SMALL, browser, 1);
  const large = await fillRegistry(context, context.size, browser, Math.max(...LINES));
  const { page, runs } = large;
  const loads = [
    await firstLoad(await browser.newContext({ baseURL: `${context.service.url}/` }), "signin"),
    await firstLoad(large.window, "models"),
  ] as const;
  const rows = [...loadRows(...loads), await routeRow(page, rounds)];
  for (const name of Object.keys(large.screens)) {
    const found = await measureScreen([small, large], name, rounds);
    rows.push(...screenRows(name, found, [small.versions, large.versions]));
  }
  return [...rows, ...(await lineRows(page, runs, rounds))];
};

/** A screen of both registries opened in turn, so many times, and as often again with the time of its statements. */
const measureScreen = async (
  registries: readonly [Registry, Registry],
  name: string,
  rounds: number,
): Promise<[Measured, Measured]> => {
  const opened: [Opened[], Opened[]] = [[], []];
  const times: [number[], number[]] = [[], []];
  // The first of each only warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [of, { window, screens }] of registries.entries()) {
      const found = await open(window, screens[name] ?? "");
      if (round > 0) opened[of]?.push(found);
    }
  for (let round = 0; round < rounds; round++)
    for (const [of, { context, window, screens }] of registries.entries())
      times[of]?.push(await statementTime(context.service, () => open(window, screens[name] ?? "")));
  return [measured(opened[0], times[0]), measured(opened[1], times[1])];
};

/** Of what is counted the middle; of a shift the greatest; of times the least: what nothing else disturbed. */
const measured = (opened: readonly Opened[], times: readonly number[]): Measured => ({
  requests: median(opened.map(({ requests }) => requests)),
  json: median(opened.map(({ json }) => json)),
  shift: Math.max(...opened.map(({ shift }) => shift)),
  script: Math.min(...opened.map(({ script }) => script)),
  sql: Math.min(...times),
});

/** From one screen to another and back, which was read before. */
const routeRow = async (page: Page, rounds: number): Promise<Row> => {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.goto("models");
    await shown(page);
    await page.getByRole("link", { name: "Experiments" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Experiments" }).waitFor();
    await shown(page);
    taken.push(await backTo(page, "Models"));
  }
  const middle = median(taken);
  return row("route from cache, back to /models, p50", `${show(middle)} ms`, "≤ 100 ms", middle <= 100);
};

const lineRows = async (page: Page, runs: readonly string[], rounds: number): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const lines of LINES) {
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await page.goto("models");
      await shown(page);
      taken.push(await parallel(page, runs.slice(0, lines)));
    }
    const middle = median(taken);
    const what = `parallel coordinates, ${lines.toLocaleString("en-US")} lines`;
    rows.push(row(what, `${show(middle)} ms`, "≤ 1 s", middle <= 1_000));
  }
  return rows;
};
