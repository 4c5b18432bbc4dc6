import { type Reader, sql } from "../db/sql.js";
import type { ArtifactChild } from "./artifacts.queries.js";

/** As `children` of artifacts.queries, of several owners' folders of one name. */
const statement = sql(
  "artifact.children_of_owners",
  `select w.uuid as of, c.* from unnest($1::uuid[]) w(uuid) cross join lateral (
     with recursive child as (
       (select a.path, a.sha256, a.size from artifact a where a.owner = w.uuid and a.path >= $3::text
          and a.path >= $2::text and ($2::text = '' or a.path < rtrim($2::text, '/') || '0') order by a.path limit 1)
       union all
       select next.path, next.sha256, next.size from child cross join lateral (
         select a.path, a.sha256, a.size from artifact a where a.owner = w.uuid
           and a.path >= case when strpos(substr(child.path, length($2::text) + 1), '/') = 0 then child.path || chr(1)
             else $2::text || split_part(substr(child.path, length($2::text) + 1), '/', 1) || '0' end
           and ($2::text = '' or a.path < rtrim($2::text, '/') || '0')
         order by a.path limit 1) next
     )
     select split_part(rest, '/', 1) as name, strpos(rest, '/') > 0 as "isFolder",
       case when strpos(rest, '/') = 0 then size end as size,
       case when strpos(rest, '/') = 0 then encode(sha256, 'hex') end as sha256
     from (select substr(path, length($2::text) + 1) as rest, size, sha256 from child) f limit $4) c`,
);

/**
 * The children of the folder (`""` is the root) of each run or logged model from the place `from` on, ordered as the
 * paths of their files are, by code points.
 */
export const childrenOfOwners = async (
  db: Reader,
  uuids: readonly string[],
  { folder, from, limit }: { folder: string; from: string; limit: number },
): Promise<(ArtifactChild & { of: string })[]> => {
  const prefix = folder === "" ? "" : `${folder}/`;
  return db.rows(statement, [uuids, prefix, `${prefix}${from}`, limit]);
};
