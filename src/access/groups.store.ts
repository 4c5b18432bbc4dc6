import { type Sql, sql } from "../db/sql.js";
import { lockPrincipal } from "./access.store.js";

const read = sql(
  "access.read_groups",
  `select group_name as name, lapses_at > clock_timestamp() as fresh
   from principal_group where principal_id = $1 order by group_name`,
);

const drop = sql(
  "access.drop_groups",
  "delete from principal_group where principal_id = $1 and not group_name = any($2)",
);

const show = sql(
  "access.show_groups",
  `insert into principal_group (principal_id, group_name, lapses_at)
   select $1, name, clock_timestamp() + interval '1 hour' * $3::float8 from unnest($2::text[]) name order by name
   on conflict (principal_id, group_name) do update set lapses_at = excluded.lapses_at`,
);

const refresh = sql(
  "access.refresh_groups",
  `update principal_group set lapses_at = clock_timestamp() + interval '1 hour' * $3::float8
   where principal_id = $1 and group_name = any($2)`,
);

/** The groups that a user's tokens have shown; `fresh` while they have not lapsed. */
export const knownGroups = (tx: Sql, principalId: string): Promise<{ name: string; fresh: boolean }[]> =>
  tx.rows(read, [principalId]);

/** Keeps these groups of a user, and no other, until `ttlHours` from now. */
export const keepGroups = async (
  tx: Sql,
  principalId: string,
  groups: readonly string[],
  ttlHours: number,
): Promise<void> => {
  await tx.rows(drop, [principalId, groups]);
  await tx.rows(show, [principalId, groups, ttlHours]);
};

/** Notes that the same groups were shown again. No entry: nothing but the lapse moves. */
export const refreshGroups = async (
  tx: Sql,
  principalId: string,
  groups: readonly string[],
  ttlHours: number,
): Promise<void> => {
  await lockPrincipal(tx, principalId);
  await tx.rows(refresh, [principalId, groups, ttlHours]);
};
