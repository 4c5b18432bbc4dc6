import type { Ability } from "../../access/ability.js";
import type { Category } from "../../audit/personal.js";
import { type Reader, sql } from "../../db/sql.js";
import { versionsById } from "../../registry/versions.queries.js";

/** A pack as read. What it became is null until it is made. */
export interface PackRead {
  readonly id: string;
  readonly modelVersionId: string;
  readonly disclosed: readonly Category[];
  readonly card: string | null;
  readonly createdById: string;
  readonly createdAt: string;
  readonly sha256: string | null;
  readonly size: bigint | null;
  readonly checkpointSize: bigint | null;
}

/** A pack that is made. */
export type MadePack = PackRead & { readonly sha256: string; readonly size: bigint; readonly checkpointSize: bigint };

/** Who reads packs: whoever reads every entry all, the others those that they had made, while they read the version. */
export interface PackReader {
  readonly ability: Ability;
  readonly principalId: string;
  readonly audits: boolean;
}

const columns = `p.id, p.model_version_id as "modelVersionId", p.disclosed, p.card, p.created_by as "createdById",
  p.created_at as "createdAt", f.sha256, f.size, f.checkpoint_size as "checkpointSize"`;

const byId = sql(
  "pack.by_id",
  `select ${columns} from evidence_pack p left join evidence_pack_file f on f.pack_id = p.id
   where p.id = any($1::text[]) and ($2 or p.created_by = $3)`,
);
const ofVersion = sql(
  "pack.of_version",
  `select ${columns} from evidence_pack p join evidence_pack_file f on f.pack_id = p.id
   where p.model_version_id = $1 and ($2 or p.created_by = $3) and ($4::text is null or p.id < $4)
   order by p.id desc limit $5`,
);
const entryOf = sql(
  "pack.entry",
  "select min(s.entry_id) as entry from audit.subject s where s.kind = 'evidence_pack' and s.subject_id = $1",
);

/** Packs by id, in no order; those that the caller may not read are left out. */
export const packsById = async (
  db: Reader,
  { ability, principalId, audits }: PackReader,
  ids: readonly string[],
): Promise<PackRead[]> => {
  const packs = await db.rows<PackRead>(byId, [ids, audits, principalId]);
  const wanted = [...new Set(packs.map(({ modelVersionId }) => modelVersionId))];
  const seen = new Set((await versionsById(db, ability, wanted)).map(({ id }) => id));
  return packs.filter(({ modelVersionId }) => seen.has(modelVersionId));
};

/** A page of the packs of a version that the caller reads, the newest first. */
export const packsOfVersion = (
  db: Reader,
  { principalId, audits }: PackReader,
  page: { readonly modelVersionId: string; readonly after: string | null; readonly limit: number },
): Promise<MadePack[]> => db.rows(ofVersion, [page.modelVersionId, audits, principalId, page.after, page.limit]);

/** The number of the entry that asked for the pack. */
export const entryOfPack = async (db: Reader, packId: string): Promise<bigint> => {
  const row = await db.row<{ entry: bigint | null }>(entryOf, [packId]);
  if (row?.entry == null) throw new Error(`${packId} has no entry`);
  return row.entry;
};
