import type { Ability } from "../../access/ability.js";
import { dynamicSql, growing, type Reader, sql, Values } from "../../db/sql.js";
import { readableExperiments } from "../experiments/experiments.queries.js";
import type { RunStatus } from "../statuses.js";
import { runArtifactUri } from "./run-conditions.queries.js";
import type { Under } from "./run-details.queries.js";
import { runIsDeleted } from "./runs.store.js";

/** A run as read. */
export interface RunRead {
  readonly id: string;
  readonly uuid: string;
  /** MLflow's experiment id. */
  readonly experiment: bigint;
  readonly experimentId: string;
  readonly userId: string;
  readonly status: RunStatus;
  /** Milliseconds since the epoch, as the client says; likewise the end. */
  readonly startTime: bigint;
  readonly endTime: bigint | null;
  readonly createdAt: string;
  readonly createdById: string;
  readonly artifactUri: string;
  readonly deleted: boolean;
}

const columns = `r.id, r.uuid, r.experiment, e.id as "experimentId", r.user_id as "userId", r.status,
  r.start_time as "startTime", r.end_time as "endTime", r.created_at as "createdAt", r.created_by as "createdById",
  ${runArtifactUri} as "artifactUri", ${runIsDeleted} as deleted`;

/** Runs by id, deleted ones too, in no order; those that the caller may not read are left out. */
export const runsById = async (db: Reader, ability: Ability, ids: readonly string[]): Promise<RunRead[]> => {
  const values = new Values();
  const text = `select ${columns} from run r join experiment e on e.number = r.experiment
    where ${values.among("r.id", ids)} and ${readableExperiments(ability, values)}`;
  return db.rows<RunRead>(dynamicSql(text), values.list);
};

const byUuid = sql(
  "run.by_uuid",
  `select ${columns} from run r join experiment e on e.number = r.experiment where r.uuid = any($1::uuid[])`,
);

/** Runs that a search has found, in its order. */
export const runsFound = async (db: Reader, uuids: readonly string[]): Promise<RunRead[]> => {
  if (uuids.length === 0) return [];
  const rows = new Map((await db.rows<RunRead>(byUuid, [uuids])).map((row) => [row.uuid, row]));
  return uuids.flatMap((uuid) => rows.get(uuid) ?? []);
};

const newest = growing(
  sql(
    "experiment.last_runs",
    `select e.id as of, l."startTime" from experiment e
     cross join lateral (select r.start_time as "startTime" from run r
       where r.experiment = e.number and not ${runIsDeleted} order by r.start_time desc, r.uuid limit 1) l
     where e.id = any($1::text[])`,
  ),
);

/** When the run of each experiment began that began last, by the clients' clocks; nothing where there is none, or only deleted ones. */
export const lastRunStarts = (db: Reader, experimentIds: readonly string[]): Promise<Under<{ startTime: bigint }>[]> =>
  db.rows(newest, [experimentIds]);

const datasets = sql(
  "dataset.of_experiments",
  `select d.experiment, d.name, d.digest, i.context from dataset d
   join run_dataset i on i.dataset = d.id where d.experiment = any($1::bigint[])
   group by d.experiment, d.name, d.digest, i.context order by d.experiment, d.name, d.digest, i.context limit $2`,
);

/** Data sets of experiments, each with every context that runs used it in. */
export const datasetsOfExperiments = async (
  db: Reader,
  experiments: readonly bigint[],
  limit: number,
): Promise<{ experiment: bigint; name: string; digest: string; context: string | null }[]> =>
  db.rows(datasets, [experiments, limit]);
