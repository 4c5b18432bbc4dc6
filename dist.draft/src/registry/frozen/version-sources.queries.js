import { dynamicSql, sql, Values } from "../../db/sql.js";
import { readableVersions } from "../readable.js";
import { versionFields, versionTables } from "../versions.queries.js";
const sources = sql("version.sources", `select v.id as of, (select id from run r where r.uuid = v.run) as "runId",
     (select id from logged_model l where l.uuid = v.logged_model) as "loggedModelId", v.snapshot, v.run_snapshot as run
   from model_version v where v.id = any($1::text[])`);
/** The run and the logged model of each version; whether the caller may know those is the caller's business. */
export const sourcesOfVersions = async (db, ids) => db.rows(sources, [ids]);
const frozen = sql("version.frozen_facts", `select v.id as of, v.params, v.metrics, v.artifact_root as "artifactRoot" from model_version v
   where v.id = any($1::text[])`);
/** What each version froze. */
export const frozenFactsOf = async (db, ids) => db.rows(frozen, [ids]);
const files = sql("version.file_drift", `select w.version as of, d.* from unnest($1::text[], $2::uuid[], $3::text[]) w(version, owner, root)
   cross join lateral (
     select path, encode(f.sha256, 'hex') as "frozenSha256", f.size as "frozenSize",
       encode(n.sha256, 'hex') as "nowSha256", n.size as "nowSize"
     from (select path, sha256, size from version_artifact where model_version_id = w.version) f
     full join (select case when w.root = '' then a.path else substr(a.path, length(w.root) + 2) end as path, a.sha256, a.size
       from artifact a where a.owner = w.owner
         and (w.root = '' or (a.path >= w.root || '/' and a.path < w.root || '0'))) n using (path)
     where f.sha256 is distinct from n.sha256 order by path limit $4) d
   order by w.version, d.path`);
/** Of each version the first files below the folder it froze that are not as it froze them, by path. */
export const fileDriftOf = async (db, versions, first) => versions.length === 0
    ? []
    : db.rows(files, [
        versions.map(({ id }) => id),
        versions.map(({ owner }) => owner),
        versions.map(({ root }) => root),
        first,
    ]);
/** The live versions that the caller reads of those made from each run or logged model, the newest first. */
export const versionsMadeFrom = async (db, ability, uuids, { by, after, limit }) => {
    const values = new Values();
    const conditions = [`v.${by} = w.uuid`, readableVersions(ability, "none", values)];
    if (after !== null)
        conditions.push(`(v.created_at, v.id) < (${values.add(after[0])}::timestamptz, ${values.add(after[1])})`);
    const text = `select w.uuid as of, d.* from unnest(${values.add(uuids)}::uuid[]) w(uuid) cross join lateral (
      select ${versionFields} from ${versionTables} where ${conditions.join(" and ")}
      order by v.created_at desc, v.id desc limit ${values.add(limit)}) d
    order by w.uuid, d."createdAt" desc, d.id desc`;
    return db.rows(dynamicSql(text), values.list);
};
//# sourceMappingURL=version-sources.queries.js.map