import { ERASED, type Erased, type Erasing } from "../../audit/erasing.js";
import { type Sql, sql } from "../../db/sql.js";

const clear = sql(
  "access.erase_principal",
  `update principal set handle = 'erased-' || split_part(id, '_', 2), display_name = $2, email = null where id = $1`,
);
const clearGroups = sql(
  "access.erase_groups",
  `with gone as (delete from principal_group where principal_id = $1 returning 1) select count(*)::int as count from gone`,
);
const clearIdentities = sql("access.erase_identities", "select erase_identities($1)::int as count");

/** Takes handle, name, e-mail address, identities and groups from a user, who keeps the id. */
export const erasePrincipal = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  if (!categories.has("NAME")) return { rows: 0, links: [], remains: [] };
  const count = async (statement: typeof clear): Promise<number> =>
    (await tx.row<{ count: number }>(statement, [principalId]))?.count ?? 0;
  const rows = (await count(clearGroups)) + (await count(clearIdentities));
  await tx.rows(clear, [principalId, ERASED]);
  return { rows: rows + 1, links: [], remains: [] };
};
