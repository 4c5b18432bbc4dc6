import { growing, type Reader, sql } from "../../db/sql.js";
import { runIsDeleted } from "../runs/runs.store.js";
import type { EvaluationSource } from "./evaluation-link-rules.js";

/** A version, as far as its evaluations are found by it. */
export interface EvaluatedVersion {
  readonly id: string;
  /** UUID of its logged model. */
  readonly loggedModel: string | null;
  /** UUID of the run whose record it froze; null when it froze none. */
  readonly run: string | null;
  /** Everyone behind its making. */
  readonly authors: readonly string[];
  readonly datasets: readonly { readonly name: string; readonly digest: string | null }[];
  readonly metrics: readonly { readonly key: string; readonly value: string }[];
  /** What tags of runs call it, and from when until when: null has no end. */
  readonly targets: readonly {
    readonly target: string;
    readonly since: string | null;
    readonly until: string | null;
  }[];
}

/** What is alike of evaluations of one metric, on one data set, by one maker: the newest, and how many there were. */
export interface EvaluationRow {
  readonly versionId: string;
  readonly metric: string;
  readonly value: number;
  readonly name: string;
  readonly digest: string;
  readonly schemaDigest: string | null;
  readonly rows: string | null;
  readonly sha256: string | null;
  readonly runId: string | null;
  readonly recordId: string | null;
  readonly source: EvaluationSource;
  /** Who made the run, or recorded what is in none. */
  readonly by: string;
  /** Owner and visibility of the run's experiment; null without a run. */
  readonly experimentId: string | null;
  readonly ownerId: string | null;
  readonly visibility: string | null;
  /** Whether none of the version's authors wrote to the run or recorded the value. */
  readonly untouched: boolean;
  readonly at: string;
  readonly step: bigint;
  readonly timestamp: bigint;
  readonly attempts: number;
}

/** Inputs of these contexts are what a run measures a model on. */
const contexts = "('evaluation', 'test', 'validation', 'holdout')";

/** Runs that one tag's target is looked for in, the newest first; rows of one maker for one metric; rows in all. */
const MOST_RUNS = 10_000;
const MOST_OF_MAKER = 200;
const MOST = 20_000;

/** What a statement looks for: the condition on a metric's key, by the column that names it, and on the key's number. */
interface Metrics {
  readonly ofKey: (column: string) => string;
  readonly ofNumber: string;
}

/** Runs that say which version they measured, with the one data set on which each did. */
const measured = `
  linked as materialized (
    select distinct t.version, l.run, l.source, l.dataset
    from target t cross join lateral (
      select l.run, l.source, l.dataset from evaluation_link l where l.target = t.target order by l.run desc limit ${MOST_RUNS}) l
    cross join lateral (select r.created_at from run r where r.uuid = l.run offset 0) r
    where r.created_at >= coalesce(t.since, '-infinity') and r.created_at < coalesce(t.until, 'infinity')
      and (l.source = 'RUN_TAG'
        or (select count(*) from evaluation_link o where o.run = l.run and o.source = 'RUN_DATASETS') = 1)
  ), measured as (
    select l.version, l.run, l.source, case when c.fitting = 1 then c.fit else c.input end as dataset
    from linked l cross join lateral (
      select count(*) as inputs, min(i.dataset) as input, count(*) filter (where i.fits) as fitting,
        min(i.dataset) filter (where i.fits) as fit
      from (select i.dataset, case l.source when 'RUN_TAG' then i.context in ${contexts} else d.name = l.dataset end as fits
        from run_dataset i join dataset d on d.id = i.dataset where i.run = l.run) i) c
    where c.fitting = 1 or (c.fitting = 0 and c.inputs = 1)
  )`;

const fromLoggedModels = ({ ofKey }: Metrics): string => `
    select v.id as version, x.*, 'LOGGED_MODEL' as source, 1 as rank, null::text as record, null::text as recorder,
      null::timestamptz as recorded_at, null::text[] as behind
    from v cross join lateral (
      select x.key, x.run, x.dataset_name as name, x.dataset_digest as digest, x.value, x.step, x.timestamp
      from latest_model_metric x where x.model = v.model and x.dataset_digest <> '' and ${ofKey("x.key")} offset 0) x`;

