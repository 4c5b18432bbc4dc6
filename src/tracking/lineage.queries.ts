import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
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
