import { SYSTEM_PRINCIPAL_ID } from "../../db/ids.js";
import { type Reader, type Sql, sql } from "../../db/sql.js";

const systemExists = sql("access.system_exists", "select exists (select from principal where id = $1) as yes");
const deactivate = sql(
  "access.deactivate_principal",
  "update principal set deactivated_at = clock_timestamp() where id = $1 and deactivated_at is null",
);
const reactivate = sql("access.reactivate_principal", "update principal set deactivated_at = null where id = $1");
const unlink = sql("access.unlink_identity", "delete from user_identity where issuer = $1 and subject = $2");
const freeHandle = sql(
  "access.free_admin_handle",
  `select coalesce(min(handle), 'admin-' || $1) as handle from (values ('admin'), ('admin-2'), ('admin-3')) as h(handle)
   where not exists (select from principal p where p.handle = h.handle)`,
);

/** Whether the first start has been: the service itself is its first principal. */
export const isBootstrapped = async (db: Reader): Promise<boolean> =>
  (await db.row<{ yes: boolean }>(systemExists, [SYSTEM_PRINCIPAL_ID]))?.yes === true;

export const storeDeactivation = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(deactivate, [id]);
};

export const storeReactivation = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(reactivate, [id]);
};

/** Takes an identity provider's subject from whoever it is linked to. */
export const dropIdentity = async (tx: Sql, issuer: string, subject: string): Promise<void> => {
  await tx.rows(unlink, [issuer, subject]);
};

/** A handle for an administrator that nobody has; `suffix` makes it one where the usual ones are taken. */
export const freeAdminHandle = async (tx: Sql, suffix: string): Promise<string> =>
  (await tx.row<{ handle: string }>(freeHandle, [suffix]))?.handle ?? `admin-${suffix}`;
