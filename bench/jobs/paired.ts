import { createClient } from "../client.js";
import type { BenchContext, Job } from "../context.js";
import { median, show } from "../figures.js";
import { guard, makeModel, moveTo } from "../gated-models.js";
import { interleave, rowOf, type Side } from "../rounds.js";
import { createWire, type Wire } from "../wire.js";
import { contenders, getRequest } from "./resolve.js";

const ROWS = 1_000_000;
/** Comparisons beside nothing else. */
const ALONE = 5;
const MODEL = "bench-paired";

const gatesQuery = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { gates(to: "Production") { verdict observed cause } } } }`;

/** Rows of ids and scores as `mlflow.log_table` writes them; `first` makes each table another. */
const tableOf = (first: number, rest: string): string =>
  `{"columns": ["id", "score"], "data": [["row-0000000", ${first}], ${rest}]}`;

const restOf = (shift: number): string =>
  Array.from({ length: ROWS - 1 }, (_, index) => {
    const score = ((index * 7_919) % 10_007) / 10_007 + shift;
    return `["row-${String(index + 1).padStart(7, "0")}", ${score.toFixed(12)}]`;
  }).join(", ");

/** A finished run that evaluated the version and logged the table. */
const evaluate = async (wire: Wire, experiment_id: string, of: string, table: string): Promise<void> => {
  const tags = [{ key: "countersign.evaluates", value: `models:/${MODEL}/${of}` }];
  type Made = { run: { info: { run_id: string; artifact_uri: string } } };
  const { run } = await wire.post<Made>("runs/create", { experiment_id, start_time: Date.now(), tags });
  const { run_id, artifact_uri } = run.info;
  const dataset = { name: "recent", digest: "499ce42d", source_type: "local", source: "{}" };
  await wire.post("runs/log-inputs", { run_id, datasets: [{ dataset }] });
  // A run that measured nothing evaluated nothing.
  await wire.post("runs/log-metric", { run_id, key: "score", value: 0.5, timestamp: 1, step: 0 });
  const place = artifact_uri.replace(/^mlflow-artifacts:\//, "");
  const { ok, status } = await fetch(`${wire.url}/api/2.0/mlflow-artifacts/artifacts/${place}/scores.json`, {
    method: "PUT",
    headers: { authorization: `Bearer ${wire.token}` },
    body: table,
  });
  if (!ok) throw new Error(`the table was not taken: ${status}`);
  await wire.post("runs/update", { run_id, status: "FINISHED" });
};

/** Two versions, the first in Production, and a gate that compares them row by row. */
const guarded = async (context: BenchContext): Promise<string> => {
  const { service, world } = context;
  const client = createClient(service.url, world.maintainerToken, 1);
  const { id, versions } = await makeModel(client, world.teamId, MODEL);
  await moveTo(client, versions[0], "Production");
  client.close();
  const paired = { table: "scores.json", row: "id", score: "score" };
  const gates = [{ key: "surely-better", champion: { paired, direction: "HIGHER", dataset: { name: "recent" } } }];
  const scope = { registeredModelId: id };
  await guard(context, { name: "Surely better", scope, slots: ["Production"], requirements: [], gates });
  return versions[1];
};

/** Brings a new table of the candidate; what is answered compares it with the champion's, and tells the milliseconds. */
const comparer = async (context: BenchContext): Promise<() => Promise<() => Promise<number>>> => {
  const { service, world } = context;
  const id = await guarded(context);
  const wire = createWire(service.url, world.maintainerToken, 1);
  const { experiment_id } = await wire.post<{ experiment_id: string }>("experiments/create", { name: MODEL });
  await evaluate(wire, experiment_id, "1", tableOf(0, restOf(0)));
  const mine = restOf(0.01);
  let made = 0;
  return async () => {
    await evaluate(wire, experiment_id, "2", tableOf(++made / 1_000, mine));
    return async () => {
      const client = createClient(service.url, world.maintainerToken, 1);
      const begun = performance.now();
      const { node } = await client.graphql<{ node: { gates: { verdict: string }[] } }>(gatesQuery, { id });
      client.close();
      if (node.gates[0]?.verdict !== "PASSED") throw new Error(`the tables were not compared: ${JSON.stringify(node)}`);
      return performance.now() - begun;
    };
  };
};

/** (p) A million paired rows compared, alone and beside cached `/resolve`. */
export const pairedRows: Job = async (context) => {
  const bring = await comparer(context);
  const alone: number[] = [];
  for (let count = 0; count < ALONE; count++) alone.push(await (await bring())());
  const { ours, bytes, stop } = await contenders(context, getRequest(context));
  const beside: number[] = [];
  const during = (side: Side): Side => ({
    ...side,
    fire: async (seconds) => {
      const compare = await bring();
      const [shot, taken] = await Promise.all([side.fire(seconds), compare()]);
      beside.push(taken);
      return shot;
    },
  });
  try {
    const [us, them] = await interleave([during(ours), during(bytes)], context.pace);
    return [
      {
        job: "p1",
        what: `${ROWS.toLocaleString("en-US")} paired rows: gates(to:) that compares two tables for the first time`,
        ours: `${show(median(alone) / 1_000)} s`,
        anchor: "",
        ratio: "",
        target: "≤ 2 s",
        met: median(alone) <= 2_000,
        note: `beside 32 clients that resolve ${show(median(beside) / 1_000)} s`,
      },
      {
        job: "p2",
        what: "GET /resolve, cached, while they are compared; anchor: the same bytes from bare node:http, meanwhile too",
        ...rowOf(us, them, null),
        target: "≥ 0.45",
        met: median(us.perSecond) / median(them.perSecond) >= 0.45,
      },
    ];
  } finally {
    stop();
  }
};
