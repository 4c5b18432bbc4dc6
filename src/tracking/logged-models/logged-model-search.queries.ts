import { compareText, type Filter, filterToSql, type OrderKey, type Test } from "../../db/filter.js";
import { millisOfColumn } from "../../db/instant-columns.js";
import type { CursorValue } from "../../db/keyset.js";
import { comesAfter, type SortKey, sorted } from "../../db/keyset.js";
import { type Reader, searchSql, Values } from "../../db/sql.js";
import { type LoggedModelRead, loggedModelColumns, modelArtifactUri, modelHex } from "./logged-models.queries.js";

/** A data set that a metric was measured on; without a digest any of that name. */
export interface OnDataset {
  readonly name: string;
  readonly digest: string | null;
}

/** A key of an order; of a metric, on data sets of this name and of this digest only, where they are given. */
export interface LoggedModelOrder extends OrderKey {
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

export interface LoggedModelSearch {
  /** MLflow's ids of live experiments that the caller reads. */
  readonly experiments: readonly bigint[];
  readonly filter: Filter;
  /** Metric tests look at values on these only; without a metric test, models with any metric on them. */
  readonly datasets: readonly OnDataset[];
  readonly order: readonly LoggedModelOrder[];
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

const attributes: Record<string, { sql: string; type: "text" | "bigint" }> = {
  name: { sql: "l.name", type: "text" },
  model_id: { sql: `('m-' || ${modelHex})`, type: "text" },
  // Upstream's is null where the client gave none.
  model_type: { sql: "nullif(l.model_type, '')", type: "text" },
  source_run_id: { sql: "l.source_run", type: "text" },
  experiment_id: { sql: "l.experiment::text", type: "text" },
  artifact_location: { sql: `(${modelArtifactUri})`, type: "text" },
  status: { sql: "l.status", type: "text" },
  // This service has none to tell.
  status_message: { sql: "null::text", type: "text" },
  creation_timestamp: { sql: millisOfColumn("l.created_at"), type: "bigint" },
  last_updated_timestamp: { sql: millisOfColumn("l.updated_at"), type: "bigint" },
};

const attribute = (key: string) => {
  const found = attributes[key];
  if (found === undefined) throw new Error(`logged models have no attribute ${key}`);
  return found;
};

const onDatasets = (alias: string, datasets: readonly OnDataset[], values: Values): string =>
  datasets
    .map(({ name, digest }) => {
      const named = `${alias}.dataset_name = ${values.add(name)}`;
      return digest === null ? named : `(${named} and ${alias}.dataset_digest = ${values.add(digest)})`;
    })
    .join(" or ");

const testModel = (test: Test, datasets: readonly OnDataset[], values: Values): string => {
  const parameter = (value: unknown): string => values.add(value);
  const operator = test.operator === "!=" ? "<>" : test.operator;
  if (test.kind === "metric") {
    if (test.operator === "IS NULL" || test.operator === "IS NOT NULL") {
      const found = `exists (select from logged_model_metric m where m.model = l.uuid and m.key = ${parameter(test.key)})`;
      return test.operator === "IS NULL" ? `not ${found}` : found;
    }
    const number = `${parameter(Number(test.value))}::float8`;
    const real = operator.startsWith(">") ? " and m.value < 'NaN'" : "";
    const on = datasets.length === 0 ? "" : ` and (${onDatasets("m", datasets, values)})`;
    return `exists (select from logged_model_metric m where m.model = l.uuid and m.key = ${parameter(test.key)}
      and m.value ${operator} ${number}${real}${on})`;
  }
  if (test.kind === "param" || test.kind === "tag") {
    const found = `select from logged_model_${test.kind} k where k.model = l.uuid and k.key = ${parameter(test.key)}`;
    if (test.operator === "IS NULL") return `not exists (${found})`;
    if (test.operator === "IS NOT NULL") return `exists (${found})`;
    return `exists (${found} and ${compareText("k.value", test, parameter)})`;
  }
  const { sql: column, type } = attribute(test.key);
  return type === "text"
    ? `coalesce(${compareText(column, test, parameter)}, false)`
    : `${column} ${operator} ${parameter(test.value)}::numeric`;
};

const rank = (sql: string): SortKey => ({ sql, type: "int", ascending: true });

/** Missing values last, NaN before them; the latest value by time, then step, counts. */
const sortKeys = (order: LoggedModelOrder, alias: string): SortKey[] => {
  const { ascending } = order;
  if (order.kind === "metric")
    return [
      rank(`case when ${alias}.value is null then 2 when ${alias}.value = 'NaN' then 1 else 0 end`),
      { sql: `coalesce(nullif(${alias}.value, 'NaN'), 0)`, type: "float8", ascending },
    ];
  const { sql: column, type } = attribute(order.key);
  if (type !== "text") return [{ sql: column, type, ascending }];
  return [
    rank(`case when ${column} is null then 1 else 0 end`),
    { sql: `coalesce(${column}, '') collate "C"`, type, ascending },
  ];
};

const joinOf = (order: LoggedModelOrder, alias: string, values: Values): string => {
  if (order.kind !== "metric") return "";
  const { datasetName: name, datasetDigest: digest } = order;
  // Each by itself, as upstream: a digest without a name counts, too.
  const named = name === null ? "" : ` and m.dataset_name = ${values.add(name)}`;
  const on = digest === null ? named : `${named} and m.dataset_digest = ${values.add(digest)}`;
  return `left join lateral (select m.value from logged_model_metric m where m.model = l.uuid
    and m.key = ${values.add(order.key)}${on} order by m.timestamp desc, m.step desc, m.run limit 1) ${alias} on true`;
};

const testsMetric = (filter: Filter): boolean => {
  if ("test" in filter) return filter.test.kind === "metric";
  if ("not" in filter) return testsMetric(filter.not);
  return ("and" in filter ? filter.and : filter.or).some(testsMetric);
};

/** A page of live logged models, the newest first unless told otherwise. Each row says where it stands. */
export const searchLoggedModels = async (
  db: Reader,
  search: LoggedModelSearch,
): Promise<(LoggedModelRead & { place: CursorValue[] })[]> => {
  const values = new Values();
  const where = [`l.experiment = any(${values.add(search.experiments)}::bigint[])`, "l.deleted_at is null"];
  const { filter, datasets } = search;
  where.push(filterToSql(filter, (test) => testModel(test, datasets, values)));
  if (datasets.length > 0 && !testsMetric(filter))
    where.push(
      `exists (select from logged_model_metric m where m.model = l.uuid and (${onDatasets("m", datasets, values)}))`,
    );
  const joins = search.order.map((order, index) => joinOf(order, `o${index}`, values));
  const keys: SortKey[] = [
    ...search.order.flatMap((order, index) => sortKeys(order, `o${index}`)),
    { sql: "l.created_at", type: "timestamptz", ascending: false },
    { sql: "l.uuid", type: "uuid", ascending: true },
  ];
  if (search.after !== null) where.push(comesAfter(keys, search.after, values));
  const place = `json_build_array(${keys.map(({ sql }) => `(${sql})::text`).join(", ")}) as place`;
  const text = `select ${loggedModelColumns}, ${place} from logged_model l join experiment e on e.number = l.experiment
    ${joins.join(" ")} where ${where.map((each) => `(${each})`).join(" and ")} ${sorted(keys)} limit ${values.add(search.limit)}`;
  return db.rows(searchSql(text), values.list);
};
