import type { Erased, Erasing } from "../../audit/erasing.js";
import type { Sql } from "../../db/sql.js";
import { removeViewsOf } from "./saved-views.store.js";

/** Deletes a person's views, whose names and queries are words of theirs. */
export const eraseSavedViews = async (tx: Sql, { principalId, categories }: Erasing): Promise<Erased> => {
  const gone = categories.has("TEXT") ? await removeViewsOf(tx, principalId) : [];
  return { rows: gone.length, links: gone.map((id) => ({ id, role: "subject" as const })), remains: [] };
};
