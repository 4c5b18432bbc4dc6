import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import { alternate } from "../loops.js";
import { seedVersions } from "../volume.js";

const VOLUMES = [1_000, 100_000];
const CALLS = 100;
const PAGE = 20;

const graphql = `query Found($filter: ModelVersionFilter!) {
  modelVersions(first: ${PAGE}, filter: $filter) { nodes { id modelName version } pageInfo { hasNextPage } } }`;

/** What is asked: by a metric and a stage; by the one version that has a param; by a metric that many have; by creator and time. */
const filters = {
  "metric and stage": "metrics.auc > 0.9 and stage = 'Production'",
  "one param": "params.trial = 't500'",
  "metric of many": "metrics.auc > 0.9",
  "creator, time and tag": "creator = 'bench-maintainer' and creation_timestamp > 1000 and tags.data = 'd7'",
};

/** Median milliseconds of each kind of search, then of a call that costs the same at any volume. */
const measure = async ({ service, world }: BenchContext): Promise<number[]> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const get = async (path: string): Promise<void> => {
    const { status, body } = await client.send("GET", `/api/2.0/mlflow/model-versions/${path}`);
    if (status !== 200 || !body.includes('"version"')) throw new Error(`${path}: ${status} ${body.slice(0, 500)}`);
  };
  const searches = Object.values(filters).map(
    (filter) => () => get(`search?max_results=${PAGE}&filter=${encodeURIComponent(filter)}`),
  );
  const filter = { metrics: [{ key: "auc", operator: "GREATER", value: 0.9 }], stage: "Production" };
  const typed = async (): Promise<void> => {
    const { modelVersions } = await client.graphql<{ modelVersions: { nodes: unknown[] } }>(graphql, { filter });
    if (modelVersions.nodes.length === 0) throw new Error("no version was found");
  };
  const constant = (): Promise<void> => get(`get?name=${world.models[0]?.name}&version=1`);
  const taken = await alternate([...searches, typed, constant], CALLS);
  client.close();
  return taken.map((each) => median(each));
};

/** (s) Searching versions by what they froze, where they stand and who made them: 100,000 of a hundred models against 1,000. */
export const versionSearch: Job = async (context) => {
  const timed: number[][] = [];
  let made = 0;
  for (const volume of VOLUMES) {
    await seedVersions(context, made, volume);
    made = volume;
    timed.push(await measure(context));
  }
  const [small = [], large = []] = timed;
  const [before = 1, now = 1] = [small.at(-1), large.at(-1)];
  return [...Object.keys(filters), "metric and stage, GraphQL"].map((what, index) => {
    const [few = 0, many = 0] = [small[index], large[index]];
    const ratio = many / now / (few / before);
    return {
      job: "s",
      what: `versions by ${what}, p50, ${VOLUMES[1]?.toLocaleString("en-US")} versions; anchor: ${VOLUMES[0]?.toLocaleString("en-US")}`,
      ours: `${show(many)} ms`,
      anchor: `${show(few)} ms`,
      ratio: ratio.toFixed(2),
      target: "≤ 1.5",
      met: ratio <= 1.5,
      note: `${what}: each divided by a look-up of one version between its calls, ${show(now)} and ${show(before)} ms, for the machine is shared`,
    };
  });
};
