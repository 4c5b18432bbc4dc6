import { type BenchContext, type Job, serviceSide } from "../context.js";
import { fire, type Load } from "../load.js";
import { type Peer, peerSide } from "../peer.js";
import type { Row } from "../report.js";
import { interleave, rowOf } from "../rounds.js";
import { createWire } from "../wire.js";

/** Models that are asked for in turn, each with versions of which one is in Production. */
const MODELS = 20;
const VERSIONS = 50;

const nameOf = (index: number): string => `wire-${String(index).padStart(2, "0")}`;
const names = Array.from({ length: MODELS }, (_, index) => nameOf(index));

/** Makes the models on a server by its own wire: the same calls to ours and to upstream's. */
const seedModels = async (url: string, token: string): Promise<void> => {
  const wire = createWire(url, token, 8);
  for (const name of names) {
    await wire.post("registered-models/create", { name });
    for (let version = 1; version <= VERSIONS; version++)
      await wire.post("model-versions/create", { name, source: "s3://models.example/bench/model" });
    await wire.post("model-versions/transition-stage", { name, version: "7", stage: "Production" });
    await wire.post("registered-models/alias", { name, alias: "champion", version: "7" });
  }
  wire.close();
};

const byStage = (url: string, token: string, connections: number): Load => ({
  url,
  connections,
  method: "POST",
  headers: { ...(token && { authorization: `Bearer ${token}` }), "content-type": "application/json" },
  paths: names.map(() => "/api/2.0/mlflow/registered-models/get-latest-versions"),
  bodies: names.map((name) => JSON.stringify({ name, stages: ["Production"] })),
  verify: (body) => body.includes('"Production"') && body.includes("wire-"),
});

const byAlias = (url: string, token: string, connections: number): Load => ({
  url,
  connections,
  headers: token ? { authorization: `Bearer ${token}` } : {},
  paths: names.map((name) => `/api/2.0/mlflow/registered-models/alias?name=${name}&alias=champion`),
  verify: (body) => body.includes("champion") && body.includes("wire-"),
});

interface Case {
  readonly what: string;
  readonly load: typeof byStage;
  readonly connections: number;
  readonly floor: number | null;
}

const cases: readonly Case[] = [
  { what: "get-latest-versions by stage, 16 clients", load: byStage, connections: 16, floor: 50 },
  { what: "get-latest-versions by stage, 1 client", load: byStage, connections: 1, floor: null },
  { what: "by alias, 16 clients", load: byAlias, connections: 16, floor: null },
];

/** (w) Resolving on MLflow's wire, against upstream's server with the same models. */
export const wireResolve: Job = async (context) => {
  const { service, world, peer } = context;
  await seedModels(service.url, world.maintainerToken);
  if (peer !== null) await seedModels(peer.url, "");
  const rows: Row[] = [];
  for (const each of cases) rows.push(await measure(context, peer, each));
  return rows;
};

const measure = async (
  context: BenchContext,
  peer: Peer | null,
  { what, load, connections, floor }: Case,
): Promise<Row> => {
  const { service, world, pace } = context;
  const us = serviceSide(service, (seconds) => fire(load(service.url, world.servingToken, connections), seconds));
  if (peer === null) {
    const [alone] = await interleave([us], pace);
    return {
      job: "w",
      what,
      ...rowOf(alone, alone, null),
      anchor: "",
      ratio: "",
      target: "≥ 50 × MLflow (--peer)",
      met: null,
    };
  }
  const them = peerSide(peer, service, (seconds) => fire(load(peer.url, "", connections), seconds));
  const [ours, theirs] = await interleave([us, them], pace);
  const row = rowOf(ours, theirs, null);
  const ratios = ours.perSecond
    .map((value, index) => value / (theirs.perSecond[index] ?? Number.NaN))
    .sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)] ?? 0;
  return {
    job: "w",
    what: `${what}; anchor: MLflow 3.17.2, 2 workers, no authentication`,
    ...row,
    target: floor === null ? "–" : `≥ ${floor}`,
    met: floor === null ? null : middle >= floor,
  };
};
