import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import type { BaseCtx } from "../context.js";
import { type Sql, sql } from "../db/sql.js";
import { id } from "../input.js";
import { lockPrincipal } from "./access.store.js";
import { groupName } from "./access-input.js";

const readGroups = sql(
  "access.read_groups",
  `select group_name as name, lapses_at > clock_timestamp() as fresh
   from principal_group where principal_id = $1 order by group_name`,
);
const dropGroups = sql(
  "access.drop_groups",
  "delete from principal_group where principal_id = $1 and not group_name = any($2)",
);
const showGroups = sql(
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

/** Records the groups that a valid token has just shown, when they are other than those known and not lapsed. */
export const observeGroups = command(
  "observeGroups",
  {
    scope: "ADMIN",
    input: z.object({ principalId: id, groups: z.array(groupName).max(1_000), ttlHours: z.number() }),
  },
  async (_: BaseCtx, tx, { principalId, groups, ttlHours }) => {
    const user = await lockPrincipal(tx, principalId);
    if (user === undefined || !user.active) return new Unchanged({});
    const known = await tx.rows<{ name: string; fresh: boolean }>(readGroups, [principalId]);
    const before = known.filter(({ fresh }) => fresh).map(({ name }) => name);
    if (isSameSet(before, groups)) return new Unchanged({});
    await tx.rows(dropGroups, [principalId, groups]);
    await tx.rows(showGroups, [principalId, groups, ttlHours]);
    tx.audit({ stream: principalId, label: user.handle, before: { groups: before }, after: { groups } });
    return {};
  },
);

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

/** Whether two lists hold the same names, in any order. */
export const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;
