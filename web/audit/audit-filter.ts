import type { AuditEntryFilter } from "../gql/graphql.ts";
import { type Clause, parseClauses } from "../parts/list/clauses.ts";

/** What the filter of the audit screen may say: `actor:ana action:setTag model:churn version:7 outcome:denied`. */
export const auditKeys = {
  actor: true,
  action: true,
  model: true,
  version: true,
  outcome: true,
  channel: true,
  stream: true,
} as const;

export const outcomes = ["ALLOWED", "DENIED", "FAILED"] as const;
type Outcome = (typeof outcomes)[number];

export const channels = ["graphql", "http", "mlflow-rest", "cli", "job"] as const;

/** The ranges that can be chosen, with the hours that each goes back; null: from the beginning. */
export const ranges = {
  day: ["Last 24 hours", 24],
  week: ["Last 7 days", 7 * 24],
  month: ["Last 30 days", 30 * 24],
  all: ["All time", null],
} as const;
export type Range = keyof typeof ranges;
export const isRange = (text: string | undefined): text is Range => text !== undefined && Object.hasOwn(ranges, text);

export interface Days {
  /** `2026-03-03`, the first day; absent: from the beginning. */
  readonly from?: string | undefined;
  /** The last day; absent: until now. */
  readonly to?: string | undefined;
}

const HOUR = 3_600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const startOf = (day: string | undefined, after = 0): string | undefined => {
  if (day === undefined || !DAY.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at + after).toISOString();
};

/** The instants of a range, the end excluded; days are UTC, and win over the range's name. */
export const instantsOf = (range: Range, { from, to }: Days, now: number): { from?: string; to?: string } => {
  const [first, last] = [startOf(from), startOf(to, 24 * HOUR)];
  if (first !== undefined || last !== undefined)
    return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) };
  const [, hours] = ranges[range];
  return hours === null ? {} : { from: new Date(now - hours * HOUR).toISOString() };
};

export const parseAuditFilter = (filter: string): readonly Clause[] => parseClauses(filter, auditKeys);

const isOutcome = (text: string): text is Outcome => (outcomes as readonly string[]).includes(text);

const freeWord = (text: string): string =>
  Object.keys(auditKeys).some((key) => text === `${key}:`)
    ? `${text} needs a value behind it.`
    : `“${text}” has no qualifier. Write ${Object.keys(auditKeys).join(":, ")}: before what you look for.`;

/** What a filter means to the API, or the clause that means nothing to it, in words. */
export const readAuditFilter = (clauses: readonly Clause[]): { filter: AuditEntryFilter } | { refused: string } => {
  const valuesOf = (wanted: string): readonly string[] =>
    clauses.filter(({ key }) => key === wanted).map(({ value }) => value);
  const free = clauses.find(({ key }) => key === null);
  if (free) return { refused: freeWord(free.text) };
  for (const key of Object.keys(auditKeys))
    if (key !== "action" && valuesOf(key).length > 1) return { refused: `${key}: can be given once.` };
  const [[actor], [model], [version], [channel], [stream]] = ["actor", "model", "version", "channel", "stream"].map(
    valuesOf,
  ) as [readonly string[], readonly string[], readonly string[], readonly string[], readonly string[]];
  const outcome = valuesOf("outcome")[0]?.toUpperCase();
  if (outcome !== undefined && !isOutcome(outcome)) return { refused: "outcome: is allowed, denied or failed." };
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) return { refused: "version: is a number, as 7." };
  if (version !== undefined && model === undefined) return { refused: "version: is one of a model: give model: too." };
  const actions = valuesOf("action");
  return {
    filter: {
      ...(actor !== undefined && { actor: actor.replace(/^@/, "") }),
      ...(actions.length > 0 && { actions: [...actions] }),
      ...(model !== undefined && { model }),
      ...(version !== undefined && { version: Number(version) }),
      ...(channel !== undefined && { channel }),
      ...(stream !== undefined && { stream }),
      ...(outcome !== undefined && isOutcome(outcome) && { outcome }),
    },
  };
};
