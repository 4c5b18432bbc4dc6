import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "../client.js";
import type { Job } from "../context.js";
import { median, percentile, showSpread, spread } from "../figures.js";
import { CONNECTIONS, fire } from "../load.js";
import { residentBytes } from "../processes.js";
import { seedVersion } from "../seed.js";
import { removeHome, type Service, spawnService, startService, stopProcess, temporaryHome } from "../stage.js";
import { createWire } from "../wire.js";
import { logging, pointOf } from "./metrics.js";

const STARTS = 5;
const READY_MS = 30_000;
const LOAD_SECONDS = 10;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Milliseconds from the start of the process to the first 200 of `/ready`. */
const timeStart = async (home: string): Promise<number> => {
  const port = await freePort();
  const begun = performance.now();
  const child = spawnService(home, port);
  const client = createClient(`http://127.0.0.1:${port}`, "", 1);
  try {
    while (performance.now() - begun < READY_MS) {
      const status = await client.send("GET", "/ready").then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return performance.now() - begun;
      await sleep(5);
    }
    throw new Error(`not ready within ${READY_MS} ms`);
  } finally {
    client.close();
    await stopProcess(child);
  }
};

const timeBareNode = (): number => {
  const begun = performance.now();
  spawnSync(process.execPath, ["-e", "0"]);
  return performance.now() - begun;
};

const megabytes = (service: Service): number => residentBytes(service.pid) / 1e6;

/** The most that the service held while something was done. */
const peakDuring = async (service: Service, work: Promise<unknown>): Promise<number> => {
  let most = megabytes(service);
  const timer = setInterval(() => {
    most = Math.max(most, megabytes(service));
  }, 50);
  await work.finally(() => clearInterval(timer));
  return most;
};

const makeModel = `mutation($input: CreateRegisteredModelInput!) {
  createRegisteredModel(input: $input) { registeredModel { id } userErrors { message } } }`;

/** Makes one model with one version, as the administrator of the team that every home begins with. */
const seedOne = async (service: Service): Promise<void> => {
  const client = createClient(service.url, service.adminToken, 1);
  const { team } = await client.graphql<{ team: { id: string } }>(`{ team(slug: "default") { id } }`);
  const model = await client.graphql<{ createRegisteredModel: { registeredModel: { id: string } } }>(makeModel, {
    input: { name: "bench", teamId: team.id },
  });
  await seedVersion(client.graphql, model.createRegisteredModel.registeredModel.id);
  client.close();
};

interface Memory {
  readonly rest: number;
  readonly resolving: number;
  readonly logging: number;
}

/** Megabytes at rest, and the most while 32 clients resolve and then log metrics. */
const measureMemory = async (home: string): Promise<Memory> => {
  const service = await startService(home);
  try {
    // V8 gives the pages that it emptied back to the system after some seconds.
    await sleep(12_000);
    const rest = megabytes(service);
    const headers = { authorization: `Bearer ${service.adminToken}` };
    const verify = (body: string): boolean => body.startsWith('{"name":"bench"');
    const asked = { url: service.url, paths: ["/resolve?uri=models:/bench/1"], headers, verify };
    const resolving = await peakDuring(service, fire(asked, LOAD_SECONDS));
    const wire = createWire(service.url, service.adminToken, CONNECTIONS);
    const log = await logging(wire, CONNECTIONS, "runs/log-metric", pointOf);
    const whileLogging = await peakDuring(service, log(LOAD_SECONDS));
    wire.close();
    return { rest, resolving, logging: whileLogging };
  } finally {
    await service.stop();
  }
};

/** (g) Compiled, on a migrated database: time to the first 200, and memory at rest and under load. */
export const start: Job = async () => {
  const home = temporaryHome();
  try {
    const first = await startService(home);
    await seedOne(first).finally(() => first.stop());
    const times: number[] = [];
    const bare: number[] = [];
    await timeStart(home);
    for (let count = 0; count < STARTS; count++) {
      times.push(await timeStart(home));
      bare.push(timeBareNode());
    }
    const memory = await measureMemory(home);
    return [
      {
        job: "g1",
        what: "start to the first 200 of /ready, embedded PostgreSQL included; anchor: node -e 0",
        ours: `${median(times).toFixed(0)} ms`,
        anchor: `${median(bare).toFixed(0)} ms`,
        ratio: showSpread(spread(times.map((time, index) => time / (bare[index] ?? 1)))),
        target: "≤ 2,000 ms (aim 900)",
        met: median(times) <= 2_000,
        note: `least ${Math.min(...times).toFixed(0)} ms, greatest ${percentile(times, 1).toFixed(0)} ms`,
      },
      {
        job: "g2",
        what: "resident memory of the service at rest",
        ours: `${memory.rest.toFixed(0)} MB`,
        anchor: "",
        ratio: "",
        target: "≤ 150 MB (aim 110)",
        met: memory.rest <= 150,
      },
      {
        job: "g3",
        what: `the most of it under load: ${CONNECTIONS} clients, ${LOAD_SECONDS} s of resolving, then of log-metric`,
        ours: `${Math.max(memory.resolving, memory.logging).toFixed(0)} MB`,
        anchor: "",
        ratio: "",
        target: "≤ 200 MB",
        met: Math.max(memory.resolving, memory.logging) <= 200,
        note: `resolving ${memory.resolving.toFixed(0)} MB, logging ${memory.logging.toFixed(0)} MB`,
      },
    ];
  } finally {
    removeHome(home);
  }
};
