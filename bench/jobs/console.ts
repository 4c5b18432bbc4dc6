import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../test/console/launch.js";
import { createClient, eachOf } from "../client.js";
import { loadRows, type Measured, row, screenRows } from "../console/rows.js";
import { backTo, firstLoad, type Opened, open, parallel, shown } from "../console/screen.js";
import { statementTime } from "../console/statement-time.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import type { Row } from "../report.js";
import { experimentOf, seedRuns } from "../run-volume.js";
import { bigModel, seedVersions } from "../volume.js";

/** Versions of the small registry; its runs are ten times as many, as those of the large one. */
const SMALL = 1_000;
const RUNS_A_VERSION = 10;
const LINES = [100, 2_000];
/** Pages are full however small the registry: of a model's versions, and of experiments. */
const VERSIONS_OF_MODEL = 200;
const EXPERIMENTS = 120;

/** Every screen that grows with a registry, by its address. */
const screensOf = (model: string, run: string): Readonly<Record<string, string>> => ({
  models: "models",
  "versions by a metric": "models?q=metric:auc>0.5",
  model: `models/${model}`,
  version: `models/${model}/versions/${VERSIONS_OF_MODEL - 1}`,
  inbox: "inbox",
  experiments: "experiments",
  experiment: `experiments/${experimentOf(0)}?sort=-bench.a`,
  run: `runs/${run}`,
});

/** (console) The console in the tests' browser: first load, requests, shifts, and each screen's cost as the registry grows. */
export const consoleScreens: Job = async (context) => {
  const folder = mkdtempSync(join(context.folder, "browser-"));
  const browser = await launchBrowser(folder);
  try {
    return await measure(context, browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
};

const measure = async (context: BenchContext, browser: Browser): Promise<Row[]> => {
  const large = context.size;
  await seedVersions(context, 0, SMALL);
  await seedRuns(context, SMALL * RUNS_A_VERSION);
  const runs = await runIds(context, Math.max(...LINES));
  const page = await signedIn(context, browser);
  const { name: model } = await bigModel(context, VERSIONS_OF_MODEL);
  await fillExperiments(context);
  const screens = screensOf(model, runs[0] ?? "");
  const window = page.context();
  const loads = [
    await firstLoad(await browser.newContext({ baseURL: `${context.service.url}/` }), "signin"),
    await firstLoad(window, "models"),
  ] as const;
  const small = await measureScreens(context, window, screens);
  await seedVersions(context, SMALL, large);
  await seedRuns(context, large * RUNS_A_VERSION);
  const grown = await measureScreens(context, window, screens);
  return [
    ...loadRows(...loads),
    await routeRow(page, context.pace.rounds),
    ...Object.keys(screens).flatMap((name) => screenRows(name, [small[name], grown[name]], [SMALL, large])),
    ...(await lineRows(page, runs, context.pace.rounds)),
  ];
};

/** A window in which the maintainer is signed in. */
const signedIn = async ({ service, world }: BenchContext, browser: Browser): Promise<Page> => {
  const window = await browser.newContext({
    baseURL: `${service.url}/`,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  const page = await window.newPage();
  await page.goto("signin");
  await page.getByLabel("API token").fill(world.maintainerToken);
  await page.getByRole("button", { name: "Sign in" }).click();
  await shown(page);
  return page;
};

const runIds = async ({ service, world }: BenchContext, count: number): Promise<string[]> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const ids: string[] = [];
  let after: string | null = null;
  while (ids.length < count) {
    const { runs }: RunsPage = await client.graphql<RunsPage>(
      `query ($of: [ID!], $after: String) { runs(filter: { experimentIds: $of }, first: 100, after: $after) {
         nodes { runId } pageInfo { endCursor } } }`,
      { of: [experimentOf(0)], after },
    );
    ids.push(...runs.nodes.map(({ runId }) => runId));
    after = runs.pageInfo.endCursor;
  }
  client.close();
  return ids.slice(0, count);
};

const fillExperiments = async ({ service, world }: BenchContext): Promise<void> => {
  const client = createClient(service.url, world.maintainerToken, 4);
  const names = Array.from({ length: EXPERIMENTS }, (_, index) => `console-${index}`);
  await eachOf(names, 4, async (name) => {
    const { status, body } = await client.send("POST", "/api/2.0/mlflow/experiments/create", {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
    });
    if (status !== 200) throw new Error(`${status} ${body.slice(0, 200)}`);
  });
  client.close();
};

interface RunsPage {
  readonly runs: { readonly nodes: { runId: string }[]; readonly pageInfo: { readonly endCursor: string | null } };
}

/** Each screen opened so many times, and once more with the time of its statements: the middle of each figure. */
const measureScreens = async (
  context: BenchContext,
  window: BrowserContext,
  screens: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, Measured>>> => {
  const found: Record<string, Measured> = {};
  for (const [name, address] of Object.entries(screens)) {
    await open(window, address);
    const rounds: Opened[] = [];
    for (let round = 0; round < context.pace.rounds; round++) rounds.push(await open(window, address));
    const times: number[] = [];
    for (let round = 0; round < context.pace.rounds; round++)
      times.push(await statementTime(context.service, () => open(window, address)));
    const middle = (of: keyof Opened): number => median(rounds.map((each) => each[of]));
    found[name] = {
      requests: middle("requests"),
      json: middle("json"),
      shift: Math.max(...rounds.map(({ shift }) => shift)),
      script: middle("script"),
      sql: median(times),
    };
  }
  return found;
};

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
    const target = lines === 100 ? "≤ 1 s" : "–";
    const met = lines === 100 ? middle <= 1_000 : null;
    rows.push(row(`parallel coordinates, ${lines.toLocaleString("en-US")} lines`, `${show(middle)} ms`, target, met));
  }
  return rows;
};
