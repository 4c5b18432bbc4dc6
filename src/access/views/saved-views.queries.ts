import type { Ctx } from "../../context.js";
import { sql } from "../../db/sql.js";

export interface SavedViewRead {
  readonly id: string;
  readonly screen: string;
  readonly name: string | null;
  readonly query: string;
  readonly savedAt: string;
  readonly savedById: string;
}

const columns = `id, screen, name, query, saved_at as "savedAt", principal_id as "savedById"`;
const byIds = sql("saved_view.by_ids", `select ${columns} from saved_view where id = any($1)`);
const own = sql(
  "saved_view.own",
  `select ${columns} from saved_view where principal_id = $1 and ($2::text is null or screen = $2)
   order by name is null, name, id desc`,
);

/** Views by their ids, in any order: whoever has an id may open what it stands for. */
export const savedViewsById = (ctx: Ctx, ids: readonly string[]): Promise<SavedViewRead[]> =>
  ctx.db.reader.rows<SavedViewRead>(byIds, [ids]);

/** The caller's own views, of one screen or of all: by name, then those without one, newest first. */
export const ownSavedViews = (ctx: Ctx, screen: string | null): Promise<SavedViewRead[]> =>
  ctx.db.reader.rows<SavedViewRead>(own, [ctx.principal.id, screen]);
