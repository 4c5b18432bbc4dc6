import { newId } from "../../db/ids.js";
import { type Sql, sql } from "../../db/sql.js";

/** A view as its person saved it. */
export interface StoredView {
  readonly id: string;
  readonly screen: string;
  /** Null: kept for a long address. */
  readonly name: string | null;
  readonly query: string;
}

const alike = sql(
  "saved_view.alike",
  `select id, screen, name, query from saved_view
   where principal_id = $1 and screen = $2 and case when $3::text is null then name is null and query = $4 else name = $3 end`,
);
const insert = sql(
  "saved_view.insert",
  `insert into saved_view (id, principal_id, screen, name, query, saved_at) values ($1, $2, $3, $4, $5, clock_timestamp())`,
);
const change = sql("saved_view.change", "update saved_view set query = $2, saved_at = clock_timestamp() where id = $1");
const lock = sql(
  "saved_view.lock",
  "select id, screen, name, query from saved_view where id = $1 and principal_id = $2 for update",
);
const remove = sql("saved_view.delete", "delete from saved_view where id = $1");
const removeAll = sql("saved_view.delete_all_of", "delete from saved_view where principal_id = $1 returning id");

/** Their view of the screen by that name; without a name, the one that was kept of the same query. */
export const viewAlike = (
  tx: Sql,
  principalId: string,
  view: Omit<StoredView, "id">,
): Promise<StoredView | undefined> => tx.row<StoredView>(alike, [principalId, view.screen, view.name, view.query]);

/** Stores a view; gives its id. */
export const storeView = async (tx: Sql, principalId: string, view: Omit<StoredView, "id">): Promise<string> => {
  const id = newId("view");
  await tx.rows(insert, [id, principalId, view.screen, view.name, view.query]);
  return id;
};

export const changeView = async (tx: Sql, id: string, query: string): Promise<void> => {
  await tx.rows(change, [id, query]);
};

/** A view of theirs, locked; undefined where it is absent or another's. */
export const lockOwnView = (tx: Sql, principalId: string, id: string): Promise<StoredView | undefined> =>
  tx.row<StoredView>(lock, [id, principalId]);

export const removeView = async (tx: Sql, id: string): Promise<void> => {
  await tx.rows(remove, [id]);
};

/** Deletes every view of a person; gives their ids. */
export const removeViewsOf = async (tx: Sql, principalId: string): Promise<string[]> =>
  (await tx.rows<{ id: string }>(removeAll, [principalId])).map(({ id }) => id);
