import { millisOfColumn } from "../../db/instant-columns.js";
import { type Reader, type Sql, sql } from "../../db/sql.js";
import { linksOf, linksVersions } from "../evaluations/evaluation-link-rules.js";
import type { KeyValue } from "../key-value.js";
import type { RunStatus } from "../statuses.js";

/** What rights and writes need to know of a run; its experiment's facts beside. */
export interface RunFacts {
  readonly id: string;
  readonly uuid: string;
  /** MLflow's experiment id. */
  readonly experiment: bigint;
  readonly experimentId: string;
  readonly experimentName: string;
  readonly ownerId: string;
  readonly ownerSlug: string | null;
  readonly visibility: string;
  /** The store of the experiment's artifacts; null for this service's own. */
  readonly artifactLocation: string | null;
  readonly userId: string;
  readonly status: RunStatus;
  readonly startTime: bigint;
  readonly endTime: bigint | null;
  readonly createdById: string;
  /** Whether the run, or its experiment, is deleted. */
  readonly deleted: boolean;
  readonly experimentDeleted: boolean;
}

/** A run is deleted with its experiment; restoring the experiment brings back what was deleted before that too. */
export const runIsDeleted = `(e.deleted_at is not null or (r.deleted_at is not null
  and (e.restored_at is null or r.deleted_at > e.restored_at)))`;

const facts = `r.id, r.uuid, r.experiment, e.id as "experimentId", e.name as "experimentName", e.owner_id as "ownerId",
  (select slug from team where team.id = e.owner_id) as "ownerSlug", e.visibility,
  e.artifact_location as "artifactLocation", r.user_id as "userId", r.status, r.start_time as "startTime",
  r.end_time as "endTime", r.created_by as "createdById", ${runIsDeleted} as deleted,
  e.deleted_at is not null as "experimentDeleted"`;
const besideExperiment = "join experiment e on e.number = r.experiment";

/** The run's row is locked alone and its experiment, which never changes, looked at beside. */
const locking = (strength: string): string =>
  `with locked as (select * from run where id = $1 for ${strength}) select ${facts} from locked r ${besideExperiment}`;

const find = sql("run.facts", `select ${facts} from run r ${besideExperiment} where r.id = any($1::text[])`);
const lock = sql("run.lock", locking("no key update"));
const hold = sql("run.hold", locking("share"));
const insert = sql(
  "run.insert",
  `with authored as (
     insert into tracked_author (subject, principal_id) select $1::uuid, author from unnest($7::text[]) a(author) order by author
   )
   insert into run (uuid, id, experiment, user_id, status, start_time, created_by)
   values ($1, $2, $3, $4, 'RUNNING', coalesce($5, ${millisOfColumn("clock_timestamp()")}), $6)
   returning start_time as "startTime"`,
);
const setStatus = sql("run.set_status", "update run set status = $2, end_time = $3 where id = $1");
const finish = sql(
  "run.finish",
  `update run set status = $2, end_time = coalesce($3, ${millisOfColumn("clock_timestamp()")}) where id = $1
   returning end_time as "endTime"`,
);
const setEnd = sql("run.set_end", "update run set end_time = $2 where id = $1");
const setDeleted = sql(
  "run.set_deleted",
  "update run set deleted_at = clock_timestamp(), deleted_by = $2 where id = $1",
);
const setRestored = sql("run.set_restored", "update run set deleted_at = null, deleted_by = null where id = $1");
const putTags = sql(
  "run.put_tags",
  `insert into run_tag (run, key, experiment, start_time, value)
   select $1, t.key, $2, $3, t.value from json_to_recordset($4) as t(key integer, value text) order by t.key
   on conflict (run, key) do update set value = excluded.value, shown = true
     where run_tag.value is distinct from excluded.value or not run_tag.shown`,
);
const lockLinks = sql("run.lock_links", "select true as held from run where uuid = $1 for no key update");
/** As `run.put_tags`, of tags that say what the run evaluated: with them go what they said before and come what they say now. */
const putLinkingTags = sql(
  "run.put_linking_tags",
  `with said as (
     select distinct key, source, target, dataset
     from json_to_recordset($5) as l(key integer, source text, target text, dataset text)
   ), forgotten as (
     delete from evaluation_link o where o.run = $1 and o.key = any($6::integer[]) and not exists (
       select from said s where s.key = o.key and s.target = o.target and s.dataset = o.dataset)
   ), linked as (
     insert into evaluation_link (run, key, source, target, dataset)
     select $1, key, source, target, dataset from said order by key, target, dataset on conflict do nothing
   )
   insert into run_tag (run, key, experiment, start_time, value)
   select $1, t.key, $2, $3, t.value from json_to_recordset($4) as t(key integer, value text) order by t.key
   on conflict (run, key) do update set value = excluded.value, shown = true
     where run_tag.value is distinct from excluded.value or not run_tag.shown`,
);
const dropTag = sql(
  "run.drop_tag",
  `with unlinked as (delete from evaluation_link where run = $1 and key = $2)
   delete from run_tag where run = $1 and key = $2 returning true as gone`,
);
const hideTag = sql(
  "run.hide_tag",
  "update run_tag set shown = false where run = $1 and key = $2 and shown returning true as gone",
);
const readTag = sql("run.read_tag", "select value from run_tag where run = $1 and key = $2 and shown");

