import { type Sql, sql } from "../../db/sql.js";

/** A pack as it is installed. */
export interface NewInstallation {
  /** The organisation, team or model that its policies cover. */
  readonly scopeId: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly digest: string;
  readonly by: string;
}

const insert = sql(
  "pack.install",
  `insert into pack_installation (scope_id, pack_id, pack_version, digest, installed_by) values ($1, $2, $3, $4, $5)
   on conflict (scope_id, pack_id, pack_version) do nothing returning id`,
);

/** Stores an installation; answers its number, undefined where the very same is installed already. */
export const storeInstallation = async (tx: Sql, given: NewInstallation): Promise<bigint | undefined> => {
  const { scopeId, packId, packVersion, digest, by } = given;
  return (await tx.row<{ id: bigint }>(insert, [scopeId, packId, packVersion, digest, by]))?.id;
};
