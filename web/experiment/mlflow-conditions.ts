import type { NumberOperator, RunCondition, RunStatus, TextOperator } from "../gql/graphql.ts";
import { FilterRefused } from "./filter-refused.ts";
import type { Piece } from "./mlflow-pieces.ts";
import { readStatus, statuses } from "./run-filter.ts";

const prefixes: Readonly<Record<string, string>> = {
  ...{ metric: "metric", metrics: "metric" },
  ...{ param: "param", params: "param", parameter: "param", parameters: "param" },
  ...{ tag: "tag", tags: "tag", dataset: "dataset", datasets: "dataset" },
  ...{ attribute: "attribute", attributes: "attribute", attr: "attribute", run: "attribute" },
};

const attributes = ["run_name", "status", "user_id", "start_time", "end_time"];
const aliases: Readonly<Record<string, string>> = {
  ...{ created: "start_time", Created: "start_time" },
  ...{ "run name": "run_name", "Run name": "run_name", "Run Name": "run_name" },
};

/** Whether a comparison can begin with the piece. */
export const isField = ({ kind, text }: Piece): boolean => kind === "name" && !/^(and|or|not)$/i.test(text);

interface Field {
  readonly kind: string;
  readonly key: string;
  /** The field as MLflow wants it written, where it was not. */
  readonly put: string | undefined;
}

