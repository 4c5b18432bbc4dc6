import { createClient } from "../client.js";
import { type BenchContext, type Job, serviceSide } from "../context.js";
import { median, percentile, show } from "../figures.js";
import { guard, makeModel, moveTo, reportScan, seedProved } from "../gated-models.js";
import { alternate, closedLoop } from "../loops.js";
import type { Row } from "../report.js";
import { interleave, rowOf } from "../rounds.js";
import type { SeededModel } from "../seed.js";
import { CLIENTS, mover } from "./transitions.js";

const MODELS = 48;
const CALLS = 200;
const REQUESTS = 100;
/** Slots that one policy may name. */
const SLOTS = 50;
const REPORTS = 5;

/** (g5) Request and apply where five gates pass, against models of the same kind without a policy. */
const moves = async (context: BenchContext, guarded: readonly SeededModel[]): Promise<Row> => {
  const free = await seedProved(context, { count: MODELS, isGuarded: false });
  const [gated, plain] = [mover(context, guarded, []), mover(context, free, [])];
  const sideOf = ({ call }: typeof gated) =>
    serviceSide(context.service, (seconds) => closedLoop(CLIENTS, seconds, call));
  try {
    const [us, them] = await interleave([sideOf(gated), sideOf(plain)], context.pace);
    const row = rowOf(us, them, 0.6);
    const more = (us.statementsPerCall ?? Number.NaN) - (them.statementsPerCall ?? Number.NaN);
    return {
      job: "g5",
      what: `requestTransition applied at once with five gates, ${CLIENTS} clients; anchor: without a policy`,
      ...row,
      target: "≥ 0.6; ≤ 6 statements more",
      met: row.met === true && more <= 6,
      note: `${more.toFixed(2)} statements more`,
    };
  } finally {
    gated.close();
    plain.close();
  }
};

const gatesQuery = `query ($id: ID!) { node(id: $id) { ... on ModelVersion {
  gates(to: "Production") { key verdict required observed cause evidenceDigest } } } }`;
const versionQuery = `query ($id: ID!) { node(id: $id) { ... on ModelVersion { id version modelName digest } } }`;

/** (gt) What the five gates would say. */
const foreseen = async ({ service, world }: BenchContext, [model]: readonly SeededModel[]): Promise<Row> => {
  const client = createClient(service.url, world.maintainerToken, 1);
  const id = model?.versions[1];
  const ask = async (): Promise<void> => {
    const { node } = await client.graphql<{ node: { gates: { verdict: string }[] } }>(gatesQuery, { id });
    if (node.gates.length !== 5 || node.gates.some(({ verdict }) => verdict !== "PASSED"))
      throw new Error(`five passed gates were expected: ${JSON.stringify(node.gates)}`);
  };
  const [asked, bare] = await alternate([ask, () => client.graphql(versionQuery, { id })], CALLS);
  client.close();
  return {
    job: "gt",
    what: "gates(to:) of five gates, GraphQL, p50; anchor: a look-up of the version",
    ours: `${show(median(asked))} ms`,
    anchor: `${show(median(bare))} ms`,
    ratio: (median(asked) / median(bare)).toFixed(2),
    target: "p50 ≤ 10 ms",
    met: median(asked) <= 10,
    note: `p95 ${show(percentile(asked, 0.95))} ms`,
  };
};

/** Asks for so many aliases of a version, each of which waits for its scan, and then for a reviewer. */
const openRequests = async (context: BenchContext, name: string): Promise<string> => {
  const { service, world } = context;
  const client = createClient(service.url, world.maintainerToken, 4);
  const { id, versions } = await makeModel(client, world.teamId, name);
  const slots = Array.from({ length: REQUESTS }, (_, index) => `@slot-${index}`);
  const gates = [{ key: "scanned", check: { name: "scan", reportedBy: [world.maintainerId] } }];
  const requirements = [{ role: "REVIEWER", teamId: world.teamId, count: 1 }];
  for (let from = 0; from < slots.length; from += SLOTS) {
    const of = { scope: { registeredModelId: id }, slots: slots.slice(from, from + SLOTS) };
    await guard(context, { name: `Scanned ${from}`, ...of, requirements, gates });
  }
  for (const slot of slots) await moveTo(client, versions[0], slot);
  client.close();
  return versions[0];
};

const phases = `query ($model: String!) { transitionRequests(first: 100, filter: { model: $model, state: PENDING }) { nodes { phase } } }`;

/** (rr) One report, after which a hundred requests are evaluated again, in its transaction. */
const reports = async (context: BenchContext): Promise<Row> => {
  const { service, world } = context;
  const client = createClient(service.url, world.maintainerToken, 1);
  const taken = { first: [] as number[], again: [] as number[] };
  for (let round = 0; round < REPORTS; round++) {
    const model = `scanned-${round}`;
    const version = await openRequests(context, model);
    for (const which of ["first", "again"] as const) {
      const begun = performance.now();
      await reportScan(client, version, which);
      taken[which].push(performance.now() - begun);
    }
    type Read = { transitionRequests: { nodes: { phase: string }[] } };
    const { nodes } = (await client.graphql<Read>(phases, { model })).transitionRequests;
    if (nodes.filter(({ phase }) => phase === "SIGNATURES").length !== REQUESTS)
      throw new Error("not every request was evaluated again");
  }
  client.close();
  return {
    job: "rr",
    what: `one report that passes the gate of ${REQUESTS} open requests; anchor: one more report that changes none`,
    ours: `${show(median(taken.first))} ms`,
    anchor: `${show(median(taken.again))} ms`,
    ratio: (median(taken.first) / median(taken.again)).toFixed(2),
    target: "≤ 250 ms",
    met: median(taken.first) <= 250,
    note: `greatest ${show(Math.max(...taken.first))} ms of ${REPORTS}`,
  };
};

/** (gates) What gates cost: of a move, when they are foreseen, and when a report concerns many requests. */
export const gates: Job = async (context) => {
  const guarded = await seedProved(context, { count: MODELS, isGuarded: true });
  return [await moves(context, guarded), await foreseen(context, guarded), await reports(context)];
};
