import { randomBytes } from "node:crypto";
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { join } from "node:path";
import { startFileServer } from "../anchors.js";
import type { BenchContext, Job } from "../context.js";
import { median, show, showSpread, spread } from "../figures.js";
import { residentBytes } from "../processes.js";
import type { Row } from "../report.js";
import { createWire, makeRuns } from "../wire.js";

const GIB = 1024 ** 3;
const CHUNK = 1024 * 1024;
const ROUNDS = 5;

/** One chunk, sent over and over: the contents do not matter to any of the contenders. */
const chunk = randomBytes(CHUNK);

const agent = new Agent({ keepAlive: false });

const put = (url: string, headers: OutgoingHttpHeaders): Promise<void> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: "PUT", agent, headers: { ...headers, "content-length": GIB } },
      (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`PUT ${response.statusCode}`)),
        );
      },
    );
    outgoing.on("error", reject);
    let left = GIB / CHUNK;
    const push = (): void => {
      while (left > 0) {
        left--;
        if (!outgoing.write(chunk)) return void outgoing.once("drain", push);
      }
      outgoing.end();
    };
    push();
  });

const get = (url: string, headers: OutgoingHttpHeaders): Promise<void> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, headers }, (response) => {
      let length = 0;
      response.on("data", (data: Buffer) => {
        length += data.length;
      });
      response.on("end", () =>
        length === GIB ? resolve() : reject(new Error(`GET ${response.statusCode}: ${length} bytes`)),
      );
    });
    outgoing.on("error", reject);
    outgoing.end();
  });

/** Writes as many bytes to a file and waits for the disk. */
const writeWithSync = async (path: string): Promise<void> => {
  const file = openSync(path, "w");
  for (let left = GIB / CHUNK; left > 0; left--) writeSync(file, chunk);
  fdatasyncSync(file);
  closeSync(file);
};

interface Timed {
  /** MB a second, each round. */
  readonly speeds: number[];
  /** The most that the process held beyond what it held before, in MB. */
  growth: number;
}

/** Runs each in turn, some rounds after one to warm up; watches the memory of the processes that have one to watch. */
const race = async (contenders: readonly { run: () => Promise<void>; pid?: number }[]): Promise<Timed[]> => {
  const timed: Timed[] = contenders.map(() => ({ speeds: [], growth: 0 }));
  for (let round = 0; round <= ROUNDS; round++)
    for (const [index, { run, pid }] of contenders.entries()) {
      const result = timed[index];
      if (result === undefined) continue;
      const before = pid === undefined ? 0 : residentBytes(pid);
      const watch = setInterval(() => {
        if (pid !== undefined) result.growth = Math.max(result.growth, (residentBytes(pid) - before) / 1e6);
      }, 50);
      const begun = performance.now();
      await run();
      clearInterval(watch);
      if (round > 0) result.speeds.push(GIB / 1e6 / ((performance.now() - begun) / 1_000));
    }
  return timed;
};

const rowOf = (job: string, what: string, ours: Timed, anchor: Timed, floor: number | null, note?: string): Row => {
  const ratios = spread(ours.speeds.map((speed, index) => speed / (anchor.speeds[index] ?? Number.NaN)));
  return {
    job,
    what,
    ours: `${show(median(ours.speeds))} MB/s`,
    anchor: `${show(median(anchor.speeds))} MB/s`,
    ratio: showSpread(ratios),
    target: floor === null ? "–" : `≥ ${floor.toFixed(2)}`,
    met: floor === null ? null : ratios.median >= floor,
    ...(note !== undefined && { note }),
  };
};

const placeOn = async (url: string, token: string): Promise<string> => {
  const wire = createWire(url, token, 1);
  const [run = ""] = await makeRuns(wire, 1);
  const { runs } = await wire.post<{ runs: { info: { artifact_uri: string } }[] }>("runs/search", {
    experiment_ids: [await experimentOf(wire, run)],
    max_results: 1,
  });
  wire.close();
  return `${url}/api/2.0/mlflow-artifacts/artifacts/${(runs[0]?.info.artifact_uri ?? "").replace(/^mlflow-artifacts:\//, "")}/big.bin`;
};

const experimentOf = async (wire: ReturnType<typeof createWire>, run: string): Promise<string> => {
  const { run_info } = await wire.post<{ run_info: { experiment_id: string } }>("runs/update", {
    run_id: run,
    status: "RUNNING",
  });
  return run_info.experiment_id;
};

/** (f) A file of 1 GiB up and down, against writing it with fsync and a bare file stream, and beside upstream's server. */
export const files: Job = async ({ service, world, peer, folder }: BenchContext) => {
  const headers = { authorization: `Bearer ${world.maintainerToken}` };
  const [ours, theirs] = [await placeOn(service.url, world.maintainerToken), peer && (await placeOn(peer.url, ""))];
  const plain = join(folder, "plain.bin");
  const up = await race([
    { run: () => put(ours, headers), pid: service.pid },
    { run: () => writeWithSync(plain) },
    ...(theirs === null ? [] : [{ run: () => put(theirs, {}) }]),
  ]);
  const bare = await startFileServer(plain);
  const down = await race([
    { run: () => get(ours, headers), pid: service.pid },
    { run: () => get(bare.url, {}) },
    ...(theirs === null ? [] : [{ run: () => get(theirs, {}) }]),
  ]);
  bare.stop();
  rmSync(plain, { force: true });
  const rows: Row[] = [];
  const [putOurs, putPlain, putTheirs] = up;
  const [getOurs, getBare, getTheirs] = down;
  if (putOurs && putPlain)
    rows.push(rowOf("f2", "PUT of 1 GiB; anchor: writing 1 GiB with fdatasync", putOurs, putPlain, 0.35));
  if (getOurs && getBare)
    rows.push(rowOf("f1", "GET of 1 GiB; anchor: a bare Node file stream over HTTP", getOurs, getBare, 0.5));
  if (putOurs && putTheirs) rows.push(rowOf("f2", "PUT of 1 GiB; anchor: MLflow 3.17.2", putOurs, putTheirs, null));
  if (getOurs && getTheirs) rows.push(rowOf("f1", "GET of 1 GiB; anchor: MLflow 3.17.2", getOurs, getTheirs, null));
  const growth = Math.max(putOurs?.growth ?? 0, getOurs?.growth ?? 0);
  rows.push({
    job: "f3",
    what: "memory of the service while 1 GiB goes up or down, beyond what it held",
    ours: `+ ${growth.toFixed(0)} MB`,
    anchor: "",
    ratio: "",
    target: "≤ + 64 MB",
    met: growth <= 64,
  });
  return rows;
};