const fieldOf = ({ text, start }: Piece): Field => {
  const [, prefix = "", rest = ""] = /^([^.]*)\.?([\s\S]*)$/.exec(text) ?? [];
  const kind = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  if (kind === undefined || rest === "") {
    if (text.includes(".") || kind !== undefined)
      throw new FilterRefused("A field is metrics.KEY, params.KEY, tags.KEY, datasets.name or an attribute.", start);
    return { kind: "attribute", key: text, put: undefined };
  }
  const quoted = /^(["`])([\s\S]*)\1$/.exec(rest);
  if (quoted) return { kind, key: quoted[2] ?? "", put: undefined };
  const plain = /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*$/u.test(rest);
  return { kind, key: rest, put: plain ? undefined : `${prefix}.\`${rest}\`` };
};

interface Compared {
  readonly condition: RunCondition;
  readonly key: string | undefined;
  /** The values as MLflow wants them written. */
  readonly values: readonly string[];
}

/** What a comparison asks of a run. Throws a `FilterRefused` at what it cannot ask. */
export const conditionOf = (of: Piece, operator: Piece, values: readonly Piece[]): Compared => {
  const { kind, key: written, put } = fieldOf(of);
  const key = kind === "attribute" ? (aliases[written] ?? written) : written;
  const asked = { of, key, operator, values };
  if (kind === "metric") return { condition: { metrics: [metricOf(asked)] }, key: put, values: [] };
  if (kind === "attribute" && key.endsWith("_time")) return { condition: timeOf(asked), key: put, values: [] };
  const texts = values.map(quotedText);
  return { condition: textual(kind, asked), key: put, values: texts };
};

interface Asked {
  readonly of: Piece;
  readonly key: string;
  readonly operator: Piece;
  readonly values: readonly Piece[];
}

const numbers: Readonly<Record<string, NumberOperator>> = {
  "=": "EQUAL",
  "!=": "NOT_EQUAL",
  ">": "GREATER",
  ">=": "GREATER_OR_EQUAL",
  "<": "LESS",
  "<=": "LESS_OR_EQUAL",
};

const texts: Readonly<Record<string, TextOperator>> = {
  "=": "EQUAL",
  "!=": "NOT_EQUAL",
  LIKE: "LIKE",
  ILIKE: "ILIKE",
  IN: "IN",
  "NOT IN": "NOT_IN",
};

/** Params and tags, which a run may lack. */
const optionalTexts = { ...texts, "IS NULL": "MISSING", "IS NOT NULL": "EXISTS" } as const;

/** The operator's name in the API; refuses one that does not compare such things. */
const named = <Name>(known: Readonly<Record<string, Name>>, { operator, key }: Asked): Name => {
  const name = Object.hasOwn(known, operator.text) ? known[operator.text] : undefined;
  if (name !== undefined) return name;
  throw new FilterRefused(`“${key}” is compared by ${Object.keys(known).join(", ")}.`, operator.start);
};

const numberOf = (piece: Piece | undefined): number => {
  if (piece?.kind === "number") return Number(piece.text);
  throw new FilterRefused("A number was expected here, without quotes.", piece?.start ?? 0);
};

const metricOf = (asked: Asked) => {
  const operator = named(numbers, asked);
  return { key: asked.key, operator, value: numberOf(asked.values[0]) };
};

/** Times are milliseconds since 1970, as MLflow's. */
const timeOf = (asked: Asked): RunCondition => {
  const operator = named(numbers, asked);
  const value = asked.values[0];
  const at = numberOf(value);
  if (!Number.isSafeInteger(at) || Math.abs(at) > 8.64e15 - 1)
    throw new FilterRefused("A time is in whole milliseconds since 1970.", value?.start ?? 0);
  const instant = (ms: number): string => new Date(ms).toISOString();
  const field = asked.key === "start_time" ? "startTime" : "endTime";
  const within = { [field]: { from: instant(at), to: instant(at + 1) } };
  if (operator === "EQUAL") return within;
  if (operator === "NOT_EQUAL") return { not: within };
  if (operator === "GREATER") return { [field]: { from: instant(at + 1) } };
  if (operator === "GREATER_OR_EQUAL") return { [field]: { from: instant(at) } };
  return { [field]: { to: instant(operator === "LESS" ? at : at + 1) } };
};

/** What a piece says, without its quotes. */
const said = ({ kind, text }: Piece): string => (kind === "text" ? text.slice(1, -1) : text);

const quotedText = (piece: Piece): string =>
  piece.kind === "text" ? piece.text : piece.text.includes("'") ? `"${piece.text}"` : `'${piece.text}'`;

const textCondition = (asked: Asked, known = texts) => {
  const operator = named(known, asked);
  const [value = "", ...more] = asked.values.map(said);
  if (operator === "IN" || operator === "NOT_IN") return { operator, values: [value, ...more] };
  return operator === "MISSING" || operator === "EXISTS" ? { operator } : { operator, value };
};

const textual = (kind: string, asked: Asked): RunCondition => {
  const { key, of } = asked;
  if (kind === "param") return { params: [{ key, ...textCondition(asked, optionalTexts) }] };
  if (kind === "tag") return { tags: [{ key, ...textCondition(asked, optionalTexts) }] };
  if (kind === "dataset") return { datasets: [{ field: datasetField(asked), ...textCondition(asked) }] };
  if (key === "run_name") return { name: textCondition(asked) };
  if (key === "user_id") return { user: textCondition(asked) };
  if (key === "status") return statusOf(asked);
  throw new FilterRefused(`Runs are not narrowed by “${key}” here, but by ${attributes.join(", ")}.`, of.start);
};

const datasetFields = { name: "NAME", digest: "DIGEST", context: "CONTEXT" } as const;

const datasetField = ({ key, of }: Asked) => {
  if (Object.hasOwn(datasetFields, key)) return datasetFields[key as keyof typeof datasetFields];
  throw new FilterRefused("A data set has a name, a digest and a context.", of.start);
};

const statusOperators = { "=": true, "!=": false, IN: true, "NOT IN": false };

const statusOf = (asked: Asked): RunCondition => {
  const wanted = named(statusOperators, asked);
  const status: RunStatus[] = asked.values.map((piece) => {
    const found = readStatus(said(piece));
    if (found === undefined) throw new FilterRefused(`A status is one of ${statuses.join(", ")}.`, piece.start);
    return found;
  });
  return wanted ? { status } : { not: { status } };
};
