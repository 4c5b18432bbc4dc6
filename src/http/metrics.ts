import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { ErrorCode } from "../errors.js";

/** The process's metrics: what `/metrics` prints. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request. */
  answered(route: string, status: number, seconds: number): void;
  /** Counts one refusal that a caller met, by its code (docs/errors.md). */
  refused(code: ErrorCode): void;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the metrics of one process; features add theirs to `registry`. `statements` tells how many were sent so far. */
export const createMetrics = (statements = (): number => 0): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  countStatements(registry, statements);
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
  const refusals = new Counter({
    name: "countersign_refusals_total",
    help: "Refusals that callers met, by code: docs/errors.md lists them.",
    labelNames: ["code"],
    registers: [registry],
  });
  const counters = new Map<string, Counter.Internal>();
  const timers = new Map<string, Histogram.Internal<"route">>();
  return {
    registry,
    refused: (code) => refusals.inc({ code }),
    answered: (route, status, duration) => {
      remembered(counters, `${route} ${status}`, () => requests.labels(route, String(status))).inc();
      remembered(timers, route, () => seconds.labels(route)).observe(duration);
    },
  };
};

const countStatements = (registry: Registry, statements: () => number): void => {
  let reported = 0;
  new Counter({
    name: "countersign_sql_statements_total",
    help: "Statements sent to the database, but for those that begin and end transactions.",
    registers: [registry],
    collect() {
      const sent = statements();
      this.inc(sent - reported);
      reported = sent;
    },
  });
};

/** Looking a label set up costs more than counting: it is done once. */
const remembered = <Value>(known: Map<string, Value>, key: string, make: () => Value): Value => {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
};
