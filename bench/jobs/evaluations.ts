import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { alternate } from "../loops.js";
import { seedRuns } from "../run-volume.js";
import { asSuperuser } from "../statement-log.js";
import { createWire, makeRuns, type Wire } from "../wire.js";

/** Runs in all, each of which evaluated some version. */
const VOLUMES = [10_000, 1_000_000];
const CALLS = 200;
/** Of the version that is asked for. */
const EVALUATIONS = 20;
const METRICS = ["accuracy", "auc", "f1", "log_loss", "recall"];
const TAG = "countersign.evaluates";

const evaluations = `query ($id: ID!) { node(id: $id) { ... on ModelVersion {
  evaluations(first: 20, filter: { metric: "auc" }) { nodes { metric value attempts at dataset { name digest } run { id } } } } } }`;
const version = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { id version modelName digest } } }`;

/** Runs that evaluated the first version of the first model, as a client leaves them. */
const evaluate = async (wire: Wire, name: string): Promise<void> => {
  for (const run_id of await makeRuns(wire, EVALUATIONS)) {
    const dataset = { name: "recent", digest: `d${run_id.slice(-1)}`, source_type: "local", source: "{}" };
    await wire.post("runs/log-inputs", { run_id, datasets: [{ dataset }] });
    await wire.post("runs/log-batch", {
      run_id,
      metrics: METRICS.map((key, index) => ({ key, value: index / 10, timestamp: 1, step: 0 })),
      tags: [{ key: TAG, value: `models:/${name}/1` }],
    });
    await wire.post("runs/update", { run_id, status: "FINISHED" });
  }
};

/** Every seeded run evaluated one of a thousand other versions; in a replica's session, as the runs were seeded. */
const link = async ({ service }: BenchContext): Promise<void> => {
  await asSuperuser(
    service,
    "set session_replication_role = replica",
    "set synchronous_commit = off",
    `insert into evaluation_link (run, key, source, target, dataset)
       select r.uuid, (select id from tracking_key where key = '${TAG}'), 'RUN_TAG',
         'seeded/' || (hashint8(r.start_time) & 1023), ''
       from run r join experiment e on e.number = r.experiment where e.name like 'volume-%' on conflict do nothing`,
    "vacuum analyze evaluation_link",
  );
};

interface Timed {
  readonly asked: number;
  readonly p95: number;
  readonly bare: number;
}

const measure = async ({ service, world }: BenchContext, id: string): Promise<Timed> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const ask = async (): Promise<void> => {
    const { node } = await client.graphql<{ node: { evaluations: { nodes: unknown[] } } }>(evaluations, { id });
    if (node.evaluations.nodes.length === 0) throw new Error("no evaluation was found");
  };
  const [asked, bare] = await alternate([ask, () => client.graphql(version, { id })], CALLS);
  client.close();
  return { asked: median(asked), p95: percentile(asked, 0.95), bare: median(bare) };
};

/** (ev) The newest evaluations of a version by a metric, among a million runs that evaluated versions against ten thousand. */
export const versionEvaluations: Job = async (context) => {
  const { service, world } = context;
  const [model] = world.models;
  if (model === undefined) throw new Error("no model was seeded");
  const wire = createWire(service.url, world.maintainerToken, 4);
  await evaluate(wire, model.name);
  wire.close();
  const timed: Timed[] = [];
  for (const volume of VOLUMES) {
    await seedRuns(context, volume);
    await link(context);
    timed.push(await measure(context, model.versions[0]));
  }
  const [small, large] = timed;
  if (small === undefined || large === undefined) throw new Error("nothing was measured");
  const ratio = large.asked / large.bare / (small.asked / small.bare);
  return [
    {
      job: "ev",
      what: `evaluations of a version by a metric, GraphQL, p50, ${VOLUMES[1]?.toLocaleString("en-US")} runs; anchor: ${VOLUMES[0]?.toLocaleString("en-US")}`,
      ours: `${show(large.asked)} ms`,
      anchor: `${show(small.asked)} ms`,
      ratio: ratio.toFixed(2),
      target: "≤ 1.5, p50 ≤ 3 ms",
      met: ratio <= 1.5 && large.asked <= 3,
      note: `p95 ${show(large.p95)} and ${show(small.p95)} ms; ${EVALUATIONS} evaluations; each divided by a look-up of the version between its calls, ${show(large.bare)} and ${show(small.bare)} ms, for the machine is shared`,
    },
  ];
};