const fromRuns = ({ ofNumber }: Metrics): string => `
    select m.version, x.key, m.run, d.name, d.digest, x.value, x.step, x.timestamp, m.source,
      case m.source when 'RUN_TAG' then 3 else 2 end, null, null, null, null
    from measured m
    cross join lateral (select d.name, d.digest from dataset d where d.id = m.dataset offset 0) d
    cross join lateral (
      select k.key, x.value, x.step, x.timestamp from latest_metric x join tracking_key k on k.id = x.key
      where x.run = m.run and ${ofNumber} offset 0) x`;

const fromFrozen = `
    select v.id, f.key, v.run, d.name, d.digest, f.value::float8, 0, 0, 'FROZEN', 4, null, null, null, null
    from v join json_to_recordset($3) as f(version text, key text, value text) on f.version = v.id
    cross join lateral (select count(*) as fitting, min(i.dataset) as fit from run_dataset i
      where i.run = v.run and i.context in ${contexts}) c
    cross join lateral (select d.name, d.digest from dataset d where d.id = c.fit offset 0) d
    where c.fitting = 1 and exists (select from json_to_recordset(v.datasets) h(name text, digest text)
      where h.name = d.name and h.digest = d.digest)`;

const fromRecords = ({ ofKey }: Metrics): string => `
    select v.id, m.key, e.run, e.dataset_name, e.dataset_digest, m.value, 0,
      floor(extract(epoch from e.recorded_at) * 1000)::bigint, 'RECORDED', 5, e.id, e.recorded_by, e.recorded_at, e.behind
    from v cross join lateral (select * from evaluation e where e.model_version_id = v.id offset 0) e
    cross join lateral unnest(e.keys, e.metrics) m(key, value) where ${ofKey("m.key")}`;

/** What was found in finished, live runs and in records: one for each metric, data set and run. */
const counting = `
    select distinct on (f.version, f.key, f.name, f.digest, coalesce(f.record, f.run::text)) f.*, r.id as run_id,
      r.experiment, r.experiment_id, r.owner_id, r.visibility, coalesce(r.created_by, f.recorder) as maker,
      coalesce(r.created_at, f.recorded_at) as made_at,
      not exists (select from tracked_author a where a.subject = f.run and a.principal_id = any(v.authors))
        and not coalesce(f.behind && v.authors, false) as untouched
    from found f join v on v.id = f.version
    left join lateral (
      select r.id, r.experiment, r.created_by, r.created_at, e.id as experiment_id, e.owner_id, e.visibility,
        r.status = 'FINISHED' and not ${runIsDeleted} as counts
      from run r join experiment e on e.number = r.experiment where r.uuid = f.run offset 0) r on true
    where f.run is null or r.counts
    order by f.version, f.key, f.name, f.digest, coalesce(f.record, f.run::text), f.step desc, f.timestamp desc, f.rank`;

/**
 * Every step looks up what the one before it found, one by one (`offset 0` keeps the planner from joining whole tables):
 * a generic plan knows nothing of how little is asked for. All that is asked for comes as JSON, of which the planner
 * expects always as much: else it plans the statement anew each time, which takes longer than to run it.
 */
const statement = (metrics: Metrics): string => `
  with v as materialized (
    select * from json_to_recordset($1) as v(id text, model uuid, run uuid, authors text[], datasets json)
  ), target as materialized (
    select * from json_to_recordset($2) as t(version text, target text, since timestamptz, until timestamptz)
  ), ${measured}, found as (${fromLoggedModels(metrics)}
    union all${fromRuns(metrics)}
    union all${fromFrozen}
    union all${fromRecords(metrics)}
  ), counting as (${counting}
  ), ranked as (
    select *, count(*) over alike as attempts,
      row_number() over (alike order by made_at desc, step desc, timestamp desc, rank, run desc) as place
    from counting
    window alike as (partition by version, key, name, digest, maker, experiment_id, untouched)
  ), newest as (
    select *, row_number() over (partition by version, key, maker order by made_at desc) as of_maker
    from ranked where place = 1
  )
  select n.version as "versionId", n.key as metric, n.value, n.name, n.digest, n.run_id as "runId", n.record as "recordId",
    n.source, n.maker as by, n.experiment_id as "experimentId", n.owner_id as "ownerId", n.visibility, n.untouched,
    n.made_at as at, n.step, n.timestamp, n.attempts::int as attempts, i.*
  from newest n left join lateral (
    select encode(sha256(convert_to(d.schema, 'UTF8')), 'hex') as "schemaDigest",
      substring(d.profile from '"num_rows": *([0-9]{1,18})') as rows,
      (select t.value from json_to_recordset(u.tags) t(key text, value text) where t.key = 'sha256' limit 1) as sha256
    from dataset d join run_dataset u on u.dataset = d.id and u.run = n.run
    where d.experiment = n.experiment and d.name = n.name and d.digest = n.digest offset 0) i on true
  where n.of_maker <= ${MOST_OF_MAKER}
  order by n.made_at desc, n.step desc, n.timestamp desc limit ${MOST}`;

