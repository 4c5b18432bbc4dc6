import type { Browser, BrowserContext, Page } from "playwright-core";
import { createClient, eachOf } from "../client.js";
import type { BenchContext } from "../context.js";
import { experimentOf, seedRuns } from "../run-volume.js";
import { bigModel, seedVersions } from "../volume.js";
import { shown } from "./screen.js";

/** Runs of a registry are ten times as many as its versions. */
const RUNS_A_VERSION = 10;
/** Pages are full however small the registry: of a model's versions, and of experiments. */
const VERSIONS_OF_MODEL = 200;
const EXPERIMENTS = 120;

/** A filled registry, and a window in which its maintainer is signed in. */
export interface Registry {
  readonly context: BenchContext;
  readonly versions: number;
  readonly window: BrowserContext;
  /** The tab that signed in. */
  readonly page: Page;
  /** Ids of runs of one experiment. */
  readonly runs: readonly string[];
  /** Every screen that grows with a registry, by its address. */
  readonly screens: Readonly<Record<string, string>>;
}

/** Fills a registry to so many versions, and signs in; `runs` is how many ids of runs are wanted. */
export const fillRegistry = async (
  context: BenchContext,
  versions: number,
  browser: Browser,
  runs: number,
): Promise<Registry> => {
  await seedVersions(context, 0, versions);
  await seedRuns(context, versions * RUNS_A_VERSION);
  const { name: model } = await bigModel(context, VERSIONS_OF_MODEL);
  await fillExperiments(context);
  const ids = await runIds(context, runs);
  const page = await signedIn(context, browser);
  return { context, versions, window: page.context(), page, runs: ids, screens: screensOf(model, ids[0] ?? "") };
};

const screensOf = (model: string, run: string): Registry["screens"] => ({
  models: "models",
  "versions by a metric": "models?q=metric:auc>0.5",
  model: `models/${model}`,
  version: `models/${model}/versions/${VERSIONS_OF_MODEL - 1}`,
  inbox: "inbox",
  experiments: "experiments",
  experiment: `experiments/${experimentOf(0)}?sort=-bench.a`,
  run: `runs/${run}`,
});

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

interface RunsPage {
  readonly runs: { readonly nodes: { runId: string }[]; readonly pageInfo: { readonly endCursor: string | null } };
}

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
