import type { DoubleValue, RunSnapshot } from "../../../verify/version-digest.js";
import type { Ability } from "../../access/ability.js";
import { dynamicSql, type Reader, sql, Values } from "../../db/sql.js";
import type { KeyValue } from "../../tracking/key-value.js";
import { readableVersions } from "../readable.js";
import { type VersionRead, versionFields } from "../versions.queries.js";

/** Where a version came from, by id of a version that the caller reads. */
export interface VersionSource {
  readonly of: string;
  /** Id of the run; null when its author could not read the one it names. */
  readonly runId: string | null;
  readonly loggedModelId: string | null;
  readonly snapshot: "NONE" | "PROVISIONAL" | "FINAL";
  readonly run: RunSnapshot | null;
}

const sources = sql(
  "version.sources",
  `select v.id as of, (select id from run r where r.uuid = v.run) as "runId",
     (select id from logged_model l where l.uuid = v.logged_model) as "loggedModelId", v.snapshot, v.run_snapshot as run
   from model_version v where v.id = any($1::text[])`,
);

/** The run and the logged model of each version; whether the caller may know those is the caller's business. */
export const sourcesOfVersions = async (db: Reader, ids: readonly string[]): Promise<VersionSource[]> =>
  db.rows<VersionSource>(sources, [ids]);

/** What a version froze of its run, for comparison with what that says now. */
export interface FrozenFacts {
  readonly of: string;
  readonly params: readonly KeyValue[];
  readonly metrics: readonly { readonly key: string; readonly value: DoubleValue }[];
  readonly artifactRoot: string | null;
}

const frozen = sql(
  "version.frozen_facts",
  `select v.id as of, v.params, v.metrics, v.artifact_root as "artifactRoot" from model_version v
   where v.id = any($1::text[])`,
);

/** What each version froze. */
export const frozenFactsOf = async (db: Reader, ids: readonly string[]): Promise<FrozenFacts[]> =>
  db.rows<FrozenFacts>(frozen, [ids]);

/** A file of a version that is another now. */
export interface FileDrift {
  readonly of: string;
  readonly path: string;
  readonly frozenSha256: string | null;
  readonly frozenSize: bigint | null;
  readonly nowSha256: string | null;
  readonly nowSize: bigint | null;
}

const files = sql(
  "version.file_drift",
  `select w.version as of, d.* from unnest($1::text[], $2::uuid[], $3::text[]) w(version, owner, root)
   cross join lateral (
     select path, encode(f.sha256, 'hex') as "frozenSha256", f.size as "frozenSize",
       encode(n.sha256, 'hex') as "nowSha256", n.size as "nowSize"
     from (select path, sha256, size from version_artifact where model_version_id = w.version) f
     full join (select case when w.root = '' then a.path else substr(a.path, length(w.root) + 2) end as path, a.sha256, a.size
       from artifact a where a.owner = w.owner
         and (w.root = '' or (a.path >= w.root || '/' and a.path < w.root || '0'))) n using (path)
     where f.sha256 is distinct from n.sha256 order by path limit $4) d
   order by w.version, d.path`,
);

/** Of each version the first files below the folder it froze that are not as it froze them, by path. */
export const fileDriftOf = async (
  db: Reader,
  versions: readonly { readonly id: string; readonly owner: string; readonly root: string }[],
  first: number,
): Promise<FileDrift[]> =>
  versions.length === 0
    ? []
    : db.rows<FileDrift>(files, [
        versions.map(({ id }) => id),
        versions.map(({ owner }) => owner),
        versions.map(({ root }) => root),
        first,
      ]);

export interface MadeSlice {
  readonly by: "run" | "logged_model";
  /** Time of making and id of the last version of the page before. */
  readonly after: readonly unknown[] | null;
  readonly limit: number;
}

/**
 * The live versions that the caller reads of those made from each run or logged model, the newest first. One join for all: a
 * look-up in order for each would walk the newest of all versions where the planner believes that many are its own.
 */
export const versionsMadeFrom = async (
  db: Reader,
  ability: Ability,
  uuids: readonly string[],
  { by, after, limit }: MadeSlice,
): Promise<(VersionRead & { of: string })[]> => {
  const values = new Values();
  const conditions = [readableVersions(ability, "none", values)];
  if (after !== null)
    conditions.push(`(v.created_at, v.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])})`);
  const text = `select d.* from (
      select w.uuid as of, ${versionFields},
        row_number() over (partition by w.uuid order by v.created_at desc, v.id desc) as place
      from unnest(${values.add(uuids)}::uuid[]) w(uuid) join model_version v on v.${by} = w.uuid
      join registered_model m on m.id = v.registered_model_id where ${conditions.join(" and ")}) d
    where d.place <= ${values.add(limit)} order by d.of, d.place`;
  return db.rows(dynamicSql(text), values.list);
};
