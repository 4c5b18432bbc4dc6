import { setTimeout as sleep } from "node:timers/promises";
import { Counter, Gauge } from "prom-client";
/**
 * Starts each job in a loop of its own, so that one that is slow or fails delays no other. A failed round is logged,
 * counted and tried again after the usual time.
 */
export const startJobs = (jobs, log, registry) => {
    const stopped = new AbortController();
    const noted = jobMetrics(registry);
    const loops = jobs.map((job) => rounds(job, { log, noted, signal: stopped.signal }));
    return {
        stop: async () => {
            stopped.abort();
            await Promise.all(loops);
        },
    };
};
const rounds = async ({ name, everyMs, run }, { log, noted, signal }) => {
    while (!signal.aborted) {
        try {
            await run(signal);
            noted(name, "done");
        }
        catch (error) {
            if (signal.aborted)
                return;
            noted(name, "failed");
            log.warn({ job: name, err: error }, "a job failed; it is tried again");
        }
        await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
};
const jobMetrics = (registry) => {
    const runs = new Counter({
        name: "countersign_job_rounds_total",
        help: "Rounds of the service's own jobs, by job and outcome (done, failed).",
        labelNames: ["job", "outcome"],
        registers: [registry],
    });
    const last = new Gauge({
        name: "countersign_job_last_done_timestamp_seconds",
        help: "When a round of the job was done last, in seconds since the epoch.",
        labelNames: ["job"],
        registers: [registry],
    });
    return (job, outcome) => {
        runs.labels(job, outcome).inc();
        if (outcome === "done")
            last.labels(job).setToCurrentTime();
    };
};
//# sourceMappingURL=jobs.js.map