import { createClient } from "../client.js";
import type { BenchContext } from "../context.js";
import { experimentOf, seededKeys } from "../run-volume.js";
import type { BigModel } from "../volume.js";

type Operation = readonly [name: string, run: () => Promise<unknown>];

const [a, b, c] = seededKeys;
const json = { "content-type": "application/json" };

/** The calls of MLflow's API on a hot path, among many runs, experiments of ten thousand, and on the model of many versions. */
export const wireOperations = async ({ service, world }: BenchContext, model: BigModel): Promise<Operation[]> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const ask = async (what: string, method: "GET" | "POST", path: string, body?: object): Promise<string> => {
    const options = body === undefined ? {} : { headers: json, body: JSON.stringify(body) };
    const answer = await client.send(method, `/api/2.0/mlflow/${path}`, options);
    if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 1_000)}`);
    return answer.body;
  };
  const post = (what: string, path: string, body: object): Operation => [
    `${path}${what}`,
    () => ask(what, "POST", path, body),
  ];
  const get = (path: string, query: Record<string, string>): Operation => [
    `${path} by ${Object.keys(query).join(", ")}`,
    () => ask(path, "GET", `${path}?${new URLSearchParams(query)}`),
  ];
  const [experiment, other] = [experimentOf(0), experimentOf(1)];
  const found = await ask("a run", "POST", "runs/search", { experiment_ids: [experiment], max_results: 1 });
  const run_id = /"run_id":\s*"([0-9a-f]{32})"/.exec(found)?.[1] ?? "";
  const search = (what: string, message: object): Operation =>
    post(`, ${what}`, "runs/search", { experiment_ids: [experiment], max_results: 100, ...message });
  const point = (key: string) => ({ key, value: 0.5, timestamp: Date.now(), step: 1 });
  return [
    search("newest", {}),
    search("three filters", { filter: `metrics.\`${a}\` > 0.9 AND params.\`${b}\` = '4' AND tags.\`${c}\` = '3'` }),
    search("either of two", { filter: `metrics.\`${a}\` > 0.999 OR tags.\`${c}\` = '3'` }),
    search("not", { filter: `NOT params.\`${b}\` IN ('4', '5') AND metrics.\`${a}\` < 0.001` }),
    search("by name", { filter: "attributes.run_name = 'run-77'" }),
    search("of two experiments", { experiment_ids: [experiment, other], filter: `metrics.\`${a}\` > 0.999` }),
    search("best by a metric", { order_by: [`metrics.\`${a}\` DESC`] }),
    search("by two keys", { order_by: [`params.\`${b}\` ASC`, `metrics.\`${a}\` DESC`] }),
    get("runs/get", { run_id }),
    get("metrics/get-history", { run_id, metric_key: a }),
    get("metrics/get-history-bulk-interval", { run_ids: run_id, metric_key: a }),
    get("experiments/get", { experiment_id: experiment }),
    get("experiments/get-by-name", { experiment_name: "volume-7" }),
    post("", "experiments/search", { max_results: 100 }),
    post(", by name", "experiments/search", { max_results: 100, filter: "name LIKE 'volume-1%'" }),
    post("", "runs/create", { experiment_id: experiment, start_time: Date.now() }),
    post("", "runs/log-metric", { run_id, ...point(a) }),
    post("", "runs/log-batch", {
      run_id,
      metrics: [point(a), point(b)],
      params: [{ key: "bench.new", value: "1" }],
      tags: [{ key: c, value: "9" }],
    }),
    post("", "runs/set-tag", { run_id, key: c, value: "8" }),
    post("", "runs/update", { run_id, status: "RUNNING" }),
    post("", "logged-models", { experiment_id: experiment, name: "plans" }),
    post("", "logged-models/search", { experiment_ids: [experiment], max_results: 50 }),
    get("artifacts/list", { run_id }),
    get("registered-models/get", { name: model.name }),
    get("registered-models/search", { max_results: "100" }),
    get("registered-models/alias", { name: model.name, alias: "champion" }),
    post("", "registered-models/get-latest-versions", { name: model.name }),
    get("model-versions/get", { name: model.name, version: "500" }),
    get("model-versions/search", { filter: `name = '${model.name}'`, max_results: "100" }),
    get("model-versions/search", { filter: "tags.dataset = 'd7'", max_results: "100" }),
    get("model-versions/search", {
      filter: "metrics.accuracy > 0.9 and alias = 'champion' and creation_timestamp > 1000",
      max_results: "100",
    }),
    post("", "model-versions/create", { name: model.name, source: "s3://models.example/wire" }),
    [
      "an experiment with its runs, over GraphQL",
      () => client.graphql(`{ runs(first: 50, filter: { experimentIds: ["${experiment}"] }) { nodes { id name } } }`),
    ],
    [
      "columns of an experiment",
      () => client.graphql(`{ columns(experimentIds: ["${experiment}"]) { key distinct } }`),
    ],
    [
      "a table of runs",
      () =>
        client.graphql(
          `{ runMatrix(filter: { experimentIds: ["${experiment}"] }, columns: [{ kind: METRIC, key: "bench.a" }, { kind: PARAM, key: "bench.b" }], aggregate: BEST) { total columns { values } } }`,
        ),
    ],
    [
      "courses of metrics",
      () => client.graphql(`{ metricSeries(runIds: ["${run_id}"], keys: ["bench.a"], axis: TIME) { total values } }`),
    ],
  ];
};
