import { z } from "zod";
import { command, Unchanged } from "../acts/command.js";
import { type Sql, sql } from "../db/sql.js";
import { id } from "../input.js";
import { lockPrincipal } from "./access.store.js";
import { groupName, identity } from "./access-input.js";
import type { IdentityRow } from "./caller.queries.js";

const readGroups = sql(
  "access.read_groups",
  `select group_name as name, ttl_hours as "ttlHours"
   from principal_group where principal_id = $1 and lapses_at > clock_timestamp() order by group_name`,
);
const dropGroups = sql("access.drop_groups", "delete from principal_group where principal_id = $1");
const showGroups = sql(
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
interface Shown {
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
const isNewest = async (tx: Sql, { issuer, subject, issuedAt }: Shown): Promise<boolean> =>
  (await tx.row<{ newest: boolean }>(seeToken, [issuer, subject, issuedAt]))?.newest === true;

type Fresh = Pick<IdentityRow["groups"][number], "name" | "ttlHours">;

const freshGroups = async (tx: Sql, principalId: string): Promise<Fresh[]> => tx.rows<Fresh>(readGroups, [principalId]);

/** Whether the groups, and how long they count, are what is known. */
export const isSameShowing = (
  known: readonly Fresh[],
  { groups, ttlHours }: Pick<Shown, "groups" | "ttlHours">,
): boolean =>
  isSameSet(
    groups,
    known.map(({ name }) => name),
  ) && known.every((group) => group.ttlHours === ttlHours);

/** Records the groups that a valid token has just shown, when they are other than those known and not lapsed. */
export const observeGroups = command(
  "observeGroups",
  {
    scope: "ADMIN",
    input: z.object({
      principalId: id,
      ...identity.shape,
      issuedAt: z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]),
      groups: z.array(groupName).max(1_000),
      ttlHours: z.number(),
    }),
  },
  async (_, tx, shown) => {
    const { principalId, groups, ttlHours } = shown;
    const user = await lockPrincipal(tx, principalId);
    if (user === undefined || !user.active || !(await isNewest(tx, shown))) return new Unchanged({});
    const known = await freshGroups(tx, principalId);
    const before = known.map(({ name }) => name);
    if (isSameShowing(known, shown)) return new Unchanged({});
    await tx.rows(dropGroups, [principalId]);
    await tx.rows(showGroups, [principalId, groups, ttlHours]);
    tx.audit({
      stream: principalId,
      label: user.handle,
      before: { groups: before },
      after: { groups, countForHours: ttlHours },
    });
    return {};
  },
);

/**
 * Notes that the same groups were shown again. No entry: nothing but the lapse moves, by no more than the entry that
 * showed the groups says; the database holds that. False when they are not the same any more, and must be observed.
 */
export const refreshGroups = async (tx: Sql, shown: Shown): Promise<boolean> => {
  await lockPrincipal(tx, shown.principalId);
  if (!(await isNewest(tx, shown))) return true;
  if (!isSameShowing(await freshGroups(tx, shown.principalId), shown)) return false;
  await tx.rows(refresh, [shown.principalId, shown.groups]);
  return true;
};

/** Whether two lists hold the same names, in any order. */
const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;
