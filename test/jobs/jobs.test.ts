import pino from "pino";
import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { type Job, startJobs } from "../../src/jobs/jobs.js";

const lines: { job?: string }[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(JSON.parse(line)) });

it("a slow job and a failing one delay no other; failures are counted and logged; stopping ends a wait at once", async () => {
  const registry = new Registry();
  let quick = 0;
  let slowEnded = false;
  let failing = 0;
  const jobs: Job[] = [
    {
      name: "slow",
      everyMs: 1,
      run: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            slowEnded = true;
            resolve();
          });
        }),
    },
    {
      name: "failing",
      everyMs: 1,
      run: async () => {
        failing++;
        throw new Error("as it does");
      },
    },
    {
      name: "quick",
      everyMs: 1,
      run: async () => {
        quick++;
      },
    },
    { name: "rare", everyMs: 3_600_000, run: async () => undefined },
  ];
  const running = startJobs(jobs, log, registry);
  await expect.poll(() => quick > 5 && failing > 5, { timeout: 20_000 }).toBe(true);
  await running.stop();
  expect(slowEnded).toBe(true);
  const [atStop, failures] = [quick, failing];
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([quick, failing]).toEqual([atStop, failures]);
  const text = await registry.metrics();
  expect(text).toContain(`countersign_job_rounds_total{job="failing",outcome="failed"} ${failures}`);
  expect(text).toContain('countersign_job_rounds_total{job="rare",outcome="done"} 1');
  expect(text).toMatch(/countersign_job_last_done_timestamp_seconds\{job="quick"\} \d+/);
  expect(text).not.toMatch(/last_done_timestamp_seconds\{job="failing"\}/);
  expect(lines.filter(({ job }) => job === "failing").length).toBe(failures);
});
