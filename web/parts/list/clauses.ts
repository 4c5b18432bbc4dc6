/** A filter as people type it: `churn team:risk tag:data.version="2026 b"`. What has spaces stands in quotes. */

export interface Clause {
  /** `team`, `owner`, `tag`…; null: a free word. */
  readonly key: string | null;
  readonly value: string;
  /** As typed. */
  readonly text: string;
}

const QUOTED = /"((?:\\.|[^"\\])*)"/g;
/** A key, perhaps, and a value: letters, and texts in quotes. A quote that is not closed is a letter. */
const CLAUSE = /(?:([a-z]+):)?((?:"(?:\\.|[^"\\])*"|[^\s"])+|"\S*)/g;

/** The clauses of a filter. What has none of these keys before its colon is a free word. */
export const parseClauses = (filter: string, keys: Readonly<Record<string, unknown>>): readonly Clause[] =>
  [...filter.matchAll(CLAUSE)].map(([text, key, given = ""]) => {
    const value = given.replaceAll(QUOTED, (_, quoted: string) => quoted.replace(/\\(.)/g, "$1"));
    return key !== undefined && Object.hasOwn(keys, key)
      ? { key, value, text }
      : { key: null, value: key === undefined ? value : `${key}:${value}`, text };
  });

/** A value as it is typed: in quotes when it has to be. */
export const quote = (value: string): string =>
  /^[^\s"]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;

/** The filter without one of its clauses. */
export const without = (filter: string, clause: Pick<Clause, "text">): string =>
  parseClauses(filter, {})
    .filter(({ text }) => text !== clause.text)
    .map(({ text }) => text)
    .join(" ");

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
