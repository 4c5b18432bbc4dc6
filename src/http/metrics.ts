import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** The process's metrics: what `/metrics` prints. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request. */
  answered(route: string, status: number, seconds: number): void;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the metrics of one process; features add theirs to `registry`. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "countersign_http_requests_total",
    help: "Requests answered, by route and status.",
    labelNames: ["route", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "countersign_http_request_duration_seconds",
    help: "Time from the first byte of a request to the last of its answer, by route.",
    labelNames: ["route"],
    buckets,
    registers: [registry],
  });
  const counters = new Map<string, Counter.Internal>();
  const timers = new Map<string, Histogram.Internal<"route">>();
  return {
    registry,
    answered: (route, status, duration) => {
      const key = `${route} ${status}`;
      let counter = counters.get(key);
      if (counter === undefined) counters.set(key, (counter = requests.labels(route, String(status))));
      counter.inc();
      let timer = timers.get(route);
      if (timer === undefined) timers.set(route, (timer = seconds.labels(route)));
      timer.observe(duration);
    },
  };
};
