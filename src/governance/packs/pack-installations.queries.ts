import { type Reader, sql } from "../../db/sql.js";

/** A version of a pack that is installed somewhere, as it was then. */
export interface InstalledPack {
  readonly packId: string;
  readonly packVersion: string;
  readonly digest: string;
}

const installed = sql(
  "pack.installed",
  `select distinct pack_id as "packId", pack_version as "packVersion", digest from pack_installation order by 1, 2, 3`,
);
const ofPolicies = sql(
  "pack.of_policies",
  `select p.id as of, i.pack_id as "packId", i.pack_version as "packVersion" from approval_policy p
   join pack_installation i on i.id = p.pack where p.id = any($1::text[])`,
);

/** Every version of a pack that is installed, with the digest of its content then. */
export const installedPacks = (db: Reader): Promise<InstalledPack[]> => db.rows(installed, []);

/** The packs that policies came with; the caller must be allowed to read the policies. */
export const packsOfPolicies = (
  db: Reader,
  policyIds: readonly string[],
): Promise<(Omit<InstalledPack, "digest"> & { of: string })[]> => db.rows(ofPolicies, [policyIds]);