/** Facts of runs by id, in no order; whether the caller may know them is the caller's business. */
export const findRuns = async (db: Reader, ids: readonly string[]): Promise<RunFacts[]> =>
  db.rows<RunFacts>(find, [ids]);

/** Locks the run's row; undefined when there never was one. */
export const lockRun = async (tx: Sql, id: string): Promise<RunFacts | undefined> => tx.row<RunFacts>(lock, [id]);

/** Holds the run as it is: its status does not change until the transaction ends. */
export const holdRun = async (tx: Sql, id: string): Promise<RunFacts | undefined> => tx.row<RunFacts>(hold, [id]);

export interface NewRun {
  readonly uuid: string;
  readonly id: string;
  readonly experiment: bigint;
  readonly userId: string;
  /** Milliseconds since the epoch; null: now. */
  readonly startTime: bigint | null;
  readonly by: string;
  /** Everyone behind its making. */
  readonly authors: readonly string[];
}

/** Stores a new, running run; answers its start in milliseconds since the epoch. */
export const storeRun = async (tx: Sql, run: NewRun): Promise<bigint> => {
  const values = [run.uuid, run.id, run.experiment, run.userId, run.startTime, run.by, run.authors];
  const row = await tx.row<{ startTime: bigint }>(insert, values);
  if (row === undefined) throw new Error("a run was not stored");
  return row.startTime;
};

export const storeRunStatus = async (tx: Sql, id: string, status: RunStatus, endTime: bigint | null): Promise<void> => {
  await tx.rows(setStatus, [id, status, endTime]);
};

/** Ends a run, at the database's now unless an end is given; answers the end in milliseconds since the epoch. */
export const storeRunFinish = async (
  tx: Sql,
  id: string,
  status: RunStatus,
  endTime: bigint | null,
): Promise<bigint> => {
  const row = await tx.row<{ endTime: bigint }>(finish, [id, status, endTime]);
  if (row === undefined) throw new Error(`${id} was not ended`);
  return row.endTime;
};

export const storeRunEnd = async (tx: Sql, id: string, endTime: bigint): Promise<void> => {
  await tx.rows(setEnd, [id, endTime]);
};

export const storeRunDeletion = async (tx: Sql, id: string, by: string): Promise<void> => {
  await tx.rows(setDeleted, [id, by]);
};

export const storeRunRestoration = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(setRestored, [id]);
};

type RunPlace = Pick<RunFacts, "uuid" | "experiment" | "startTime">;

/** Sets tags over the values they had; `numbers` has the number of each key. */
export const storeRunTags = async (
  tx: Sql,
  run: RunPlace,
  tags: readonly KeyValue[],
  numbers: ReadonlyMap<string, number>,
): Promise<void> => {
  if (tags.length === 0) return;
  const rows = tags.map(({ key, value }) => ({ key: numbers.get(key), value }));
  const values = [run.uuid, run.experiment, run.startTime, JSON.stringify(rows)];
  const linking = tags.filter(({ key }) => linksVersions(key)).map(({ key }) => numbers.get(key));
  if (linking.length === 0) {
    await tx.rows(putTags, values);
    return;
  }
  // Who sets or takes the tag meanwhile must see these links, and these must see theirs.
  await tx.rows(lockLinks, [run.uuid]);
  const links = linksOf(tags).map((link) => ({ ...link, key: numbers.get(link.key) }));
  await tx.rows(putLinkingTags, [...values, JSON.stringify(links), linking]);
};

/** Takes a tag away; false when it was not set. */
export const dropRunTag = async (tx: Sql, uuid: string, key: number): Promise<boolean> =>
  (await tx.row(dropTag, [uuid, key])) !== undefined;

/** Takes the tag away that is the run's name, and leaves the name; false when it was not set. */
export const hideRunName = async (tx: Sql, uuid: string, key: number): Promise<boolean> =>
  (await tx.row(hideTag, [uuid, key])) !== undefined;

/** The tag's value; undefined when it is not set. */
export const readRunTag = async (db: Reader, uuid: string, key: number): Promise<string | undefined> =>
  (await db.row<{ value: string }>(readTag, [uuid, key]))?.value;
