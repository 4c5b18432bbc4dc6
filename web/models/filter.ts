/** What the filter of the models screen may say. */

import { type Clause, parseClauses } from "../parts/clauses.ts";

/** Which list a clause is about: both, or versions alone. */
export const clauseKeys = {
  team: "both",
  owner: "models",
  tag: "versions",
  version: "versions",
  stage: "versions",
  alias: "versions",
  metric: "versions",
  param: "versions",
} as const;

export type ClauseKey = keyof typeof clauseKeys;

export const parseFilter = (filter: string): readonly Clause[] => parseClauses(filter, clauseKeys);

/** `key=value` of a tag clause; without `=` any value. */
export const readTag = (value: string): { key: string; value?: string } => {
  const at = value.indexOf("=");
  return at < 0 ? { key: value } : { key: value.slice(0, at), value: value.slice(at + 1) };
};

const comparisons = {
  ">=": "GREATER_OR_EQUAL",
  "<=": "LESS_OR_EQUAL",
  "!=": "NOT_EQUAL",
  ">": "GREATER",
  "<": "LESS",
  "=": "EQUAL",
} as const;

export type MetricClause = {
  readonly key: string;
  readonly operator?: (typeof comparisons)[keyof typeof comparisons];
  readonly value?: number;
};

/** `auc>0.9` of a metric clause; what compares with no number is a key: the metric must be there. */
export const readMetric = (given: string): MetricClause => {
  const [, key = given, sign = "", number = ""] = /^(.+?)(>=|<=|!=|>|<|=)(.+)$/.exec(given) ?? [];
  const value = Number(number);
  if (!(sign in comparisons) || number.trim() === "" || Number.isNaN(value)) return { key: given };
  return { key, operator: comparisons[sign as keyof typeof comparisons], value };
};

/** Whether the filter asks for versions rather than models. */
export const asksVersions = (clauses: readonly Clause[]): boolean =>
  clauses.some(({ key }) => key !== null && clauseKeys[key as ClauseKey] === "versions");
