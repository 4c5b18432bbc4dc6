import type { Database } from "../../db/database.js";
import { growing, sql } from "../../db/sql.js";
import { findKeys } from "../keys.store.js";
import { directionOf } from "../metrics/metric-direction-rules.js";
import type { ColumnKind } from "./columns.queries.js";

export type Aggregate = "LAST" | "MIN" | "MAX" | "BEST";

interface Cell {
  readonly run: string;
  readonly key: number;
  readonly value: string | number;
}

const latest = (name: string, table: string) =>
  growing(
    sql(
      name,
      `select v.* from unnest($1::uuid[]) w(uuid)
       cross join lateral (select t.run, t.key, t.value from ${table} t where t.run = w.uuid and t.key = any($2) offset 0) v`,
    ),
  );

/** Of all points, one run and key after the other. */
const extreme = (name: string, pick: "min" | "max") =>
  growing(
    sql(
      name,
      `select w.uuid as run, k.key, v.value from unnest($1::uuid[]) w(uuid) cross join unnest($2::int[]) k(key)
       cross join lateral (select coalesce(${pick}(nullif(value, 'NaN')), ${pick}(value)) as value
         from run_metric where run = w.uuid and key = k.key) v
       where v.value is not null`,
    ),
  );

const statements = {
  LAST: latest("run.cells_latest", "latest_metric"),
  MIN: extreme("run.cells_min", "min"),
  MAX: extreme("run.cells_max", "max"),
  PARAM: latest("run.cells_param", "run_param"),
};
type Way = keyof typeof statements;

const wayOf = (kind: ColumnKind, key: string, aggregate: Aggregate): Way => {
  if (kind === "PARAM") return "PARAM";
  if (aggregate !== "BEST") return aggregate;
  const direction = directionOf(key);
  return direction === null ? "LAST" : direction === "HIGHER_IS_BETTER" ? "MAX" : "MIN";
};

/** Runs that one statement of points takes: who asks for many takes one connection, and time. */
const PART = 100;

/** The value of each run in each column, by `place`: the run's uuid, and the column. Whoever asks must read the runs. */
export const cellsOf = async (
  db: Database,
  runs: readonly string[],
  columns: readonly { readonly kind: ColumnKind; readonly key: string }[],
  aggregate: Aggregate,
): Promise<(run: string, column: number) => string | number | null> => {
  const numbers = await findKeys(
    db,
    columns.map(({ key }) => key),
  );
  const found = new Map<string, string | number>();
  const wayOfColumn = columns.map(({ kind, key }) => wayOf(kind, key, aggregate));
  for (const way of new Set(wayOfColumn)) {
    const keys = columns.flatMap(({ key }, at) => (wayOfColumn[at] === way ? (numbers.get(key) ?? []) : []));
    const size = way === "MIN" || way === "MAX" ? PART : runs.length;
    for (let from = 0; from < runs.length && keys.length > 0; from += size)
      for (const { run, key, value } of await db.reader.rows<Cell>(statements[way], [
        runs.slice(from, from + size),
        keys,
      ]))
        found.set(`${way} ${key} ${run}`, value);
  }
  return (run, column) => {
    const key = numbers.get(columns[column]?.key ?? "");
    return key === undefined ? null : (found.get(`${wayOfColumn[column]} ${key} ${run}`) ?? null);
  };
};
