import { type Reader, type Sql, sql } from "../db/sql.js";
import type { BlobPlace } from "./blob-store.js";
import { MODEL_FILE } from "./model-file-rules.js";
import type { ReadSignature } from "./model-signature-rules.js";

const keep = sql(
  "model_file.keep",
  `insert into model_file (sha256, model_uuid, signature, read_at) values (decode($1, 'hex'), $2, $3, clock_timestamp())
   on conflict (sha256) do update set model_uuid = excluded.model_uuid, signature = excluded.signature, read_at = excluded.read_at
     where model_file.signature is null or model_file.signature ->> 'problem' is not null`,
);
const unread = sql(
  "model_file.unread",
  `select encode(f.sha256, 'hex') as sha256, b.location, b.size from model_file f left join blob b on b.sha256 = f.sha256
   where f.signature is null and f.sha256 > decode($1, 'hex') order by f.sha256 limit $2`,
);

/** What stands in an MLmodel. */
export interface ModelFileFacts {
  /** What it calls its model; null when it says none. */
  readonly modelUuid: string | null;
  readonly signature: ReadSignature;
}

/** Keeps what stands in the MLmodel of this digest; what was once read stays. */
export const keepModelFile = async (
  db: Sql,
  sha256: string,
  { modelUuid, signature }: ModelFileFacts,
): Promise<void> => {
  await db.rows(keep, [sha256, modelUuid, JSON.stringify(signature)]);
};

const signatures = sql(
  "model_file.signatures",
  `select encode(sha256, 'hex') as sha256, signature from model_file
   where signature is not null and sha256 = any(array(select decode(w, 'hex') from unnest($1::text[]) w))`,
);

/** What the MLmodels of these digests say that their models take and give, as far as they have been read. */
export const signaturesOf = async (
  db: Reader,
  digests: readonly string[],
): Promise<ReadonlyMap<string, ReadSignature>> => {
  if (digests.length === 0) return new Map();
  const rows = await db.rows<{ sha256: string; signature: ReadSignature }>(signatures, [digests]);
  return new Map(rows.map(({ sha256, signature }) => [sha256, signature]));
};

/** MLmodel files that nobody has read yet; `size` null where the bytes are gone. */
export const unreadModelFiles = (
  db: Reader,
  after: string,
  limit: number,
): Promise<(BlobPlace & { size: bigint | null })[]> => db.rows(unread, [after, limit]);

/** A query of what the frozen MLmodel calls its model, of the version whose id the column holds; no row without one. */
export const modelUuidOf = (versionId: string): string =>
  `select f.model_uuid from version_artifact a
     cross join lateral (select f.model_uuid from model_file f where f.sha256 = a.sha256 offset 0) f
   where a.model_version_id = ${versionId} and a.path = '${MODEL_FILE}'`;
