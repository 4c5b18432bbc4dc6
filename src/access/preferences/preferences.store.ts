import { type Reader, type Sql, sql } from "../../db/sql.js";

export const themes = ["SYSTEM", "LIGHT", "DARK"] as const;
export const densities = ["ROOMY", "COMPACT"] as const;

/** What a person prefers; null: nothing was said. */
export interface PreferencesRead {
  readonly theme: (typeof themes)[number] | null;
  readonly density: (typeof densities)[number] | null;
  readonly timeZone: string | null;
  readonly singleKeys: boolean | null;
}

const read = sql(
  "preference.read",
  `select theme, density, time_zone as "timeZone", single_keys as "singleKeys" from preference where principal_id = $1`,
);
const keep = sql(
  "preference.keep",
  `insert into preference (principal_id, theme, density, time_zone, single_keys) values ($1, $2, $3, $4, $5)
   on conflict (principal_id) do update
     set theme = excluded.theme, density = excluded.density, time_zone = excluded.time_zone, single_keys = excluded.single_keys`,
);

export const readPreferences = async (db: Reader, principalId: string): Promise<PreferencesRead> =>
  (await db.row<PreferencesRead>(read, [principalId])) ?? {
    theme: null,
    density: null,
    timeZone: null,
    singleKeys: null,
  };

export const keepPreferences = async (tx: Sql, principalId: string, all: PreferencesRead): Promise<void> => {
  await tx.rows(keep, [principalId, all.theme, all.density, all.timeZone, all.singleKeys]);
};
