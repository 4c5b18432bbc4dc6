import type { BenchContext } from "./context.js";
import { asSuperuser } from "./statement-log.js";

/** Runs of one experiment, whatever the number of experiments. */
export const RUNS_PER_EXPERIMENT = 10_000;

/** Keys of the seeded runs, three of each kind. */
export const seededKeys = ["bench.a", "bench.b", "bench.c"] as const;

/** Ids of the seeded experiments as MLflow writes them. */
export const experimentOf = (index: number): string => (800_000_000_000_000_000n + BigInt(index)).toString();

const tables = ["experiment", "run"];

/** Indexes that are built once the rows are there, which takes less time than to keep them row by row. */
const indexes = ["run_newest", "latest_metric_search", "run_param_search", "run_tag_search"];
const indexed = indexes.map((name) => `'${name}'`).join(", ");
const rebuilt = `do $$ declare made text; begin
  for made in select text from bench_index loop execute made; end loop; end $$`;

// A run's id spells its UUID in base 32 (https://github.com/jetify-com/typeid): forty bits of number behind a constant.
const uuid = "('01' || repeat('0', 20) || lpad(to_hex(i), 10, '0'))::uuid";
const digit = "substr('0123456789abcdefghjkmnpqrstvwxyz', ((i::bigint >> (5 * d)) & 31)::int + 1, 1)";
const id = `'run_01' || repeat('0', 16) || (select string_agg(${digit}, '' order by d desc) from generate_series(0, 7) d)`;

/**
 * Runs until there are `to`, by SQL: an entry for each would take hours. Every run has 3 metrics, params and tags. The
 * session is a replica's, so that foreign keys and bounds, which these rows keep, are not looked up row by row.
 */
export const seedRuns = async ({ service, world }: BenchContext, to: number): Promise<void> => {
  const seeded = "select count(*)::int as count from experiment where name like 'volume-%'";
  const from = ((await asSuperuser<{ count: number }>(service, seeded))[0]?.count ?? 0) * RUNS_PER_EXPERIMENT;
  if (from >= to) return;
  const [first, last] = [from / RUNS_PER_EXPERIMENT, to / RUNS_PER_EXPERIMENT - 1];
  const number = "800000000000000000";
  const by = `'${world.maintainerId}'`;
  const key = (index: number): string => `(select id from tracking_key where key = '${seededKeys[index]}')`;
  const each = `from bench_run g cross join (values (0, ${key(0)}), (1, ${key(1)}), (2, ${key(2)})) k(nth, id)`;
  const kept = "g.uuid, k.id, g.experiment, g.start_time";
  await asSuperuser(
    service,
    "set session_replication_role = replica",
    "set synchronous_commit = off",
    "set maintenance_work_mem = '256MB'",
    `create unlogged table bench_index as select indexdef as text from pg_indexes where indexname in (${indexed})`,
    ...indexes.map((name) => `drop index ${name}`),
    ...tables.map((table) => `alter table ${table} disable trigger ${table}_is_audited`),
    ...tables.map((table) => `alter table ${table} disable trigger ${table}_is_noted`),
    `insert into tracking_key (key) values ${[...seededKeys, "mlflow.runName"].map((name) => `('${name}')`).join(", ")} on conflict do nothing`,
    `insert into experiment (id, number, owner_id, visibility, name, created_by)
       select 'exp_01' || lpad(i::text, 24, '0'), ${number} + i, '${world.teamId}', 'TEAM', 'volume-' || i, ${by}
       from generate_series(${first}, ${last}) i`,
    `create unlogged table bench_run as select i, ${uuid} as uuid, ${id} as id, ${number} + i / ${RUNS_PER_EXPERIMENT} as experiment,
       1700000000000 + i * 1000::bigint as start_time from generate_series(${from}, ${to - 1}) i`,
    `insert into run (uuid, id, experiment, user_id, status, start_time, end_time, created_by)
       select uuid, id, experiment, 'bench', 'FINISHED', start_time, start_time + 900, ${by} from bench_run`,
    `insert into latest_metric (run, key, experiment, start_time, value, step, timestamp)
       select ${kept}, (hashint8(g.i * 3 + k.nth) & 65535) / 65536.0, 0, g.start_time ${each}`,
    `insert into run_metric (run, key, timestamp, step, value)
       select g.uuid, k.id, g.start_time, 0, (hashint8(g.i * 3 + k.nth) & 65535) / 65536.0 ${each}`,
    `insert into run_param (run, key, experiment, start_time, value)
       select ${kept}, ((hashint8(g.i * 5 + k.nth) & 65535) % 20)::text ${each}`,
    `insert into run_tag (run, key, experiment, start_time, value)
       select ${kept}, ((hashint8(g.i * 7 + k.nth) & 65535) % 10)::text ${each}`,
    `insert into run_tag (run, key, experiment, start_time, value)
       select g.uuid, (select id from tracking_key where key = 'mlflow.runName'), g.experiment, g.start_time, 'run-' || g.i from bench_run g`,
    rebuilt,
    "drop table bench_run, bench_index",
    ...tables.map((table) => `alter table ${table} enable always trigger ${table}_is_audited`),
    ...tables.map((table) => `alter table ${table} enable always trigger ${table}_is_noted`),
  );
  for (const table of ["run", "latest_metric", "run_param", "run_tag", "run_metric"])
    await asSuperuser(service, `vacuum analyze ${table}`);
};
