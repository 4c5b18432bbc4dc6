import { type Sql, sql } from "../../db/sql.js";
import { lockPrincipal } from "../access.store.js";
import { isSameShowing, type ShownGroup } from "./group-rules.js";

const read = sql(
  "access.read_groups",
  `select group_name as name, ttl_hours as "ttlHours"
   from principal_group where principal_id = $1 and lapses_at > clock_timestamp() order by group_name`,
);
const drop = sql("access.drop_groups", "delete from principal_group where principal_id = $1");
const show = sql(
  "access.show_groups",
  `insert into principal_group (principal_id, group_name, lapses_at, ttl_hours)
   select $1, name, clock_timestamp() + interval '1 hour' * $3::float8, $3 from unnest($2::text[]) name order by name`,
);
const refresh = sql(
  "access.refresh_groups",
  `update principal_group set lapses_at = clock_timestamp() + interval '1 hour' * ttl_hours
   where principal_id = $1 and group_name = any($2)`,
);
const seeToken = sql(
  "access.see_token",
  `insert into identity_seen (issuer, subject, issued_at) values ($1, $2, $3)
   on conflict (issuer, subject) do update set issued_at = greatest(identity_seen.issued_at, excluded.issued_at)
   returning issued_at <= $3 as newest`,
);

/** Groups as a valid token shows them. */
export interface ShownGroups {
  readonly principalId: string;
  readonly issuer: string;
  readonly subject: string;
  /** `iat`, in seconds since the epoch; minus infinity where the token does not say. */
  readonly issuedAt: number;
  readonly groups: readonly string[];
  /** For how long the groups count. */
  readonly ttlHours: number;
}

/** Keeps the token's time; whether no newer token of its subject has been seen, on whichever replica. */
export const isNewest = async (tx: Sql, { issuer, subject, issuedAt }: ShownGroups): Promise<boolean> =>
  (await tx.row<{ newest: boolean }>(seeToken, [issuer, subject, issuedAt]))?.newest === true;

/** The groups of a user that have not lapsed. */
export const freshGroups = async (tx: Sql, principalId: string): Promise<ShownGroup[]> =>
  tx.rows<ShownGroup>(read, [principalId]);

/** Keeps these groups of a user, and no other. */
export const keepGroups = async (
  tx: Sql,
  { principalId, groups, ttlHours }: Pick<ShownGroups, "principalId" | "groups" | "ttlHours">,
): Promise<void> => {
  await tx.rows(drop, [principalId]);
  await tx.rows(show, [principalId, groups, ttlHours]);
};

/**
 * Notes that the same groups were shown again. No entry: nothing but the lapse moves, by no more than the entry that
 * showed the groups says; the database holds that. False when they are not the same any more, and must be observed.
 */
export const refreshGroups = async (tx: Sql, shown: ShownGroups): Promise<boolean> => {
  await lockPrincipal(tx, shown.principalId);
  if (!(await isNewest(tx, shown))) return true;
  if (!isSameShowing(await freshGroups(tx, shown.principalId), shown)) return false;
  await tx.rows(refresh, [shown.principalId, shown.groups]);
  return true;
};