const askedKeys = "array(select json_array_elements_text($4))";
const startsWithOne = (column: string): string =>
  `exists (select from json_array_elements_text($4) s(start) where starts_with(${column}, s.start))`;

const ofKeys = growing(
  sql(
    "evaluations.of_metrics",
    statement({
      ofKey: (column) => `${column} = any(${askedKeys})`,
      ofNumber: `x.key = any(array(select id from tracking_key where key = any(${askedKeys})))`,
    }),
  ),
);
const ofEvery = growing(sql("evaluations.of_versions", statement({ ofKey: () => "true", ofNumber: "true" })));

const ofPrefixes = growing(
  sql("evaluations.of_prefixes", statement({ ofKey: startsWithOne, ofNumber: startsWithOne("k.key") })),
);

/** Metrics by their keys, or by what their keys start with; null: all. */
export type MetricsAsked = readonly string[] | { readonly startingWith: readonly string[] } | null;

const isListed = (metrics: MetricsAsked): metrics is readonly string[] => Array.isArray(metrics);

/** The keys asked for, and the starts of keys asked for: both null where all are. */
export const keysAndStarts = (
  metrics: MetricsAsked,
): [keys: readonly string[] | null, starts: readonly string[] | null] =>
  metrics === null ? [null, null] : isListed(metrics) ? [metrics, null] : [null, metrics.startingWith];

/**
 * Every evaluation of the versions in finished, live runs and in records, the newest of those that are alike, with what
 * decides whether it counts. Whoever asks must be allowed to read the versions; who may
 * read the runs is theirs to look at.
 */
export const evaluationsOf = async (
  db: Reader,
  versions: readonly EvaluatedVersion[],
  metrics: MetricsAsked,
): Promise<EvaluationRow[]> => {
  const facts = versions.map(({ id, loggedModel, run, authors, datasets }) => ({
    id,
    model: loggedModel,
    run,
    authors,
    datasets,
  }));
  const targets = versions.flatMap(({ id, targets: of }) => of.map((each) => ({ version: id, ...each })));
  const frozen = versions.flatMap(({ id, metrics: of }) => of.map((each) => ({ version: id, ...each })));
  const values = [facts, targets, frozen].map((list) => JSON.stringify(list));
  const [keys, starts] = keysAndStarts(metrics);
  if (keys === null && starts === null) return db.rows(ofEvery, values);
  return db.rows(keys === null ? ofPrefixes : ofKeys, [...values, JSON.stringify(keys ?? starts)]);
};

/** A record as it was made. */
export interface RecordedEvaluation {
  readonly modelVersionId: string;
  readonly name: string;
  readonly digest: string;
  readonly keys: readonly string[];
  readonly values: readonly number[];
  readonly runId: string | null;
  readonly at: string;
  readonly by: string;
}

const recorded = sql(
  "evaluation.recorded",
  `select e.model_version_id as "modelVersionId", e.dataset_name as name, e.dataset_digest as digest, e.keys,
     e.metrics as values, (select r.id from run r where r.uuid = e.run) as "runId", e.recorded_at as at, e.recorded_by as by
   from evaluation e where e.id = $1`,
);

/** The record of this id; whether the caller may know it is the caller's business. */
export const recordedEvaluation = (db: Reader, id: string): Promise<RecordedEvaluation | undefined> =>
  db.row<RecordedEvaluation>(recorded, [id]);
