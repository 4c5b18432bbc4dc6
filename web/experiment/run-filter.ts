import { type Clause, parseClauses } from "../parts/list/clauses.ts";

/** What the filter of an experiment's runs may say: `metric:auc>0.9 param:depth=6 tag:team=risk status:finished`. */
const runKeys = { metric: true, param: true, tag: true, status: true, user: true, dataset: true } as const;

export const statuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"] as const;
type Status = (typeof statuses)[number];

export const parseRunFilter = (filter: string): readonly Clause[] => parseClauses(filter, runKeys);

/** A column, and an order: `auc` is a metric, `param:depth` a param. */
export interface Column {
  readonly kind: "metric" | "param";
  readonly key: string;
}

/** Columns of an address: `auc,param:depth`. */
export const readColumns = (text: string): readonly Column[] =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "" && each !== "param:")
    .map((each) => (each.startsWith("param:") ? { kind: "param", key: each.slice(6) } : { kind: "metric", key: each }));

export const writeColumn = ({ kind, key }: Column): string => (kind === "param" ? `param:${key}` : key);

const isStatus = (text: string): text is Status => (statuses as readonly string[]).includes(text);

/** The statuses that a clause names, or none where it names nothing. */
export const readStatus = (value: string): Status | undefined => {
  const status = value.toUpperCase();
  return isStatus(status) ? status : undefined;
};
