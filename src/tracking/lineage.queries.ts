import type { Ability } from "../access/ability.js";
import { dynamicSql, type Reader, Values } from "../db/sql.js";
import { readableExperiments } from "./experiments/experiments.queries.js";
import type { Under } from "./runs/run-details.queries.js";

/** What hangs together in tracking, looked for from the end that does not name the other. Each list is cut by an index. */

interface Linked {
  readonly id: string;
}

/** Of each thing the first that the caller reads, by a table that links them. */
const linked = (
  db: Reader,
  ability: Ability,
  keys: { readonly of: readonly unknown[]; readonly type: "uuid" | "text"; readonly limit: number },
  found: (readable: string) => string,
): Promise<Under<Linked>[]> => {
  const values = new Values();
  const of = `unnest(${values.add(keys.of)}::${keys.type}[]) w(of)`;
  const text = `select w.of, d.id from ${of} cross join lateral (
    ${found(readableExperiments(ability, values))} limit ${values.add(keys.limit)}) d`;
  return db.rows(dynamicSql(text), values.list);
};

/** The runs that made or used each logged model, those that began last first. */
export const runsOfLoggedModels = (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
  { role, limit }: { role: "OUTPUT" | "INPUT"; limit: number },
): Promise<Under<Linked>[]> =>
  linked(
    db,
    ability,
    { of: uuids, type: "uuid", limit },
    (readable) => `select r.id from run_model_${role === "OUTPUT" ? "output" : "input"} k
      join run r on r.uuid = k.run join experiment e on e.number = r.experiment
      where k.model = w.of and ${readable} order by k.run desc`,
  );

/** The live logged models that each run made or used, as they were logged. */
export const loggedModelsOfRuns = (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
  { role, limit }: { role: "OUTPUT" | "INPUT"; limit: number },
): Promise<Under<Linked>[]> =>
  linked(
    db,
    ability,
    { of: uuids, type: "uuid", limit },
    (readable) => `select l.id from run_model_${role === "OUTPUT" ? "output" : "input"} k
      join logged_model l on l.uuid = k.model join experiment e on e.number = l.experiment
      where k.run = w.of and l.deleted_at is null and ${readable} order by k.place`,
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

/** The runs in which values of each version were recorded, the newest first; one as often as it has records. */
export const runsThatEvaluated = (
  db: Reader,
  ability: Ability,
  versionIds: readonly string[],
  limit: number,
): Promise<Under<Linked>[]> =>
  linked(
    db,
    ability,
    { of: versionIds, type: "text", limit },
    (
      readable,
    ) => `select r.id from evaluation v join run r on r.uuid = v.run join experiment e on e.number = r.experiment
      where v.model_version_id = w.of and ${readable} order by v.recorded_at desc`,
  );
