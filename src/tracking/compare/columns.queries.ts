import type { Database } from "../../db/database.js";
import { growing, type Reader, sql } from "../../db/sql.js";
import { keysOf } from "../keys.store.js";
import { runIsDeleted } from "../runs/runs.store.js";

export type ColumnKind = "METRIC" | "PARAM";

const tables = { METRIC: "latest_metric", PARAM: "run_param" } as const;

/** The keys that runs of experiments have: the index is entered once for each key, however many runs have it. */
const keysIn = (kind: ColumnKind) =>
  growing(
    sql(
      `run.keys_${tables[kind]}`,
      `with recursive held as (
         select e.number, (select min(key) from ${tables[kind]} where experiment = e.number) as key
         from unnest($1::bigint[]) e(number)
         union all
         select h.number, (select min(key) from ${tables[kind]} where experiment = h.number and key > h.key)
         from held h where h.key is not null
       )
       select distinct key from held where key is not null`,
    ),
  );
const keyStatements = { METRIC: keysIn("METRIC"), PARAM: keysIn("PARAM") };

export interface KeyFound {
  readonly kind: ColumnKind;
  readonly key: string;
  readonly number: number;
}

const inOrder = (a: KeyFound, b: KeyFound): number =>
  a.key === b.key ? (a.kind < b.kind ? -1 : 1) : a.key < b.key ? -1 : 1;

/** The keys of numbers that were found, those that begin so, by key. */
export const namedKeys = async (
  db: Database,
  numbers: Readonly<Record<ColumnKind, readonly number[]>>,
  prefix: string,
): Promise<KeyFound[]> => {
  const name = await keysOf(db, [...numbers.METRIC, ...numbers.PARAM]);
  const found = (["METRIC", "PARAM"] as const).flatMap((kind) =>
    numbers[kind].map((number) => ({ kind, key: name(number), number })),
  );
  return found.filter(({ key }) => key.startsWith(prefix)).sort(inOrder);
};

/** The numbers of every key that runs of the experiments have. */
export const keysOfExperiments = async (db: Reader, experiments: readonly bigint[]) => {
  const numbersOf = async (kind: ColumnKind): Promise<number[]> =>
    (await db.rows<{ key: number }>(keyStatements[kind], [experiments])).map(({ key }) => key);
  return { METRIC: await numbersOf("METRIC"), PARAM: await numbersOf("PARAM") };
};

const newest = growing(
  sql(
    "run.newest_of_experiments",
    `select n.uuid from unnest($1::bigint[]) w(number) join experiment e on e.number = w.number
     cross join lateral (select r.uuid, r.start_time from run r where r.experiment = e.number and not ${runIsDeleted}
       order by r.start_time desc, r.uuid limit $2) n
     order by n.start_time desc, n.uuid limit $2`,
  ),
);

/** The newest live runs of the experiments. */
export const newestRuns = async (db: Reader, experiments: readonly bigint[], most: number): Promise<string[]> =>
  (await db.rows<{ uuid: string }>(newest, [experiments, most])).map(({ uuid }) => uuid);

export interface ColumnFigures {
  readonly number: number;
  readonly runs: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
}

/** Run by run along its own key, whatever the planner believes of how many rows a run has. */
const figures = (kind: ColumnKind, distinct: string, ends: string) =>
  growing(
    sql(
      `run.figures_${tables[kind]}`,
      `select v.key as number, count(*)::int as runs, count(distinct ${distinct})::int as distinct, ${ends}
       from unnest($1::uuid[]) w(uuid)
       cross join lateral (select t.key, t.value from ${tables[kind]} t where t.run = w.uuid and ($2::int[] is null or t.key = any($2)) offset 0) v
       group by v.key`,
    ),
  );

const figureStatements = {
  METRIC: figures("METRIC", "v.value", `min(nullif(v.value, 'NaN')) as min, max(nullif(v.value, 'NaN')) as max`),
  PARAM: figures("PARAM", `v.value collate "C"`, "null::float8 as min, null::float8 as max"),
};

/** What the runs have under these keys, or under all that they have. */
export const figuresOf = async (
  db: Reader,
  kind: ColumnKind,
  { runs, keys }: { runs: readonly string[]; keys: readonly number[] | null },
): Promise<ColumnFigures[]> => {
  if (runs.length === 0 || keys?.length === 0) return [];
  return db.rows<ColumnFigures>(figureStatements[kind], [runs, keys]);
};
