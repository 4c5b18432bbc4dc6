import type { Ability } from "../access/ability.js";
import { dynamicSql, growing, type Reader, sql, Values } from "../db/sql.js";
import { readableExperiments } from "./experiments/experiments.queries.js";
import type { Under } from "./runs/run-details.queries.js";

/** What hangs together in tracking, looked for from the end that does not name the other. Each thing is told once. */

interface Linked {
  readonly id: string;
}

/** Rows that link two things: the one that is looked for by its experiment `e`, and the one that it is looked for from. */
interface Links {
  readonly from: string;
  readonly where: string;
  readonly thing: "r" | "l";
  readonly order: string;
}

const runs = "join run r on r.uuid = k.run join experiment e on e.number = r.experiment";

/** Of each thing the first that the caller reads, however many rows link the two. */
const linked = (
  db: Reader,
  ability: Ability,
  keys: { readonly of: readonly unknown[]; readonly type: "uuid" | "text"; readonly limit: number },
  { from, where, thing, order }: Links,
): Promise<Under<Linked>[]> => {
  const values = new Values();
  const text = `select w.of, d.id from unnest(${values.add(keys.of)}::${keys.type}[]) w(of) cross join lateral (
    select ${thing}.id from ${from} where ${where} and ${readableExperiments(ability, values)}
    group by ${thing}.uuid order by ${order} limit ${values.add(keys.limit)}) d`;
  return db.rows(dynamicSql(text), values.list);
};

const tables = { OUTPUT: "run_model_output k", INPUT: "run_model_input k" } as const;

interface Asked {
  readonly role: keyof typeof tables;
  readonly limit: number;
}

/** The runs that made or used each logged model, those that began last first. */
export const runsOfLoggedModels = (db: Reader, ability: Ability, uuids: readonly string[], { role, limit }: Asked) =>
  linked(
    db,
    ability,
    { of: uuids, type: "uuid", limit },
    { from: `${tables[role]} ${runs}`, where: "k.model = w.of", thing: "r", order: "r.uuid desc" },
  );

/** The live logged models that each run made or used, as they were logged. */
export const loggedModelsOfRuns = (db: Reader, ability: Ability, uuids: readonly string[], { role, limit }: Asked) =>
  linked(
    db,
    ability,
    { of: uuids, type: "uuid", limit },
    {
      from: `${tables[role]} join logged_model l on l.uuid = k.model join experiment e on e.number = l.experiment`,
      where: "k.run = w.of and l.deleted_at is null",
      thing: "l",
      order: "min(k.place)",
    },
  );

/** The live logged models that name each run, by its hexadecimal digits, as the one that made them. One join for all. */
export const loggedModelsFromRuns = (
  db: Reader,
  ability: Ability,
  runs: readonly string[],
  limit: number,
): Promise<Under<Linked>[]> => {
  const values = new Values();
  const text = `select d.of, d.id from (
      select w.of, l.id, row_number() over (partition by w.of order by l.uuid) as place
      from unnest(${values.add(runs)}::text[]) w(of) join logged_model l on l.source_run = w.of
      join experiment e on e.number = l.experiment
      where l.deleted_at is null and ${readableExperiments(ability, values)}) d
    where d.place <= ${values.add(limit)} order by d.of, d.place`;
  return db.rows(dynamicSql(text), values.list);
};

/** What a version is called, and from when until when: null has no end. */
export interface CalledSo {
  readonly of: string;
  readonly target: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** A tag that lists several models or data sets does not tell which of the run's values is whose. */
const saysWhich = `(k.source = 'RUN_TAG'
  or (select count(*) from evaluation_link o where o.run = k.run and o.source = 'RUN_DATASETS') = 1)`;

/** The runs whose tags say that they evaluated what is called so, those made last first. */
export const runsThatSay = (
  db: Reader,
  ability: Ability,
  called: readonly CalledSo[],
  limit: number,
): Promise<Under<Linked>[]> => {
  const values = new Values();
  const most = values.add(limit);
  const text = `select d.of, d.id from (
      select t.of, t.id, row_number() over (partition by t.of order by t.uuid desc) as place
      from (select distinct t.of, f.id, f.uuid from json_to_recordset(${values.add(JSON.stringify(called))})
          t(of text, target text, since timestamptz, until timestamptz) cross join lateral (
            select distinct on (k.run) r.id, r.uuid from evaluation_link k ${runs} where k.target = t.target
              and r.created_at >= coalesce(t.since, '-infinity') and r.created_at < coalesce(t.until, 'infinity')
              and ${saysWhich} and ${readableExperiments(ability, values)} order by k.run desc limit ${most}) f) t
    ) d where d.place <= ${most} order by d.of, d.place`;
  return db.rows(growing(dynamicSql(text)), values.list);
};

const said = sql(
  "lineage.said_of_runs",
  `select k.run as of, k.target, r.created_at as at from evaluation_link k join run r on r.uuid = k.run
   where k.run = any($1::uuid[]) and ${saysWhich}`,
);
/** What the tags of each run say that it evaluated, and when it was made. */
export const targetsOfRuns = (db: Reader, uuids: readonly string[]): Promise<Under<{ target: string; at: string }>[]> =>
  db.rows(said, [uuids]);

const recordedIn = sql(
  "lineage.recorded_in_runs",
  `select distinct k.run as of, k.model_version_id as id from evaluation k where k.run = any($1::uuid[])`,
);
/** The versions of which values were recorded in each run; who may read them is the caller's business. */
export const versionsRecordedIn = (db: Reader, uuids: readonly string[]): Promise<Under<Linked>[]> =>
  db.rows(recordedIn, [uuids]);

/** The runs in which values of each version were recorded, the one of the newest record first. */
export const runsThatEvaluated = (db: Reader, ability: Ability, versionIds: readonly string[], limit: number) =>
  linked(
    db,
    ability,
    { of: versionIds, type: "text", limit },
    {
      from: `evaluation k ${runs}`,
      where: "k.model_version_id = w.of",
      thing: "r",
      order: "max(k.recorded_at) desc",
    },
  );
