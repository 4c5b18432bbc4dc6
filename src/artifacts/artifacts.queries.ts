import { type Reader, sql } from "../db/sql.js";
import type { ManifestFile } from "./artifacts.store.js";
import type { BlobPlace } from "./blob-store.js";

/** Whose files: a run's or a logged model's by uuid, or what a version froze by its id. */
export type ArtifactOwner = { readonly uuid: string } | { readonly modelVersionId: string };

/** A file, and where its bytes are. */
export interface ArtifactFile extends BlobPlace {
  readonly path: string;
  readonly size: bigint;
}

/** A child of a folder: a file, or a folder that has files below it. `name` is without the folder's own path. */
export interface ArtifactChild {
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: bigint | null;
  readonly sha256: string | null;
}

const tables = {
  artifact: { from: "artifact a where a.owner = $1", type: "uuid" },
  version_artifact: { from: "version_artifact a where a.model_version_id = $1", type: "text" },
} as const;

type Table = keyof typeof tables;

/**
 * Paths below the folder of `$2`, which ends with a slash, as one range of the index; of the root, all. Each its own
 * text: one for both would be planned as a filter over all files of the owner.
 */
const ranges = { folder: "and a.path > $2::text and a.path < rtrim($2::text, '/') || '0'", root: "" } as const;

type Where = keyof typeof ranges;

/** A folder's children by one index probe each: what is below a folder is skipped over, however much it is. */
const childrenText = (own: string, range: string): string => `with recursive child as (
  (select a.path, a.sha256, a.size from ${own} ${range} and a.path >= $3::text order by a.path limit 1)
  union all
  select next.path, next.sha256, next.size from child cross join lateral (
    select a.path, a.sha256, a.size from ${own} ${range}
      and a.path >= case when strpos(substr(child.path, length($2::text) + 1), '/') = 0 then child.path || chr(1)
        else $2::text || split_part(substr(child.path, length($2::text) + 1), '/', 1) || '0' end
    order by a.path limit 1) next
)
select split_part(rest, '/', 1) as name, strpos(rest, '/') > 0 as "isFolder",
  case when strpos(rest, '/') = 0 then size end as size,
  case when strpos(rest, '/') = 0 then encode(sha256, 'hex') end as sha256
from (select substr(path, length($2::text) + 1) as rest, size, sha256 from child) c limit $4`;

const belowText = (own: string, range: string): string =>
  `select substr(a.path, length($2::text) + 1) as path, encode(a.sha256, 'hex') as sha256, a.size::text as size
   from ${own} ${range} order by a.path limit $3`;

const statements = (table: Table) => {
  const { from, type } = tables[table];
  const own = from.replace("$1", `$1::${type}`);
  const inEach = (name: string, text: (own: string, range: string) => string) => ({
    folder: sql(`${table}.${name}_of_folder`, text(own, ranges.folder)),
    root: sql(`${table}.${name}_of_root`, text(own, ranges.root)),
  });
  return {
    file: sql(
      `${table}.file`,
      `select a.path, encode(a.sha256, 'hex') as sha256, a.size, b.location
       from ${own.replace(" where", " join blob b on b.sha256 = a.sha256 where")} and a.path = $2`,
    ),
    isFolder: sql(
      `${table}.is_folder`,
      `select exists (select from ${own} and a.path >= $2::text || '/' and a.path < $2::text || '0') as yes`,
    ),
    children: inEach("children", childrenText),
    below: inEach("below", belowText),
  };
};

const byTable = { artifact: statements("artifact"), version_artifact: statements("version_artifact") };

const of = (owner: ArtifactOwner): [(typeof byTable)[Table], string] =>
  "uuid" in owner ? [byTable.artifact, owner.uuid] : [byTable.version_artifact, owner.modelVersionId];

/** The folder as the statements take it: which of them, and with its slash. */
const whereIn = (folder: string): [Where, string] => (folder === "" ? ["root", ""] : ["folder", `${folder}/`]);

/** The file of this name; undefined when there is none, or a folder. */
export const findFile = async (db: Reader, owner: ArtifactOwner, path: string): Promise<ArtifactFile | undefined> => {
  const [{ file }, id] = of(owner);
  return db.row<ArtifactFile>(file, [id, path]);
};

const held = sql(
  "artifact.held",
  `select encode(b.sha256, 'hex') as sha256, b.location from blob_hold h join blob b on b.sha256 = h.sha256
   where h.holder = $1`,
);

/** Where the blob is that is kept for a holder, by the holder's id. */
export const heldBlob = (db: Reader, holder: string): Promise<BlobPlace | undefined> =>
  db.row<BlobPlace>(held, [holder]);

/** Whether files stand below a folder of this name. */
export const isFolder = async (db: Reader, owner: ArtifactOwner, path: string): Promise<boolean> => {
  const [statement, id] = of(owner);
  return (await db.row<{ yes: boolean }>(statement.isFolder, [id, path]))?.yes === true;
};

/** Where the children after this one begin. */
export const placeAfter = ({ name, isFolder: folder }: ArtifactChild): string => `${name}${folder ? "0" : "\u0001"}`;

/**
 * The children of a folder (`""` is the root) from the place `from` on, ordered as the paths of their files are, by code
 * points.
 */
export const childrenOf = async (
  db: Reader,
  owner: ArtifactOwner,
  folder: string,
  { from, limit }: { from: string; limit: number },
): Promise<ArtifactChild[]> => {
  const [{ children }, id] = of(owner);
  const [where, prefix] = whereIn(folder);
  return db.rows<ArtifactChild>(children[where], [id, prefix, `${prefix}${from}`, limit]);
};

/** Every file below a folder, at most `limit`, with paths relative to it. */
export const filesBelow = async (
  db: Reader,
  owner: ArtifactOwner,
  folder: string,
  limit: number,
): Promise<ManifestFile[]> => {
  const [{ below }, id] = of(owner);
  const [where, prefix] = whereIn(folder);
  return db.rows<ManifestFile>(below[where], [id, prefix, limit]);
};

const bytes = sql("artifacts.bytes", "select coalesce(sum(size), 0)::float8 as bytes from blob");

/** Bytes of all stored files, each content once. */
export const storedBytes = async (db: Reader): Promise<number> => (await db.row<{ bytes: number }>(bytes))?.bytes ?? 0;
