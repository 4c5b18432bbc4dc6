import type { LogState } from "./log-state.store.js";
import type { LogSession } from "./session.store.js";

const look = `select exists (select from audit.index_order o where o.log = t.log and o.size > t.index_size and o.size <= t.size) as asked,
    t.index_entry is null or exists (select from audit.leaf l where l.log = t.log and l.entry_id = t.index_entry and l.idx < $2)
      as "isSigned"
  from audit.tree t where t.log = $1`;
const drop = "delete from audit.index_order where log = $1 and size <= $2";

/** What is known of a commitment to the index that may come next. */
export interface IndexWanted {
  /** Whether somebody waits for one over leaves that are there by now: an evidence pack. */
  readonly asked: boolean;
  /** Whether a published checkpoint covers the last one; until then nobody could be shown it, and another would take its place. */
  readonly isSigned: boolean;
}

/** Looks whether the index is to be committed to; `published` is the size of the last published checkpoint. */
export const indexWanted = async (
  session: LogSession,
  { log }: Pick<LogState, "log">,
  published: bigint,
): Promise<IndexWanted> => {
  const [row] = await session.rows<IndexWanted>(look, [log, published]);
  return row ?? { asked: false, isSigned: true };
};

/** Forgets what a commitment over this many leaves answers, in its transaction. */
export const dropOrders = async (session: LogSession, log: number, size: bigint): Promise<void> => {
  await session.rows(drop, [log, size]);
};
