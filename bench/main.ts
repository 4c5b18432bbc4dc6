import { availableParallelism, cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import type { BenchContext, Job } from "./context.js";
import { consoleScreens } from "./jobs/console.js";
import { versionEvaluations } from "./jobs/evaluations.js";
import { evidencePage } from "./jobs/evidence.js";
import { files } from "./jobs/files.js";
import { formsOfEntries } from "./jobs/form-one.js";
import { gates } from "./jobs/gates.js";
import { growth } from "./jobs/growth.js";
import { log } from "./jobs/log.js";
import { logIndex } from "./jobs/log-index.js";
import { logProofs } from "./jobs/log-proofs.js";
import { logVerify } from "./jobs/log-verify.js";
import { metricBatches, singleMetrics } from "./jobs/metrics.js";
import { packs } from "./jobs/packs.js";
import { pairedRows } from "./jobs/paired.js";
import { plans } from "./jobs/plans.js";
import { registrations } from "./jobs/registrations.js";
import { replica } from "./jobs/replica.js";
import { cachedResolve, freshResolve, graphqlResolve } from "./jobs/resolve.js";
import { search } from "./jobs/search.js";
import { start } from "./jobs/start.js";
import { transitions } from "./jobs/transitions.js";
import { versionSearch } from "./jobs/versions.js";
import { wireResolve } from "./jobs/wire-resolve.js";
import { type Peer, startPeer } from "./peer.js";
import { residentOfTree } from "./processes.js";
import { type Row, table } from "./report.js";
import type { Pace } from "./rounds.js";
import { seed } from "./seed.js";
import { removeHome, type Service, settings, startService, temporaryHome } from "./stage.js";

const jobs: Record<string, Job> = {
  a1: cachedResolve,
  a2: freshResolve,
  a3: graphqlResolve,
  a4: growth,
  d1: evidencePage,
  e: transitions,
  e1: formsOfEntries,
  r: replica,
  w: wireResolve,
  v: registrations,
  b1: metricBatches,
  b2: singleMetrics,
  c: search,
  s: versionSearch,
  ev: versionEvaluations,
  gates,
  p: pairedRows,
  f: files,
  plans,
  l: log,
  lp: logProofs,
  li: logIndex,
  vl: logVerify,
  pk: packs,
  console: consoleScreens,
  g: start,
};

interface Options {
  readonly chosen: readonly string[];
  readonly pace: Pace;
  /** Whether upstream's server runs beside ours. */
  readonly peer: boolean;
  /** Versions of the larger registry that `console` opens; its runs are ten times as many. */
  readonly size: number;
  /** Of the sizes of the log's jobs. */
  readonly scale: number;
}

const usage = `usage: npm run bench [-- --peer --seconds 2 --rounds 5 --size 10000 --scale 1] [${Object.keys(jobs).join(" | ")}]…`;

const readOptions = (args: readonly string[]): Options => {
  const chosen: string[] = [];
  const pace = { seconds: 2, rounds: 5 };
  let peer = false;
  let [size, scale] = [10_000, 1];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    if (arg === "--seconds" || arg === "--rounds") {
      const value = Number(args[++index]);
      if (!(value >= 1)) throw new Error(usage);
      pace[arg === "--seconds" ? "seconds" : "rounds"] = Math.floor(value);
    } else if (arg === "--size") {
      size = Number(args[++index]);
      // Runs are seeded by ten thousands.
      if (!(size >= 2_000) || size % 1_000 !== 0) throw new Error(usage);
    } else if (arg === "--scale") {
      scale = Number(args[++index]);
      if (!(scale > 0 && scale <= 1)) throw new Error(usage);
    } else if (arg === "--peer") peer = true;
    else if (arg in jobs) chosen.push(arg);
    else throw new Error(usage);
  }
  return { chosen: chosen.length > 0 ? chosen : Object.keys(jobs), pace, peer, size, scale };
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const runJobs = async (context: BenchContext, chosen: readonly string[]): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const name of chosen) {
    const begun = performance.now();
    try {
      rows.push(...((await jobs[name]?.(context)) ?? []));
    } catch (error) {
      // What the other jobs measured is still told.
      process.exitCode = 1;
      say(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    say(`${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  return rows;
};

const run = async ({ chosen, pace, peer: wanted, size, scale }: Options): Promise<void> => {
  const home = temporaryHome();
  let service: Service | null = null;
  let peer: Peer | null = null;
  const clear = async (): Promise<void> => {
    await peer?.stop();
    await service?.stop();
    removeHome(home);
  };
  process.once("SIGINT", () => void clear().finally(() => process.exit(130)));
  try {
    service = await startService(home);
    const begun = performance.now();
    const world = await seed(service);
    say(`seeded ${world.models.length} models in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
    const folder = dirname(home);
    if (wanted) peer = await startPeer(service, join(folder, "peer"));
    const rows = await runJobs({ service, world, pace, peer, folder, size, scale }, chosen);
    if (peer !== null) rows.push(peerStart(peer));
    const environment = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    const [load = 0] = loadavg();
    process.stdout.write(`
${availableParallelism()} × ${cpus()[0]?.model ?? "CPU"}, load average ${load.toFixed(1)}; Node ${process.version}, embedded PostgreSQL, ${environment.join(" ")}
${pace.rounds} interleaved rounds of ${pace.seconds} s. Ratio: median of the rounds (least–greatest).
CPU: user and system of the process, service | anchor, the least of the rounds.

${table(rows)}
`);
    // Speed depends on the machine; plans do not.
    if (rows.some(({ job, met }) => job === "plans" && met === false)) process.exitCode = 1;
  } finally {
    await clear();
  }
};

const peerStart = ({ startMs, pid }: Peer): Row => ({
  job: "g",
  what: "MLflow 3.17.2, 2 workers: start to the first 200 of /health, and memory of its processes now",
  ours: "",
  anchor: `${(startMs / 1_000).toFixed(1)} s, ${(residentOfTree(pid) / 1e6).toFixed(0)} MB`,
  ratio: "",
  target: "–",
  met: null,
});

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error && error.message === usage ? usage : error);
  process.exitCode = 1;
}
// All is stopped: what keeps the process alive now is a fault of a job, which is told, and ended.
setTimeout(() => {
  say(`still open: ${process.getActiveResourcesInfo().join(", ")}`);
  process.exit();
}, 5_000).unref();
